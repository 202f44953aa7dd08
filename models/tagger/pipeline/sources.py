"""The sets of DATA/pii that may train a shipped model, brought to the ten labels.

A document is a text with one code per character: 0 for O, 1..9 for a label, UNKNOWN for "sensitive, kind unknown", and SILENT for
"do not teach anything here". SILENT is what keeps corpora from contradicting each other. A corpus of names says nothing about
dates, codes, jobs or nationalities, so its unlabelled words that could be one of these (anything with a digit, handles, months,
words of the list of traits) are silent; all its other words are plain O, because a capitalised word that is no name is the most
useful thing such a corpus teaches. openmed_golden checks some spans of a record and leaves other names and places of it unmarked.
"""

import gzip
import hashlib
import json
import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np

from .labels import INDEX
from .shape import EDGE, words

SILENT, UNKNOWN = 100, 101

COARSE = {
    **{name: name for name in ("PERSON", "ORG", "LOC", "ADDRESS", "DATE", "CODE", "QUANTITY", "DEM", "MISC")},
    **dict.fromkeys(("EMAIL", "URL", "IP", "IBAN", "CARD", "PHONE", "NATID", "SECRET"), "CODE"),
    "USERNAME": "PERSON",
    "AGE": "DATE",
    "JOB": "DEM",
}


@dataclass(frozen=True)
class Source:
    name: str
    licence: str
    share: float         # of the training tokens
    silent: str = ""     # what unlabelled words say nothing: "kinds" (numbers, dates, traits …) or "most" (all but plain lower case)
    lang: str = "en"
    heldout: float = 0.20  # of the groups


SOURCES = [
    Source("tab144", "MIT", 15),
    Source("panorama151", "CC-BY-4.0", 4, heldout=0.30),
    Source("gum", "CC-BY and CC-BY-SA genres", 8, silent="kinds"),
    Source("wnut17", "CC-BY-4.0", 7, silent="kinds"),
    Source("btc", "CC-BY-4.0", 5, silent="kinds"),
    Source("wikigold", "CC-BY-4.0", 4, silent="kinds"),
    Source("sec_filings", "CC-BY-4.0", 1, silent="kinds"),
    Source("kiji", "Apache-2.0", 2),
    Source("presidio_synth_v2", "MIT", 3),
    Source("presidio_gen_large", "MIT", 3),
    Source("openmed_golden", "Apache-2.0", 3, heldout=0.30, silent="most"),
    Source("meddocan", "CC-BY-4.0", 4, lang="es"),
    Source("echr_fr_manual", "MIT", 2, silent="kinds", lang="fr"),
    Source("echr_fr_projected", "MIT", 2, lang="fr"),
    Source("echr_es_manual", "MIT", 1.5, silent="kinds", lang="es"),
    Source("echr_es_projected", "MIT", 1.5, lang="es"),
    Source("dab_danish", "MIT", 1, lang="da", heldout=0.30),
]
SYNTHETIC = Source("synthetic", "written for this project", 38)

# sec_filings tags the roles of a loan agreement as persons and companies. They are plain words here.
ROLES = {"borrower", "lender", "bank", "agent", "remarketing agent", "chief financial officer", "erisa"}

DEMONYMS = """afghan african albanian algerian american arab argentine argentinian armenian asian australian austrian azerbaijani bangladeshi
basque belgian bolivian bosnian brazilian british bulgarian canadian catalan chilean chinese colombian croatian cuban cypriot czech
danish dutch egyptian english estonian ethiopian european filipino finnish french georgian german ghanaian greek hungarian icelandic
indian indonesian iranian iraqi irish israeli italian jamaican japanese jewish jordanian kenyan korean kurdish latvian lebanese libyan
lithuanian maltese mexican moldovan moroccan nigerian norwegian pakistani palestinian peruvian polish portuguese romanian roma russian
saudi scottish serbian slovak slovenian somali spanish sudanese swedish swiss syrian taiwanese thai tunisian turkish ukrainian
vietnamese welsh yemeni americans australians canadians germans indians israelis russians spaniards turks""".split()
TRAITS = """christian muslim islamic catholic protestant orthodox hindu buddhist sikh atheist jew jews muslims christians democrat republican
conservative communist socialist democrats republicans gay lesbian transgender bisexual married divorced widow widowed widower single pregnant disabled
blind deaf autistic diabetic retired unemployed student teacher doctor nurse lawyer attorney judge engineer professor president minister
officer manager director journalist author writer actor actress singer musician artist painter poet scientist researcher farmer
driver clerk accountant secretary chairman ceo cto cfo founder governor senator mayor king queen prince princess captain general
colonel sergeant priest bishop pope rabbi imam coach player footballer chef carpenter mechanic plumber electrician soldier
mother father mom mum dad mommy daddy brother sister son daughter wife husband uncle aunt cousin grandmother grandfather grandma
grandpa nephew niece fiance fiancee boyfriend girlfriend partner parent parents kids children baby cancer diabetes asthma depression
hiv aids epilepsy dementia alcoholic""".split()
WHEN = """january february march april june july august september october november december jan feb mar apr jun jul aug sep sept oct nov
dec monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun today tomorrow yesterday
century million billion hundred thousand percent euros euro dollars dollar pounds""".split()
APPLICATION = re.compile(r"\b\d{3,5}/\d{2}\b")
LINK = re.compile(r"https?://\S+|\bwww\.\S+|\S+@[\w-]+\.\w+\S*")  # always a CODE, also where a corpus does not say so
OPEN_WORDS = frozenset(DEMONYMS + TRAITS + WHEN)


