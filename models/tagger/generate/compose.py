"""Documents put together from clauses: prompts, bios, CVs, tickets, chats, citations and posts."""

import re
from dataclasses import replace
from functools import cache

from .doc import Document, Piece, each
from .fill import Cast
from .fill.data import FOLDER
from .render import chosen, render_nodes
from .skeleton import parse, walk


@cache
def clauses() -> dict[str, list[tuple]]:
    found, current = {}, None
    for line in (FOLDER / "clauses.txt").read_text("utf-8").splitlines():
        if re.fullmatch(r"\[[\w.]+\]", line):
            current = found.setdefault(line[1:-1], [])
        elif line.strip() and not line.startswith("#"):
            current.append(parse(line))
    return found


class Writer:
    """Collects clauses first, so that the cast knows every form that is asked for."""

    def __init__(self, rng):
        self.rng, self.nodes = rng, []

    def text(self, text: str) -> None:
        self.nodes.append(text)

    def add(self, kind: str, count: int = 1, joint: str = " ") -> None:
        for clause in self.rng.sample(clauses()[kind], min(count, len(clauses()[kind]))):
            self.nodes += [*chosen(clause, self.rng), joint]

    def slot(self, text: str) -> None:
        self.nodes += parse(text)

    def pieces(self) -> list[Piece]:
        return render_nodes(self.nodes, Cast(self.rng, "en", walk(self.nodes)))

    def document(self, name: str, genre: str) -> Document:
        while self.nodes and isinstance(self.nodes[-1], str) and not self.nodes[-1].strip(" |\n"):
            self.nodes.pop()
        return Document(
            self.pieces(), {"skeleton": f"grammar:{name}", "lang": "en", "genre": genre, "source": "grammar"}
        )


def bio(rng) -> Document:
    writer = Writer(rng)
    joint = rng.choice([" ", " ", "\n", " | "])
    writer.add("bio.open", 1, joint)
    writer.add("bio.more", rng.randint(1, 5), joint)
    return writer.document("bio", "bio")


def own_prompt(rng) -> Document:
    writer = Writer(rng)
    writer.add(rng.choice(["ask.own", "ask.own", "ask.general"]))
    if rng.random() < 0.4:
        writer.add("ask.tail")
    return writer.document("prompt", "prompt")


def pad(document: Document, rng) -> None:
    """Plain paragraphs between the others, so that names stay rare as in real text."""
    spare = ["".join(clause) for clause in clauses()["plain"]]
    rng.shuffle(spare)

    def paragraph(least: int) -> list[Piece]:
        taken = [spare.pop() for _ in range(min(rng.randint(least, 5), len(spare)))]
        return [Piece(" ".join(taken) + "\n\n")] if taken else []

    pieces = paragraph(0)
    for piece in document.pieces:
        parts = piece.text.split("\n\n") if piece.label is None else [piece.text]
        for at, part in enumerate(parts):
            if at:
                pieces += [Piece("\n\n"), *(paragraph(0) if rng.random() < 0.6 else [])]
            pieces.append(replace(piece, text=part))
    if rng.random() < 0.6:
        pieces += [Piece("\n\n"), *each(paragraph(1), str.rstrip)]
    document.step("pad", pieces)


def plain_text(rng) -> Document:
    """Sentences that name nobody."""
    writer = Writer(rng)
    writer.add("plain", rng.randint(2, 14), rng.choice([" ", " ", "\n", "\n\n"]))
    return writer.document("plain", "negative")


def about(rng, inner: Document) -> Document:
    """A task and the private text it is about."""
    before, after = Writer(rng), Writer(rng)
    tail_first = rng.random() < 0.25
    if not tail_first:
        before.add("ask", 1, "")
        before.text(rng.choice(["\n\n", "\n", "\n---\n", ' "', "\n\n```\n", '\n"""\n']))
    if tail_first or rng.random() < 0.4:
        after.text("\n\n")
        after.add("ask" if tail_first else "ask.tail", 1, "")
    closing = {' "': '"', "\n\n```\n": "\n```", '\n"""\n': '\n"""'}.get(before.nodes[-1] if before.nodes else "", "")
    pieces = [*before.pieces(), *inner.pieces, Piece(closing), *after.pieces()]
    return Document(pieces, inner.meta | {"genre": "prompt", "inner": inner.meta.get("genre")})


