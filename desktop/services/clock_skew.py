"""This computer's clock against the hub's, as it was noticed at each contact.

Rules this module keeps:

* a wrong clock cannot be known offline: it is noticed at a contact, kept with both times, and never corrects anything;
* a difference of five minutes or less is none;
* it is said as a statement of this device too, which goes with its next letters: whoever reads its times knows.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from desktop.domain.statements import Json, Kind, Statement
from desktop.language import mark, tr
from desktop.services.book import OpenBook, Sheet
from desktop.services.histories import in_order
from desktop.services.times import iso, moment_of, moment_words

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
        said: dict[str, Json] = {"here": iso(at), "hub": iso(at + timedelta(seconds=seconds)), "seconds": round(off)}
        before = noted(sheet.book, sheet.book.device)[-1:]
        sheet.say(Kind.CLOCK_NOTED, (sheet.book.device,), said, [one.id for one in before])


def skew_words(book: OpenBook) -> str:
    """How wrong this clock was at the last contact: "60 minutes ahead of Ashmere MASH"; "" when it was right."""
    kept = _kept(book)
    seconds = _seconds(kept[-1]) if kept else 0.0
    if not seconds:
        return ""
    return _words(book, seconds)


def noted(book: OpenBook, device: str) -> tuple[Statement, ...]:
    """What a device said of its own clock, in the order of the hub's times: its own went to and fro."""
    found = in_order(
        said
        for said in book.store.statements_about(device)
        if said.kind == Kind.CLOCK_NOTED and said.device == device and _time(said, "here") and _time(said, "hub")
    )
    return tuple(sorted(found, key=lambda said: _time(said, "hub") or said.written_at))


def skew_at(book: OpenBook, device: str, at: datetime) -> str:
    """How wrong a device's clock was found when next the hub was reached after ``at`` (by that clock), or last before.

    "60 minutes ahead of Ashmere MASH on 24 December 2026 at 09:10", the hub's time; "" when it was right.
    """
    rows = noted(book, device)
    after = (said for said in rows if (here := _time(said, "here")) is not None and here >= at)
    said = next(after, rows[-1] if rows else None)
    seconds, hub = (said.fields.get("seconds"), _time(said, "hub")) if said is not None else (0, None)
    if not isinstance(seconds, int | float) or not seconds or hub is None:
        return ""
    return tr("{words} on {moment_words}", words=_words(book, float(seconds)), moment_words=moment_words(hub))


def ahead_words(book: OpenBook, written: datetime, received: datetime) -> str:
    """What is plain without any note: a letter that the hub had before it was written; "" otherwise."""
    minutes = int((written - received).total_seconds() // 60)
    return (
        tr("at least %n minute(s) ahead of {whom}", n=minutes, whom=book.area or tr("the area"))
        if minutes * 60 >= TOLERATED
        else ""
    )


def _words(book: OpenBook, seconds: float) -> str:
    said = mark("%n minute(s) behind {whom}") if seconds > 0 else mark("%n minute(s) ahead of {whom}")
    return tr(said, n=round(abs(seconds) / 60), whom=book.area or tr("the area"))


def _time(said: Statement, name: str) -> datetime | None:
    return moment_of(str(said.fields.get(name) or ""))


def _kept(book: OpenBook) -> list[Json]:
    kept = book.store.setting(CLOCK_SKEW)
    return list(kept) if isinstance(kept, list | tuple) else []


def _seconds(row: Json) -> float:
    seconds = row.get("seconds") if isinstance(row, dict) else None
    return float(seconds) if isinstance(seconds, int | float) else 0.0
