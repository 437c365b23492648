"""Records beside concerns: write, amend, mark as done, read, find what is due.

Rules this module keeps:

* one set of verbs for every type; the types themselves are data (``domain/entry_catalogue.py``);
* a blank is not written; a record that says nothing is refused, and so is an amendment that would leave it so;
* what is open and has a day is kept beside the journal (``kept_list``), so that Today says it at once in a large book;
* an amendment names every side of what it replaces, has a reason, and can be as told by somebody else;
* a withdrawn record is not amended and asks for nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from desktop.domain.entry_catalogue import ENTRY_TYPES
from desktop.domain.entry_types import REVIEW, EntryType
from desktop.domain.errors import FieldsInvalid
from desktop.domain.folding import Folded
from desktop.domain.kinds import misshapen
from desktop.domain.rules import Prompt
from desktop.domain.statements import Changes, Json
from desktop.language import mark, tr
from desktop.services.amending import amendment_of, json_of
from desktop.services.beside import is_ours, refuse_withdrawn
from desktop.services.book import OpenBook
from desktop.services.concern_pages import child_of
from desktop.services.entry_pages import EntryPages
from desktop.services.errors import Incomplete, NoSuchRecord, NothingChanged
from desktop.services.kept_list import KeptList
from desktop.services.pages.concerns import DraftRow
from desktop.services.pages.entries import EntryPage, EntryRow
from desktop.services.pages.fields import Missing
from desktop.services.reviews import is_to_come
from desktop.services.unfinished import FAMILY
from desktop.services.walls import KEPT

NEAR = timedelta(days=14)
WAITING = "records beside concerns that are due"  # setting: ids of those that are open and have a day, with it
MARKED_DONE = mark("Marked as done")
FORM = "entry"  # the form of a record that is not signed yet: "entry:<family>:<child>"


@dataclass(frozen=True, slots=True)
class RecordedEntry:
    record: str
    statement: str
    changes: Changes


class Entries:
    """``session.entries``. ``values`` are field names to values as in a statement, or as in an entry (When, Quote)."""

    def __init__(self, book: OpenBook, pages: EntryPages) -> None:
        self._book, self._pages = book, pages
        self._list = KeptList(book, WAITING, self._found, tuple, self._weighed)

    def check(self, family: str, values: Mapping[str, object]) -> tuple[Missing, ...]:
        """What the record still needs, by field name."""
        return self._missing(_type(family), _filled(values))

    def answers(self, family: str, values: Mapping[str, object]) -> tuple[tuple[str, str, str], ...]:
        """(field, label, words) of every question of a form, "" for a blank: for looking through before signing."""
        one, held, words = _type(family), _filled(values), self._pages.words
        return tuple(
            (field.name, tr(field.label), words.text(family, field.name, held.get(field.name))) for field in one.asked
        )

    def prompts(self, child: str, family: str, values: Mapping[str, object]) -> tuple[Prompt, ...]:
        """The guidance edition's rules that speak to what was filled in so far."""
        return self._pages.prompting.of_values(child, _type(family), _filled(values))

    def record(self, child: str, family: str, values: Mapping[str, object]) -> RecordedEntry:
        """Sign and keep a record about a child. Raises NoSuchRecord, Incomplete, FieldsInvalid (domain)."""
        one, fields = _type(family), _filled(values)
        if missing := self._missing(one, fields):
            raise Incomplete(missing)
        folded = self._book.store.record(child)
        if folded is None or folded.family != "child":
            raise NoSuchRecord("no such child in this record book")
        _shaped(one, one.recorded, fields)
        record = self._book.new_id()
        with self._book.writing() as sheet:
            said = sheet.say(one.recorded, (record, child), {**fields, "typed_by": self._typed_by()})
        return RecordedEntry(record, said.id, sheet.changes)

    def amend(self, record: str, changes: Mapping[str, object], reason: str, as_told_by: str = "") -> Changes:
        """Change fields; a blank takes a value back.

        Raises NoSuchRecord, NotYourRecord, ReasonNeeded, NothingChanged, Incomplete, RecordWithdrawn, FieldsInvalid (domain).
        """
        folded = self._pages.folded(record)
        refuse_withdrawn(folded)
        one, new = _type(folded.family), {name: json_of(value) for name, value in changes.items()}
        if unknown := new.keys() - {field.name for field in one.every}:
            raise NothingChanged(f"a record of this type does not have {len(unknown)} of the fields")
        before = {name: field.value for name, field in folded.fields.items()}
        after = {name: value for name, value in (before | new).items() if not _blank(value)}
        if missing := self._missing(one, after, fresh=new.keys()):
            raise Incomplete(missing)
        written = {name: after.get(name) for name in new if after.get(name) != before.get(name)}
        fields, names = amendment_of(self._book, folded, written, after, changes, reason)
        _shaped(one, one.amended, fields)
        said: dict[str, Json] = {**fields, "reason": reason.strip(), "typed_by": self._typed_by()}
        if as_told_by.strip():
            said["as_told_by"] = as_told_by.strip()
        child = child_of(folded)
        with self._book.writing() as sheet:
            sheet.say(one.amended, (record, child) if child else (record,), said, names)
        return sheet.changes

    def check_done(self, record: str, values: Mapping[str, object]) -> tuple[Missing, ...]:
        """What marking it as done still needs. Raises NoSuchRecord."""
        closing = _type(self._pages.folded(record).family).closing
        held = _filled(values)
        return (
            (Missing(closing[0].name, tr("Say whether it was done")),)
            if closing and not held.get(closing[0].name)
            else ()
        )

    def mark_done(self, record: str, values: Mapping[str, object]) -> Changes:
        """Say what became of it: an amendment of its closing fields. Raises as ``amend``, and Incomplete."""
        if missing := self.check_done(record, values):
            raise Incomplete(missing)
        closing = _type(self._pages.folded(record).family).closing
        held = _filled(values)
        told = next((str(held[field.name]) for field in reversed(closing) if held.get(field.name)), "")
        why = told if closing and held.get(closing[-1].name) else tr(MARKED_DONE)
        return self.amend(record, {field.name: held.get(field.name) for field in closing}, why)

    def page(self, record: str) -> EntryPage:
        """One record with its history; writes record.opened at most once an hour. Raises NoSuchRecord."""
        folded = self._pages.folded(record)
        self._book.note_opened(record, folded.family)
        return self._pages.page(folded)

    def of_child(self, child: str) -> tuple[EntryRow, ...]:
        """Every record beside concerns about a child, by when it was written."""
        return self._pages.of_child(child)

    def due(self) -> tuple[EntryRow, ...]:
        """What is open and due within two weeks, or overdue, the earliest first; one kept from some people names no child."""
        last = (self._book.today() + NEAR).isoformat()
        near = [record for record, day in self._list.waiting().items() if day <= last]
        folded = (self._book.store.record(record) for record in near)
        rows = [self._pages.row(one) for one in folded if one is not None]
        shown = (_kept(row) if row.walled else row for row in rows if row.due is not None)
        return tuple(sorted(shown, key=lambda row: (row.due.at if row.due else row.written_at, row.record)))

    def drafts(self) -> tuple[DraftRow, ...]:
        """Forms that were begun and not signed, newest first; that of a private type names no child."""
        rows = []
        for stored in self._book.store.drafts():
            kind, _, rest = stored.id.removeprefix(f"{FAMILY}:").partition(":")
            family, _, child = rest.partition(":")
            one = ENTRY_TYPES.get(family)
            if stored.family == FAMILY and kind == FORM and one is not None:
                name = tr(KEPT) if one.private else self._pages.child_name(child)
                rows.append(DraftRow(stored.id, child, name, tr(one.title), stored.saved_at, family))
        return tuple(sorted(rows, key=lambda row: row.saved_at, reverse=True))

    def _missing(
        self, one: EntryType, held: Mapping[str, Json], fresh: Iterable[str] | None = None
    ) -> tuple[Missing, ...]:
        """``fresh``: the fields that are said now; a day that was set before may have gone by."""
        missing = [
            Missing(need.fields[0], tr(need.message))
            for need in one.needed
            if not any(held.get(name) for name in need.fields)
        ]
        for field in one.every:
            text = held.get(field.name)
            if field.least and isinstance(text, str) and text and len(text) < field.least:
                missing.append(Missing(field.name, tr("Write at least %n character(s)", n=field.least)))
        again = held.get(REVIEW)
        said_now = fresh is None or REVIEW in set(fresh)
        if isinstance(again, str) and again and said_now and not is_to_come(again, self._book.today()):
            missing.append(Missing(REVIEW, tr("Give a day that is still to come")))
        return tuple(missing)

    def _found(self) -> dict[str, str]:
        """What is open and has a day, in the whole book."""
        dated = (one.family for one in ENTRY_TYPES.values() if one.due or one.clock is not None)
        records = (folded for family in dated for folded in self._book.store.records_of_family(family))
        return {one.id: day for one in records if (day := self._due_day(one)) is not None}

    def _weighed(self, record: str) -> str | None:
        folded = self._book.store.record(record)
        return self._due_day(folded) if folded is not None and folded.family in ENTRY_TYPES else None

    def _due_day(self, folded: Folded) -> str | None:
        runs = self._pages.due(folded) if is_ours(self._book, folded) else None
        return runs.day.isoformat() if runs is not None else None

    def _typed_by(self) -> Json:
        profile = self._book.profile
        return {"name": profile.name, "role": profile.role_title}


def _type(family: str) -> EntryType:
    """Raises NoSuchRecord for a type that this version does not have."""
    if family not in ENTRY_TYPES:
        raise NoSuchRecord("this version of Guardbook has no such type of record")
    return ENTRY_TYPES[family]


def _filled(values: Mapping[str, object]) -> dict[str, Json]:
    """What was answered, as a statement keeps it."""
    written = {name: json_of(value) for name, value in values.items()}
    return {name: value for name, value in written.items() if not _blank(value)}


def _blank(value: Json) -> bool:
    return value is None or value in ("", [], {}) or (isinstance(value, str) and not value.strip())


def _shaped(one: EntryType, kind: str, fields: Mapping[str, Json]) -> None:
    known = {field.name for field in one.every}
    wrong = misshapen(kind, fields) or min(fields.keys() - known, default="")
    if wrong:
        raise FieldsInvalid(wrong)


def _kept(row: EntryRow) -> EntryRow:
    """That something is due, and nothing of what or about whom."""
    return replace(row, child="", child_name=tr(KEPT), title="", what="", action="", significance="", owner="")
