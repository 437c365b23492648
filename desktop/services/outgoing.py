"""Letters on their way out: sealed inside the transaction that decided them, durable before anything can leave.

Rules this module keeps:

* a letter is numbered for each mailbox, and names the letter before it, so that a withheld one shows;
* mail for a desk is sealed to the desk's current key; while it has none (a member left, and the next key is not listed
  yet) to each member's device, so that nothing urgent waits;
* the own copy is complete and keeps positions: it is what brings work back after a restore;
* outsiders get no positions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bundle.directory import DeviceEntry, Directory
from bundle.letters import ChainHead, LetterContents, MailboxKey, make_letter
from bundle.statements import SignedStatement, parse
from desktop.domain.records import Role
from desktop.services.attachments import rows_of
from desktop.services.book import OpenBook, Sheet
from desktop.services.errors import NoSuchRecord
from desktop.services.stored import OutgoingLetter

DESK, OWN_COPY, ANSWER, KEYS = "desk", "own", "answer", "keys"
SHARE_GROUP = 22  # characters of the share's record id that all its letters have in common
COLLEAGUES = "colleagues"  # a record told to people of one's own organisation
OPENED = "opened"  # that one of them opened it
QUESTION, REPLY = "question", "reply"  # from the desk to who sent a referral, and back


@dataclass(frozen=True, slots=True)
class Envelope:
    """What a letter says on its cover. ``decision`` is the sharing.decided statement's id or ""."""

    record: str  # share or enquiry id
    audience: str
    to: str
    decision: str = ""
    purpose: str = ""
    basis: str = ""


def queue(
    book: OpenBook, sheet: Sheet, envelope: Envelope, recipients: Sequence[MailboxKey], tokens: Iterable[str]
) -> str:
    """Seal one letter and put it in the outbox; returns its bundle id. There is at least one recipient."""
    directory = book.joined()
    numbers: dict[str, tuple[int, str]] = {}
    for entry in recipients:
        last = book.store.last_sent(entry.id)
        numbers[entry.id] = (last[0] + 1, last[1]) if last else (1, "")
    handed = tuple(dict.fromkeys(tokens))
    letter = make_letter(
        LetterContents(
            partnership=directory.partnership,
            purpose=envelope.purpose,
            basis=envelope.basis,
            share=envelope.decision,
            audience=envelope.audience,
            numbers=numbers,
            tokens=handed,
            attachments=rows_of(handed, book.sealed_files),
            head=_head(book),
            checkpoint=book.witnessing.newest_checkpoint(),
            share_group=envelope.record[:SHARE_GROUP] if envelope.decision else "",
        ),
        book.keys,
        recipients,
        written_at=sheet.now,
        random=book.random,
    )
    waiting = OutgoingLetter(
        bundle=letter.waybill.bundle,
        share=envelope.record,
        audience=envelope.audience,
        to=envelope.to,
        recipients=tuple(entry.id for entry in recipients),
        waybill=letter.waybill_envelope,
        sealed=letter.sealed,
        waybill_digest=letter.waybill.digest,
        written_at=sheet.now,
    )
    sheet.add(sheet.writer.queue(waiting))
    return waiting.bundle


def _head(book: OpenBook) -> ChainHead | None:
    """The last statement of this device, so that a reader who misses one knows."""
    place, statement = book.store.head(book.device), book.store.head_statement(book.device)
    return ChainHead(place.epoch, place.seq, statement) if place and statement else None


def own_devices(book: OpenBook) -> tuple[MailboxKey, ...]:
    """Where the own copy goes: this person's devices; at a desk, the desk too, so that every colleague has it."""
    directory, me = book.joined(), book.me
    assert me is not None
    mine = tuple(box(one) for one in directory.devices_of(me.organisation, book.now()) if one.person == me.person)
    if me.role != Role.DESK:
        return mine
    return tuple({one.id: one for one in (*mine, *_desk(book, directory, me.organisation))}.values())


def devices_of_person(book: OpenBook, device: str) -> tuple[MailboxKey, ...]:
    """The live devices of whoever keeps ``device``, for an answer."""
    directory = book.joined()
    entry = directory.devices.get(device)
    if entry is None:
        return ()
    return tuple(box(one) for one in directory.devices_of(entry.organisation, book.now()) if one.person == entry.person)


def receivers(book: OpenBook, directory: Directory, organisation: str) -> tuple[MailboxKey, ...]:
    """Where mail for an organisation goes: its desks' keys or desk devices, elsewhere every live device."""
    desk = _desk(book, directory, organisation)
    return desk or tuple(box(one) for one in directory.devices_of(organisation, book.now()))


def readers(book: OpenBook, directory: Directory, organisation: str) -> tuple[DeviceEntry, ...]:
    """The devices that can open what ``receivers`` are sent: at a desk its members', elsewhere every live one."""
    live = directory.devices_of(organisation, book.now())
    return tuple(entry for entry in live if entry.role == Role.DESK) or live


def box(entry: DeviceEntry) -> MailboxKey:
    """A device's own mailbox."""
    return MailboxKey(entry.id, entry.card.age)


def _desk(book: OpenBook, directory: Directory, organisation: str) -> tuple[MailboxKey, ...]:
    """The mailboxes of an organisation's desk members: the desk's own where it has a key, else each device's."""
    members = [one for one in directory.devices_of(organisation, book.now()) if one.role == Role.DESK]
    if not members:
        return ()
    epochs = [directory.epoch(desk.id) for desk in directory.contents.desks_of(organisation)]
    keys = [MailboxKey(one.desk, one.recipient) for one in epochs if one is not None]
    return tuple(keys[:1]) or tuple(box(one) for one in members)


def signed(book: OpenBook, statement: str) -> SignedStatement:
    """A statement of the journal in its signed form. Raises NoSuchRecord."""
    token = book.store.token(statement)
    if token is None:
        raise NoSuchRecord("a statement is not in this record book")
    return parse(token)


def ancestors(book: OpenBook, statements: Iterable[str]) -> tuple[str, ...]:
    """Ids of everything in the journal that these statements build on, themselves excluded, oldest named first."""
    chosen = set(statements)
    found: dict[str, None] = {}
    waiting = list(chosen)
    while waiting:
        statement = book.store.statement(waiting.pop())
        for earlier in statement.after if statement else ():
            if earlier not in chosen and earlier not in found and book.store.statement(earlier) is not None:
                found[earlier] = None
                waiting.append(earlier)
    return tuple(found)
