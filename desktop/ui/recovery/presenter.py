"""Who can open this record book besides its keeper, and the rehearsal of holders' words. No Qt.

Rules this module keeps: what is said is what the book is sealed to; a rehearsal opens nothing, and the words are gone from the page as
soon as they were found to fit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from desktop.services.pages.fields import Choice, Missing
from desktop.ui.language import tr
from desktop.ui.messages import Said, say
from desktop.ui.recovery.wording import Scheme, State, holder_problems, holders_given, state_words
from desktop.ui.shell.routes import Go, Place
from desktop.ui.tasks import Runs


class Listed(Scheme, Protocol):
    """An organisation's recovery as the partnership's list names it (services.recovery.OrganisationRecovery)."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...


class Recovery(Protocol):
    """session.recovery."""

    def state(self) -> State: ...
    def administered(self) -> Sequence[Listed]: ...


Rehearse = Callable[[Sequence[str], str], None]


class View(Protocol):
    def show_state(self, said: str, follows: str) -> None: ...
    def show_rehearsal(self, choices: Sequence[Choice], needed: int) -> None: ...
    def show_making(self, *, offered: bool) -> None: ...
    def show_holders(self, count: int) -> None: ...
    def show_fits(self) -> None: ...
    def show_problems(self, problems: Sequence[Missing]) -> None: ...
    def show_notice(self, kind: str, title: str, text: str = "") -> None: ...
    def show_failure(self, said: Said) -> None: ...


class RecoveryPresenter:
    """``rehearse(words, recipient)`` raises the VaultError tree when the words do not open that recipient."""

    def __init__(self, view: View, recovery: Recovery, rehearse: Rehearse, tasks: Runs, go: Go) -> None:
        self._view, self._recovery, self._rehearse, self._tasks, self._go = view, recovery, rehearse, tasks, go
        self._recipients: dict[str, str] = {}

    def read(self) -> None:
        self._tasks.run(
            lambda: (self._recovery.state(), tuple(self._recovery.administered())),
            lambda found: self._show(*found),
            self._fail,
        )

    def make(self) -> None:
        self._go(Place("recovery_words"))

    def rehearse(self, organisation: str, typed: Sequence[str]) -> None:
        """Whether these holders' words fit; ``organisation`` "" is the only one that has some."""
        words, places = holders_given(typed)
        recipient = self._recipients.get(organisation) or next(iter(self._recipients.values()), "")
        problems = []
        if len(self._recipients) > 1 and organisation not in self._recipients:
            problems.append(Missing("organisation", tr("Choose the organisation")))
        if not words:
            problems.append(Missing("holder1", tr("Type the words of the first holder")))
        self._view.show_problems(problems)
        if not problems:
            self._tasks.run(
                lambda: self._rehearse(words, recipient), lambda _none: self._fits(), lambda e: self._not_yet(e, places)
            )

    def _show(self, state: State, listed: Sequence[Listed]) -> None:
        self._view.show_state(*state_words(state))
        having = [one for one in listed if one.recipient]
        self._recipients = {one.id: one.recipient for one in having}
        if not having and state.recipient:
            self._recipients = {"": state.recipient}
        needed = max([one.needed for one in having] + [state.needed])
        choices = [Choice(one.id, one.name) for one in having] if len(having) > 1 else []
        self._view.show_rehearsal(choices, needed if self._recipients else 0)
        self._view.show_making(offered=bool(listed))

    def _fits(self) -> None:
        self._view.show_fits()
        self._view.show_notice(
            "success", tr("The words fit"), tr("Nothing was opened. Put the papers back where they are kept, apart.")
        )

    def _not_yet(self, error: Exception, places: Sequence[int]) -> None:
        problems = holder_problems(error, places)
        self._view.show_holders(getattr(error, "needed", 0))
        if problems:
            self._view.show_problems(problems)
        else:
            self._fail(error)

    def _fail(self, error: Exception) -> None:
        self._view.show_failure(say(error))
