"""How far the list of people in the partnership can be trusted before something is sealed to them.

Rules this module keeps:

* reading, recording and receiving never ask; sealing asks why when the list ran out fourteen days ago or more, since
  someone may have left; the reason is kept in the decision;
* a computer that was not there when this book last sealed to its organisation is announced before it is sealed to.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from bundle.directory import DeviceEntry, Directory
from desktop.domain.dates import day_words, local
from desktop.language import tr
from desktop.services.book import OpenBook, Sheet
from desktop.services.outgoing import readers

ASKS_AFTER = timedelta(days=14)
MET = "devices met"  # setting: ids of the devices that were announced, or were there from the beginning


def too_old(book: OpenBook) -> bool:
    """Whether the list ran out so long ago that sealing to it asks why."""
    directory = book.directory
    return directory is not None and book.now() >= directory.expires + ASKS_AFTER


def begin(sheet: Sheet, directory: Directory) -> None:
    """Inside the transaction that keeps the first directory: whoever is there from the beginning is nobody new."""
    if sheet.book.store.setting(MET) is None:
        sheet.writer.put_setting(MET, sorted(directory.devices))


def announcements(book: OpenBook, organisation: str) -> tuple[str, ...]:
    """Sentences for the computers at an organisation that this book never sealed to before."""
    directory = book.directory
    if directory is None or organisation not in directory.organisations:
        return ()
    where = directory.organisations[organisation].name
    return tuple(
        tr(
            "New computer at {organisation}: {person}, since {day}. Ring if you did not expect it.",
            organisation=where,
            person=one.person,
            day=day_words(local(one.valid_from).date()),
        )
        for one in _new(book, readers(book, directory, organisation))
    )


def in_our_name(book: OpenBook) -> tuple[str, ...]:
    """Sentences for the computers that were listed in this person's own name in the last two weeks: they get our copies."""
    directory, me = book.directory, book.me
    if directory is None or me is None:
        return ()
    mine = (one for one in directory.devices_of(me.organisation, book.now()) if one.person == me.person)
    return tuple(
        tr(
            "Another computer is listed in your name since {day}. If it is not yours, ring your administrator at once.",
            day=day_words(local(one.valid_from).date()),
        )
        for one in mine
        if one.id not in (book.device, *book.former)
        and me.valid_from < one.valid_from
        and book.now() - one.valid_from < ASKS_AFTER
    )


def meet(sheet: Sheet, organisation: str) -> None:
    """Inside the transaction that seals to an organisation: its computers were announced."""
    book = sheet.book
    new = _new(book, readers(book, book.joined(), organisation))
    if new:
        sheet.writer.put_setting(MET, sorted({*_met(book), *(one.id for one in new)}))


def _new(book: OpenBook, entries: Iterable[DeviceEntry]) -> tuple[DeviceEntry, ...]:
    met = _met(book)
    return tuple(one for one in entries if one.id not in met and one.id != book.device)


def _met(book: OpenBook) -> frozenset[str]:
    kept = book.store.setting(MET)
    return frozenset(str(one) for one in kept) if isinstance(kept, list | tuple) else frozenset()
