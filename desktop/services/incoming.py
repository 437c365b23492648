"""Letters that came in: genuine and appended whole, or set aside whole with the reason.

Rules this module keeps:

* genuine is decided by ``bundle``; accepted is decided in the fold; here is only what becomes of the bytes;
* the same letter twice changes nothing, save that a receipt which came later is kept;
* when this device's own statements come back from beyond its head, the book was found behind and begins a new epoch;
* when they come from a chain that goes on elsewhere, the book is in use twice, and that is said.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from bundle.container import unpack
from bundle.errors import BundleError
from bundle.letters import OpenedLetter, open_letter
from bundle.receipts import open_receipt
from bundle.waybills import Waybill, parse_waybill
from desktop.domain.kinds import family_of
from desktop.domain.statements import Changes, Kind, Statement
from desktop.services.book import OpenBook, Sheet
from desktop.services.errors import NotJoined
from desktop.services.numbering import note_number
from desktop.services.ports import IncomingLetter, JournalEntry, LetterState
from desktop.services.signing import to_domain
from desktop.services.times import iso

USED_TWICE = "used on two computers"  # setting: when it was noticed, ISO


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of one container. ``fresh`` is False when it was here already; ``set_aside`` an error class name."""

    bundle: str
    fresh: bool
    set_aside: str = ""
    changes: Changes = field(default_factory=Changes)


