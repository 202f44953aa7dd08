"""Names and towns of many cultures, out of Faker's lists, for putting other names into annotated texts."""

import importlib
import pkgutil
from functools import lru_cache

from faker.providers import address, person

LATIN = """de_AT de_DE de_CH en_GB en_US en_IN en_IE en_NZ en_NG en_KE es_ES es_MX es_AR es_CL es_CO fr_FR fr_BE it_IT pt_BR pt_PT nl_NL nl_BE
da_DK sv_SE no_NO fi_FI is_IS pl_PL cs_CZ sk_SK sl_SI hr_HR hu_HU ro_RO et_EE lt_LT lv_LV tr_TR az_AZ id_ID vi_VN tl_PH ga_IE yo_NG ha_NG
zu_ZA tw_GH sw uz_UZ fr_DZ sq_AL""".split()
OTHER = "ru_RU uk_UA bg_BG el_GR ar_AA ar_PS fa_IR he_IL hi_IN bn_BD ta_IN th_TH zh_CN zh_TW ja_JP ko_KR ka_GE hy_AM ne_NP".split()


def lists_of(package, locale, *attributes):
    try:
        provider = importlib.import_module(f"{package.__name__}.{locale}").Provider
    except ImportError:
        return []
    found = set()
    for name in attributes:
        value = getattr(provider, name, None)
        if isinstance(value, (tuple, list, dict, set)):
            found.update(v for v in value if isinstance(v, str))
    return sorted(found)


@lru_cache(maxsize=None)
def cultures():
    """[(weight, given names, family names)]"""
    found = []
    for locales, weight in ((LATIN, 1.0), (OTHER, 0.15)):
        for locale in locales:
            given = lists_of(person, locale, "first_names", "first_names_male", "first_names_female")
            family = lists_of(person, locale, "last_names", "last_names_male", "last_names_female", "last_names_unisex")
            given = [g for g in given if " " not in g]
            family = [f for f in family if " " not in f]
            if len(given) >= 20 and len(family) >= 20:
                found.append((weight, given, family))
    for locale in ("zh_CN", "ja_JP", "ko_KR", "ar_AA", "zh_TW"):
        given = lists_of(person, locale, "first_romanized_names", "first_names_romanized")
        family = lists_of(person, locale, "last_romanized_names", "last_names_romanized")
        if given and family:
            found.append((1.0, given, family))
    return found


@lru_cache(maxsize=None)
def towns():
    """Lists of places, one for each locale that has any."""
    found = []
    for module in pkgutil.iter_modules(address.__path__):
        names = lists_of(address, module.name, "cities", "city_names", "countries", "states", "provinces", "regions")
        names = [n for n in names if n[0].isalpha()]
        if len(names) >= 10:
            found.append(names)
    return found
