"""Add a record of one type: fill in its form, look through the answers when it is long, sign. No Qt.

Rules this module keeps:

* what is signed is what was looked through, exactly as it stood;
* signing twice is not possible; what cannot be read is a problem beside what is missing, one for each field;
* what the guidance says of it stands with the form while it is filled in, and with the answers;
* what was typed is kept by the form's keeper until it is signed or given up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from desktop.domain.entry_catalogue import ENTRY_TYPES
from desktop.domain.guidance import Guidance
from desktop.domain.records import ChildEntry
from desktop.domain.rules import Prompt
from desktop.domain.statements import Changes
from desktop.services.describe import full_name
from desktop.services.entries import RecordedEntry
from desktop.services.pages.fields import Missing
from desktop.ui.entries.screen import FormScreen, form_screen
from desktop.ui.language import tr
from desktop.ui.messages import Said, say
from desktop.ui.tasks import Runs


class FormView(Protocol):
    def show_form(self, screen: FormScreen) -> None: ...
    def show_prompts(self, prompts: tuple[Prompt, ...]) -> None: ...
    def show_check(self, rows: Sequence[tuple[str, str, str]]) -> None: ...
    def show_problems(self, problems: Sequence[Missing]) -> None: ...
    def show_busy(self, said: str) -> None: ...
    def show_failure(self, said: Said) -> None: ...


class Records(Protocol):
    def check(self, family: str, values: Mapping[str, object]) -> tuple[Missing, ...]: ...
    def answers(self, family: str, values: Mapping[str, object]) -> tuple[tuple[str, str, str], ...]: ...
    def prompts(self, child: str, family: str, values: Mapping[str, object]) -> tuple[Prompt, ...]: ...
    def record(self, child: str, family: str, values: Mapping[str, object]) -> RecordedEntry: ...


class Children(Protocol):
    def entry(self, child_id: str) -> ChildEntry: ...


class AddSession(Protocol):
    @property
    def entries(self) -> Records: ...
    @property
    def children(self) -> Children: ...
    @property
    def guidance(self) -> Guidance: ...


@dataclass(frozen=True, slots=True)
class AddRoutes:
    signed: Callable[[RecordedEntry], None]
    left: Callable[[], None]
    told: Callable[[Changes], None]


class AddEntryPresenter:
    """One form about one child."""

    def __init__(self, view: FormView, session: AddSession, tasks: Runs, routes: AddRoutes) -> None:
        self._view, self._session, self._tasks, self._routes = view, session, tasks, routes
        self._child = self._family = ""
        self._checked: Mapping[str, object] | None = None
        self._signing = False

    def open(self, child: str, family: str) -> None:
        self._child, self._family = child, family
        one = ENTRY_TYPES[family]

        def then(entry: ChildEntry) -> None:
            name = full_name(entry.given_names, entry.family_name)
            self._view.show_form(form_screen(one, name, self._session.guidance))

        self._tasks.run(lambda: self._session.children.entry(child), then, self._failed)

    def look(self, values: Mapping[str, object]) -> None:
        """Something was filled in: what does the guidance say of it?"""
        child, family = self._child, self._family
        if not self._signing:
            self._tasks.run(
                lambda: self._session.entries.prompts(child, family, values), self._view.show_prompts, self._failed
            )

    def done(self, values: Mapping[str, object], unreadable: Sequence[Missing] = ()) -> None:
        """The form is filled in: say what is missing, show the answers, or sign at once when it is short."""
        if self._signing:
            return
        family, seen = self._family, {problem.field for problem in unreadable}

        self.look(values)

        def work() -> tuple[tuple[Missing, ...], tuple[tuple[str, str, str], ...]]:
            missing = self._session.entries.check(family, values)
            problems = (*unreadable, *(one for one in missing if one.field not in seen))
            return problems, () if problems else self._session.entries.answers(family, values)

        def then(found: tuple[tuple[Missing, ...], tuple[tuple[str, str, str], ...]]) -> None:
            problems, answers = found
            self._view.show_problems(problems)
            if problems:
                return
            self._checked = values
            if ENTRY_TYPES[family].long:
                self._view.show_check(answers)
            else:
                self.sign()

        self._tasks.run(work, then, self._failed)

    def sign(self) -> None:
        """Sign exactly what was checked."""
        values = self._checked
        if values is None or self._signing:
            return
        self._signing = True
        self._view.show_busy(tr("Signing and saving…"))

        def then(made: RecordedEntry) -> None:
            self._routes.told(made.changes)
            self._routes.signed(made)

        self._tasks.run(lambda: self._session.entries.record(self._child, self._family, values), then, self._failed)

    def leave(self) -> None:
        self._routes.left()

    def _failed(self, error: Exception) -> None:
        self._signing = False
        self._view.show_failure(say(error))
