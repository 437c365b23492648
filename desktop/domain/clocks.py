"""When something is due, counted from an edition's clocks.

Rules this module keeps:

* a clock is data: amounts, units and their status (verified, local, unverified) come from the edition;
* a clock with two counts shows both, and the earlier one decides;
* a meeting is not held on a day off: "14 Mar 2027 is a Sunday: hold by Fri 12 Mar 2027";
* a clock may run backwards: "at least six weeks before the planned start";
* a count past the end of the list of bank holidays is shown with a warning, never silently.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from desktop.domain.dates import LONDON, add_months, day_words, local, long_day, weekday
from desktop.domain.errors import CalendarEnds, GuidanceUnknown
from desktop.domain.working_days import WorkingDays
from desktop.language import tr

UNITS = ("working_days", "working_hours", "hours", "days", "weeks", "months")
DAY_UNITS = ("working_days", "days", "weeks", "months")
STATUSES = ("verified", "local", "unverified")
SOON = timedelta(days=3)
_LAST_MINUTE = time(23, 59)


@dataclass(frozen=True, slots=True)
class Limit:
    amount: int
    unit: str  # one of UNITS
    label: str = ""


@dataclass(frozen=True, slots=True)
class Clock:
    """A time limit of the edition. ``meeting``: what is due is held on a working day; ``before``: counted back from its beginning."""

    id: str
    label: str
    begins: str
    limits: tuple[Limit, ...]
    status: str  # one of STATUSES
    source: str
    note: str = ""
    meeting: bool = False
    enabled: bool = True
    before: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """A time limit. ``at`` is aware, London time, the day's last minute when ``day_only``; ``words`` are for people."""

    at: datetime
    day_only: bool
    words: str
    warning: str = ""
    hold_by: date | None = None  # the working day before, when a meeting is due on a day off
    days: tuple[date, ...] = ()  # the day of each count of the clock, in the edition's order

    @property
    def day(self) -> date:
        return local(self.at).date()


def due(clock: Clock, start: datetime | date, calendar: WorkingDays) -> Due:
    """When ``clock``, begun at ``start`` (aware, or a day), is due. Raises GuidanceUnknown for a clock of no count."""
    if not clock.limits:
        raise GuidanceUnknown(clock.id)
    try:
        ends = [_count(limit, start, calendar, back=clock.before) for limit in clock.limits]
        warning = ""
    except CalendarEnds:
        calendar = calendar.beyond()
        ends = [_count(limit, start, calendar, back=clock.before) for limit in clock.limits]
        warning = tr(
            "The list of bank holidays does not reach this date. Count by hand and get a newer guidance edition."
        )
    at, first = min(zip(ends, clock.limits, strict=True), key=lambda pair: pair[0])
    day_only = first.unit in DAY_UNITS
    hold_by = _hold_by(at.date(), calendar) if clock.meeting and day_only else None
    return Due(
        at=at,
        day_only=day_only,
        words=_words(clock, ends, at, hold_by),
        warning=warning,
        hold_by=hold_by,
        days=tuple(end.date() for end in ends),
    )


def state(due: Due, now: datetime) -> str:
    """``overdue``, ``today``, ``soon`` (within three days) or ``later``, on London's clock."""
    today = local(now).date()
    day = due.hold_by or due.day
    if today > day or (not due.day_only and now > due.at):
        return "overdue"
    if today == day:
        return "today"
    return "soon" if day - today <= SOON else "later"


def _count(limit: Limit, start: datetime | date, calendar: WorkingDays, *, back: bool) -> datetime:
    begun = local(start) if isinstance(start, datetime) else datetime.combine(start, time(0), LONDON)
    amount = -limit.amount if back else limit.amount
    match limit.unit:
        case "hours":  # elapsed time, also across a change of the clocks
            return local(begun.astimezone(UTC) + timedelta(hours=amount))
        case "working_hours" if not back:
            return calendar.add_hours(begun, amount)
        case "working_days":
            day = calendar.add(begun.date(), amount)
        case "days":
            day = begun.date() + timedelta(days=amount)
        case "weeks":
            day = begun.date() + timedelta(weeks=amount)
        case "months":
            day = add_months(begun.date(), amount)
        case _:
            raise GuidanceUnknown(limit.unit)
    return datetime.combine(day, _LAST_MINUTE, LONDON)


def _hold_by(day: date, calendar: WorkingDays) -> date | None:
    try:
        held = calendar.on_or_before(day)
    except CalendarEnds:
        held = calendar.beyond().on_or_before(day)
    return None if held == day else held


def _words(clock: Clock, ends: list[datetime], at: datetime, hold_by: date | None) -> str:
    if hold_by is not None:
        return tr(
            "{short} is a {day_off}: hold by {day_words}",
            short=_short(at.date()),
            day_off=_day_off(at.date()),
            day_words=day_words(hold_by),
        )
    if len({(end.date(), limit.unit in DAY_UNITS) for end, limit in zip(ends, clock.limits, strict=True)}) > 1:
        pairs = sorted(zip(ends, clock.limits, strict=True), key=lambda pair: pair[0])
        return tr("by ") + tr(", or ").join(f"{_end_words(end, limit)} ({limit_words(limit)})" for end, limit in pairs)
    return tr("by {end_words}", end_words=_end_words(at, clock.limits[ends.index(at)]))


def _end_words(end: datetime, limit: Limit) -> str:
    return (
        day_words(end.date())
        if limit.unit in DAY_UNITS
        else tr("{end} on {day_words}", end=f"{end:%H:%M}", day_words=day_words(end.date()))
    )


def limit_words(limit: Limit) -> str:
    """A count in words: its own label, or "5 working days"."""
    if limit.label:
        return limit.label
    unit = limit.unit.replace("_", " ")
    return f"{limit.amount} {unit[:-1] if limit.amount == 1 else unit}"


def _short(day: date) -> str:
    words = long_day(day).split()
    return f"{words[0]} {words[1][:3]} {words[2]}"


def _day_off(day: date) -> str:
    return weekday(day) if day.weekday() >= 5 else tr("bank holiday")
