"""Puts the table of sources into the model card: python -m pipeline.card --data ../../../shared/data [--synthetic FILE]"""

import argparse
import re
from collections import Counter
from pathlib import Path

from .sources import SOURCES, SYNTHETIC
from .split import split

CARD = Path(__file__).resolve().parent.parent / "README.md"


def table(data, synthetic):
    parts = split(data, synthetic)
    sources = [*SOURCES, SYNTHETIC] if synthetic else SOURCES
    whole = sum(s.share for s in sources)
    counts = {name: Counter(d.set for d in documents) for name, documents in parts.items()}
    lines = ["| set | licence | language | share of training tokens | train | dev | held-out |", "|---|---|---|---|---|---|---|"]
    for s in sources:
        numbers = " | ".join(str(counts[part][s.name]) for part in ("train", "dev", "heldout"))
        lines.append(f"| {s.name} | {s.licence} | {s.lang} | {100 * s.share / whole:.0f} % | {numbers} |")
    return "\n".join(lines)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", required=True)
    arguments.add_argument("--synthetic")
    given = arguments.parse_args()
    card = CARD.read_text(encoding="utf-8")
    new = f"<!-- table:sources -->\n{table(given.data, given.synthetic)}\n<!-- end -->"
    CARD.write_text(re.sub(r"<!-- table:sources -->.*?<!-- end -->", lambda _: new, card, flags=re.DOTALL), encoding="utf-8")


if __name__ == "__main__":
    main()
