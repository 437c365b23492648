"""The questions and changes of the hub's database, one function each, over an open connection.

Rules this module keeps:

* the log position is given here, under the write lock, as one more than the last; there are no gaps;
* a payload digest that is in the log already gives back the very row, so that a sender gets the same receipt again;
* a nonce is used once, and is remembered for longer than a signature lives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.engine import Connection, Row

from bundle.waybills import AttachmentRow
from hub.errors import EnrolmentsFull, InvitationUnknown, LetterRefused, LogDamaged, Replayed
from hub.store import tree
from hub.store.tables import acknowledgements, attachments, directories, invitations, log, mailbox, nonces


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One bundle in the log. ``position``: 1 is the first; a receipt's index is one less. ``received_at``: UTC seconds."""

    position: int
    payload_digest: str
    bundle: str
    sender: str
    waybill: bytes
    sealed_digest: str
    sealed_size: int
    received_at: int
    expired_at: int | None = None


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    device: str
    upto: int
    at: int


@dataclass(frozen=True, slots=True)
class StoredDirectory:
    """One packed directory as the hub signed it. ``at``: when it did."""

    number: int
    packed: bytes
    at: datetime


@dataclass(frozen=True, slots=True)
class StoredRequest:
    token_digest: str
    request: bytes
    requested_at: int


@dataclass(frozen=True, slots=True)
class Totals:
    """What an operator may see: counts only."""

    bundles: int
    bytes: int
    directories: int
    requests: int
    expired: int


def _entry(row: Row[Any]) -> LogEntry:
    values: Any = tuple(row)  # the columns are the fields, in their order
    return LogEntry(*values)


def entry_of_payload(connection: Connection, payload_digest: str) -> LogEntry | None:
    row = connection.execute(select(log).where(log.c.payload_digest == payload_digest)).first()
    return None if row is None else _entry(row)


def entry_of_bundle(connection: Connection, bundle: str, boxes: Sequence[str] | None = None) -> LogEntry | None:
    """The entry of a bundle; with ``boxes``, only when one of these mailboxes is among its recipients."""
    question = select(log).where(log.c.bundle == bundle)
    if boxes is not None:
        question = question.join(mailbox, mailbox.c.position == log.c.position).where(mailbox.c.device.in_(boxes))
    row = connection.execute(question).first()
    return None if row is None else _entry(row)


def append(
    connection: Connection,
    *,
    payload_digest: str,
    bundle: str,
    sender: str,
    waybill: bytes,
    sealed_digest: str,
    sealed_size: int,
    mailboxes: Sequence[str],
    received_at: int,
    leaf: Callable[[str, int], bytes],
    named: Sequence[AttachmentRow] = (),
) -> tuple[LogEntry, bool]:
    """Log one bundle; ``leaf`` makes what the tree holds of it from the payload's digest and the time it gets, which is
    never before that of the bundle in front of it. ``named`` are its attachments. Gives (entry, whether it is new).

    Raises LetterRefused("BundleIdReused") when the bundle id is in the log with another waybill.
    """
    known = entry_of_payload(connection, payload_digest)
    if known is not None:
        return known, False
    if entry_of_bundle(connection, bundle) is not None:
        raise LetterRefused("BundleIdReused")
    position = last_position(connection) + 1
    at = max(received_at, last_received_at(connection), tree.signed_at(connection))
    entry = LogEntry(position, payload_digest, bundle, sender, waybill, sealed_digest, sealed_size, at)
    connection.execute(
        insert(log).values(
            position=position,
            payload_digest=payload_digest,
            bundle=bundle,
            sender=sender,
            waybill=waybill,
            sealed_digest=sealed_digest,
            sealed_size=sealed_size,
            received_at=at,
        )
    )
    if tree.add_leaf(connection, leaf(payload_digest, at)).size != position:
        raise LogDamaged("the log and its tree are not of one length")
    rows = [{"device": device, "position": position} for device in dict.fromkeys(mailboxes)]
    if rows:
        connection.execute(insert(mailbox), rows)
    if named:
        kept = [{"attachment": one.id, "position": position, "size": one.size} for one in named]
        connection.execute(insert(attachments), kept)
    return entry, True


