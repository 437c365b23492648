"""A chronology for one visit: view, presenter, and where it leads."""

from __future__ import annotations

from collections.abc import Callable

from desktop.domain.statements import Changes
from desktop.services.session import Session
from desktop.ui.chronology.presenter import ChronologyPresenter
from desktop.ui.chronology.view import ChronologyPageView
from desktop.ui.page import alive
from desktop.ui.shell.routes import Go, Place
from desktop.ui.tasks import Tasks
from desktop.ui.tell.wiring import CHRONOLOGY

PLACES = ("chronology",)


def build(session: Session, tasks: Tasks, go: Go, place: Place, _told: Callable[[Changes], None]) -> ChronologyPageView:
    """``place.id`` is the child."""
    names: list[Callable[[], str]] = []
    page = ChronologyPageView(lambda: names[0]() if names else "chronology.pdf")
    runs = tasks.owned_by(alive(page))
    presenter = ChronologyPresenter(page, session, runs, lambda name, record: go(Place(name, record)))
    names.append(presenter.file_name)
    connect(page, presenter)
    page.tell_asked.connect(lambda: go(Place("tell", place.id, CHRONOLOGY)))
    presenter.open(place.id)
    return page


def connect(page: ChronologyPageView, presenter: ChronologyPresenter) -> None:
    """Join the view's signals to the presenter, which lives as long as the view."""
    page.presenter = presenter
    page.chosen.connect(presenter.choose)
    page.turned.connect(presenter.turn)
    page.followed.connect(presenter.follow)
    page.saved.connect(presenter.save)
    page.delete_asked.connect(presenter.delete_file)
    page.child_asked.connect(presenter.open_child)
    page.changed_elsewhere.connect(presenter.changed)
