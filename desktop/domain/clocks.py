"""When something is due, from an edition's clocks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Due:
    """A time limit. ``at`` is aware, Europe/London; ``words`` are for people: "by Mon 23 Nov 2026"."""

    at: datetime
    day_only: bool
    words: str
    warning: str = ""
