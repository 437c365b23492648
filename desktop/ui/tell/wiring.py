"""Telling colleagues, for one visit: view, presenter, and where they lead."""

from __future__ import annotations

from collections.abc import Callable

from desktop.domain.statements import Changes
from desktop.services.session import Session
from desktop.ui.form_keeper import FormKeeper
from desktop.ui.page import alive
from desktop.ui.shell.routes import Go, Place
from desktop.ui.tasks import Tasks
from desktop.ui.tell.presenter import TellPresenter, TellRoutes
from desktop.ui.tell.view import TellPage

PLACES = ("tell",)


def build(session: Session, tasks: Tasks, go: Go, place: Place, told: Callable[[Changes], None]) -> TellPage:
    """``place.id`` is the concern."""
    page = TellPage()
    runs = tasks.owned_by(alive(page))
    keeper = FormKeeper(page, session.unfinished, runs, f"tell:{place.id}")

    def signed(changes: Changes) -> None:
        keeper.done()
        told(changes)

    routes = TellRoutes(child=lambda child: go(Place("child", child)), told=signed)
    presenter = TellPresenter(page, session.colleagues, runs, routes)
    page.presenter = presenter
    page.signed.connect(presenter.tell)
    page.child_asked.connect(presenter.open_child)
    presenter.open(place.id)
    keeper.begin()
    return page
