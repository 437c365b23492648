"""A record as a screen shows it: labelled fields with every side of a dispute, and its history with the old text.

Rules this module keeps:

* nothing is hidden: what was refused is listed with its reason, what was left out is counted;
* the text before an amendment is that of the statements it names, never that of a clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields as dataclass_fields
from datetime import datetime

from desktop.domain.entries import child_entry
from desktop.domain.entry_catalogue import ENTRY_TYPES
from desktop.domain.folding import Folded
from desktop.domain.kinds import AMENDMENT_ONLY, KINDS, Part, family_of
from desktop.domain.records import ChildEntry, ConcernEntry
from desktop.domain.statements import Json, Kind, Statement
from desktop.language import mark, tr
from desktop.services.book import OpenBook
from desktop.services.describe import Words, full_name
from desktop.services.pages.fields import FieldSide, FieldView, HistoryRow

CHILD_ORDER = tuple(field.name for field in dataclass_fields(ChildEntry))
CONCERN_ORDER = (*(field.name for field in dataclass_fields(ConcernEntry)), "typed_by")
_UNSHOWN = frozenset({"prompts", "harmed_by_links"})

UNKNOWN = mark("Something a newer Guardbook wrote")
AMENDED = mark("Amended")
TITLES: Mapping[str, str] = {
    "child.registered": mark("Added to the record book"),
    "child.amended": mark("Child's details amended"),
    "person.registered": mark("Added to the record book"),
    "person.amended": mark("Person’s details amended"),
    "relationship.recorded": mark("Relation recorded"),
    "relationship.amended": mark("Relation amended"),
    "same.said": mark("Two records compared"),
    "same.withdrawn": mark("Withdrawn"),
    "concern.recorded": mark("Concern recorded"),
    "concern.amended": mark("Concern amended"),
    "involvement.recorded": mark("Involved in an event recorded with another child"),
    "involvement.amended": AMENDED,
    "sharing.decided": mark("Decision about sharing"),
    "sharing.amended": mark("Decision about sharing amended"),
    "sharing.reviewed": mark("Decision about sharing looked at again"),
    "attachment.added": mark("File attached"),
    "call.logged": mark("Telephone call"),
    "record.opened": mark("Record opened"),
    "record.exported": mark("Copied for paper"),
    "record.withdrawn": mark("Withdrawn"),
    "record.reinstated": mark("Withdrawal taken back"),
    "record.disputed": mark("Somebody disagrees"),
    "record.erased": mark("Erased, as need not be kept any more"),
    "hold.placed": mark("Kept from being erased"),
    "hold.lifted": mark("May be erased again"),
    "text.extracted": mark("Extract of a text, with words left out"),
    "receipt.kept": mark("Delivered"),
    "bundle.received": mark("Letter received"),
    "referral.opened": mark("Opened by a person"),
    "enquiry.opened": mark("Referral taken by telephone"),
    "enquiry.joined": mark("Joined with another enquiry"),
    "enquiry.decided": mark("Decision"),
    "question.asked": mark("Question from the desk"),
    "question.answered": mark("Answer to the desk"),
    **{one.recorded: one.title for one in ENTRY_TYPES.values()},
    **{one.amended: AMENDED for one in ENTRY_TYPES.values()},
}
BESIDE = frozenset(
    {Kind.RECORD_WITHDRAWN, Kind.RECORD_REINSTATED, Kind.RECORD_DISPUTED}
)  # they move no field, and are history


class Histories:
    """Turns folded records into what screens read."""

    def __init__(self, book: OpenBook) -> None:
        self._book = book
        self.words = Words(book)

    def fields(self, folded: Folded, order: Sequence[str]) -> tuple[FieldView, ...]:
        """The record's fields that have a value, in ``order``, unknown ones last."""
        known = [name for name in order if name in folded.fields]
        rest = sorted(set(folded.fields) - set(order) - _UNSHOWN)
        views = (self._field(folded, name) for name in (*known, *rest))
        return tuple(view for view in views if any(side.text for side in view.sides) or view.state != "settled")

    def plain(
        self, family: str, fields: Mapping[str, Json], statement: Statement, order: Sequence[str]
    ) -> tuple[FieldView, ...]:
        """Fields of one statement that stands for itself (a call, a phone referral)."""
        who, when = self._book.person(statement.device), statement.written_at
        return tuple(
            FieldView(name, self.words.label(family, name), "settled", (FieldSide(text, who, when, statement.id),))
            for name in order
            if (text := self.words.text(family, name, fields.get(name)))
        )

    def _field(self, folded: Folded, name: str) -> FieldView:
        field = folded.fields[name]
        written = {statement.id: statement for statement in folded.statements}
        sides = []
        for value in field.values:
            statement = written.get(value.statement_id)
            when = statement.written_at if statement else self._book.now()
            text = self._text(folded.family, name, value.value)
            sides.append(FieldSide(text, self._book.person(value.device), when, value.statement_id))
        return FieldView(name, self.words.label(folded.family, name), field.state, tuple(sides))

    def _text(self, family: str, name: str, value: Json) -> str:
        """A field in words; other children of an event by their names, which stand in their own records."""
        if family == "concern" and name == "others" and isinstance(value, list | tuple):
            value = [self._named(row) if isinstance(row, Mapping) else row for row in value]
        return self.words.text(family, name, value)

    def _named(self, row: Mapping[str, Json]) -> dict[str, Json]:
        child = self._book.store.record(str(row.get("child") or ""))
        cells: dict[str, Json] = {name: cell for name, cell in row.items() if name != "child"}
        if child is not None and child.family == "child":
            entry = child_entry(child)
            cells["name"] = full_name(entry.given_names, entry.family_name)
        return cells

    def rows(self, folded: Folded, kinds: Iterable[str] | None = None) -> tuple[HistoryRow, ...]:
        """The statements that founded and amended the record (or those of ``kinds``), oldest first."""
        refused = {statement.id: why for statement, why in folded.refused}
        every = in_order((*folded.statements, *(statement for statement, _ in folded.refused)))
        wanted = frozenset(kinds) if kinds is not None else None
        values: dict[str, dict[str, Json]] = {}
        rows = []
        for statement in every:
            told = _moves(statement) or statement.kind in BESIDE
            shows = statement.kind in wanted if wanted is not None else told
            before: dict[str, Json] = {}
            for earlier in statement.after:
                before |= values.get(earlier, {})
            if _moves(statement):
                values[statement.id] = before | dict(statement.fields)
            if shows:
                rows.append(self._row(statement, before, refused.get(statement.id)))
        return tuple(rows)

    def _row(self, statement: Statement, before: Mapping[str, Json], refused: str | None) -> HistoryRow:
        amends = statement.kind in KINDS and KINDS[statement.kind].part is Part.AMENDS
        words, family = self.words, family_of(statement.kind)
        known = list(KINDS[statement.kind].fields) if statement.kind in KINDS else []  # in the order of the form
        in_form = sorted(
            statement.fields.items(), key=lambda one: known.index(one[0]) if one[0] in known else len(known)
        )
        changed = tuple(
            (words.label(family, name), self._text(family, name, before.get(name)), self._text(family, name, value))
            for name, value in in_form
            if name not in AMENDMENT_ONLY and name not in _UNSHOWN
        )
        reason = statement.fields.get("reason") or statement.fields.get("reasons") or ""
        return HistoryRow(
            statement=statement.id,
            kind=statement.kind,
            title=tr(TITLES.get(statement.kind, UNKNOWN)),
            who=self._book.person(statement.device),
            organisation=self._book.organisation(statement.device),
            written_at=statement.written_at,
            received_at=self._book.store.received_at(statement.id) or statement.written_at,
            reason=str(reason),
            as_told_by=str(statement.fields.get("as_told_by") or ""),
            changed=changed if amends or statement.kind == Kind.RECORD_DISPUTED else (),
            left_out=statement.left_out,
            accepted=refused is None,
            not_accepted_why=refused or "",
        )


def _moves(statement: Statement) -> bool:
    spec = KINDS.get(statement.kind)
    return spec is None or spec.part is not Part.EVENT


def in_order(statements: Iterable[Statement]) -> list[Statement]:
    """Oldest first, and never a statement before one that it names: clocks may be wrong, ``after`` is not."""
    waiting = {statement.id: statement for statement in sorted(statements, key=_by_time)}
    ordered: list[Statement] = []
    while waiting:
        ready = (one for one in waiting.values() if not any(earlier in waiting for earlier in one.after))
        ordered.append(waiting.pop(next(ready, next(iter(waiting.values()))).id))
    return ordered


def _by_time(statement: Statement) -> tuple[datetime, int, str]:
    return statement.written_at, statement.position.seq if statement.position else 0, statement.id


def founding(folded: Folded) -> Statement | None:
    """The statement that began the record, when it has come."""
    for statement in folded.statements:
        spec = KINDS.get(statement.kind)
        if spec is not None and spec.part is Part.FOUNDS:
            return statement
    return None
