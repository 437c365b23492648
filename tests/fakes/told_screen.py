"""A view that keeps what it was told to show, whatever it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class ToldScreen:
    """``shown`` has each call: its name, and its values in their order."""

    def __init__(self) -> None:
        self.shown: list[tuple[str, tuple[Any, ...]]] = []

    def __getattr__(self, name: str) -> Callable[..., Any]:
        return lambda *values, **more: self.shown.append((name, (*values, *more.values())))

    def last(self, name: str) -> tuple[Any, ...]:
        return next(values for shown, values in reversed(self.shown) if shown == name)

    def problems(self) -> list[str]:
        return [problem.field for problem in self.last("show_problems")[0]]
