"""Correct an adult's details, change a relation, or say that it is over. No Qt.

Rules this module keeps: as for a child (``child/amending``): one field, with a reason, and the old text stays readable; a
disputed field is settled with every side before one's eyes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, cast

from desktop.domain.guidance import Guidance
from desktop.domain.people import PersonEntry, RelationshipEntry
from desktop.domain.people_codes import PROFESSIONAL
from desktop.domain.records import Answer
from desktop.domain.statements import Changes
from desktop.services.pages.fields import Choice, FieldView, HistoryRow, Missing
from desktop.services.pages.people import PersonPage
from desktop.services.people_rows import RelationRow
from desktop.ui.amending import AmendView, Signing
from desktop.ui.child.amend_fields import SEXES, YES_NO, AmendField, Amendment, said_of
from desktop.ui.choice_words import translated
from desktop.ui.language import mark, tr
from desktop.ui.tasks import Runs

PERSON_LABELS = {
    "given_names": mark("Given names"),
    "family_name": mark("Family name"),
    "known_as": mark("Known as"),
    "born": mark("Date of birth"),
    "sex": mark("Sex"),
    "telephone": mark("Telephone"),
    "address": mark("Address"),
    "postcode": mark("Postcode"),
    "address_withheld": mark("The address must not be disclosed"),
    "post": mark("Post"),
    "agency": mark("Agency"),
    "language": mark("First language"),
    "note": mark("Note"),
}
RELATION_LABELS = {
    "until": mark("It is over: the first day on which it was not so any more"),
    "lives_with": mark("Lives with the child"),
    "parental_responsibility": mark("Parental responsibility"),
    "since": mark("Since"),
    "relation": mark("Who they are to the child"),
    "note": mark("Note"),
    "mistaken": mark("It was recorded by mistake"),
}
MARKS = frozenset({"address_withheld", "mistaken"})
KINDS = {"born": "date", "since": "date", "until": "date", "address": "text", "note": "text"}


class AmendPeople(Protocol):
    def page(self, person: str) -> PersonPage: ...
    def entry(self, person: str) -> PersonEntry: ...
    def relationship(self, relationship: str) -> RelationRow: ...
    def relationship_fields(self, relationship: str) -> tuple[tuple[FieldView, ...], tuple[HistoryRow, ...]]: ...
    def amend(self, person: str, changes: dict[str, object], reason: str) -> Changes: ...
    def amend_relationship(self, relationship: str, changes: dict[str, object], reason: str) -> Changes: ...


@dataclass(frozen=True, slots=True)
class AmendPeopleRoutes:
    """``back`` is called without, ``signed`` with what changed."""

    back: Callable[[], None]
    signed: Callable[[Changes], None]


class AmendPeoplePresenter:
    def __init__(
        self, view: AmendView, people: AmendPeople, guidance: Guidance, tasks: Runs, routes: AmendPeopleRoutes
    ) -> None:
        self._view, self._people, self._guidance = view, people, guidance
        self._tasks, self._routes = tasks, routes
        self._write: Callable[[dict[str, object], str], Changes] | None = None
        self._signing = Signing(view, tasks)

    def open_person(self, person: str, field: str = "") -> None:
        """``field`` is chosen already when it is to be settled."""
        self._write = lambda changes, reason: self._people.amend(person, changes, reason)

        def then(found: tuple[PersonEntry, PersonPage]) -> None:
            entry, page = found
            views = {view.name: view for view in page.fields}
            shown = tuple(_field(name, label, entry, views.get(name)) for name, label in PERSON_LABELS.items())
            self._signing.show(tr("Correct the person’s details"), shown, field, told_by=False)

        self._tasks.run(lambda: (self._people.entry(person), self._people.page(person)), then, self._signing.failed)

    def open_relation(self, relationship: str, field: str = "") -> None:
        self._write = lambda changes, reason: self._people.amend_relationship(relationship, changes, reason)

        def then(found: tuple[RelationRow, tuple[tuple[FieldView, ...], tuple[HistoryRow, ...]]]) -> None:
            row, (fields, _history) = found
            views = {view.name: view for view in fields}
            shown = tuple(
                self._relation_field(name, label, row, views.get(name)) for name, label in RELATION_LABELS.items()
            )
            self._signing.show(
                tr("Change: {name}, {relation}", name=row.name, relation=row.relation), shown, field, told_by=False
            )

        def work() -> tuple[RelationRow, tuple[tuple[FieldView, ...], tuple[HistoryRow, ...]]]:
            return self._people.relationship(relationship), self._people.relationship_fields(relationship)

        self._tasks.run(work, then, self._signing.failed)

    def sign(self, amendment: Amendment, unreadable: Sequence[Missing] = ()) -> None:
        write, value = self._write, cast("object", amendment.value)
        if write is None:
            return
        if amendment.field in MARKS:
            value = value == Answer.YES
        self._signing.sign(
            amendment, unreadable, lambda: write({amendment.field: value}, amendment.reason), self._routes.signed
        )

    def cancel(self) -> None:
        self._routes.back()

    def _relation_field(self, name: str, label: str, row: RelationRow, view: FieldView | None) -> AmendField:
        entry = row.entry
        if name != "relation":
            return _field(name, label, entry, view)
        professional = row.group == PROFESSIONAL
        codes = self._guidance.people.relations
        listed = tuple(Choice(one.code, one.label) for one in codes if (one.group == PROFESSIONAL) == professional)
        own = () if entry.relation in {one.code for one in listed} else (Choice(entry.relation, entry.relation),)
        now, sides = said_of(view)
        return AmendField(name, tr(label), "choice", entry.relation, (*own, *listed), now, sides)


def _field(name: str, label: str, entry: PersonEntry | RelationshipEntry, view: FieldView | None) -> AmendField:
    now, sides = said_of(view)
    value = getattr(entry, name)
    if name in MARKS:
        return AmendField(
            name, tr(label), "choice", Answer.YES if value else Answer.NO, translated(YES_NO[:2]), "", sides
        )
    if name in ("parental_responsibility", "lives_with"):
        return AmendField(name, tr(label), "choice", str(value), translated(YES_NO), now, sides)
    if name == "sex":
        return AmendField(name, tr(label), "choice", str(value), translated(SEXES), now, sides)
    return AmendField(name, tr(label), KINDS.get(name, "line"), cast("str", value), (), now, sides)
