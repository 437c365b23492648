"""Letters out and in, and how fresh what is here is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desktop.domain.statements import Changes


@dataclass(frozen=True, slots=True)
class LetterRow:
    bundle: str
    direction: str  # "out" or "in"
    state: str
    who: str  # to or from
    about: str  # a child's name, for the screen only
    written_at: datetime
    delivered_at: datetime | None
    reason: str  # error class name when set aside; messages.py has the words
    child: str = ""
    seen: bool = False  # set aside, and a person said that they know it


@dataclass(frozen=True, slots=True)
class Freshness:
    joined: bool
    reached_at: datetime | None
    waiting: int
    area: str  # "Ashmere MASH"


@dataclass(frozen=True, slots=True)
class Exchange:
    sent: int
    fetched: int
    set_aside: int
    skew_seconds: float
    changes: Changes
    problems: tuple[str, ...] = ()  # error class names of things that went wrong and were left for later
    waiting: int = 0
