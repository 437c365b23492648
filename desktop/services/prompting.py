"""What the guidance says of a concern, and of a record beside concerns, with what is known of the child and of earlier records.

Rules this module keeps: one way of asking for both; of a record beside concerns its own words are looked at, and what a type
keeps between two people is not looked at at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from desktop.domain.entries import child_entry, values_of
from desktop.domain.entry_types import HAPPENED, EntryType
from desktop.domain.folding import Folded
from desktop.domain.records import ChildEntry, ConcernEntry, When
from desktop.domain.rules import Prompt, Situation, prompts
from desktop.domain.statements import Json
from desktop.services.book import OpenBook
from desktop.services.earlier import EarlierRecords


class Prompting:
    def __init__(self, book: OpenBook) -> None:
        self._book, self._earlier = book, EarlierRecords(book)

    def of_concern(self, child: str, entry: ConcernEntry, itself: str = "") -> tuple[Prompt, ...]:
        """The edition's rules that speak to an entry; ``itself`` is the record that it is already, if it is one."""
        past = self._earlier.past(child, entry, itself)
        here = Situation(entry, self._child(child), self._book.today(), writer=self._book.profile.name, past=past)
        return prompts(here, self._book.guidance)

    def of_entry(self, child: str, one: EntryType, folded: Folded) -> tuple[Prompt, ...]:
        """The same of a record beside concerns."""
        return self.of_values(child, one, values_of(folded), folded.id, walled=folded.walled)

    def of_values(
        self, child: str, one: EntryType, values: Mapping[str, Json], itself: str = "", *, walled: bool = False
    ) -> tuple[Prompt, ...]:
        """The same of what is written of one so far; ``values`` as in a statement."""
        if one.private:
            return ()
        at = values.get(HAPPENED)
        when = When(str(at.get("at") or "")) if isinstance(at, Mapping) else When()
        said = ". ".join(text for field in one.every for text in _texts(values.get(field.name)))
        entry = ConcernEntry(happened=when, seen=said)
        past = self._earlier.past(child, entry, itself, walled=walled)
        here = Situation(entry, self._child(child), self._book.today(), type=one.family, past=past)
        return prompts(here, self._book.guidance)

    def _child(self, child: str) -> ChildEntry:
        folded = self._book.store.record(child) if child else None
        return child_entry(folded) if folded is not None else ChildEntry()


def _texts(value: Json) -> Iterator[str]:
    """The texts of a value, those of its rows among them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for cell in value.values():
            yield from _texts(cell)
    elif isinstance(value, list | tuple):
        for row in value:
            yield from _texts(row)
