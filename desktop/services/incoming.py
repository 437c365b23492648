"""Letters that came in: genuine and appended whole, or set aside whole with the reason.

Rules this module keeps:

* genuine is decided by ``bundle``; accepted is decided in the fold; here is only what becomes of the bytes;
* the same letter twice changes nothing, save that a receipt which came later is kept;
* a bundle id is the sender's choice: two letters with one id are two letters, and neither pushes the other out;
* when this device's own statements come back from beyond its head, the book was found behind and begins a new epoch;
* when they come from a chain that goes on elsewhere, the book is in use twice, and that is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime

from bundle.container import Parts
from bundle.errors import BundleError, NotARecipient, TooLarge
from bundle.hub_cards import HubCard
from bundle.letters import OpenedLetter, open_letter
from bundle.receipts import open_receipt
from desktop.domain.kinds import family_of
from desktop.domain.statements import Changes, Kind, Statement
from desktop.services.attachments import expect
from desktop.services.book import OpenBook, Sheet
from desktop.services.desk_keys import DeskKeys, desk_identities
from desktop.services.errors import DeskKeyNotHere, NotJoined
from desktop.services.numbering import note_number
from desktop.services.proving import answer
from desktop.services.set_aside import Outside, SetAside, look_at
from desktop.services.signing import to_domain
from desktop.services.stored import IncomingLetter, JournalEntry, LetterState
from desktop.services.times import iso

MOST_NAMED = 50_000  # earlier statements named by all statements of one letter: an honest one names a few each
USED_TWICE = "used on two computers"  # setting: when it was noticed, ISO


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of one container. ``bundle`` names it in this book; ``fresh`` is False when it was here already;
    ``set_aside`` is an error class name.
    """

    bundle: str
    fresh: bool
    set_aside: str = ""
    changes: Changes = field(default_factory=Changes)


