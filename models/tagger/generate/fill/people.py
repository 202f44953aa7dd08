"""People: given names, family names and user names that agree in all their forms."""

import unicodedata
from functools import cache

from .cultures import NATIVE, cultures, foreign
from .data import FOLDER

HOME = {
    "en": [
        "american",
        "american",
        "english",
        "english",
        "american",
        "irish",
        "scottish",
        "welsh",
        "black_american",
        "latino",
        "wordname",
        "wordname",
        "new_zealand",
        "jewish",
    ],
    "de": ["german"] * 9 + ["austrian", "swiss"],
    "fr": ["french"] * 9 + ["quebec"],
    "es": ["spanish"] * 5 + ["latino", "mexican", "colombian", "chilean", "catalan"],
    "it": ["italian"],
    "nl": ["dutch", "dutch", "flemish"],
    "pl": ["polish"],
    "pt": ["portuguese", "brazilian"],
    "da": ["danish"],
    "sv": ["swedish"],
    "tr": ["turkish"],
    "ro": ["romanian"],
    "id": ["indonesian"],
    "hu": ["hungarian"],
    "cs": ["czech"],
    "no": ["norwegian"],
    "fi": ["finnish"],
}
FAMILY_FIRST = {"chinese", "cantonese", "korean", "vietnamese", "hungarian", "japanese"}
DOUBLE = {"spanish", "mexican", "colombian", "chilean", "catalan", "latino", "portuguese", "brazilian", "filipino"}
MIDDLE = {"american", "black_american", "english", "scottish", "irish", "nigerian", "yoruba", "igbo", "filipino"}
PARTICLES = {
    "german": ["von", "von der", "zu", "vom"],
    "dutch": ["van", "van der", "van den", "de", "ten", "van 't"],
    "flemish": ["Van", "De", "Vanden"],
    "french": ["de", "du", "de La", "d'"],
    "italian": ["De", "Di", "D'", "Della"],
    "arabic": ["al-", "Al-", "El ", "Abu ", "bin", "ibn"],
    "latino": ["de", "de la", "del"],
    "portuguese": ["da", "de", "dos"],
    "spanish": ["de", "de la", "del"],
    "brazilian": ["da", "de", "dos", "de Oliveira"],
    "scottish": ["Mac", "Mc"],
    "swedish": ["af"],
}
TITLES = {
    "en": (
        ["Mr", "Mr", "Mr.", "Dr", "Dr.", "Prof.", "Professor", "Sir", "Rev.", "Capt.", "Sgt", "Judge", "Cllr"],
        ["Ms", "Mrs", "Miss", "Ms.", "Mrs.", "Dr", "Dr.", "Prof.", "Professor", "Dame", "Sister", "Judge", "Madam"],
    ),
    "de": (["Herr", "Herr", "Herr Dr.", "Herrn", "Dr."], ["Frau", "Frau", "Frau Dr.", "Frau Prof."]),
    "fr": (["M.", "M.", "Monsieur", "Me", "Dr"], ["Mme", "Mme", "Madame", "Mlle", "Me", "Dre"]),
    "es": (["Sr.", "Sr.", "D.", "don", "Dr."], ["Sra.", "Sra.", "Dª", "doña", "Dra."]),
    "it": (["Sig.", "Sig.", "Dott.", "Avv.", "signor"], ["Sig.ra", "Sig.ra", "Dott.ssa", "Avv.", "signora"]),
    "nl": (["dhr.", "de heer", "dr."], ["mevr.", "mevrouw", "dr."]),
    "pl": (["Pan", "pan"], ["Pani", "pani"]),
    "pt": (["Sr.", "Dr."], ["Sra.", "Dra."]),
    "da": (["hr."], ["fru"]),
}
ASIDE = [
    "cat",
    "owl",
    "fox",
    "wolf",
    "panda",
    "ninja",
    "gamer",
    "runner",
    "chef",
    "dev",
    "codes",
    "writes",
    "music",
    "art",
    "fit",
    "vlogs",
    "photo",
    "travels",
    "bakes",
    "reads",
    "official",
    "real",
    "the",
    "its",
    "mr",
    "miss",
    "dr",
    "x",
    "night",
    "dark",
    "lucky",
    "silent",
    "pixel",
    "moon",
    "storm",
    "coffee",
]


