"""What the desktop says: that something needs the person, and no more. Over a real message bus of our own."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from PySide6.QtDBus import QDBusConnection

from desktop.ui.shell.needs import Needs
from desktop.ui.shell.notifying import tell

SERVER = """
import os, sys
from PySide6.QtCore import ClassInfo, QCoreApplication, QObject, Slot
from PySide6.QtDBus import QDBusConnection
app = QCoreApplication([])
@ClassInfo({"D-Bus Interface": "org.freedesktop.Notifications"})
class Desktop(QObject):
    @Slot("QString", "uint", "QString", "QString", "QString", "QStringList", "QVariantMap", "int", result="uint")
    def Notify(self, *said):
        print(repr(said), flush=True)
        return 7
desktop, bus = Desktop(), QDBusConnection.sessionBus()
bus.registerObject("/org/freedesktop/Notifications", desktop, QDBusConnection.RegisterOption.ExportAllSlots)
bus.registerService("org.freedesktop.Notifications")
print("ready", flush=True)
app.exec()
"""


@pytest.fixture
def desktop() -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The address of a bus, and a desktop on it that prints what it is told."""
    if shutil.which("dbus-daemon") is None:
        pytest.skip("needs dbus-daemon")
    command = ["dbus-daemon", "--session", "--print-address=1", "--nofork", "--nopidfile"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as daemon:
        assert daemon.stdout is not None
        address = daemon.stdout.readline().strip()
        with subprocess.Popen(
            [sys.executable, "-c", SERVER],
            env={"DBUS_SESSION_BUS_ADDRESS": address, "PATH": "/usr/bin"},
            stdout=subprocess.PIPE,
            text=True,
        ) as server:
            assert server.stdout is not None
            assert server.stdout.readline().strip() == "ready"
            yield address, server
            QDBusConnection.disconnectFromBus("notes")
            server.terminate()
        daemon.terminate()


def test_the_desktop_is_told_that_something_needs_the_person_and_nothing_else(
    desktop: tuple[str, subprocess.Popen[str]],
) -> None:
    address, server = desktop
    assert tell(QDBusConnection.connectToBus(address, "notes"))
    assert server.stdout is not None
    assert server.stdout.readline().strip() == repr(
        ("Guardbook", 0, "", "Guardbook: something needs you", "", [], {}, -1)
    )


def test_without_a_desktop_that_listens_nothing_is_said() -> None:
    began = time.monotonic()
    assert not tell(QDBusConnection("there is no such connection"))
    assert time.monotonic() - began < 2


def test_each_new_need_is_said_once_and_only_to_who_is_away() -> None:
    told = Needs()
    assert [told.is_more(now) for now in (2, 2, 3, 3, 2, 3)] == [False, False, True, False, False, True]
    told.looked()
    assert not told.is_more(9)
