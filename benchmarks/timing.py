"""How things are timed here.

Rules this module keeps: what is compared is measured in one run and in turns, in random order, so that a busy machine slows both; the middle value
counts, never the best one; the garbage collector stays on.
"""

from __future__ import annotations

import os
import random
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Result:
    """Medians in seconds (or in ``unit``); ``bar`` is the highest ratio allowed, or None where only the figure is wanted."""

    name: str
    against: str
    ours: float
    plain: float
    times: int
    bar: float | None = None
    note: str = ""
    unit: str = "s"

    @property
    def ratio(self) -> float:
        return self.ours / self.plain

    @property
    def held(self) -> bool:
        return self.bar is None or self.ratio <= self.bar

    def __str__(self) -> str:
        bar = "" if self.bar is None else f"  bar {self.bar:g}: {'held' if self.held else 'NOT HELD'}"
        return (
            f"{self.name}: {self.ratio:.2f} x {self.against} "
            f"({self._said(self.ours)} to {self._said(self.plain)}, medians of {self.times}){bar}{'  ' + self.note if self.note else ''}"
        )

    def _said(self, value: float) -> str:
        return _said(value) if self.unit == "s" else f"{value:.3g} {self.unit}"


def clocked(do: Callable[[], object]) -> float:
    """Seconds that one call takes."""
    started = time.perf_counter()
    do()
    return time.perf_counter() - started


def in_turns(takers: Mapping[str, Callable[[], float]], times: int, *, seed: int = 2026) -> dict[str, float]:
    """The median of ``times`` answers of each taker (seconds), asked in random order after one unmeasured turn each."""
    order = list(takers) * times
    random.Random(seed).shuffle(order)
    for take in takers.values():
        take()
    taken: dict[str, list[float]] = {name: [] for name in takers}
    for name in order:
        taken[name].append(takers[name]())
    return {name: statistics.median(values) for name, values in taken.items()}


def compare(name: str, against: str, ours: Callable[[], object], plain: Callable[[], object], times: int) -> Result:
    """Time two calls in turns."""
    medians = in_turns({"ours": lambda: clocked(ours), "plain": lambda: clocked(plain)}, times)
    return Result(name, against, medians["ours"], medians["plain"], times)


def quiet() -> dict[str, str]:
    """The environment of a program that is measured: without a screen, unless one was asked for, and without that platform's
    remarks about what it does not support.
    """
    given = dict(os.environ)
    given.setdefault("QT_QPA_PLATFORM", "offscreen")
    given.setdefault("QT_LOGGING_RULES", "qt.qpa.*=false;default.warning=false")
    return given


class Measured(Protocol):
    """A figure, said by ``str``, and whether its bar was held."""

    @property
    def held(self) -> bool: ...


def failed(results: Sequence[Measured]) -> list[Measured]:
    return [result for result in results if not result.held]


def _said(seconds: float) -> str:
    return f"{seconds * 1e3:.3g} ms" if seconds >= 1e-3 else f"{seconds * 1e6:.3g} µs"