class Incoming:
    def __init__(self, book: OpenBook) -> None:
        self._book = book

    def take_in(self, container: bytes) -> TakenIn:
        """Open one container with every check. Never raises for what is inside it. Raises NotJoined."""
        directory = self._book.directory
        if directory is None:
            raise NotJoined("letters are opened with a partnership's directory")
        outside = _outside(container)
        bundle = outside.bundle if outside else "unreadable-" + hashlib.sha256(container).hexdigest()[:32]
        known = self._book.store.incoming_letter(bundle)
        try:
            opened = open_letter(container, keys=self._book.keys, directory=directory, now=self._book.now())
        except BundleError as bad:
            if known is not None and known.state is not LetterState.SET_ASIDE:
                return TakenIn(bundle, fresh=False)
            return self._set_aside(bundle, outside, container, type(bad).__name__, known)
        if known is not None and known.state is not LetterState.SET_ASIDE:
            return self._again(known, opened)
        return self._accept(opened)

    def retry(self) -> tuple[TakenIn, ...]:
        """Try every set-aside letter again, each alone in its fate."""
        return tuple(self.take_in(one.container) for one in self._book.store.incoming(LetterState.SET_ASIDE))

    def _accept(self, opened: OpenedLetter) -> TakenIn:
        book, bundle = self._book, opened.waybill.bundle
        statements = [to_domain(signed) for signed in opened.statements]
        trouble = self._own_chain(statements, opened.receipt.received_at if opened.receipt else None)
        with book.writing() as sheet:
            entries = [
                JournalEntry(statement, signed.token, sheet.now, bundle)
                for statement, signed in zip(statements, opened.statements, strict=True)
            ]
            sheet.add(sheet.writer.append(entries))
            share = self._record_of(opened, statements)
            letter = IncomingLetter(
                bundle=bundle,
                sender=opened.waybill.sender,
                share=share,
                audience=opened.cover.audience,
                received_at=sheet.now,
                hub_received_at=opened.receipt.received_at if opened.receipt else None,
                statements=tuple(statement.id for statement in statements),
                cover=opened.cover_envelope,
            )
            sheet.add(sheet.writer.keep_incoming(letter))
            self._react(sheet, trouble)
            if book.device in opened.cover.numbers:
                note_number(sheet, opened.waybill.sender, opened.cover.numbers[book.device][0])
            if share and opened.waybill.sender != book.device:
                said = {"bundle": bundle, "sender": opened.waybill.sender, "received_at": iso(sheet.now)}
                sheet.say(Kind.BUNDLE_RECEIVED, (share,), said)
        return TakenIn(bundle, fresh=True, changes=sheet.changes)

    def _again(self, known: IncomingLetter, opened: OpenedLetter) -> TakenIn:
        """A duplicate; a receipt that the first copy did not bring is kept."""
        if known.hub_received_at is not None or opened.receipt is None or known.cover != opened.cover_envelope:
            return TakenIn(known.bundle, fresh=False)
        with self._book.writing() as sheet:
            letter = replace(known, hub_received_at=opened.receipt.received_at)
            sheet.add(sheet.writer.keep_incoming(letter))
        return TakenIn(known.bundle, fresh=False, changes=sheet.changes)

    def _set_aside(
        self, bundle: str, outside: Waybill | None, container: bytes, reason: str, known: IncomingLetter | None
    ) -> TakenIn:
        if known is not None and known.reason == reason and known.container == container:
            return TakenIn(bundle, fresh=False, set_aside=reason)
        with self._book.writing() as sheet:
            letter = IncomingLetter(
                bundle=bundle,
                sender=outside.sender if outside else "",
                share="",
                audience="",
                received_at=known.received_at if known else sheet.now,
                hub_received_at=self._hub_time(container),
                statements=(),
                container=container,
                state=LetterState.SET_ASIDE,
                reason=reason,
            )
            sheet.add(sheet.writer.keep_incoming(letter))
        return TakenIn(bundle, fresh=known is None, set_aside=reason, changes=sheet.changes)

    def _hub_time(self, container: bytes) -> datetime | None:
        directory = self._book.directory
        try:
            receipt = unpack(container).receipt
            return open_receipt(receipt, directory.hub).received_at if receipt and directory else None
        except BundleError:
            return None

    def _record_of(self, opened: OpenedLetter, statements: Iterable[Statement]) -> str:
        """The share or enquiry a letter belongs to, or ""."""
        named = self._book.store.statement(opened.cover.share) if opened.cover.share else None
        if named is not None and named.about:
            return named.about[0]
        for statement in statements:
            if statement.about and family_of(statement.kind) in ("share", "enquiry"):
                return statement.about[0]
        return ""

    # this device's own chain

    def _own_chain(self, statements: Iterable[Statement], sent: datetime | None) -> tuple[bool, bool]:
        """(found behind, used twice): what own statements that are new here say about this book.

        What was sent after this book's epoch began was sent by another computer. ``sent`` is the hub's time: a lost
        computer's clock may have been fast, so what it wrote is judged by its own only when there is no receipt.
        """
        book = self._book
        head = book.store.head(book.device)
        behind = twice = False
        for said in statements:
            if said.device != book.device or said.position is None or book.store.statement(said.id) is not None:
                continue
            if head is not None and said.position.epoch == head.epoch:
                behind = behind or said.position.seq > head.seq
                twice = twice or said.position.seq <= head.seq
            else:
                begun = self._epoch_begun()
                twice = twice or (begun is not None and (sent or said.written_at) > begun)
        return behind, twice

    def _epoch_begun(self) -> datetime | None:
        """When the chain this book writes now was begun."""
        book = self._book
        head = book.store.head(book.device)
        for kind in (Kind.DEVICE_RESTORED, Kind.DEVICE_STARTED):
            for said in book.store.statements_of_kind(kind):
                if said.device == book.device and said.position and head and said.position.epoch == head.epoch:
                    return said.written_at
        return None

    def _react(self, sheet: Sheet, trouble: tuple[bool, bool]) -> None:
        behind, twice = trouble
        if behind:
            sheet.begin_epoch()
        if twice:
            sheet.writer.put_setting(USED_TWICE, iso(sheet.now))
            sheet.add(Changes(families=frozenset({"standing"})))


def with_state(letter: IncomingLetter, state: LetterState) -> IncomingLetter:
    """The letter in a later state; it never goes back from answered to opened."""
    return letter if letter.state is LetterState.ANSWERED else replace(letter, state=state)


def _outside(container: bytes) -> Waybill | None:
    """What the waybill says, unverified: for naming a letter that is set aside."""
    try:
        return parse_waybill(unpack(container).waybill_envelope)
    except BundleError:
        return None
