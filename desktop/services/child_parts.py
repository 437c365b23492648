"""The parts of a child's page: of each the latest rows, and how many there are.

Rules this module keeps:

* what is not shown is not read: a part is chosen by the records' lines, and only its own rows are folded;
* nothing is dropped: each part is counted in whole, and the rows before those that are shown follow when they are asked for;
* what waits for somebody (something to do, a clock, an answer nobody looked at) is shown however old it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TypeAlias

from desktop.domain.entry_catalogue import ENTRY_TYPES
from desktop.domain.folding import Folded
from desktop.domain.involvement import FAMILY as INVOLVEMENT
from desktop.domain.listing import Marks, score_in
from desktop.domain.statements import Kind, Statement
from desktop.language import tr
from desktop.services.book import OpenBook
from desktop.services.chronology import Chronologies, entry_line
from desktop.services.concern_pages import ConcernPages, child_of
from desktop.services.entry_pages import EntryPages
from desktop.services.pages.children import ChronologyRow, OpeningRow
from desktop.services.pages.concerns import ConcernPage
from desktop.services.pages.entries import EntryRow
from desktop.services.pages.shares import ShareRow
from desktop.services.shares import Shares
from desktop.services.stored import RecordLine
from desktop.services.times import moment_of
from desktop.services.together import TOLD, Together, told_about

FELT = "voice"  # the type of record in which a child says how safe they feel
SCORES = 30  # of them on the page
MAPS = 20  # body maps
_MINUTE = 60  # seconds: an event's time is said to the minute
_Key: TypeAlias = tuple[int, int, int, str]  # when it happened, when it was written, records before events, an id


class ChildParts:
    """Reads the parts of one child's page once, inside ``store.once()``."""

    def __init__(
        self,
        book: OpenBook,
        parts: Together,
        concerns: ConcernPages,
        entries: EntryPages,
        shares: Shares,
        chronologies: Chronologies,
    ) -> None:
        self._book, self._parts, self._concerns = book, parts, concerns
        self._entries, self._shares, self._chronologies = entries, shares, chronologies
        self._names: dict[str, str] = {}
        self._rows: dict[
            str, EntryRow
        ] = {}  # read once: a line of the chronology, of the table, and of what is to be done

    # concerns

    def concerns(self, most: int, shown: Collection[str] = (), also: Collection[str] = ()) -> tuple[ConcernPage, ...]:
        """The latest written that are not shown yet, and ``also``."""
        found = [line.record for line in self._of_family("concern")]
        wanted = {*[one for one in found if one not in shown][:most], *also}
        return self._pages([one for one in found if one in wanted])

    def drawn(self) -> tuple[tuple[ConcernPage, ...], int]:
        """The latest that have a body map and stand, and how many do; one that is kept from somebody is none of them."""
        out = Marks.WITHDRAWN | Marks.WALLED
        found = [one for one in self._parts.lines if one.marks & Marks.DRAWN and not one.marks & out]
        latest = sorted(found, key=lambda line: (line.happened, line.record))[-MAPS:]
        return self._pages([line.record for line in latest]), len(found)

    def _pages(self, records: Sequence[str]) -> tuple[ConcernPage, ...]:
        folded = self._book.store.records(records)
        return tuple(self._concerns.page(one, self._name(one)) for one in folded)

    def _of_family(self, family: str) -> list[RecordLine]:
        """Of one family, the latest written first; first of all those whose beginning has not come."""
        found = [line for line in self._parts.lines if line.family == family]
        return sorted(found, key=lambda line: (line.written != 0, -line.written, line.record))

    # records beside concerns

    def entries(self, most: int, shown: Collection[str] = ()) -> tuple[EntryRow, ...]:
        """The latest written that are not shown yet, by when they were written."""
        found = [line.record for line in self._parts.latest(ENTRY_TYPES) if line.record not in shown]
        return self._entry_rows(found[:most][::-1])

    def todo(self) -> tuple[EntryRow, ...]:
        """All about which something is still to be done, by when they were written."""
        found = [line.record for line in self._parts.latest(ENTRY_TYPES) if line.marks & Marks.OPEN]
        return self._entry_rows(found[::-1])

    def scored(self) -> tuple[tuple[EntryRow, ...], int]:
        """The latest that stand in which the child said how safe they feel, and how many do."""
        found = [
            line
            for line in self._parts.latest((FELT,))
            if score_in(line.marks) >= 0 and not line.marks & Marks.WITHDRAWN
        ]
        latest = sorted(found, key=lambda line: (line.happened, line.written))[-SCORES:]
        return self._entry_rows([line.record for line in latest]), len(found)

    def _entry_rows(self, records: Sequence[str]) -> tuple[EntryRow, ...]:
        for folded in self._book.store.records([one for one in records if one not in self._rows]):
            self._rows[folded.id] = self._entries.row(folded, self._name(folded))
        return tuple(self._rows[one] for one in records if one in self._rows)

    # sharing

    def shares(self, most: int, shown: Collection[str] = (), unseen: Collection[str] = ()) -> tuple[ShareRow, ...]:
        """The latest decisions that are not shown yet, and ``unseen`` ones, newest first."""
        found = [line.record for line in self._parts.latest(("share",))]
        wanted = {*[one for one in found if one not in shown][:most], *unseen}
        listed = [one for one in found if one in wanted]
        self._book.store.records(listed)  # in one go
        shares = (self._shares.share(one) for one in listed)
        return tuple(self._shares.row(one) for one in shares if one is not None)

    def answered(self) -> frozenset[str]:
        """The decisions that the desk answered."""
        return frozenset(line.record for line in self._parts.latest(("share",)) if line.marks & Marks.ANSWERED)

    # chronology

    def chronology(self, most: int) -> tuple[tuple[ChronologyRow, ...], int]:
        """The latest lines, the earliest of them first, and how many there are."""
        lines = [line for line in self._parts.latest(TOLD) if line.family != INVOLVEMENT]
        found: list[tuple[_Key, str, ChronologyRow | None]] = [
            ((line.happened, line.written, 0, line.record), line.record, None) for line in lines
        ]
        found += [(key, "", None) for key in self._events()]
        found += [(_row_key(row), "", row) for row in self._involvements()]
        latest = sorted(found, key=lambda one: one[0])[-most:] if most else []
        folded = {one.id: one for one in self._book.store.records([record for _, record, _ in latest if record])}
        said = self._book.store.statements([key[3] for key, record, row in latest if not record and row is None])
        rows = (row or self._line(folded.get(record), said.get(key[3])) for key, record, row in latest)
        return tuple(row for row in rows if row is not None), len(found)

    def _line(self, folded: Folded | None, told: Statement | None) -> ChronologyRow | None:
        if told is not None:
            return self._chronologies.event(told)
        if folded is None:
            return None
        if folded.family in ENTRY_TYPES:
            return entry_line(self._entry_rows([folded.id])[0])
        return self._chronologies.record(folded, self._name(folded))

    def _events(self) -> Iterator[_Key]:
        """What was rung, decided, asked and answered about the child; only a call is read, which was made before it was written."""
        store = self._book.store
        found = told_about(store, self._parts.lines, self._parts.children)
        calls = store.statements([line.statement for line in found if line.kind == Kind.CALL_LOGGED])
        for line in found:
            call = calls.get(line.statement)
            at = moment_of(str(call.fields.get("at") or "")) if call is not None else None
            happened = int(at.timestamp()) if at is not None else line.written
            yield happened - happened % _MINUTE, line.written, 1, line.statement

    def _involvements(self) -> Iterator[ChronologyRow]:
        """The events recorded with other children: when they were is known from there."""
        lines = [line.record for line in self._parts.latest((INVOLVEMENT,))]
        for folded in self._book.store.records(lines):
            row = self._chronologies.record(folded, self._name(folded))
            if row is not None:
                yield row

    # who opened it

    def openings(self, most: int, shown: Collection[str] = ()) -> tuple[tuple[OpeningRow, ...], int]:
        """Who opened or copied the child's record, or one of the records about the child, newest first; and how many times."""
        families = {line.record: line.family for line in self._parts.lines if line.marks & Marks.READ}
        read = [one for one, family in families.items() if family in ("concern", *ENTRY_TYPES)]
        every = {*read, *self._parts.children}
        opened, times = self._book.store.said_last(every, (Kind.RECORD_OPENED,), most, shown, first=True)
        copied, copies = self._book.store.said_last(self._parts.children, (Kind.RECORD_EXPORTED,), most, shown)
        rows = [self._opening(said, tr("made a paper copy")) for _, said in copied]
        rows += [self._opening(said, _opened_words(families.get(record, "child"))) for record, said in opened]
        return tuple(sorted(rows, key=lambda row: row.at, reverse=True)[:most]), times + copies

    def _opening(self, said: Statement, what: str) -> OpeningRow:
        return OpeningRow(self._book.person(said.device), said.written_at, what, said.id)

    def _name(self, folded: Folded) -> str:
        child = child_of(folded)
        if child not in self._names:
            self._names[child] = self._concerns.child_name(child)
        return self._names[child]


def _opened_words(family: str) -> str:
    if family in ENTRY_TYPES:
        return tr("opened: {title}", title=tr(ENTRY_TYPES[family].title))
    return tr("opened a concern") if family == "concern" else tr("opened the child's page")


def _row_key(row: ChronologyRow) -> _Key:
    at = moment_of(row.event_at) or row.written_at
    return int(at.timestamp()), int(row.written_at.timestamp()), 0, row.record
