"""The mailroom: what a courier needs from the record book (desktop/sync/ports.py names it). The network is not here.

Rules this module keeps:

* every method is one short step on the database worker, durable when it returns;
* one bad letter never stops another;
* delivered is the hub's receipt for that very letter, and nothing else; the receipt is kept as a statement.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Protocol

from bundle.encoding import b64u
from bundle.keys import DeviceKeys
from bundle.receipts import open_receipt
from bundle.waybills import AttachmentRow
from desktop.domain.statements import Changes, Kind
from desktop.services.adopting import CURSOR, INVITED, Adopted, Adopting
from desktop.services.attachments import Carrying
from desktop.services.book import OpenBook
from desktop.services.clock_skew import note_skew
from desktop.services.errors import NoSuchRecord
from desktop.services.incoming import Incoming, TakenIn
from desktop.services.letters import HUB_REACHED, WAITING
from desktop.services.outgoing import OWN_COPY
from desktop.services.pages.letters import Exchange
from desktop.services.stored import LetterState, OutgoingLetter
from desktop.services.times import iso


@dataclass(frozen=True, slots=True)
class HubPlace:
    """Where the hub is. ``certificate`` is its own TLS certificate in PEM, or "" for a public one."""

    url: str
    certificate: str


class Courier(Protocol):
    """session.courier; implemented in desktop/sync, raises the SyncError tree."""

    def exchange(self) -> Exchange: ...
    def to_folder(self, path: Path, going: Callable[[], bool] = ..., /) -> int: ...
    def from_folder(self, path: Path) -> Exchange: ...


class Mailroom:
    def __init__(self, book: OpenBook, incoming: Incoming, adopting: Adopting) -> None:
        self._book, self._incoming, self._adopting = book, incoming, adopting
        self._carrying = Carrying(book, book.sealed_files) if book.sealed_files is not None else None

    @property
    def keys(self) -> DeviceKeys:
        """This device's keys, to sign requests to the hub."""
        return self._book.keys

    def mailboxes(self) -> tuple[str, ...]:
        """Whose mail this device fetches: its own, that of the devices it replaces, and its desks'."""
        directory = self._book.directory
        found = directory.mailboxes_of(self._book.device, self._book.now()) if directory is not None else ()
        return tuple(dict.fromkeys((self._book.device, *self._book.readers, *found)))

    def hub(self) -> HubPlace | None:
        """The hub of the current directory, or of the invitation that was accepted; None before."""
        directory = self._book.directory
        if directory is not None:
            return HubPlace(directory.hub.address, directory.hub.certificate)
        invited = self._book.store.setting(INVITED)
        if isinstance(invited, dict):
            return HubPlace(str(invited["address"]), str(invited["certificate"]))
        return None

    # going out

    def waiting(self) -> tuple[str, ...]:
        """Bundle ids without a receipt and not set aside, oldest first."""
        return tuple(one.bundle for one in self._book.store.outbox(*WAITING))

    def letter(self, bundle: str) -> OutgoingLetter | None:
        """The letter with its very bytes; None when it is not in the outbox."""
        return self._book.store.outgoing_letter(bundle)

    def attempted(self, bundle: str) -> None:
        """Count one more try at sending."""
        letter = self._found(bundle)
        with self._book.writing() as sheet:
            sheet.add(sheet.writer.update_letter(bundle, state=letter.state, attempts=letter.attempts + 1))

    def carried(self, bundle: str) -> Changes:
        """The letter was copied to a folder; it keeps waiting for its receipt."""
        letter = self._found(bundle)
        if letter.state is not LetterState.SEALED:
            return Changes()
        with self._book.writing() as sheet:
            sheet.add(sheet.writer.update_letter(bundle, state=LetterState.CARRIED))
        return sheet.changes

    def set_aside(self, bundle: str, reason: str) -> Changes:
        """The hub refuses this letter for good: kept and shown, with the reason's class name."""
        self._found(bundle)
        with self._book.writing() as sheet:
            sheet.add(sheet.writer.update_letter(bundle, state=LetterState.SET_ASIDE, reason=reason))
        return sheet.changes

    def delivered(self, bundle: str, receipt: bytes) -> Changes:
        """Verify the hub's receipt for this letter and keep it. Raises ReceiptInvalid, HistoryChanged (bundle), NoSuchRecord."""
        letter = self._found(bundle)
        opened = open_receipt(receipt, self._book.joined().hub)
        opened.check_for(letter.waybill_digest)
        self._book.witnessing.judge_receipt(opened)
        if letter.state not in (*WAITING, LetterState.SET_ASIDE):
            return Changes()
        with self._book.writing() as sheet:
            kept = sheet.writer.update_letter(
                bundle, state=LetterState.DELIVERED, receipt=receipt, delivered_at=opened.received_at
            )
            sheet.add(kept)
            self._book.witnessing.note_receipt(sheet, opened)
            if letter.audience != OWN_COPY:
                said = {"bundle": bundle, "received_at": iso(opened.received_at), "receipt": b64u(receipt)}
                sheet.say(Kind.RECEIPT_KEPT, (letter.share,), said)
        return sheet.changes

    def _found(self, bundle: str) -> OutgoingLetter:
        letter = self.letter(bundle)
        if letter is None:
            raise NoSuchRecord("no such letter in this record book")
        return letter

    # coming in

    def cursor(self) -> int:
        """The hub's log index up to which the mailbox was read; 0 at first."""
        kept = self._book.store.setting(CURSOR)
        return kept if isinstance(kept, int) and not isinstance(kept, bool) else 0

    def advance(self, index: int) -> None:
        """Everything up to this index is in the book, taken in or set aside. It never goes back."""
        if index > self.cursor():
            with self._book.writing() as sheet:
                sheet.writer.put_setting(CURSOR, index)

    def known(self, bundle: str) -> bool:
        """Was this bundle taken in before, with its receipt?

        One that was set aside may be a forgery of the hub's: fetched again it is taken in, or changes nothing.
        """
        letter = self._book.store.incoming_letter(bundle)
        return letter is not None and not letter.refused and letter.hub_received_at is not None

    def take_in(self, container: bytes, name: str) -> TakenIn:  # noqa: ARG002 -- a file's name proves nothing
        """Verify a .guardbundle and append it whole, or set it aside whole. Raises NotJoined before a directory."""
        return self._incoming.take_in(container)

    def retry_set_aside(self) -> tuple[TakenIn, ...]:
        """Try every set-aside incoming letter again, each alone in its fate."""
        return self._incoming.retry()

    # the hub's log

    def disputed(self) -> str:
        """Why this hub is not believed any more; "" when it is."""
        return self._book.witnessing.disputed()

    def wanted(self) -> tuple[int, ...]:
        """The sizes from which the hub has to prove that its log grew."""
        return self._book.witnessing.wanted()

    def witness(self, note: bytes, paths: Mapping[int, Sequence[bytes] | None]) -> Changes:
        """Judge the hub's checkpoint and its proofs; see ``Witnessing.witness``."""
        return self._book.witnessing.witness(note, paths)

    # attachments

    def sealed_attachment(self, attachment: str) -> BinaryIO | None:
        """The sealed file of an attachment to send, or None when it is not here."""
        return self._carrying.sealed(attachment) if self._carrying else None

    def attachments_to_come(self) -> tuple[AttachmentRow, ...]:
        """What letters named and is not here yet."""
        return self._carrying.to_come() if self._carrying else ()

    def attachment_coming(self, attachment: str) -> int:
        """How many bytes of it are here."""
        return self._carrying.coming(attachment) if self._carrying else 0

    def take_piece(self, row: AttachmentRow, offset: int, piece: bytes) -> Changes:
        """Keep the next piece, durable. Raises DigestMismatch (bundle) when all came and it is not the attachment."""
        return self._carrying.add(row, offset, piece) if self._carrying else Changes()

    # the partnership

    def directory(self) -> bytes | None:
        """The packed directory in use."""
        return self._book.store.directory()

    def adopt_directory(self, packed: bytes) -> Adopted:
        """Verify a packed directory against ours and keep it if it follows; set-aside letters are tried again."""
        return self._adopting.try_to(packed)

    def reached(self, at: datetime, skew_seconds: float) -> Changes:
        """The hub was reached at ``at``; its clock minus ours is ``skew_seconds``, noted when over five minutes."""
        with self._book.writing() as sheet:
            sheet.writer.put_setting(HUB_REACHED, iso(at))
            note_skew(sheet, at, skew_seconds)
            sheet.add(Changes(families=frozenset({"letter"})))
        return sheet.changes
