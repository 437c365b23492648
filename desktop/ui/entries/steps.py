"""What can be said of a record that stands: withdraw it, take that back, disagree with it, mark it as done. No Qt.

Rules this module keeps:

* each is a short form with its reasons, signed like everything else; nothing that was signed before is changed by it;
* a record that was sent is not withdrawn silently: whoever has it is to be sent the withdrawal too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from desktop.domain.entry_catalogue import ENTRY_TYPES
from desktop.domain.entry_types import Asks
from desktop.domain.guidance import Guidance
from desktop.domain.statements import Changes
from desktop.services.pages.fields import Missing
from desktop.services.withdrawing import Named
from desktop.ui.entries.screen import Asked, asked
from desktop.ui.language import tr
from desktop.ui.messages import Said, say
from desktop.ui.tasks import Runs
from desktop.ui.today.lines import FINISH


@dataclass(frozen=True, slots=True)
class StepScreen:
    title: str
    about: str
    record: str  # what it is said of
    lead: str
    asked: tuple[Asked, ...]
    button: str
    what: str = ""  # the record's one line


class StepView(Protocol):
    def show_step(self, screen: StepScreen) -> None: ...
    def show_problems(self, problems: Sequence[Missing]) -> None: ...
    def show_busy(self, said: str) -> None: ...
    def show_failure(self, said: Said) -> None: ...


class Withdraws(Protocol):
    def named(self, record: str) -> Named: ...
    def withdraw(self, record: str, reason: str) -> Changes: ...
    def take_back(self, record: str, reason: str) -> Changes: ...
    def disagree(self, record: str, by: str, role: str, why: str, as_told_by: str = "") -> Changes: ...


class Finishes(Protocol):
    def check_done(self, record: str, values: Mapping[str, object]) -> tuple[Missing, ...]: ...
    def mark_done(self, record: str, values: Mapping[str, object]) -> Changes: ...


class StepSession(Protocol):
    @property
    def withdrawing(self) -> Withdraws: ...
    @property
    def entries(self) -> Finishes: ...
    @property
    def guidance(self) -> Guidance: ...


@dataclass(frozen=True, slots=True)
class StepRoutes:
    """``signed`` gets the record, its family and child, and what to say there."""

    signed: Callable[[str, Named, str, str], None]
    left: Callable[[str, Named], None]
    told: Callable[[Changes], None]


class StepPresenter:
    """One step on one record."""

    def __init__(self, view: StepView, session: StepSession, tasks: Runs, routes: StepRoutes) -> None:
        self._view, self._session, self._tasks, self._routes = view, session, tasks, routes
        self._record = self._step = ""
        self._named: Named | None = None
        self._signing = False

    def open(self, record: str, step: str) -> None:
        self._record, self._step = record, step

        def then(named: Named) -> None:
            self._named = named
            self._view.show_step(replace(step_screen(step, named, self._session.guidance), what=named.what))

        self._tasks.run(lambda: self._session.withdrawing.named(record), then, self._failed)

    def sign(self, values: Mapping[str, object], unreadable: Sequence[Missing] = ()) -> None:
        """Check, and sign."""
        named = self._named
        if named is None or self._signing:
            return
        seen = {problem.field for problem in unreadable}
        self._signing = True

        def work() -> tuple[tuple[Missing, ...], Changes]:
            problems = (*unreadable, *(one for one in self._missing(values) if one.field not in seen))
            return problems, Changes() if problems else self._say(values)

        def then(found: tuple[tuple[Missing, ...], Changes]) -> None:
            self._signing = False
            problems, changes = found
            self._view.show_problems(problems)
            if not problems:
                self._routes.told(changes)
                self._routes.signed(self._record, named, *self._told(named))

        self._tasks.run(work, then, self._failed)

    def leave(self) -> None:
        if self._named is not None:
            self._routes.left(self._record, self._named)

    def _missing(self, values: Mapping[str, object]) -> tuple[Missing, ...]:
        if self._step == FINISH:
            return self._session.entries.check_done(self._record, values)
        needed = {
            "by": tr("Say who disagrees"),
            "why": tr("Say what they disagree with, and why"),
            "reason": tr("Say why"),
        }
        return tuple(Missing(name, needed[name]) for name in needed if name in values and not str(values[name]).strip())

    def _say(self, values: Mapping[str, object]) -> Changes:
        record, text = self._record, {name: str(value) for name, value in values.items()}
        match self._step:
            case "withdraw":
                return self._session.withdrawing.withdraw(record, text["reason"])
            case "take_back":
                return self._session.withdrawing.take_back(record, text["reason"])
            case "disagree":
                return self._session.withdrawing.disagree(
                    record, text["by"], text["role"], text["why"], text["as_told_by"]
                )
            case _:
                return self._session.entries.mark_done(record, values)

    def _told(self, named: Named) -> tuple[str, str]:
        send = (
            tr("It was sent to somebody before. Share, and choose this too, so that they know.") if named.shared else ""
        )
        match self._step:
            case "withdraw":
                return tr("The record is withdrawn"), send or tr("It stays readable, struck through, with your reason.")
            case "take_back":
                return tr("The record stands again"), send
            case "disagree":
                return tr("It is kept that somebody disagrees"), tr("It stands beside the record from now on.")
            case _:
                return tr("It is marked as done"), tr("It stays in the record, with what came of it.")

    def _failed(self, error: Exception) -> None:
        self._signing = False
        self._view.show_failure(say(error))


def step_screen(step: str, named: Named, guidance: Guidance) -> StepScreen:
    """The form of one step."""
    about, title = tr("About {child}", child=named.child_name), named.title
    reason = Asked("reason", tr("Why"), tr("Why?"), tr("For example: it was about another child."), Asks.TEXT)
    match step:
        case "withdraw":
            lead = tr(
                "It stays readable, struck through, with your name and the reason. It leaves what is counted, what is due and "
                "what is prompted. If only a part of it is wrong, amend that part instead."
            )
            return StepScreen(tr("Withdraw this record"), about, title, lead, (reason,), tr("Withdraw it"))
        case "take_back":
            lead = tr("The record counts again as it stands now. That it was withdrawn stays readable too.")
            again = Asked("reason", tr("Why"), tr("Why does it stand again?"), "", Asks.TEXT)
            return StepScreen(tr("Take the withdrawal back"), about, title, lead, (again,), tr("Let it stand again"))
        case "disagree":
            lead = tr(
                "A parent, a child, a colleague or you: what they say stands beside the record, and changes nothing in it."
            )
            return StepScreen(
                tr("Somebody disagrees"), about, title, lead,
                (
                    Asked("by", tr("Who disagrees"), tr("Who disagrees?"), "", Asks.LINE),
                    Asked("role", tr("Post or relation"), tr("What is their post, or their relation to the child?"), "", Asks.LINE),
                    Asked("why", tr("What they say"), tr("What do they disagree with, and why?"), tr("In their own words where you can."), Asks.TEXT),
                    Asked("as_told_by", tr("As told by"), tr("Who told you, if not they themselves?"), "", Asks.LINE),
                ),
                tr("Sign that they disagree"),
            )  # fmt: skip
        case _:
            closing = ENTRY_TYPES[named.family].closing if named.family in ENTRY_TYPES else ()
            return StepScreen(
                tr("Mark as done"), about, title, "", tuple(asked(field, guidance) for field in closing),
                tr("Sign what became of it"),
            )  # fmt: skip
