#!/usr/bin/python3
"""Drags files onto a window the way a file manager does: a GTK source of text/uri-list and a real mouse.

    drag.py --to X,Y [--pause SECONDS] FILE...

Shows a small source window, presses the button on it, moves the pointer in steps to X,Y (pixels of the screen), hovers for
the pause, lets go. Exit 0: the target took the files. Exit 1: nobody took them; the reason is on stderr.
"""

import argparse
import pathlib
import subprocess
import sys
import threading
import time

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("Gdk", "3.0")
from gi.repository import Gdk, GLib, Gtk  # noqa: E402

SIZE = 72
STEPS = 24
PATIENCE_S = 20


def mouse(*arguments):
    subprocess.run(["xdotool", *map(str, arguments)], check=True)


class Source(Gtk.Window):
    """The thing that is picked up. `outcome` holds why it failed, or None when the files were taken."""

    def __init__(self, files):
        # Not managed: it stays where it is put and above everything.
        super().__init__(type=Gtk.WindowType.POPUP)
        self.uris = [pathlib.Path(file).resolve().as_uri() for file in files]
        self.asked = threading.Event()
        self.outcome = "the drag did not begin"
        self.set_default_size(SIZE, SIZE)
        box = Gtk.EventBox()
        box.add(Gtk.Label(label="Files"))
        self.add(box)
        box.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, [], Gdk.DragAction.COPY)
        box.drag_source_add_uri_targets()
        box.connect("drag-begin", self.begun)
        box.connect("drag-data-get", self.get)
        box.connect("drag-failed", self.failed)
        box.connect("drag-end", self.ended)

    def begun(self, *_):
        self.outcome = "the target never asked for the files"

    def get(self, _widget, _context, data, _info, _time):
        data.set_uris(self.uris)
        self.asked.set()

    def failed(self, _widget, _context, result):
        self.outcome = f"the drag was not accepted ({result.value_nick})"
        return True  # no animation back

    def ended(self, *_):
        if self.asked.is_set() and not self.outcome.startswith("the drag was not"):
            self.outcome = None
        Gtk.main_quit()


def perform(start, end, pause):
    """The hand: runs beside the main loop, because the source must answer while the mouse moves."""
    mouse("mousemove", *start)
    mouse("mousedown", 1)
    for step in range(1, STEPS + 1):
        mouse("mousemove", *(round(a + (b - a) * step / STEPS) for a, b in zip(start, end)))
        time.sleep(0.02)  # a hand is not faster; the protocol answers each motion
    # The target must have had the time to say that it would take them.
    mouse("mousemove", end[0] + 1, end[1])
    time.sleep(pause)
    mouse("mousemove", *end)
    time.sleep(0.1)
    mouse("mouseup", 1)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--to", required=True, type=lambda text: tuple(int(part) for part in text.split(",")))
    parser.add_argument("--pause", type=float, default=0.5)
    parser.add_argument("files", nargs="+")
    options = parser.parse_args()

    source = Source(options.files)
    source.move(4, 4)
    start = (4 + SIZE // 2, 4 + SIZE // 2)
    hand = threading.Thread(target=perform, args=(start, options.to, options.pause), daemon=True)
    source.connect("map-event", lambda *_: hand.start() if not hand.is_alive() else None)
    source.show_all()
    GLib.timeout_add_seconds(PATIENCE_S, Gtk.main_quit)
    Gtk.main()
    if source.outcome:
        sys.exit(f"drag: {source.outcome}")


if __name__ == "__main__":
    main()
