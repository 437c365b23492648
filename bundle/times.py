"""Times on the wire: whole seconds since 1970 in UTC, as JSON integers.

Rules this module keeps:

* one moment has one encoding; fractions of a second are dropped when written;
* a time that is not aware, or before 1970 or after 9999, is refused.
"""

from __future__ import annotations

from datetime import UTC, datetime

from bundle.errors import Malformed

MAX_SECONDS = 253_402_300_799  # 9999-12-31T23:59:59Z


def to_seconds(moment: datetime) -> int:
    """Return an aware ``moment`` as whole seconds since 1970; a naive one is the caller's mistake (``ValueError``)."""
    if moment.tzinfo is None:
        raise ValueError("a time on the wire must be aware")
    return int(moment.timestamp() // 1)


def from_seconds(value: object) -> datetime:
    """Return the aware UTC moment of a JSON integer; anything else raises ``Malformed``."""
    if type(value) is not int or not 0 <= value <= MAX_SECONDS:
        raise Malformed("not a time in whole seconds")
    return datetime.fromtimestamp(value, UTC)


def whole_seconds(moment: datetime) -> datetime:
    """Return ``moment`` in UTC without its fraction of a second, as it will read back from the wire."""
    return from_seconds(to_seconds(moment))
