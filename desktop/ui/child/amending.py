"""Correct or add to what was signed: one field, with a reason, and who said so.

Rules this module keeps:

* nothing signed is changed: the old text stays readable beside the new one;
* an amendment has a reason; "as told by" keeps whose correction it is when the typist only passes it on;
* a disputed field is settled by an amendment that a person writes, with every side before their eyes; the service names
  all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Protocol

from desktop.domain.body_marks import Drawn
from desktop.domain.records import Answer, ChildEntry, ConcernEntry
from desktop.domain.statements import Changes
from desktop.services.pages.children import ChildPage
from desktop.services.pages.concerns import ConcernPage
from desktop.services.pages.fields import Choice, Missing
from desktop.ui.amending import AmendView, Signing
from desktop.ui.child.amend_fields import (
    CHILD_LABELS,
    CHILD_MARKS,
    CONCERN_FIELDS,
    Amendment,
    as_field,
    child_field,
    concern_field,
)
from desktop.ui.children.child_codes import ChildCodes
from desktop.ui.language import tr
from desktop.ui.tasks import Runs


class AmendChildren(Protocol):
    def entry(self, child_id: str) -> ChildEntry: ...
    def page(self, child_id: str) -> ChildPage: ...
    def amend(self, child_id: str, changes: Mapping[str, object], reason: str) -> Changes: ...


class AmendConcerns(Protocol):
    def page(self, concern_id: str) -> ConcernPage: ...
    def amend(self, concern_id: str, changes: Mapping[str, object], reason: str, as_told_by: str = "") -> Changes: ...


class AmendSession(Protocol):
    @property
    def children(self) -> AmendChildren: ...
    @property
    def concerns(self) -> AmendConcerns: ...


@dataclass(frozen=True, slots=True)
class AmendRoutes:
    back: Callable[[str], None]  # the child's page
    told: Callable[[Changes], None]


class AmendPresenter:
    """``choices`` are the edition's: field name ("category", "level") to its choices."""

    def __init__(
        self,
        view: AmendView,
        session: AmendSession,
        tasks: Runs,
        routes: AmendRoutes,
        choices: Mapping[str, tuple[Choice, ...]],
    ) -> None:
        self._view = view
        self._session = session
        self._tasks = tasks
        self._routes = routes
        self._choices = choices
        self._family = self._record = self._child = ""
        self._entry: ChildEntry | ConcernEntry = ChildEntry()
        self._signing = Signing(view, tasks)

    def open_child(self, child: str, field: str = "") -> None:
        """Amend who the child is; ``field`` is chosen already when it is to be settled."""
        self._family, self._record, self._child = "child", child, child

        def work() -> tuple[ChildEntry, ChildPage]:
            return self._session.children.entry(child), self._session.children.page(child)

        def then(found: tuple[ChildEntry, ChildPage]) -> None:
            self._entry, page = found
            views = {view.name: view for view in page.fields}
            entry = found[0]
            codes = ChildCodes({name: self._choices[name] for name in CHILD_LABELS if name in self._choices})
            shown = tuple(
                child_field(name, tr(label), entry, views.get(name), codes) for name, label in CHILD_LABELS.items()
            )
            self._signing.show(tr("Correct the child’s details"), shown, field, told_by=False)

        self._tasks.run(work, then, self._signing.failed)

    def open_concern(self, concern: str, field: str = "") -> None:
        """Amend one concern; ``field`` as in ``open_child``."""
        self._family, self._record = "concern", concern

        def then(page: ConcernPage) -> None:
            self._entry = page.entry
            self._child = page.child
            views = {view.name: view for view in page.fields}
            names = (name for name in CONCERN_FIELDS if name != "factors" or name in self._choices)
            shown = tuple(concern_field(name, page.entry, self._choices, views.get(name)) for name in names)
            self._signing.show(tr("Amend this concern"), shown, field, told_by=True)

        self._tasks.run(lambda: self._session.concerns.page(concern), then, self._signing.failed)

    def sign(self, amendment: Amendment, unreadable: Sequence[Missing] = ()) -> None:
        """Check and sign. A blank new text is an answer: it says that nothing should stand there."""

        def signed(changes: Changes) -> None:
            self._routes.told(changes)
            self._routes.back(self._child)

        self._signing.sign(amendment, unreadable, lambda: self._work(amendment), signed)

    def cancel(self) -> None:
        self._routes.back(self._child)

    def _work(self, amendment: Amendment) -> Changes:
        reason = amendment.reason.strip()
        if self._family == "child":
            return self._session.children.amend(self._record, self._child_changes(amendment), reason)
        if isinstance(amendment.value, Drawn):
            drawn = {"body_marks": amendment.value.marks, "body": amendment.value.body}
            return self._session.concerns.amend(self._record, drawn, reason, amendment.as_told_by.strip())
        value = as_field(amendment)
        return self._session.concerns.amend(
            self._record, {amendment.field: value}, reason, amendment.as_told_by.strip()
        )

    def _child_changes(self, amendment: Amendment) -> dict[str, object]:
        value = str(amendment.value)
        if amendment.field in CHILD_MARKS:
            return {amendment.field: value == Answer.YES}
        if isinstance(amendment.value, tuple):
            return {amendment.field: amendment.value}
        changes: dict[str, object] = {amendment.field: value}
        other = {"born": "expected", "expected": "born"}.get(amendment.field)
        if other and value and isinstance(self._entry, ChildEntry) and asdict(self._entry)[other]:
            changes[other] = ""  # a date of birth and an expected date never stand together
        return changes
