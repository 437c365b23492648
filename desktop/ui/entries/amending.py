"""Correct or add to a record beside concerns, or to a decision about sharing: one field, with a reason, and who said so. No Qt.

Rules this module keeps: as for concerns (``child/amending``): nothing signed is changed, every side of a disputed field is shown, and
a blank new text is an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from desktop.domain.entries import from_fields
from desktop.domain.entry_catalogue import ENTRY_TYPES
from desktop.domain.entry_types import Asks, EntryField
from desktop.domain.guidance import Guidance
from desktop.domain.records import Quote, When
from desktop.domain.statements import Changes, Json
from desktop.services.pages.entries import EntryPage
from desktop.services.pages.fields import Missing
from desktop.ui.amending import AmendView, Signing
from desktop.ui.child.amend_fields import AmendField, Amendment, Held, said_of
from desktop.ui.entries.screen import choices_of
from desktop.ui.language import tr
from desktop.ui.tasks import Runs

KINDS: Mapping[str, str] = {
    Asks.LINE: "line", Asks.TEXT: "text", Asks.DAY: "date", Asks.WHEN: "when", Asks.MOMENT: "moment", Asks.NAMES: "names", Asks.QUOTES: "quotes",
}  # fmt: skip
"""How a field is written anew; the others by a choice."""


P_co = TypeVar("P_co", covariant=True)
P = TypeVar("P")


class Amends(Protocol[P_co]):
    def page(self, record: str) -> P_co: ...
    def amend(self, record: str, changes: Mapping[str, object], reason: str, as_told_by: str = "") -> Changes: ...


@dataclass(frozen=True, slots=True)
class AmendEntryRoutes:
    back: Callable[[str], None]  # the record's page
    told: Callable[[Changes], None]


class AmendRecordPresenter(Generic[P]):
    """One record's fields, one amendment at a time. ``fields_of`` are those of its page."""

    def __init__(
        self,
        view: AmendView,
        records: Amends[P],
        tasks: Runs,
        routes: AmendEntryRoutes,
        fields_of: Callable[[P], tuple[AmendField, ...]],
    ) -> None:
        self._view, self._entries, self._tasks, self._routes, self._fields_of = view, records, tasks, routes, fields_of
        self._record = ""
        self._signing = Signing(view, tasks)

    def open(self, record: str, field: str = "") -> None:
        """``field`` is chosen already when it is to be settled."""
        self._record = record

        def then(page: P) -> None:
            fields = self._fields_of(page)
            self._signing.show(tr("Amend this record"), fields, field, told_by=True)

        self._tasks.run(lambda: self._entries.page(record), then, self._signing.failed)

    def sign(self, amendment: Amendment, unreadable: Sequence[Missing] = ()) -> None:
        changed = {amendment.field: amendment.value}

        def signed(changes: Changes) -> None:
            self._routes.told(changes)
            self._routes.back(self._record)

        self._signing.sign(
            amendment,
            unreadable,
            lambda: self._entries.amend(self._record, changed, amendment.reason.strip(), amendment.as_told_by.strip()),
            signed,
        )

    def cancel(self) -> None:
        self._routes.back(self._record)


class AmendEntryPresenter(AmendRecordPresenter[EntryPage]):
    """The same for a record beside concerns."""

    def __init__(
        self, view: AmendView, entries: Amends[EntryPage], tasks: Runs, routes: AmendEntryRoutes, guidance: Guidance
    ) -> None:
        super().__init__(view, entries, tasks, routes, lambda page: entry_fields(page, guidance))


def entry_fields(page: EntryPage, guidance: Guidance) -> tuple[AmendField, ...]:
    """Every field of the record's type, with what stands there."""
    views = {view.name: view for view in page.fields}
    made = []
    for field in ENTRY_TYPES[page.family].every:
        now, sides = said_of(views.get(field.name))
        kind = KINDS.get(field.asks, "choice")
        value, choices = _held(field, page.values.get(field.name)), choices_of(field, guidance)
        made.append(AmendField(field.name, tr(field.label), kind, value, choices, now, sides))
    return tuple(made)


def _held(field: EntryField, value: Json) -> Held:
    """A kept value as the form holds it."""
    if field.asks in {Asks.WHEN, Asks.MOMENT}:
        return from_fields(When, value) if isinstance(value, Mapping) else When()
    rows = value if isinstance(value, list | tuple) else ()
    if field.asks is Asks.QUOTES:
        return tuple(from_fields(Quote, row) for row in rows if isinstance(row, Mapping))
    if field.asks is Asks.NAMES:
        return tuple(str(row) for row in rows)
    return str(value or "")
