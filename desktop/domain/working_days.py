"""Working days and working hours: Monday to Friday less the bank holidays of a guidance edition.

Rules this module keeps: the start day is not counted; a count that needs a day outside the list of holidays raises,
because a date that silently forgets a bank holiday is worse than none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from desktop.domain.dates import LONDON, long_day
from desktop.domain.errors import CalendarEnds
from desktop.language import tr

_DAY = timedelta(days=1)
WARN_DAYS = 180  # longer than the longest count (45 working days) and time enough to install a new edition


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """``until`` is the last day the list of ``holidays`` covers, ``since`` the first."""

    holidays: frozenset[date]
    until: date
    since: date = date.min
    opens: time = time(9)
    closes: time = time(17)

    def covers(self, day: date) -> bool:
        return self.since <= day <= self.until

    def is_working(self, day: date) -> bool:
        """Raises CalendarEnds for a weekday outside the list."""
        if day.weekday() >= 5:
            return False
        if not self.covers(day):
            raise CalendarEnds(f"the list of bank holidays runs from {self.since} to {self.until}")
        return day not in self.holidays

    def add(self, day: date, count: int) -> date:
        """The working day ``count`` working days after ``day``, or before it when negative; ``day`` itself is not counted."""
        step = _DAY if count > 0 else -_DAY
        left = abs(count)
        while left:
            day += step
            left -= self.is_working(day)
        return day

    def on_or_before(self, day: date) -> date:
        """``day`` itself, or the working day before it."""
        while not self.is_working(day):
            day -= _DAY
        return day

    def add_hours(self, moment: datetime, hours: int) -> datetime:
        """``hours`` of working time after an aware moment, between ``opens`` and ``closes``."""
        here = moment.astimezone(LONDON)
        left = timedelta(hours=hours)
        while True:
            if self.is_working(here.date()):
                opens = datetime.combine(here.date(), self.opens, LONDON)
                closes = datetime.combine(here.date(), self.closes, LONDON)
                begin = max(here, opens)
                if begin < closes and left <= closes - begin:
                    return begin + left
                left -= max(closes - begin, timedelta(0))
            here = datetime.combine(here.date() + _DAY, time(0), LONDON)

    def is_open(self, moment: datetime) -> bool:
        here = moment.astimezone(LONDON)
        return self.is_working(here.date()) and self.opens <= here.time() < self.closes

    def warning(self, today: date) -> str:
        """What to tell people when the list is about to run out, or "" while there is time."""
        if today > self.until:
            return tr(
                "The list of bank holidays ended on {long_day}. Dates after it may be wrong.",
                long_day=long_day(self.until),
            )
        if (self.until - today).days < WARN_DAYS:
            return tr(
                "The list of bank holidays ends on {long_day}. A newer guidance edition is needed.",
                long_day=long_day(self.until),
            )
        return ""

    def beyond(self) -> WorkingDays:
        """The same calendar without an end: for a date that is shown *with* a warning."""
        return WorkingDays(self.holidays, date.max, date.min, self.opens, self.closes)
