"""Add a child, with every check that keeps one child from becoming two.

Rules this module keeps:

* a date of birth and an expected date never go together;
* an NHS number, UPN or postcode that cannot be right is told beside its question, and is never a reason to lose the rest;
* a likely duplicate is shown, with the reason, before a second child is made;
* children at the same address are asked about, never joined by the application.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from desktop.domain.dates import LONDON
from desktop.domain.records import Answer, ChildEntry, Profile, Relative
from desktop.domain.statements import Changes
from desktop.services.pages.children import ChildRow, Duplicate, Registered
from desktop.services.pages.fields import Missing
from desktop.ui.children.checking import checked_entry, from_search, own_setting
from desktop.ui.children.presenter import ResultLine, line
from desktop.ui.language import tr
from desktop.ui.messages import Said, say
from desktop.ui.tasks import Runs


@dataclass(frozen=True, slots=True)
class DuplicateLine:
    row: ResultLine
    why: str


class AddChildView(Protocol):
    def show_form(self, entry: ChildEntry) -> None: ...
    def show_problems(self, problems: Sequence[Missing]) -> None: ...
    def show_busy(self) -> None: ...
    def show_duplicates(self, lines: tuple[DuplicateLine, ...]) -> None: ...
    def show_same_address(self, name: str, lines: tuple[ResultLine, ...]) -> None: ...
    def show_failure(self, said: Said) -> None: ...


class AddChildService(Protocol):
    def likely_duplicates(self, entry: ChildEntry) -> tuple[Duplicate, ...]: ...
    def same_address(self, entry: ChildEntry) -> tuple[ChildRow, ...]: ...
    def register(
        self, entry: ChildEntry, *, duplicates_seen: bool = False, not_same: Collection[str] = ()
    ) -> Registered: ...


class AddChildSession(Protocol):
    @property
    def children(self) -> AddChildService: ...
    @property
    def profile(self) -> Profile: ...
    def now(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class AddChildRoutes:
    """``added`` is called with the new child; ``open_child`` with one that was there already."""

    added: Callable[[str], None]
    open_child: Callable[[str], None]
    cancel: Callable[[], None]
    told: Callable[[Changes], None]


@dataclass(frozen=True, slots=True)
class _Found:
    duplicates: tuple[Duplicate, ...] = ()
    same_address: tuple[ChildRow, ...] = ()
    registered: Registered | None = None


class AddChildPresenter:
    """Leads from the form over duplicates and the same address to the new child."""

    def __init__(self, view: AddChildView, session: AddChildSession, tasks: Runs, routes: AddChildRoutes) -> None:
        self._view = view
        self._session = session
        self._tasks = tasks
        self._routes = routes
        self._entry = ChildEntry()
        self._different = False
        self._address_asked = False
        self._others: tuple[str, ...] = ()  # who was shown as likely, and called another child

    def start(self, searched: str = "") -> None:
        """Show the form; what was searched for becomes the name when it reads like one. A school's children are at that school."""
        profile, entry = self._session.profile, from_search(searched)
        self._view.show_form(replace(entry, setting=own_setting(profile)))

    def submit(self, entry: ChildEntry, unreadable: Sequence[Missing] = ()) -> None:
        """Check the form. ``unreadable`` are questions whose text could not be read as a date."""
        self._different = False
        self._address_asked = False
        self._others = ()
        checked, errors = checked_entry(entry, self._session.now().astimezone(LONDON).date())
        found = (*unreadable, *(error for error in errors if error.field not in {bad.field for bad in unreadable}))
        if found:
            self._view.show_problems(found)
            return
        self._entry = checked
        self._go_on()

    def different_child(self) -> None:
        """The person has looked: this is another child."""
        self._different = True
        self._go_on()

    def open_existing(self, child: str) -> None:
        self._routes.open_child(child)

    def back_to_form(self) -> None:
        self._view.show_form(self._entry)

    def answer_same_address(self, siblings: Sequence[tuple[str, str]]) -> None:
        """``siblings`` are (child id, name) of those the person says are brothers or sisters; none is an answer."""
        rows = tuple(
            Relative(name=name, relation=tr("brother or sister"), household=Answer.YES, record=child)
            for child, name in siblings
        )
        self._entry = replace(self._entry, people=(*self._entry.people, *rows))
        self._address_asked = True
        self._go_on()

    def cancel(self) -> None:
        self._routes.cancel()

    def _go_on(self) -> None:
        self._view.show_busy()
        self._tasks.run(self._work, self._then, lambda error: self._view.show_failure(say(error)))

    def _work(self) -> _Found:
        children = self._session.children
        if not self._different:
            duplicates = children.likely_duplicates(self._entry)
            if duplicates:
                return _Found(duplicates=duplicates)
        if not self._address_asked:
            neighbours = children.same_address(self._entry)
            if neighbours:
                return _Found(same_address=neighbours)
        return _Found(registered=children.register(self._entry, duplicates_seen=True, not_same=self._others))

    def _then(self, found: _Found) -> None:
        today = self._session.now().astimezone(LONDON).date()
        if found.registered is not None:
            self._routes.told(found.registered.changes)
            self._routes.added(found.registered.child)
        elif found.duplicates:
            self._others = tuple(duplicate.row.id for duplicate in found.duplicates)
            self._view.show_duplicates(tuple(DuplicateLine(line(d.row, today), d.why) for d in found.duplicates))
        else:
            name = self._entry.known_as or self._entry.given_names or tr("this child")
            self._view.show_same_address(name, tuple(line(row, today) for row in found.same_address))
