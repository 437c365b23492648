"""How much the hub takes from whom.

Rules this module keeps: every number is here, is in seconds, bytes or calls, and has a default that fits a small area.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bundle.directory import MAX_PACKED
from bundle.waybills import MAX_ATTACHMENT, MAX_SEALED, MAX_WAYBILL
from hub.errors import TooOften


@dataclass(frozen=True, slots=True)
class Limits:
    waybill: int = MAX_WAYBILL
    sealed: int = MAX_SEALED
    small_body: int = 16 * 1024  # acknowledgements, invitations
    request_to_join: int = 64 * 1024
    directory: int = MAX_PACKED
    header_bytes: int = 16 * 1024
    header_seconds: float = 10.0  # a whole request head must come within
    quiet_seconds: float = 20.0  # between two pieces of a body
    slowest: int = 4 * 1024  # bytes a second, after the first minute
    connections: int = 512
    signature_seconds: int = 300
    calls: float = 600.0  # a device may make at once
    calls_a_second: float = 10.0
    bytes_at_once: float = 512.0 * 1024 * 1024
    bytes_a_second: float = 1024.0 * 1024
    directories_at_once: int = 16  # offered by members and held in memory while they are judged
    strangers_at_once: int = 4  # the same, by devices that the directory in force does not know
    device_bytes: int = 8 * 1024**3  # of sealed parts kept at once, as sender
    organisation_bytes: int = 64 * 1024**3
    attachment: int = MAX_ATTACHMENT
    attachment_piece: int = 4 * 1024 * 1024  # taken in, or handed out, by one call
    unfinished_uploads: int = 16  # of one device
    page: int = 200  # mailbox entries in one answer
    open_invitations: int = 200
    invitation_days: int = 60


class Allowance:
    """A bucket for each device that fills steadily. Only the event loop's thread uses it."""

    def __init__(self, *, most: float, a_second: float, monotonic: Callable[[], float], devices: int = 50_000) -> None:
        self._most = most
        self._rate = a_second
        self._monotonic = monotonic
        self._devices = devices
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, device: str, amount: float = 1.0) -> None:
        """Take ``amount`` from the device's bucket. Raises TooOften with the seconds until there is enough."""
        now = self._monotonic()
        left, since = self._left.pop(device, (self._most, now))
        left = min(self._most, left + (now - since) * self._rate)
        enough = left >= min(amount, self._most)
        self._left[device] = (left - amount if enough else left, now)
        while len(self._left) > self._devices:
            self._left.popitem(last=False)
        if not enough:
            raise TooOften(max(1, math.ceil((min(amount, self._most) - left) / self._rate)))


class Door:
    """Lets so many in at once, and asks the others to come back. Only the event loop's thread uses it."""

    def __init__(self, most: int) -> None:
        self._left = most

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Be one of those inside. Raises TooOften when it is full."""
        if self._left == 0:
            raise TooOften(5)
        self._left -= 1
        try:
            yield
        finally:
            self._left += 1
