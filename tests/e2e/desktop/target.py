#!/usr/bin/python3
"""A stand-in for the app, to prove the desktop harness itself: takes drops and shows a tray menu, and says so on stdout."""

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("AyatanaAppIndicator3", "0.1")
from gi.repository import AyatanaAppIndicator3 as Indicator  # noqa: E402
from gi.repository import Gdk, Gtk  # noqa: E402


def say(*words):
    print(*words, flush=True)


window = Gtk.Window(title="Harness target")
window.set_default_size(900, 600)
window.drag_dest_set(Gtk.DestDefaults.ALL, [], Gdk.DragAction.COPY)
window.drag_dest_add_uri_targets()
window.connect("drag-data-received", lambda _w, _c, _x, _y, data, _i, _t: say("dropped", *data.get_uris()))
window.connect("key-press-event", lambda _w, event: say("key", Gdk.keyval_name(event.keyval)))

menu = Gtk.Menu()
for label in ("Open", "Quick prompt", "Quit"):
    entry = Gtk.MenuItem(label=label)
    entry.connect("activate", lambda entry: Gtk.main_quit() if entry.get_label() == "Quit" else say("menu", entry.get_label()))
    menu.append(entry)
menu.show_all()
indicator = Indicator.Indicator.new("harness", "document-open", Indicator.IndicatorCategory.APPLICATION_STATUS)
indicator.set_status(Indicator.IndicatorStatus.ACTIVE)
indicator.set_menu(menu)

window.connect("map-event", lambda *_: say("shown"))
window.show_all()
Gtk.main()
say("quit")
