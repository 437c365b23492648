"""The letters page for one visit: view, presenter, and where they lead."""

from __future__ import annotations

from collections.abc import Callable

from desktop.domain.statements import Changes
from desktop.services.session import Session
from desktop.ui.letters.presenter import LettersPresenter, LettersRoutes
from desktop.ui.letters.view import LettersPage
from desktop.ui.page import alive
from desktop.ui.shell.routes import Go, Place
from desktop.ui.tasks import Tasks

PLACES = ("letters",)


def _nothing(_changes: Changes) -> None:
    """Used when nobody else shows what changed."""


def build(
    session: Session,
    tasks: Tasks,
    go: Go,
    place: Place,
    told: Callable[[Changes], None] = _nothing,
    *,
    carrying: Tasks | None = None,
    sticks: Tasks | None = None,
) -> LettersPage:
    """``place.id`` "send" begins to send and fetch at once. ``carrying`` is the worker for the network, ``sticks`` the one
    for folders: a network that hangs must not hold up a stick.
    """
    page = LettersPage()
    routes = LettersRoutes(
        open_child=lambda child: go(Place("child", child, "sharing")), join=lambda: go(Place("membership")), told=told
    )
    living = alive(page)
    mover = (carrying or tasks).owned_by(living)
    presenter = LettersPresenter(
        page, session, tasks.owned_by(living), mover, routes, (sticks or carrying or tasks).owned_by(living)
    )
    connect(page, presenter)
    if place.id == "send":
        presenter.send_and_fetch()
    return page


def connect(page: LettersPage, presenter: LettersPresenter) -> None:
    """Join the view's signals to the presenter, which lives as long as the view."""
    page.presenter = presenter
    page.came_up.connect(presenter.open)
    page.changed_elsewhere.connect(presenter.changed)
    page.exchange_asked.connect(presenter.send_and_fetch)
    page.folder_out.connect(presenter.copy_to_folder)
    page.folder_in.connect(presenter.take_from_folder)
    page.child_asked.connect(presenter.open_child)
    page.join_asked.connect(presenter.join)
    page.stop_asked.connect(presenter.stop)
    page.seen_asked.connect(presenter.seen)
