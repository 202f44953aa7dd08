"""Lists of names by culture: our own and Faker's."""

import importlib
from dataclasses import dataclass
from functools import cache

from .data import sections

# Faker's Latin-script lists; the cultures of data/names.txt come on top.
FAKER = {
    "american": "en_US",
    "english": "en_GB",
    "irish_gb": "en_IE",
    "new_zealand": "en_NZ",
    "german": "de_DE",
    "austrian": "de_AT",
    "swiss": "de_CH",
    "french": "fr_FR",
    "quebec": "fr_CA",
    "spanish": "es_ES",
    "mexican": "es_MX",
    "colombian": "es_CO",
    "chilean": "es_CL",
    "catalan": "es_CA",
    "italian": "it_IT",
    "dutch": "nl_NL",
    "flemish": "nl_BE",
    "polish": "pl_PL",
    "czech": "cs_CZ",
    "slovak": "sk_SK",
    "slovene": "sl_SI",
    "croatian": "hr_HR",
    "hungarian": "hu_HU",
    "romanian": "ro_RO",
    "portuguese": "pt_PT",
    "brazilian": "pt_BR",
    "swedish": "sv_SE",
    "danish": "da_DK",
    "norwegian": "no_NO",
    "finnish": "fi_FI",
    "icelandic": "is_IS",
    "estonian": "et_EE",
    "latvian": "lv_LV",
    "lithuanian": "lt_LT",
    "azeri": "az_AZ",
    "uzbek": "uz_UZ",
    "indian": "en_IN",
    "nigerian": "en_NG",
    "kenyan_en": "en_KE",
    "pakistani_en": "en_PK",
    "thai_en": "en_TH",
    "zulu": "zu_ZA",
    "twi": "tw_GH",
    "gaelic": "ga_IE",
    "indonesian_id": "id_ID",
    "yo_NG": "yo_NG",
    "ig_NG": "ig_NG",
}


# Names in their own script, a small part of the mix.
NATIVE = [
    "ru_RU",
    "uk_UA",
    "el_GR",
    "ar_AA",
    "he_IL",
    "fa_IR",
    "hi_IN",
    "ta_IN",
    "bn_BD",
    "ja_JP",
    "zh_CN",
    "ko_KR",
    "th_TH",
    "ka_GE",
    "hy_AM",
    "bg_BG",
    "mk_MK",
    "gu_IN",
    "mr_IN",
    "ne_NP",
]


@dataclass(frozen=True)
class Culture:
    name: str
    male: tuple[str, ...]
    female: tuple[str, ...]
    last_male: tuple[str, ...]
    last_female: tuple[str, ...]


def clean(names, latin: bool = True) -> tuple[str, ...]:
    """Names of one to three words; the order is fixed so that a seed gives the same documents."""
    found = dict.fromkeys(str(name).strip() for name in names or ())
    return tuple(
        name
        for name in found
        if latin < len(name) < 25
        and not any(c.isdigit() or c in "{}.()" for c in name)
        and (not latin or all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or c == "’" for c in name))
    )


def from_faker(name: str, locale: str, latin: bool) -> Culture:
    provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
    base = importlib.import_module("faker.providers.person").Provider

    def get(*keys):
        for key in keys:
            values = getattr(provider, key, ())
            if values is not getattr(base, key, None) and (names := clean(values, latin)):
                return names
        return ()

    male, female = get("first_names_male", "first_names"), get("first_names_female", "first_names")
    last = get("last_names", "last_names_male", "unisex_last_names")
    men, women = get("last_names_male", "male_last_names") or last, get("last_names_female") or last
    if locale == "pl_PL":
        men = men + last
        women = tuple(word[:-1] + "a" if word.endswith(("ski", "cki", "dzki")) else word for word in men)
    if locale == "is_IS":
        fathers = get("last_names_without_suffix")
        men, women = tuple(f"{word}son" for word in fathers), tuple(f"{word}dóttir" for word in fathers)
    return Culture(name, male, female, men, women)


@cache
def cultures() -> dict[str, Culture]:
    found = {}
    for name, lists in sections("names.txt").items():
        male, female, last = (tuple(lists[key]) for key in ("m", "f", "last"))
        women = tuple(feminine(name, word) for word in last)
        found[name] = Culture(name, male, female, last, women)
    for name, locale in FAKER.items():
        found[name] = from_faker(name, locale, latin=True)
    for locale in NATIVE:
        found[locale] = from_faker(locale, locale, latin=False)
    return {name: c for name, c in found.items() if c.male and c.female and c.last_male}


def feminine(culture: str, last: str) -> str:
    if culture != "russian":
        return last
    return last + "a" if last.endswith(("ov", "ev", "in", "yov")) else last


@cache
def foreign() -> list[str]:
    return sorted(set(cultures()) - set(NATIVE) - {"american", "english"})
