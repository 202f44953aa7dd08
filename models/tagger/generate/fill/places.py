"""Places; city, region and country of one reference belong together."""

import importlib
from dataclasses import dataclass
from functools import cache

from .data import FOLDER, phrases, words

HOME = {
    "en": ["GB"] * 3 + ["US"] * 4 + ["IE", "CA", "AU"],
    "de": ["DE", "DE", "DE", "AT", "CH"],
    "fr": ["FR", "FR", "FR", "BE"],
    "es": ["ES", "ES", "MX", "AR", "CO", "CL", "PE"],
    "it": ["IT"],
    "nl": ["NL", "BE"],
    "pl": ["PL"],
    "pt": ["PT", "BR"],
    "da": ["DK"],
    "sv": ["SE"],
    "tr": ["TR"],
    "ro": ["RO"],
    "id": ["ID"],
}
COUNTRY_NAMES = {
    "de": {
        "DE": "Deutschland",
        "AT": "Österreich",
        "CH": "Schweiz",
        "FR": "Frankreich",
        "IT": "Italien",
        "ES": "Spanien",
        "PL": "Polen",
        "TR": "Türkei",
        "SY": "Syrien",
        "RU": "Russland",
        "GR": "Griechenland",
        "RO": "Rumänien",
        "US": "USA",
        "GB": "Großbritannien",
    },
    "fr": {
        "DE": "Allemagne",
        "FR": "France",
        "BE": "Belgique",
        "CH": "Suisse",
        "ES": "Espagne",
        "IT": "Italie",
        "MA": "Maroc",
        "DZ": "Algérie",
        "SN": "Sénégal",
        "TN": "Tunisie",
        "US": "États-Unis",
        "PT": "Portugal",
        "PL": "Pologne",
        "TR": "Turquie",
    },
    "es": {
        "DE": "Alemania",
        "FR": "Francia",
        "ES": "España",
        "MX": "México",
        "AR": "Argentina",
        "PE": "Perú",
        "IT": "Italia",
        "MA": "Marruecos",
        "US": "Estados Unidos",
        "GB": "Reino Unido",
        "RO": "Rumanía",
        "PT": "Portugal",
    },
    "it": {
        "DE": "Germania",
        "FR": "Francia",
        "IT": "Italia",
        "ES": "Spagna",
        "RO": "Romania",
        "AL": "Albania",
        "CH": "Svizzera",
        "US": "Stati Uniti",
        "MA": "Marocco",
        "PL": "Polonia",
        "GB": "Regno Unito",
    },
}
COUNTRY_FORMS = {
    "GB": ["UK", "the UK", "England", "Great Britain", "Scotland", "Wales"],
    "US": ["USA", "the US", "U.S.", "the United States"],
    "AE": ["UAE", "the UAE"],
    "CZ": ["the Czech Republic"],
    "NL": ["the Netherlands"],
    "PH": ["the Philippines"],
    "TR": ["Türkiye"],
    "KR": ["Korea"],
    "CD": ["the DRC", "DR Congo"],
    "DE": ["the Federal Republic of Germany"],
    "ZA": ["RSA"],
}
PLACE_STEMS = [
    "Ash",
    "Thorn",
    "Wick",
    "Kirk",
    "Black",
    "Mar",
    "Wool",
    "Hazel",
    "Brad",
    "Stan",
    "Win",
    "Ald",
    "Els",
    "Har",
    "Penn",
    "Oak",
    "Fen",
    "Mill",
    "Crow",
    "Hol",
    "Barn",
    "Lang",
]
PLACE_ENDS = [
    "ford",
    "ton",
    "ham",
    "bury",
    "by",
    "thorpe",
    "wick",
    "ley",
    "combe",
    "stead",
    "field",
    "worth",
    "mere",
    "dale",
    "burgh",
    "ville",
    "port",
]

# Faker's lists of towns, in Latin letters, come on top of data/places.txt.
TOWNS = {
    "DE": ("de_DE", "cities"),
    "AT": ("de_AT", "cities"),
    "CH": ("de_CH", "cities"),
    "CZ": ("cs_CZ", "cities"),
    "DK": ("da_DK", "cities"),
    "FI": ("fi_FI", "cities"),
    "HR": ("hr_HR", "cities"),
    "IN": ("en_IN", "cities"),
    "BD": ("en_BD", "cities"),
    "NL": ("nl_NL", "cities"),
    "BE": ("nl_BE", "cities"),
    "PL": ("pl_PL", "cities"),
    "PT": ("pt_PT", "cities"),
    "RO": ("ro_RO", "cities"),
    "ID": ("id_ID", "cities"),
    "CO": ("es_CO", "municipalities"),
    "DZ": ("fr_DZ", "cities"),
    "IT": ("it_IT", "cities"),
}


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
    return tuple(
        sorted({name for name in names if 2 < len(name) < 24 and not any(c.isdigit() or c == ")" for c in name)})
    )


STATES = [
    "OH",
    "TX",
    "CA",
    "MN",
    "OR",
    "VT",
    "AL",
    "NV",
    "NM",
    "GA",
    "ME",
    "ND",
    "NY",
    "FL",
    "WA",
    "IL",
    "PA",
    "NJ",
    "MA",
    "CO",
    "MI",
    "AZ",
]


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
        self.country = names.get(code) or (
            rng.choice(COUNTRY_FORMS[code]) if code in COUNTRY_FORMS and rng.random() < 0.35 else self.at.name
        )

    def invented(self) -> str:
        rng = self.rng
        stem = rng.choice(PLACE_STEMS) + rng.choice(PLACE_ENDS)
        return rng.choice(
            [
                stem,
                stem,
                stem,
                f"{rng.choice(['Upper', 'Great', 'North', 'East', 'New', 'Port', 'Lake', 'West', 'Little', 'St'])} {stem}",
                f"{stem}-on-Sea",
            ]
        )

    def form(self, variant: str) -> str:
        rng, lang = self.rng, self.lang if self.lang in {"de", "fr", "es", "it"} else "en"
        lists = phrases("quarters.txt")
        match variant:
            case "river_or_place":
                return rng.choice(self.at.sights)
            case "district":
                return rng.choice(lists[f"district.{lang}"] + ([self.invented()] if lang == "en" else []))
            case "facility":
                return rng.choice(lists[f"facility.{lang}"]).format(x=self.city)
            case "city_region":
                return f"{self.city}, {rng.choice(STATES) if self.at.code == 'US' else self.region}"
            case "city_country":
                return f"{self.city}, {self.country}"
            case "city_caps":
                return self.city.upper()
        return getattr(self, variant)
