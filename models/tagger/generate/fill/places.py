"""Places and postal addresses; city, region and country of one reference belong together."""

import importlib
from dataclasses import dataclass
from functools import cache

from .data import FOLDER, sections, words

LANGUAGE_OF = {
    "DE": "de", "AT": "de", "CH": "de", "FR": "fr", "BE": "fr", "SN": "fr", "MA": "fr", "DZ": "fr", "TN": "fr", "CD": "fr",
    "ES": "es", "MX": "es", "AR": "es", "CL": "es", "CO": "es", "PE": "es", "GT": "es", "CU": "es", "VE": "es", "IT": "it",
    "NL": "nl", "PL": "pl", "PT": "pt", "BR": "pt", "SE": "sv", "NO": "sv", "DK": "sv", "IN": "in", "LK": "in", "PK": "in",
    "BD": "in", "NP": "in", "NG": "ng", "GH": "ng", "KE": "ng", "TR": "tr",
}  # fmt: skip
HOME = {"en": ["GB", "US", "US", "US", "GB", "IE", "CA", "AU", "NZ"], "de": ["DE", "DE", "DE", "AT", "CH"], "fr": ["FR", "FR", "FR", "BE"],
        "es": ["ES", "ES", "MX", "AR", "CO", "CL", "PE"], "it": ["IT"], "nl": ["NL", "BE"], "pl": ["PL"], "pt": ["PT", "BR"], "da": ["DK"],
        "sv": ["SE"], "tr": ["TR"], "ro": ["RO"], "id": ["ID"]}  # fmt: skip
COUNTRY_NAMES = {
    "de": {"DE": "Deutschland", "AT": "Österreich", "CH": "Schweiz", "FR": "Frankreich", "IT": "Italien", "ES": "Spanien", "PL": "Polen",
           "TR": "Türkei", "SY": "Syrien", "RU": "Russland", "GR": "Griechenland", "RO": "Rumänien", "US": "USA", "GB": "Großbritannien"},
    "fr": {"DE": "Allemagne", "FR": "France", "BE": "Belgique", "CH": "Suisse", "ES": "Espagne", "IT": "Italie", "MA": "Maroc", "DZ": "Algérie",
           "SN": "Sénégal", "TN": "Tunisie", "US": "États-Unis", "PT": "Portugal", "PL": "Pologne", "TR": "Turquie"},
    "es": {"DE": "Alemania", "FR": "Francia", "ES": "España", "MX": "México", "AR": "Argentina", "PE": "Perú", "IT": "Italia", "MA": "Marruecos",
           "US": "Estados Unidos", "GB": "Reino Unido", "RO": "Rumanía", "PT": "Portugal"},
    "it": {"DE": "Germania", "FR": "Francia", "IT": "Italia", "ES": "Spagna", "RO": "Romania", "AL": "Albania", "CH": "Svizzera", "US": "Stati Uniti",
           "MA": "Marocco", "PL": "Polonia", "GB": "Regno Unito"},
}  # fmt: skip
COUNTRY_FORMS = {"GB": ["UK", "the UK", "England", "Great Britain", "Scotland", "Wales"], "US": ["USA", "the US", "U.S.", "the United States"],
                 "AE": ["UAE", "the UAE"], "CZ": ["the Czech Republic"], "NL": ["the Netherlands"], "PH": ["the Philippines"], "TR": ["Türkiye"],
                 "KR": ["Korea"], "CD": ["the DRC", "DR Congo"], "DE": ["the Federal Republic of Germany"], "ZA": ["RSA"]}  # fmt: skip
