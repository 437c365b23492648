"""Looking at a record again, for one visit: view, presenter, and where they lead."""

from __future__ import annotations

from collections.abc import Callable

from desktop.domain.statements import Changes
from desktop.services.session import Session
from desktop.ui.child.wiring import AMENDED
from desktop.ui.form_keeper import FormKeeper
from desktop.ui.page import alive
from desktop.ui.reviews.presenter import ReviewPresenter, ReviewRoutes
from desktop.ui.reviews.view import ReviewPage
from desktop.ui.shell.routes import Go, Place
from desktop.ui.tasks import Tasks

PLACES = ("review",)


def build(session: Session, tasks: Tasks, go: Go, place: Place, told: Callable[[Changes], None]) -> ReviewPage:
    """``place.id`` is the record: a concern or a share."""
    page = ReviewPage()
    runs = tasks.owned_by(alive(page))
    keeper = FormKeeper(page, session.unfinished, runs, f"review:{place.id}")

    def signed(changes: Changes) -> None:
        keeper.done()
        told(changes)

    routes = ReviewRoutes(
        child=lambda child: go(Place("child", child)),
        signed=lambda child: go(Place("child", child, AMENDED)),
        told=signed,
    )
    presenter = ReviewPresenter(page, session.reviews, runs, routes, session.now)
    page.presenter = presenter
    page.signed.connect(presenter.sign)
    page.read_asked.connect(presenter.read_it)
    presenter.open(place.id)
    keeper.begin()
    return page
