"""Plays steps one after another, says what each one proved, and remembers what did not hold."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


class DidNotHold(Exception):
    """A step's claim was looked at and was not so."""


@dataclass(slots=True)
class Stage:
    """``say`` prints. ``failed`` lists the steps that did not hold."""

    say: Callable[[str], None]
    failed: list[str] = field(default_factory=list)
    played: int = 0

    @contextmanager
    def step(self, number: str, title: str) -> Iterator[Step]:
        """One step. A claim that fails, or a fault, ends the step and the play goes on."""
        step = Step()
        self.played += 1
        try:
            yield step
        except Exception as fault:  # noqa: BLE001 - whatever went wrong, it is said and counted
            self.failed.append(number)
            where = traceback.extract_tb(fault.__traceback__)[-1]
            self.say(
                f"{number:<4} DID NOT HOLD  {title}\n       {type(fault).__name__}: {fault} ({where.name}, line {where.lineno})"
            )
            return
        self.say(f"{number:<4} {title}")
        for claim in step.proved:
            self.say(f"       - {claim}")


@dataclass(slots=True)
class Step:
    proved: list[str] = field(default_factory=list)

    def holds(self, claim: str, so: object) -> None:
        """Keep a claim that was looked at. Raises DidNotHold when it is not so."""
        if not so:
            raise DidNotHold(claim)
        self.proved.append(claim)
