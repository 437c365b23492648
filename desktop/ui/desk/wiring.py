"""The desk's pages for one visit: view, presenter, and where they lead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from desktop.domain.statements import Changes
from desktop.services.session import Session
from desktop.ui.desk.enquiry_view import EnquiryPageView
from desktop.ui.desk.presenter import DeskPresenter, DeskRoutes, EnquiryPresenter
from desktop.ui.desk.telephone import TelephonePresenter, TelephoneRoutes
from desktop.ui.desk.telephone_view import TelephonePage
from desktop.ui.desk.view import DeskPage
from desktop.ui.form_keeper import FormKeeper
from desktop.ui.page import Page, alive
from desktop.ui.shell.routes import Go, Place
from desktop.ui.tasks import Tasks

PLACES = ("desk", "enquiry", "phone_referral")


def _nothing(_changes: Changes) -> None:
    """Used when nobody else shows what changed."""


def build(session: Session, tasks: Tasks, go: Go, place: Place, told: Callable[[Changes], None] = _nothing) -> Page:
    """``desk``, ``enquiry`` (id) or ``phone_referral``."""
    if place.page == "phone_referral":
        return _build_telephone(session, tasks, go, told)
    routes = DeskRoutes(
        open_enquiry=lambda enquiry: go(Place("enquiry", enquiry)),
        phone_referral=lambda: go(Place("phone_referral")),
        desk=lambda: go(Place("desk")),
        told=told,
    )
    if place.page == "enquiry":
        enquiry = EnquiryPageView()
        runs = tasks.owned_by(alive(enquiry))
        keeper = FormKeeper(enquiry, session.unfinished, runs, f"enquiry:{place.id}")
        one = EnquiryPresenter(enquiry, session, runs, replace(routes, signed=keeper.done))
        connect_enquiry(enquiry, one)
        enquiry.ask_wanted.connect(lambda letter: go(Place("ask", letter)))
        enquiry.letter_wanted.connect(one.open)
        enquiry.changed_elsewhere.connect(one.changed)
        one.open(place.id)
        keeper.begin()
        return enquiry
    page = DeskPage()
    connect(page, DeskPresenter(page, session, tasks.owned_by(alive(page)), routes))
    return page


def connect(page: DeskPage, presenter: DeskPresenter) -> None:
    """Join the list's signals to the presenter, which lives as long as the view."""
    page.presenter = presenter
    page.came_up.connect(presenter.open)
    page.opened.connect(presenter.open_enquiry)
    page.phone_asked.connect(presenter.phone_referral)


def connect_enquiry(page: EnquiryPageView, presenter: EnquiryPresenter) -> None:
    """Join one enquiry's signals to its presenter."""
    page.presenter = presenter
    page.checked.connect(presenter.check)
    page.decided.connect(presenter.decide)
    page.joined.connect(presenter.join)


def connect_telephone(page: TelephonePage, presenter: TelephonePresenter) -> None:
    """Join the telephone form's signals to its presenter."""
    page.presenter = presenter
    page.kept.connect(presenter.keep)
    page.cancelled.connect(presenter.cancel)


def _build_telephone(session: Session, tasks: Tasks, go: Go, told: Callable[[Changes], None]) -> TelephonePage:
    page = TelephonePage()
    runs = tasks.owned_by(alive(page))
    keeper = FormKeeper(page, session.unfinished, runs, "phone_referral")

    def signed(changes: Changes) -> None:
        keeper.done()
        told(changes)

    routes = TelephoneRoutes(
        open_enquiry=lambda enquiry: go(Place("enquiry", enquiry)), desk=lambda: go(Place("desk")), told=signed
    )
    presenter = TelephonePresenter(page, session, runs, routes)
    page.cancelled.connect(keeper.done)
    connect_telephone(page, presenter)
    presenter.start()
    keeper.begin()
    return page
