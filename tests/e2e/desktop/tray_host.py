#!/usr/bin/python3
"""A tray without a desktop: owns org.kde.StatusNotifierWatcher, reads the menus of the items that register, clicks them.

Commands come as one JSON object per line on stdin; every command gets one JSON object per line on stdout:

    {"do": "items"}                     -> {"items": ["<bus name><path>", ...]}
    {"do": "menu"}                      -> {"menu": [{"label", "enabled", "checked"}, ...]}   of the newest item
    {"do": "click", "label": "Quit"}    -> {"clicked": "Quit"}
    {"do": "leave"}                     -> {"left": true}        gives the name back: the desktop has no tray any more

A command that cannot be done answers {"error": "..."}. The first line on stdout is {"ready": true}.
"""

import json
import sys

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

NAME = "org.kde.StatusNotifierWatcher"
WATCHER = Gio.DBusNodeInfo.new_for_xml(
    """
<node>
  <interface name="org.kde.StatusNotifierWatcher">
    <method name="RegisterStatusNotifierItem"><arg type="s" direction="in"/></method>
    <method name="RegisterStatusNotifierHost"><arg type="s" direction="in"/></method>
    <property name="RegisteredStatusNotifierItems" type="as" access="read"/>
    <property name="IsStatusNotifierHostRegistered" type="b" access="read"/>
    <property name="ProtocolVersion" type="i" access="read"/>
    <signal name="StatusNotifierItemRegistered"><arg type="s"/></signal>
    <signal name="StatusNotifierItemUnregistered"><arg type="s"/></signal>
    <signal name="StatusNotifierHostRegistered"/>
  </interface>
</node>
"""
).interfaces[0]

TIMEOUT_MS = 5000


class Tray:
    """The registered items, oldest first, as (bus name, object path)."""

    def __init__(self, bus):
        self.bus = bus
        self.items = []
        self.owner = 0
        bus.register_object("/StatusNotifierWatcher", WATCHER, self.called, self.read, None)

    def called(self, _bus, sender, _path, _interface, method, arguments, invocation):
        if method == "RegisterStatusNotifierItem":
            (service,) = arguments.unpack()
            # Ayatana registers its object path, others their bus name.
            item = (sender, service) if service.startswith("/") else (service, "/StatusNotifierItem")
            if item not in self.items:
                self.items.append(item)
            Gio.bus_watch_name_on_connection(self.bus, item[0], Gio.BusNameWatcherFlags.NONE, None, self.gone)
            self.announce("StatusNotifierItemRegistered", "".join(item))
        invocation.return_value(None)

    def gone(self, _bus, name):
        for item in [item for item in self.items if item[0] == name]:
            self.items.remove(item)
            self.announce("StatusNotifierItemUnregistered", "".join(item))

    def announce(self, signal, service):
        self.bus.emit_signal(None, "/StatusNotifierWatcher", NAME, signal, GLib.Variant("(s)", (service,)))

    def read(self, _bus, _sender, _path, _interface, name):
        return {
            "RegisteredStatusNotifierItems": GLib.Variant("as", ["".join(item) for item in self.items]),
            "IsStatusNotifierHostRegistered": GLib.Variant("b", True),
            "ProtocolVersion": GLib.Variant("i", 0),
        }[name]

    def call(self, name, path, interface, method, arguments, reply):
        answer = self.bus.call_sync(
            name, path, interface, method, arguments, GLib.VariantType(reply), Gio.DBusCallFlags.NONE, TIMEOUT_MS, None
        )
        return answer.unpack()

    def entries(self):
        """(bus name, menu path, entries of the newest item's menu, as (id, properties))."""
        if not self.items:
            raise LookupError("no tray item is registered")
        name, path = self.items[-1]
        (menu,) = self.call(
            name, path, "org.freedesktop.DBus.Properties", "Get", GLib.Variant("(ss)", ("org.kde.StatusNotifierItem", "Menu")), "(v)"
        )
        self.call(name, menu, "com.canonical.dbusmenu", "AboutToShow", GLib.Variant("(i)", (0,)), "(b)")
        _revision, (_root, _properties, children) = self.call(
            name, menu, "com.canonical.dbusmenu", "GetLayout", GLib.Variant("(iias)", (0, -1, [])), "(u(ia{sv}av))"
        )
        return name, menu, [(child[0], child[1]) for child in children]

    def menu(self):
        return [
            {
                "label": plain(properties),
                "enabled": properties.get("enabled", True),
                "checked": properties.get("toggle-state", 0) == 1,
            }
            for _, properties in self.entries()[2]
            if properties.get("type") != "separator" and properties.get("visible", True)
        ]

    def click(self, label):
        name, menu, entries = self.entries()
        for number, properties in entries:
            if plain(properties) == label and properties.get("enabled", True):
                event = GLib.Variant("(isvu)", (number, "clicked", GLib.Variant("s", ""), 0))
                self.call(name, menu, "com.canonical.dbusmenu", "Event", event, "()")
                return
        raise LookupError(f"the menu has no entry '{label}' that can be clicked: {[plain(p) for _, p in entries]}")

    def arrive(self, then):
        self.owner = Gio.bus_own_name_on_connection(self.bus, NAME, Gio.BusNameOwnerFlags.NONE, lambda *_: then(), None)

    def leave(self):
        Gio.bus_unown_name(self.owner)
        self.items.clear()


def plain(properties):
    """The label as it is read: without the underscore that marks its key."""
    return properties.get("label", "").replace("__", "\0").replace("_", "").replace("\0", "_")


def say(message):
    print(json.dumps(message), flush=True)


def main():
    loop = GLib.MainLoop()
    tray = Tray(Gio.bus_get_sync(Gio.BusType.SESSION, None))

    def command(line):
        order = json.loads(line)
        match order["do"]:
            case "items":
                return {"items": ["".join(item) for item in tray.items]}
            case "menu":
                return {"menu": tray.menu()}
            case "click":
                tray.click(order["label"])
                return {"clicked": order["label"]}
            case "leave":
                tray.leave()
                return {"left": True}
        return {"error": f"unknown command {order['do']}"}

    def heard(source, _condition):
        line = source.readline()
        if not line:
            loop.quit()
            return False
        try:
            say(command(line))
        except (GLib.Error, LookupError) as error:
            say({"error": str(error)})
        return True

    GLib.io_add_watch(sys.stdin, GLib.PRIORITY_DEFAULT, GLib.IOCondition.IN | GLib.IOCondition.HUP, heard)
    tray.arrive(lambda: say({"ready": True}))
    loop.run()


if __name__ == "__main__":
    main()
