"""How long to wait before the next try: exponential with full jitter, for ever.

Rules this module keeps: never shorter than what the hub asked for, never longer than the cap, never gives up.
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop.services.ports import Random

FIRST = 2.0  # seconds
CAP = 3600.0


@dataclass(frozen=True, slots=True)
class Backoff:
    """Failures in a row so far. Immutable: ``after_failure`` and ``after_success`` give the next one."""

    failures: int = 0
    asked: float | None = None  # seconds, from Retry-After

    def after_failure(self, retry_after: float | None = None) -> Backoff:
        return Backoff(min(self.failures + 1, 32), retry_after)

    def after_success(self) -> Backoff:
        return Backoff()

    def wait(self, random: Random) -> float:
        """Seconds to wait now. 0 failures: 0. Otherwise uniform in 0..min(CAP, FIRST * 2**(failures-1)), full jitter."""
        if not self.failures:
            return 0.0
        ceiling = min(CAP, FIRST * float(2 ** (self.failures - 1)))
        share = int.from_bytes(random(4), "big") / 2**32
        return min(CAP, max(self.asked or 0.0, ceiling * share))
