"""Add somebody around a child: look first, then what they are to the child, then who they are.

Rules this module keeps:

* search comes before create: nobody is added before the person has looked, and a likely duplicate is shown with why;
* somebody who is in the book already is only related, never written a second time;
* a row that is taken over from the child's record comes filled in, and the child's record stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from desktop.domain.guidance import Guidance
from desktop.domain.people import PersonEntry, RelationshipEntry
from desktop.domain.people_codes import PROFESSIONAL
from desktop.domain.records import ChildEntry
from desktop.domain.statements import Changes
from desktop.services.errors import Incomplete, LikelyPerson
from desktop.services.pages.children import ChildRow
from desktop.services.pages.fields import Choice, Missing
from desktop.services.people import ToTakeOver
from desktop.services.people_rows import PersonRow, Related
from desktop.ui.language import tr
from desktop.ui.messages import Said, say
from desktop.ui.people.add_screen import OWN_WORDS, FoundLine, PersonForm, child_line
from desktop.ui.people.lines import person_text
from desktop.ui.tasks import Runs


class AddPersonView(Protocol):
    def show_search(self, child: str, text: str, *, professional: bool) -> None: ...
    def show_found(self, lines: tuple[FoundLine, ...]) -> None: ...
    def show_form(self, form: PersonForm) -> None: ...
    def show_likely(self, lines: tuple[FoundLine, ...]) -> None: ...
    def show_problems(self, problems: Sequence[Missing]) -> None: ...
    def show_busy(self) -> None: ...
    def show_failure(self, said: Said) -> None: ...


class AddPeople(Protocol):
    def search(self, text: str = "") -> tuple[PersonRow, ...]: ...
    def old_row(self, child: str, number: int) -> ToTakeOver: ...
    def add(
        self,
        child: str,
        entry: PersonEntry,
        relationship: RelationshipEntry,
        *,
        duplicates_seen: bool = False,
        not_same: Collection[str] = (),
    ) -> Related: ...
    def relate(self, child: str, other: str, relationship: RelationshipEntry) -> Related: ...


class AddChildren(Protocol):
    def entry(self, child_id: str) -> ChildEntry: ...
    def search(self, text: str = "", order: str = "name") -> tuple[ChildRow, ...]: ...


class AddPersonSession(Protocol):
    @property
    def people(self) -> AddPeople: ...
    @property
    def children(self) -> AddChildren: ...
    @property
    def guidance(self) -> Guidance: ...


@dataclass(frozen=True, slots=True)
class AddPersonRoutes:
    back: Callable[[], None]
    added: Callable[[Changes], None]


class AddPersonPresenter:
    """``wanted`` is "family", "professional", or "row:<number>" of the child's own record."""

    def __init__(
        self,
        view: AddPersonView,
        session: AddPersonSession,
        tasks: Runs,
        routes: AddPersonRoutes,
        child: str,
        wanted: str,
    ) -> None:
        self._view, self._session, self._tasks, self._routes = view, session, tasks, routes
        self._child, self._wanted = child, wanted
        self._professional = wanted == PROFESSIONAL
        self._name = ""
        self._taken = ToTakeOver(PersonEntry(), RelationshipEntry())
        self._other = ""  # somebody in the book who was chosen
        self._likely: tuple[str, ...] = ()  # who was shown as likely
        self._entered: tuple[PersonEntry, RelationshipEntry] = (PersonEntry(), RelationshipEntry())

    def start(self) -> None:
        """Look first; a row of the child's record is looked for by its name."""
        number = int(self._wanted.removeprefix("row:")) if self._wanted.startswith("row:") else None

        def work() -> tuple[ChildEntry, ToTakeOver | None]:
            taken = self._session.people.old_row(self._child, number) if number is not None else None
            return self._session.children.entry(self._child), taken

        def then(found: tuple[ChildEntry, ToTakeOver | None]) -> None:
            entry, taken = found
            self._name = entry.known_as or entry.given_names or entry.family_name or tr("this child")
            if taken is not None:
                self._taken = taken
                group = self._session.guidance.people.group_of(taken.relationship.relation)
                self._professional = group == PROFESSIONAL
            text = f"{self._taken.person.given_names} {self._taken.person.family_name}".strip()
            self._view.show_search(self._name, text, professional=self._professional)
            if text:
                self.search(text)

        self._tasks.run(work, then, self._failed)

    def search(self, text: str) -> None:
        """Look among adults, and among children too where a family member is added."""

        def work() -> tuple[FoundLine, ...]:
            people = self._session.people.search(text)
            children = () if self._professional else self._session.children.search(text)
            return (
                *(FoundLine(row.id, row.name, person_text(row)) for row in people),
                *(child_line(row) for row in children if row.id != self._child),
            )

        self._view.show_busy()
        self._tasks.run(work, self._view.show_found, self._failed)

    def choose(self, record: str, name: str) -> None:
        """They are in the book already: only what they are to the child is asked."""
        self._other = record
        self._show_form(name)

    def new(self) -> None:
        """Nobody of those who were found."""
        self._other = ""
        self._show_form("")

    def submit(self, person: PersonEntry, relationship: RelationshipEntry, unreadable: Sequence[Missing] = ()) -> None:
        if unreadable:
            self._view.show_problems(unreadable)
            return
        self._entered = person, relationship
        self._write(seen=False)

    def different(self) -> None:
        """The person has looked: it is somebody else."""
        self._write(seen=True)

    def same_as(self, record: str) -> None:
        """One of the likely ones it is: the relation that was written stands."""
        self._other = record
        self._write(seen=True)

    def _write(self, *, seen: bool) -> None:
        (person, relationship), people = self._entered, self._session.people
        other = self._other

        def work() -> Related:
            if other:
                return people.relate(self._child, other, relationship)
            others = self._likely if seen else ()
            return people.add(self._child, person, relationship, duplicates_seen=seen, not_same=others)

        self._view.show_problems(())
        self._view.show_busy()
        self._tasks.run(work, lambda related: self._routes.added(related.changes), self._failed)

    def _show_form(self, existing: str) -> None:
        codes = self._session.guidance.people.relations
        listed = tuple(
            Choice(one.code, one.label) for one in codes if (one.group == PROFESSIONAL) == self._professional
        )
        relations = (*listed, Choice(OWN_WORDS, tr("Something else")))
        form = PersonForm(
            self._name, self._professional, relations, self._taken.person, self._taken.relationship, existing
        )
        self._view.show_form(form)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, LikelyPerson):
            self._likely = tuple(one.row.id for one in error.matches)
            lines = (FoundLine(one.row.id, one.row.name, person_text(one.row), one.why) for one in error.matches)
            self._view.show_likely(tuple(lines))
        elif isinstance(error, Incomplete):
            self._view.show_problems(error.missing)
        else:
            self._view.show_failure(say(error))
