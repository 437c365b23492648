"""Sharing: choose, look at exactly what leaves, decide; deciding not to share is recorded the same way.

Rules this module keeps:

* the address, postcode and setting of a child marked "must not be disclosed" leave with no share, whatever is ticked;
* a record with a wall (``kept_from``) is offered unticked and warned about;
* the decision, its letters and the own copy are written in one transaction, sealed before anything can leave;
* a shared amendment brings the bare shells of the statements it builds on.
"""

from __future__ import annotations

from desktop.domain.records import SharingEntry
from desktop.services.book import OpenBook
from desktop.services.pages import Decided, Missing, ShareChoices, SharePreview


class Sharing:
    def __init__(self, book: OpenBook) -> None:
        self._book = book

    def choices(self, child_id: str) -> ShareChoices:
        """What could be shared about a child, with whom, for which purposes. Recipients are none before joining."""
        raise NotImplementedError

    def check(self, entry: SharingEntry) -> tuple[Missing, ...]:
        """What the decision still needs, by SharingEntry field name."""
        raise NotImplementedError

    def preview(self, entry: SharingEntry) -> SharePreview:
        """Exactly what would leave, field by field, and what stays and why."""
        raise NotImplementedError

    def decide(self, entry: SharingEntry) -> Decided:
        """Record the decision and, when it is to share, seal and queue its letters.

        Raises NoSuchRecord, NothingToShare, ReasonNeeded, Incomplete, NotJoined, NoRecipient.
        """
        raise NotImplementedError
