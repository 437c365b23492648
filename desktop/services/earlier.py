"""Earlier records, as far as the edition's rules count them.

Rules this module keeps:

* only what a rule counts is read, when the rest of the rule holds: one child's records of its days, or those that name somebody;
* it is asked at every saved draft: what was read is kept until a transaction moves a record;
* a withdrawn record counts nothing, and a record never counts itself;
* a record that is kept from someone is counted only by one that is kept from someone too: what is signed into an open record
  must not tell that there is another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from desktop.domain.conditions import CONCERN, PERSON, Counted, Earlier, event_day, names
from desktop.domain.dates import LONDON, parse_day
from desktop.domain.folding import Folded
from desktop.domain.records import ConcernEntry
from desktop.domain.statements import Json
from desktop.domain.walls import needs_wall
from desktop.domain.withdrawals import is_withdrawn
from desktop.services.book import OpenBook, Sheet
from desktop.services.times import local

NAMED = "kept_from"
_MOVES_NOTHING = frozenset({"draft"})


@dataclass(frozen=True, slots=True)
class _Known:
    record: str
    walled: bool
    earlier: Earlier


class EarlierRecords:
    def __init__(self, book: OpenBook) -> None:
        self._book = book
        self._kept: dict[tuple[str, date | None, str], tuple[_Known, ...]] = {}
        book.watch(self._forget)

    def past(
        self, child: str, entry: ConcernEntry, itself: str = "", *, walled: bool = False
    ) -> Callable[[Counted], tuple[Earlier, ...]]:
        """What counts for an entry about ``child`` ("" while none is chosen); ``itself`` is the record it is, if it is one.

        ``walled``: it is kept from someone, whatever the entry says.
        """
        hidden, named = walled or needs_wall(entry), names(entry.kept_from)
        today = self._book.today()
        day = min(event_day(entry) or today, today)

        def find(count: Counted) -> tuple[Earlier, ...]:
            if count.about == PERSON:
                found = self._naming() if named else ()
            else:
                found = self._of_child(child, day - timedelta(days=count.within_days), count) if child else ()
            return tuple(one.earlier for one in found if one.record != itself and (hidden or not one.walled))

        return find

    def _of_child(self, child: str, day: date, count: Counted) -> tuple[_Known, ...]:
        families = sorted(count.types | ({CONCERN} if count.categories or not count.types else set()))
        begin, store = datetime.combine(day, time(0), LONDON), self._book.store

        def read() -> Iterable[Folded]:
            for family in families:
                yield from store.records_of_child(child, family, begin)

        return self._read((child, day, " ".join(families)), read)

    def _naming(self) -> tuple[_Known, ...]:
        """Concerns about any child that name somebody who must not see them."""
        found = self._read(("", None, NAMED), lambda: self._book.store.records_with(NAMED))
        return tuple(replace(one, earlier=replace(one.earlier, same_child=False)) for one in found)

    def _read(self, key: tuple[str, date | None, str], records: Callable[[], Iterable[Folded]]) -> tuple[_Known, ...]:
        if key not in self._kept:
            found = (one for one in records() if not is_withdrawn(one))
            self._kept[key] = tuple(_Known(one.id, one.walled, self._earlier(one)) for one in found)
        return self._kept[key]

    def _forget(self, sheet: Sheet) -> None:
        """Something was written, taken in or erased: read again when it is asked for."""
        if sheet.changes.families - _MOVES_NOTHING:
            self._kept.clear()

    def _earlier(self, folded: Folded) -> Earlier:
        """Read from the folded fields themselves: a child may have thousands of records."""
        first = next((s for s in folded.statements if s.about and s.about[0] == folded.id), None)
        written = local(first.written_at).date() if first else self._book.today()
        happened, noticed = (parse_day(_cell(folded, name, "at")) for name in ("happened", "noticed"))
        people = (
            _cell(folded, "witness", "name"),
            _cell(folded, "informant", "name"),
            _cell(folded, "typed_by", "name"),
        )
        writer = self._book.person(first.device) if first else ""
        return Earlier(
            day=happened or noticed or written,
            type=folded.family,
            categories=frozenset({str(_value(folded, "category") or ""), *_texts(_value(folded, "categories"))}) - {""},
            level=str(_value(folded, "level") or ""),
            source=" ".join(next((one for one in (*people, writer) if one), "").casefold().split()),
            named=names(name for side in _sides(folded, NAMED) for name in _texts(side)),
        )


def _value(folded: Folded, name: str) -> Json:
    return folded.fields[name].value if name in folded.fields else None


def _sides(folded: Folded, name: str) -> tuple[Json, ...]:
    """A field on every side of a disputed record."""
    return tuple(side.value for side in folded.fields[name].values) if name in folded.fields else ()


def _cell(folded: Folded, name: str, cell: str) -> str:
    row = _value(folded, name)
    return str(row.get(cell) or "") if isinstance(row, Mapping) else ""


def _texts(value: Json) -> tuple[str, ...]:
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list | tuple) else ()
