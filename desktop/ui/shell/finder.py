"""The search box at the top: children and records of this book, pages and actions, in one list. No Qt.

Rules this module keeps: pages and actions are there at once, children and records when the index has answered; an answer to what is
not asked any more is dropped; a record that is kept from some people says only that it exists and whom to ask.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from desktop.services.found import Found
from desktop.services.pages.children import ChildRow
from desktop.ui import times
from desktop.ui.language import tr
from desktop.ui.messages import say
from desktop.ui.shell.commands import GROUPS, Command
from desktop.ui.shell.fuzzy import best
from desktop.ui.shell.routes import Go, Place
from desktop.ui.tasks import Runs

RECORD_PAGES = {
    "concern": "concern_page",
    "share": "decision",
}  # families with a page of another kind than the records beside concerns
MANY = 6  # actions beside children; without a search all are listed


@dataclass(frozen=True, slots=True)
class Hit:
    """A row of the list. ``run`` None: it only says something."""

    title: str
    hint: str
    keys: str = ""
    run: Callable[[], None] | None = None


class Finds(Protocol):
    def find(self, text: str) -> Found: ...


class View(Protocol):
    def show_hits(self, hits: Sequence[Hit], said: str) -> None: ...


class Finder:
    """``asked`` is called with each change of the text."""

    def __init__(self, view: View, finding: Finds, tasks: Runs, go: Go, commands: Sequence[Command]) -> None:
        self._view, self._finding, self._tasks, self._go, self._commands = view, finding, tasks, go, commands
        self._asked = ""

    def asked(self, text: str) -> None:
        self._asked = text = text.strip()
        actions = self._actions(text)
        if not text:
            self._view.show_hits(actions, "")
            return
        self._view.show_hits(actions, tr("Looking in this record book…"))
        self._tasks.run(
            lambda: self._finding.find(text),
            lambda found: self._show(text, found, actions),
            lambda error: self._failed(text, actions, error),
        )

    def _failed(self, text: str, actions: list[Hit], error: Exception) -> None:
        if text == self._asked:
            self._view.show_hits(actions, say(error).happened)

    def _show(self, text: str, found: Found, actions: list[Hit]) -> None:
        if text != self._asked:
            return
        children = [self._child(row) for row in found.children]
        records = [
            Hit(
                tr("{title} (withdrawn)", title=one.title) if one.withdrawn else one.title,
                one.child_name,
                run=self._to(Place(RECORD_PAGES.get(one.family, "entry"), one.id)),
            )
            for one in found.records
        ]
        people = [
            Hit(one.name or one.known_as or one.post, one.post or tr("Adult"), run=self._to(Place("person", one.id)))
            for one in found.people
        ]
        kept = [
            Hit(
                tr("A record kept from some people"),
                tr("Ask {who}", who=who) if who else tr("On the child’s page; you wrote it"),
            )
            for who in found.kept
        ]
        hits = [*children, *people, *records, *kept, *actions]
        self._view.show_hits(hits, _words(len(hits) - len(actions), more=found.more))

    def _child(self, row: ChildRow) -> Hit:
        born = tr("born {day}", day=times.day(row.born)) if row.born else tr("date of birth not known")
        hint = tr("Child, {born}", born=born)
        name = f"{row.name} ({row.known_as})" if row.known_as else row.name
        return Hit(name, hint, run=self._to(Place("child", row.id)))

    def _actions(self, text: str) -> list[Hit]:
        fitting = best(text, self._commands, lambda one: f"{one.title} {one.also}")
        chosen = fitting[:MANY] if text else fitting
        return [Hit(one.title, tr(GROUPS[one.group]), one.keys, one.run) for one in chosen]

    def _to(self, place: Place) -> Callable[[], None]:
        return lambda: self._go(place)


def _words(count: int, *, more: bool) -> str:
    """How many were found; never as if a part were all."""
    if not count:
        return tr("Nothing found for these words. What is kept from some people is not found by its words.")
    if more:
        return tr("The first %n are shown, and there are more: add a word or a date.", n=count)
    return tr("%n found", n=count)
