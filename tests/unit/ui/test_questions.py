"""Asking and answering: nothing is signed that was not shown, and nothing is called sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from desktop.domain.records import AnswerEntry, QuestionEntry
from desktop.domain.statements import Changes
from desktop.services.errors import AlreadyDecided
from desktop.services.pages.fields import Missing
from desktop.services.pages.questions import AnswerRow, Asking, QuestionPreview, QuestionRow
from desktop.services.question_pages import due_by
from desktop.ui.messages import Said
from desktop.ui.questions.presenter import AnswerPresenter, AskPresenter, QuestionRoutes
from desktop.ui.questions.screen import AnswerScreen, AskScreen, LeavingScreen, SignedScreen, question_line
from tests.fakes.tasks import FakeTasks
from tests.fakes.ui_session import NOW

ROW = QuestionRow(
    "q1", "s1", "k1", "Kian Pellow", "Lewis Aske", "Ashmere MASH", "Larkmere Primary", "Who collects him?", "To plan.",
    NOW, NOW, due_by("2026-11-24T17:00"), "soon", ours=True,
)  # fmt: skip
ANSWER = AnswerRow("a1", "Odette Farrow", "Larkmere Primary", "no", "", NOW, NOW, None)


@dataclass
class Service:
    """Keeps what was signed."""

    signed: list[QuestionEntry | AnswerEntry] = field(default_factory=list)
    missing: tuple[Missing, ...] = ()
    refuses: Exception | None = None
    delivered_at: datetime | None = None

    def asking(self, enquiry: str) -> Asking:
        if self.refuses:
            raise self.refuses
        return Asking(enquiry, "Larkmere Primary", "Kian Pellow")

    def question(self, question: str) -> QuestionRow:
        return replace(ROW, id=question)

    def check_question(self, entry: QuestionEntry) -> tuple[Missing, ...]:
        return self.missing if entry.question else (Missing("question", "Write the question"),)

    def check_answer(self, entry: AnswerEntry) -> tuple[Missing, ...]:
        return () if entry.known else (Missing("known", "Say whether"),)

    def preview_question(self, entry: QuestionEntry) -> QuestionPreview:
        return QuestionPreview("Larkmere Primary", ("Odette Farrow",), (("The question", entry.question),), ())

    def preview_answer(self, entry: AnswerEntry) -> QuestionPreview:
        return QuestionPreview("Ashmere MASH", ("Lewis Aske",), (("The answer", entry.text),), ())

    def ask(self, entry: QuestionEntry) -> Changes:
        self.signed.append(entry)
        return Changes(frozenset({"s1"}))

    def answer(self, entry: AnswerEntry) -> Changes:
        self.signed.append(entry)
        return Changes(frozenset({"s1"}))

    def question_delivered(self, _enquiry: str) -> datetime | None:
        return self.delivered_at

    def answer_delivered(self, _question: str) -> datetime | None:
        return self.delivered_at


class Screen:
    """Remembers what it was told to show."""

    def __init__(self) -> None:
        self.asking: AskScreen | None = None
        self.question: AnswerScreen | None = None
        self.leaving: LeavingScreen | None = None
        self.problems: tuple[str, ...] = ()
        self.title = ""
        self.done: tuple[str, ...] = ()
        self.failures: list[Said] = []
        self.at_form = 0

    def show_asking(self, screen: AskScreen) -> None:
        self.asking = screen

    def show_question(self, screen: AnswerScreen) -> None:
        self.question = screen

    def show_busy(self, said: str) -> None: ...
    def show_form(self) -> None:
        self.at_form += 1

    def show_problems(self, problems: Sequence[Missing]) -> None:
        self.problems = tuple(problem.field for problem in problems)

    def show_leaving(self, screen: LeavingScreen) -> None:
        self.leaving = screen

    def show_signed(self, screen: SignedScreen) -> None:
        self.title, self.done = screen.title, screen.lines

    def show_failure(self, said: Said) -> None:
        self.failures.append(said)


@dataclass
class Ways:
    went: list[tuple[str, str]] = field(default_factory=list)
    told: list[Changes] = field(default_factory=list)

    def routes(self) -> QuestionRoutes:
        return QuestionRoutes(
            back=lambda record: self.went.append(("back", record)),
            share=lambda child: self.went.append(("share", child)),
            letters=lambda: self.went.append(("letters", "")),
            told=self.told.append,
        )


def test_a_question_is_shown_before_it_is_signed_and_is_never_called_sent() -> None:
    view, service, ways = Screen(), Service(), Ways()
    presenter = AskPresenter(view, service, FakeTasks(), ways.routes())
    presenter.open("s1")
    assert view.asking == AskScreen("Larkmere Primary", "Kian Pellow", "17:00")
    presenter.sign()
    assert service.signed == [], "nothing was shown yet"
    presenter.review(QuestionEntry("", "Who collects him?", "To plan.", "2026-11-24"))
    assert view.leaving is not None
    assert view.leaving.button == "Sign and send to Larkmere Primary"
    presenter.sign()
    assert service.signed == [QuestionEntry("s1", "Who collects him?", "To plan.", "2026-11-24T17:00")]
    assert "not reached anyone yet" in view.done[0]
    assert ways.told
    presenter.sign()
    assert len(service.signed) == 1, "once"
    presenter.back()
    presenter.letters()
    assert ways.went == [("back", "s1"), ("letters", "")]


def test_the_page_follows_its_letter_and_names_who_has_it() -> None:
    view, service = Screen(), Service()
    presenter = AskPresenter(view, service, FakeTasks(), Ways().routes())
    presenter.open("s1")
    presenter.review(QuestionEntry("", "Who?", "To plan."))
    presenter.sign()
    posted = Changes(families=frozenset({"letter"}))
    presenter.changed(posted)
    assert view.title == "Signed, sealed and waiting to leave"
    service.delivered_at = NOW
    presenter.changed(posted)
    assert view.title == "Delivered to Larkmere Primary"
    assert "Nobody has opened it yet" in view.done[0]


def test_changing_something_asks_for_the_preview_again() -> None:
    view, service = Screen(), Service()
    presenter = AskPresenter(view, service, FakeTasks(), Ways().routes())
    presenter.open("s1")
    presenter.review(QuestionEntry("", "Who?", "To plan."))
    presenter.back_to_form()
    presenter.sign()
    assert (service.signed, view.at_form) == ([], 1)


def test_what_is_lacking_and_what_cannot_be_read_is_named_once_each() -> None:
    view = Screen()
    presenter = AskPresenter(view, Service(), FakeTasks(), Ways().routes())
    presenter.open("s1")
    presenter.review(QuestionEntry("", "", ""), (Missing("wanted_by", "There is no 31 November"),))
    assert view.problems == ("wanted_by", "question")
    assert view.leaving is None


def test_an_enquiry_that_was_decided_says_so() -> None:
    view = Screen()
    AskPresenter(view, Service(refuses=AlreadyDecided("x")), FakeTasks(), Ways().routes()).open("s1")
    assert view.failures


def test_the_desk_s_question_is_answered_from_its_page_and_records_go_by_the_sharing_page() -> None:
    view, service, ways = Screen(), Service(), Ways()
    presenter = AnswerPresenter(view, service, FakeTasks(), ways.routes())
    presenter.open("q1")
    assert view.question is not None
    assert (view.question.title, view.question.child) == ("A question from Ashmere MASH", "About Kian Pellow")
    presenter.share()
    presenter.review(AnswerEntry(""))
    assert view.problems == ("known",)
    presenter.review(AnswerEntry("", "no"))
    presenter.sign()
    assert service.signed == [AnswerEntry("q1", "no")]
    presenter.back()
    presenter.letters()
    assert ways.went == [("share", "k1"), ("back", "k1"), ("letters", "")]


def test_a_question_says_by_when_and_never_that_there_is_no_answer() -> None:
    ours = question_line(ROW)
    assert ours.due == "An answer is wanted by 17:00 on Tue 24 Nov 2026."
    assert ours.id == "q1", "it can be answered from here"
    at_the_desk = question_line(replace(ROW, ours=False))
    assert at_the_desk.due.endswith("No answer has been seen here yet.")
    assert at_the_desk.id == ""


def test_the_times_of_an_answer_stand_apart() -> None:
    came = replace(
        ANSWER,
        hub_received_at=NOW + timedelta(minutes=5),
        received_at=NOW + timedelta(minutes=30),
        text="Nobody told us.",
    )
    (line,) = question_line(replace(ROW, answers=(came,), state="met")).answers
    assert line.times.count(":") == 3, "written, received, fetched"
    assert (line.known, line.text) == ("We know nothing about this.", "Nobody told us.")
    (plain,) = question_line(replace(ROW, answers=(ANSWER,))).answers
    assert plain.times.count(":") == 1, "one time, said once"
