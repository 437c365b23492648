"""The day on which the journeys are made: a Friday in term, in office hours, so that what is said does not hang on today's date."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

BEFORE = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
DAY = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


class StoryClock:
    """Begins at ``at`` and runs on with real time (``services.ports.Clock``)."""

    def __init__(self, at: datetime) -> None:
        self._at, self._began = at, time.monotonic()

    def now(self) -> datetime:
        return self._at + timedelta(seconds=time.monotonic() - self._began)
