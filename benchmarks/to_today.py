"""From the key that opens to Today painted, in the real window with its workers, with a record book of many concerns.

Rules this module keeps: the passphrase costs next to nothing here, because its cost is wanted and the person's computer's own; each round
locks and opens again; the page counts when it is painted with what it read.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.timing import quiet

ROOT = Path(__file__).resolve().parent.parent
BAR = 0.5  # seconds


@dataclass(frozen=True, slots=True)
class Opened:
    """Seconds, without the key derivation."""

    median: float
    worst: float
    times: int
    concerns: int

    @property
    def held(self) -> bool:
        return self.median <= BAR

    def __str__(self) -> str:
        return (
            f"unlock to Today in the window with {self.concerns} concerns: median {self.median * 1e3:.0f} ms, worst "
            f"{self.worst * 1e3:.0f} ms of {self.times}  bar {BAR * 1e3:.0f}: {'held' if self.held else 'NOT HELD'}"
        )


def measure(home: Path, concerns: int, times: int) -> Opened:
    """``home`` holds one record book with ``concerns`` concerns, made by ``benchmarks.books`` at the cheap cost."""
    environment = {**quiet(), "GUARDBOOK_HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.to_today", str(times)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        check=True,
        timeout=600,
    )
    taken = [float(part) for part in done.stdout.split()]
    return Opened(statistics.median(taken), max(taken), times, concerns)


def run(times: int) -> None:
    """Be the application, open and lock ``times`` times, and say how long each opening took."""
    from PySide6.QtWidgets import QApplication

    from benchmarks.books import PASSPHRASE
    from desktop import places
    from desktop.app import Application
    from desktop.ui.today.view import TodayPageView
    from desktop.ui.unlock.view import UnlockPage

    qt = QApplication([])
    application = Application(qt, places.home())
    application.start()

    def until(so: Callable[[], bool]) -> None:
        while not so():
            qt.processEvents()

    until(lambda: application.books._books is not None)  # noqa: SLF001 - the worker has loaded the rest
    warmed: list[None] = []
    application.tasks.run(lambda: None, warmed.append)
    until(lambda: bool(warmed))
    told: list[float] = []
    show = TodayPageView.show_groups

    def shown(page: TodayPageView, *said: object, **more: object) -> None:
        show(page, *said, **more)  # type: ignore[arg-type]  # whatever it takes, as it came
        page.repaint()
        told.append(time.perf_counter())

    TodayPageView.show_groups = shown  # type: ignore[method-assign,assignment]  # watched from outside: the product has no hook for a stopwatch
    for turn in range(times + 1):
        page = next(door for door in application.window.findChildren(UnlockPage) if door.isVisible())
        assert page.presenter is not None
        told.clear()
        began = time.perf_counter()
        page.presenter.unlock(PASSPHRASE)
        until(lambda: bool(told))
        if turn:  # the first one loads what is loaded once
            sys.stdout.write(f"{told[0] - began}\n")
        application.window.leave_book()
        until(lambda: any(door.isVisible() for door in application.window.findChildren(UnlockPage)))
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    run(int(sys.argv[1]))
