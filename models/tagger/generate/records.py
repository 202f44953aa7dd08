"""Records as CSV, Markdown, TSV, JSON, YAML, forms, logs, SQL and HTML."""

import json

from .doc import Document, Piece
from .fill import Cast
from .skeleton import Slot

# header words, slot; the first word of a slot names its column in JSON too
COLUMNS = [
    (
        "PERSON.full",
        "Name|Full name|Employee|Patient|Customer|Contact|Client|Applicant|Student|Tenant|Owner|Author|Assignee|Reported by|Account holder|Participant|Beneficiary|Guest|Member|Passenger|Donor|Attendee|Signed by|Manager|Doctor|Claimant",
    ),
    ("PERSON.last_first", "Name|Employee|Student|Patient name|Client|Attendee"),
    ("PERSON.first", "First name|Given name|first_name|Forename|fname|Vorname|Prénom|Nombre|Nome"),
    ("PERSON.last", "Last name|Surname|Family name|last_name|lname|Nachname|Nom|Apellidos|Cognome"),
    ("PERSON.username", "username|user|login|owner|assignee|created_by|handle"),
    ("PERSON.initials", "Initials|By|Staff|Approved|Init."),
    ("CODE.email", "E-mail|Email|email|Mail|Contact e-mail|correo|courriel"),
    ("CODE.phone", "Phone|Tel.|Mobile|Telephone|phone_number|Telefon|Cell|Téléphone"),
    ("ORG.company", "Company|Employer|Supplier|Vendor|Customer|Organisation|Account|Firma|Client|Agency"),
    ("ORG.school", "School|University|Institution|Alma mater"),
    ("ORG.hospital", "Clinic|Hospital|Ward|Practice|Provider"),
    ("LOC.city", "City|Town|Location|Site|Office|Place of birth|Ort|Ville|Ciudad|Città"),
    ("LOC.country", "Country|Country of residence|Origin|Land|Pays|País"),
    ("LOC.region", "Region|County|State|Province"),
    ("ADDRESS.street", "Address|Street|Address 1|Home address|Straße|Adresse|Dirección"),
    ("ADDRESS.full", "Address|Delivery address|Mailing address"),
    ("ADDRESS.postcode", "Postcode|ZIP|Postal code|PLZ|CP|CAP"),
    ("DATE.dob", "DOB|Date of birth|Born|Birthday|geb.|Né(e) le"),
    ("DATE.short", "Date|Start date|Due|Last seen|Hired|Visit|Datum|Fecha"),
    ("DATE.iso", "date|created|updated|last_login|start|hire_date"),
    ("DATE.age", "Age|age|Alter|Âge|Edad"),
    ("DATE.year", "Year|Class of|Since"),
    ("DEM.job", "Job title|Role|Position|Occupation|Title|Function|Beruf|Poste|Puesto"),
    ("DEM.nationality", "Nationality|Citizenship"),
    ("DEM.health", "Diagnosis|Condition|Reason for visit|Medical notes|Allergies"),
    ("DEM.gender", "Sex|Gender|Geschlecht"),
    ("DEM.marital", "Marital status|Status"),
    ("DEM.religion", "Religion|Faith"),
    ("DEM.relation", "Relationship|Relation|Next of kin (relation)"),
    ("DEM.education", "Education|Degree|Qualification"),
    ("CODE.employee_no", "Employee ID|Emp no|Staff no.|ID|personnel_id"),
    ("CODE.patient_no", "MRN|Patient no.|NHS number|PatID"),
    ("CODE.account", "Account|Account no.|Acct"),
    ("CODE.iban", "IBAN|Bank account"),
    ("CODE.invoice_no", "Invoice|Invoice no.|Doc no."),
    ("CODE.ssn", "SSN|National ID|Tax ID|NI number"),
    ("CODE.plate", "Plate|Registration|Vehicle"),
    ("CODE.ip", "IP|Source IP|client_ip|host"),
    ("CODE.ref", "Ref|Reference|Case|Booking|Ticket|Order"),
    ("CODE.card", "Card|Card number"),
    ("CODE.url", "Website|URL|Profile"),
    ("CODE.passport", "Passport no.|Passport|Document no."),
    ("QUANTITY.money", "Salary|Amount|Balance|Total|Paid|Rent|Donation|Fee|Betrag|Montant|Importe"),
    ("QUANTITY.percent", "Share|Bonus|Score|Attendance|FTE"),
    ("QUANTITY.weight", "Weight|Wt"),
    ("QUANTITY.length", "Height|Distance"),
]
PLAIN = [
    ("Status", ["active", "pending", "closed", "open", "paid", "overdue", "Approved", "on hold", "OK", "new"]),
    ("Priority", ["P1", "high", "low", "medium", "Urgent"]),
    ("Shift", ["early", "late", "night"]),
    ("Size", ["S", "M", "L", "XL"]),
    (
        "Notes",
        [
            "called twice",
            "no answer",
            "needs follow-up",
            "see attachment",
            "vegetarian",
            "-",
            "",
            "left voicemail",
            "prefers mornings",
            "paid in cash",
        ],
    ),
    ("Present", ["yes", "no", "Y", "N", "x"]),
    ("Type", ["full-time", "part-time", "contract", "temp", "new", "return"]),
    ("Channel", ["web", "phone", "walk-in", "mail"]),
    ("Grade", ["A", "B+", "C", "Pass", "Merit"]),
]
NEUTRAL = [
    ("Product|Tool|Item|Software", "product"),
    ("Version|Release", "version"),
    ("Price|Unit price", "unit_price"),
    ("Day|Weekday", "day"),
    ("Time|Start", "time"),
    ("Qty|Count|Pages", "number"),
    ("Section|Clause", "section"),
    ("Topic|Heading|Item", "common_noun_caps"),
    ("Law|Standard", "law"),
    ("Key|Code", "code_word"),
    ("Font|Term", "brand_thing"),
]
PEOPLE = ("PERSON.full", "PERSON.last_first", "PERSON.full", "PERSON.username", "PERSON.first", "ORG.company")


