"""Chooses the two operating points on the dev part.

  python -m pipeline.thresholds --data ../../../shared/data --weights out/run/final.pt --to out/thresholds.json

P(sensitive) of a unit is calibrated for each kind (its log-odds are moved by a constant), so that one number, the lowest calibrated
chance at which a unit is masked, becomes a threshold per kind. A slope per kind as well was tried: dev has so few mistakes on names
that it became steep, and the strict point masked no more of them than the balanced one. That number is the smallest one that keeps the wanted precision on the sets
whose annotation is complete; every such set counts the same.
"""

import argparse
import json
from collections import Counter
from pathlib import Path

import numpy as np

from . import base
from .decide import logit, spans
from .encode import load_tokenizer
from .evaluate import load_model, read_all
from .labels import INDEX, LABELS
from .score import count, total
from .sources import SILENT
from .split import split

WANTED = {"balanced": 0.92, "strict": 0.85}
COMPLETE = ("tab144", "panorama151", "synthetic")  # precision is looked at here
CHANCES = np.round(np.concatenate([np.arange(0.01, 0.1, 0.01), np.arange(0.1, 0.8, 0.025)]), 3)
TRANSITION = 0.4
LOWEST, HIGHEST = 0.01, 0.9
MOST = 60  # documents a set
PULL, MOST_MOVED = 20.0, 1.5


def fit(x, y, weight, rounds=40):
    """What to add to the log-odds x so that they tell y: weighted logistic regression with slope 1, pulled a little towards 0."""
    offset = 0.0
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-np.clip(x + offset, -30, 30)))
        gradient = (weight * (p - y)).sum() + PULL * offset
        offset -= gradient / ((weight * p * (1 - p)).sum() + PULL)
    return float(np.clip(offset, -MOST_MOVED, MOST_MOVED))


def unit_table(readings):
    """Rows (kind, log-odds, gold, weight) of every unit whose truth is known; each set weighs the same."""
    table = []
    sets = sorted({d.set for d, _ in readings})
    for name in sets:
        rows = []
        for document, found in readings:
            if document.set != name:
                continue
            for unit in found:
                codes = document.codes[unit.start:unit.end]
                if (codes == SILENT).any():
                    continue
                p = min(max(unit.p, 1e-5), 1 - 1e-5)
                rows.append((unit.kind, logit(p), float((codes > 0).mean() > 0.5), 1.0))
        rows = np.array(rows).reshape(-1, 4)
        rows[:, 3] = 2000 / max(1, len(rows))
        table.append(rows)
    return np.concatenate(table)


def offsets(table):
    return {kind: fit(*table[table[:, 0] == INDEX[kind]][:, 1:].T) for kind in LABELS[1:]}


def at_chance(fits, chance):
    """The threshold on P(sensitive) of each kind at which the calibrated chance is `chance`."""
    point = {}
    for kind, offset in fits.items():
        x = logit(chance) - offset
        point[kind] = round(float(np.clip(1 / (1 + np.exp(-x)), LOWEST, HIGHEST)), 3)
    point["sensitive"] = round(float(np.median(list(point.values()))), 3)
    return point


def figures(readings, point):
    """{set: (precision, recall)} of the sets with complete annotation."""
    found = {}
    for name in COMPLETE:
        counts = [count(d, spans(d.text, u, point)) for d, u in readings if d.set == name and d.lang == "en"]
        if counts:
            result = total(counts)
            found[name] = round(float(result["P"][0]), 3), round(float(result["R"][0]), 3)
    return found


def choose(readings, transition=TRANSITION):
    fits = offsets(unit_table(readings))
    result = {}
    for name, wanted in WANTED.items():
        for chance in CHANCES:
            point = at_chance(fits, chance)
            reached = figures(readings, {**point, "transition": transition})
            if np.mean([p for p, _ in reached.values()]) >= wanted:
                break
        print(f"{name}: chance {chance}, precision and recall {reached}, {point}", flush=True)
        result[name] = point
    result["possible"] = result["strict"]  # what a stricter policy would mask is worth a look
    result["transition"] = transition
    return result


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--data", required=True)
    arguments.add_argument("--synthetic")
    arguments.add_argument("--weights", required=True)
    arguments.add_argument("--to", required=True)
    given = arguments.parse_args()
    seen = Counter()
    documents = [d for d in split(given.data, given.synthetic)["dev"] if not seen.update([d.set]) and seen[d.set] <= MOST]
    readings = read_all(load_model(given.weights), load_tokenizer(base.fetch() / "tokenizer.json"), documents)
    Path(given.to).write_text(json.dumps(choose(readings), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