class Incoming:
    """``finish`` removes attachment files whose keys an erasure that came took away; quiet when there is nothing to do."""

    def __init__(self, book: OpenBook, finish: Callable[[], None] = lambda: None) -> None:
        self._book, self._aside, self._finish = book, SetAside(book), finish

    def take_in(self, container: bytes) -> TakenIn:
        """Open one container with every check. Never raises for what is inside it. Raises NotJoined."""
        directory = self._book.directory
        if directory is None:
            raise NotJoined("letters are opened with a partnership's directory")
        seen = look_at(container)
        self._witness(seen, directory.hub)
        try:
            identities, boxes = desk_identities(self._book, directory)
            opened = open_letter(
                container,
                keys=self._book.keys,
                directory=directory,
                now=self._book.now(),
                identities=[*identities, *(one.identity for one in self._book.readers.values())],
                mailboxes=[*boxes, *self._book.readers],
            )
            _bound(opened)
            name = self._name(opened)
            known = self._book.store.incoming_letter(name)
            if known is not None and not known.refused:
                return self._again(known, opened)
            assert seen.parts is not None
            return self._accept(name, opened, seen.parts)
        except NotARecipient as bad:
            waits = seen.waybill is not None and not set(self._boxes()).isdisjoint(seen.waybill.mailboxes)
            return self._refuse(seen, (DeskKeyNotHere if waits else type(bad)).__name__)
        except BundleError as bad:
            return self._refuse(seen, type(bad).__name__)

    def _witness(self, seen: Outside, card: HubCard) -> None:
        """A receipt that contradicts what the hub signed before is evidence, whatever becomes of the letter: that is no
        worse for it.
        """
        if seen.parts is not None and seen.parts.receipt is not None:
            with suppress(BundleError):
                self._book.witnessing.judge_receipt(open_receipt(seen.parts.receipt, card))

    def retry(self) -> tuple[TakenIn, ...]:
        """Try every set-aside letter again, each alone in its fate."""
        store = self._book.store
        names = [one.bundle for one in store.incoming(LetterState.SET_ASIDE)]
        waiting = (store.incoming_letter(name) for name in names)  # an earlier one may have ended a later one
        return tuple(self.take_in(one.container) for one in waiting if one is not None and one.container)

    def _refuse(self, seen: Outside, reason: str) -> TakenIn:
        """Set it aside, unless it is a damaged copy of a letter that is here."""
        for name in _names(seen.waybill.bundle, seen.digest) if seen.waybill else ():
            known = self._book.store.incoming_letter(name)
            if known is not None and not known.refused and known.waybill == seen.digest:
                return TakenIn(name, fresh=False)
        name, fresh, changes = self._aside.keep(seen, reason)
        return TakenIn(name, fresh=fresh, set_aside=reason, changes=changes)

    def _name(self, opened: OpenedLetter) -> str:
        """Where this letter is or belongs: under its bundle id, or beside another letter that has the same."""
        bundle, digest = opened.waybill.bundle, opened.waybill.digest
        for name in _names(bundle, digest):
            known = self._book.store.incoming_letter(name)
            if known is None or known.waybill == digest or (known.cover and known.cover == opened.cover_envelope):
                return name
        raise RuntimeError("two waybills of one digest")

    def _accept(self, name: str, opened: OpenedLetter, parts: Parts) -> TakenIn:
        book = self._book
        statements = [to_domain(signed) for signed in opened.statements]
        trouble = self._own_chain(statements, opened.receipt.received_at if opened.receipt else None)
        with book.writing() as sheet:
            sheet.add(sheet.writer.append(_entries(sheet, opened, name)))
            share = self._record_of(opened, statements)
            letter = IncomingLetter(
                bundle=name,
                sender=opened.waybill.sender,
                share=share,
                audience=opened.cover.audience,
                received_at=sheet.now,
                hub_received_at=opened.receipt.received_at if opened.receipt else None,
                statements=tuple(statement.id for statement in statements),
                cover=opened.cover_envelope,
                waybill=opened.waybill.digest,
            )
            sheet.add(sheet.writer.keep_incoming(letter))
            self._aside.supersede(sheet, letter, parts)
            expect(sheet, opened.waybill.attachments, book.sealed_files)
            self._react(sheet, trouble)
            self._note_log(sheet, opened)
            for mailbox in sorted({book.device, *self._boxes()} & set(opened.cover.numbers)):
                note_number(sheet, opened.waybill.sender, opened.cover.numbers[mailbox][0], mailbox)
            if share and opened.waybill.sender != book.device:
                said = {"bundle": opened.waybill.bundle, "sender": opened.waybill.sender, "received_at": iso(sheet.now)}
                sheet.say(Kind.BUNDLE_RECEIVED, (share,), said)
            for statement in statements:
                answer(sheet, statement)
            granted = [statement for statement in statements if DeskKeys(book).take(sheet, statement)]
        changes = sheet.changes
        self._finish()
        for taken in self.retry() if granted else ():
            changes |= taken.changes
        return TakenIn(name, fresh=True, changes=changes)

    def _boxes(self) -> tuple[str, ...]:
        """Whose mail this device fetches now."""
        directory = self._book.directory
        return directory.mailboxes_of(self._book.device, self._book.now()) if directory else ()

    def _again(self, known: IncomingLetter, opened: OpenedLetter) -> TakenIn:
        """A duplicate; a receipt that the first copy did not bring is kept."""
        if known.hub_received_at is not None or opened.receipt is None or known.cover != opened.cover_envelope:
            return TakenIn(known.bundle, fresh=False)
        with self._book.writing() as sheet:
            letter = replace(known, hub_received_at=opened.receipt.received_at)
            sheet.add(sheet.writer.keep_incoming(letter))
            sheet.add(sheet.writer.append(_entries(sheet, opened, known.bundle)))
            self._note_log(sheet, opened)
        return TakenIn(known.bundle, fresh=False, changes=sheet.changes)

    def _note_log(self, sheet: Sheet, opened: OpenedLetter) -> None:
        if opened.receipt is not None:
            self._book.witnessing.note_receipt(sheet, opened.receipt)
        self._book.witnessing.note_cover(sheet, opened.cover.checkpoint, opened.waybill.sender)

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
            if said.position is None or book.store.statement(said.id) is not None:
                continue
            if said.device in book.former:
                begun = self._epoch_begun()
                twice = twice or (begun is not None and (sent or said.written_at) > begun)
            if said.device != book.device:
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


def _entries(sheet: Sheet, opened: OpenedLetter, name: str) -> list[JournalEntry]:
    """The statements of a letter for the journal: where and when the hub received it, and who sent it."""
    index, at = (opened.receipt.index, opened.receipt.received_at) if opened.receipt else (None, None)
    sender = opened.waybill.sender
    return [JournalEntry(to_domain(said), said.token, sheet.now, name, index, at, sender) for said in opened.statements]


def with_state(letter: IncomingLetter, state: LetterState) -> IncomingLetter:
    """The letter in a later state; it never goes back from answered to opened."""
    return letter if letter.state is LetterState.ANSWERED else replace(letter, state=state)


def _bound(opened: OpenedLetter) -> None:
    """Each name is a row of the journal and a step of every fold. Raises TooLarge."""
    if sum(len(statement.after) for statement in opened.statements) > MOST_NAMED:
        raise TooLarge("the statements of a letter name too many others")


def _names(bundle: str, digest: str) -> tuple[str, str]:
    """The names a letter can have here: its bundle id, and that with the digest of its waybill behind it."""
    return bundle, f"{bundle}-{digest[:32]}"
