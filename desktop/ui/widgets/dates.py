"""Reading dates and times as people type them. No Qt.

Rules this module keeps: months by number, name or first three letters; two-digit years are refused, not guessed; blank
is allowed and gives ``""``; times accept 9, 9.05, 09:05, 0905 and 5.30pm.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from desktop.ui.language import tr

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip


class NotADate(ValueError):
    """The three fields are not a date. The message is a sentence for the person."""


class NotATime(ValueError):
    """The field is not a time of day. The message is a sentence for the person."""


@dataclass(frozen=True, slots=True)
class DateParts:
    """The three fields as typed."""

    day: str = ""
    month: str = ""
    year: str = ""

    @property
    def blank(self) -> bool:
        return not (self.day.strip() or self.month.strip() or self.year.strip())


def month_number(text: str) -> int:
    """1 to 12 for "3", "03", "mar", "March"; raises NotADate."""
    typed = text.strip().lower().rstrip(".")
    if typed.isascii() and typed.isdigit() and 1 <= int(typed) <= 12:
        return int(typed)
    found = [n for n, name in enumerate(MONTHS, 1) if len(typed) >= 3 and name.startswith(typed)]
    if typed == "sept":
        found = [9]
    if len(found) == 1:
        return found[0]
    raise NotADate(tr("Give the month as a number or a name, like 3 or March"))


def read_date(parts: DateParts) -> str:
    """ISO date, or ``""`` when all three fields are blank. Raises NotADate with a sentence."""
    if parts.blank:
        return ""
    named = ((tr("a day"), parts.day), (tr("a month"), parts.month), (tr("a year"), parts.year))
    missing = [name for name, typed in named if not typed.strip()]
    if missing:
        raise NotADate(tr("The date needs {parts}", parts=tr(" and ").join(missing)))
    month = month_number(parts.month)
    if not re.fullmatch(r"[0-9]{1,2}", parts.day.strip()):
        raise NotADate(tr("Give the day as a number, like 14"))
    if not re.fullmatch(r"[0-9]{4}", parts.year.strip()):
        raise NotADate(tr("Give the year with four figures, like 2017"))
    try:
        return date(int(parts.year), month, int(parts.day)).isoformat()
    except ValueError as error:
        raise NotADate(tr("There is no such date; check the day and the month")) from error


def split_date(iso: str) -> DateParts:
    """The three fields for an ISO date; blank for ``""``."""
    if not iso:
        return DateParts()
    day = date.fromisoformat(iso[:10])
    return DateParts(str(day.day), str(day.month), f"{day.year:04}")


def read_time(text: str) -> str:
    """``HH:MM`` or ``""``; raises NotATime with a sentence."""
    typed = text.strip().lower().replace(" ", "")
    if not typed:
        return ""
    if typed in {"noon", "midday"}:
        return "12:00"
    match = re.fullmatch(r"([0-9]{1,2})(?:[:.h]?([0-9]{2}))?(am|pm)?", typed)
    if match is None:
        raise NotATime(tr("Give the time like 9:05 or 14:30"))
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
    if half and not 1 <= hour <= 12:
        raise NotATime(tr("Give the time like 9:05 or 14:30"))
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59:
        raise NotATime(tr("Give the time like 9:05 or 14:30"))
    return f"{hour:02}:{minute:02}"
