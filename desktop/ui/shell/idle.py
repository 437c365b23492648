"""When the book locks by itself. No Qt.

Rules this module keeps: five minutes without a touch, ten while writing, or what the person chose; a warning for the last 30 seconds; a
jump of the wall clock against the monotonic clock (the machine slept) locks at once.
"""

from __future__ import annotations

from typing import NamedTuple

RESTING = 5 * 60.0
WRITING = 10 * 60.0
WARNING = 30.0
SLEPT = 60.0


class Idle(NamedTuple):
    """``seconds`` until the lock; ``warn`` in the last 30 of them; ``lock`` when they are over."""

    seconds: int
    warn: bool
    lock: bool


class IdleClock:
    """Times in seconds: ``now`` is monotonic, ``wall`` is the wall clock."""

    def __init__(self, now: float, wall: float, *, resting: float = RESTING, writing: float = WRITING) -> None:
        self._touched = now
        self._offset = wall - now
        self.resting, self.writing = resting, writing

    def touched(self, now: float) -> None:
        self._touched = now

    def look(self, now: float, wall: float, *, writing: bool) -> Idle:
        slept = wall - now - self._offset
        self._offset = wall - now
        left = (self.writing if writing else self.resting) - (now - self._touched)
        lock = left <= 0 or slept > SLEPT
        return Idle(max(0, round(left)), warn=not lock and left <= WARNING, lock=lock)
