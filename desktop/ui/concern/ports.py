"""What recording a concern needs of its screen and of the record book."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from desktop.domain.records import ChildEntry, ConcernEntry, Profile
from desktop.domain.rules import Prompt
from desktop.domain.statements import Changes
from desktop.services.pages import Alert, ChildRow, Draft, DraftRow, Missing, Recorded
from desktop.ui.children.presenter import ResultLine
from desktop.ui.concern.wording import AnswerSection
from desktop.ui.messages import Said


@dataclass(frozen=True, slots=True)
class DoneScreen:
    """What the last page says. ``alert`` asks to ring now, and stays until a call is logged."""

    concern: str
    child: str
    child_name: str
    saved: str
    next_steps: tuple[str, ...]
    urgent: bool
    alert: Alert | None


class ConcernView(Protocol):
    def entry(self) -> ConcernEntry: ...
    def unreadable(self) -> tuple[Missing, ...]: ...
    def show_form(self, entry: ConcernEntry, typed_by: str) -> None: ...
    def show_child(self, name: str, detail: str) -> None: ...
    def show_child_search(self, said: str, lines: tuple[ResultLine, ...], *, searched: bool) -> None: ...
    def show_draft_state(self, said: str) -> None: ...
    def show_unfinished(self, said: str) -> None: ...
    def show_prompts(self, prompts: tuple[Prompt, ...]) -> None: ...
    def show_problems(self, problems: Sequence[Missing]) -> None: ...
    def show_check(self, sections: tuple[AnswerSection, ...], prompts: tuple[Prompt, ...]) -> None: ...
    def show_question(self, field: str) -> None: ...
    def show_done(self, screen: DoneScreen) -> None: ...
    def show_busy(self, said: str) -> None: ...
    def show_failure(self, said: Said) -> None: ...


class ConcernsService(Protocol):
    def save_draft(self, draft_id: str | None, child_id: str | None, entry: ConcernEntry) -> str: ...
    def draft(self, draft_id: str) -> Draft: ...
    def drafts(self) -> tuple[DraftRow, ...]: ...
    def discard_draft(self, draft_id: str) -> object: ...
    def prompts(self, child_id: str | None, entry: ConcernEntry) -> tuple[Prompt, ...]: ...
    def check(self, entry: ConcernEntry) -> tuple[Missing, ...]: ...
    def record(self, child_id: str, entry: ConcernEntry, draft_id: str | None = None) -> Recorded: ...


class ChildLookup(Protocol):
    def search(self, text: str = "") -> tuple[ChildRow, ...]: ...
    def entry(self, child_id: str) -> ChildEntry: ...


class RingingService(Protocol):
    def alerts(self) -> tuple[Alert, ...]: ...


class ConcernSession(Protocol):
    @property
    def concerns(self) -> ConcernsService: ...
    @property
    def children(self) -> ChildLookup: ...
    @property
    def ringing(self) -> RingingService: ...
    @property
    def profile(self) -> Profile: ...
    def now(self) -> datetime: ...


def _nobody(*_ids: str) -> None:
    """Nobody keeps the way back."""


@dataclass(frozen=True, slots=True)
class ConcernRoutes:
    """Where the form can lead. ``add_child`` takes the search text and the draft to come back to.

    ``kept(child, draft)`` and ``signed(concern)`` say what this page is now, so that the way back leads there.
    """

    add_child: Callable[[str, str], None]
    open_child: Callable[[str], None]
    share: Callable[[str], None]
    today: Callable[[], None]
    record_another: Callable[[str], None]
    told: Callable[[Changes], None]
    kept: Callable[[str, str], None] = _nobody
    signed: Callable[[str], None] = _nobody
    go_on: Callable[[str, str], None] = _nobody