STATES = ["OH", "TX", "CA", "MN", "OR", "VT", "AL", "NV", "NM", "GA", "ME", "ND", "NY", "FL", "WA", "IL", "PA", "NJ", "MA", "CO", "MI", "AZ"]
DISTRICT = {
    "en": ["Northside", "Old Town", "Harbour Quarter", "Westfield", "Clapton", "Southgate", "the Mission", "Riverside", "East End", "Chinatown",
           "Leith", "Hyde Park", "Brookside", "Camden", "Queens", "Ward 7", "Capitol Hill", "the Heights", "St Pauls", "Little Italy"],
    "de": ["Neukölln", "Altona", "Schwabing", "Ehrenfeld", "Nordend", "Wedding", "Kreuzberg", "Linden-Mitte", "Gohlis", "Altstadt", "Eimsbüttel"],
    "fr": ["Belleville", "la Croix-Rousse", "le Vieux-Port", "le 11e arrondissement", "la Guillotière", "Bellevue", "les Minguettes"],
    "es": ["Lavapiés", "Triana", "Gràcia", "Ruzafa", "Chamberí", "Palermo", "Coyoacán", "El Raval", "Malasaña"],
    "it": ["Trastevere", "Navigli", "Vomero", "San Lorenzo", "Isola", "Quartieri Spagnoli", "Borgo Vecchio"],
}  # fmt: skip
PLACE_STEMS = ["Ash", "Thorn", "Wick", "Kirk", "Black", "Mar", "Wool", "Hazel", "Brad", "Stan", "Win", "Ald", "Els", "Har", "Penn", "Oak", "Fen", "Mill", "Crow", "Hol", "Barn", "Lang"]
PLACE_ENDS = ["ford", "ton", "ham", "bury", "by", "thorpe", "wick", "ley", "combe", "stead", "field", "worth", "mere", "dale", "burgh", "ville", "port"]
FACILITY = {
    "en": ["{x} Community Centre", "{x} Airport", "{x} Bridge", "{x} Station", "{x} Leisure Centre", "{x} Library", "{x} Stadium", "{x} Park", "{x} Mall", "{x} Square",
           "HMP {x}", "{x} Bus Depot", "{x} Town Hall", "{x} Crematorium", "Terminal 2, {x}", "{x} Industrial Estate", "{x} Pier", "the {x} Arms", "Camp {x}"],
    "de": ["Bahnhof {x}", "Rathaus {x}", "Stadthalle {x}", "Freibad {x}", "Flughafen {x}", "JVA {x}", "Sportplatz {x}"],
    "fr": ["gare de {x}", "salle des fêtes de {x}", "aéroport de {x}", "parc de {x}", "stade de {x}"],
    "es": ["estación de {x}", "aeropuerto de {x}", "polideportivo de {x}", "biblioteca de {x}", "plaza de toros de {x}"],
    "it": ["stazione di {x}", "aeroporto di {x}", "palazzetto di {x}", "biblioteca di {x}", "parco di {x}"],
}  # fmt: skip

# Faker's lists of towns, in Latin letters, come on top of data/places.txt.
TOWNS = {"DE": ("de_DE", "cities"), "AT": ("de_AT", "cities"), "CH": ("de_CH", "cities"), "CZ": ("cs_CZ", "cities"), "DK": ("da_DK", "cities"), "FI": ("fi_FI", "cities"),
         "HR": ("hr_HR", "cities"), "IN": ("en_IN", "cities"), "BD": ("en_BD", "cities"), "NL": ("nl_NL", "cities"), "BE": ("nl_BE", "cities"), "PL": ("pl_PL", "cities"),
         "PT": ("pt_PT", "cities"), "RO": ("ro_RO", "cities"), "ID": ("id_ID", "cities"), "CO": ("es_CO", "municipalities"), "DZ": ("fr_DZ", "cities"), "IT": ("it_IT", "cities")}  # fmt: skip


@dataclass(frozen=True)
class Country:
    name: str
    code: str
    adjective: str
    regions: tuple[str, ...]
    cities: tuple[str, ...]
    villages: tuple[str, ...]
    sights: tuple[str, ...]


@cache
def countries() -> dict[str, Country]:
    found = {}
    for line in (FOLDER / "places.txt").read_text("utf-8").splitlines():
        if "=" not in line or line.startswith("#"):
            continue
        head, _, rest = line.partition(" = ")
        name, code, adjective = head.split("|")
        found[code] = Country(name, code, adjective, *(tuple(words(part)) for part in rest.split(";")))
    return found


@cache
def towns(code: str) -> tuple[str, ...]:
    """Towns of a country that Faker knows; some of its lists hold tuples with the name in the middle."""
    if code not in TOWNS:
        return ()
    locale, key = TOWNS[code]
    found = getattr(importlib.import_module(f"faker.providers.address.{locale}").Provider, key)
    if isinstance(found, dict):
        found = found.values()
    names = (item if isinstance(item, str) else item[1] if key == "municipalities" else item[0] for item in found)
    return tuple(sorted({name for name in names if 2 < len(name) < 24 and not any(c.isdigit() or c == ")" for c in name)}))


