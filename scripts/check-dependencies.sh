#!/usr/bin/env bash
# What the crates that we use may be and do: bans, licences, sources (deny.toml), and known weaknesses where the database
# of advisories can be reached. Not reaching it is told, not hidden, and is no failure: the rest needs no network.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

cargo deny --log-level error check --hide-inclusion-graph bans licenses sources

if timeout 60 cargo deny --log-level off fetch db >/dev/null 2>&1; then
    cargo deny --log-level error check --hide-inclusion-graph --disable-fetch advisories
else
    echo "check-dependencies: the database of advisories cannot be reached from here; advisories were NOT checked" >&2
fi
