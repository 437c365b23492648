"""People who say things on devices: signed statements with real keys, for the storage tests.

Rules this module keeps: keys, salts and times are repeatable; every name is invented.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from bundle.keys import DeviceKeys
from bundle.statements import SignedStatement, StatementPayload, issue
from desktop.domain.statements import Json
from desktop.services.signing import to_domain
from desktop.services.stored import OWN, JournalEntry

BEGAN = datetime(2026, 11, 20, 9, 40, tzinfo=UTC)


def record_id(name: str) -> str:
    """A record id that reads as random: the same for the same name."""
    return hashlib.sha256(name.encode()).hexdigest()[:22]


class Speaker:
    """One device and the chain it writes."""

    def __init__(self, name: str, epoch: str = "epoch-1") -> None:
        self._draws = 0
        self._name = name
        self.keys = DeviceKeys.generate(self._random)
        self.device = self.keys.id
        self.epoch, self.seq = epoch, 0
        self.last: str | None = None

    def say(
        self,
        kind: str,
        about: Sequence[str],
        fields: Mapping[str, Json],
        after: Sequence[SignedStatement] = (),
        *,
        seq: int | None = None,
    ) -> SignedStatement:
        """The next statement of the chain, a minute after the one before; ``seq`` takes a place again (a fork)."""
        self.seq = self.seq + 1 if seq is None else seq
        signed = issue(
            StatementPayload(
                kind=kind,
                about=tuple(about),
                fields=fields,
                after=tuple(statement.id for statement in after),
                issued_at=int((BEGAN + timedelta(minutes=self.seq)).timestamp()),
                edition="england-2026",
                must=False,
                position=(self.epoch, self.seq, self.last),
            ),
            self.keys,
            self._random,
        )
        self.last = signed.id
        return signed

    def _random(self, size: int) -> bytes:
        self._draws += 1
        return hashlib.shake_256(f"{self._name} {self._draws}".encode()).digest(size)


def entry(signed: SignedStatement, source: str = OWN, minutes: int = 0) -> JournalEntry:
    """A journal entry received ``minutes`` after the beginning."""
    return JournalEntry(to_domain(signed), signed.token, BEGAN + timedelta(minutes=minutes), source)
