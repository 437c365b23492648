"""When the courier goes again: at a steady pace while all is well, ever later while it is not, at once when asked.

Rules this module keeps:

* it holds no thread and no timer: whoever owns the timer asks ``seconds_until_next`` and calls ``go``;
* a failure, or letters that still wait after an exchange, make the next wait longer (full jitter, 2 s to 1 h, never
  less than the hub's Retry-After), for ever; nothing is ever given up;
* ``wake`` is for a person who presses the button, and for a letter just written: the next round is now, unless the hub
  asked for more time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from desktop.services.pages.letters import Exchange
from desktop.services.ports import Random
from desktop.sync.backoff import Backoff
from desktop.sync.errors import HubBusy, NotJoined, SyncError

STEADY_SECONDS = 120.0


class Exchanging(Protocol):
    def exchange(self) -> Exchange: ...


class Rounds:
    """The pace of one courier."""

    def __init__(self, courier: Exchanging, *, random: Random, monotonic: Callable[[], float]) -> None:
        self._courier = courier
        self._random = random
        self._monotonic = monotonic
        self._backoff = Backoff()
        self._next = monotonic()
        self._not_before = monotonic()

    def seconds_until_next(self) -> float:
        """How long to wait from now; 0.0 when a round is due."""
        return max(0.0, self._next - self._monotonic())

    def wake(self) -> None:
        """Make a round due now, or as soon as the hub wants to hear from us again."""
        self._next = min(self._next, max(self._monotonic(), self._not_before))

    def go(self) -> Exchange:
        """Do one exchange and set the next. Raises what the courier raises; the pace is set either way."""
        try:
            done = self._courier.exchange()
        except NotJoined:
            self._rest(STEADY_SECONDS)
            raise
        except HubBusy as busy:
            self._failed(busy.retry_after)
            raise
        except SyncError:
            self._failed(None)
            raise
        if done.waiting and done.problems:
            self._failed(None)
        else:
            self._backoff = self._backoff.after_success()
            self._rest(STEADY_SECONDS)
        return done

    def _failed(self, retry_after: float | None) -> None:
        self._backoff = self._backoff.after_failure(retry_after)
        if retry_after is not None:
            self._not_before = self._monotonic() + retry_after
        self._rest(self._backoff.wait(self._random))

    def _rest(self, seconds: float) -> None:
        self._next = self._monotonic() + seconds
