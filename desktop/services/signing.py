"""The pen: turns something said into a signed statement at the end of this device's chain.

Rules this module keeps:

* sequence numbers have no gap: a statement's ``prev`` is the id of the statement before it in the same epoch;
* an epoch begins with the book, with a restore, or when the book is found behind its own letters;
* nothing is stored here: the caller appends what was signed in the transaction that needed it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from bundle.encoding import b64u
from bundle.keys import DeviceKeys
from bundle.statements import SignedStatement, StatementPayload, issue
from desktop.domain.statements import Position, Statement, Unsigned
from desktop.services.ports import JournalEntry, Random, Store


def to_domain(signed: SignedStatement) -> Statement:
    """The same statement as the domain sees it. ``signed`` was verified, or was read from the journal."""
    raise NotImplementedError


class Pen:
    """Signs for one device. Call ``writing()`` once for each transaction."""

    def __init__(self, store: Store, keys: DeviceKeys, random: Random) -> None:
        self.store, self.keys, self.random = store, keys, random

    def writing(self, *, new_epoch: bool = False) -> Run:
        """A run of statements that begins at the journal's head, or at the first place of a new epoch."""
        raise NotImplementedError


@dataclass
class Run:
    """Statements signed one after another, to be appended together."""

    pen: Pen
    epoch: str
    seq: int
    last: str | None
    entries: list[JournalEntry] = field(default_factory=list)

    def sign(self, unsigned: Unsigned) -> Statement:
        """Sign at the next place of the chain; the entry waits in ``entries``."""
        raise NotImplementedError
