"""The pen: turns something said into a signed statement at the end of this device's chain.

Rules this module keeps:

* sequence numbers have no gap: a statement's ``prev`` is the id of the statement before it in the same epoch;
* an epoch begins with the book, with a restore, or when the book is found behind its own letters;
* nothing is stored here: the caller appends what was signed in the transaction that needed it.
"""

from __future__ import annotations

from datetime import UTC, datetime

from bundle.encoding import b64u
from bundle.keys import DeviceKeys
from bundle.statements import SignedStatement, StatementKey, StatementPayload, issue
from desktop.domain.statements import Json, Position, Statement, Unsigned
from desktop.services.ports import Random, Store
from desktop.services.stored import JournalEntry

EPOCH_BYTES = 16


def to_domain(signed: SignedStatement) -> Statement:
    """The same statement as the domain sees it. ``signed`` was verified, or was read from the journal."""
    return Statement(
        id=signed.id,
        kind=signed.kind,
        device=signed.device,
        about=tuple(signed.about),
        fields={name: json_value(value) for name, value in signed.fields.items()},
        written_at=datetime.fromtimestamp(signed.issued_at, UTC),
        edition=signed.edition,
        after=tuple(signed.after),
        must=signed.must,
        position=Position(*signed.position) if signed.position else None,
        left_out=signed.left_out,
    )


def json_value(value: object) -> Json:
    """A parsed JSON value, typed as one."""
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, list | tuple):
        return [json_value(row) for row in value]
    if isinstance(value, dict):
        return {str(name): json_value(cell) for name, cell in value.items()}
    raise TypeError("not a JSON value")


class Pen:
    """Signs for one device. ``take_up`` once for each transaction, inside it."""

    def __init__(self, store: Store, keys: DeviceKeys, random: Random) -> None:
        self._store, self._key, self._random = store, StatementKey(keys), random
        self._device = keys.id

    def take_up(self, *, new_epoch: bool = False) -> Run:
        """A run of statements that begins at the journal's head, or at the first place of a new epoch."""
        head = None if new_epoch else self._store.head(self._device)
        if head is None:
            return Run(self, b64u(self._random(EPOCH_BYTES)), 0, None)
        return Run(self, head.epoch, head.seq, self._store.head_statement(self._device))

    def sign(self, unsigned: Unsigned, position: Position) -> SignedStatement:
        """The signed form of ``unsigned`` at ``position``."""
        payload = StatementPayload(
            kind=unsigned.kind,
            about=unsigned.about,
            fields=unsigned.fields,
            after=unsigned.after,
            issued_at=int(unsigned.written_at.timestamp()),
            edition=unsigned.edition,
            must=unsigned.must,
            position=(position.epoch, position.seq, position.prev),
        )
        return issue(payload, self._key, self._random)


class Run:
    """Statements signed one after another; each is appended by the caller before the next is signed."""

    def __init__(self, pen: Pen, epoch: str, seq: int, last: str | None) -> None:
        self._pen, self._epoch, self._seq, self._last = pen, epoch, seq, last

    def sign(self, unsigned: Unsigned, received_at: datetime) -> JournalEntry:
        """The next statement of the chain, ready for the journal. The first sequence number of an epoch is 1."""
        signed = self._pen.sign(unsigned, Position(self._epoch, self._seq + 1, self._last))
        self._seq, self._last = self._seq + 1, signed.id
        return JournalEntry(to_domain(signed), signed.token, received_at)
