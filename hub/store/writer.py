"""The one writer: a thread that does all changes of the database, many to a commit.

Rules this module keeps:

* changes are done in the order in which they were handed in, each in its own savepoint: one that fails undoes itself
  and no other;
* what waits is committed together (group commit), and nobody is answered before that commit is on the disk;
* when the commit itself fails, everybody in the group is told so, and nothing of it is there.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Engine
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from hub.errors import StoreFull, Unready
from hub.store.driver import sqlcipher

T = TypeVar("T")
GROUP = 64  # changes in one commit at most
Change = Callable[[Connection], Any]


@dataclass(slots=True)
class _Waiting:
    change: Change
    answer: Future[Any]


class Writer:
    """Owns the writing engine. ``do`` may be called from any thread."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._queue: queue.Queue[_Waiting | None] = queue.Queue(maxsize=4096)
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._run, name="hub-writer", daemon=True)
        self._thread.start()

    def do(self, change: Callable[[Connection], T]) -> Future[T]:
        """Hand in one change; the future is done when it is durable. Raises Unready when the queue is full or closed."""
        if self._closed.is_set():
            raise Unready("the hub is stopping")
        waiting = _Waiting(change, Future())
        try:
            self._queue.put_nowait(waiting)
        except queue.Full:
            raise Unready("too many changes wait") from None
        return waiting.answer

    def close(self) -> None:
        """Finish what waits, then stop."""
        if not self._closed.is_set():
            self._closed.set()
            self._queue.put(None)
            self._thread.join()
            self._engine.dispose()

    def _run(self) -> None:
        going = True
        with self._engine.connect() as connection:
            while going:
                group, going = self._gather()
                if group:
                    self._commit(connection, group)

    def _gather(self) -> tuple[list[_Waiting], bool]:
        first = self._queue.get()
        if first is None:
            return [], False
        group = [first]
        while len(group) < GROUP:
            try:
                following = self._queue.get_nowait()
            except queue.Empty:
                break
            if following is None:
                return group, False
            group.append(following)
        return group, True

    def _commit(self, connection: Connection, group: list[_Waiting]) -> None:
        done: list[tuple[Future[Any], Any]] = []
        failed: list[tuple[Future[Any], BaseException]] = []
        try:
            with connection.begin():
                for waiting in group:
                    try:
                        with connection.begin_nested():
                            result = waiting.change(connection)
                    except Exception as fault:  # noqa: BLE001 - whoever handed it in is told
                        failed.append((waiting.answer, told(fault)))
                    else:
                        done.append((waiting.answer, result))
        except Exception as fault:  # noqa: BLE001 - the writer lives on, the group is told
            for waiting in group:
                waiting.answer.set_exception(told(fault))
            return
        for answer, refused in failed:
            answer.set_exception(refused)
        for answer, result in done:
            answer.set_result(result)


def told(fault: BaseException) -> BaseException:
    """Give the hub's own error for a full disk or a busy database; any other fault as it is."""
    original = fault.orig if isinstance(fault, DBAPIError) else fault
    if isinstance(original, sqlcipher.OperationalError):
        text = str(original)
        if "full" in text or "disk I/O" in text:
            return StoreFull("no room left")
        if "locked" in text or "busy" in text:
            return Unready("the database is busy")
    return fault
