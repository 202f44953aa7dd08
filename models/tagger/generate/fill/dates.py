"""Dates of one reference agree in all their forms; month names follow the language."""

from datetime import date, timedelta

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "da": "januar februar marts april maj juni juli august september oktober november december",
}
WEEKDAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "it": "lunedì martedì mercoledì giovedì venerdì sabato domenica",
}
NUMBERS = {
    "en": ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
    "de": ["zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht"],
    "fr": ["deux", "trois", "quatre", "cinq", "six", "sept", "huit"],
    "es": ["dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho"],
    "it": ["due", "tre", "quattro", "cinque", "sei", "sette", "otto"],
}
UNITS = {
    "en": ["years", "months", "weeks", "days", "hours"],
    "de": ["Jahre", "Monate", "Wochen", "Tage"],
    "fr": ["ans", "mois", "semaines", "jours"],
    "es": ["años", "meses", "semanas", "días"],
    "it": ["anni", "mesi", "settimane", "giorni"],
}


def ordinal(day: int) -> str:
    return f"{day}{'th' if 11 <= day <= 13 else {1: 'st', 2: 'nd', 3: 'rd'}.get(day % 10, 'th')}"


def some_day(rng) -> date:
    """Mostly of the last ten years."""
    return date(rng.randint(*rng.choice([(2015, 2026), (2015, 2026), (1985, 2026)])), 1, 1) + timedelta(
        days=rng.randint(0, 364)
    )


