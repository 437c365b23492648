"""The screen of the concern form for tests without Qt."""

# ruff: noqa: ARG002  # a stand-in takes what the real one takes

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from desktop.domain.records import Answer, ChildEntry, ConcernEntry, Person, Precision, Quote, When
from desktop.domain.rules import Prompt
from desktop.services.pages.fields import Missing
from desktop.ui.children.presenter import ResultLine
from desktop.ui.concern.ports import ConcernRoutes, DoneScreen
from desktop.ui.concern.presenter import ConcernPresenter
from desktop.ui.concern.whom_to_ring import RingNow
from desktop.ui.concern.wording import AnswerSection
from desktop.ui.messages import Said
from desktop.ui.tasks import Runs
from tests.fakes.tasks import FakeTasks
from tests.fakes.ui_session import FakeSession

WRITTEN = ConcernEntry(
    happened=When("2026-11-20T09:05", Precision.ABOUT),
    seen="He held his arm.",
    words=(Quote("Craig got me", "Kian"),),
    safe_now=Answer.YES,
    category="PHY",
    accused_works_with_children=Answer.NO,
)


class Screen:
    """The form as the presenter sees it: an entry to read, and what it was told to show."""

    def __init__(self) -> None:
        self.now = ConcernEntry()
        self.bad: tuple[Missing, ...] = ()
        self.child = ""
        self.young = True
        self.body = ""
        self.state = ""
        self.ring: RingNow | None = None
        self.unfinished = ""
        self.ways: list[str] = []
        self.prompts: tuple[Prompt, ...] = ()
        self.problems: tuple[str, ...] = ()
        self.checked: tuple[AnswerSection, ...] | None = None
        self.done: DoneScreen | None = None
        self.failures: list[Said] = []
        self.on_form: Callable[[], None] = lambda: None

    def entry(self) -> ConcernEntry:
        return self.now

    def unreadable(self) -> tuple[Missing, ...]:
        return self.bad

    def show_form(self, entry: ConcernEntry, typed_by: str) -> None:
        self.now, self.typed_by = entry, typed_by
        self.on_form()

    def show_child(self, name: str, detail: str) -> None:
        self.child = f"{name}|{detail}"

    def offer_body(self, body: str, /) -> None:
        self.body = body

    def show_young(self, young: bool, unborn: bool = False, /) -> None:
        self.young = young

    def show_witness(self, witness: Person) -> None:
        self.now = replace(self.now, witness=witness)

    def show_child_search(self, said: str, lines: tuple[ResultLine, ...], *, searched: bool) -> None:
        self.child, self.found, self.searched = "", lines, searched

    def show_draft_state(self, said: str) -> None:
        self.state = said

    def show_unfinished(self, said: str) -> None:
        self.unfinished = said

    def show_ring(self, ring: RingNow | None) -> None:
        self.ring = ring

    def show_prompts(self, prompts: tuple[Prompt, ...]) -> None:
        self.prompts = prompts

    def show_problems(self, problems: Sequence[Missing]) -> None:
        self.problems = tuple(problem.field for problem in problems)

    def show_check(self, sections: tuple[AnswerSection, ...], prompts: tuple[Prompt, ...]) -> None:
        self.checked = sections

    def show_question(self, field: str) -> None:
        self.asked = field

    def show_done(self, screen: DoneScreen) -> None:
        self.done = screen

    def show_busy(self, said: str) -> None:
        self.busy = said

    def show_failure(self, said: Said) -> None:
        self.failures.append(said)


T = TypeVar("T")


def made(tasks: Runs | None = None) -> tuple[Screen, FakeSession, ConcernPresenter, list[str]]:
    screen, session, went = Screen(), FakeSession(), list[str]()
    session.children.entries["c1"] = ChildEntry("Kian", "Pellow", born="2017-03-14", setting="Larkmere Primary")
    routes = ConcernRoutes(
        add_child=lambda text, draft: went.append(f"add {text} for {draft}"),
        open_child=lambda child: went.append(f"open {child}"),
        share=lambda child, concern: went.append(f"share {child} {concern}"),
        today=lambda: went.append("today"),
        record_another=lambda child: went.append(f"another {child}"),
        told=lambda changes: went.append(f"told {','.join(sorted(changes.records))}"),
        kept=lambda child, draft: screen.ways.append(f"kept {child} {draft}"),
        signed=lambda concern: screen.ways.append(f"signed {concern}"),
        go_on=lambda child, draft: went.append(f"on with {child} {draft}"),
    )
    return screen, session, ConcernPresenter(screen, session, tasks or FakeTasks(), routes, {"PHY": "Physical"}), went


def write(screen: Screen, presenter: ConcernPresenter, entry: ConcernEntry = WRITTEN) -> None:
    screen.now = entry
    presenter.touched()