def columns(rng, neutral_only: bool) -> list[tuple[str, str | list[str]]]:
    """(header, slot) or (header, words)."""
    chosen: list = []
    if not neutral_only:
        slots = dict(COLUMNS)
        first = rng.choice(PEOPLE)
        chosen.append((rng.choice(slots[first].split("|")), first))
        if first == "PERSON.first":
            chosen.append((rng.choice(slots["PERSON.last"].split("|")), "PERSON.last"))
        rest = [column for column in COLUMNS if column[0] not in {first, "PERSON.last", "PERSON.last_first"}]
        chosen += [(rng.choice(words.split("|")), slot) for slot, words in rng.sample(rest, rng.randint(1, 6))]
        chosen += rng.sample(PLAIN, rng.choice([0, 0, 1, 2]))
    extra = rng.sample(NEUTRAL, rng.randint(3, 5) if neutral_only else rng.choice([0, 0, 1]))
    chosen += [(rng.choice(words.split("|")), f"O.{kind}") for words, kind in extra]
    tail = chosen[1:]
    rng.shuffle(tail)
    return [chosen[0], *tail] if rng.random() < 0.7 else [*tail, chosen[0]]


def cells(rng, cast: Cast, schema, row: int) -> list[Piece]:
    found = []
    for _, kind in schema:
        if isinstance(kind, list):
            found.append(Piece(rng.choice(kind)))
        else:
            label, variant = kind.split(".")
            blank = label != "PERSON" and rng.random() < 0.04
            found.append(Piece("") if blank else cast.fill(Slot(label, variant, f"r{row}")))
    return found


def make(rng, lang: str) -> Document:
    neutral_only = rng.random() < 0.1
    schema = columns(rng, neutral_only)
    if rng.random() < 0.25 and not neutral_only:
        schema = [(header.lower().replace(" ", "_").replace(".", ""), kind) for header, kind in schema]
    count = rng.choice([1, 2, 3, 4, 5, 6, 8, 10])
    slots = [Slot(*kind.split("."), f"r{row}") for row in range(count) for _, kind in schema if isinstance(kind, str)]
    cast = Cast(rng, lang, slots)
    rows = [cells(rng, cast, schema, row) for row in range(count)]
    headers = [header for header, _ in schema]
    layout = rng.choice(
        [
            csv,
            csv,
            csv,
            markdown,
            markdown,
            markdown,
            tsv,
            form,
            form,
            form,
            json_rows,
            json_rows,
            yaml,
            log,
            log,
            sql,
            html,
            fixed,
            bullets,
            bullets,
        ]
    )
    document = Document(
        layout(rng, headers, rows),
        {"skeleton": f"records:{layout.__name__}", "lang": lang, "genre": "table", "source": "grammar"},
    )
    document.spans()
    return document


def joined(cells: list[Piece], joint: str, start: str = "", end: str = "\n") -> list[Piece]:
    out = [Piece(start)]
    for at, cell in enumerate(cells):
        out += ([Piece(joint)] if at else []) + [cell]
    return [*out, Piece(end)]


def csv(rng, headers, rows) -> list[Piece]:
    joint = rng.choice([",", ",", ";", ", ", "|", " | "])
    quoted = rng.random() < 0.3
    out = [Piece(joint.join(headers) + "\n")] if rng.random() < 0.85 else []
    for row in rows:
        for at, cell in enumerate(row):
            mark = '"' if quoted or joint.strip() in cell.text else ""
            out += [Piece((joint if at else "") + mark), cell, Piece(mark)]
        out.append(Piece("\n"))
    return out