def carries(connection: Connection, attachment: str, boxes: Sequence[str]) -> bool:
    """Whether a logged waybill to one of these mailboxes names the attachment."""
    question = (
        select(attachments.c.position)
        .join(mailbox, mailbox.c.position == attachments.c.position)
        .where(attachments.c.attachment == attachment, mailbox.c.device.in_(boxes))
    )
    return connection.execute(question.limit(1)).first() is not None


def named_attachments(connection: Connection) -> frozenset[str]:
    """Every attachment that a logged waybill names whose letter was not let go."""
    question = select(attachments.c.attachment).join(log, log.c.position == attachments.c.position)
    return frozenset(str(row[0]) for row in connection.execute(question.where(log.c.expired_at.is_(None)).distinct()))


def last_position(connection: Connection) -> int:
    return int(connection.execute(select(func.coalesce(func.max(log.c.position), 0))).scalar_one())


def logged_before(connection: Connection, at: int) -> int:
    """How many bundles the log had before a time (UTC seconds)."""
    count = select(func.count()).select_from(log).where(log.c.received_at < at)
    return int(connection.execute(count).scalar_one())


def last_received_at(connection: Connection) -> int:
    return int(
        connection.execute(select(log.c.received_at).order_by(log.c.position.desc()).limit(1)).scalar_one_or_none() or 0
    )


def bytes_of(connection: Connection, senders: Sequence[str]) -> int:
    """How many bytes of sealed parts and attachments by these senders are kept; an attachment counts once."""
    kept = (log.c.sender.in_(senders), log.c.expired_at.is_(None))
    letters = select(func.coalesce(func.sum(log.c.sealed_size), 0)).where(*kept)
    each = select(attachments.c.attachment, attachments.c.size).join(log, log.c.position == attachments.c.position)
    files = select(func.coalesce(func.sum(each.where(*kept).distinct().subquery().c.size), 0))
    return int(connection.execute(letters).scalar_one()) + int(connection.execute(files).scalar_one())


def logged(connection: Connection) -> Iterator[tuple[str, int]]:
    """(payload digest, received at) of every bundle, in the order of the log."""
    for digest, at in connection.execute(select(log.c.payload_digest, log.c.received_at).order_by(log.c.position)):
        yield str(digest), int(at)


def mail_for(connection: Connection, boxes: Sequence[str], after: int, limit: int) -> tuple[LogEntry, ...]:
    """The entries for any of these mailboxes beyond the first ``after`` of the log, each once, oldest first."""
    theirs = select(mailbox.c.position).where(mailbox.c.device.in_(boxes), mailbox.c.position > after)
    question = select(log).where(log.c.position.in_(theirs)).order_by(log.c.position).limit(limit)
    return tuple(_entry(row) for row in connection.execute(question))


def addressed_after(connection: Connection, after: int, limit: int) -> tuple[tuple[LogEntry, tuple[str, ...]], ...]:
    """Entries beyond the first ``after`` of the log, oldest first, each with the devices it is for."""
    entries = connection.execute(select(log).where(log.c.position > after).order_by(log.c.position).limit(limit)).all()
    if not entries:
        return ()
    rows = connection.execute(
        select(mailbox.c.position, mailbox.c.device).where(
            mailbox.c.position > after, mailbox.c.position <= entries[-1][0]
        )
    )
    devices: dict[int, list[str]] = {}
    for position, device in rows:
        devices.setdefault(position, []).append(device)
    return tuple((_entry(row), tuple(devices.get(row[0], ()))) for row in entries)


def acknowledge(connection: Connection, device: str, upto: int, at: int) -> None:
    """Remember that everything up to ``upto`` is safe at the device; an older word changes nothing."""
    statement = upsert(acknowledgements).values(device=device, upto=upto, at=at)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["device"],
            set_={"upto": func.max(acknowledgements.c.upto, statement.excluded.upto), "at": at},
        )
    )


