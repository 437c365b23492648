"""Letters on their way out: sealed inside the transaction that decided them, durable before anything can leave.

Rules this module keeps:

* a letter is numbered for each recipient device, and names the letter before it, so that a withheld one shows;
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
from desktop.services.book import OpenBook, Sheet
from desktop.services.errors import NoSuchRecord
from desktop.services.ports import OutgoingLetter

DESK, OWN_COPY, ANSWER = "desk", "own", "answer"


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
    book: OpenBook, sheet: Sheet, envelope: Envelope, recipients: Sequence[DeviceEntry], tokens: Iterable[str]
) -> str:
    """Seal one letter and put it in the outbox; returns its bundle id. There is at least one recipient."""
    directory = book.joined()
    numbers: dict[str, tuple[int, str]] = {}
    for entry in recipients:
        last = book.store.last_sent(entry.id)
        numbers[entry.id] = (last[0] + 1, last[1]) if last else (1, "")
    letter = make_letter(
        LetterContents(
            partnership=directory.partnership,
            purpose=envelope.purpose,
            basis=envelope.basis,
            share=envelope.decision,
            audience=envelope.audience,
            numbers=numbers,
            tokens=tuple(dict.fromkeys(tokens)),
            head=_head(book),
            share_group=envelope.record if envelope.decision else "",
        ),
        book.keys,
        [MailboxKey(entry.id, entry.card.age) for entry in recipients],
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


def own_devices(book: OpenBook) -> tuple[DeviceEntry, ...]:
    """Where the own copy goes: this person's devices; at a desk, every desk device of the organisation."""
    directory, me = book.joined(), book.me
    assert me is not None
    return tuple(
        entry
        for entry in directory.devices_of(me.organisation, book.now())
        if entry.person == me.person or (me.role == Role.DESK and entry.role == Role.DESK)
    )


def devices_of_person(book: OpenBook, device: str) -> tuple[DeviceEntry, ...]:
    """The live devices of whoever keeps ``device``, for an answer."""
    directory = book.joined()
    entry = directory.devices.get(device)
    if entry is None:
        return ()
    return tuple(one for one in directory.devices_of(entry.organisation, book.now()) if one.person == entry.person)


def receivers(book: OpenBook, directory: Directory, organisation: str) -> tuple[DeviceEntry, ...]:
    """Who opens mail for an organisation: at a desk its desk devices, elsewhere every live device."""
    live = tuple(directory.devices_of(organisation, book.now()))
    desk = tuple(entry for entry in live if entry.role == Role.DESK)
    return desk or live


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
