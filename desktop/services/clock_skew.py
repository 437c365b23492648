"""This computer's clock against the hub's, as it was noticed at each contact.

Rules this module keeps:

* a wrong clock cannot be known offline: it is noticed at a contact, kept with both times, and never corrects anything;
* a difference of five minutes or less is none.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from desktop.domain.statements import Json
from desktop.services.book import OpenBook, Sheet
from desktop.services.times import iso

CLOCK_SKEW = "clock skew"  # setting: rows {"here": ISO, "hub": ISO, "seconds": hub minus ours}, the newest last
TOLERATED = 5 * 60
KEPT = 50


def note_skew(sheet: Sheet, at: datetime, seconds: float) -> None:
    """At a contact at ``at`` of our clock the hub's clock minus ours was ``seconds``."""
    kept = _kept(sheet.book)
    was = _seconds(kept[-1]) if kept else 0.0
    off = seconds if abs(seconds) > TOLERATED else 0.0
    if abs(off - was) > TOLERATED:
        row: Json = {"here": iso(at), "hub": iso(at + timedelta(seconds=seconds)), "seconds": off}
        sheet.writer.put_setting(CLOCK_SKEW, [*kept, row][-KEPT:])


def skew_words(book: OpenBook) -> str:
    """How wrong this clock was at the last contact: "60 minutes ahead of Ashmere MASH"; "" when it was right."""
    kept = _kept(book)
    seconds = _seconds(kept[-1]) if kept else 0.0
    if not seconds:
        return ""
    way = "behind" if seconds > 0 else "ahead of"
    return f"{round(abs(seconds) / 60)} minutes {way} {book.area or 'the hub'}"


def _kept(book: OpenBook) -> list[Json]:
    kept = book.store.setting(CLOCK_SKEW)
    return list(kept) if isinstance(kept, list | tuple) else []


def _seconds(row: Json) -> float:
    seconds = row.get("seconds") if isinstance(row, dict) else None
    return float(seconds) if isinstance(seconds, int | float) else 0.0
