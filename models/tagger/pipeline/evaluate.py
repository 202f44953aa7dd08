"""Measures weights on the parts that were kept out of training.

  python -m pipeline.evaluate --data ../../../shared/data --weights out/run/final.pt --thresholds out/thresholds.json --to out/evaluation.md
  … --case upper|lower|title    the same texts in another case
  … --predictions FOLDER        also one FOLDER/SET.POINT.jsonl a set, for ../shared/tools/score_pii.py
"""

import argparse
import json
from collections import Counter
from pathlib import Path

import torch

from . import base
from .augment import same_length, title_case
from .decide import spans, units
from .encode import load_tokenizer
from .infer import read
from .labels import STRIDE, WINDOW
from .model import Tagger, load_weights
from .score import NAMES_ONLY, count, total
from .split import split

CASES = {"upper": lambda t: same_length(t, str.upper), "lower": lambda t: same_length(t, str.lower), "title": title_case}
FIGURES = ["R", "P", "ERdi", "ERqi", "ER", "units", "is:PERSON", "masked", "extra"]
DEFAULT = {"balanced": {"sensitive": 0.5}, "strict": {"sensitive": 0.1}, "possible": 0.05, "transition": 0.0}


def load_model(weights):
    model = Tagger(base.fetch())
    if torch.cuda.is_available():
        model.cuda()
    return load_weights(model, weights).eval()


def point(thresholds, name):
    return {**thresholds[name], "transition": thresholds["transition"]}


def read_all(model, tokenizer, documents, case=None, stride=STRIDE):
    """[(document, its units)]"""
    out = []
    with torch.autocast("cuda" if torch.cuda.is_available() else "cpu", dtype=torch.bfloat16):
        for document in documents:
            text = CASES[case](document.text) if case else document.text
            encoded, _, _, joined = read(model, tokenizer, text, WINDOW, stride)
            out.append((document, units(encoded, joined)))
    return out


def shown(figures, key):
    if key not in figures:
        return "–"
    value, low, high = figures[key]
    return f"{100 * value:.1f}" + (f" ({100 * low:.0f}–{100 * high:.0f})" if low is not None else "")


def tables(readings, thresholds, rounds):
    """Markdown: one table a point, then the kinds."""
    sets = sorted({document.set for document, _ in readings})
    lines, plain = [], {}
    for name in ("balanced", "strict"):
        lines += [f"\n### {name}\n", "| set | docs | " + " | ".join(f.removeprefix("is:") for f in FIGURES) + " |", "|---" * (len(FIGURES) + 2) + "|"]
        for set_name in sets:
            mine = [(d, u) for d, u in readings if d.set == set_name]
            counts = [count(d, spans(d.text, u, point(thresholds, name))) for d, u in mine]
            figures = total(counts, rounds)
            plain[f"{name} {set_name}"] = {k: round(v[0], 4) for k, v in figures.items()}
            cells = [shown(figures, k) if k != "P" or set_name not in NAMES_ONLY else "–" for k in FIGURES]
            lines.append(f"| {set_name} | {len(mine)} | " + " | ".join(cells) + " |")
        lines += ["", "Units by kind: " + "; ".join(
            f"{set_name}: " + ", ".join(f"{k[3:]} {100 * v:.0f}" for k, v in plain[f"{name} {set_name}"].items() if k.startswith("is:"))
            for set_name in sets)]
    return "\n".join(lines) + "\n", plain


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--data", required=True)
    arguments.add_argument("--synthetic")
    arguments.add_argument("--weights", required=True)
    arguments.add_argument("--thresholds")
    arguments.add_argument("--part", default="heldout", choices=["heldout", "dev"])
    arguments.add_argument("--sets", help="comma separated; all without it")
    arguments.add_argument("--limit", type=int, help="at most so many documents a set, the first ones")
    arguments.add_argument("--case", choices=CASES)
    arguments.add_argument("--stride", type=int, default=STRIDE)
    arguments.add_argument("--rounds", type=int, default=1000, help="bootstrap rounds; 0 for none")
    arguments.add_argument("--predictions", help="a folder for predictions in the scorer's form")
    arguments.add_argument("--to", help="a Markdown file")
    given = arguments.parse_args()

    thresholds = json.loads(Path(given.thresholds).read_text()) if given.thresholds else DEFAULT
    chosen = given.sets.split(",") if given.sets else None
    documents = [d for d in split(given.data, given.synthetic)[given.part] if not chosen or d.set in chosen]
    if given.limit:
        seen = Counter()
        documents = [d for d in documents if not seen.update([d.set]) and seen[d.set] <= given.limit]
    model, tokenizer = load_model(given.weights), load_tokenizer(base.fetch() / "tokenizer.json")
    readings = read_all(model, tokenizer, documents, given.case, given.stride)
    text, plain = tables(readings, thresholds, given.rounds)
    print(text)
    if given.to:
        Path(given.to).write_text(text, encoding="utf-8")
        Path(given.to).with_suffix(".json").write_text(json.dumps(plain, indent=1) + "\n", encoding="utf-8")
    if given.predictions:
        Path(given.predictions).mkdir(parents=True, exist_ok=True)
        for name in ("balanced", "strict"):
            for set_name in {d.set for d in documents}:
                with open(Path(given.predictions) / f"{set_name}.{name}.jsonl", "w", encoding="utf-8") as file:
                    for d, u in readings:
                        if d.set == set_name:
                            found = spans(d.text, u, point(thresholds, name))
                            file.write(json.dumps({"id": d.id, "spans": found}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
