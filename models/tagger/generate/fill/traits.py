"""What describes a person: job, health, origin, family."""

from .data import phrases
from .neutral import local
from .places import countries

RANKS = [
    "senior",
    "junior",
    "assistant",
    "freelance",
    "retired",
    "former",
    "part-time",
    "lead",
    "chief",
    "deputy",
    "trainee",
    "head",
    "acting",
    "self-employed",
    "agency",
    "night-shift",
    "unemployed",
]
FIELDS = [
    "marketing",
    "finance",
    "engineering",
    "nursing",
    "research",
    "operations",
    "sales",
    "communications",
    "physics",
    "history",
    "Roman law",
    "paediatrics",
    "linguistics",
    "supply chain",
    "security",
]
OFFICES = [
    "professor of {f}",
    "director of {f}",
    "head of {f}",
    "VP of {f}",
    "lecturer in {f}",
    "PhD student in {f}",
    "dean of {f}",
    "minister of {f}",
    "chair of {f}",
    "student of {f}",
    "vice president, {f}",
]
DEGREES = [
    "severe",
    "mild",
    "chronic",
    "suspected",
    "recurrent",
    "newly diagnosed",
    "a history of",
    "advanced",
    "early",
    "untreated",
]
ORIGINS = [
    "of {n} descent",
    "{n}-born",
    "of {n} origin",
    "{n} American",
    "half {n}",
    "ethnic {n}",
    "second-generation {n}",
    "{n} immigrant",
    "{n} national",
]
AGES = ["elder", "younger", "late", "elderly", "youngest", "eldest", "only", "estranged", "widowed", "pregnant"]


def nationalities() -> list[str]:
    return sorted(country.adjective for country in countries().values())


def job(rng, lang: str, gender: str) -> str:
    jobs = phrases("jobs.txt")
    forms = rng.choice(jobs.get(lang, jobs["en"])).split("|")
    text = forms[-1] if gender == "f" else forms[0]
    if lang in {"de", "fr", "es", "it"}:
        return text
    draw = rng.random()
    if draw < 0.1:
        text = rng.choice(OFFICES).format(f=rng.choice(FIELDS))
    elif draw < 0.25:
        text = f"{rng.choice(RANKS)} {text}"
    return text.title() if rng.random() < 0.15 and text.islower() else text


def trait(rng, variant: str, lang: str) -> str:
    text = rng.choice(local("traits.txt", variant, lang))
    if f"{variant}.{lang}" in phrases("traits.txt"):
        return text
    if variant == "health" and rng.random() < 0.15:
        return f"{rng.choice(DEGREES)} {text}"
    if variant == "ethnicity" and rng.random() < 0.3:
        return rng.choice(ORIGINS).format(n=rng.choice(nationalities()))
    if variant == "relation" and rng.random() < 0.12:
        return f"{rng.choice(AGES)} {text}"
    return text
