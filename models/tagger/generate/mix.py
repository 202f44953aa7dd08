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
PADDED_SHARE = 0.22
# In parts of the documents; the last seven are makers of compose.py.
SHARES = {
    "skeleton": 60,
    "several": 7,
    "about": 6,
    "records": 9,
    "card": 3,
    "own_prompt": 4,
    "lines": 4,
    "bio": 2,
    "chat": 1.5,
    "ticket": 1.5,
    "cv": 1.5,
    "plain_text": 1.5,
}
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
        kind = rng.choices(list(SHARES), SHARES.values())[0]
        match kind:
            case "skeleton":
                return render(self.skeleton(rng, side), rng)
            case "several":
                return self.several(rng, side)
            case "about":
                return compose.about(rng, render(self.skeleton(rng, side, short=True), rng))
            case "records":
                return records.make(rng, rng.choice(["en"] * 7 + ["de", "fr", "es", "it"]))
            case "card":
                return cards.make(rng)
        return getattr(compose, kind)(rng)

    def several(self, rng, side: str) -> Document:
        """Two to five short documents one after the other."""
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
