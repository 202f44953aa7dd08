"""python -m generate --skeletons ../skeletons --seed 1 --count 12000 --out synthetic.jsonl, or --check."""

import argparse
import json
import os
import sys
from pathlib import Path

from .check import report, usable
from .mix import documents
from .skeleton import read_folders

HERE = Path(__file__).parent.parent / "skeletons"


def main() -> int:
    parser = argparse.ArgumentParser(prog="generate", description=__doc__)
    parser.add_argument("--skeletons", type=Path, nargs="+", default=[HERE], help="folders of skeleton files")
    parser.add_argument("--check", action="store_true", help="report counts and faults, write nothing")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=12000)
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    skeletons, complaints = read_folders(args.skeletons)
    if args.check:
        return 1 if report(skeletons, complaints) else 0
    if not args.out:
        parser.error("--out is missing")
    good = usable(skeletons)
    if len(good) < len(skeletons) or complaints:
        print(f"{len(skeletons) - len(good) + len(complaints)} faults: see --check", file=sys.stderr)
    partial = args.out.with_suffix(".part")
    with partial.open("w", encoding="utf-8") as out:
        for row in documents(good, args.seed, args.count):
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    os.replace(partial, args.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