def tsv(rng, headers, rows) -> list[Piece]:
    out = [Piece("\t".join(headers) + "\n")]
    return out + [piece for row in rows for piece in joined(row, "\t")]


def markdown(rng, headers, rows) -> list[Piece]:
    out = [Piece("| " + " | ".join(headers) + " |\n|" + rng.choice(["---|", " --- |", ":---|"]) * len(headers) + "\n")]
    return out + [piece for row in rows for piece in joined(row, " | ", "| ", " |\n")]


def fixed(rng, headers, rows) -> list[Piece]:
    widths = [max(len(header), *(len(row[at].text) for row in rows)) + 2 for at, header in enumerate(headers)]
    out = [Piece("".join(header.ljust(width) for header, width in zip(headers, widths)).rstrip() + "\n")]
    for row in rows:
        for cell, width in zip(row, widths):
            out += [cell, Piece(" " * (width - len(cell.text)))]
        out.append(Piece("\n"))
    return out


def form(rng, headers, rows) -> list[Piece]:
    joint, rule = (
        rng.choice([": ", ": ", ":\t", " - ", ":\n", " = ", " .... ", ": "]),
        rng.choice(["\n", "\n", "-----\n", "\n---\n\n"]),
    )
    bold = rng.choice(["", "", "", "**", "- "])
    close = bold if bold == "**" else ""
    out = []
    for row in rows[:3]:
        for header, cell in zip(headers, row):
            out += [Piece(f"{bold}{header}{close}{joint}"), cell, Piece("\n")]
        out.append(Piece(rule))
    return out[:-1]


def bullets(rng, headers, rows) -> list[Piece]:
    mark, joint = rng.choice(["- ", "* ", "• ", "1. ", ""]), rng.choice([", ", " – ", " / ", "; ", " (", " · "])
    out = []
    for row in rows:
        out += joined(
            [cell for cell in row if cell.text], joint, mark, ")\n" if joint == " (" and len(row) == 2 else "\n"
        )
    return out


def json_rows(rng, headers, rows) -> list[Piece]:
    keys = [header.lower().replace(" ", "_") for header in headers]
    indent = rng.choice(["", "  "])
    gap = "\n" if indent else " "
    out = [Piece("[" + gap.strip(" "))]
    for number, row in enumerate(rows):
        out.append(Piece(f"{indent}{{{gap}" if indent else "{"))
        for at, (key, cell) in enumerate(zip(keys, row)):
            out += [
                Piece(f'{indent * 2}{json.dumps(key)}: "'),
                cell,
                Piece('"' + ("," + gap if at + 1 < len(row) else gap.strip(" "))),
            ]
        out.append(Piece(f"{indent}}}" + ("," + gap if number + 1 < len(rows) else gap.strip(" "))))
    return [*out, Piece("]\n")]


def yaml(rng, headers, rows) -> list[Piece]:
    out = []
    for row in rows[:4]:
        for at, (header, cell) in enumerate(zip(headers, row)):
            out += [Piece(f"{'- ' if not at else '  '}{header.lower().replace(' ', '_')}: "), cell, Piece("\n")]
    return out


def log(rng, headers, rows) -> list[Piece]:
    level, verbs = (
        rng.choice(["INFO", "WARN", "ERROR", "DEBUG", "info"]),
        ["updated", "login ok", "request failed", "record saved", "mail sent", "export", "permission denied", "lookup"],
    )
    joint, out = rng.choice(["=", "=", ": ", '="']), []
    cast = Cast(rng, "en")
    for row in rows:
        left, right = rng.choice([("", ""), ("", ""), ("[", "]")])
        out += [
            Piece(left),
            cast.fill(Slot("DATE", "timestamp")),
            Piece(f"{right} {level} {rng.choice(['app', 'auth', 'crm.sync', 'billing', 'http'])} {rng.choice(verbs)}"),
        ]
        for header, cell in zip(headers, row):
            out += [Piece(f" {header.lower().replace(' ', '_')}{joint}"), cell, Piece('"' if joint == '="' else "")]
        out.append(Piece("\n"))
    return out


def sql(rng, headers, rows) -> list[Piece]:
    names = ", ".join(header.lower().replace(" ", "_") for header in headers)
    out = []
    for row in rows:
        out += joined(
            row,
            "', '",
            f"INSERT INTO {rng.choice(['users', 'customers', 'patients', 'staff', 'orders'])} ({names}) VALUES ('",
            "');\n",
        )
    return out


def html(rng, headers, rows) -> list[Piece]:
    out = [Piece("<table>\n<tr>" + "".join(f"<th>{header}</th>" for header in headers) + "</tr>\n")]
    for row in rows:
        out += joined(row, "</td><td>", "<tr><td>", "</td></tr>\n")
    return [*out, Piece("</table>\n")]
