"""The sharing page for one visit: view, presenter, and where they lead."""

from __future__ import annotations

from collections.abc import Callable

from desktop.domain.statements import Changes
from desktop.services.session import Session
from desktop.ui.form_keeper import FormKeeper
from desktop.ui.page import alive
from desktop.ui.share.presenter import SharePresenter, ShareRoutes
from desktop.ui.share.view import SharePage
from desktop.ui.shell.routes import Go, Place
from desktop.ui.tasks import Tasks

PLACES = ("share",)


def _nothing(_changes: Changes) -> None:
    """Used when nobody else shows what changed."""


def build(
    session: Session, tasks: Tasks, go: Go, place: Place, told: Callable[[Changes], None] = _nothing
) -> SharePage:
    """``place.id`` is the child."""
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
    presenter.open(place.id)
    keeper.begin()
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
