"""Locks when the computer does: its screen is locked, it goes to sleep, another person takes it over, or somebody asks for it.

Rules this module keeps: it only listens, and asks nothing of anybody; without a D-Bus (other systems, bare desktops) it is quiet, and the idle clock
still locks when the machine wakes; what is heard is never kept.
"""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection

LOGIN = "org.freedesktop.login1"
SCREENS = {  # who says that a screen is locked, and where from
    "org.freedesktop.ScreenSaver": ("/org/freedesktop/ScreenSaver", "/ScreenSaver"),
    "org.gnome.ScreenSaver": ("/org/gnome/ScreenSaver",),
    "org.cinnamon.ScreenSaver": ("/org/cinnamon/ScreenSaver",),
    "org.mate.ScreenSaver": ("/org/mate/ScreenSaver", "/"),
}


class SystemLock(QObject):
    """``lock_due`` comes at once, before the machine sleeps where it can."""

    lock_due = Signal()

    def __init__(self, system: QDBusConnection, session: QDBusConnection, parent: QObject | None = None) -> None:
        super().__init__(parent)
        began, now, changed = (
            cast("bytes", SLOT(slot)) for slot in ("began(bool)", "now()", "changed(QString,QVariantMap,QStringList)")
        )  # PySide says bytes and wants text
        if system.isConnected():
            system.connect(LOGIN, "/org/freedesktop/login1", f"{LOGIN}.Manager", "PrepareForSleep", self, began)
            # any session: when another person's is locked on this machine, ours is better locked too
            system.connect(LOGIN, "", f"{LOGIN}.Session", "Lock", self, now)
            system.connect(LOGIN, "", "org.freedesktop.DBus.Properties", "PropertiesChanged", self, changed)
        if session.isConnected():
            for name, paths in SCREENS.items():
                for path in paths:
                    session.connect(name, path, name, "ActiveChanged", self, began)

    @Slot(bool)
    def began(self, on: bool) -> None:
        """The screen lock, or the sleep, began (True) or ended (False)."""
        if on:
            self.lock_due.emit()

    @Slot(str, "QVariantMap", "QStringList")
    def changed(self, interface: str, values: dict[str, object], _unknown: list[str]) -> None:
        """Another person took the screen over: the session that was shown is not any more."""
        if interface == f"{LOGIN}.Session" and values.get("Active") is False:
            self.lock_due.emit()

    @Slot()
    def now(self) -> None:
        self.lock_due.emit()
