#!/usr/bin/env bash
# Installs what this machine still lacks, once.
#
#   scripts/setup.sh run     what building and running the app needs
#   scripts/setup.sh test    the above, and what its tests need: a display without a screen, drivers, checkers
#
# Expects Debian 12 or a relative with git, Rust (cargo) and Node with npm. A second call finds nothing to do and says so
# in a second: it compares a digest of everything that decides the outcome, and looks whether the results are still there.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
part="${1:-run}"
tools="$PWD/target/tools"
stamps="$PWD/target/setup"

rust_at_least="1.95"
node_at_least="20"
tauri_driver="2.1.0"
cargo_deny="0.20.2"
typos="1.52.0"

# The window (WebKitGTK, tray, icons), the C and C++ of llama.cpp and SQLCipher, the fetch of the starter model, text recognition.
packages_run=(
    build-essential clang cmake libclang-dev libssl-dev perl pkg-config
    libayatana-appindicator3-dev libdbus-1-dev librsvg2-dev libwebkit2gtk-4.1-dev
    ca-certificates fonts-dejavu-core python3 python3-pip unzip
    tesseract-ocr tesseract-ocr-eng tesseract-ocr-osd
)
# The real window without a screen: display, session bus, keyring, window manager, mouse and keys, pictures, tray host.
packages_test=(
    dbus dbus-x11 gir1.2-ayatanaappindicator3-0.1 gir1.2-gtk-3.0 gnome-keyring imagemagick
    libsecret-tools openbox poppler-utils python3-gi webkit2gtk-driver x11-utils xauth xclip xdotool xvfb
)

fail() {
    printf 'set-up: %s\n' "$*" >&2
    exit 1
}

case "$part" in
run) packages=("${packages_run[@]}") ;;
test) packages=("${packages_run[@]}" "${packages_test[@]}") ;;
*) fail "say 'run' or 'test', not '$part'" ;;
esac

# True when version $1 is not older than version $2.
at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

check_toolchains() {
    command -v cargo >/dev/null || fail "cargo was not found; install Rust $rust_at_least or newer (https://rustup.rs)"
    command -v npm >/dev/null || fail "npm was not found; install Node $node_at_least or newer, with npm"
    local rust node
    rust="$(rustc --version | cut -d ' ' -f 2)"
    node="$(node --version)"
    at_least "$rust" "$rust_at_least" || fail "Rust $rust is too old; $rust_at_least or newer is needed (rustup update)"
    at_least "${node#v}" "$node_at_least" || fail "Node $node is too old; $node_at_least or newer is needed"
}

missing_packages() {
    local package
    for package in "${packages[@]}"; do
        [ "$(dpkg-query --show --showformat '${db:Status-Status}' "$package" 2>/dev/null || true)" = installed ] ||
            printf '%s\n' "$package"
    done
}

install_packages() {
    local missing root=()
    command -v dpkg-query >/dev/null || {
        echo "set-up: no Debian package manager here; these must be present by other means: ${packages[*]}" >&2
        return
    }
    mapfile -t missing < <(missing_packages)
    [ ${#missing[@]} -gt 0 ] || return 0
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || fail "packages are missing and neither root nor sudo is at hand; as root run:
    apt-get install --no-install-recommends ${missing[*]}"
        root=(sudo)
    fi
    echo "set-up: installing ${missing[*]}"
    local quiet=(-o DPkg::Lock::Timeout=300 -qq)
    "${root[@]}" apt-get "${quiet[@]}" update
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get "${quiet[@]}" install -y --no-install-recommends "${missing[@]}" >/dev/null
}

# Packages of one folder, exactly as its lock file says; nothing when they are there already.
install_node_packages() {
    local folder="$1" stamp
    [ -f "$folder/package-lock.json" ] || return 0
    stamp="$(sha256sum <"$folder/package-lock.json")"
    [ -d "$folder/node_modules" ] && [ "$(cat "$folder/node_modules/.confidant-lock" 2>/dev/null)" = "$stamp" ] && return 0
    echo "set-up: installing the Node packages of $folder"
    npm --prefix "$folder" ci --no-audit --no-fund --loglevel=error
    printf '%s\n' "$stamp" >"$folder/node_modules/.confidant-lock"
}

# A program from the Rust registry, built into target/tools, unless that very version is at hand. Built without
# optimisation: it runs for a second here, and compiling it would take minutes more.
install_tool() {
    local name="$1" version="$2" has=""
    has="$(installed_version "$name")"
    [ "$has" != "$version" ] || return 0
    echo "set-up: building $name $version"
    CARGO_PROFILE_DEV_DEBUG=0 CARGO_INCREMENTAL=0 cargo install --quiet --locked --debug --force \
        --root "$tools" --target-dir "$tools/build" --version "$version" "$name"
    rm -rf "$tools/build"
}

# cargo's own record, because not every program tells its version.
installed_version() {
    cargo install --list --root "$tools" 2>/dev/null | sed -n "s/^$1 v\([^ :]*\).*/\1/p"
}

install_typos() {
    [ "$("$tools/typos/bin/typos" --version 2>/dev/null || true)" != "typos-cli $typos" ] || return 0
    echo "set-up: fetching typos $typos"
    rm -rf "$tools/typos"
    python3 -m pip install --quiet --root-user-action=ignore --disable-pip-version-check --no-deps --only-binary=:all: --target "$tools/typos" "typos==$typos"
}

digest() {
    cat scripts/setup.sh scripts/fetch-starter-model.sh ui/package-lock.json tests/e2e/package-lock.json 2>/dev/null | sha256sum
}

# What the stamp promises must still be there: folders get cleaned, packages removed.
present() {
    [ -z "$(missing_packages)" ] && [ -d ui/node_modules ] &&
        compgen -G "$(cut --delimiter=: --fields=1 <<<"${CONFIDANT_MODELS:-models/cache}")/*.gguf" >/dev/null || return 1
    [ "$part" = run ] || { [ -d tests/e2e/node_modules ] && [ -x "$tools/bin/tauri-driver" ] && [ -x "$tools/bin/cargo-deny" ] && [ -x "$tools/typos/bin/typos" ]; }
}

check_toolchains
if [ "$(cat "$stamps/$part" 2>/dev/null)" = "$(digest)" ] && present; then
    exit 0
fi
install_packages
install_node_packages ui
scripts/fetch-starter-model.sh
if [ "$part" = test ]; then
    install_node_packages tests/e2e
    install_tool tauri-driver "$tauri_driver"
    install_tool cargo-deny "$cargo_deny"
    install_typos
fi
mkdir -p "$stamps"
digest >"$stamps/$part"
echo "set-up: done"
