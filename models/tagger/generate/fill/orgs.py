"""Organisations composed from many patterns; company, short name, acronym and domain of one reference agree."""

from .data import phrases, sections
from .people import Person, plain
from .places import Place

KNOWN_SHARE = 0.06
KINDS = ("school", "hospital", "authority", "lawfirm", "bank", "ngo", "team", "church", "shop")


def coin(rng) -> str:
    lists = sections("orgs.txt")["coined"]
    middle = rng.choice(lists["mid"]) if rng.random() < 0.5 else ""
    return rng.choice(lists["start"]) + middle + rng.choice(lists["end"])


class Org:
    """One organisation; the pattern is drawn by the first variant that is asked for."""

    def __init__(self, rng, lang: str, kind: str, place: Place | None = None):
        self.rng, self.lang = rng, lang
        self.local = lang if lang in {"de", "fr", "es", "it"} else "en"
        self.kind = kind if kind in KINDS else "company"
        self.place = place or Place(rng, lang, 0.75)
        self.legal = ""
        if self.kind == "company":
            known = rng.random() < KNOWN_SHARE
            self.short = (
                rng.choice(phrases("known.txt")["company"])
                if known
                else self.compose(rng.choice(phrases("org_patterns.txt")["company"]))
            )
            if not known and rng.random() < 0.55:
                self.legal = rng.choice([w for w in self.legal_forms() if w != "&"])
        else:
            self.short = self.compose(rng.choice(phrases("org_patterns.txt")[f"{self.kind}.{self.local}"]))
        if rng.random() < 0.04:
            self.short = self.short.upper()
        self.name = (
            f"{self.short}{', ' if self.legal in {'Inc.', 'LLC'} and rng.random() < 0.4 else ' '}{self.legal}".strip()
        )
        self.acronym = self.make_acronym()
        self.domain = self.make_domain()

    def legal_forms(self) -> list[str]:
        forms = sections("orgs.txt")["legal"]
        return forms.get(self.lang, forms["en"]) if self.rng.random() < 0.9 else self.rng.choice(sorted(forms.values()))

    def compose(self, pattern: str) -> str:
        rng, lists = self.rng, sections("orgs.txt")
        people = [Person(rng, self.lang, native_share=0) for _ in range(3)]
        nouns = rng.sample(lists["noun"]["all"], 2)
        place = self.place
        name = rng.choice([place.city, place.city, place.city, place.village, place.region.removeprefix("the ")])
        return pattern.format(
            coined=coin(rng),
            lowercoined=coin(rng).lower(),
            noun=nouns[0],
            noun2=nouns[1],
            noun2l=nouns[1].lower(),
            sector=rng.choice(lists["sector"].get(self.lang, lists["sector"]["en"])),
            place=name,
            region=place.region.removeprefix("the "),
            country=place.country.removeprefix("the "),
            adj=place.at.adjective,
            last=people[0].last,
            last2=people[1].last,
            last3=people[2].last,
            first=people[0].as_first(),
            acronym=self.random_acronym(),
            camel=self.camel(),
            num=rng.choice(["3", "21", "Seven", "Three", "360", "Two"]),
            saint=rng.choice(lists["saint"].get(self.local, lists["saint"]["en"])),
            cause=rng.choice(lists["cause"]["en"]),
            animal=rng.choice(lists["animal"]["en"]),
        )

    def camel(self) -> str:
        lists = sections("orgs.txt")["noun"]["all"]
        return self.rng.choice(phrases("org_patterns.txt")["camel"]).format(
            a=self.rng.choice(lists), b=self.rng.choice(lists)
        )

    def random_acronym(self) -> str:
        rng = self.rng
        words = [
            "SAGE",
            "HOPE",
            "CARE",
            "RISE",
            "STEP",
            "ACT",
            "AIM",
            "BEAM",
            "CASE",
            "DART",
            "EDGE",
            "FIRE",
            "GAIN",
            "HEAL",
            "IDEA",
            "LEAP",
            "MIND",
            "NEST",
            "PACT",
            "REACH",
            "SAFE",
            "TEAM",
            "UNITE",
            "WISE",
        ]
        if rng.random() < 0.25:
            return rng.choice(words)
        return "".join(rng.choice("ABCDEFGHIKLMNOPRSTUVW") for _ in range(rng.choice([2, 3, 3, 3, 4, 5])))

    def make_acronym(self) -> str:
        letters = "".join(word[0] for word in self.short.replace("-", " ").split() if word[0].isupper())
        if len(letters) < 2 or self.rng.random() < 0.25:
            known = self.rng.random() < 0.4
            return self.rng.choice(phrases("known.txt")["acronym"]) if known else self.random_acronym()
        return ".".join(letters) + "." if self.rng.random() < 0.08 else letters

    def make_domain(self) -> str:
        stem = "-".join(filter(None, (plain(word) for word in self.short.split()[:3]))) or "office"
        if self.rng.random() < 0.6:
            stem = stem.replace("-", "")
        endings = {"de": ["de"], "fr": ["fr"], "es": ["es", "mx"], "it": ["it"]}.get(
            self.lang, ["com", "com", "org", "co.uk", "net", "io", "ie", "com.au"]
        )
        return f"{stem[:28]}.{self.rng.choice(endings)}"

    def form(self, variant: str) -> str:
        match variant:
            case "company":
                return self.name
            case "short":
                return self.short
            case "acronym":
                return self.acronym
            case "caps":
                return self.name.upper()
            case "lower":
                return self.short.lower()
            case "department":
                return f"{self.short} {self.rng.choice(['HR', 'Sales', 'Legal', 'IT', 'Oncology', 'Payroll'])}"
        return self.name
