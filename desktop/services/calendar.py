"""Time limits as a calendar file (iCalendar, RFC 5545), without names. Pure.

Rules this module keeps:

* no name of a child, an adult or an organisation, and no record's words: only which time limit of the guidance it is;
* the UID is made from random ids alone and stays the same, so that a file taken in again moves what it brought before (RFC 5545 3.8.4.7);
* lines end in CRLF and are folded at 75 octets, never inside a character (3.1); text is escaped (3.3.11);
* no alarm rings and nobody is invited: the calendar is a reminder, and the record book is what counts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from desktop.services.pages.waiting import ClockRow

PRODUCT = "-//Guardbook//Guardbook//EN"
OCTETS = 75  # RFC 5545 3.1: of a line, its end not counted


@dataclass(frozen=True, slots=True)
class Limit:
    """One running time limit. ``record`` is a random id; ``words`` are the guidance's ("Decision on the referral")."""

    record: str
    words: str
    due: datetime  # aware
    day_only: bool


def calendar(limits: Iterable[Limit], now: datetime) -> bytes:
    """Return the file's bytes; the same limits give the same bytes but for the stamp. ``now`` is aware."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ]
    for limit in sorted(limits, key=lambda one: (one.due, uid(one))):
        lines += _event(limit, now)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def limits(rows: Iterable[ClockRow]) -> tuple[Limit, ...]:
    """The time limits of rows of Today: what the guidance calls them, and when; nothing else of the row."""
    return tuple(Limit(row.record, row.label, row.due.at, row.due.day_only) for row in rows if row.state != "met")


def uid(limit: Limit) -> str:
    """Of random ids, the same each time."""
    return (
        hashlib.sha256(f"guardbook clock\0{limit.record}\0{limit.words}".encode()).hexdigest()[:32]
        + "@guardbook.invalid"
    )


def _event(limit: Limit, now: datetime) -> list[str]:
    if limit.day_only:
        day = limit.due.date()  # in the zone it was given in: the area's own day
        when = [f"DTSTART;VALUE=DATE:{day:%Y%m%d}", f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"]
    else:
        when = [f"DTSTART:{_utc(limit.due)}"]  # without an end it takes no time (3.6.1)
    return [
        "BEGIN:VEVENT",
        f"UID:{uid(limit)}",
        f"DTSTAMP:{_utc(now)}",
        *when,
        f"SUMMARY:{escaped(f'Guardbook: {limit.words}')}",
        "CLASS:CONFIDENTIAL",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def escaped(text: str) -> str:
    """TEXT as RFC 5545 3.3.11 wants it; control characters are left out."""
    kept = "".join(c for c in text if c == "\n" or (c >= " " and c != "\x7f"))
    return kept.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _folded(line: str) -> bytes:
    """A content line, folded between characters."""
    pieces, piece = [], b""
    for letter in line:
        raw = letter.encode()
        if len(piece) + len(raw) > OCTETS:
            pieces.append(piece)
            piece = b" "
        piece += raw
    return b"\r\n".join([*pieces, piece]) + b"\r\n"