class Day:
    def __init__(self, rng, lang: str, birth: bool = False, near: date | None = None):
        self.rng, self.lang = rng, lang if lang in MONTHS else "en"
        self.day = date(rng.randint(1932, 2012), 1, 1) + timedelta(days=rng.randint(0, 364)) if birth else some_day(rng)
        if near and not birth and rng.random() < 0.8:
            self.day = near + timedelta(days=rng.randint(-500, 60))
        self.age = str(rng.randint(18, 94) if rng.random() < 0.9 else rng.randint(1, 17))
        self.clock = f"{rng.randint(0, 23):02d}{rng.choice(':::.')}{rng.choice([0, 5, 10, 15, 20, 30, 40, 45, rng.randint(0, 59)]):02d}"

    def month(self) -> str:
        return MONTHS[self.lang].split()[self.day.month - 1]

    def long(self) -> str:
        rng, d, y, month = self.rng, self.day.day, self.day.year, self.month()
        match self.lang:
            case "de":
                return rng.choice([f"{d}. {month} {y}", f"{d}. {month} {y}", f"{d:02d}. {month} {y}", f"{d}. {month}"])
            case "fr":
                return rng.choice(
                    [
                        f"{'1er' if d == 1 else d} {month} {y}",
                        f"{'1er' if d == 1 else d} {month} {y}",
                        f"{'1er' if d == 1 else d} {month}",
                    ]
                )
            case "es":
                return rng.choice(
                    [f"{d} de {month} de {y}", f"{d} de {month} de {y}", f"{d} de {month} del {y}", f"{d} de {month}"]
                )
            case "pt":
                return f"{d} de {month} de {y}"
            case "it":
                return rng.choice([f"{d} {month} {y}", f"{d} {month} {y}", f"{'1°' if d == 1 else d} {month}"])
            case "nl" | "pl" | "da":
                return f"{d}{'.' if self.lang == 'da' else ''} {month} {y}"
        return rng.choice(
            [
                f"{d} {month} {y}",
                f"{d} {month} {y}",
                f"{d} {month} {y}",
                f"{ordinal(d)} {month} {y}",
                f"{d} {month[:3]} {y}",
                f"{d} {month}",
                f"the {ordinal(d)} of {month}, {y}",
                f"{d}-{month[:3]}-{y}",
                f"{d}-{month[:3].upper()}-{y}",
            ]
        )

    def us(self) -> str:
        d, y, month = self.day.day, self.day.year, self.month()
        return self.rng.choice(
            [
                f"{month} {d}, {y}",
                f"{month} {d}, {y}",
                f"{month[:3]} {d}, {y}",
                f"{month} {ordinal(d)}, {y}",
                f"{month[:3]}. {d}, {y}",
                f"{month} {d}",
                f"{month} {d} {y}",
            ]
        )

    def short(self) -> str:
        t, rng = self.day, self.rng
        if self.lang == "de":
            return rng.choice(
                [f"{t:%d.%m.%Y}", f"{t:%d.%m.%Y}", f"{t:%d.%m.%y}", f"{t.day}.{t.month}.{t:%y}", f"{t.day}.{t.month}."]
            )
        return rng.choice(
            [
                f"{t:%d/%m/%Y}",
                f"{t:%d/%m/%Y}",
                f"{t:%d/%m/%y}",
                f"{t.month}/{t.day}/{t.year}" if self.lang == "en" else f"{t.day}/{t.month}/{t.year}",
                f"{t:%d-%m-%Y}",
                f"{t:%d.%m.%Y}",
                f"{t.day}/{t.month}",
            ]
        )

    def month_year(self) -> str:
        month, y = self.month(), self.day.year
        forms = [f"{month} {y}"] * 3 + [f"{self.day:%m/%Y}"]
        if self.lang in {"es", "pt"}:
            forms = [f"{month} de {y}", f"{month} de {y}", f"{self.day:%m/%Y}"]
        if self.lang == "en":
            forms += [f"{month[:3]} {y}", f"{month} of {y}", f"{month[:3]} '{y % 100:02d}"]
        return self.rng.choice(forms)

    def weekday(self) -> str:
        return WEEKDAYS.get(self.lang, WEEKDAYS["en"]).split()[self.day.weekday()]

    def weekday_date(self) -> str:
        comma = "" if self.lang in {"fr", "it"} else ","
        return f"{self.weekday()}{comma} {self.rng.choice([self.long, self.us if self.lang == 'en' else self.long, self.short])()}"

    def dob(self) -> str:
        form = self.rng.choice(
            [self.long, self.short, self.short, self.iso] + ([self.us] if self.lang == "en" else [])
        )()
        return (
            form
            if str(self.day.year) in form
            else f"{self.day:%d.%m.%Y}"
            if self.lang == "de"
            else f"{self.day:%d/%m/%Y}"
        )

    def iso(self) -> str:
        return self.day.isoformat()

    def time_date(self) -> str:
        joint = {"de": [", ", " um ", " "], "fr": [" à ", " "], "es": [" a las ", " "], "it": [" alle ", " "]}.get(
            self.lang, [" at ", ", ", " "]
        )
        date_first = f"{self.rng.choice([self.long, self.short])()}{self.rng.choice(joint)}{self.clock}{' Uhr' if self.lang == 'de' and self.rng.random() < 0.5 else ''}"
        stamp = f"{self.day.isoformat()}{self.rng.choice('T  ')}{self.clock.replace('.', ':')}:{self.rng.randint(0, 59):02d}{self.rng.choice(['Z', '', '', '+01:00', '.123Z'])}"
        return self.rng.choice(
            [date_first, date_first, stamp, f"{self.clock} on {self.long()}" if self.lang == "en" else date_first]
        )

    def timestamp(self) -> str:
        return f"{self.day.isoformat()}{self.rng.choice('T ')}{self.clock.replace('.', ':')}:{self.rng.randint(0, 59):02d}{self.rng.choice(['Z', '', '+00:00'])}"

    def duration(self) -> str:
        rng, lang = self.rng, self.lang if self.lang in UNITS else "en"
        unit = rng.choice(UNITS[lang])
        return f"{rng.choice([rng.choice(NUMBERS[lang]), str(rng.randint(2, 36))])} {unit}"

    def decade(self) -> str:
        return self.rng.choice(
            [
                f"the {self.day.year // 10 * 10}s",
                f"the early {self.day.year // 10 * 10}s",
                f"the late {self.day.year // 10 * 10}s",
            ]
        )

    def form(self, variant: str) -> str:
        match variant:
            case "year":
                return str(self.day.year)
            case "age":
                return self.age
            case "day_month":
                return f"{self.day.day}{'.' if self.lang == 'de' else ''} {'de ' if self.lang == 'es' else ''}{self.month()}"
            case "time":
                return self.clock
        return getattr(self, variant)()
