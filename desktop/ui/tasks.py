"""Work that must not run on the window's thread.

Rules this module keeps:

* all database work runs on one worker thread, in the order asked; network work runs on a second one;
* a result reaches the window by one route only (``post``, a queued Qt signal in the application);
* a callback dies with its owner: when the page is gone, nothing is called; it is let go on the window's thread, never on a worker;
* a failure is an exception given to ``failed``; without one, to ``unhandled``;
* no Qt here, so presenters can name these types.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from functools import partial
from typing import Protocol, TypeVar

T = TypeVar("T")

Job = Callable[[], None]


def _nobody(_error: Exception) -> None:
    """Used when a failure has no listener at all (tests of small parts)."""


class Runs(Protocol):
    """What a presenter needs: run ``fn`` elsewhere, then be told here."""

    def run(
        self,
        fn: Callable[[], T],
        then: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run ``fn`` on the worker; afterwards call ``then(result)`` or ``failed(exception)`` on the window's thread."""
        ...


class Tasks:
    """One worker thread with a queue. ``post`` carries a finished job to the window's thread."""

    def __init__(
        self,
        post: Callable[[Job], None],
        *,
        name: str = "records",
        unhandled: Callable[[Exception], None] = _nobody,
    ) -> None:
        self._post = post
        self.unhandled = unhandled
        self._queue: queue.SimpleQueue[_Errand | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._thread.start()

    def run(
        self,
        fn: Callable[[], T],
        then: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        self.run_while(_always, fn, then, failed)

    def run_while(
        self,
        alive: Callable[[], bool],
        fn: Callable[[], T],
        then: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """As ``run``; but when ``alive()`` is false afterwards, nobody is called. The work itself is always done."""
        self._queue.put(_Errand(alive, fn, then, failed or self._nobody_asked))

    def owned_by(self, alive: Callable[[], bool]) -> Runs:
        """The same worker for one owner; ``alive`` says whether the owner still exists."""
        return Owned(self, alive)

    def stop(self, timeout: float = 10.0) -> None:
        """Finish what was asked, then end the thread."""
        self._queue.put(None)
        if threading.current_thread() is not self._thread:
            self._thread.join(timeout)

    def _nobody_asked(self, error: Exception) -> None:
        self.unhandled(error)  # looked up now: it is set after this is made

    def _work(self) -> None:
        while (errand := self._queue.get()) is not None:
            errand.do()
            self._post(errand.tell)


class _Errand:
    """One piece of work. What it refers to (pages, by its callbacks) is let go on the window's thread only, in ``tell``:
    a widget whose last reference goes on a worker would be deleted there.
    """

    def __init__(
        self,
        alive: Callable[[], bool],
        fn: Callable[[], T],
        then: Callable[[T], None] | None,
        failed: Callable[[Exception], None],
    ) -> None:
        def do() -> Job:
            try:
                result = fn()
            except Exception as error:  # noqa: BLE001  # the worker must outlive any failure; it is handed on
                return partial(failed, error)
            return partial(then, result) if then is not None else _nothing

        self._alive, self._do, self._then = alive, do, _nothing

    def do(self) -> None:
        """On the worker."""
        self._then = self._do()

    def tell(self) -> None:
        """On the window's thread. Nobody is called when the owner is gone."""
        alive, then = self._alive, self._then
        self._alive, self._do, self._then = _always, _done, _nothing
        if alive():
            then()


class Owned:
    """A worker seen by one owner."""

    def __init__(self, tasks: Tasks, alive: Callable[[], bool]) -> None:
        self._tasks = tasks
        self._alive = alive

    def run(
        self,
        fn: Callable[[], T],
        then: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        self._tasks.run_while(self._alive, fn, then, failed)


def _always() -> bool:
    return True


def _nothing() -> None:
    """Nobody wants to be told."""


def _done() -> Job:
    return _nothing
