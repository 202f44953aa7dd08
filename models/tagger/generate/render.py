"""Fills a skeleton with one cast."""

from dataclasses import replace

from .doc import Document, Piece
from .fill import Cast
from .skeleton import Choice, Skeleton, Slot, walk

STARTS = (".", "!", "?", ":", "\n", "- ", "* ", '"', "“")


def render(skeleton: Skeleton, rng) -> Document:
    nodes = chosen(skeleton.nodes, rng)
    meta = {"skeleton": skeleton.name, "lang": skeleton.lang, "genre": skeleton.genre, "source": skeleton.source}
    document = Document(render_nodes(nodes, Cast(rng, skeleton.lang, walk(nodes))), meta)
    document.spans()
    return document


def chosen(nodes, rng) -> list:
    """The nodes with every choice made."""
    flat = []
    for node in nodes:
        flat += rng.choice(node.options) if isinstance(node, Choice) else [node]
    return flat


def render_nodes(nodes, cast: Cast) -> list[Piece]:
    pieces, text = [], ""
    for at, node in enumerate(nodes):
        if not isinstance(node, Slot):
            piece = Piece(node)
        else:
            start = not text.strip() or text.rstrip(" ").endswith(STARTS)
            piece = cast.fill(node, sentence_start=start)
            if cast.lang == "en" and pieces:
                if pieces[-1].text.lower().endswith("the ") and piece.text.startswith("the "):
                    piece = replace(piece, text=piece.text[4:])
                pieces[-1] = article(pieces[-1], piece.text)
            if node.variant == "public_fact" and start and (at + 1 == len(nodes) or str(nodes[at + 1])[:1] in " \n"):
                piece = replace(piece, text=piece.text + ".")
        pieces.append(piece)
        text = (text + piece.text)[-200:]
    return pieces


def article(before: Piece, word: str) -> Piece:
    """`a engineer` becomes `an engineer`."""
    vowel = word[:1].lower() in "aeiou" and not word.lower().startswith(("uni", "eu", "us", "ut"))
    if before.label is None and vowel and before.text.endswith((" a ", "\na ")):
        return replace(before, text=before.text[:-1] + "n ")
    if before.label is None and not vowel and before.text.endswith(" an ") and not word.isupper():
        return replace(before, text=before.text[:-2] + " ")
    return before
