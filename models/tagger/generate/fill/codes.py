"""Identifiers and secrets with shapes that look valid."""

import string

from .data import phrases

DIAL = {
    "GB": "+44",
    "US": "+1",
    "CA": "+1",
    "IE": "+353",
    "DE": "+49",
    "AT": "+43",
    "CH": "+41",
    "FR": "+33",
    "ES": "+34",
    "IT": "+39",
    "IN": "+91",
    "NG": "+234",
    "AU": "+61",
    "NL": "+31",
    "PL": "+48",
    "MX": "+52",
    "BR": "+55",
    "KE": "+254",
    "TR": "+90",
    "JP": "+81",
}
MAIL = ["gmail.com", "gmail.com", "outlook.com", "yahoo.com", "hotmail.co.uk", "icloud.com", "proton.me", "aol.com"]
MAIL_OF = {
    "de": ["gmx.de", "web.de", "t-online.de", "gmail.com", "posteo.de"],
    "fr": ["orange.fr", "free.fr", "laposte.net", "wanadoo.fr", "gmail.com"],
    "es": ["gmail.com", "hotmail.es", "yahoo.es", "telefonica.net"],
    "it": ["libero.it", "alice.it", "virgilio.it", "gmail.com", "pec.it"],
}
IBAN = {
    "GB": (4, 14),
    "DE": (0, 18),
    "FR": (0, 23),
    "ES": (0, 20),
    "IT": (1, 22),
    "IE": (4, 14),
    "AT": (0, 16),
    "CH": (0, 17),
    "NL": (4, 10),
    "BE": (0, 12),
}


