"""The case and shape of words, which an uncased encoder cannot see. The Rust side computes the same twelve numbers.

A word is a maximal run of characters that are not White_Space. The tests look at the word without the punctuation at its edges
(EDGE), except for '@', which is looked for in the whole word.
"""

WHITE = frozenset("\t\n\x0b\x0c\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B))))
LINE_ENDS = frozenset("\n\x0b\x0c\r\x85\u2028\u2029")
EDGE = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~" + "¡¿«»‹›“”„‟‘’‚‛–—―…·•§¶†‡′″、。，．！？：；（）「」『』【】《》〈〉।॥،؛؟"
TITLES = frozenset("mr mrs ms miss dr prof sir madam herr frau monsieur madame señor señora don doña".split())
DIGITS = frozenset("0123456789")
NUMERIC = DIGITS | frozenset(",.:/-")


def words(text):
    """The words of a text as (start, end)."""
    found, start = [], None
    for i, c in enumerate(text):
        if c in WHITE:
            if start is not None:
                found.append((start, i))
                start = None
        elif start is None:
            start = i
    if start is not None:
        found.append((start, len(text)))
    return found


def case_shape(core):
    """Features 0 to 4 of a word without its edges: at most one is set. Returns its index or None."""
    upper = lower = 0
    first_upper = False
    for c in core:
        if c.isupper():
            first_upper |= not upper and not lower
            upper += 1
        elif c.islower():
            lower += 1
    if upper == 1 and not lower:
        return 4
    if first_upper and lower:
        return 0
    if upper and not lower:
        return 1
    if lower and not upper:
        return 2
    return 3 if upper else None


def upper_lines(text):
    """For every character, whether its line has letters and all of them are capitals."""
    flags, start = bytearray(len(text)), 0
    for i in range(len(text) + 1):
        if i == len(text) or text[i] in LINE_ENDS:
            line = text[start:i]
            if any(c.isupper() for c in line) and not any(c.islower() for c in line):
                flags[start:i] = b"\x01" * (i - start)
            start = i + 1
    return flags


def word_shapes(text, spans):
    """Twelve numbers for each word of `spans`; the last, which depends on the piece, is left 0."""
    capitals = upper_lines(text)
    shapes, before = [], None
    for start, end in spans:
        word = text[start:end]
        core = word.strip(EDGE)
        shape = [0] * 12
        case = case_shape(core)
        if case is not None:
            shape[case] = 1
        shape[5] = int(any(c in DIGITS for c in core))
        shape[6] = int(bool(core) and all(c in NUMERIC for c in core))
        shape[7] = int("@" in word)
        if before is None:
            shape[8] = 1
        else:
            last = text[before[0]:before[1]]
            new_line = any(c in LINE_ENDS for c in text[before[1]:start])
            shape[8] = int(new_line or last[-1] in ".!?:")
            shape[9] = int(last.strip(EDGE).lower() in TITLES)
        shape[10] = capitals[start]
        shapes.append(shape)
        before = (start, end)
    return shapes
