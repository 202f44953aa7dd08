"""MISC: works, events, products, projects, awards, ships and pets that point to somebody."""

from .data import sections
from .orgs import coin

TITLE = {
    "en": [
        "The {n} {of} {m}",
        "{n} and {m}",
        "A {adj} {n}",
        "The {adj} {n}",
        "Notes from the {n}",
        "Learning to {verb}",
        "Towards a {adj} {n}",
        "The Last {n}",
        "Why We {verb}",
        "{n}s of the {adj} {m}",
        "Beyond the {n}",
    ],
    "de": ["Das letzte {n}", "{n} und {m}", "Der Weg zum {n}", "Leben mit {n}"],
    "fr": ["Le dernier {n}", "L'ombre du {n}", "{n} et {m}"],
    "es": ["El último {n}", "La sombra del {n}", "{n} y {m}"],
    "it": ["L'ultimo {n}", "L'ombra del {n}", "{n} e {m}"],
}
NOUNS = {
    "en": [
        "River",
        "Silence",
        "Garden",
        "Winter",
        "Mirror",
        "Harbour",
        "Machine",
        "Daughter",
        "Map",
        "Salt",
        "Orchard",
        "Kingdom",
        "Bridge",
        "Shadow",
        "Letter",
        "House",
        "Crow",
        "Theory",
    ],
    "de": ["Meer", "Schweigen", "Winter", "Haus", "Licht"],
    "fr": ["Fleuve", "Silence", "Jardin", "Miroir", "Vent"],
    "es": ["Río", "Silencio", "Jardín", "Mar", "Invierno"],
    "it": ["Fiume", "Silenzio", "Giardino", "Mare", "Inverno"],
}
ADJ = ["Quiet", "Broken", "Golden", "Distant", "Unfinished", "Second", "Hidden", "Paper", "Northern", "Late"]
VERB = ["Listen", "Forget", "Swim", "Wait", "Build", "Remember"]
EVENT = {
    "en": [
        "{p} Jazz Festival",
        "{p} Marathon {y}",
        "{noun} Summit {y}",
        "{p} Book Fair",
        "{noun}Con",
        "the {p} Half Marathon",
        "{p} Regatta",
        "{noun} Gala Dinner",
        "Tour de {p}",
        "{p} Chess Open",
        "{noun} Hackathon",
    ],
    "de": ["{p}er Weinfest", "Stadtlauf {p}", "{p}er Kultursommer", "Fachtagung {noun} {y}"],
    "fr": ["Festival de {p}", "Marathon de {p}", "Salon du livre de {p}"],
    "es": ["Feria de {p}", "Maratón de {p}", "Festival de {p}"],
    "it": ["Festival di {p}", "Maratona di {p}", "Fiera di {p}"],
}
AWARD = {
    "en": [
        "{l} Prize",
        "{noun} Award",
        "{l} Fellowship",
        "{noun} Medal",
        "{p} Young Scientist of the Year",
        "{l} Memorial Scholarship",
        "Best {noun} {y}",
    ],
    "de": ["{l}-Preis", "{noun}-Preis {y}", "{l}-Stipendium"],
    "fr": ["prix {l}", "bourse {l}", "médaille {noun}"],
    "es": ["Premio {l}", "beca {l}", "medalla {noun}"],
    "it": ["Premio {l}", "borsa di studio {l}"],
}
PETS = [
    "Biscuit",
    "Luna",
    "Rex",
    "Mr Whiskers",
    "Bella",
    "Pickles",
    "Shadow",
    "Nala",
    "Otto",
    "Waffles",
    "Simba",
    "Coco",
    "Ziggy",
    "Mochi",
    "Daisy",
    "Balu",
]
SHIPS = ["MV {n} Star", "Lady {f}", "{n} Spirit", "SS {p}", "{f} II", "Sea {n}"]


class Works:
    def __init__(self, rng, lang: str, place, person):
        self.rng, self.lang, self.place, self.person = rng, lang if lang in TITLE else "en", place, person

    def words(self, pattern: str) -> str:
        rng, nouns = self.rng, NOUNS[self.lang]
        return pattern.format(
            n=rng.choice(nouns),
            m=rng.choice(nouns),
            of=rng.choice(["of", "in", "by"]),
            adj=rng.choice(ADJ),
            verb=rng.choice(VERB),
            p=self.place.city,
            y=rng.randint(2012, 2026),
            noun=rng.choice(sections("orgs.txt")["noun"]["all"]),
            l=self.person.last,
            f=self.person.as_first(),
        )

    def form(self, variant: str) -> str:
        rng = self.rng
        match variant:
            case "work_title":
                return self.words(rng.choice(TITLE[self.lang]))
            case "event":
                return self.words(rng.choice(EVENT[self.lang]))
            case "award":
                return self.words(rng.choice(AWARD[self.lang]))
            case "project":
                word = rng.choice(sections("orgs.txt")["noun"]["all"])
                return rng.choice(
                    [
                        f"Project {word}",
                        f"Operation {word}",
                        f"{word}",
                        f"{word.upper()}-{rng.randint(1, 9)}",
                        f"{word} {rng.randint(2, 30)}",
                        f"{coin(rng)}",
                        f"{word} migration",
                    ]
                )
            case "product_of_person":
                return rng.choice(
                    [
                        f"{coin(rng)}",
                        f"{coin(rng)} Pro",
                        f"{self.person.last} {rng.choice(['Method', 'Valve', 'Index', 'Sauce', 'No. 3'])}",
                        f"{coin(rng)}{rng.randint(2, 900)}",
                        f"My{coin(rng)}",
                    ]
                )
            case "quote":
                return rng.choice(
                    [
                        "I never signed that",
                        "we will fight this to the end",
                        "it was a mistake",
                        "nobody told me anything",
                        "I would do it again",
                    ]
                )
        return rng.choice(PETS) if rng.random() < 0.6 else self.words(rng.choice(SHIPS))
