"""Which documents train, which choose thresholds (dev) and which only measure (heldout).

  python -m pipeline.split --data ../../../shared/data --to heldout.json

Groups (document, template, skeleton, article) never straddle the parts. Texts that also occur in a measured part, and judgments of
the same application, are dropped from training.
"""

import argparse
import json
from collections import Counter

from .sources import APPLICATION, SOURCES, SYNTHETIC, load, share_of

DEV = 0.06
HELDOUT = {source.name: source.heldout for source in [*SOURCES, SYNTHETIC]}


def part_of(document):
    share, heldout = share_of(document.group), HELDOUT[document.set]
    if document.set == "tab144":  # the benchmark's own split decides
        if document.part == "dev":
            return "heldout"
    elif document.set == "synthetic":  # so does the generator's, which keeps skeletons apart
        return "train" if document.part == "train" else "dev" if share < 0.5 else "heldout"
    elif share < heldout:
        return "heldout"
    return "dev" if heldout <= share < heldout + DEV else "train"


def fingerprint(text):
    return "".join(c for c in text.casefold() if c.isalnum())


def applications(document):
    return set(APPLICATION.findall(document.text[:1500])) if document.set.startswith(("tab", "echr")) else set()


def split(data, synthetic=None):
    """{"train" | "dev" | "heldout": [documents]}"""
    parts = {"train": [], "dev": [], "heldout": []}
    for source in SOURCES:
        for document in load(data, source):
            parts[part_of(document)].append(document)
    if synthetic:
        for document in load(synthetic, SYNTHETIC):
            parts[part_of(document)].append(document)

    measured = {fingerprint(d.text) for d in parts["heldout"]}
    judged = {a for d in parts["heldout"] for a in applications(d)}
    for name in ("dev", "train"):
        parts[name] = [d for d in parts[name] if fingerprint(d.text) not in measured and not applications(d) & judged]
    return parts


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", required=True)
    arguments.add_argument("--to", default="heldout.json")
    given = arguments.parse_args()
    parts = split(given.data)
    heldout = {source.name: [] for source in SOURCES}
    for document in parts["heldout"]:
        heldout[document.set].append(document.id)
    lines = [f'{json.dumps(name)}: {json.dumps(ids, ensure_ascii=False)}' for name, ids in heldout.items()]
    with open(given.to, "w", encoding="utf-8") as file:
        file.write("{\n" + ",\n".join(lines) + "\n}\n")
    for name, documents in parts.items():
        print(name, dict(Counter(d.set for d in documents)))


if __name__ == "__main__":
    main()
