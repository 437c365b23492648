"""When something is due, as one says it: "due tomorrow by 17:00". No Qt.

Rules this module keeps: the day stands beside the word, so that nobody counts on their fingers; what is overdue is never
"unanswered", only "not seen here": this computer may be the one that is offline.
"""

from __future__ import annotations

from datetime import date, datetime

from desktop.domain.clocks import Due
from desktop.domain.dates import local, weekday
from desktop.ui import times
from desktop.ui.language import tr

NEAR = 6  # days that are named by their weekday


def due_words(due: Due, now: datetime, *, ours: bool = False) -> str:
    """Like "due tomorrow, Tuesday 24 November 2026, by 17:00". ``ours``: it is for us to do, so nobody is waited for."""
    today, day = local(now).date(), due.hold_by or due.day
    days = (day - today).days
    by = "" if due.day_only or due.hold_by else tr(", by {time}", time=f"{local(due.at):%H:%M}")
    if days < 0 or (not days and not due.day_only and now > due.at):
        return _late(day, -days, by) if ours else _overdue(day, -days, by)
    if not days:
        return tr("due today{by}", by=by)
    named = _named(day)
    if days == 1:
        return tr("due tomorrow, {day}{by}", day=named, by=by)
    if days <= NEAR:
        return tr("due in %n day(s), on {day}{by}", n=days, day=named, by=by)
    return tr("due on {day}{by}", day=named, by=by)


def late_words(due: Due, now: datetime) -> str:
    """The same for what we ourselves are to do, shortly: "due tomorrow, ...", "overdue by 2 days"."""
    days = (local(now).date() - (due.hold_by or due.day)).days
    if days <= 0:
        return due_words(due, now, ours=True)
    return tr("overdue by %n day(s), it was due on {day}", n=days, day=_named(due.hold_by or due.day))


def again_words(due: Due, now: datetime) -> str:
    """For what is to be looked at again, so that nothing reads as if it were still to be decided: "look again by Tuesday …"."""
    day = due.hold_by or due.day
    days = (day - local(now).date()).days
    if days > 0:
        return tr("look again by {day}", day=_named(day))
    return tr("look again today") if not days else tr("look again: {late}", late=_late(day, -days, ""))


def _overdue(day: date, days: int, by: str) -> str:
    if not days:
        return tr("was due today{by}. Nothing has been seen here: ring", by=by)
    if days == 1:
        return tr("was due yesterday, {day}. Nothing has been seen here: ring", day=_named(day))
    return tr("was due %n day(s) ago, on {day}. Nothing has been seen here: ring", n=days, day=_named(day))


def _late(day: date, days: int, by: str) -> str:
    """What we ourselves have not done yet: nobody is to be rung for that."""
    if not days:
        return tr("was due today{by}", by=by)
    if days == 1:
        return tr("was due yesterday, {day}", day=_named(day))
    return tr("was due %n day(s) ago, on {day}", n=days, day=_named(day))


def _named(day: date) -> str:
    return f"{weekday(day)} {times.day(day.isoformat())}"
