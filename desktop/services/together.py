"""Several records of one child on one page, and as one row of a list.

Rules this module keeps:

* each record's own entries stay its own: they are only read together;
* a record that is kept from some people is not carried over to another record's page by a comparison: it stays on its
  own, and only that there is one is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from desktop.domain.entry_catalogue import ENTRY_TYPES
from desktop.services.book import OpenBook
from desktop.services.histories import founding
from desktop.services.pages.children import ChildRow, ChronologyRow
from desktop.services.same import Sameness
from desktop.services.times import moment_of

R = TypeVar("R")


class Together:
    """The records of one child, as read from one of them."""

    def __init__(self, book: OpenBook, same: Sameness, child: str) -> None:
        self._book = book
        self.children = same.group_of(child)
        self.others = self.children[1:]

    def all(self, read: Callable[[str], Iterable[R]], stays: Callable[[R], bool] = lambda _: False) -> tuple[R, ...]:
        """What ``read`` finds of this record, and of the others what does not stay there."""
        rest = (row for other in self.others for row in read(other) if not stays(row))
        return (*read(self.children[0]), *rest)

    def walled(self) -> frozenset[str]:
        """The records of the other records, and what was shared of them, that are kept from some people."""
        store = self._book.store
        kept = {
            folded.id
            for other in self.others
            for family in ("concern", *ENTRY_TYPES)
            for folded in store.records_of_child(other, family)
            if folded.walled
        }
        for share in (share for other in self.others for share in store.records_of_child(other, "share")):
            decided = founding(share)
            if decided is not None and not kept.isdisjoint(decided.about[2:]):
                kept.add(share.id)
        return frozenset(kept)


def in_time(rows: Sequence[ChronologyRow]) -> tuple[ChronologyRow, ...]:
    """Earliest first, as one chronology."""
    return tuple(sorted(rows, key=lambda row: (moment_of(row.event_at) or row.written_at, row.written_at)))


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
