#!/usr/bin/env bash
# Runs a command inside a desktop of its own: a display without a screen, a session bus, an unlocked keyring, a window
# manager, and empty folders for everything that programs remember. Nothing of the person's own desktop is touched.
#
#   tests/e2e/session.sh COMMAND…
#
# The command finds DISPLAY, DBUS_SESSION_BUS_ADDRESS, HOME and the XDG folders set, and E2E_HOME, the folder above them,
# which is removed at the end.
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"

export PATH="$here/../../target/tools/bin:$PATH"

if [ "${E2E_STAGE:-}" != inside ]; then
    # First stage: the folders, the display, and a bus that ends with the command.
    E2E_HOME="$(mktemp -d "${TMPDIR:-/tmp}/confidant-e2e.XXXXXX")"
    export E2E_HOME E2E_STAGE=inside
    export HOME="$E2E_HOME/home" XDG_RUNTIME_DIR="$E2E_HOME/run"
    export XDG_DATA_HOME="$HOME/.local/share" XDG_CONFIG_HOME="$HOME/.config" XDG_CACHE_HOME="$HOME/.cache" XDG_STATE_HOME="$HOME/.local/state"
    mkdir -p "$XDG_DATA_HOME" "$XDG_CONFIG_HOME" "$XDG_CACHE_HOME" "$XDG_STATE_HOME"
    mkdir -p -m 700 "$XDG_RUNTIME_DIR"
    # A person's session must not leak in; the accessibility bus and the graphics card have no part here.
    unset WAYLAND_DISPLAY SESSION_MANAGER DESKTOP_STARTUP_ID DBUS_SESSION_BUS_ADDRESS GTK_THEME
    export NO_AT_BRIDGE=1 GDK_BACKEND=x11 LIBGL_ALWAYS_SOFTWARE=1 WEBKIT_DISABLE_DMABUF_RENDERER=1 LC_ALL=C.UTF-8

    # Room for the main window and its frame.
    Xvfb -displayfd 3 -screen 0 "${E2E_SCREEN:-1440x900x24}" -nolisten tcp 3>"$E2E_HOME/display" >"$E2E_HOME/xvfb.log" 2>&1 &
    xvfb=$!
    trap 'kill "$xvfb" 2>/dev/null || true; wait "$xvfb" 2>/dev/null || true; rm -rf "$E2E_HOME"' EXIT
    for _ in $(seq 200); do
        [ -s "$E2E_HOME/display" ] && break
        kill -0 "$xvfb" 2>/dev/null || { cat "$E2E_HOME/xvfb.log" >&2; exit 1; }
        sleep 0.05
    done
    [ -s "$E2E_HOME/display" ] || { echo "session: Xvfb did not name its display within 10 s" >&2; exit 1; }
    DISPLAY=":$(tr -d '[:space:]' <"$E2E_HOME/display")"
    export DISPLAY
    status=0
    # What the bus says about itself goes to a file; the command gets our stderr back below.
    dbus-run-session -- "$here/session.sh" "$@" 4>&2 2>"$E2E_HOME/dbus.log" || status=$?
    exit "$status"
fi

# Second stage, on the bus: the keyring, opened with a password of its own, and the window manager.
exec 2>&4 4>&-
eval "$(printf 'e2e' | gnome-keyring-daemon --unlock --components=secrets 2>"$E2E_HOME/keyring.log" | sed 's/^/export /')"
openbox --config-file "$here/desktop/openbox.xml" >"$E2E_HOME/openbox.log" 2>&1 &
openbox=$!
for _ in $(seq 200); do
    xprop -root _NET_SUPPORTING_WM_CHECK 2>/dev/null | grep -q 'window id' && break
    kill -0 "$openbox" 2>/dev/null || { cat "$E2E_HOME/openbox.log" >&2; exit 1; }
    sleep 0.05
done
status=0
"$@" || status=$?
kill "$openbox" 2>/dev/null || true
[ -z "${GNOME_KEYRING_PID:-}" ] || kill "$GNOME_KEYRING_PID" 2>/dev/null || true
exit "$status"
