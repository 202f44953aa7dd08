"""Reads skeleton files: `=== name | lang=en | genre=letter`, then text with slots."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from .doc import LABELS

HEADER = re.compile(r"^===\s*(?P<name>[^|]+?)\s*(?P<fields>(\|[^|]*)*)$")
SLOT = re.compile(r"^(?P<label>[A-Z]+)\.(?P<variant>\w+)(?::(?P<ref>\w+))?$")
LITERAL = re.compile(r'^(?P<label>[A-Z]+)="(?P<text>[^"]+)"$', re.DOTALL)


class SkeletonError(ValueError):
    pass


@dataclass(frozen=True)
class Slot:
    label: str
    variant: str
    ref: str | None = None
    literal: str | None = None


@dataclass(frozen=True)
class Choice:
    options: tuple[tuple, ...]


@dataclass
class Skeleton:
    name: str
    lang: str
    genre: str
    body: str
    source: str = ""
    nodes: tuple = field(default=())

    def slots(self):
        return walk(self.nodes)


def walk(nodes):
    """Every slot, also those inside choices."""
    for node in nodes:
        if isinstance(node, Slot):
            yield node
        elif isinstance(node, Choice):
            for option in node.options:
                yield from walk(option)


def parse_slot(text: str) -> Slot:
    if found := LITERAL.match(text):
        slot = Slot(found["label"], "literal", literal=found["text"])
    elif found := SLOT.match(text):
        slot = Slot(found["label"], found["variant"], found["ref"])
    else:
        raise SkeletonError(f"not a slot: {{{text}}}")
    if slot.label not in LABELS and slot.label != "O":
        raise SkeletonError(f"unknown label: {{{text}}}")
    return slot


def parse(text: str, nested: bool = False) -> tuple:
    """Text, slots and choices of a body, in order."""
    nodes, plain, at, braces = [], [], 0, 0

    def flush():
        if plain:
            nodes.append("".join(plain))
            plain.clear()

    while at < len(text):
        if text.startswith("{{", at):
            plain.append("{")
            braces, at = braces + 1, at + 2
        elif text[at] == "{":
            end = closing_brace(text, at)
            flush()
            nodes.append(parse_slot(text[at + 1 : end]))
            at = end + 1
        elif text.startswith("[[", at):
            end = text.find("]]", at)
            inner = text[at + 2 : end]
            if end < 0 or nested or "[[" in inner:
                raise SkeletonError(f"unbalanced or nested choice near: {text[at : at + 40]!r}")
            flush()
            nodes.append(Choice(tuple(parse(option, True) for option in split_options(inner))))
            at = end + 2
        elif text.startswith("]]", at):
            # Two brackets of JSON may close together; only a file without any choice may hold them.
            raise SkeletonError(f"unbalanced ]] near: {text[max(0, at - 30) : at + 5]!r}")
        else:
            if text[at] == "}":
                braces -= 1
                if braces < 0:
                    raise SkeletonError(f"unbalanced }} near: {text[max(0, at - 30) : at + 5]!r}")
            plain.append(text[at])
            at += 1
    flush()
    return tuple(nodes)


def closing_brace(text: str, at: int) -> int:
    quoted = False
    for end in range(at + 1, len(text)):
        if text[end] == '"':
            quoted = not quoted
        elif text[end] == "}" and not quoted:
            return end
        elif text[end] == "{" and not quoted:
            break
    raise SkeletonError(f"unbalanced {{ near: {text[at : at + 40]!r}")


def split_options(inner: str) -> list[str]:
    options, depth, start = [], 0, 0
    for at, char in enumerate(inner):
        depth += (char == "{") - (char == "}")
        if char == "|" and depth <= 0:
            options.append(inner[start:at])
            start = at + 1
    return options + [inner[start:]]


def read_file(path: Path) -> tuple[list[Skeleton], list[str]]:
    """The skeletons of a file and the complaints about those that cannot be read."""
    skeletons, complaints, header, lines = [], [], None, []

    def close():
        if header is None:
            if "".join(lines).strip():
                complaints.append(f"{path.name}: text before the first header")
            return
        name, line, fields = header
        body = "\n".join(lines).strip("\n")
        try:
            if not body.strip():
                raise SkeletonError("empty body")
            if missing := {"lang", "genre"} - fields.keys():
                raise SkeletonError(f"header lacks {', '.join(sorted(missing))}")
            skeletons.append(Skeleton(name, fields["lang"], fields["genre"], body, path.stem, parse(body)))
        except SkeletonError as error:
            complaints.append(f"{path.name}:{line} [{name}] {error}")

    for number, text in enumerate(path.read_text("utf-8").splitlines(), 1):
        if text.startswith("==="):
            close()
            found, lines = HEADER.match(text), []
            if not found:
                complaints.append(f"{path.name}:{number} bad header: {text}")
                header = None
                continue
            parts = [part.partition("=") for part in found["fields"].split("|") if part.strip()]
            header = found["name"], number, {key.strip(): value.strip() for key, _, value in parts}
        else:
            lines.append(text)
    close()
    return skeletons, complaints


def read_folders(folders: list[Path]) -> tuple[list[Skeleton], list[str]]:
    skeletons, complaints, seen = [], [], {}
    for path in sorted(path for folder in folders for path in folder.glob("*.txt")):
        found, wrong = read_file(path)
        complaints += wrong
        for skeleton in found:
            if skeleton.name in seen:
                complaints.append(f"{path.name}: [{skeleton.name}] also in {seen[skeleton.name]}")
            seen[skeleton.name] = path.name
        skeletons += found
    return skeletons, complaints
