"""The one way from a worker to the window's thread: a queued signal."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal


class Bridge(QObject):
    """``post`` may be called on any thread; the job runs on the thread this object lives on."""

    _came = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._came.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def post(self, job: Callable[[], None]) -> None:
        self._came.emit(job)

    def _run(self, job: Callable[[], None]) -> None:
        job()
