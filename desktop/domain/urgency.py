"""Is it urgent, and whom to ring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Number:
    """The number to ring now. ``until`` is when the other number takes over (aware), or None."""

    name: str
    number: str
    hours: str  # "in" or "out"
    until: datetime | None