class Codes:
    def __init__(self, rng, lang: str, country: str):
        self.rng, self.lang, self.country = rng, lang, country

    def digits(self, n: int) -> str:
        return "".join(self.rng.choice(string.digits) for _ in range(n))

    def upper(self, n: int) -> str:
        return "".join(self.rng.choice(string.ascii_uppercase) for _ in range(n))

    def mixed(self, n: int, letters: str = string.ascii_uppercase + string.digits) -> str:
        return "".join(self.rng.choice(letters) for _ in range(n))

    def shape(self, *forms: str) -> str:
        """`#` a digit, `@` a capital, `*` either, `y` a year."""
        made = {"#": lambda: self.digits(1), "@": lambda: self.upper(1), "*": lambda: self.mixed(1)}
        text = "".join(made[c]() if c in made else c for c in self.rng.choice(forms))
        return text.replace("<y>", str(self.rng.randint(2008, 2026)))

    def phone(self) -> str:
        rng = self.rng
        if self.country in {"US", "CA"}:
            return self.shape(
                "(###) ###-####",
                "###-###-####",
                "###.###.####",
                "+1 ### ### ####",
                "1-###-###-####",
                "+1-###-###-####",
                "##########",
                "(###) ###-#### x###",
            )
        if self.country in {"GB", "IE"}:
            return self.shape(
                "07### ######",
                "07#########",
                "+44 7### ######",
                "020 7### ####",
                "(01###) ######",
                "+353 87 ### ####",
                "0#### ######",
                "07### ### ###",
            )
        if self.country in {"DE", "AT", "CH"}:
            return self.shape(
                "0### #######",
                "01## #######",
                "+49 1## #######",
                "030/########",
                "+49 (0)## ######",
                "0###-######",
                "+43 664 #######",
                "+41 79 ### ## ##",
            )
        if self.country in {"FR", "BE"}:
            return self.shape("06 ## ## ## ##", "01 ## ## ## ##", "+33 6 ## ## ## ##", "07.##.##.##.##", "06########")
        if self.country in {"ES", "IT"}:
            return self.shape(
                "6## ### ###",
                "9## ## ## ##",
                "+34 6## ## ## ##",
                "+39 3## #######",
                "3## #######",
                "06 ########",
                "6########",
            )
        code = DIAL.get(self.country) or f"+{rng.randint(20, 998)}"
        return f"{code} {self.shape('## ### ####', '### ### ###', '#### ####', '##########', '## #### ####')}"

    def url(self, domain: str) -> str:
        rng = self.rng
        path = rng.choice(
            [
                "",
                "",
                "/",
                f"/{self.mixed(6, string.ascii_lowercase)}",
                f"/users/{self.digits(5)}",
                f"/doc?id={self.mixed(9)}",
                f"/in/{self.mixed(8, string.ascii_lowercase)}",
                "/contact",
                f"/t/{self.digits(4)}",
            ]
        )
        return rng.choice(
            [
                f"https://{domain}{path}",
                f"http://www.{domain}{path}",
                f"www.{domain}{path}",
                f"{domain}{path}",
                f"https://portal.{domain}{path}",
            ]
        )

    def ip(self) -> str:
        rng = self.rng
        if rng.random() < 0.15:
            return (
                ":".join(f"{rng.randint(0, 65535):x}" for _ in range(8))
                if rng.random() < 0.5
                else f"2001:db8::{rng.randint(1, 65535):x}"
            )
        start = rng.choice(
            [
                f"10.{rng.randint(0, 255)}",
                "192.168",
                f"172.{rng.randint(16, 31)}",
                f"{rng.randint(11, 223)}.{rng.randint(0, 255)}",
            ]
        )
        return f"{start}.{rng.randint(0, 255)}.{rng.randint(1, 254)}{rng.choice(['', '', '', ':8080', '/24'])}"

    def iban(self) -> str:
        country = self.country if self.country in IBAN else self.rng.choice(sorted(IBAN))
        letters, digits = IBAN[country]
        body = self.upper(letters) + self.digits(digits)
        number = "".join(str(int(c, 36)) for c in body + country + "00")
        text = f"{country}{98 - int(number) % 97:02d}{body}"
        return " ".join(text[i : i + 4] for i in range(0, len(text), 4)) if self.rng.random() < 0.6 else text

    def card(self) -> str:
        if self.rng.random() < 0.2:
            return self.shape("**** **** **** ####", "ending in ####", "xxxx-xxxx-xxxx-####", "••••####").replace(
                "ending in ", ""
            )
        body = self.rng.choice(["4", "51", "55", "2221", "6011"])
        body += self.digits(15 - len(body))
        total = sum(sum(divmod(int(c) * (2 - i % 2), 10)) for i, c in enumerate(body))
        text, gap = body + str(-total % 10), self.rng.choice([" ", " ", "", "-"])
        return gap.join(text[i : i + 4] for i in range(0, 16, 4))

    def ssn(self) -> str:
        match self.country:
            case "GB":
                return self.shape("AB ## ## ## C", "QQ######A", "JG ###### B")
            case "DE":
                return self.shape("## ###### @ ###", "## ### ### ###", "###########")
            case "FR":
                return self.shape("2 ## 0# ## ### ### ##", "1##05##########", "1 ## 1# ## ### ### ##")
            case "ES":
                return self.shape("########@", "########-@", "@#######@", "##.###.###-@")
            case "IT":
                return self.shape("@@@@@@##C##@###@", "@@@@@@##@##@###@")
        return self.shape(
            "###-##-####", "###-##-####", "### ## ####", "#########", "XXX-XX-####", "#### #### ####", "###-###-###"
        )

    def passport(self) -> str:
        return self.shape("#########", "@########", "@@#######", "@#######", "C#@##@##@")

    def plate(self) -> str:
        match self.lang:
            case "de":
                return self.shape("M-@@ ####", "B-@@ ###", "HH @@ ###", "K-@ ####", "KA-@@ ##")
            case "fr":
                return self.shape("@@-###-@@", "#### @@ ##")
            case "es":
                return self.shape("#### @@@", "####@@@", "M-####-@@")
            case "it":
                return self.shape("@@###@@", "@@ ### @@")
        return self.shape(
            "@@## @@@", "@@@-####", "#@@@###", "@@@ ###", "@@##@@@", "###-@@@", "@@ ## @@ ####", "##-@-####"
        )

    def password(self) -> str:
        rng = self.rng
        word = rng.choice(
            [
                "Sunshine",
                "dragon",
                "Winter",
                "letmein",
                "Tiger",
                "correct-horse",
                "Fluffy",
                "Passw0rd",
                "Liverpool",
                "qwerty",
                "monkey",
                "Blue",
                "Secret",
                "Mango",
                "hunter",
            ]
        )
        strong = self.mixed(rng.randint(8, 16), string.ascii_letters + string.digits + "!@#$%^&*()_+-=?")
        return rng.choice(
            [
                f"{word}{rng.randint(1, 2026)}{rng.choice(['!', '', '#', '$', '?!'])}",
                strong,
                strong,
                f"{word}_{self.digits(2)}",
                f"{word.lower()}-{rng.choice(['river', 'cloud', 'stone'])}-{rng.randint(1, 99)}",
            ]
        )

    def apikey(self) -> str:
        hexes = "0123456789abcdef"
        return self.rng.choice(
            [
                f"sk-{self.mixed(40, string.ascii_letters + string.digits)}",
                f"AKIA{self.mixed(16)}",
                f"ghp_{self.mixed(36, string.ascii_letters + string.digits)}",
                self.mixed(32, hexes),
                f"xoxb-{self.digits(11)}-{self.mixed(24, string.ascii_letters + string.digits)}",
                f"AIza{self.mixed(35, string.ascii_letters + string.digits)}",
                f"{self.mixed(8, hexes)}-{self.mixed(4, hexes)}-{self.mixed(4, hexes)}-{self.mixed(4, hexes)}-{self.mixed(12, hexes)}",
            ]
        )

    def email(self, user: str, domain: str | None = None) -> str:
        domain = domain or self.rng.choice(MAIL_OF.get(self.lang, MAIL))
        return f"{user}@{domain}"

    def free_shape(self) -> str:
        """A shape that no list foresees: two to four blocks with any joint."""
        rng, joint = self.rng, self.rng.choice(["-", "-", "/", ".", "", " ", "_"])
        blocks = [rng.choice("#@*#") * rng.randint(1, 5) for _ in range(rng.randint(2, 4))]
        text = joint.join(blocks)
        return text if "#" in text else f"{text}{joint}##"

    def form(self, variant: str) -> str:
        if variant in {"ref", "id", "licence", "policy_no", "invoice_no"} and self.rng.random() < 0.25:
            return self.shape(self.free_shape())
        if variant in phrases("shapes.txt"):
            return self.shape(*phrases("shapes.txt")[variant])
        return getattr(self, variant)()
