"""Which child a concern is about: find, choose, or change.

Rules this module keeps: a child is found in the record book before one is added; choosing a child is a change of the draft; a child
whose name nobody knows is added on the spot, once, and its record says that it is to be completed.
"""

from __future__ import annotations

from collections.abc import Callable

from desktop.domain.body_marks import BABY, CHILD
from desktop.domain.dates import LONDON
from desktop.domain.records import ChildEntry
from desktop.domain.rules import may_be_under_two
from desktop.domain.statements import Changes
from desktop.services.pages.children import ChildRow, Registered
from desktop.ui import times
from desktop.ui.children.checking import own_setting, unnamed
from desktop.ui.children.presenter import line
from desktop.ui.concern.ports import ConcernSession, ConcernView
from desktop.ui.language import tr
from desktop.ui.messages import say
from desktop.ui.tasks import Runs


class WhichChild:
    """The chosen child, if any. ``chosen`` is called with the id, or None, whenever the person changes it."""

    def __init__(
        self,
        view: ConcernView,
        session: ConcernSession,
        tasks: Runs,
        chosen: Callable[[str | None], None],
        told: Callable[[Changes], None],
    ) -> None:
        self._view = view
        self._session = session
        self._tasks = tasks
        self._chosen, self._told = chosen, told
        self._adding = False
        self.name = ""
        self.searched = ""
        self.young, self.unborn = True, False  # under two, or of unknown age; expected

    def show(self, known: ChildEntry | None) -> None:
        """Show the child as known, or the search when there is none."""
        self.young = may_be_under_two(known, self._session.now().astimezone(LONDON).date())
        self.unborn = known is not None and bool(known.expected)
        self._view.show_young(self.young, self.unborn)
        self._view.offer_body(BABY if self.young and known is not None and known.born else CHILD)
        if known is None:
            self.name = ""
            self._view.show_child_search("", (), searched=False)
            return
        self.name = " ".join(part for part in (known.given_names, known.family_name) if part) or known.known_as
        born = tr("Born {day}", day=times.day(known.born)) if known.born else ""
        if known.expected:
            born = tr(
                "Not yet born, expected {day}. What needs a born child is not asked", day=times.day(known.expected)
            )
        self._view.show_child(self.name, ", ".join(part for part in (born, known.setting, *known.flags) if part))

    def find(self, text: str) -> None:
        """Look for the child."""
        self.searched = wanted = text.strip()

        def then(rows: tuple[ChildRow, ...]) -> None:
            if wanted == self.searched:
                today = self._session.now().astimezone(LONDON).date()
                said = (
                    tr("{len} found", len=len(rows))
                    if rows
                    else tr("No child in this record book matches. You can add the child.")
                )
                self._view.show_child_search(said, tuple(line(row, today) for row in rows), searched=True)

        self._tasks.run(lambda: self._session.children.search(wanted), then, self._failed)

    def choose(self, child: str) -> None:
        def then(known: ChildEntry) -> None:
            self.show(known)
            self._chosen(child)

        self._tasks.run(lambda: self._session.children.entry(child), then, self._failed)

    def unnamed(self, known: str) -> None:
        """Nobody knows the name yet: add a child so called, with what is known, and choose it."""
        if self._adding:
            return
        self._adding = True
        entry = unnamed(known, own_setting(self._session.profile))

        def then(registered: Registered) -> None:
            self._adding = False
            self.show(entry)
            self._chosen(registered.child)
            self._told(registered.changes)

        def failed(error: Exception) -> None:
            self._adding = False
            self._failed(error)

        self._tasks.run(lambda: self._session.children.register(entry, duplicates_seen=True), then, failed)

    def change(self) -> None:
        """Search again for another child."""
        self.show(None)
        self._chosen(None)

    def _failed(self, error: Exception) -> None:
        self._view.show_failure(say(error))
