"""Finding somebody of this record book from inside a row of the form: another child, or a person said to have caused harm. No Qt.

Rules this module keeps: what is found is offered by name and one more detail; nothing is chosen for anybody; another child who is
not in the book can be added by name after a search, and whoever opens that record sees that it is to be completed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from desktop.domain.records import ChildEntry
from desktop.domain.statements import Changes
from desktop.services.pages.children import ChildRow, Registered
from desktop.services.people_rows import PersonRow
from desktop.ui import times
from desktop.ui.children.checking import from_search
from desktop.ui.language import tr
from desktop.ui.messages import Said, say
from desktop.ui.tasks import Runs

CHILDREN, ANYBODY = "others", "harmed_by"  # the questions whose rows look for somebody
ADDING = "others.add"  # a row wants the child who was looked for to be added


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody of this record book; ``detail`` tells two of one name apart."""

    record: str
    name: str
    detail: str = ""


class FindsChildren(Protocol):
    def search(self, text: str = "") -> tuple[ChildRow, ...]: ...
    def register(self, entry: ChildEntry, *, duplicates_seen: bool = False) -> Registered: ...


class FindsPeople(Protocol):
    def search(self, text: str = "") -> tuple[PersonRow, ...]: ...


class LinkSession(Protocol):
    @property
    def children(self) -> FindsChildren: ...
    @property
    def people(self) -> FindsPeople: ...


class Linking:
    """Answers a row's search. ``failed`` hears what went wrong, ``told`` what was written."""

    def __init__(
        self, session: LinkSession, tasks: Runs, failed: Callable[[Said], None], told: Callable[[Changes], None]
    ) -> None:
        self._session, self._tasks, self._failed, self._told = session, tasks, failed, told

    def find(self, question: str, text: str, show: Callable[[Sequence[Found]], None]) -> None:
        """Look for ``text`` among children, and for ``ANYBODY`` among adults too, and let the row show what was found."""
        if question == ADDING:
            self._add(text, show)
            return

        def work() -> tuple[Found, ...]:
            adults = self._session.people.search(text) if question == ANYBODY else ()
            children = self._session.children.search(text)
            return (*(_adult(row) for row in adults), *(_child(row) for row in children))

        self._tasks.run(work, show, lambda error: self._failed(say(error)))

    def _add(self, text: str, show: Callable[[Sequence[Found]], None]) -> None:
        entry = replace(from_search(text), flags=(tr("Still to be completed: only the name was known"),))

        def then(registered: Registered) -> None:
            self._told(registered.changes)
            show((Found(registered.child, " ".join(text.split())),))

        register = self._session.children.register
        self._tasks.run(lambda: register(entry, duplicates_seen=True), then, lambda error: self._failed(say(error)))


def _child(row: ChildRow) -> Found:
    born = tr("born {day}", day=times.day(row.born)) if row.born else ""
    return Found(row.id, row.name, born or row.address)


def _adult(row: PersonRow) -> Found:
    return Found(row.id, row.name, row.post or (tr("born {day}", day=times.day(row.born)) if row.born else ""))
