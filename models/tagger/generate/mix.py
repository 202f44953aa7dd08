"""The mix of documents: skeletons, pairs of them, records and put-together texts, then noise."""

import random
from collections import defaultdict
from hashlib import sha256

from . import cards, compose, records
from .doc import Document, Piece
from .noise import disturb
from .render import render
from .skeleton import Skeleton

DEV_SHARE = 0.08
FOREIGN_SHARE = 0.24
PADDED_SHARE = 0.15
UNPADDED = {"table", "form", "negative", "several"}
SHORT = 700


def part(name: str) -> str:
    """Train or dev by skeleton, so that no skeleton is on both sides."""
    return "dev" if int(sha256(name.encode()).hexdigest()[:8], 16) < DEV_SHARE * 2**32 else "train"


class Mix:
    def __init__(self, skeletons: list[Skeleton]):
        self.pools = defaultdict(list)
        for skeleton in skeletons:
            self.pools[part(skeleton.name), skeleton.lang == "en"].append(skeleton)

    def skeleton(self, rng, side: str, short: bool = False) -> Skeleton:
        english = rng.random() >= FOREIGN_SHARE
        pool = (
            self.pools[side, english]
            or self.pools[side, not english]
            or self.pools["train", True]
            or self.pools["train", False]
        )
        if short:
            pool = [s for s in pool if len(s.body) < SHORT] or pool
        return rng.choice(pool)

    def one(self, rng) -> Document:
        side = "dev" if rng.random() < DEV_SHARE else "train"
        draw = rng.random()
        if draw < 0.6:
            return render(self.skeleton(rng, side), rng)
        if draw < 0.67:
            return self.several(rng, side)
        if draw < 0.73:
            return compose.about(rng, render(self.skeleton(rng, side, short=True), rng))
        if draw < 0.83:
            return records.make(rng, rng.choice(["en"] * 7 + ["de", "fr", "es", "it"]))
        if draw < 0.865:
            return cards.make(rng)
        kind = rng.choice(
            [
                compose.bio,
                compose.own_prompt,
                compose.own_prompt,
                compose.chat,
                compose.ticket,
                compose.cv,
                compose.lines,
                compose.lines,
            ]
        )
        return kind(rng)

    def several(self, rng, side: str) -> Document:
        """Two or three short documents one after the other."""
        found = [render(self.skeleton(rng, side, short=True), rng) for _ in range(rng.choice([2, 2, 3, 5]))]
        joint = Piece(rng.choice(["\n\n", "\n\n---\n\n", "\n\n\n", "\n\n* * *\n\n", "\n\f\n"]))
        pieces = [piece for document in found for piece in (*document.pieces, joint)][:-1]
        names = "+".join(document.meta["skeleton"] for document in found)
        document = Document(pieces, found[0].meta | {"skeleton": names, "genre": "several"})
        document.meta["steps"] = ["joined"]
        return document


def documents(skeletons: list[Skeleton], seed: int, count: int):
    """The same seed, skeletons and count give the same rows."""
    mix = Mix(skeletons)
    for number in range(count):
        rng = random.Random(f"{seed}/{number}")
        document = mix.one(rng)
        if document.meta["lang"] == "en" and document.meta["genre"] not in UNPADDED and rng.random() < PADDED_SHARE:
            compose.pad(document, rng)
        disturb(document, rng)
        document.meta["part"] = (
            part(document.meta["skeleton"].split("+")[0]) if document.meta["source"] != "grammar" else "train"
        )
        yield document.row(f"syn-{seed}-{number}")
