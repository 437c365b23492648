"""Finding children and records by what is written in them, inside the encrypted index.

Rules this module keeps:

* a record is named by its kind and date, never by its words; a withdrawn one says that it is;
* older and newer words of the guidance edition find each other;
* a relation finds its child and is no record that is listed; a decision about sharing is listed unless what it shares is kept from
  some people;
* a record that is kept from some people is not found by its words: of a child that is found, only that such a record exists and
  whom to ask is said, without naming the child again.
"""

from __future__ import annotations

from collections.abc import Sequence

from desktop.domain.entries import concern_entry, person_entry
from desktop.domain.entry_catalogue import ENTRY_FAMILIES
from desktop.domain.statements import Statement
from desktop.domain.withdrawals import is_withdrawn
from desktop.services.book import OpenBook
from desktop.services.children import Children
from desktop.services.concern_pages import ConcernPages
from desktop.services.entry_pages import EntryPages
from desktop.services.found import Found, RecordFound
from desktop.services.histories import founding
from desktop.services.relations import person_row
from desktop.services.share_titles import decision_title
from desktop.services.walls import share_is_walled

CHILDREN, PEOPLE, RECORDS, FEW = (
    6,
    4,
    6,
    3,
)  # shown of each; only for so few children it is looked what is kept from some people

LISTED = frozenset({"concern", "share", *ENTRY_FAMILIES})


class Finding:
    def __init__(self, book: OpenBook, children: Children, concerns: ConcernPages, entries: EntryPages) -> None:
        self._book, self._children, self._concerns, self._entries = book, children, concerns, entries

    def find(self, text: str) -> Found:
        """The first few children, adults and records that match every word of ``text``; nothing when it is blank."""
        if not text.strip():
            return Found()
        children = self._children.search(text, most=2 * CHILDREN)
        store, terms = self._book.store, self._book.guidance.terms
        hits = store.found(text, RECORDS + 1, terms)
        records = [self._record(*hit) for hit in hits[:RECORDS]]
        people = tuple(person_row(one.id, person_entry(one)) for one in store.persons(text, PEOPLE))
        kept = self._kept([row.id for row in children]) if len(children) <= FEW else ()
        more = len(hits) > RECORDS or len(children) > CHILDREN
        return Found(children[:CHILDREN], tuple(one for one in records if one is not None), kept, people, more)

    def _record(self, record: str, child: str) -> RecordFound | None:
        folded = self._book.store.record(record)
        if folded is None or folded.walled or folded.family not in LISTED:
            return None
        if folded.family == "share" and share_is_walled(self._book, folded.id):
            return None
        name = self._concerns.child_name(child)
        if folded.family in ENTRY_FAMILIES:
            title = self._entries.title(folded)
        elif folded.family == "share":
            title = decision_title(folded)
        else:
            title = self._concerns.title(concern_entry(folded))
        return RecordFound(record, child, name, title, folded.family, is_withdrawn(folded))

    def _kept(self, children: Sequence[str]) -> tuple[str, ...]:
        store = self._book.store
        held = (store.record(one) for one in store.unsearched(children, {"concern", *ENTRY_FAMILIES}))
        first = [said for one in held if one is not None and one.walled and (said := founding(one)) is not None]
        return tuple(map(self._whom_to_ask, first))

    def _whom_to_ask(self, said: Statement) -> str:
        if said.device == self._book.device:
            return ""
        return f"{self._book.person(said.device)}, {self._book.organisation(said.device)}".rstrip(", ")
