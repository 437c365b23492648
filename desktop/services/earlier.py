"""Earlier records, as far as the edition's rules count them.

Rules this module keeps:

* only what some rule can count is read: one child's records of the window, or those that name the same people;
* a withdrawn record counts nothing, and a record never counts itself;
* a record that is kept from someone is counted only by one that is kept from someone too: what is signed into an open record
  must not tell that there is another.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time

from desktop.domain.conditions import CONCERN, Earlier, event_day, names, source_of
from desktop.domain.dates import LONDON, parse_day
from desktop.domain.entries import concern_entry
from desktop.domain.folding import Folded
from desktop.domain.records import ConcernEntry
from desktop.domain.rules import counts_person, counts_types, since
from desktop.domain.statements import Json
from desktop.domain.walls import needs_wall
from desktop.domain.withdrawals import is_withdrawn
from desktop.services.book import OpenBook
from desktop.services.times import local


class EarlierRecords:
    def __init__(self, book: OpenBook) -> None:
        self._book = book

    def of(self, child: str, entry: ConcernEntry, itself: str = "") -> tuple[Earlier, ...]:
        """What counts for an entry about ``child`` ("" while none is chosen); ``itself`` is the record it is, if it is one."""
        guidance = self._book.guidance
        day = since(entry, guidance, self._book.today())
        if day is None:
            return ()
        begin = datetime.combine(day, time(0), LONDON)
        store = self._book.store
        found: dict[str, Folded] = {}
        if child:
            for family in (CONCERN, *sorted(counts_types(guidance))):
                found |= {one.id: one for one in store.records_of_child(child, family, begin)}
        of_child = frozenset(found)
        if names(entry.kept_from) and counts_person(guidance):
            found |= {one.id: one for one in store.records_with("kept_from") if one.family == CONCERN}
        hidden = needs_wall(entry)
        return tuple(
            self._earlier(one, same_child=one.id in of_child)
            for one in found.values()
            if one.id != itself and not is_withdrawn(one) and (hidden or not one.walled)
        )

    def _earlier(self, folded: Folded, *, same_child: bool) -> Earlier:
        first = next((s for s in folded.statements if s.about and s.about[0] == folded.id), None)
        written = local(first.written_at).date() if first else self._book.today()
        writer = self._book.person(first.device) if first else ""
        if folded.family != CONCERN:
            happened = folded.fields["happened"].value if "happened" in folded.fields else None
            at = happened.get("at") if isinstance(happened, dict) else None
            return Earlier(
                parse_day(str(at or "")) or written, folded.family, source=_named(writer), same_child=same_child
            )
        entry = concern_entry(folded)
        typed = folded.fields["typed_by"].value if "typed_by" in folded.fields else None
        return Earlier(
            day=event_day(entry) or written,
            categories=frozenset({entry.category, *entry.categories}) - {""},
            level=entry.level,
            source=source_of(entry, _typist(typed) or writer),
            named=names(_everybody(folded)),
            same_child=same_child,
        )


def _everybody(folded: Folded) -> Iterable[str]:
    """Who must not see a record, on every side of it."""
    for side in folded.fields["kept_from"].values if "kept_from" in folded.fields else ():
        if isinstance(side.value, list | tuple):
            yield from (str(name) for name in side.value)


def _typist(typed: Json) -> str:
    return str(typed.get("name") or "") if isinstance(typed, dict) else ""


def _named(person: str) -> str:
    return " ".join(person.casefold().split())
