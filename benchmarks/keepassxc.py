"""From the start of the process to the unlock window on an X11 screen, against KeePassXC, the vault that people know.

Rules this module keeps: Debian's package, its own unlock window of a fresh database, an ordinary empty home; both are started in turns, in
random order, on one screen, and seen by one eye (``x11``); each has ended before the next begins. Without the package or Xvfb nothing is
measured.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.books import CHEAP, PASSPHRASE, new_book
from benchmarks.timing import Result, in_turns
from benchmarks.x11 import Screen

ROOT = Path(__file__).resolve().parent.parent
BAR = 1.7
GONE = 10.0  # seconds for a program to end


def measure(times: int) -> list[Result]:
    """``times`` starts of each; nothing when KeePassXC or Xvfb is not installed."""
    if shutil.which("keepassxc") is None or shutil.which("Xvfb") is None:
        return []
    with tempfile.TemporaryDirectory() as folder, _screen() as display:
        home = Path(folder)
        new_book(home / ".local/share/Guardbook", CHEAP).lock()
        environment = _environment(home, display)
        database = _database(home, environment)
        screen = Screen(display)
        medians = in_turns(
            {
                "ours": lambda: _start([sys.executable, "-m", "desktop"], environment, screen),
                "theirs": lambda: _start(["keepassxc", str(database)], environment, screen),
            },
            times,
        )
    return [
        Result("cold start to the unlock window on X11", "KeePassXC", medians["ours"], medians["theirs"], times, BAR)
    ]


def _start(command: Sequence[str], environment: dict[str, str], screen: Screen) -> float:
    """Seconds from before the process exists to its window with content."""
    began = time.monotonic()
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as program:
        try:
            return screen.wait() - began
        finally:
            program.terminate()
            program.wait(GONE)
            while not screen.empty():
                time.sleep(0.01)


@contextmanager
def _screen() -> Iterator[str]:
    """An X server of our own, on a number that is free."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        with os.fdopen(reading) as said:
            number = said.readline().strip()
        try:
            yield f":{number}"
        finally:
            server.terminate()


def _environment(home: Path, display: str) -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "GUARDBOOK", "XDG", "QT_"))
    }
    return kept | {"HOME": str(home), "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}


def _database(home: Path, environment: dict[str, str]) -> Path:
    """A fresh KeePassXC database; what is in it does not matter before it is open."""
    file = home / "passwords.kdbx"
    subprocess.run(
        ["keepassxc-cli", "db-create", "-p", str(file)],
        input=f"{PASSPHRASE}\n{PASSPHRASE}\n",
        env=environment | {"QT_QPA_PLATFORM": "offscreen"},
        text=True,
        capture_output=True,
        check=True,
    )
    return file