class Place:
    def __init__(self, rng, lang: str, home_share: float = 0.6):
        self.rng, self.lang = rng, lang
        code = rng.choice(HOME.get(lang, HOME["en"])) if rng.random() < home_share else rng.choice(sorted(countries()))
        self.at = countries()[code]
        self.city, self.region = rng.choice(self.at.cities), rng.choice(self.at.regions)
        self.village = rng.choice(self.at.villages)
        if towns(code) and rng.random() < 0.5:
            self.city, self.village = rng.choice(towns(code)), rng.choice(towns(code))
        if code in {"GB", "US", "IE", "CA", "AU"} and rng.random() < 0.4:
            self.village = self.invented()
            if rng.random() < 0.3:
                self.city = self.invented()
        names = COUNTRY_NAMES.get(lang, {})
        self.country = names.get(code) or (rng.choice(COUNTRY_FORMS[code]) if code in COUNTRY_FORMS and rng.random() < 0.35 else self.at.name)

    def invented(self) -> str:
        rng = self.rng
        stem = rng.choice(PLACE_STEMS) + rng.choice(PLACE_ENDS)
        return rng.choice([stem, stem, stem, f"{rng.choice(['Upper', 'Great', 'North', 'East', 'New', 'Port', 'Lake', 'West', 'Little', 'St'])} {stem}", f"{stem}-on-Sea"])

    def form(self, variant: str) -> str:
        rng, lang = self.rng, self.lang if self.lang in DISTRICT else "en"
        match variant:
            case "river_or_place":
                return rng.choice(self.at.sights)
            case "district":
                return rng.choice(DISTRICT[lang] + [self.invented()]) if lang == "en" else rng.choice(DISTRICT[lang])
            case "facility":
                return rng.choice(FACILITY[lang]).format(x=self.city)
            case "city_region":
                return f"{self.city}, {rng.choice(STATES) if self.at.code == 'US' else self.region}"
            case "city_country":
                return f"{self.city}, {self.country}"
            case "city_caps":
                return self.city.upper()
        return getattr(self, variant)