@cache
def nicknames() -> dict[str, list[str]]:
    lines = (FOLDER / "nicknames.txt").read_text("utf-8").splitlines()
    return {words[0]: words[1:] for words in (line.split() for line in lines) if words}


def plain(text: str) -> str:
    """Letters without accents, lower-case, for user names and mail."""
    text = (
        text.replace("ß", "ss")
        .replace("ø", "o")
        .replace("ł", "l")
        .replace("ı", "i")
        .replace("đ", "d")
        .replace("æ", "ae")
    )
    flat = unicodedata.normalize("NFKD", text.lower().replace("Đ", "d"))
    return "".join(c for c in flat if c.isascii() and c.isalnum())


class Person:
    def __init__(self, rng, lang: str, gender: str | None = None, native_share: float | None = None):
        self.rng, self.lang = rng, lang
        home = HOME.get(lang, HOME["en"])
        draw = rng.random()
        if draw < (native_share if native_share is not None else 0.03 if lang == "en" else 0.01):
            name = rng.choice(NATIVE)
        elif draw < (0.42 if lang == "en" else 0.72):
            name = rng.choice(home)
        else:
            name = rng.choice(foreign())
        culture = cultures().get(name) or cultures()["american"]
        self.culture, self.gender = culture.name, gender or rng.choice("mf")
        lists = culture.male if self.gender == "m" else culture.female
        lasts = culture.last_male if self.gender == "m" else culture.last_female
        self.first, self.last = rng.choice(lists), rng.choice(lasts)
        self.middle = ""
        self.double(lists, lasts)
        if self.culture in PARTICLES and rng.random() < 0.14:
            self.add_particle(rng.choice(PARTICLES[self.culture]))
        self.family_first = self.culture in FAMILY_FIRST and rng.random() < 0.5
        self.suffix = (
            rng.choice(["Jr.", "Sr.", "III", "II", "PhD", "MD", "Esq."]) if lang == "en" and rng.random() < 0.02 else ""
        )
        self.full = self.make_full()
        self.user = self.make_user()

    def double(self, firsts, lasts) -> None:
        rng, culture = self.rng, self.culture
        if culture in DOUBLE and " " not in self.last and rng.random() < 0.45:
            self.last = f"{self.last} {rng.choice(['', '', '', 'y ', 'de '])}{rng.choice(lasts)}".replace("  ", " ")
        elif culture in {"german", "english", "french", "swiss", "welsh"} and rng.random() < 0.1:
            self.last = f"{self.last}-{rng.choice(lasts)}"
        if culture in {"german", "french"} and rng.random() < 0.08 and "-" not in self.first:
            self.first = f"{self.first}-{rng.choice(firsts)}"
        if culture in MIDDLE and rng.random() < 0.25:
            middle = rng.choice(firsts)
            self.middle = middle if rng.random() < 0.4 else middle[0] + "."
        if culture == "indonesian" and rng.random() < 0.2:
            self.last = self.first
        if culture == "tamil" and rng.random() < 0.4:
            self.first = f"{self.last[0]}."

    def add_particle(self, particle: str) -> None:
        joined = particle[-1] in "-' " or particle in {"Mac", "Mc"}
        doubled = particle in {"Mac", "Mc"} and self.last.startswith(("Mac", "Mc"))
        if doubled or (particle in {"D'", "d'"} and plain(self.last)[:1] not in {*"aeiouh"}):
            return
        self.last = particle + self.last if joined else f"{particle} {self.last}"

    def make_user(self) -> str:
        rng, first, last = self.rng, plain(self.first) or "user", plain(self.last) or "x"
        number = rng.choice(
            [str(rng.randint(1, 99)), str(rng.randint(1960, 2009)), "", f"{rng.randint(0, 99):02d}", "_", "x"]
        )
        aside = rng.choice(ASIDE)
        forms = [
            f"{first[0]}{last}{number}",
            f"{first}.{last}",
            f"{first}_{last}",
            f"{first}{last[0]}{number}",
            f"{last}{first[0]}",
            f"{first}{number}",
            f"{aside}{first}",
            f"{first}_{aside}{number}",
            f"{first}{aside}",
            f"{aside}_{last}{number}",
            f"xX{first}Xx",
            f"{first.title()}{aside.title()}{number}",
            f"the{aside}{number}",
            f"{aside.title()}{rng.choice(ASIDE).title()}{number}",
            f"{first[:3]}{last[:3]}",
            f"{last}{number}",
            f"{first}-{last}",
            f"{first}{last}",
        ]
        return rng.choice(forms)

    def form(self, variant: str) -> str:
        return getattr(self, f"as_{variant}")()

    def make_full(self) -> str:
        if self.culture in {"ja_JP", "zh_CN", "ko_KR"}:
            return f"{self.last}{self.rng.choice(['', ' '])}{self.first}"
        if self.family_first:
            return f"{self.last} {self.first}"
        name = " ".join(part for part in (self.first, self.middle, self.last) if part)
        return f"{name}{self.rng.choice([', ', ' '])}{self.suffix}" if self.suffix else name

    def as_full(self) -> str:
        return self.full

    def as_first(self) -> str:
        return self.first if not self.first.endswith(".") else self.last

    def as_last(self) -> str:
        return self.last

    def as_title(self) -> str:
        men, women = TITLES.get(self.lang, TITLES["en"])
        return self.rng.choice(men if self.gender == "m" else women)

    def as_salute(self) -> str:
        """The plain form of address that agrees with the gender, for languages that mark it."""
        man, woman = {
            "de": ("Herr", "Frau"),
            "fr": ("Monsieur", "Madame"),
            "es": ("señor", "señora"),
            "it": ("signor", "signora"),
        }.get(self.lang, ("Mr", "Ms"))
        return f"{man if self.gender == 'm' else woman} {self.last}"

    def as_title_last(self) -> str:
        return f"{self.as_title()} {self.last}"

    def as_title_full(self) -> str:
        return f"{self.as_title()} {self.full}"

    def letters(self) -> list[str]:
        parts = [p for p in f"{self.first} {self.middle} {self.last}".replace("-", " ").split() if p[0].isalpha()]
        return [p[0].upper() for p in parts]

    def as_initials(self) -> str:
        letters = self.letters()
        return self.rng.choice([".".join(letters) + ".", "".join(letters), " ".join(f"{x}." for x in letters)])

    def as_initial_last(self) -> str:
        return f"{self.first[0].upper()}{self.rng.choice(['. ', '. ', ' ', '.'])}{self.last}"

    def as_first_initial(self) -> str:
        return f"{self.as_first()} {self.last[0].upper()}{self.rng.choice(['.', ''])}"

    def as_last_first(self) -> str:
        return f"{self.last}, {self.first}" + (f" {self.middle}" if self.middle else "")

    def as_last_initial(self) -> str:
        return f"{self.last}{self.rng.choice([', ', ' '])}{self.first[0].upper()}."

    def as_nick(self) -> str:
        return self.rng.choice(nicknames().get(self.first) or [self.as_first()])

    def as_username(self) -> str:
        return self.user

    def as_caps(self) -> str:
        return self.full.upper()

    def as_lower(self) -> str:
        return self.full.lower()

    def email_user(self) -> str:
        first, last, user = plain(self.first), plain(self.last), plain(self.user)
        if not first or not last:
            return user
        return self.rng.choice(
            [
                f"{first}.{last}",
                f"{first[0]}.{last}",
                f"{first}{last[0]}",
                f"{first[0]}{last}",
                first,
                user,
                f"{last}.{first}",
                f"{first}_{last}{self.rng.randint(1, 99)}",
            ]
        )
