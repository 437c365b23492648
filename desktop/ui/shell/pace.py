"""When the courier goes its rounds, as long as a book is open.

Rules this module keeps: a round is never begun while one is under way; a letter that is written meanwhile is owed one at once; what a
round itself changed is no reason for another.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QTimer

from desktop.domain.statements import Changes
from desktop.ui.tasks import Runs

LONGEST_REST = 60.0  # seconds between two looks at the rounds
AFTER_A_ROUND = 1000  # milliseconds


class Rounds(Protocol):
    """``sync.rounds.Rounds``."""

    def seconds_until_next(self) -> float: ...
    def wake(self) -> None: ...
    def go(self) -> object: ...


class Pace(QObject):
    """One open book's rounds, gone on the network's worker. Ends with ``end`` or with its owner."""

    def __init__(self, rounds: Rounds, network: Runs, show: Callable[[Changes], None], owner: QObject) -> None:
        super().__init__(owner)
        self._rounds, self._network, self._show = rounds, network, show
        self._under_way = self._owed = self._showing = self._ended = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look)

    def begin(self) -> None:
        self._timer.start(0)

    def end(self) -> None:
        """No further round; one that is under way is shown to nobody."""
        self._ended = True
        self._timer.stop()

    def told(self, changes: Changes) -> None:
        """Something was written: a letter leaves now, not at the next steady round."""
        if self._ended or self._showing or "letter" not in changes.families:
            return
        self._owed = True
        self._rounds.wake()
        self._timer.start(0)

    def _look(self) -> None:
        if self._under_way or self._ended:
            return
        wait = self._rounds.seconds_until_next()
        if wait > 0:
            self._timer.start(int(min(wait, LONGEST_REST) * 1000))
            return
        self._under_way, self._owed = True, False
        self._network.run(self._rounds.go, self._went, self._went)

    def _went(self, result: object) -> None:
        """After a round, good or bad: what it changed is shown, and the next one is planned."""
        self._under_way = False
        if self._ended:
            return
        changes = getattr(result, "changes", None)
        if changes is not None:
            self._showing = True
            self._show(changes)
            self._showing = False
        if self._owed:
            self._rounds.wake()
        self._timer.start(AFTER_A_ROUND)
