"""Letters that must have been written and have not come: seen by the numbers that each sender gives its letters to us.

Rules this module keeps:

* a number is believed only from a genuine letter's cover; what a waybill says outside counts for nothing;
* which numbers came is a set, so the order of coming does not matter: a gap closes when its letter arrives;
* a sender counts its letters to this device and to each of our desks apart;
* a sender that begins to count again (its record book was restored) leaves no gap.
"""

from __future__ import annotations

from desktop.domain.statements import Changes, Json
from desktop.services.book import OpenBook, Sheet

NUMBERS = "letters numbered"  # setting: by sender (and a desk, behind a blank), [every number up to, those beyond it]


def note_number(sheet: Sheet, sender: str, number: int, mailbox: str) -> None:
    """A genuine letter of this sender came with this number for ``mailbox``: our device, or one of our desks."""
    if sender == sheet.book.device:
        return
    kept = _kept(sheet.book)
    stream = sender if mailbox == sheet.book.device else f"{sender} {mailbox}"
    before = _row(kept.get(stream))
    upto, beyond = before[0], {*before[1], number}
    while upto + 1 in beyond:
        upto += 1
    after = (upto, sorted(one for one in beyond if one > upto))
    if after == before:
        return
    sheet.writer.put_setting(NUMBERS, {**kept, stream: [after[0], [*after[1]]]})
    sheet.add(Changes(families=frozenset({"letter"})))


def missing_from(book: OpenBook) -> tuple[str, ...]:
    """Senders of whom a later letter came and an earlier one has not: "Odette Farrow, Larkmere Primary"."""
    names = set()
    for stream, row in _kept(book).items():
        sender = stream.partition(" ")[0]
        if _row(row)[1]:
            place = book.organisation(sender)
            names.add(f"{book.person(sender)}, {place}" if place else book.person(sender))
    return tuple(sorted(names))


def _kept(book: OpenBook) -> dict[str, Json]:
    kept = book.store.setting(NUMBERS)
    return dict(kept) if isinstance(kept, dict) else {}


def _row(row: Json) -> tuple[int, list[int]]:
    if isinstance(row, list) and len(row) == 2 and isinstance(row[0], int) and isinstance(row[1], list):
        return row[0], [number for number in row[1] if isinstance(number, int)]
    return 0, []
