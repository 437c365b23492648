"""Papers and copies, for one visit: view, presenter, and where they lead."""

from __future__ import annotations

from collections.abc import Callable

from desktop.domain.statements import Changes
from desktop.services.session import Session
from desktop.ui.page import alive
from desktop.ui.papers.presenter import PapersPresenter, offered_name
from desktop.ui.papers.view import PapersPage
from desktop.ui.shell.routes import Go, Place
from desktop.ui.tasks import Tasks

PLACES = ("papers",)
_PAGES = {"concern": "concern_page", "child": "child", "entry": "entry"}


def build(session: Session, tasks: Tasks, go: Go, place: Place, _told: Callable[[Changes], None]) -> PapersPage:
    """``place.id`` is the record, ``place.extra`` what it is: "concern", "child", or "" for the papers of nobody."""
    page = PapersPage(lambda paper: offered_name(paper, session.now()))
    runs = tasks.owned_by(alive(page))
    presenter = PapersPresenter(page, session.papers, runs, lambda family, record: go(Place(_PAGES[family], record)))
    page.presenter = presenter
    page.saved.connect(presenter.save)
    page.copied.connect(presenter.copy)
    page.looked_up.connect(presenter.look_up)
    page.record_asked.connect(presenter.open_found)
    presenter.open(place.id, place.extra)
    return page
