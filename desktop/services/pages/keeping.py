"""What checking a whole record book found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verified:
    statements: int
    problems: tuple[str, ...]
