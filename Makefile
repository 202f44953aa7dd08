# Each target sets up what it needs, then calls cargo and npm. `make run` and `make test` are all that a fresh machine needs.
#
#   make run [FILE=…]   build and open the app (with FILE); without a display: summarise FILE, or the sample, in the terminal
#   make test           everything that must hold: style, lints, licences, unit tests, the real window end to end
#   make bench          measure this machine and write docs/benchmarks.md
#   make lint           the quick checks of `make test` alone
#   make e2e            the real window alone
#   make tagger DATA=…  train the tagger again and write models/tagger/weights (two hours on two cores); MINUTES and SEEDS set the length
#   make fuzz           give every reader of files bent ones (needs the nightly compiler); SECONDS=… for each, TARGETS=… to choose
#   make screenshots    drive the real window and write docs/screenshots/
#   make clean          remove what was built; what was installed and downloaded stays

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.NOTPARALLEL:
.DEFAULT_GOAL := run

export PATH := $(CURDIR)/target/tools/bin:$(CURDIR)/target/tools/typos/bin:$(PATH)
export CARGO_TERM_PROGRESS_WHEN ?= never

BUILT := $(or $(CARGO_TARGET_DIR),target)/debug
# The app's page is built into the binary, not served by a development server. One set of features for every call of
# cargo below: another set would compile the heavy libraries a second time.
FEATURES := --features confidant-app/custom-protocol
SAMPLE := samples/Lease_Weiss.pdf
FILE ?=

# Folders too: a removed file changes the date of its folder.
UI_SOURCES := $(shell find ui -path ui/node_modules -prune -o -path ui/dist -prune -o -print 2>/dev/null)

.PHONY: run test bench lint e2e fuzz tagger screenshots clean setup-run setup-test build ui-test rust-test

run: setup-run ui/dist/index.html
	cargo build $(FEATURES) --package confidant-app --package confidant-cli
	scripts/run.sh "$(BUILT)" "$(SAMPLE)" "$(FILE)"

test: setup-test lint ui-test rust-test e2e

# The quickest first. Clippy needs ui/dist: the window's page is part of the app at compile time.
lint: setup-test ui/dist/index.html
	cargo fmt --all --check
	typos
	scripts/check-dependencies.sh
	npm --prefix ui run check
	cargo clippy --workspace --all-targets $(FEATURES) -- --deny warnings

ui-test: setup-test
	npm --prefix ui test

rust-test: setup-test ui/dist/index.html
	cargo test --workspace $(FEATURES)

e2e: setup-test build
	rm -rf tests/e2e/.output
	tests/e2e/session.sh node --test --test-concurrency=1 tests/e2e/*.test.mjs

screenshots: setup-test build
	tests/e2e/session.sh node tests/e2e/screenshots.mjs docs/screenshots

fuzz:
	scripts/fuzz.sh $(or $(SECONDS),600) $(TARGETS)

bench: setup-test ui/dist/index.html
	cargo xtask bench

tagger:
	models/tagger/run.sh "$(DATA)" $(or $(MINUTES),120) "$(or $(SEEDS),7)"

build: ui/dist/index.html
	cargo build --workspace --all-targets $(FEATURES)

setup-run:
	@scripts/setup.sh run

setup-test:
	@scripts/setup.sh test

# The folder ui/node_modules comes from the set-up.
ui/dist/index.html: $(UI_SOURCES)
	npm --prefix ui run build
	@touch $@

clean:
	cargo clean --profile dev
	cargo clean --profile release
	rm -rf ui/dist tests/e2e/.output
