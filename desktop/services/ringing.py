"""Ringing: urgent records that have reached nobody yet.

Rules this module keeps:

* an alert clears on a logged call or when a person opened the referral, never on "delivered";
* the number is the one for this hour;
* only this organisation's own records raise an alert here.
"""

from __future__ import annotations

from desktop.domain.records import CallEntry
from desktop.domain.statements import Changes
from desktop.services.book import OpenBook
from desktop.services.pages import Alert, Missing


class Ringing:
    def __init__(self, book: OpenBook) -> None:
        self._book = book

    def alerts(self) -> tuple[Alert, ...]:
        """Urgent concerns that nobody has been told of, oldest first."""
        raise NotImplementedError

    def check(self, entry: CallEntry) -> tuple[Missing, ...]:
        raise NotImplementedError

    def log_call(self, entry: CallEntry) -> Changes:
        """Record a telephone call about a concern. Raises NoSuchRecord, Incomplete."""
        raise NotImplementedError