def acknowledged(connection: Connection) -> tuple[Acknowledgement, ...]:
    rows = connection.execute(select(acknowledgements).order_by(acknowledgements.c.device))
    return tuple(Acknowledgement(*row) for row in rows)


def use_nonce(connection: Connection, device: str, nonce: str, *, now: int, until: int) -> None:
    """Raises Replayed when the device used this nonce before."""
    connection.execute(delete(nonces).where(nonces.c.until < now))
    statement = upsert(nonces).values(device=device, nonce=nonce, until=until).on_conflict_do_nothing()
    if connection.execute(statement).rowcount == 0:
        raise Replayed("the nonce was used before")


def newest_directory(connection: Connection) -> StoredDirectory | None:
    row = connection.execute(select(directories).order_by(directories.c.id.desc()).limit(1)).first()
    return None if row is None else StoredDirectory(row[0], row[1], datetime.fromtimestamp(row[2], UTC))


def directory_id(connection: Connection) -> int:
    return int(connection.execute(select(func.coalesce(func.max(directories.c.id), 0))).scalar_one())


def keep_directory(connection: Connection, packed: bytes, at: int) -> int:
    number = directory_id(connection) + 1
    connection.execute(insert(directories).values(id=number, packed=packed, at=at))
    return number


def register_invitation(
    connection: Connection, token_digest: str, administrator: str, *, expires: int, now: int, most: int
) -> None:
    """Open an invitation; the same again changes nothing. Raises EnrolmentsFull beyond ``most`` open ones."""
    connection.execute(delete(invitations).where(invitations.c.expires < now))
    count = connection.execute(select(func.count()).select_from(invitations)).scalar_one()
    known = connection.execute(
        select(invitations.c.token_digest).where(invitations.c.token_digest == token_digest)
    ).first()
    if known is None:
        if count >= most:
            raise EnrolmentsFull("too many invitations are open")
        connection.execute(
            insert(invitations).values(token_digest=token_digest, administrator=administrator, expires=expires)
        )


def invitation_is_open(connection: Connection, token_digest: str, now: int) -> bool:
    expires = connection.execute(
        select(invitations.c.expires).where(invitations.c.token_digest == token_digest)
    ).scalar_one_or_none()
    return expires is not None and int(expires) >= now


def leave_request(connection: Connection, token_digest: str, request: bytes, *, now: int) -> None:
    """Keep a joining request under its invitation, once; the same again changes nothing. Raises InvitationUnknown."""
    row = connection.execute(
        select(invitations.c.expires, invitations.c.request).where(invitations.c.token_digest == token_digest)
    ).first()
    if row is None or row[0] < now or (row[1] is not None and row[1] != request):
        raise InvitationUnknown("no open invitation fits")
    if row[1] is None:
        connection.execute(
            update(invitations)
            .where(invitations.c.token_digest == token_digest)
            .values(request=request, requested_at=now)
        )


def requests(connection: Connection, now: int) -> tuple[StoredRequest, ...]:
    rows = connection.execute(
        select(invitations.c.token_digest, invitations.c.request, invitations.c.requested_at)
        .where(invitations.c.request.is_not(None), invitations.c.expires >= now)
        .order_by(invitations.c.requested_at, invitations.c.token_digest)
    )
    return tuple(StoredRequest(*row) for row in rows)


def totals(connection: Connection) -> Totals:
    bundles = connection.execute(select(func.count()).select_from(log)).scalar_one()
    size, here = connection.execute(
        select(func.coalesce(func.sum(log.c.sealed_size), 0), func.count()).where(log.c.expired_at.is_(None))
    ).one()
    known = connection.execute(select(func.count()).select_from(directories)).scalar_one()
    waiting = connection.execute(
        select(func.count()).select_from(invitations).where(invitations.c.request.is_not(None))
    ).scalar_one()
    return Totals(bundles, size, known, waiting, bundles - here)
