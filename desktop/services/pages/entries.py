"""Records beside concerns as lists and pages show them, and what stands beside any record: frozen values without behaviour.

Rules this module keeps: what a list says is words already; event, written and received time are three things; ``what`` is one line
without the title, and a record that some people must not see is marked as such.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from desktop.domain.clocks import Due
from desktop.domain.rules import Prompt
from desktop.domain.statements import Json
from desktop.services.pages.fields import FieldView, HistoryRow

OPEN, DONE, WITHDRAWN = "open", "done", "withdrawn"
"""Something is still to be done about it; nothing is; its organisation does not hold to it any more."""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Who withdrew a record, when, and why."""

    who: str
    organisation: str
    when: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Somebody (``by``) disagrees with a record; ``who`` wrote it down ``when``."""

    by: str
    why: str
    as_told_by: str
    who: str
    organisation: str
    when: datetime


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a record. ``ours``: we may amend and withdraw it."""

    withdrawn: Withdrawn | None = None
    disagreements: tuple[Disagreement, ...] = ()
    ours: bool = True


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One record beside concerns. ``score`` is the child's own number (0 to 10) where the type asks for one, -1 otherwise."""

    record: str
    family: str
    child: str
    child_name: str
    title: str  # "Child’s voice"
    event_at: str  # ISO local, or "" when not known
    precision: str
    written_at: datetime
    received_at: datetime
    what: str  # one line
    source: str  # who wrote it, and where
    significance: str
    action: str
    state: str  # OPEN, DONE or WITHDRAWN
    owner: str = ""
    due: Due | None = None  # while it is open and has a day
    due_label: str = ""  # what is due, where that is not the line itself: a clock of the edition
    due_state: str = ""  # "overdue", "today", "soon", "later"
    score: int = -1
    walled: bool = False
    amended: bool = False
    beside: Beside = field(default_factory=Beside)


@dataclass(frozen=True, slots=True)
class EntryPage:
    """One record with its history. ``values`` are its fields as they are kept, to start an amendment from."""

    id: str
    family: str
    child: str
    child_name: str
    title: str
    row: EntryRow
    fields: tuple[FieldView, ...]
    history: tuple[HistoryRow, ...]
    values: Mapping[str, Json]
    walled: bool
    private: bool
    closes: bool  # it can be marked as done
    beside: Beside
    prompts: tuple[Prompt, ...] = ()  # what the guidance says of it, while it stands
