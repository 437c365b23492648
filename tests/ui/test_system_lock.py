"""Locking with the computer, over a real message bus of our own."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator

import pytest
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from pytestqt.qtbot import QtBot

from desktop.ui.shell.system_lock import LOGIN, SCREENS, SystemLock
from desktop.ui.shell.windows_lock import is_lock

pytestmark = pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="needs dbus-daemon")
SAVER = "org.gnome.ScreenSaver"


@pytest.fixture
def bus() -> Iterator[str]:
    """The address of a message bus that nobody else knows."""
    command = ["dbus-daemon", "--session", "--print-address=1", "--nofork", "--nopidfile"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as daemon:
        assert daemon.stdout is not None
        yield daemon.stdout.readline().strip()
        for name in ("ours", "theirs"):
            QDBusConnection.disconnectFromBus(name)
        daemon.terminate()


def _say(bus: str, service: str, path: str, interface: str, name: str, *arguments: object) -> None:
    theirs = QDBusConnection.connectToBus(bus, "theirs")
    theirs.registerService(service)
    message = QDBusMessage.createSignal(path, interface, name)
    message.setArguments(list(arguments))
    assert theirs.send(message)


@pytest.mark.parametrize(
    ("service", "path", "interface", "name", "arguments"),
    [
        (LOGIN, "/org/freedesktop/login1", f"{LOGIN}.Manager", "PrepareForSleep", (True,)),
        (LOGIN, "/org/freedesktop/login1/session/_31", f"{LOGIN}.Session", "Lock", ()),
        (
            LOGIN,
            "/org/freedesktop/login1/session/_31",
            "org.freedesktop.DBus.Properties",
            "PropertiesChanged",
            (f"{LOGIN}.Session", {"Active": False}, ["IdleHint"]),
        ),
        *((name, paths[0], name, "ActiveChanged", (True,)) for name, paths in SCREENS.items()),
    ],
)
def test_a_locked_screen_a_sleep_and_a_locked_session_lock_the_book(
    qtbot: QtBot, bus: str, service: str, path: str, interface: str, name: str, arguments: tuple[object, ...]
) -> None:
    ours = QDBusConnection.connectToBus(bus, "ours")
    lock = SystemLock(ours, ours)
    with qtbot.waitSignal(lock.lock_due, timeout=10_000):
        _say(bus, service, path, interface, name, *arguments)


def test_waking_and_unlocking_lock_nothing(qtbot: QtBot, bus: str) -> None:
    ours = QDBusConnection.connectToBus(bus, "ours")
    lock = SystemLock(ours, ours)
    heard: list[str] = []
    lock.lock_due.connect(lambda: heard.append("lock"))
    _say(bus, LOGIN, "/org/freedesktop/login1", f"{LOGIN}.Manager", "PrepareForSleep", False)
    with qtbot.waitSignal(lock.lock_due, timeout=10_000):  # said after it, so heard after it
        _say(bus, LOGIN, "/org/freedesktop/login1/session/_31", f"{LOGIN}.Session", "Lock")
    assert heard == ["lock"]


def test_without_a_bus_it_is_quiet(qtbot: QtBot) -> None:
    nobody = QDBusConnection("there is no such connection")
    SystemLock(nobody, nobody)


@pytest.mark.parametrize(
    ("message", "what", "locks"),
    [
        (0x0218, 4, True),
        (0x0218, 7, False),
        (0x02B1, 7, True),
        (0x02B1, 2, True),
        (0x02B1, 8, False),
        (0x0100, 7, False),
    ],
)
def test_windows_says_the_same_in_its_own_messages(message: int, what: int, locks: bool) -> None:
    assert is_lock(message, what) is locks
