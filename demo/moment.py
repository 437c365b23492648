"""The demo's clock: it stands at a day of the scenarios and moves when the story says so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from desktop.domain.dates import LONDON


class Moment:
    """A clock that each read moves on by a second, so that no two things are written at the same time."""

    def __init__(self, at: datetime) -> None:
        self._now = at.astimezone(UTC)

    def now(self) -> datetime:
        self._now += timedelta(seconds=1)
        return self._now

    def set(self, year: int, month: int, day: int, hour: int, minute: int) -> None:
        """Move to a wall-clock time in London."""
        self._now = datetime(year, month, day, hour, minute, tzinfo=LONDON).astimezone(UTC)
