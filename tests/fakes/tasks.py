"""A worker that works at once, on the caller's thread."""

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
