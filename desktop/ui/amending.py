"""One amendment at a time: what it still needs, that it is signed once, and what went wrong. No Qt.

Rules this module keeps:

* an amendment names a field and a reason; a blank new text is an answer;
* a second press while the first is under way signs nothing;
* what the record book refuses is said at the questions it names.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from desktop.domain.statements import Changes
from desktop.services.errors import Incomplete
from desktop.services.pages.fields import Missing
from desktop.ui.child.amend_fields import AmendField, Amendment
from desktop.ui.language import tr
from desktop.ui.messages import Said, say
from desktop.ui.tasks import Runs


class AmendView(Protocol):
    def show_busy(self, said: str) -> None: ...
    def show_fields(self, title: str, fields: tuple[AmendField, ...], *, told_by: bool) -> None: ...
    def choose(self, name: str) -> None: ...
    def show_problems(self, problems: Sequence[Missing]) -> None: ...
    def show_failure(self, said: Said) -> None: ...


class Signing:
    """Checks and signs the amendments of one page."""

    def __init__(self, view: AmendView, tasks: Runs) -> None:
        self._view, self._tasks = view, tasks
        self._under_way = False

    def show(self, title: str, fields: tuple[AmendField, ...], field: str, *, told_by: bool) -> None:
        """Show the fields; ``field`` is chosen already when it is to be settled."""
        self._view.show_fields(title, fields, told_by=told_by)
        if any(each.name == field for each in fields):
            self._view.choose(field)

    def sign(
        self,
        amendment: Amendment,
        unreadable: Sequence[Missing],
        write: Callable[[], Changes],
        signed: Callable[[Changes], None],
    ) -> None:
        """``write`` runs on the worker when nothing is missing; ``signed`` hears what changed."""
        problems = list(unreadable)
        if not amendment.field:
            problems.append(Missing("field", tr("Choose what to correct")))
        if not amendment.reason.strip():
            problems.append(Missing("reason", tr("Say why it is corrected")))
        self._view.show_problems(problems)
        if problems or self._under_way:
            return
        self._under_way = True
        self._view.show_busy(tr("Signing…"))

        def then(changes: Changes) -> None:
            self._under_way = False
            signed(changes)

        self._tasks.run(write, then, self.failed)

    def failed(self, error: Exception) -> None:
        """Say what went wrong; what is missing stands at its question too."""
        self._under_way = False
        self._view.show_failure(say(error))
        if isinstance(error, Incomplete):
            self._view.show_problems(error.missing)