@dataclass
class Document:
    id: str
    set: str
    text: str
    codes: np.ndarray  # one per character
    group: str         # documents of a group stay on one side of every split
    lang: str = "en"
    part: str = ""     # what the corpus itself says: "train" or "dev"
    spans: list = field(default_factory=list)  # as in the file, for scoring


def label_of(span, source, text):
    """The code of a span of one corpus: a label, UNKNOWN, SILENT, or None for plain text."""
    coarse, surface = span["coarse"], text[span["start"]:span["end"]]
    if span.get("identifier") in ("none", "no_mask"):
        return SILENT
    if source.name == "sec_filings":
        if surface.casefold() in ROLES:
            return None
        if coarse == "LOC" and surface[:1].isdigit():
            return INDEX["ADDRESS"]
    if source.name == "panorama151" and coarse in ("PERSON", "DEM") and sum(c.isdigit() for c in surface) > 4:
        return INDEX["CODE"]
    if source.name == "btc" and surface == "@":
        return SILENT
    if coarse in COARSE:
        return INDEX[COARSE[coarse]]
    return UNKNOWN


def may_be_silent_kind(word):
    core = word.strip(EDGE)
    return (
        not core
        or any(c.isdigit() for c in core)
        or "@" in word
        or "//" in word
        or core == "May"
        or core.casefold() in OPEN_WORDS
        or core.casefold().removesuffix("'s").removesuffix("’s") in OPEN_WORDS
    )


def codes_of(row, source):
    text = row["text"]
    codes = np.zeros(len(text), dtype=np.uint8)
    if source.silent:
        for start, end in words(text):
            word = text[start:end]
            if may_be_silent_kind(word) or source.silent == "most" and not (word.isascii() and word.islower()):
                codes[start:end] = SILENT
        for link in LINK.finditer(text):
            codes[link.start():link.end()] = INDEX["CODE"]
    for span in sorted(row["spans"], key=lambda s: s["start"] - s["end"]):  # an inner span is written over an outer one
        code = label_of(span, source, text)
        codes[span["start"]:span["end"]] = 0 if code is None else code
    return codes


def template_of(row):
    """What is left of a generated sentence without its fills: sentences of one template share it."""
    kept, at = [], 0
    for span in sorted(row["spans"], key=lambda s: s["start"]):
        if span["start"] >= at:
            kept += [row["text"][at:span["start"]], " "]
        at = max(at, span["end"])
    kept.append(row["text"][at:])
    return re.sub(r"[\W\d_]+", " ", "".join(kept)).casefold().strip()


def group_of(row, source):
    name = source.name
    if name == "kiji":
        # The unlabelled words between the fills; the first ones are enough and survive unlabelled middle names.
        return "kiji:" + " ".join(template_of(row).split()[:4])
    if name.startswith("presidio"):
        template = re.sub(r"\{\{.*?\}\}", " ", row["meta"]["template"])
        return "presidio:" + re.sub(r"\W+", " ", template).casefold().strip()
    if name == "meddocan":
        return "meddocan:" + row["id"].rsplit("-", 1)[0]
    if name.startswith("echr"):
        return "echr:" + next(iter(APPLICATION.findall(row["text"])), row["id"])  # one judgment is in several of these sets
    if name == "synthetic":
        return "synthetic:" + row["meta"]["skeleton"]
    return f"{name}:{row['id']}"


def rows(path):
    opener = gzip.open if str(path).endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


@lru_cache(maxsize=None)
def load(data, source):
    """All documents of one set; `data` is the folder with pii/, or the file of synthetic documents."""
    path = Path(data) if source.name == "synthetic" else Path(data) / "pii" / f"{source.name}.jsonl"
    documents = []
    for row in rows(path):
        meta = row.get("meta", {})
        documents.append(Document(
            row["id"], source.name, row["text"], codes_of(row, source), group_of(row, source),
            meta.get("lang", source.lang), meta.get("tab_split") or meta.get("part", ""), row["spans"],
        ))
    return documents


def share_of(key, salt="confidant"):
    """A stable number in [0, 1) for a group."""
    return int.from_bytes(hashlib.sha256(f"{salt}|{key}".encode()).digest()[:6], "big") / 2**48