class Address:
    def __init__(self, rng, place: Place):
        self.rng, self.place = rng, place
        self.code = place.at.code
        self.language = LANGUAGE_OF.get(self.code, "en")
        self.number = str(rng.choice([rng.randint(1, 60), rng.randint(1, 250), rng.randint(100, 9900)]) if self.code in {"US", "CA"} else rng.randint(1, 180))
        if rng.random() < 0.12:
            self.number += rng.choice(["a", "b", "A", "B", " C", "/2", "-3", " bis" if self.language == "fr" else "c"])
        self.road = self.make_road()
        self.zip = self.make_zip()
        self.flat = self.make_flat()
        self.street = self.make_street()

    def make_road(self) -> str:
        rng, lists = self.rng, sections("streets.txt")[self.language]
        if "extra" in lists and rng.random() < 0.35:
            return rng.choice(lists["extra"])
        stem = rng.choice(lists["stem"])
        if "type" not in lists:
            return f"ul. {stem}"
        kind = rng.choice(lists["type"])
        if self.language in {"de", "nl", "sv"}:
            if stem.endswith("ring"):
                return stem
            if " " in stem or (self.language == "de" and rng.random() < 0.08):
                return f"{stem} {kind.capitalize()}"
            return stem + kind
        return f"{kind} {stem}" if self.language in {"fr", "es", "it", "pt"} else f"{stem} {kind}"

    def make_street(self) -> str:
        rng, number, road = self.rng, self.number, self.road
        match self.language:
            case "fr":
                return f"{number}{rng.choice([', ', ' '])}{road}"
            case "es" | "it" | "pt":
                return f"{road}{rng.choice([', ', ' ', ' n. ' if self.language == 'it' else ' nº '])}{number}"
            case "de" | "nl" | "sv" | "pl":
                return f"{road} {number}"
            case "tr":
                return f"{road} No: {number}"
            case "in":
                return rng.choice([f"{number}, {road}", f"No. {number}, {road}", f"Plot {number}, {road}", f"{rng.randint(1, 30)}/{rng.randint(1, 99)} {road}"])
        if self.code == "JP":
            return f"{rng.randint(1, 9)}-{rng.randint(1, 30)}-{rng.randint(1, 20)} {rng.choice(['Sakuragaoka', 'Minami', 'Higashi', 'Nishi-Azabu', 'Honcho'])}"
        if self.code == "US" and rng.random() < 0.15:
            return f"{number} {rng.choice('NSEW')}{rng.choice(['.', ''])} {road}"
        return f"{number} {road}"

    def make_zip(self) -> str:
        rng, digits = self.rng, lambda n: "".join(str(self.rng.randint(0, 9)) for _ in range(n))
        letter = lambda: rng.choice("ABCDEFGHJKLMNPRSTUVWXY")
        match self.code:
            case "GB":
                return f"{rng.choice(['N', 'SW', 'M', 'LS', 'BS', 'EH', 'CF', 'BT', 'NR', 'G', 'DH', 'CB', 'OX', 'E'])}{rng.randint(1, 20)} {rng.randint(1, 9)}{letter()}{letter()}"
            case "CA":
                return f"{letter()}{digits(1)}{letter()} {digits(1)}{letter()}{digits(1)}"
            case "IE":
                return f"{letter()}{digits(2)} {letter()}{digits(1)}{letter()}{digits(1)}"
            case "US":
                return digits(5) + (f"-{digits(4)}" if rng.random() < 0.15 else "")
            case "NL":
                return f"{rng.randint(1000, 9999)} {letter()}{letter()}"
            case "AT" | "CH" | "BE" | "DK" | "NO" | "AU" | "NZ" | "ZA" | "TN" | "HU":
                return str(rng.randint(1000, 9990))
            case "IN" | "CN" | "RU" | "SG" | "NG":
                return f"{digits(3)}{rng.choice(['', ' '])}{digits(3)}"
            case "BR":
                return f"{digits(5)}-{digits(3)}"
            case "JP":
                return f"{digits(3)}-{digits(4)}"
            case "PL":
                return f"{digits(2)}-{digits(3)}"
            case "PT":
                return f"{rng.randint(1000, 9999)}-{digits(3)}"
            case "SE" | "GR" | "CZ":
                return f"{digits(3)} {digits(2)}"
        return f"{rng.randint(1, 9)}{digits(4)}"

    def make_flat(self) -> str:
        rng, n = self.rng, self.rng.randint(1, 40)
        match self.language:
            case "de":
                return rng.choice([f"Whg. {n}", f"{rng.randint(1, 5)}. OG links", f"c/o WG {n}", f"Hinterhaus, {rng.randint(1, 4)}. Stock"])
            case "fr":
                return rng.choice([f"Apt {n}", f"appartement {n}", f"bât. {rng.choice('ABC')}", f"{rng.randint(1, 6)}e étage"])
            case "es":
                return rng.choice([f"{rng.randint(1, 7)}º {rng.choice('ABCD')}", f"piso {rng.randint(1, 9)}", f"Depto. {n}", "bajo izq."])
            case "it":
                return rng.choice([f"int. {n}", f"scala {rng.choice('ABC')}", f"piano {rng.randint(1, 6)}"])
        return rng.choice([f"Flat {n}", f"Apt {n}", f"Apt. {n}{rng.choice('ABC')}", f"Unit {n}", f"Suite {n}00", f"#{n}", f"Room {n}", f"Block {rng.choice('ABCD')}", f"{rng.randint(1, 20)}th floor"])

    def town(self) -> str:
        rng, place, code = self.rng, self.place, self.code
        match code:
            case "GB" | "IE" | "NG" | "GH":
                return f"{place.city}{rng.choice([', ', ' '])}{self.zip}"
            case "US":
                return f"{place.city}, {rng.choice(STATES)} {self.zip}"
            case "CA" | "AU":
                return f"{place.city} {rng.choice(['ON', 'AB', 'BC', 'NS'] if code == 'CA' else ['NSW', 'VIC', 'QLD', 'TAS'])} {self.zip}"
            case "IN" | "PK" | "BD" | "SG":
                return f"{place.city}{rng.choice([' - ', ' '])}{self.zip}"
            case "IT" if rng.random() < 0.6:
                return f"{self.zip} {place.city} ({rng.choice(['MI', 'RM', 'TO', 'NA', 'BO', 'FI', 'VR', 'PA'])})"
        return f"{self.zip} {place.city}"

    def parts(self) -> list[str]:
        parts = [self.street] if self.rng.random() < 0.75 else [self.flat, self.street]
        parts.append(self.town())
        return parts + ([self.place.country] if self.rng.random() < 0.2 else [])

    def form(self, variant: str) -> str:
        match variant:
            case "full":
                return ", ".join(self.parts())
            case "lines":
                return "\n".join(self.parts())
            case "street":
                return self.street
            case "postcode":
                return self.zip
            case "road":
                return self.road
            case "po_box":
                return f"{self.rng.choice({'de': ['Postfach'], 'fr': ['BP'], 'es': ['Apdo.']}.get(self.language, ['PO Box', 'P.O. Box']))} {self.rng.randint(10, 9999)}"
            case "number":
                return self.number
        return self.flat
