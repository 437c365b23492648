"""Children: find, register, amend, read.

Rules this module keeps:

* search comes before create: a likely duplicate is refused until the person has seen it;
* an amendment names every statement whose value it replaces, so that it settles a disputed field;
* reading a child's page is itself recorded, at most once an hour for each record.
"""

from __future__ import annotations

from collections.abc import Mapping

from desktop.domain.records import ChildEntry
from desktop.domain.statements import Changes, Json
from desktop.services.book import OpenBook
from desktop.services.pages import ChildPage, ChildRow, Duplicate, Registered


class Children:
    def __init__(self, book: OpenBook) -> None:
        self._book = book

    def search(self, text: str = "") -> tuple[ChildRow, ...]:
        """Children whose name, identifier, address or records match ``text``; all by name when it is blank."""
        raise NotImplementedError

    def likely_duplicates(self, entry: ChildEntry) -> tuple[Duplicate, ...]:
        """Children already in the book who may be this one, with why."""
        raise NotImplementedError

    def same_address(self, entry: ChildEntry) -> tuple[ChildRow, ...]:
        """Other children at this address: brothers and sisters to ask about."""
        raise NotImplementedError

    def register(self, entry: ChildEntry, *, duplicates_seen: bool = False) -> Registered:
        """Add a child. Raises LikelyDuplicate unless ``duplicates_seen``; Incomplete; InvalidIdentifier (domain)."""
        raise NotImplementedError

    def amend(self, child_id: str, changes: Mapping[str, Json], reason: str) -> Changes:
        """Change fields of a child's record (entry field name to its new value as in ChildEntry).

        Raises NoSuchRecord, ReasonNeeded, NothingChanged, NotYourRecord, InvalidIdentifier (domain).
        """
        raise NotImplementedError

    def entry(self, child_id: str) -> ChildEntry:
        """The settled values. Raises NoSuchRecord."""
        raise NotImplementedError

    def page(self, child_id: str) -> ChildPage:
        """Everything on the child's page; writes record.opened at most once an hour. Raises NoSuchRecord."""
        raise NotImplementedError
