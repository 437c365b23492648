"""Photographs of notes, for one visit: view, presenter, and where they lead."""

from __future__ import annotations

from collections.abc import Callable

from desktop.domain.statements import Changes
from desktop.services.session import Session
from desktop.ui.note_photo.picture import prepared, stored
from desktop.ui.note_photo.presenter import KeepPresenter
from desktop.ui.note_photo.see_view import SeeNotePage
from desktop.ui.note_photo.seeing import SeePresenter
from desktop.ui.note_photo.view import KeepNotePage
from desktop.ui.page import Page, alive
from desktop.ui.shell.routes import Go, Place
from desktop.ui.tasks import Tasks

PLACES = ("note_photo", "see_note")


def build(session: Session, tasks: Tasks, go: Go, place: Place, told: Callable[[Changes], None]) -> Page:
    """``note_photo`` (id = concern); ``see_note`` (id = concern, extra = the photograph)."""
    if place.page == "see_note":
        return _build_see(session, tasks, go, place)
    page = KeepNotePage()
    presenter = KeepPresenter(page, session.note_photos, tasks.owned_by(alive(page)), prepared, told)
    page.presenter = presenter
    page.chosen.connect(presenter.choose)
    page.signed.connect(lambda shows, only: presenter.keep(shows, only_note=only))
    page.concern_asked.connect(lambda: go(Place("concern_page", place.id)))
    presenter.open(place.id)
    return page


def _build_see(session: Session, tasks: Tasks, go: Go, place: Place) -> Page:
    names: list[Callable[[], str]] = []
    page = SeeNotePage(lambda: names[0]() if names else "note.jpg")
    presenter = SeePresenter(page, session.note_photos, tasks.owned_by(alive(page)), stored, session.now)
    names.append(presenter.file_name)
    page.presenter = presenter
    page.saved.connect(presenter.save)
    page.concern_asked.connect(lambda: go(Place("concern_page", place.id)))
    presenter.open(place.id, place.extra)
    return page
