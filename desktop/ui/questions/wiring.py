"""Asking and answering for one visit: view, presenter, and where they lead."""

from __future__ import annotations

from collections.abc import Callable

from desktop.domain.statements import Changes
from desktop.services.session import Session
from desktop.ui.form_keeper import FormKeeper
from desktop.ui.page import Page, alive
from desktop.ui.questions.leaving_view import LeavingPage
from desktop.ui.questions.presenter import AnswerPresenter, AskPresenter, QuestionRoutes
from desktop.ui.questions.view import AnswerPage, AskPage
from desktop.ui.shell.routes import Go, Place
from desktop.ui.tasks import Tasks

PLACES = ("ask", "question")


def build(session: Session, tasks: Tasks, go: Go, place: Place, told: Callable[[Changes], None]) -> Page:
    """``ask`` (id = enquiry) or ``question`` (id = the question's statement)."""
    page: AskPage | AnswerPage = AskPage() if place.page == "ask" else AnswerPage()
    runs = tasks.owned_by(alive(page))
    keeper = FormKeeper(page, session.unfinished, runs, f"{place.page}:{place.id}")

    def signed(changes: Changes) -> None:
        keeper.done()
        told(changes)

    back = "enquiry" if place.page == "ask" else "child"
    routes = QuestionRoutes(
        back=lambda record: go(Place(back, record, "" if back == "enquiry" else "sharing")),
        share=lambda child: go(Place("share", child)),
        letters=lambda: go(Place("letters", "send")),
        told=signed,
    )
    if isinstance(page, AskPage):
        asks = AskPresenter(page, session.questions, runs, routes)
        page.review_asked.connect(asks.review)
        _connect(page, asks)
        asks.open(place.id)
    else:
        answers = AnswerPresenter(page, session.questions, runs, routes)
        page.review_asked.connect(answers.review)
        page.share_asked.connect(answers.share)
        _connect(page, answers)
        answers.open(place.id)
    keeper.begin()
    return page


def _connect(page: LeavingPage, presenter: AskPresenter | AnswerPresenter) -> None:
    """Join the signals that both pages have; the presenter lives as long as the view."""
    page.presenter = presenter
    page.change_asked.connect(presenter.back_to_form)
    page.signed.connect(presenter.sign)
    page.changed_elsewhere.connect(presenter.changed)
    page.back_asked.connect(presenter.back)
    page.letters_asked.connect(presenter.letters)
