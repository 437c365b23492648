"""The main window over real record books, with a worker that does one piece of work at a time when it is asked to."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import Any, cast

from PySide6.QtWidgets import QApplication

from desktop.services.session import Session
from desktop.ui.page import Page
from desktop.ui.recovery.wiring import Words
from desktop.ui.settings.wiring import Around
from desktop.ui.shell.book_view import BookView
from desktop.ui.shell.joining import join
from desktop.ui.shell.navigation import navigation_for
from desktop.ui.shell.page_table import page_table
from desktop.ui.shell.presenter import ShellPresenter
from desktop.ui.shell.routes import Place
from desktop.ui.shell.window import MainWindow
from desktop.ui.tasks import Tasks

QUIET = 12  # turns of the event loop in which nothing happened
IDLE = 0.0015  # seconds


def _always() -> bool:
    return True


class Turns:
    """``Runs``, doing its work between two turns of the event loop, so that a turn holds the window's own work only."""

    def __init__(self) -> None:
        self.waiting: deque[tuple[Callable[[], bool], Callable[[], Any], Any, Any]] = deque()

    def run(self, fn: Callable[[], Any], then: Any = None, failed: Any = None) -> None:
        self.run_while(_always, fn, then, failed)

    def run_while(self, alive: Callable[[], bool], fn: Callable[[], Any], then: Any = None, failed: Any = None) -> None:
        self.waiting.append((alive, fn, then, failed))

    def owned_by(self, alive: Callable[[], bool]) -> Owned:
        return Owned(self, alive)

    def work(self) -> Callable[[], None]:
        """Do the next piece; what is returned tells the window of it."""
        alive, fn, then, failed = self.waiting.popleft()
        try:
            result = fn()
        except Exception as error:
            if failed is None:
                raise
            failure = error
            return lambda: failed(failure) if alive() else None
        return lambda: then(result) if then is not None and alive() else None


class Owned:
    def __init__(self, turns: Turns, alive: Callable[[], bool]) -> None:
        self._turns, self._alive = turns, alive

    def run(self, fn: Callable[[], Any], then: Any = None, failed: Any = None) -> None:
        self._turns.run_while(self._alive, fn, then, failed)


class Shell:
    """A window with an open book. ``longest`` is the longest turn of the loop since ``rest`` was last called, in seconds."""

    def __init__(self, qt: QApplication, session: Session, *, desk: bool) -> None:
        self._qt = qt
        self.turns = Turns()
        around = Around(
            "light",
            100,
            "0",
            False,
            lambda _palette, _percent: None,
            lambda _chosen: None,
            lambda: "",
            lambda *_of: b"",
            cast("Words", None),  # no page of a test goes there
        )
        tasks = cast("Tasks", self.turns)  # all that a page asks of its tasks
        table = page_table(session, tasks, tasks, lambda: around)
        self.book = BookView(table, navigation_for(desk=desk))
        presenter = ShellPresenter(self.book, session.ringing, session.letters, self.turns, session.now)
        self.book.read_again = presenter.read
        self.window = MainWindow()
        join(self.book, self.window, session.finding, self.turns, lambda _step: None, desk=desk)
        self.window.show_book(self.book)
        self.window.show()
        self.window.activateWindow()
        self.rest()

    def go(self, place: Place) -> float:
        """Go there and wait until nothing happens any more; the longest time the window could not answer, in seconds."""
        longest = self._timed(lambda: self.book.go(place))
        return max(longest, self.rest())

    def rest(self) -> float:
        """Turn until nothing happens; the longest turn. Times are of this thread, so that other programs do not count."""
        longest, quiet = 0.0, 0
        while quiet < QUIET:
            took = self._timed(self._qt.processEvents)
            quiet = quiet + 1 if took < IDLE and not self.turns.waiting else 0
            if self.turns.waiting:
                took = max(took, self._timed(self.turns.work()))
                quiet = 0
            longest = max(longest, took)
        return longest

    def page(self) -> Page:
        page = self.book.page()
        assert page is not None
        return page

    def close(self) -> None:
        self.window.guard.watch(False)
        self.window.close()

    @staticmethod
    def _timed(job: Callable[[], object]) -> float:
        began = time.thread_time()
        job()
        return time.thread_time() - began
