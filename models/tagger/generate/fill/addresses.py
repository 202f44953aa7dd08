"""Postal addresses in the form of their country."""

from .data import sections
from .places import STATES, Place

LANGUAGE_OF = {
    "DE": "de",
    "AT": "de",
    "CH": "de",
    "FR": "fr",
    "BE": "fr",
    "SN": "fr",
    "MA": "fr",
    "DZ": "fr",
    "TN": "fr",
    "CD": "fr",
    "ES": "es",
    "MX": "es",
    "AR": "es",
    "CL": "es",
    "CO": "es",
    "PE": "es",
    "GT": "es",
    "CU": "es",
    "VE": "es",
    "IT": "it",
    "NL": "nl",
    "PL": "pl",
    "PT": "pt",
    "BR": "pt",
    "SE": "sv",
    "NO": "sv",
    "DK": "sv",
    "IN": "in",
    "LK": "in",
    "PK": "in",
    "BD": "in",
    "NP": "in",
    "NG": "ng",
    "GH": "ng",
    "KE": "ng",
    "TR": "tr",
}


class Address:
    def __init__(self, rng, place: Place):
        self.rng, self.place = rng, place
        self.code = place.at.code
        self.language = LANGUAGE_OF.get(self.code, "en")
        self.number = str(
            rng.choice([rng.randint(1, 60), rng.randint(1, 250), rng.randint(100, 9900)])
            if self.code in {"US", "CA"}
            else rng.randint(1, 180)
        )
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
                return rng.choice(
                    [
                        f"{number}, {road}",
                        f"No. {number}, {road}",
                        f"Plot {number}, {road}",
                        f"{rng.randint(1, 30)}/{rng.randint(1, 99)} {road}",
                    ]
                )
        if self.code == "JP":
            return f"{rng.randint(1, 9)}-{rng.randint(1, 30)}-{rng.randint(1, 20)} {rng.choice(['Sakuragaoka', 'Minami', 'Higashi', 'Nishi-Azabu', 'Honcho'])}"
        if self.code == "US" and rng.random() < 0.15:
            return f"{number} {rng.choice('NSEW')}{rng.choice(['.', ''])} {road}"
        return f"{number} {road}"

    def make_zip(self) -> str:
        rng = self.rng

        def digits(n: int) -> str:
            return "".join(rng.choice("0123456789") for _ in range(n))

        def letter() -> str:
            return rng.choice("ABCDEFGHJKLMNPRSTUVWXY")

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
                return rng.choice(
                    [
                        f"Whg. {n}",
                        f"{rng.randint(1, 5)}. OG links",
                        f"c/o WG {n}",
                        f"Hinterhaus, {rng.randint(1, 4)}. Stock",
                    ]
                )
            case "fr":
                return rng.choice(
                    [f"Apt {n}", f"appartement {n}", f"bât. {rng.choice('ABC')}", f"{rng.randint(1, 6)}e étage"]
                )
            case "es":
                return rng.choice(
                    [
                        f"{rng.randint(1, 7)}º {rng.choice('ABCD')}",
                        f"piso {rng.randint(1, 9)}",
                        f"Depto. {n}",
                        "bajo izq.",
                    ]
                )
            case "it":
                return rng.choice([f"int. {n}", f"scala {rng.choice('ABC')}", f"piano {rng.randint(1, 6)}"])
        return rng.choice(
            [
                f"Flat {n}",
                f"Apt {n}",
                f"Apt. {n}{rng.choice('ABC')}",
                f"Unit {n}",
                f"Suite {n}00",
                f"#{n}",
                f"Room {n}",
                f"Block {rng.choice('ABCD')}",
                f"{rng.randint(1, 20)}th floor",
            ]
        )

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
