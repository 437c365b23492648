"""The most memory the program ever had: started, unlocked, Today and one child shown, with a record book of many concerns.

Rules this module keeps: a process of its own with the real application and its workers, started as ``python -m desktop`` starts it; the
figure is the kernel's peak of resident memory, all of it, Qt's and Python's too; a joined book has gone a round of its courier, which
loads all that talks to the hub, and finds the hub away. The passphrase costs next to nothing here, for its memory is asked for before
and given back. How much a form adds is said too.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.timing import quiet

ROOT = Path(__file__).resolve().parent.parent
BAR = 150.0  # MB


@dataclass(frozen=True, slots=True)
class Peak:
    """In MB (10^6 bytes), when each stage stood."""

    door: float
    today: float
    child: float
    form: float
    concerns: int
    joined: bool

    @property
    def held(self) -> bool:
        return self.child <= BAR

    def __str__(self) -> str:
        return (
            f"memory at the most with {self.concerns} concerns, {'joined' if self.joined else 'not joined'}: {self.child:.0f} MB "
            f"(at the door {self.door:.0f}, at Today {self.today:.0f}; {self.form:.0f} with the form of a concern)  bar {BAR:.0f}: {'held' if self.held else 'NOT HELD'}"
        )


def measure(home: Path, concerns: int, passphrase: str, *, joined: bool = False) -> Peak:
    """``home`` holds one record book with ``concerns`` concerns, made by ``benchmarks.books``."""
    environment = {**quiet(), "GUARDBOOK_HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.memory", passphrase],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        check=True,
        timeout=300,
    )
    door, today, child, form = (float(part) for part in done.stdout.split())
    return Peak(door, today, child, form, concerns, joined)


def peak() -> float:
    """This process's peak of resident memory so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


def run(passphrase: str) -> None:
    """Be the application, and say the peak at the door, at Today, at the first child and at an empty form."""
    from desktop.ui.shell.lean import read_no_sources

    read_no_sources()  # as desktop.__main__ does
    from PySide6.QtWidgets import QApplication

    from desktop import places
    from desktop.app import Application
    from desktop.ui.shell.routes import Place
    from desktop.ui.unlock.view import UnlockPage

    qt = QApplication([])
    application = Application(qt, places.home())
    application.start()

    def until(so: object) -> None:
        assert callable(so)
        while not so():
            qt.processEvents()

    until(lambda: application.books._books is not None)  # noqa: SLF001 - the worker has loaded the rest
    _rest(qt, application)
    door = peak()
    page = application.window.findChildren(UnlockPage)[0]
    assert page.presenter is not None
    page.presenter.unlock(passphrase)
    until(lambda: application.book is not None and application.book.page() is not None)
    _rest(qt, application)
    today = peak()
    book, session = application.book, application.session
    assert book is not None
    assert session is not None
    found: list[str] = []
    application.tasks.run(lambda: session.children.search("")[0].id, found.append)
    until(lambda: bool(found))
    book.go(Place("child", found[0]))
    _rest(qt, application)
    child = peak()
    book.go(Place("concern"))
    _rest(qt, application)
    sys.stdout.write(f"{door} {today} {child} {peak()}\n")
    sys.stdout.flush()
    os._exit(0)


def _rest(qt: object, application: object) -> None:
    """Turn the loop until both workers have done what was asked, four times over: what it showed may ask again."""
    from PySide6.QtWidgets import QApplication

    from desktop.app import Application

    assert isinstance(qt, QApplication)
    assert isinstance(application, Application)
    for _ in range(4):
        done: list[None] = []
        application.network.run(
            lambda: None, done.append
        )  # the courier's round first: its steps are the other worker's
        while not done:
            qt.processEvents()
        application.tasks.run(lambda: None, done.append)
        while len(done) < 2:
            qt.processEvents()
        for _turn in range(50):
            qt.processEvents()


if __name__ == "__main__":
    run(sys.argv[1])
