"""Dates and times as people in the United Kingdom read them.

Rules this module keeps:

* local time is that of London, by rule (last Sundays of March and October, 01:00 UTC), because not every machine
  has a time zone database;
* words never follow the machine's locale;
* a moment is aware; a day is a ``date``; an age is told in the unit a person would use.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time, timedelta, tzinfo
from functools import lru_cache

from desktop.language import mark, tr

_DAYS = (mark("Mon"), mark("Tue"), mark("Wed"), mark("Thu"), mark("Fri"), mark("Sat"), mark("Sun"))
_LONG_DAYS = (
    mark("Monday"),
    mark("Tuesday"),
    mark("Wednesday"),
    mark("Thursday"),
    mark("Friday"),
    mark("Saturday"),
    mark("Sunday"),
)
MONTHS = (
    mark("January"),
    mark("February"),
    mark("March"),
    mark("April"),
    mark("May"),
    mark("June"),
    mark("July"),
    mark("August"),
    mark("September"),
    mark("October"),
    mark("November"),
    mark("December"),
)
_SHORT_MONTHS = (
    mark("Jan"), mark("Feb"), mark("Mar"), mark("Apr"), mark("May"), mark("Jun"),
    mark("Jul"), mark("Aug"), mark("Sep"), mark("Oct"), mark("Nov"), mark("Dec"),
)  # fmt: skip
_HOUR = timedelta(hours=1)
_COUNTED = range(1000, 9000)  # years from which days and months are counted either way; a record of others may name any


def _last_sunday(year: int, month: int) -> date:
    last = date(year, month, monthrange(year, month)[1])
    return last - timedelta(days=(last.weekday() + 1) % 7)


@lru_cache(maxsize=128)
def _summer(year: int) -> tuple[datetime, datetime]:
    """Start and end of summer time, naive UTC (Summer Time Order 2002)."""
    at = time(1)
    return datetime.combine(_last_sunday(year, 3), at), datetime.combine(_last_sunday(year, 10), at)


class _London(tzinfo):
    """Europe/London since 1996."""

    def utcoffset(self, when: datetime | None) -> timedelta:
        return self.dst(when)

    def dst(self, when: datetime | None) -> timedelta:
        if when is None:
            return timedelta(0)
        wall = when.replace(tzinfo=None, fold=0)
        start, end = _summer(wall.year)
        if end <= wall < end + _HOUR:  # the hour that comes twice: the first time round it is still summer
            return timedelta(0) if when.fold else _HOUR
        return _HOUR if start + _HOUR <= wall < end else timedelta(0)

    def tzname(self, when: datetime | None) -> str:
        return "BST" if self.dst(when) else "GMT"

    def fromutc(self, when: datetime) -> datetime:
        start, end = _summer(when.year)
        utc = when.replace(tzinfo=None)
        shifted = utc + _HOUR if start <= utc < end else utc
        return shifted.replace(tzinfo=self, fold=int(end <= utc < end + _HOUR))

    def __repr__(self) -> str:
        return "London"


LONDON: tzinfo = _London()


def moment_of(text: str) -> datetime | None:
    """The moment that local ISO text names (to the day: its midnight), or None when it names none that can be counted from."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if moment.year not in _COUNTED:
        return None
    return local(moment) if moment.tzinfo else moment.replace(tzinfo=LONDON)


def local(moment: datetime) -> datetime:
    """An aware moment on London's clock; at the very ends of the calendar, where no clock is, as it was written."""
    try:
        return moment.astimezone(LONDON)
    except OverflowError:  # others write these texts: "0001-01-01T00:00+14:00" is a day before the first
        return moment.replace(tzinfo=LONDON)


def day_words(day: date) -> str:
    """``Fri 12 Mar 2027``"""
    return f"{tr(_DAYS[day.weekday()])} {day.day} {short_month(day)} {day.year}"


def short_month(day: date) -> str:
    """``Mar``"""
    return tr(_SHORT_MONTHS[day.month - 1])


def long_day(day: date) -> str:
    """``12 March 2027``"""
    return f"{day.day} {tr(MONTHS[day.month - 1])} {day.year}"


def weekday(day: date) -> str:
    """``Friday``"""
    return tr(_LONG_DAYS[day.weekday()])


def moment_words(moment: datetime) -> str:
    """``20 November 2026 at 09:05``, London time when aware, as it stands when naive."""
    shown = local(moment) if moment.tzinfo else moment
    return tr("{long_day} at {shown}", long_day=long_day(shown.date()), shown=f"{shown:%H:%M}")


def event_words(at: str, precision: str = "exact", note: str = "") -> str:
    """A ``When`` in words: ``20 November 2026 at 09:05``, ``about 20 November 2026``, ``not known exactly``."""
    try:
        said = moment_words(datetime.fromisoformat(at)) if "T" in at else long_day(date.fromisoformat(at))
    except ValueError:
        said = at
    if not said:
        said = tr("not known exactly") if precision != "exact" else ""
    elif precision == "about":
        said = tr("about {said}", said=said)
    elif precision == "unknown":
        said = tr("{said}, not known exactly", said=said)
    elif precision == "noticed":
        said = tr("noticed {said}", said=said)
    return f"{said} ({note})" if said and note else said or note


def parse_day(text: str) -> date | None:
    """The day of an ISO date or date-time, or None; also where the calendar ends before anything can be counted from it."""
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        return None
    return day if day.year in _COUNTED else None


def months_between(born: date, on: date) -> int:
    """Whole months of age on a day; negative before birth."""
    return (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day)


def add_months(day: date, count: int) -> date:
    """The same day of the month ``count`` months later, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def age_words(born: date, on: date) -> str:
    """``3 days``, ``11 weeks``, ``8 months``, ``9 years``; "" before birth."""
    days = (on - born).days
    if days < 0:
        return ""
    months = months_between(born, on)
    for count, enough, said in (
        (months // 12, 2, mark("%n year(s)")),
        (months, 6, mark("%n month(s)")),
        (days // 7, 1, mark("%n week(s)")),
        (days, 0, mark("%n day(s)")),
    ):
        if count >= enough:
            return tr(said, n=count)
    return ""
