#!/usr/bin/env bash
# Gives the readers of confidant-ingest bent files, one reader after the other, and stops at the first finding.
#
#   scripts/fuzz.sh [SECONDS] [TARGET…]    600 seconds for each target, and all targets, unless said otherwise
#
# Needs the nightly compiler and cargo-fuzz. CONFIDANT_FUZZ_FILES may name a folder with real files to start from as well: they stay
# outside the repository. What was learnt is kept in fuzz/corpus, a finding in fuzz/artifacts; see fuzz/README.md.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

seconds="${1:-600}"
shift || true
[[ "$seconds" =~ ^[0-9]+$ ]] || {
    echo "fuzz: '$seconds' is no number of seconds; usage: scripts/fuzz.sh [SECONDS] [TARGET…]" >&2
    exit 2
}
cargo fuzz --version >/dev/null 2>&1 || {
    echo "fuzz: cargo-fuzz was not found; install it with: cargo install cargo-fuzz --locked" >&2
    exit 1
}
cargo +nightly --version >/dev/null 2>&1 || {
    echo "fuzz: the nightly compiler was not found; install it with: rustup toolchain install nightly" >&2
    exit 1
}

# Readers that break most easily come first.
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(rtf msg xls pdf docx xlsx pptx odf eml html epub mbox zip plain csv image draw sniff)
built="${CARGO_TARGET_DIR:-fuzz/target}/x86_64-unknown-linux-gnu/release"

cargo run --quiet --package confidant-ingest --features fuzzing --example seeds -- fuzz/corpus ${CONFIDANT_FUZZ_FILES:+"$CONFIDANT_FUZZ_FILES"}
# No address sanitizer: the crate has no unsafe code but in the part that talks to Tesseract, which is not fuzzed. Without it a
# run reads several times as many files.
cargo +nightly fuzz build --sanitizer none

dictionary() {
    case "$1" in
    rtf | html) echo "fuzz/dictionaries/$1.dict" ;;
    pdf | draw) echo fuzz/dictionaries/pdf.dict ;;
    docx | xlsx | pptx | odf) echo fuzz/dictionaries/office.dict ;;
    eml | mbox) echo fuzz/dictionaries/mail.dict ;;
    epub) echo fuzz/dictionaries/html.dict ;;
    esac
}

# The largest input. Longer ones are slower, and few of them reach other code.
longest() {
    case "$1" in
    pdf | draw | docx | xlsx | pptx | odf | epub | xls | msg | zip) echo 65536 ;;
    *) echo 16384 ;;
    esac
}

log="$(mktemp -d)"
trap 'rm -rf "$log"' EXIT
printf '%-8s %8s %12s %10s %8s %9s  %s\n' target seconds inputs a_second corpus memory finding
for target in "${targets[@]}"; do
    mkdir -p "fuzz/corpus/$target" "fuzz/artifacts/$target"
    words="$(dictionary "$target")"
    status=0
    # The limits of the worker that reads (crates/confidant-ingest/src/serve.rs) with room for the fuzzer itself; the parent waits for 30 seconds.
    (
        ulimit -v 3145728
        nice -n 10 "$built/$target" -max_total_time="$seconds" -timeout=25 -rss_limit_mb=2048 -max_len="$(longest "$target")" \
            -artifact_prefix="fuzz/artifacts/$target/" -print_final_stats=1 ${words:+-dict="$words"} "fuzz/corpus/$target"
    ) >"$log/out" 2>&1 || status=$?
    stat() { sed -n "s/^stat::$1: *//p" "$log/out" | tail -n 1; }
    files="$(find "fuzz/corpus/$target" -type f | wc -l)"
    ran="$(sed -n 's/^Done [0-9]* runs in \([0-9]*\) second.*/\1/p' "$log/out")"
    finding="$(sed -n 's/.*Test unit written to //p' "$log/out" | tail -n 1)"
    [ "$status" -eq 0 ] || finding="${finding:-exit status $status}"
    printf '%-8s %8s %12s %10s %8s %6s MB  %s\n' "$target" "${ran:--}" "$(stat number_of_executed_units)" "$(stat average_exec_per_sec)" \
        "$files" "$(stat peak_rss_mb)" "${finding:-none}"
    if [ "$status" -ne 0 ]; then
        # What was bent is made up; a real file in CONFIDANT_FUZZ_FILES may be quoted by the message of a panic.
        grep -E 'panicked|broken promise|ERROR: libFuzzer|SUMMARY|memory allocation' "$log/out" >&2 || tail -n 5 "$log/out" >&2
        exit 1
    fi
done
