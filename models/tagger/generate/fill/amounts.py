"""Money, shares and measures."""

CURRENCY = {
    "GB": ["£", "GBP"],
    "US": ["$", "USD", "US$"],
    "IN": ["₹", "Rs.", "INR"],
    "NG": ["₦", "NGN"],
    "JP": ["¥"],
    "CA": ["CAD", "$"],
    "AU": ["AUD", "A$"],
    "KE": ["KES", "KSh"],
    "CH": ["CHF"],
    "MX": ["MXN", "$"],
    "PL": ["PLN"],
    "SE": ["SEK"],
    "TR": ["TRY", "₺"],
    "ZA": ["R"],
    "AE": ["AED"],
    "PH": ["PHP", "₱"],
    "BR": ["R$"],
}
WORDS = [
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "fifteen",
    "twenty",
    "thirty",
    "forty-two",
    "a dozen",
    "sixty",
    "one hundred",
]
WORDS_OF = {
    "de": ["zwei", "drei", "vier", "fünf", "sechs", "zwölf", "zwanzig"],
    "fr": ["deux", "trois", "quatre", "cinq", "six", "douze", "vingt"],
    "es": ["dos", "tres", "cuatro", "cinco", "seis", "doce", "veinte"],
    "it": ["due", "tre", "quattro", "cinque", "sei", "dodici", "venti"],
}


class Amounts:
    def __init__(self, rng, lang: str, country: str):
        self.rng, self.lang, self.country = rng, lang, country

    def group(self, value: float, decimals: int = 0) -> str:
        text = f"{value:,.{decimals}f}"
        if self.lang in {"de", "es", "it", "pt"}:
            return text.translate(str.maketrans(",.", ".,"))
        return text.replace(",", " ").replace(".", ",") if self.lang == "fr" else text

    def money(self) -> str:
        rng = self.rng
        value = rng.choice(
            [
                rng.randint(5, 99),
                rng.randint(100, 999),
                rng.randint(1, 99) * 100,
                rng.randint(1, 900) * 1000,
                rng.uniform(5, 5000),
                rng.uniform(1000, 90000),
            ]
        )
        amount = self.group(value, 2 if isinstance(value, float) else 0)
        if self.lang in {"de", "fr", "es", "it", "nl"} and self.country not in CURRENCY:
            return rng.choice(
                [
                    f"{amount} €",
                    f"{amount} Euro"
                    if self.lang == "de"
                    else f"{amount} euros"
                    if self.lang != "it"
                    else f"{amount} euro",
                    f"{amount} EUR",
                    f"€ {amount}",
                    f"{amount}€",
                ]
            )
        sign = rng.choice(CURRENCY.get(self.country, ["€", "$", "EUR"]))
        if sign[-1].isalpha():
            return rng.choice([f"{sign} {amount}", f"{amount} {sign}"])
        big = f"{sign}{rng.choice([f'{rng.uniform(1, 20):.1f}', str(rng.randint(2, 90))])} {rng.choice(['million', 'm', 'billion'])}"
        return rng.choice(
            [
                f"{sign}{amount}",
                f"{sign}{amount}",
                f"{sign}{amount}",
                f"{sign}{rng.randint(2, 950)}k",
                big,
                f"{amount} {rng.choice(['dollars', 'pounds', 'euros', 'rupees'])}",
            ]
        )

    def percent(self) -> str:
        rng, value = self.rng, self.group(self.rng.uniform(0.1, 99), self.rng.choice([0, 0, 1, 2]))
        words = {
            "de": [" %", "%", " Prozent"],
            "fr": [" %", "%", " pour cent"],
            "es": ["%", " %", " por ciento"],
            "it": ["%", " %", " per cento"],
        }
        return value + rng.choice(words.get(self.lang, ["%", "%", "%", " percent", " per cent"]))

    def number(self) -> str:
        rng = self.rng
        return rng.choice(
            [str(rng.randint(2, 99)), self.group(rng.randint(100, 99999)), self.group(rng.uniform(1, 500), 1)]
        )

    def weight(self) -> str:
        rng = self.rng
        units = ["kg", "kg", "kg", " lbs", " g", " mg"] if self.lang == "en" else [" kg", " kg", " g", " mg"]
        return f"{self.group(rng.uniform(2, 140), rng.choice([0, 0, 1]))}{rng.choice(['', ' '])}{rng.choice(units)}".replace(
            "  ", " "
        )

    def length(self) -> str:
        rng = self.rng
        forms = [
            f"{rng.randint(2, 240)} {rng.choice(['m', 'km', 'cm', 'mm', 'm²', 'ha'])}",
            f"{self.group(rng.uniform(1.4, 2.05), 2)} m",
            f"{rng.randint(140, 205)} cm",
        ]
        return rng.choice(
            forms
            + (
                [
                    f"{rng.randint(4, 6)}'{rng.randint(0, 11)}\"",
                    f"{rng.randint(3, 90)} miles",
                    f"{rng.randint(2, 90)} feet",
                    f"{rng.randint(500, 4000)} sq ft",
                ]
                if self.lang == "en"
                else []
            )
        )

    def count(self) -> str:
        rng = self.rng
        return rng.choice(
            [rng.choice(WORDS_OF.get(self.lang, WORDS)), str(rng.randint(2, 60)), self.group(rng.randint(100, 5000))]
        )

    def form(self, variant: str) -> str:
        return getattr(self, variant)()
