"""The children's pages for one visit: view, presenter, and where they lead."""

from __future__ import annotations

from collections.abc import Callable

from desktop.domain.dates import LONDON
from desktop.domain.statements import Changes
from desktop.services.session import Session
from desktop.ui.children.add_view import AddChildPage
from desktop.ui.children.adding import AddChildPresenter, AddChildRoutes
from desktop.ui.children.child_codes import child_codes
from desktop.ui.children.presenter import ChildrenPresenter, ChildrenRoutes
from desktop.ui.children.view import ChildrenPage
from desktop.ui.form_keeper import FormKeeper
from desktop.ui.page import Page, alive
from desktop.ui.shell.routes import Go, Place
from desktop.ui.tasks import Tasks

PLACES = ("children", "add_child")


def _nothing(_changes: Changes) -> None:
    """Used when nobody else shows what changed."""


def build(session: Session, tasks: Tasks, go: Go, place: Place, told: Callable[[Changes], None] = _nothing) -> Page:
    """``children``, or ``add_child`` (id = what was searched for, extra = the draft to come back to)."""
    if place.page == "add_child":
        return _build_add(session, tasks, go, place, told)
    page = ChildrenPage()
    routes = ChildrenRoutes(
        open_child=lambda child: go(Place("child", child)), add_child=lambda text: go(Place("add_child", text))
    )
    connect(page, ChildrenPresenter(page, session, tasks.owned_by(alive(page)), routes))
    return page


def connect(page: ChildrenPage, presenter: ChildrenPresenter) -> None:
    """Join the view's signals to the presenter, which lives as long as the view."""
    page.presenter = presenter
    page.came_up.connect(presenter.start)
    page.searched.connect(presenter.search)
    page.opened.connect(presenter.open)
    page.sort_asked.connect(presenter.sort)
    page.add_asked.connect(presenter.add)


def connect_add(page: AddChildPage, presenter: AddChildPresenter) -> None:
    """Join the form's signals to its presenter."""
    page.presenter = presenter
    page.submitted.connect(presenter.submit)
    page.different.connect(presenter.different_child)
    page.opened.connect(presenter.open_existing)
    page.siblings.connect(presenter.answer_same_address)
    page.back_asked.connect(presenter.back_to_form)
    page.cancelled.connect(presenter.cancel)


def _build_add(session: Session, tasks: Tasks, go: Go, place: Place, told: Callable[[Changes], None]) -> AddChildPage:
    draft = place.extra

    def lead_to(child: str) -> None:
        go(Place("concern", child, draft) if draft else Place("child", child))

    page = AddChildPage(child_codes(session.guidance), session.now().astimezone(LONDON).date())
    runs = tasks.owned_by(alive(page))
    keeper = FormKeeper(page, session.unfinished, runs, f"add_child:{' '.join(place.id.lower().split())}")

    def signed(changes: Changes) -> None:
        keeper.done()
        told(changes)

    routes = AddChildRoutes(
        added=lead_to,
        open_child=lead_to,
        cancel=lambda: go(Place("concern", "", draft) if draft else Place("children")),
        told=signed,
    )
    presenter = AddChildPresenter(page, session, runs, routes)
    page.cancelled.connect(keeper.done)
    connect_add(page, presenter)
    presenter.start(place.id)
    keeper.begin()
    return page
