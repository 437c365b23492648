"""Finding children and records by what is written in them, inside the encrypted index.

Rules this module keeps:

* a record is named by its kind and date, never by its words;
* a record that is kept from some people is not found by its words: of a child that is found, only that such a record exists and
  whom to ask is said, without naming the child again.
"""

from __future__ import annotations

from collections.abc import Sequence

from desktop.domain.entries import concern_entry
from desktop.domain.entry_catalogue import ENTRY_FAMILIES, ENTRY_TYPES
from desktop.services.book import OpenBook
from desktop.services.children import Children
from desktop.services.concern_pages import ConcernPages
from desktop.services.entry_pages import EntryPages
from desktop.services.found import Found, RecordFound
from desktop.services.histories import founding

CHILDREN, RECORDS, FEW = 6, 6, 3  # shown of each; only for so few children it is looked what is kept from some people


class Finding:
    def __init__(self, book: OpenBook, children: Children, concerns: ConcernPages, entries: EntryPages) -> None:
        self._book, self._children, self._concerns, self._entries = book, children, concerns, entries

    def find(self, text: str) -> Found:
        """The first few children and records that match every word of ``text``; nothing when it is blank."""
        if not text.strip():
            return Found()
        children = self._children.search(text)
        records = [self._record(*hit) for hit in self._book.store.found(text, RECORDS)]
        kept = self._kept([row.id for row in children]) if len(children) <= FEW else ()
        return Found(children[:CHILDREN], tuple(one for one in records if one is not None), kept)

    def _record(self, record: str, child: str) -> RecordFound | None:
        folded = self._book.store.record(record)
        if folded is None or folded.walled:
            return None
        name = self._concerns.child_name(child)
        if folded.family in ENTRY_FAMILIES:
            return RecordFound(record, child, name, self._entries.title(folded), folded.family)
        return RecordFound(record, child, name, self._concerns.title(concern_entry(folded)))

    def _kept(self, children: Sequence[str]) -> tuple[str, ...]:
        walled = [
            folded
            for child in children
            for family in ("concern", *ENTRY_TYPES)
            for folded in self._book.store.records_of_child(child, family)
            if folded.walled
        ]
        first = [said for said in map(founding, walled) if said is not None]
        asked = (f"{self._book.person(said.device)}, {self._book.organisation(said.device)}" for said in first)
        return tuple(who.rstrip(", ") for who in asked)
