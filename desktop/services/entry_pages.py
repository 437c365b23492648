"""Records beside concerns as screens read them: one page, one line, and what is due.

Rules this module keeps:

* a page is folded from the journal each time it is read; a type says by its data what its line is made of;
* something is open while an action has no outcome, or a clock of the edition runs that nothing has met;
* the three times stay apart, and what stands beside a record (withdrawn, disagreed with) comes with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from desktop.domain.clocks import Due, due, state
from desktop.domain.dates import parse_day
from desktop.domain.entries import values_of
from desktop.domain.entry_catalogue import ENTRY_TYPES
from desktop.domain.entry_types import HAPPENED, TOLD_WITH_LABEL, EntryType
from desktop.domain.folding import Folded
from desktop.domain.listing import is_open, score
from desktop.domain.statements import Json, Statement
from desktop.domain.withdrawals import is_withdrawn
from desktop.language import tr
from desktop.services.beside import beside_of
from desktop.services.book import OpenBook
from desktop.services.concern_pages import ConcernPages, child_of
from desktop.services.errors import NoSuchRecord
from desktop.services.histories import Histories, founding
from desktop.services.pages.entries import DONE, OPEN, WITHDRAWN, EntryPage, EntryRow
from desktop.services.question_pages import due_by
from desktop.services.times import text_words


class EntryPages:
    def __init__(self, book: OpenBook, histories: Histories, concerns: ConcernPages) -> None:
        self._book, self._histories, self._concerns = book, histories, concerns
        self.words, self.prompting = histories.words, concerns.prompting

    def folded(self, record: str) -> Folded:
        """Raises NoSuchRecord."""
        folded = self._book.store.record(record)
        if folded is None or folded.family not in ENTRY_TYPES:
            raise NoSuchRecord("no such record in this record book")
        return folded

    def child_name(self, child: str) -> str:
        return self._concerns.child_name(child)

    def page(self, folded: Folded) -> EntryPage:
        one, child = ENTRY_TYPES[folded.family], child_of(folded)
        row = self.row(folded)
        return EntryPage(
            id=folded.id,
            family=folded.family,
            child=child,
            child_name=self._concerns.child_name(child),
            title=self.title(folded),
            row=row,
            fields=self._histories.fields(folded, one.order),
            history=self._histories.rows(folded),
            values=values_of(folded),
            walled=folded.walled,
            private=one.private,
            closes=bool(one.closing) and row.state == OPEN,
            beside=row.beside,
            prompts=() if row.state == WITHDRAWN else self.prompting.of_entry(child, one, folded),
        )

    def of_child(self, child: str) -> tuple[EntryRow, ...]:
        """Every record beside concerns about a child, by when it was written."""
        found = (one for family in ENTRY_TYPES for one in self._book.store.records_of_child(child, family))
        name = self._concerns.child_name(child)
        rows = [self.row(folded, name) for folded in found if founding(folded) is not None]
        return tuple(sorted(rows, key=lambda row: (row.written_at, row.record)))

    def pages_of_child(self, child: str) -> tuple[EntryPage, ...]:
        """The same as whole pages, for paper."""
        found = (one for family in ENTRY_TYPES for one in self._book.store.records_of_child(child, family))
        return tuple(self.page(folded) for folded in found if founding(folded) is not None)

    def title(self, folded: Folded) -> str:
        """As in "Child’s voice, 20 November 2026 at 09:05": no case text."""
        name = tr(ENTRY_TYPES[folded.family].title)
        at = text_words(_when(values_of(folded))[0])
        return f"{name}, {at}" if at else name

    def row(self, folded: Folded, child_name: str | None = None) -> EntryRow:
        """Its line. What is not known of a record whose beginning has not come is blank; ``child_name`` when it is known."""
        one, values, child = ENTRY_TYPES[folded.family], values_of(folded), child_of(folded)
        first = founding(folded) or folded.statements[0]
        at, precision = _when(values)
        runs = self.due(folded)
        stands = WITHDRAWN if is_withdrawn(folded) else OPEN if is_open(folded) else DONE
        return EntryRow(
            record=folded.id,
            family=folded.family,
            child=child,
            child_name=self._concerns.child_name(child) if child_name is None else child_name,
            title=tr(one.title),
            event_at=at,
            precision=precision,
            written_at=first.written_at,
            received_at=self._book.store.received_at(first.id) or first.written_at,
            what=self._told(one, one.told, values),
            source=self._source(first),
            significance=self._told(one, one.significance, values),
            action=self._told(one, one.action, values),
            state=stands,
            owner=self._text(one, one.owner, values),
            due=runs,
            due_label=self._book.guidance.clock(one.clock.clock).label if one.clock is not None and runs else "",
            due_state=state(runs, self._book.now()) if runs else "",
            score=score(one, values),
            walled=folded.walled,
            amended=any(said.kind == one.amended for said in folded.statements),
            beside=beside_of(self._book, folded),
        )

    def due(self, folded: Folded) -> Due | None:
        """By when it is to be done, while it is open; None without a day."""
        if not is_open(folded):
            return None
        one = ENTRY_TYPES[folded.family]
        if one.clock is None:
            return due_by(self._day(folded, one.due))
        begun = parse_day(self._day(folded, one.clock.begins))
        clock = self._book.guidance.clock(one.clock.clock)
        if begun is None or not clock.limits:
            return None
        return replace(due(clock, begun, self._book.calendar), day_only=True)  # begun on a day, not at an hour

    @staticmethod
    def _day(folded: Folded, name: str) -> str:
        """The earliest of the days that are said."""
        held = folded.fields[name].values if name in folded.fields else ()
        return min((str(side.value) for side in held if side.value), default="")[:10]

    def _source(self, first: Statement) -> str:
        who, place = self._book.person(first.device), self._book.organisation(first.device)
        return f"{who}, {place}" if place else who

    def _told(self, one: EntryType, names: tuple[str, ...], values: Mapping[str, Json]) -> str:
        """The texts of some fields in one line; a short answer has its label before it."""
        parts = []
        for name in names:
            text, field = self._text(one, name, values), one.field(name)
            if text and field is not None:
                lone = len(names) == 1
                labelled = field.asks in TOLD_WITH_LABEL and not lone
                parts.append(f"{tr(field.label)}: {text}" if labelled else text)
        return ". ".join(" ".join(part.split()).rstrip(".") for part in parts)

    def _text(self, one: EntryType, name: str, values: Mapping[str, Json]) -> str:
        return self._histories.words.text(one.family, name, values.get(name)) if name else ""


def _when(values: Mapping[str, Json]) -> tuple[str, str]:
    """When it happened (ISO local or "") and how sure that is."""
    row = values.get(HAPPENED)
    if not isinstance(row, Mapping):
        return "", "exact"
    return str(row.get("at") or ""), str(row.get("precision") or "exact")
