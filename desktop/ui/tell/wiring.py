"""Telling colleagues, for one visit: view, presenter, and where they lead."""

from __future__ import annotations

from collections.abc import Callable

from desktop.domain.statements import Changes
from desktop.services.session import Session
from desktop.ui.form_keeper import FormKeeper
from desktop.ui.language import mark, tr
from desktop.ui.page import alive
from desktop.ui.shell.routes import Go, Place
from desktop.ui.tasks import Tasks
from desktop.ui.tell.presenter import TellPresenter, TellRoutes
from desktop.ui.tell.view import TellPage

PLACES = ("tell",)
CHRONOLOGY = "chronology"
WHOLE = mark(
    "All records about this child that your organisation wrote, but for those that some people must not see, and what either of you adds "
    "to these later. It is sealed to the people you name: nobody else can open it. A record that is written later is not told by it."
)


def build(session: Session, tasks: Tasks, go: Go, place: Place, told: Callable[[Changes], None]) -> TellPage:
    """``place.id`` is the record; or the child, where ``place.extra`` is CHRONOLOGY."""
    page, whole = TellPage(), place.extra == CHRONOLOGY
    if whole:
        page.leaves.say("info", tr("What they get"), tr(WHOLE))
    runs = tasks.owned_by(alive(page))
    keeper = FormKeeper(page, session.unfinished, runs, f"tell:{place.id}")

    def signed(changes: Changes) -> None:
        keeper.done()
        told(changes)

    routes = TellRoutes(child=lambda child: go(Place("child", child)), told=signed)
    service = session.chronology_telling if whole else session.colleagues
    presenter = TellPresenter(page, service, runs, routes)
    page.presenter = presenter
    page.signed.connect(presenter.tell)
    page.child_asked.connect(presenter.open_child)
    presenter.open(place.id)
    keeper.begin()
    return page
