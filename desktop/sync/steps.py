"""Database steps from another thread: handed to the one database worker, waited for, and given back.

Rules this module keeps:

* a step runs on the worker's thread and nowhere else; what it returns or raises comes back to the caller;
* a step that the worker never begins (it has stopped: locked, or ending) is taken back after ``patience`` seconds and
  will not run later;
* called on the worker's own thread it runs at once, since waiting there would wait for ever.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import ParamSpec, TypeVar

from desktop.sync.errors import SyncError

T = TypeVar("T")
P = ParamSpec("P")


class WorkerSteps:
    """A ``StepRunner`` over a worker. ``post`` puts one job on the worker's queue (``tasks.run`` of the database)."""

    def __init__(self, post: Callable[[Callable[[], None]], object], *, patience: float = 60.0) -> None:
        self._post = post
        self._patience = patience
        self._worker: int | None = None

    def __call__(self, step: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        if threading.get_ident() == self._worker:
            return step(*args, **kwargs)
        answer: Future[T] = Future()
        begun = threading.Event()

        def job() -> None:
            self._worker = threading.get_ident()
            if not answer.set_running_or_notify_cancel():
                return
            begun.set()
            try:
                answer.set_result(step(*args, **kwargs))
            except BaseException as fault:  # noqa: BLE001 - it is the caller's
                answer.set_exception(fault)

        self._post(job)
        if not begun.wait(self._patience) and answer.cancel():
            raise SyncError("the record book did not take the step")
        return answer.result()
