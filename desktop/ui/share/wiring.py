"""The pages about sharing for one visit, deciding and a decision: view, presenter, and where they lead."""

from __future__ import annotations

from collections.abc import Callable

from desktop.domain.statements import Changes
from desktop.services.session import Session
from desktop.ui.child.amend_view import AmendPage
from desktop.ui.entries.amending import AmendEntryRoutes, AmendRecordPresenter
from desktop.ui.form_keeper import FormKeeper
from desktop.ui.language import tr
from desktop.ui.page import Page, alive
from desktop.ui.papers.saving import PaperSaver
from desktop.ui.share.decision import DecisionPresenter, decision_fields
from desktop.ui.share.decision_view import DecisionPageView
from desktop.ui.share.presenter import SharePresenter, ShareRoutes
from desktop.ui.share.view import SharePage
from desktop.ui.shell.routes import Go, Place
from desktop.ui.tasks import Tasks

PLACES = ("share", "decision", "amend_decision")
JUST_AMENDED = "amended"  # the page of a decision is told what was just done


def _nothing(_changes: Changes) -> None:
    """Used when nobody else shows what changed."""


def build(session: Session, tasks: Tasks, go: Go, place: Place, told: Callable[[Changes], None] = _nothing) -> Page:
    """``share`` (id = child, extra = the concern one comes from), ``decision`` (id), ``amend_decision`` (id, extra = a field to settle)."""
    match place.page:
        case "decision":
            return _decision(session, tasks, go, place)
        case "amend_decision":
            return _amend(session, tasks, go, place, told)
        case _:
            return _deciding(session, tasks, go, place, told)


def _decision(session: Session, tasks: Tasks, go: Go, place: Place) -> DecisionPageView:
    name: list[Callable[[], str]] = []
    page = DecisionPageView(lambda: name[0]() if name else "record.pdf")
    runs = tasks.owned_by(alive(page))
    saver = PaperSaver(page, runs, lambda: session.papers.decision_pdf(place.id), session.now)
    name.append(saver.file_name)
    presenter = DecisionPresenter(page, session.decisions, runs, lambda child: go(Place("child", child)))
    page.presenter = presenter
    page.changed_elsewhere.connect(presenter.changed)
    page.amend_asked.connect(lambda field: go(Place("amend_decision", place.id, field)))
    page.review_asked.connect(lambda: go(Place("review", place.id)))
    page.child_asked.connect(presenter.child)
    page.saved.chosen.connect(saver.save)
    page.saved.delete_asked.connect(saver.delete)
    presenter.open(place.id)
    if place.extra == JUST_AMENDED:
        page.greet(tr("The amendment is signed and kept"), tr("What was there before stays readable, in the history."))
    return page


def _amend(session: Session, tasks: Tasks, go: Go, place: Place, told: Callable[[Changes], None]) -> AmendPage:
    page = AmendPage()
    runs = tasks.owned_by(alive(page))
    keeper = FormKeeper(page, session.unfinished, runs, f"{place.page}:{place.id}")
    after = [""]

    def signed(changes: Changes) -> None:
        keeper.done()
        after[0] = JUST_AMENDED
        told(changes)

    routes = AmendEntryRoutes(back=lambda share: go(Place("decision", share, after[0])), told=signed)
    presenter = AmendRecordPresenter(
        page, session.decisions, runs, routes, lambda held: decision_fields(held, session.guidance)
    )
    page.presenter = presenter
    page.signed.connect(presenter.sign)
    page.cancelled.connect(keeper.done)
    page.cancelled.connect(presenter.cancel)
    presenter.open(place.id, place.extra)
    keeper.begin(restore=not place.extra)
    return page


def _deciding(session: Session, tasks: Tasks, go: Go, place: Place, told: Callable[[Changes], None]) -> SharePage:
    page = SharePage()
    runs = tasks.owned_by(alive(page))
    keeper = FormKeeper(page, session.unfinished, runs, f"share:{place.id}")

    def signed(changes: Changes) -> None:
        keeper.done()
        told(changes)

    routes = ShareRoutes(
        open_child=lambda child: go(Place("child", child)), letters=lambda: go(Place("letters", "send")), told=signed
    )
    presenter = SharePresenter(page, session, runs, routes)
    connect(page, presenter)
    presenter.open(place.id, place.extra)
    keeper.begin(fitting=page.fitting)
    return page


def connect(page: SharePage, presenter: SharePresenter) -> None:
    """Join the view's signals to the presenter, which lives as long as the view."""
    page.presenter = presenter
    page.review_asked.connect(presenter.review)
    page.back_asked.connect(presenter.back_to_form)
    page.decided.connect(presenter.decide)
    page.child_asked.connect(presenter.open_child)
    page.letters_asked.connect(presenter.letters)
    page.changed_elsewhere.connect(presenter.changed)
