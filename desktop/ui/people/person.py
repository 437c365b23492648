"""An adult's page: who they are, which children they are around, and records of the same person.

Rules this module keeps: reading is noted by the service; the children stand by name and relation, and nothing of what is
recorded about them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from desktop.domain.statements import Changes
from desktop.services.pages.people import PersonPage
from desktop.ui.child.screen import Fact, HistoryLine, fact, history_line
from desktop.ui.language import tr
from desktop.ui.messages import Said, say
from desktop.ui.people.lines import LikelyLine, PersonLine, SameLine, person_line, same_lines
from desktop.ui.tasks import Runs


@dataclass(frozen=True, slots=True)
class PersonScreen:
    person: str
    name: str
    under: str
    facts: tuple[Fact, ...]
    children: tuple[PersonLine, ...]
    same: tuple[SameLine, ...]
    likely: tuple[LikelyLine, ...]
    history: tuple[HistoryLine, ...]


class PersonView(Protocol):
    def show_busy(self, said: str) -> None: ...
    def show_person(self, screen: PersonScreen) -> None: ...
    def show_failure(self, said: Said) -> None: ...


class PersonService(Protocol):
    def page(self, person: str) -> PersonPage: ...


class PersonPresenter:
    """Shows one adult."""

    def __init__(self, view: PersonView, people: PersonService, tasks: Runs, person: str) -> None:
        self._view, self._people, self._tasks, self._person = view, people, tasks, person
        self._records: frozenset[str] = frozenset()

    def open(self) -> None:
        self._view.show_busy(tr("Opening the record…"))
        self._read()

    def changed(self, changes: Changes) -> None:
        """Read again when the changes touch this person."""
        if changes.records & {self._person, *self._records}:
            self._read()

    def _read(self) -> None:
        def then(page: PersonPage) -> None:
            self._records = frozenset(row.other for row in page.children)
            self._view.show_person(person_screen(page))

        self._tasks.run(lambda: self._people.page(self._person), then, self._failed())

    def _failed(self) -> Callable[[Exception], None]:
        return lambda error: self._view.show_failure(say(error))


def person_screen(page: PersonPage) -> PersonScreen:
    """Say an adult's page in words."""
    known = tr("Known as {known_as}.", known_as=page.row.known_as) if page.row.known_as else ""
    return PersonScreen(
        person=page.id,
        name=page.row.name,
        under=" ".join(part for part in (known, page.row.post) if part),
        facts=tuple(fact(view) for view in page.fields),
        children=tuple(_to_child(person_line(row)) for row in page.children),
        same=same_lines(page.same),
        likely=tuple(LikelyLine(one.row.id, one.row.name, one.why) for one in page.likely),
        history=tuple(history_line(row) for row in page.history),
    )


def _to_child(line: PersonLine) -> PersonLine:
    """Say what the adult is to the child that the line names."""
    return replace(line, relation=tr("To this child: {relation}", relation=line.relation))
