"""Workers on the caller's thread: one that works at once, one whose answers come later, one that never begins by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class FakeTasks:
    """Runs each job when asked; keeps failures nobody listened for in ``unheard``."""

    def __init__(self) -> None:
        self.unheard: list[Exception] = []

    def run(
        self,
        fn: Callable[[], T],
        then: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        try:
            result = fn()
        except Exception as error:  # noqa: BLE001  # as the real worker does
            (failed or self.unheard.append)(error)
            return
        if then is not None:
            then(result)

    def owned_by(self, _alive: Callable[[], bool]) -> FakeTasks:
        return self


class Later:
    """Does the work at once and keeps the answers back until they are asked for, in any order."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def run(
        self,
        fn: Callable[[], T],
        then: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        FakeTasks().run(fn, lambda result: self.waiting.append(lambda: then(result) if then else None), failed)


class Hangs:
    """Begins no work until it is let go: a network that never answers."""

    def __init__(self) -> None:
        self.jobs: list[Callable[[], None]] = []

    def run(
        self,
        fn: Callable[[], T],
        then: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        self.jobs.append(lambda: FakeTasks().run(fn, then, failed))
