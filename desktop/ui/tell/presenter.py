"""Tell colleagues of a record: who they are, who is suggested, and what they will get.

Rules this module keeps: nobody is ticked who must not see the record, and nobody at all when somebody must not; who was told
already is said; before anybody signs it stands there what goes and that later entries go too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from desktop.domain.statements import Changes
from desktop.services.pages.fields import Choice, Missing
from desktop.services.pages.telling import Colleague, Telling, TellingChoices, Told
from desktop.services.times import moment_words
from desktop.ui.language import tr
from desktop.ui.messages import Said, say
from desktop.ui.tasks import Runs


@dataclass(frozen=True, slots=True)
class TellScreen:
    """``people`` can be chosen, ``chosen`` are suggested; ``kept`` are names that cannot be."""

    child: str
    title: str
    warning: str
    people: tuple[Choice, ...]
    chosen: tuple[str, ...]
    kept: str
    told: tuple[str, ...]


class TellView(Protocol):
    def show_busy(self, said: str) -> None: ...
    def show_choices(self, screen: TellScreen) -> None: ...
    def show_problems(self, problems: Sequence[Missing]) -> None: ...
    def show_told(self, title: str, text: str) -> None: ...
    def show_failure(self, said: Said) -> None: ...


class ColleaguesService(Protocol):
    def choices(self, record: str) -> TellingChoices: ...
    def of_record(self, record: str) -> tuple[Telling, ...]: ...
    def tell(self, record: str, people: Sequence[str], note: str = "") -> Told: ...


@dataclass(frozen=True, slots=True)
class TellRoutes:
    child: Callable[[str], None]
    told: Callable[[Changes], None]


class TellPresenter:
    """One record, and the colleagues who could be told of it."""

    def __init__(self, view: TellView, service: ColleaguesService, tasks: Runs, routes: TellRoutes) -> None:
        self._view, self._service, self._tasks, self._routes = view, service, tasks, routes
        self._record = self._child = ""
        self._signing = False

    def open(self, record: str) -> None:
        self._record = record
        self._view.show_busy(tr("Reading the record…"))

        def then(read: tuple[TellingChoices, tuple[Telling, ...]]) -> None:
            choices, told = read
            self._child = choices.child
            self._view.show_choices(tell_screen(choices, told))

        self._tasks.run(lambda: (self._service.choices(record), self._service.of_record(record)), then, self._failed)

    def tell(self, people: Sequence[str], note: str) -> None:
        """Sign that these people are told."""
        if self._signing:
            return
        if not people:
            self._view.show_problems((Missing("people", tr("Choose whom to tell")),))
            return
        self._signing = True
        self._view.show_busy(tr("Signing and sealing…"))

        def then(told: Told) -> None:
            self._signing = False
            self._view.show_problems(())
            self._routes.told(told.changes)
            self._view.show_told(
                tr("Signed and sealed to {people}", people=", ".join(people)),
                tr(
                    "It goes when the area can be reached. Until then it waits on this computer: if it is urgent, go to them or "
                    "ring. When they open it, the record says so."
                ),
            )

        self._tasks.run(lambda: self._service.tell(self._record, tuple(people), note), then, self._failed)

    def open_child(self) -> None:
        self._routes.child(self._child)

    def _failed(self, error: Exception) -> None:
        self._signing = False
        self._view.show_failure(say(error))


def tell_screen(choices: TellingChoices, told: Sequence[Telling]) -> TellScreen:
    """The page for a record, with who was told before."""
    open_to = tuple(one for one in choices.people if not one.kept)
    kept = ", ".join(one.person for one in choices.people if one.kept)
    return TellScreen(
        child=tr("About {child}", child=choices.child_name),
        title=choices.title,
        warning=tr(
            "This record says that some people must not see it. Choose each person yourself: nobody else can open it."
        )
        if choices.walled
        else "",
        people=tuple(Choice(one.person, one.person, _hint(one)) for one in open_to),
        chosen=tuple(one.person for one in open_to if one.suggested),
        kept=tr("Not offered, because they must not see this record: {names}.", names=kept) if kept else "",
        told=told_lines(told),
    )


def told_lines(told: Sequence[Telling]) -> tuple[str, ...]:
    """One line for each person who was told: since when, and whether they opened it."""
    return tuple(
        tr(
            "{person}: told {told} by {who}, opened {opened}",
            person=one.person, told=moment_words(telling.at), who=telling.who, opened=moment_words(one.opened_at),
        )
        if one.opened_at
        else tr("{person}: told {told} by {who}, not opened yet as far as this computer knows",
                person=one.person, told=moment_words(telling.at), who=telling.who)
        for telling in told
        for one in telling.people
    )  # fmt: skip


def _hint(one: Colleague) -> str:
    return tr("{role}. Was told before.", role=one.role) if one.told else one.role
