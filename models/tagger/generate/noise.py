"""What scanners, mailers and typing people do to a text. Every step works piece by piece."""

import unicodedata
from dataclasses import replace

from .doc import Document, Piece, each

SCAN = {
    "l": "1I|",
    "I": "l1",
    "O": "0",
    "0": "O",
    "1": "lI",
    "e": "c",
    "c": "e",
    "o": "0",
    "i": "í1",
    "S": "5",
    "5": "S",
    "B": "8",
    "8": "B",
    "g": "q",
    "u": "ii",
    "h": "b",
    "a": "à",
    "t": "f",
    ".": ",",
    ",": ".",
    "m": "rn",
    "n": "ri",
    "w": "vv",
    "-": "—",
    "'": "’",
}


def scan(document: Document, rng) -> None:
    """Confused letters, lost and added spaces."""
    rate = rng.choice([0.004, 0.01, 0.02])

    def change(text: str) -> str:
        out = []
        for char in text:
            draw = rng.random()
            if draw < rate and char in SCAN:
                char = rng.choice(SCAN[char]) if char not in "mnuw" else SCAN[char]
            elif draw < rate * 1.15 and char == " ":
                char = ""
            elif draw > 1 - rate * 0.1 and char.isalpha():
                char += " "
            out.append(char)
        return "".join(out)

    document.step("scan", each(document.pieces, change))


def accents(document: Document, rng) -> None:
    table = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "Ø": "O", "Ł": "L", "Đ": "D", "ı": "i"})

    def change(text: str) -> str:
        flat = unicodedata.normalize("NFD", text.translate(table))
        kept = "".join(c for c in flat if not 0x300 <= ord(c) < 0x370)
        return unicodedata.normalize("NFC", kept)

    document.step("accents", each(document.pieces, change))


def wrap(document: Document, rng) -> None:
    """Breaks lines at a width, also within names."""
    width = rng.randint(48, 84)
    text, breaks, column, space = document.text, set(), 0, None
    for at, char in enumerate(text):
        if char == "\n":
            column, space = 0, None
            continue
        column += 1
        if char == " ":
            space = at
        if column > width and space is not None:
            breaks.add(space)
            column, space = at - space, None
    pieces, at = [], 0
    for piece in document.pieces:
        chars = ["\n" if at + i in breaks else c for i, c in enumerate(piece.text)]
        pieces.append(replace(piece, text="".join(chars)))
        at += len(piece.text)
    document.step("wrap", pieces)


def unwrap(document: Document, rng) -> None:
    """Line breaks become spaces, as when a page is copied."""
    joint = rng.choice([" ", " ", "  ", " | "])
    document.step("unwrap", each(document.pieces, lambda text: text.replace("\n\n", "\n").replace("\n", joint)))


def spaces(document: Document, rng) -> None:
    def change(text: str) -> str:
        return "".join("  " if c == " " and rng.random() < 0.06 else c for c in text)

    document.step("spaces", each(document.pieces, change))


def lower(document: Document, rng) -> None:
    document.step("lower", each(document.pieces, str.lower))


def upper(document: Document, rng) -> None:
    document.step("upper", each(document.pieces, str.upper))


def title(document: Document, rng) -> None:
    document.step("title", each(document.pieces, str.title))


def names_lower(document: Document, rng) -> None:
    """Only the fills lose their capitals, as typed in haste."""
    pieces = [replace(p, text=p.text.lower()) if p.label in {"PERSON", "ORG", "LOC"} else p for p in document.pieces]
    document.step("names_lower", pieces)


def unpointed(document: Document, rng) -> None:
    """Plain text without commas and stops."""

    def strip(piece: Piece) -> Piece:
        if piece.label:
            return piece
        kept = "".join(c for i, c in enumerate(piece.text) if c not in ",.;:!" or piece.text[i + 1 : i + 2].isalnum())
        return replace(piece, text=kept)

    document.step("unpointed", [strip(piece) for piece in document.pieces])


def typos(document: Document, rng) -> None:
    def change(text: str) -> str:
        chars = list(text)
        for at in range(1, len(chars) - 2):
            if chars[at].isalpha() and chars[at + 1].isalpha() and rng.random() < 0.008:
                kind = rng.randrange(3)
                if kind == 0:
                    chars[at], chars[at + 1] = chars[at + 1], chars[at]
                else:
                    chars[at] = "" if kind == 1 else chars[at] * 2
        return "".join(chars)

    document.step("typos", each(document.pieces, change))


def hyphens(document: Document, rng) -> None:
    """Hard hyphens at line ends of narrow columns."""
    width, column, pieces = rng.randint(38, 60), 0, []
    for piece in document.pieces:
        out = []
        for at, char in enumerate(piece.text):
            column = 0 if char == "\n" else column + 1
            inside = piece.text[max(0, at - 2) : at + 3].isalpha() and 2 <= at < len(piece.text) - 2
            if column > width and inside and piece.label not in {"CODE", "ADDRESS"} and rng.random() < 0.5:
                out.append("-\n")
                column = 0
            elif column > width and char == " ":
                char, column = "\n", 0
            out.append(char)
        pieces.append(replace(piece, text="".join(out)))
    document.step("hyphens", pieces)


RATES = [
    (scan, 0.04),
    (accents, 0.04),
    (wrap, 0.08),
    (unwrap, 0.03),
    (spaces, 0.03),
    (lower, 0.06),
    (upper, 0.025),
    (title, 0.01),
    (names_lower, 0.02),
    (unpointed, 0.03),
    (typos, 0.04),
    (hyphens, 0.015),
]
CASES = {lower, upper, title, names_lower}


def disturb(document: Document, rng) -> None:
    """A few documents get one or two steps; at most one of them touches the case."""
    cased = False
    for step, rate in RATES:
        if rng.random() < rate and not (cased and step in CASES):
            cased |= step in CASES
            step(document, rng)