def chat(rng) -> Document:
    writer = Writer(rng)
    speakers = [
        rng.choice(
            [
                f"{{PERSON.first:{ref}}}",
                f"{{PERSON.username:{ref}}}",
                f"{{PERSON.full:{ref}}}",
                f"{{PERSON.initials:{ref}}}",
                f"{{PERSON.first:{ref}}}",
            ]
        )
        for ref in "abc"[: rng.randint(2, 3)]
    ]
    if rng.random() < 0.2:
        speakers[0] = rng.choice(["Agent", "Me", "Support", "Bot", "User"])
    shape = rng.choice(
        [
            "{who}: ",
            "[{time}] {who}: ",
            "<{who}> ",
            "{who} ({time})\n",
            "{date}, {time} - {who}: ",
            "{who}\n",
            "**{who}** ",
            "{time} {who} ",
            "{who} > ",
        ]
    )
    said = rng.sample(clauses()["chat"], 24)
    for _ in range(rng.randint(4, 12)):
        head = (
            shape.replace("{who}", rng.choice(speakers))
            .replace("{time}", f"{rng.randint(0, 23):02d}:{rng.randint(0, 59):02d}")
            .replace("{date}", "{DATE.short:day}")
        )
        writer.slot(head)
        for number in range(rng.choice([1, 1, 1, 2])):
            writer.text(" " if number else "")
            writer.nodes += chosen(said.pop(), rng)
        writer.text("\n")
    return writer.document("chat", "chat")


def ticket(rng) -> Document:
    writer = Writer(rng)
    style = rng.choice(["{}: ", "{}: ", "**{}:** ", "{} = ", "## {}\n"])
    fields = [
        ("Subject", None),
        ("Reporter", "{PERSON.full:a}"),
        ("Assignee", "{PERSON.full:b}"),
        ("Ticket", "{CODE.ticket_no}"),
        ("Created", "{DATE.time_date}"),
        ("Status", "[[Open|Closed|Pending|In progress]]"),
        ("Customer", "{ORG.company:o}"),
        ("Product", "{O.product} {O.version}"),
        ("Priority", "[[High|Low|P2|Medium]]"),
        ("E-mail", "{CODE.email:a}"),
        ("Requester", "{PERSON.username:a}"),
    ]
    for name, value in [fields[0], *rng.sample(fields[1:], rng.randint(1, 6))]:
        writer.text(style.format(name))
        if value:
            writer.nodes += chosen(parse(value), rng)
        else:
            writer.add("ticket.subject", 1, "")
        writer.text("\n")
    writer.text("\n")
    writer.add("ticket.body", rng.randint(1, 5), rng.choice([" ", "\n", "\n\n"]))
    return writer.document("ticket", "ticket")


def cv(rng) -> Document:
    writer = Writer(rng)
    writer.slot(
        rng.choice(
            [
                "{PERSON.full:a}\n",
                "{PERSON.caps:a}\n",
                "CURRICULUM VITAE\n{PERSON.full:a}\n",
                "Name: {PERSON.full:a}\n",
                "# {PERSON.full:a}, {DEM.job:a}\n",
                "Resume – {PERSON.last_first:a}\n",
            ]
        )
    )
    writer.slot(
        rng.choice(
            [
                "{CODE.email:a} | {CODE.phone} | {LOC.city}\n\n",
                "{ADDRESS.lines}\n{CODE.phone}\n\n",
                "{ADDRESS.full}\nE: {CODE.email:a}\n\n",
                "\n",
            ]
        )
    )
    writer.add("cv.section", 1, "\n")
    for _ in range(rng.randint(1, 3)):
        writer.add("cv.job", 1, "\n")
        writer.add("cv.bullet", rng.randint(0, 3), "\n")
    writer.text(rng.choice(["\nEDUCATION\n", "\nEducation\n", "\n"]))
    writer.add("cv.education", rng.randint(1, 2), "\n")
    writer.text("\n")
    writer.add("cv.extra", rng.randint(1, 4), "\n")
    return writer.document("cv", "cv")


def lines(rng) -> Document:
    """Short sentences of papers, news, posts and neutral prose, each with its own cast."""
    pieces: list[Piece] = []
    gap = ""
    kinds = clauses()["cite"] + (clauses()["ambiguous"] if rng.random() < 0.4 else [])
    for clause in rng.sample(kinds, rng.randint(1, 4)):
        writer = Writer(rng)
        writer.nodes = chosen(clause, rng)
        found = writer.pieces()
        ended = "".join(piece.text for piece in found).rstrip().endswith((".", "!", "?"))
        pieces += [Piece(gap), *found]
        gap = rng.choice([" ", " ", "\n"]) if ended else "\n"
    return Document(pieces, {"skeleton": "grammar:lines", "lang": "en", "genre": "lines", "source": "grammar"})
