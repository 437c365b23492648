"""One record book in which every field was written once and amended once, and what its pages, its search and its papers say.

Rules this module keeps: real parts only (SQLCipher, keys, typst); made once for all tests of the suite, since it is only read.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from pathlib import Path
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

import pypdf

from desktop.domain.entry_catalogue import ENTRY_TYPES
from desktop.domain.people import PersonEntry, RelationshipEntry, TakenFrom
from desktop.domain.records import ChildEntry, ConcernEntry, InvolvedChild, Precision, ReviewEntry, SharingEntry
from desktop.reports.makers import MAKERS
from desktop.services.involvements import Involvements
from desktop.services.pages.fields import FieldView, HistoryRow
from desktop.services.session import Session
from tests.unit.coverage.leaves import Leaf, leaves
from tests.unit.coverage.values import said_of
from tests.unit.services.people import DESK, Area, Locks, utc

E = TypeVar("E")
REASON = "Zqwhyzq was said"
TOLD_BY = "Zqtoldby Zquill"


@dataclass
class Record:
    """One record as it was, and as its pages and papers tell it now."""

    id: str
    written: str = ""  # the words of its page before it was amended
    now: str = ""  # after
    history: str = ""  # its amendments: both texts, reason, whose words
    paper: str = ""


@dataclass
class Filled:
    session: Session
    records: dict[str, Record] = field(default_factory=dict)


def words_of(views: tuple[FieldView, ...]) -> str:
    return "\n".join(f"{view.label}: {side.text}" for view in views for side in view.sides)


def history_of(rows: tuple[HistoryRow, ...]) -> str:
    told = [f"{row.reason}\n{row.as_told_by}\n" + "\n".join("\n".join(one) for one in row.changed) for row in rows]
    return "\n".join(told)


def text_of_pdf(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def built(family: str, kind: type[E], which: int, but: frozenset[str] = frozenset(), **fixed: object) -> E:
    """An entry with every field filled in: ``which`` is 0 for what is recorded, 1 for what it is amended to."""
    known = {leaf.path: leaf for leaf in leaves()}
    hints, made = get_type_hints(kind), dict[str, Any]()
    for one in fields(cast("Any", kind)):
        if one.name not in but and one.name not in fixed:
            made[one.name] = _filled(known, f"{family}.{one.name}", hints[one.name], which)
    return kind(**made, **fixed)


def _filled(known: Mapping[str, Leaf], path: str, hint: Any, which: int) -> object:
    if get_origin(hint) is tuple:
        return (_filled(known, path, get_args(hint)[0], which),)
    if is_dataclass(hint):
        return cast("Any", hint)(
            **{cell.name: _filled(known, f"{path}.{cell.name}", str, which) for cell in fields(hint)}
        )
    value = said_of(known[path])[which].value
    return Precision(str(value)) if path.endswith(".precision") else value


def entry_values(family: str, which: int, names: frozenset[str]) -> dict[str, object]:
    """The same for a record beside concerns, as a statement keeps it."""
    made: dict[str, Any] = {}
    for leaf in leaves():
        if leaf.family != family or leaf.name not in names:
            continue
        value = said_of(leaf)[which].value
        if not leaf.cell:
            made[leaf.name] = [value] if leaf.many else value
        elif leaf.many:
            made.setdefault(leaf.name, [{}])[0][leaf.cell] = value
        else:
            made.setdefault(leaf.name, {})[leaf.cell] = value
    return made


class Filling:
    """Writes every record, reads it, amends it, reads it again and prints it."""

    def __init__(self, folder: Path) -> None:
        self.area = area = Area(folder, utc("2026-11-20T09:40"))
        book = area.school.book
        locks = Locks(book.store)
        self.session = Session(
            book.store, book.keys, area.clocks["school"], area.random, book.guidance, locks, makers=MAKERS
        )
        self.filled = Filled(self.session)

    def all(self) -> Filled:
        child = self._child("child", but=frozenset({"expected", "upn_unknown", "address_withheld", "setting_withheld"}))
        unborn = self._child("child unborn", only=frozenset({"family_name", "expected", "upn_unknown"}))
        self._child("child withheld", only=frozenset({"given_names", "address_withheld", "setting_withheld"}))
        self._people(child)
        self._concern(
            "concern", child, unborn, but=frozenset({"kept_from", "kept_from_why", "accused_works_with_children"})
        )
        self._concern(
            "concern walled",
            child,
            unborn,
            only=_NEEDED | {"kept_from", "kept_from_why", "accused_works_with_children"},
        )
        for family in ENTRY_TYPES:
            self._entry(family, child)
        self._decisions(child)
        self._chronologies()
        return self.filled

    def _child(self, key: str, but: frozenset[str] = frozenset(), only: frozenset[str] = frozenset()) -> str:
        children, leave = self.session.children, but or _others(ChildEntry, only)
        first, second = (built("child", ChildEntry, which, leave) for which in (0, 1))
        if not but:
            first, second = (replace(one, given_names=f"{one.given_names} {key}") for one in (first, second))
        child = children.register(first, duplicates_seen=True).child
        record = self.filled.records[key] = Record(child, words_of(children.page(child).fields))
        children.amend(child, _changes(first, second), REASON)
        page = children.page(child)
        record.now, record.history = words_of(page.fields), history_of(page.history)
        return child

    def _people(self, child: str) -> None:
        people = self.session.people
        first, second = (built("person", PersonEntry, which, frozenset({"address_withheld"})) for which in (0, 1))
        taken = TakenFrom()
        ties = [
            built("relationship", RelationshipEntry, which, taken_from=taken, mistaken=bool(which)) for which in (0, 1)
        ]
        related = people.add(child, first, ties[0])
        person = self.filled.records["person"] = Record(related.person, words_of(people.page(related.person).fields))
        tie = self.filled.records["relationship"] = Record(related.relationship)
        tie.written = words_of(people.relationship_fields(related.relationship)[0])
        people.amend(related.person, _changes(first, second), REASON)
        people.amend_relationship(related.relationship, _changes(ties[0], ties[1]), REASON)
        page = people.page(related.person)
        unseen = people.register(PersonEntry(given_names="Zqunseen"))[0]
        withheld = self.filled.records["person withheld"] = Record(unseen)
        people.amend(unseen, {"address_withheld": True}, REASON)
        withheld.now, withheld.history = words_of(people.page(unseen).fields), history_of(people.page(unseen).history)
        withheld.paper = text_of_pdf(self.session.papers.person_pdf(unseen))
        person.now, person.history = words_of(page.fields), history_of(page.history)
        views, rows = people.relationship_fields(related.relationship)
        tie.now, tie.history = words_of(views), history_of(rows)

    def _concern(
        self, key: str, child: str, other: str, but: frozenset[str] = frozenset(), only: frozenset[str] = frozenset()
    ) -> None:
        concerns, leave = self.session.concerns, but or _others(ConcernEntry, only)
        first, second = (built("concern", ConcernEntry, which, leave) for which in (0, 1))
        if first.body_marks:
            struck = replace(first.body_marks[0], struck="")
            gone = replace(struck, struck=second.body_marks[0].struck)
            first = replace(first, body_marks=(struck,))
            second = replace(second, body_marks=(gone, replace(second.body_marks[0], struck="")))
        if "others" not in leave:
            roles, notes = (said_of(Leaf("involvement", name)) for name in ("role", "note"))
            both = [InvolvedChild(other, role=str(roles[which].value), note=notes[which].words) for which in (0, 1)]
            first, second = replace(first, others=(both[0],)), replace(second, others=(both[1],))
        concern = concerns.record(child, first).concern
        record = self.filled.records[key] = Record(concern, words_of(concerns.page(concern).fields))
        concerns.amend(concern, _changes(first, second), REASON, TOLD_BY)
        page = concerns.page(concern)
        record.now, record.history = words_of(page.fields), history_of(page.history)
        record.paper = text_of_pdf(self.session.papers.concern_pdf(concern))

    def _decisions(self, child: str) -> None:
        """A letter, what was told without one, and a decision not to share: together they have every field."""
        sharing = self.session.sharing
        choices = sharing.choices(child)
        (desk,) = (one.id for one in choices.recipients if one.name == DESK.organisation)
        given = choices.statements[0]
        first, second = (
            built("share", SharingEntry, which, _OF_THE_LETTER, share=False, child=child, statements=(given.id,))
            for which in (0, 1)
        )
        letter = replace(
            first, share=True, recipient=desk, left_out=((given.id, ("known_as",)),), told_how="", review_on=""
        )
        told = replace(first, share=True, without_letter=True, review_on="")
        kept = replace(first, share=False, review_on=first.review_on)
        for key, entry in (("share letter", letter), ("share", told), ("share kept", kept)):
            share = sharing.decide(entry).share
            decisions = self.session.decisions
            page = decisions.page(share)
            record = self.filled.records[key] = Record(share, words_of(page.fields))
            new = {name: getattr(second, name) for name in page.amendable}
            decisions.amend(share, new, REASON, TOLD_BY)
            if key == "share kept":
                self.session.reviews.looked(ReviewEntry(share, REASON, second.review_on))
            page = decisions.page(share)
            record.now, record.history = words_of(page.fields), history_of(page.history)
            record.paper = text_of_pdf(self.session.papers.decision_pdf(share))

    def _chronologies(self) -> None:
        records, papers = self.filled.records, self.session.papers
        for key in ("child", "child unborn", "child withheld"):
            records[key].paper = text_of_pdf(papers.chronology_pdf(records[key].id))
        self._involvement()
        paper = text_of_pdf(papers.person_pdf(records["person"].id))
        records["person"].paper = records["relationship"].paper = paper

    def _involvement(self) -> None:
        """What stands in the other child's own record, and on that child's paper."""
        other = self.filled.records["child unborn"]
        rows = self.session.book.store.records_of_child(other.id, "involvement")
        line = self.filled.records["involvement"] = Record(rows[0].id, paper=other.paper)
        told = "\n".join(row.told for row in Involvements(self.session.book).of_child(other.id))
        line.written = line.history = line.now = told

    def _entry(self, family: str, child: str) -> None:
        entries, one = self.session.entries, ENTRY_TYPES[family]
        kept = frozenset({"kept_from", "kept_from_why"})
        names = frozenset(field.name for field in one.every) - kept
        needed = frozenset(need.fields[0] for need in one.needed)
        for key, chosen in ((family, names), (f"{family} walled", needed | kept)):
            first, second = (entry_values(family, which, chosen) for which in (0, 1))
            made = entries.record(child, family, first).record
            record = self.filled.records[key] = Record(made, words_of(entries.page(made).fields))
            entries.amend(made, second, REASON, TOLD_BY)
            page = entries.page(made)
            record.now, record.history = words_of(page.fields), history_of(page.history)
            record.paper = text_of_pdf(self.session.papers.entry_pdf(made))


_OF_THE_LETTER = frozenset({"share", "child", "statements", "recipient", "left_out", "without_letter"})
_NEEDED = frozenset({"happened", "seen", "witness", "safe_now", "done"})


def _others(kind: type, only: frozenset[str]) -> frozenset[str]:
    return frozenset(one.name for one in fields(kind)) - only


def _changes(before: object, after: object) -> dict[str, object]:
    names = (one.name for one in fields(cast("Any", before)))
    return {name: getattr(after, name) for name in names if getattr(after, name) != getattr(before, name)}
