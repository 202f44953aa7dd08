#!/usr/bin/env bash
# Opens the built app; where there is no display, summarises in the terminal instead.
#
#   scripts/run.sh FOLDER_OF_BINARIES SAMPLE [FILE]
set -euo pipefail

built="$1"
sample="$2"
file="${3:-}"

if [ -n "$file" ] && [ ! -r "$file" ]; then
    echo "run: '$file' cannot be read; say FILE=path/of/a/document.pdf" >&2
    exit 2
fi
# Outside an installation the models are where the set-up put them.
export CONFIDANT_MODELS="${CONFIDANT_MODELS:-$PWD/models/cache}:$PWD/models/tagger/weights"

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    exec "$built/confidant-app" ${file:+"$(realpath "$file")"}
fi
echo "run: no display was found (DISPLAY and WAYLAND_DISPLAY are empty); here is the summary in the terminal" >&2
exec "$built/confidant" summarize "${file:-$sample}"
