"""The help page for one visit: view and presenter, with the keys of the whole program."""

from __future__ import annotations

from collections.abc import Collection

from desktop.services.session import Session
from desktop.ui.help.from_guidance import guidance_parts
from desktop.ui.help.presenter import HelpPresenter
from desktop.ui.help.view import HelpPage
from desktop.ui.language import mark, tr
from desktop.ui.page import alive
from desktop.ui.shell.commands import DESK_ONLY, Deeds, commands
from desktop.ui.shell.routes import Go, Place
from desktop.ui.tasks import Tasks

ARROWS = {"Left": mark("Left"), "Right": mark("Right")}


def build(session: Session, tasks: Tasks, go: Go, place: Place, pages: Collection[str]) -> HelpPage:
    """``place.id`` is the page that help is asked for, or a topic. ``pages`` are those this person has."""
    view = HelpPage()
    view.presenter = HelpPresenter(
        view,
        session.ringing,
        session.desk,
        session.guides,
        tasks.owned_by(alive(view)),
        lambda desk: keys(go, [page for page in pages if desk or page not in DESK_ONLY]),
        guidance_parts(session.guidance),
    )
    view.presenter.open(place.id)
    return view


def keys(go: Go, pages: Collection[str]) -> list[tuple[str, str]]:
    """(keys, what they do) of everything that has keys, from the one list of the program."""

    def nothing(*_any: object) -> None:
        """Only the names and keys are read here."""

    deeds = Deeds(nothing, nothing, nothing, nothing, nothing, nothing, nothing)
    found = [(one.keys, one.title) for one in commands(pages, go, deeds, lambda: Place("")) if one.keys]
    return [(_named(pressed), title) for pressed, title in found]


def _named(pressed: str) -> str:
    """Keys as they are called in the person's language: "Alt+Left"."""
    head, plus, last = pressed.rpartition("+")
    return head + plus + tr(ARROWS[last]) if last in ARROWS else pressed
