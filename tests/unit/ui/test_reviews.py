"""Looking at a record again: what was found is asked, and a blank next day is an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from desktop.domain.records import ReviewEntry
from desktop.domain.statements import Changes
from desktop.services.errors import NoSuchRecord
from desktop.services.pages.fields import Missing
from desktop.services.pages.waiting import ReviewRow
from desktop.services.question_pages import due_by
from desktop.ui.messages import Said
from desktop.ui.reviews.presenter import ReviewPresenter, ReviewRoutes, ReviewScreen, review_screen
from tests.fakes.tasks import FakeTasks

NOW = datetime(2026, 12, 2, 9, tzinfo=UTC)
_DUE = due_by("2026-12-01")
assert _DUE is not None
ROW = ReviewRow(
    "s1", "share", "k1", "Kian Pellow", "Decision not to share", "Breakfast club began.", "2026-12-01", _DUE, "overdue"
)


@dataclass
class Service:
    signed: list[ReviewEntry] = field(default_factory=list)
    gone: bool = False

    def review(self, record: str) -> ReviewRow:
        if self.gone:
            raise NoSuchRecord("gone")
        return replace(ROW, record=record)

    def check(self, looked: ReviewEntry) -> tuple[Missing, ...]:
        return () if looked.found else (Missing("found", "Say what you found"),)

    def looked(self, looked: ReviewEntry) -> Changes:
        self.signed.append(looked)
        return Changes(frozenset({"s1"}))


class Screen:
    def __init__(self) -> None:
        self.shown: ReviewScreen | None = None
        self.problems: tuple[str, ...] = ()
        self.failures: list[Said] = []

    def show_review(self, screen: ReviewScreen) -> None:
        self.shown = screen

    def show_busy(self, said: str) -> None: ...
    def show_problems(self, problems: Sequence[Missing]) -> None:
        self.problems = tuple(problem.field for problem in problems)

    def show_failure(self, said: Said) -> None:
        self.failures.append(said)


def made(service: Service) -> tuple[ReviewPresenter, Screen, list[tuple[str, str]]]:
    view, went = Screen(), list[tuple[str, str]]()
    routes = ReviewRoutes(
        child=lambda child: went.append(("child", child)),
        signed=lambda child: went.append(("signed", child)),
        told=lambda _changes: went.append(("told", "")),
    )
    return ReviewPresenter(view, service, FakeTasks(), routes, lambda: NOW), view, went


def test_it_says_what_is_to_be_looked_at_and_that_it_is_late_without_blame() -> None:
    presenter, view, went = made(Service())
    presenter.open("s1")
    assert view.shown is not None
    assert view.shown.due == "Was due yesterday, Tuesday 1 December 2026."
    assert view.shown.why == "Why it was not shared: Breakfast club began."
    assert review_screen(replace(ROW, walled=True), NOW).warning
    presenter.read_it()
    assert went == [("child", "k1")]


def test_what_was_found_is_needed_and_a_day_that_cannot_be_read_is_named() -> None:
    service = Service()
    presenter, view, went = made(service)
    presenter.open("s1")
    presenter.sign(ReviewEntry("", ""), (Missing("again", "There is no 31 November"),))
    assert view.problems == ("again", "found")
    assert (service.signed, went) == ([], [])


def test_signing_leads_back_to_the_child_and_a_blank_next_day_is_an_answer() -> None:
    service = Service()
    presenter, view, went = made(service)
    presenter.open("s1")
    presenter.sign(ReviewEntry("", "Nothing new."))
    assert service.signed == [ReviewEntry("s1", "Nothing new.")]
    assert view.problems == ()
    assert went == [("told", ""), ("signed", "k1")]


def test_what_was_looked_at_meanwhile_says_so() -> None:
    presenter, view, _went = made(Service(gone=True))
    presenter.open("s1")
    assert view.failures
