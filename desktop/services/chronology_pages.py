"""A child's or a family's chronology as a screen and a paper read it: chosen, in order, a part at a time, also as known on a day.

Rules this module keeps:

* what is read of a child is noted as opened, for each child that is read;
* read together are records that a person called the same child, and for the family the other children it links;
* of one child, a record with a wall is a line that says that it exists and whom to ask; a family's chronology has no line for it;
* an older view folds what this book had received by the end of that day (``Known``); the children of a family are today's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from desktop.domain.dates import parse_day
from desktop.domain.entries import concern_entry
from desktop.domain.entry_catalogue import ENTRY_TYPES
from desktop.domain.folding import Folded
from desktop.domain.involvement import FAMILY as INVOLVEMENT
from desktop.domain.statements import Statement
from desktop.domain.withdrawals import is_withdrawn
from desktop.language import mark, tr
from desktop.services.book import OpenBook, Sheet
from desktop.services.chronology import Chronologies
from desktop.services.chronology_known import Known
from desktop.services.chronology_lines import CALL, SHARE, Line, chosen, event_line, happened_of, kept_line, record_line
from desktop.services.concern_pages import ConcernPages, name_in
from desktop.services.errors import NoSuchRecord
from desktop.services.histories import founding
from desktop.services.pages.children import ChronologyRow
from desktop.services.pages.chronology import ChronologyPage, Shown
from desktop.services.pages.fields import Choice
from desktop.services.people import People
from desktop.services.people_rows import FamilyLink
from desktop.services.together import told_about

MOST = 100  # lines of one page
KINDS = {
    "concern": mark("Concerns"),
    **{one.family: one.title for one in ENTRY_TYPES.values()},
    CALL: mark("Telephone calls"),
    SHARE: mark("Decisions about sharing, and answers"),
    INVOLVEMENT: mark("Events recorded with another child"),
}
_RECORDS = ("concern", *ENTRY_TYPES, INVOLVEMENT)


@dataclass(frozen=True, slots=True)
class Read:
    """Every line of what was asked for. ``children`` are (id, name), the child first."""

    key: tuple[str, bool, str]
    lines: tuple[Line, ...]
    children: tuple[tuple[str, str], ...]
    kept_back: int


class ChronologyPages:
    def __init__(
        self,
        book: OpenBook,
        chronologies: Chronologies,
        concerns: ConcernPages,
        people: People,
    ) -> None:
        self._book, self._chronologies, self._concerns = book, chronologies, concerns
        self._people = people
        self._read: Read | None = None  # kept while one goes through its pages, until something is written
        book.watch(self._forget)

    def page(self, child: str, shown: Shown | None = None, start: int = 0, most: int = MOST) -> ChronologyPage:
        """The lines from ``start`` on, ``most`` at the most. Raises NoSuchRecord."""
        shown = shown or Shown()
        links = self.family(child)
        read = self.read(child, shown)
        found = chosen(read.lines, shown)
        start = max(0, min(start, len(found) - 1))
        said = dict(read.children)
        there = {line.kind for line in read.lines}
        return ChronologyPage(
            child=child,
            child_name=said[child],
            shown=shown,
            rows=tuple(rows_of(found[start : start + most])),
            start=start,
            count=len(found),
            total=len(read.lines),
            kinds=tuple(Choice(kind, tr(title)) for kind, title in KINDS.items() if kind in there),
            writers=tuple(sorted({line.writer for line in read.lines if line.writer}, key=str.casefold)),
            family=links,
            kept_back=read.kept_back,
        )

    def family(self, child: str) -> tuple[FamilyLink, ...]:
        """The other children who are read with a child as a family. Raises NoSuchRecord."""
        self._known_child(child)
        return self._people.family_of(child)

    def read(self, child: str, shown: Shown) -> Read:
        """Every line of a child, or of the family, in order: chosen only by whose it is and when it was known. Raises NoSuchRecord."""
        self._known_child(child)
        key = (child, shown.family, shown.known_on)
        children = (child, *(link.child for link in self.family(child))) if shown.family else (child,)
        for one in children:
            self._book.note_opened(one, "child")
        if self._read is None or self._read.key != key:
            with self._book.store.once():
                self._read = self._all(key, children, Known(self._book, parse_day(shown.known_on)))
        return self._read

    # reading

    def _all(self, key: tuple[str, bool, str], children: Sequence[str], known: Known) -> Read:
        lines: list[Line] = []
        named: list[tuple[str, str]] = []
        kept_back = 0
        for child in children:
            group = known.group_of(child)
            name = self._name(child, known)
            named.append((child, name))
            for record in group:
                found = list(self._lines(record, known))
                apart = [one for one in found if not one.kept]
                if len(children) == 1 and record == child:
                    lines += found
                    continue
                kept_back += len(found) - len(apart) if len(children) == 1 else 0
                lines += [_named(one, child, name) for one in apart] if len(children) > 1 else apart
        ordered = sorted(lines, key=lambda line: (line.happened, line.written, line.record))
        return Read(key, tuple(ordered), tuple(named), kept_back)

    def _lines(self, child: str, known: Known) -> Iterator[Line]:
        """Every line of one record of a child, kept ones among them."""
        store, walled = self._book.store, set[str]()
        name = self._name(child, known)
        for family in _RECORDS:
            for folded in known.all(store.records_of_child(child, family)):
                first = founding(folded)
                if family == INVOLVEMENT and (first is None or not self._book.is_own(first.device)):
                    continue  # another organisation says nothing of whom our own record is about
                event = self._event_of(folded, known)
                if folded.walled or (event is not None and event.walled):
                    walled.add(folded.id)
                if first is not None:
                    yield self._kept(first) if folded.id in walled else self._record(folded, first, name, event)
        for share in known.all(store.records_of_child(child, "share")):
            decided = founding(share)
            if decided is not None and (walled.intersection(decided.about[2:]) or store.walled(decided.about[2:])):
                walled.add(share.id)
        for said in self._told(child):
            if known.knew(said):
                yield self._kept(said) if walled.intersection(said.about) else self._event(said)

    def _told(self, child: str) -> tuple[Statement, ...]:
        """What was rung, decided, asked and answered about a child."""
        store = self._book.store
        told = told_about(store, store.lines_of_child(child), (child,))
        said = store.statements([line.statement for line in told])
        return tuple(said[line.statement] for line in told)

    def _event_of(self, folded: Folded, known: Known) -> Folded | None:
        """The concern that tells of the event in which this child had a part, as it was known."""
        if folded.family != INVOLVEMENT or "concern" not in folded.fields:
            return None
        concern = self._book.store.record(str(folded.fields["concern"].value))
        return known.folded(concern) if concern is not None and concern.family == "concern" else None

    def _record(self, folded: Folded, first: Statement, name: str, event: Folded | None) -> Line:
        withdrawn = is_withdrawn(folded) or (event is not None and is_withdrawn(event))

        def make() -> ChronologyRow | None:
            row = self._chronologies.record(folded, name)
            if row is None or folded.family != INVOLVEMENT:
                return row
            if event is None:  # it was not here by then, or is not at all: when it was is not known
                return replace(row, event_at="", precision="exact", withdrawn=withdrawn)
            happened = concern_entry(event).happened
            return replace(row, event_at=happened.at, precision=happened.precision.value, withdrawn=withdrawn)

        return record_line(
            folded,
            first,
            self._book.person(first.device),
            happened=happened_of(event or folded),
            urgent=folded.family == "concern" and self._concerns.urgent(folded),
            withdrawn=withdrawn,
            make=make,
        )

    def _event(self, said: Statement) -> Line:
        return event_line(said, self._book.person(said.device), lambda: self._chronologies.event(said))

    def _kept(self, said: Statement) -> Line:
        return kept_line(said, lambda: self._chronologies.kept(said))

    def _name(self, child: str, known: Known) -> str:
        """As it was known then; of a child whom this book did not know yet, today's name: nobody may think it another child's page."""
        folded = self._book.store.record(child)
        then = known.folded(folded) if folded is not None else None
        return name_in(folded if then is None else then)

    def _known_child(self, child: str) -> None:
        folded = self._book.store.record(child)
        if folded is None or folded.family != "child":
            raise NoSuchRecord("no such child in this record book")

    def _forget(self, _sheet: Sheet) -> None:
        self._read = None


def rows_of(lines: Sequence[Line]) -> Iterator[ChronologyRow]:
    """The words of these lines."""
    return (row for line in lines if (row := line.make()) is not None)


def _named(line: Line, child: str, name: str) -> Line:
    """The same line with whose it is."""
    make = line.make

    def named() -> ChronologyRow | None:
        row = make()
        return replace(row, child=child, child_name=name) if row is not None else None

    return replace(line, make=named)
