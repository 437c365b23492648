"""Several records of one child on one page, and as one row of a list.

Rules this module keeps:

* each record's own entries stay its own: they are only read together, by their lines, before any of them is read;
* a record that is kept from some people is not carried over to another record's page by a comparison, nor is a decision that
  carries it: it stays on its own, and only that there is one is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from desktop.domain.entry_catalogue import ENTRY_TYPES
from desktop.domain.involvement import FAMILY as INVOLVEMENT
from desktop.domain.listing import TOLD as EVENTS
from desktop.domain.listing import Marks
from desktop.services.book import OpenBook
from desktop.services.histories import founding
from desktop.services.pages.children import ChildRow
from desktop.services.ports import Store
from desktop.services.same import Sameness
from desktop.services.stored import RecordLine, ToldLine

R = TypeVar("R")
TOLD = ("concern", INVOLVEMENT, *ENTRY_TYPES)  # families whose records have a line of their own in a chronology


class Together:
    """The records of one child, as read from one of them. ``lines`` are all that its page may tell of."""

    def __init__(self, book: OpenBook, same: Sameness, child: str) -> None:
        self._book = book
        self.children = same.group_of(child)
        self.others = self.children[1:]
        self._of = {one: book.store.lines_of_child(one) for one in self.children}
        self.walled = self._walled()
        rest = (line for other in self.others for line in self._of[other] if line.record not in self.walled)
        self.lines = (*self._of[child], *rest)
        begun = [line for line in self.lines if line.written]
        self._ordered = sorted(begun, key=lambda line: (-line.written, line.record))

    def all(self, read: Callable[[str], Iterable[R]]) -> tuple[R, ...]:
        """What ``read`` finds of each of the records."""
        return tuple(row for child in self.children for row in read(child))

    def latest(self, families: Collection[str]) -> list[RecordLine]:
        """The lines of these families whose beginning has come, the latest written first."""
        return [line for line in self._ordered if line.family in families]

    def _walled(self) -> frozenset[str]:
        """The records of the other records, and what was shared of them, that are kept from some people."""
        store, lines = self._book.store, [line for other in self.others for line in self._of[other]]
        kept = {line.record for line in lines if line.marks & Marks.WALLED}
        shares = store.records([line.record for line in lines if line.family == "share"])
        carried = {share.id: decided.about[2:] for share in shares if (decided := founding(share)) is not None}
        hidden = kept | store.walled({record for records in carried.values() for record in records})
        return frozenset(kept | {share for share, records in carried.items() if not hidden.isdisjoint(records)})


def told_about(store: Store, lines: Iterable[RecordLine], children: Collection[str]) -> list[ToldLine]:
    """What was rung, decided, asked and answered about these children, in no order; what was not accepted in its record is none of it."""
    told = [line for line in lines if line.marks & Marks.TOLD]
    refusing = store.records([line.record for line in told if line.marks & Marks.REFUSED])
    refused = {said.id for folded in refusing for said, _ in folded.refused}
    found = store.told([line.record for line in told], EVENTS, children)
    return [line for line in found if line.statement not in refused]


def one_row_each(
    rows: Sequence[ChildRow], groups: Collection[frozenset[str]], others: Mapping[str, ChildRow]
) -> tuple[ChildRow, ...]:
    """One row for each child, the first that was found; what was found of the other records is counted with it."""
    held = dict(others) | {row.id: row for row in rows}
    group_of = {child: group for group in groups for child in group}
    shown: dict[frozenset[str], ChildRow] = {}
    for row in rows:
        group = group_of.get(row.id, frozenset({row.id}))
        if group in shown:
            continue
        together = [row, *(held[child] for child in sorted(group - {row.id}) if child in held)]
        entered = [one.last_entry for one in together if one.last_entry is not None]
        names = dict.fromkeys(one.name for one in together if one.name != row.name)
        shown[group] = replace(
            row,
            concerns=sum(one.concerns for one in together),
            last_entry=max(entered, default=None),
            also=tuple(names),
        )
    return tuple(shown.values())
