"""A document is a list of pieces; spans are computed from them, so no step can move an offset."""

from dataclasses import dataclass, field, replace

LABELS = ("PERSON", "ORG", "LOC", "ADDRESS", "DATE", "CODE", "QUANTITY", "DEM", "MISC")


@dataclass(frozen=True)
class Piece:
    text: str
    label: str | None = None
    variant: str = ""


@dataclass
class Document:
    pieces: list[Piece]
    meta: dict = field(default_factory=dict)

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    def step(self, name: str, pieces: list[Piece]) -> None:
        """Replaces the pieces by what a step made of them and records the step."""
        self.pieces = pieces
        self.meta.setdefault("steps", []).append(name)
        self.spans()

    def spans(self) -> list[dict]:
        text, spans, at = self.text, [], 0
        for piece in self.pieces:
            if piece.label and piece.text.strip():
                start = at + len(piece.text) - len(piece.text.lstrip())
                fill = piece.text.strip()
                end = start + len(fill)
                assert piece.label in LABELS, piece.label
                assert text[start:end] == fill
                span = {"start": start, "end": end, "label": piece.label, "coarse": piece.label}
                spans.append(span | {"text": fill, "variant": piece.variant})
            at += len(piece.text)
        return spans

    def row(self, name: str) -> dict:
        return {"id": name, "text": self.text, "spans": self.spans(), "meta": self.meta}


def each(pieces: list[Piece], change) -> list[Piece]:
    """Applies a change of text to every piece on its own."""
    return [replace(piece, text=change(piece.text)) for piece in pieces]
