"""Changes to an annotated text that keep its annotation right: other names, other case, noise, line breaks."""

import re

import numpy as np

from .labels import INDEX
from .names import cultures, towns
from .shape import EDGE, TITLES, words

PERSON, ORG, LOC, CODE, ADDRESS = (INDEX[name] for name in ("PERSON", "ORG", "LOC", "CODE", "ADDRESS"))
LOOKALIKE = {"o": "0", "O": "0", "l": "1", "I": "l", "i": "l", "S": "5", "B": "8", "e": "c", "m": "rn", "0": "O", "1": "l", "5": "S", "8": "B"}
NAME_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
INITIALS = re.compile(r"(?:[^\W\d_]\.?){1,3}")


def runs(codes):
    """(start, end, code) of each stretch of one code other than O."""
    if not len(codes):
        return []
    cuts = [0, *(np.flatnonzero(np.diff(codes)) + 1).tolist(), len(codes)]
    return [(a, b, int(codes[a])) for a, b in zip(cuts, cuts[1:]) if codes[a]]


def replace(text, codes, edits):
    """Puts (start, end, new text) in place; the new text keeps the code of what it replaces."""
    parts, marks, at = [], [], 0
    for start, end, new in edits:
        parts += [text[at:start], new]
        marks += [codes[at:start], np.full(len(new), codes[start], dtype=codes.dtype)]
        at = end
    parts.append(text[at:])
    marks.append(codes[at:])
    return "".join(parts), np.concatenate(marks)


def like(model, word):
    """`word` in the case of `model`."""
    if len(model) > 1 and model.isupper():
        return word.upper()
    return word.lower() if model.islower() else word


def swap_names(text, codes, rng):
    """Gives every person another name of one culture, the same name wherever the same name word stands."""
    pool = cultures()
    _, given, family = rng.choices(pool, weights=[c[0] for c in pool])[0]
    known, edits = {}, []
    for start, end, code in runs(codes):
        if code != PERSON:
            continue
        found = [m for m in NAME_WORD.finditer(text, start, end) if m.group().casefold() not in TITLES]
        for i, match in enumerate(found):
            word, before = match.group(), text[:match.start()].split()[-1:]
            key = word.casefold()
            if key not in known:
                if INITIALS.fullmatch(word) and (len(word) == 1 or word.isupper() and len(word) < 3):
                    known[key] = "".join(rng.choice("ABCDEFGHIJKLMNOPRSTVWZ") for _ in word)
                else:
                    titled = before and before[0].strip(EDGE).casefold() in TITLES
                    last = titled if len(found) == 1 else i == len(found) - 1
                    known[key] = rng.choice(family if last else given)
            edits.append((match.start(), match.end(), like(word, known[key])))
    return replace(text, codes, edits)


def swap_places(text, codes, rng, companies):
    """Gives places and organisations other names, in the same manner."""
    known, edits, country = {}, [], rng.choice(towns())
    for start, end, code in runs(codes):
        surface = text[start:end]
        key = (code, surface.casefold())
        if code == LOC and len(surface) > 2:
            known.setdefault(key, rng.choice(country))
        elif code == ORG and companies:
            known.setdefault(key, rng.choice(companies))
        else:
            continue
        edits.append((start, end, like(surface, known[key])))
    return replace(text, codes, edits)


def new_digits(text, codes, rng):
    chars = list(text)
    for i in np.flatnonzero((codes == CODE) | (codes == ADDRESS)).tolist():
        if chars[i] in "0123456789":
            chars[i] = rng.choice("0123456789")
    return "".join(chars), codes


def same_length(text, change):
    return "".join(n if len(n) == 1 else c for c in text for n in (change(c),))


def title_case(text):
    chars = list(same_length(text, str.lower))
    for start, end in words(text):
        for i in range(start, end):
            if chars[i].isalpha():
                if len(chars[i].upper()) == 1:
                    chars[i] = chars[i].upper()
                break
    return "".join(chars)


def change_case(text, rng):
    pick = rng.random()
    if pick < 0.4:
        return same_length(text, str.upper)
    return same_length(text, str.lower) if pick < 0.8 else title_case(text)


def change_case_inside(text, codes, rng):
    """Only what is annotated loses or gains its capitals, in some texts."""
    change = str.lower if rng.random() < 0.6 else str.upper
    return "".join(change(c) if code and len(change(c)) == 1 else c for c, code in zip(text, codes.tolist()))


def drop_punctuation(text, codes, rng):
    keep = np.array([not (c in ",.;:'\"()!?" and rng.random() < 0.8 and not (0 < i < len(text) - 1 and text[i - 1].isdigit()))
                     for i, c in enumerate(text)], dtype=bool)
    return "".join(c for c, k in zip(text, keep) if k), codes[keep]


def noise(text, codes, rng):
    """Typing errors, or the errors of text recognition."""
    ocr, rate = rng.random() < 0.5, rng.choice([0.01, 0.02, 0.04])
    out, marks = [], []
    for i, c in enumerate(text):
        new = c
        if rng.random() < rate and c not in "\n":
            if ocr:
                new = LOOKALIKE.get(c, c + " " if rng.random() < 0.3 and c.isalpha() else c)
            elif c.isalpha():
                pick = rng.random()
                new = "" if pick < 0.35 else c + c if pick < 0.6 else rng.choice("etaoinsrhl") if pick < 0.8 else c.swapcase()[:1]
        out.append(new)
        marks += [codes[i]] * len(new)
    return "".join(out), np.array(marks, dtype=codes.dtype)


def wrap(text, rng):
    """Hard line ends at some width, also inside names, as in plain-text mail and text taken out of PDF files."""
    width, column, chars = rng.randint(25, 80), 0, list(text)
    for i, c in enumerate(chars):
        column += 1
        if c == "\n":
            column = 0
        elif c == " " and column >= width:
            chars[i] = "\n"
            column = 0
    return "".join(chars)


def augment(text, codes, rng, companies=(), natural=True):
    """One random version. `natural` texts also get other names, places and digits; generated ones have many already."""
    if natural and rng.random() < 0.40:
        text, codes = swap_names(text, codes, rng)
    if natural and rng.random() < 0.15:
        text, codes = swap_places(text, codes, rng, companies)
    if natural and rng.random() < 0.40:
        text, codes = new_digits(text, codes, rng)
    if rng.random() < 0.05:
        text, codes = drop_punctuation(text, codes, rng)
    if rng.random() < 0.06:
        text, codes = noise(text, codes, rng)
    if rng.random() < 0.06:
        text = wrap(text, rng)
    if rng.random() < 0.15:
        text = change_case(text, rng)
    elif rng.random() < 0.06:
        text = change_case_inside(text, codes, rng)
    return text, codes
