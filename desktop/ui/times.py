"""How dates and times are said on screens.

Rules this module keeps:

* every aware time is shown on the clock of Europe/London, in 24 hours, with the month as a word;
* an event's own time is local wall-clock text (ISO 8601) with how sure the person was; it is never shifted;
* pure: the present moment is a parameter.
"""

from __future__ import annotations

from datetime import date, datetime

from desktop.domain.dates import LONDON, MONTHS, long_day, parse_day, short_month
from desktop.domain.records import Precision, When
from desktop.ui.language import mark, tr

NOT_KNOWN = mark("Not known")


def clock(moment: datetime) -> str:
    """Return "09:41" for an aware datetime."""
    return moment.astimezone(LONDON).strftime("%H:%M")


def when(moment: datetime) -> str:
    """Return "20 November 2026 at 09:05" for an aware datetime."""
    local = moment.astimezone(LONDON)
    return tr("{day} at {local}", day=day(local.date()), local=f"{local:%H:%M}")


def brief(moment: datetime) -> str:
    """Return "20 Nov 2026, 09:05": for columns of a table."""
    local = moment.astimezone(LONDON)
    return f"{local.day} {short_month(local.date())} {local.year}, {local:%H:%M}"


def day(value: date | str) -> str:
    """Return "20 November 2026"; ISO text is accepted, "" is "Not known", other text comes back as it is."""
    if value == "":
        return tr(NOT_KNOWN)
    try:
        known = date.fromisoformat(value[:10]) if isinstance(value, str) else value
    except ValueError:
        return str(value)
    return long_day(known)


def event(at: str, precision: str, note: str = "") -> str:
    """Return an event's own time in words: "about 20 November 2026 at 09:05", or "Not known exactly"."""
    said = tr("Not known exactly")
    if at:
        said = day(at)
        if "T" in at:
            said = tr("{day} at {time}", day=said, time=at.partition("T")[2][:5])
        if precision == Precision.ABOUT:
            said = tr("about {said}", said=said)
        elif precision == Precision.UNKNOWN:
            said = tr("{said}, not known exactly", said=said)
    return f"{said} ({note})" if note else said


def event_brief(at: str, precision: str) -> str:
    """Return an event's own time for a column: "about 20 Nov 2026, 09:05"."""
    if not at:
        return tr(NOT_KNOWN)
    known = parse_day(at)
    said = f"{known.day} {short_month(known)} {known.year}" if known else at
    if "T" in at:
        said += ", " + at.partition("T")[2][:5]
    return {Precision.ABOUT.value: tr("about {said}", said=said), "noticed": tr("noticed {said}", said=said)}.get(
        precision, said
    )


def moment(value: When) -> str:
    """Return ``event`` for a ``When``; "" when nothing at all was answered."""
    if not value.at and not value.note and value.precision == Precision.EXACT:
        return ""
    return event(value.at, value.precision, value.note)


def ago(moment_then: datetime, now: datetime) -> str:
    """Return "just now", "5 minutes ago", "3 hours ago" or "2 days ago"."""
    seconds = max(0, int((now - moment_then).total_seconds()))
    if seconds < 60:
        return tr("just now")
    for size, word in ((86400, mark("%n day(s) ago")), (3600, mark("%n hour(s) ago")), (60, mark("%n minute(s) ago"))):
        if seconds >= size:
            many = seconds // size
            return tr(word, n=many)
    return tr("just now")


def read_day(text: str) -> date | None:
    """Return the date of ISO text or of "20 November 2026"; None when it is neither."""
    number, _, rest = text.partition(" ")
    month, _, year = rest.partition(" ")
    try:
        if month in MONTHS:
            return date(int(year), MONTHS.index(month) + 1, int(number))
        return date.fromisoformat(text)
    except ValueError:
        return None


def age(born: str, today: date) -> str:
    """Return "9 years old", "11 weeks old" or "" for a date of birth, as a health visitor would say it."""
    birth = read_day(born)
    if birth is None:
        return ""
    days = (today - birth).days
    if days < 0:
        return ""
    if days < 7:
        return tr("%n day(s) old", n=days)
    months = (today.year - birth.year) * 12 + today.month - birth.month - (today.day < birth.day)
    if days < 26 * 7:
        return tr("%n week(s) old", n=days // 7)
    if months < 24:
        return tr("%n month(s) old", n=months)
    return tr("%n year(s) old", n=months // 12)
