"""One document's cast: every reference is one person, organisation, place or day, whatever form is asked for."""

from collections import defaultdict

from ..doc import Piece
from .addresses import Address
from .amounts import Amounts
from .codes import Codes
from .data import phrases
from .dates import Day, some_day
from .neutral import Neutral
from .orgs import KINDS, Org
from .people import Person
from .places import HOME, Place, countries
from .traits import job, nationalities, trait
from .works import Works

PERSON = "full first last salute title_last title_full initials initial_last first_initial last_first last_initial nick username caps lower"
VARIANTS = {
    "PERSON": set(PERSON.split()),
    "ORG": {"company", "short", "acronym", "caps", "lower", "department"} | set(KINDS),
    "LOC": set(
        "city country region village river_or_place district facility city_region city_country city_caps".split()
    ),
    "ADDRESS": set("street full lines postcode apartment road po_box number".split()),
    "DATE": set(
        "long short iso us month_year year weekday_date dob time_date age duration day_month decade timestamp time".split()
    ),
    "CODE": set("phone email url ip iban card ssn passport plate password apikey handle username".split())
    | set(phrases("shapes.txt")),
    "QUANTITY": set("money percent number weight length count".split()),
    "DEM": set(
        "job nationality religion ethnicity health relation politics orientation criminal education gender marital".split()
    ),
    "MISC": set("product_of_person work_title event project award ship_or_pet quote".split()),
    "O": set(
        "product brand_thing number section public_fact day time month_word common_noun_caps version code_word law unit_price greeting_word".split()
    ),
}


class Cast:
    def __init__(self, rng, lang: str, slots=()):
        self.rng, self.lang = rng, lang
        self.wanted = defaultdict(list)
        for slot in slots:
            self.wanted[slot.label, slot.ref].append(slot.variant)
        self.entities, self.fills = {}, {}
        codes = HOME.get(lang, HOME["en"])
        self.country = rng.choice(codes) if rng.random() < 0.75 else rng.choice(sorted(countries()))
        self.codes, self.amounts = Codes(rng, lang, self.country), Amounts(rng, lang, self.country)
        self.neutral, self.today = Neutral(rng, lang), some_day(rng)

    def entity(self, kind: str, ref: str | None, make):
        if ref is None:
            return make()
        if (kind, ref) not in self.entities:
            self.entities[kind, ref] = make()
        return self.entities[kind, ref]

    def person(self, ref: str | None) -> Person:
        gender = ref[-1] if ref and ref.endswith(("_m", "_f")) else None
        return self.entity("PERSON", ref, lambda: Person(self.rng, self.lang, gender))

    def place(self, ref: str | None) -> Place:
        return self.entity("LOC", ref, lambda: Place(self.rng, self.lang))

    def org(self, variant: str, ref: str | None) -> Org:
        kinds = [variant, *self.wanted["ORG", ref]] if ref else [variant]
        kind = next((kind for kind in kinds if kind in KINDS), "company")
        return self.entity("ORG", ref, lambda: Org(self.rng, self.lang, kind))

    def fill(self, slot, sentence_start: bool = True) -> Piece:
        """The text of a slot; the same slot with the same reference repeats its text."""
        if slot.literal is not None:
            return Piece(slot.literal, None if slot.label == "O" else slot.label, "literal")
        key = slot.label, slot.variant, slot.ref
        if slot.ref and key in self.fills:
            return self.fills[key]
        label = None if slot.label == "O" else slot.label
        if slot.label == "O":
            text = self.neutral.form(slot.variant, sentence_start)
        else:
            text = getattr(self, f"fill_{slot.label.lower()}")(slot.variant, slot.ref)
        if (slot.label, slot.variant) in {("CODE", "handle"), ("CODE", "username")}:
            label = "PERSON"  # The labels count user names and handles among the names.
        piece = Piece(text, label, f"{slot.label}.{slot.variant}")
        if slot.ref:
            self.fills[key] = piece
        return piece

    def fill_person(self, variant, ref):
        return self.person(ref).form(variant)

    def fill_org(self, variant, ref):
        return self.org(variant, ref).form(variant)

    def fill_loc(self, variant, ref):
        return self.place(ref).form(variant)

    def fill_address(self, variant, ref):
        return self.entity("ADDRESS", ref, lambda: Address(self.rng, self.place(ref))).form(variant)

    def fill_date(self, variant, ref):
        birth = variant == "dob" or "dob" in self.wanted["DATE", ref] and ref is not None
        near = None if variant in {"year", "month_year", "decade"} else self.today
        return self.entity("DATE", ref, lambda: Day(self.rng, self.lang, birth, near)).form(variant)

    def fill_quantity(self, variant, ref):
        return self.amounts.form(variant)

    def fill_code(self, variant, ref):
        rng, named = self.rng, self.wanted["PERSON", ref] or self.wanted["ORG", ref]
        match variant:
            case "email":
                if ref and self.wanted["PERSON", ref]:
                    domain = self.org("company", f"work_{ref}").domain if rng.random() < 0.4 else None
                    return self.codes.email(self.person(ref).email_user(), domain)
                if ref and named:
                    desk = rng.choice(["info", "office", "hr", "contact", "support", "sales", "billing", "accounts"])
                    return self.codes.email(desk, self.org("company", ref).domain)
                return self.codes.email(
                    Person(rng, self.lang, native_share=0).email_user(),
                    Org(rng, self.lang, "company").domain if rng.random() < 0.4 else None,
                )
            case "url":
                return self.codes.url(self.org("company", ref if ref and self.wanted["ORG", ref] else None).domain)
            case "handle" | "username":
                user = self.person(ref if ref and self.wanted["PERSON", ref] else None).user
                return user if variant == "username" else f"{rng.choice(['@', '@', '@', 'u/', ''])}{user}"
        return self.codes.form(variant)

    def fill_dem(self, variant, ref):
        rng = self.rng
        person = self.entities.get(("PERSON", ref))
        if variant == "nationality" and self.lang not in {"de", "fr", "es", "it"}:
            return rng.choice(nationalities())
        if variant == "job":
            return job(rng, self.lang, person.gender if person else rng.choice("mf"))
        return trait(rng, variant, self.lang)

    def fill_misc(self, variant, ref):
        return Works(self.rng, self.lang, self.place(ref), Person(self.rng, self.lang, native_share=0)).form(variant)
