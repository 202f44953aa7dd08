"""Fills that are never labelled: products, sections, laws, times and other look-alikes."""

from .data import phrases


def local(file: str, kind: str, lang: str) -> list[str]:
    lists = phrases(file)
    return lists.get(f"{kind}.{lang}") or lists[kind]


class Neutral:
    def __init__(self, rng, lang: str):
        self.rng, self.lang = rng, lang
        self.products = rng.choice(["product", "product", "product", "product.goods"])

    def form(self, variant: str, sentence_start: bool = True) -> str:
        rng = self.rng
        match variant:
            case "number":
                return str(rng.choice([rng.randint(2, 12), rng.randint(2, 100)]))
            case "time":
                h, m = rng.randint(0, 23), rng.choice([0, 15, 30, 45, rng.randint(0, 59)])
                forms = {
                    "de": [f"{h}:{m:02d} Uhr", f"{h} Uhr", f"{h:02d}:{m:02d}"],
                    "fr": [f"{h}h{m:02d}", f"{h} h", f"{h}:{m:02d}"],
                }
                english = [
                    f"{h:02d}:{m:02d}",
                    f"{h % 12 or 12}:{m:02d} {rng.choice(['am', 'pm', 'AM', 'p.m.'])}",
                    f"{h % 12 or 12}{rng.choice(['am', 'pm'])}",
                ]
                return rng.choice(forms.get(self.lang, english if self.lang == "en" else [f"{h}:{m:02d}"]))
            case "version":
                n = [rng.randint(0, 14) for _ in range(3)]
                return rng.choice(
                    [
                        f"v{n[0]}.{n[1]}",
                        f"{n[0]}.{n[1]}.{n[2]}",
                        f"version {n[0]}.{n[1]}",
                        f"v{n[0]}",
                        f"{n[0]}.{n[1]}.{n[2]}-beta",
                        f"build {rng.randint(100, 9999)}",
                    ]
                )
            case "unit_price":
                return rng.choice(
                    [
                        f"{rng.randint(1, 90)}.{rng.choice(['00', '50', '99', '95'])}",
                        f"{rng.randint(1, 20)}p",
                        f"{rng.randint(5, 90)}c per unit",
                        f"{rng.randint(2, 30)}.99",
                    ]
                )
        if variant == "product":
            return rng.choice(phrases("neutral.txt")[self.products])
        text = rng.choice(local("neutral.txt", variant, self.lang))
        if "{" in text:
            text = text.format(
                n=rng.randint(1, 40),
                m=rng.randint(1, 9),
                q=rng.randint(1, 4),
                L=rng.choice("ABCDEF"),
                l=rng.choice("abc"),
                R=rng.choice(["I", "II", "III", "IV"]),
            )
        if variant == "public_fact" and not sentence_start:
            text = text[0].lower() + text[1:]
        return text
