"""One decision about sharing: read it, put right what was written about it, save it as paper. No Qt.

Rules this module keeps: what was shared, with whom and what the letter said cannot be amended; reading writes who opened the record
(the service does that).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from desktop.domain.guidance import Guidance
from desktop.domain.records import When
from desktop.domain.statements import Changes
from desktop.domain.told_how import TOLD_HOW
from desktop.services.decisions import DecisionPage
from desktop.services.describe import Words
from desktop.services.pages.fields import Choice
from desktop.ui.child.amend_fields import YES_NO, AmendField, Held, said_of
from desktop.ui.child.screen import Fact, HistoryLine, fact, history_line
from desktop.ui.choice_words import translated
from desktop.ui.language import tr
from desktop.ui.messages import Said, say
from desktop.ui.tasks import Runs

LONG = frozenset({"reasons", "family_told_why", "consent", "list_old_why"})


@dataclass(frozen=True, slots=True)
class DecisionScreen:
    share: str
    title: str
    about: str
    facts: tuple[Fact, ...]
    history: tuple[HistoryLine, ...]
    walled: bool
    amends: bool
    reviews: bool  # it has a day to look at it again


class DecisionView(Protocol):
    def show_decision(self, screen: DecisionScreen) -> None: ...
    def show_failure(self, said: Said) -> None: ...


class Reads(Protocol):
    def page(self, share: str) -> DecisionPage: ...


class DecisionPresenter:
    """``child`` leads to the child's page."""

    def __init__(self, view: DecisionView, decisions: Reads, tasks: Runs, child: Callable[[str], None]) -> None:
        self._view, self._decisions, self._tasks, self._to_child = view, decisions, tasks, child
        self._share = self._child = ""

    def open(self, share: str) -> None:
        self._share = share
        self._read()

    def changed(self, changes: Changes) -> None:
        if self._share in changes.records:
            self._read()

    def child(self) -> None:
        self._to_child(self._child)

    def _read(self) -> None:
        share = self._share

        def then(page: DecisionPage) -> None:
            self._child = page.child
            self._view.show_decision(decision_screen(page))

        self._tasks.run(lambda: self._decisions.page(share), then, lambda error: self._view.show_failure(say(error)))


def decision_screen(page: DecisionPage) -> DecisionScreen:
    """One decision in words."""
    return DecisionScreen(
        share=page.id,
        title=page.title,
        about=tr("About {child}", child=page.child_name),
        facts=tuple(fact(view) for view in page.fields),
        history=tuple(history_line(row) for row in page.history),
        walled=page.walled,
        amends=bool(page.amendable),
        reviews=page.ours and bool(page.values.get("review_on")),
    )


def decision_fields(page: DecisionPage, guidance: Guidance) -> tuple[AmendField, ...]:
    """What may be put right, with what stands there."""
    views, words = {view.name: view for view in page.fields}, Words(_Known(guidance))
    lists = {
        "basis": tuple(Choice(one.code, one.label, one.hint) for one in guidance.bases),
        "family_told": translated(YES_NO),
        "told_how": translated([Choice(code, word) for code, word in TOLD_HOW.items()]),
    }
    made = []
    for name in page.amendable:
        now, sides = said_of(views.get(name))
        held = str(page.values.get(name) or "")
        kind = "when" if name == "told_at" else "choice" if name in lists else "text" if name in LONG else "line"
        value: Held = When(held) if name == "told_at" else held
        made.append(AmendField(name, words.label("share", name), kind, value, lists.get(name, ()), now, sides))
    return tuple(made)


@dataclass(frozen=True, slots=True)
class _Known:
    guidance: Guidance
