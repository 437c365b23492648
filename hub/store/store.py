"""The store as the rest of the hub sees it.

Rules this module keeps:

* changes go through the one writer and are durable when their future is done;
* questions may be asked on any thread, each sees one committed state;
* a bundle is logged only after its sealed part is durable as a file.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

from sqlalchemy.engine import Connection

from hub.store.attachments import Attachments
from hub.store.connection import open_engine
from hub.store.ledger import named_attachments, totals
from hub.store.parts import Parts
from hub.store.schema import bring_up
from hub.store.writer import Writer

T = TypeVar("T")
LEFTOVER_SECONDS = 24 * 3600.0
UNFINISHED_SECONDS = 7 * 24 * 3600.0  # an upload may rest for so long


class Store:
    """The database ``hub.db`` and the folder ``sealed`` in one place. Close it; it owns a thread."""

    def __init__(self, folder: Path, key: bytes, *, now: float) -> None:
        """``key``: 32 raw bytes. ``now``: seconds since the epoch, to sweep what an earlier run left half-way.

        Raises SqliteTooOld, HubDamaged, HubTooNew, StoreFull.
        """
        writing = open_engine(folder / "hub.db", key, writing=True)
        try:
            bring_up(writing)
        except BaseException:
            writing.dispose()
            raise
        self._reading = open_engine(folder / "hub.db", key, writing=False)
        self.parts = Parts(folder / "sealed")
        self.parts.sweep(now - LEFTOVER_SECONDS)
        self.attachments = Attachments(folder / "attachments")
        self.attachments.sweep(now - UNFINISHED_SECONDS, self.ask(named_attachments))
        self._writer = Writer(writing)

    def ask(self, question: Callable[[Connection], T]) -> T:
        """Ask one question (a function of ``hub.store.ledger``) of the last committed state."""
        with self._reading.begin() as connection:
            return question(connection)

    def change(self, change: Callable[[Connection], T]) -> Future[T]:
        """Hand in one change; its future is done when it is durable."""
        return self._writer.do(change)

    def whole(self) -> bool:
        """Whether the database can be asked at all; for the operator's health check."""
        self.ask(totals)
        return True

    def close(self) -> None:
        self._writer.close()
        self._reading.dispose()
