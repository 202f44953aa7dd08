"""Short cards and notes of one person in many languages and scripts."""

import importlib
from functools import cache

from .doc import Document, Piece
from .fill.codes import Codes
from .fill.cultures import cultures
from .fill.data import FOLDER
from .fill.dates import Day
from .records import form

DIGITS = {
    "ar": "٠١٢٣٤٥٦٧٨٩",
    "fa": "۰۱۲۳۴۵۶۷۸۹",
    "hi": "०१२३४५६७८९",
    "mr": "०१२३४५६७८९",
    "ne": "०१२३४५६७८९",
    "bn": "০১২৩৪৫৬৭৮৯",
    "ta": "௦௧௨௩௪௫௬௭௮௯",
    "th": "๐๑๒๓๔๕๖๗๘๙",
    "gu": "૦૧૨૩૪૫૬૭૮૯",
}
IDENTITIES = [
    "###########",
    "############",
    "######-####",
    "#### #### ####",
    "#############",
    "######/####",
    "##.##.##-###.##",
    "###-##-#####",
    "@#######",
    "@@######",
]


@cache
def languages() -> list[tuple]:
    found = []
    for line in (FOLDER / "cards.txt").read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            lang, culture, words, cities, streets = (part.strip() for part in line.split("|"))
            found.append(
                (lang, culture, *([item.strip() for item in part.split(";")] for part in (words, cities, streets)))
            )
    return found


@cache
def native_towns(locale: str) -> tuple[str, ...]:
    """Faker's towns of a locale in its own script, if it has a list."""
    try:
        provider = importlib.import_module(f"faker.providers.address.{locale}").Provider
    except ImportError:
        return ()
    found = getattr(provider, "city_names", None) or getattr(provider, "cities", ())
    return tuple(name for name in found if isinstance(name, str) and ")" not in name)


class Card:
    def __init__(self, rng):
        self.rng = rng
        self.lang, name, self.words, self.cities, self.streets = rng.choice(languages())
        culture = cultures()[name]
        self.cities = [*self.cities, *native_towns(name)]
        female = rng.random() < 0.5
        first, last = (
            rng.choice(culture.female if female else culture.male),
            rng.choice(culture.last_female if female else culture.last_male),
        )
        family_first = self.lang in {"zh", "ja", "ko", "hu", "vi"}
        gap = "" if self.lang in {"zh", "ko"} else " "
        self.name = f"{last}{gap}{first}" if family_first else f"{first} {last}"
        self.codes = Codes(rng, self.lang, "XX")
        self.native = self.lang in DIGITS and rng.random() < 0.3

    def digits(self, text: str) -> str:
        return text.translate(str.maketrans("0123456789", DIGITS[self.lang])) if self.native else text

    def date(self) -> str:
        day = Day(self.rng, self.lang, birth=True).day
        if self.lang in {"zh", "ja"} and self.rng.random() < 0.7:
            return f"{day.year}年{day.month}月{day.day}日"
        if self.lang == "ko" and self.rng.random() < 0.5:
            return f"{day.year}년 {day.month}월 {day.day}일"
        return self.digits(self.rng.choice([f"{day:%d/%m/%Y}", f"{day:%d.%m.%Y}", day.isoformat(), f"{day:%d-%m-%Y}"]))

    def fields(self) -> list[tuple[str, Piece]]:
        rng, (patient, name, born, phone, identity, address, postcode, age, hospital) = self.rng, self.words
        city = rng.choice(self.cities)
        cjk = self.lang in {"zh", "ja"}
        rest = [
            (born, Piece(self.date(), "DATE", "DATE.dob")),
            (phone, Piece(self.digits(self.codes.phone()), "CODE", "CODE.phone")),
            (identity, Piece(self.digits(self.codes.shape(*IDENTITIES)), "CODE", "CODE.id")),
            (
                address,
                Piece(self.digits(rng.choice(self.streets).format(n=rng.randint(1, 190))), "ADDRESS", "ADDRESS.street"),
            ),
            (
                postcode,
                Piece(
                    self.digits(self.codes.shape("####", "#####", "######", "## ###", "###-####" if cjk else "##-###")),
                    "ADDRESS",
                    "ADDRESS.postcode",
                ),
            ),
            (age, Piece(self.digits(str(rng.randint(1, 95))), "DATE", "DATE.age")),
            (
                hospital,
                Piece(
                    f"{city}{hospital}" if cjk else rng.choice([f"{hospital} {city}", f"{city} {hospital}"]),
                    "ORG",
                    "ORG.hospital",
                ),
            ),
        ]
        kept = [
            (rng.choice([patient, name]), Piece(self.name, "PERSON", "PERSON.full")),
            *rng.sample(rest, rng.randint(1, 6)),
        ]
        if rng.random() < 0.3:
            kept.append((address, Piece(city, "LOC", "LOC.city")))
        if rng.random() < 0.25:
            rng.shuffle(kept)
        return kept

    def pieces(self) -> list[Piece]:
        rng, fields = self.rng, self.fields()
        shape = rng.choice(["run", "run", "run", "lines", "pipes"])
        if shape == "lines":
            return form(rng, [word for word, _ in fields], [[piece for _, piece in fields]])
        if shape == "pipes":
            out = []
            for at, (_, piece) in enumerate(fields):
                out += [Piece(" | " if at else ""), piece]
            return out
        full = "。" if self.lang in {"zh", "ja"} else "।" if self.lang in {"hi", "bn", "mr", "ne"} else "."
        link, stop = rng.choice([": ", ": ", " ", ":"]), rng.choice([", ", ", ", "; ", f"{full} "])
        out = []
        for at, (word, piece) in enumerate(fields):
            out += [Piece((stop if at else "") + word + link), piece]
        return [*out, Piece(full)]


def make(rng) -> Document:
    card = Card(rng)
    pieces = card.pieces()
    if rng.random() < 0.25:
        other = Card(rng)
        pieces += [Piece("\n"), *other.pieces()]
    document = Document(
        pieces, {"skeleton": f"cards:{card.lang}", "lang": card.lang, "genre": "card", "source": "grammar"}
    )
    document.spans()
    return document
