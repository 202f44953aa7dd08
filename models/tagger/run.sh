#!/usr/bin/env bash
# The whole pipeline: environment, base model, synthetic documents, training, thresholds, measuring, weights.
#
#   models/tagger/run.sh DATA [MINUTES] [SEEDS]      e.g. ../shared/data 90 "7 8"
#
# Each seed trains for MINUTES; several are averaged. A second call goes on where an interrupted one stopped; `rm -r out` starts anew.
set -euo pipefail

data="$(realpath "${1:?the folder with pii/}")"
minutes="${2:-120}"
seeds="${3:-7}"
cd "$(dirname "${BASH_SOURCE[0]}")"

if [ ! -e .venv/ready ] || ! cmp --quiet requirements.txt .venv/ready; then
    python3.11 -m venv .venv
    .venv/bin/pip install --quiet --requirement requirements.txt
    cp requirements.txt .venv/ready
fi
python="$PWD/.venv/bin/python"
"$python" -m unittest discover --quiet --start-directory tests --top-level-directory .
"$python" -m pipeline.base
mkdir -p out
[ -e out/synthetic.jsonl ] || "$python" -m generate --skeletons skeletons --seed 1 --count 14000 --out out/synthetic.jsonl
"$python" -m pipeline.split --data "$data" --to heldout.json

runs=()
for seed in $seeds; do
    run="out/seed-$seed"
    [ -e "$run/final.pt" ] ||
        "$python" -m pipeline.train --data "$data" --synthetic out/synthetic.jsonl --minutes "$minutes" --seed "$seed" --out "$run"
    runs+=("$run/final.pt")
done
"$python" -m pipeline.soup --to out/final.pt "${runs[@]}"
"$python" -m pipeline.thresholds --data "$data" --synthetic out/synthetic.jsonl --weights out/final.pt --to out/thresholds.json
"$python" -m pipeline.evaluate --data "$data" --synthetic out/synthetic.jsonl --weights out/final.pt --thresholds out/thresholds.json --to out/evaluation.md
for case in upper lower title; do
    "$python" -m pipeline.evaluate --data "$data" --weights out/final.pt --thresholds out/thresholds.json --case "$case" \
        --sets tab144,panorama151,wikigold,presidio_synth_v2 --to "out/evaluation-$case.md"
done
"$python" -m pipeline.export --weights out/final.pt --thresholds out/thresholds.json --version "$(cat VERSION)" --to weights
