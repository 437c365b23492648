"""Building a screen in short steps, so that the window answers in between.

Rules this module keeps: a step is what lies between two ``yield``s and takes a few milliseconds; steps are taken by the
event loop until ``BUDGET`` is used up, then keys, clicks and painting come first; whoever needs the whole calls ``finish``.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QBoxLayout, QWidget

BUDGET = 0.005  # seconds of steps in one go


def prepare(part: QWidget) -> None:
    """Give a part that is still hidden its style, so that showing it is quick."""
    part.ensurePolished()
    for inner in part.findChildren(QWidget):
        inner.ensurePolished()


def appear(column: QBoxLayout, parts: Iterable[QWidget]) -> Iterator[None]:
    """The steps that put parts into a column, one after the other."""
    for part in parts:
        part.hide()
        column.addWidget(part)
        prepare(part)
        yield
        part.show()
        yield


class Slices:
    """Takes the steps of one iterator after another; dies with ``owner``."""

    def __init__(self, owner: QObject) -> None:
        self._steps: list[Iterator[None]] = []
        self._timer = QTimer(owner)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go)

    def begin(self, steps: Iterator[None]) -> None:
        """Take these steps after those that are still to be taken."""
        self._steps.append(steps)
        self._timer.start()

    def drop(self) -> None:
        """Forget the steps that are still to be taken."""
        self._steps.clear()
        self._timer.stop()

    def finish(self) -> None:
        """Take all steps now."""
        while self._step():
            pass

    def busy(self) -> bool:
        return bool(self._steps)

    def _go(self) -> None:
        until = time.perf_counter() + BUDGET
        while self._step() and time.perf_counter() < until:
            pass

    def _step(self) -> bool:
        """Take one step; False when none is left."""
        if not self._steps:
            self._timer.stop()
            return False
        steps = self._steps[0]
        try:
            next(steps)
        except StopIteration:
            self._steps.remove(steps)
            if not self._steps:
                self._timer.stop()
        return bool(self._steps)
