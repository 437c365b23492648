"""Invented data for the pictures and the accessibility walk."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from desktop.ui.page import Page
from desktop.ui.ring_panel.call_view import CallPage
from desktop.ui.shell.book_view import BookView, PageFactory
from desktop.ui.shell.commands import Deeds, commands
from desktop.ui.shell.finder import Hit
from desktop.ui.shell.neutral import NeutralPage
from desktop.ui.shell.presenter import freshness_words
from desktop.ui.shell.routes import Place
from desktop.ui.shell.window import MainWindow
from desktop.ui.today.samples import ALERT, NOW, busy, page
from desktop.ui.unlock.samples import passphrase


def _nothing() -> None:
    """The samples go nowhere."""


def book(place: Place, *, alert: bool = True) -> BookView:
    def today(_place: Place, _book: BookView) -> Page:
        made = busy()
        assert isinstance(made, Page)
        return made

    def call(_place: Place, _book: BookView) -> Page:
        made = CallPage("me")
        made.show_alert(ALERT, "2026-11-20T17:45")
        return made

    pages: dict[str, PageFactory] = {"today": today, "call": call}
    view = BookView(pages)
    view.go(Place("today"))
    if place.page != "today":
        view.go(place)
    deeds = Deeds(view.back, view.forward, view.search.open, *(_nothing,) * 3, lambda _step: None)
    view.command(
        commands({"today", "children", "concern", "letters", "settings", "add_child"}, view.go, deeds, lambda: place)
    )
    view.show_alerts((ALERT,) if alert else ())
    view.show_status(freshness_words(page().freshness, NOW))
    return view


def window() -> QWidget:
    made = MainWindow()
    made.show_book(book(Place("today")))
    return made


def calm() -> QWidget:
    made = MainWindow()
    made.show_book(book(Place("today"), alert=False))
    return made


def recording() -> QWidget:
    made = MainWindow()
    made.show_book(book(Place("call", "c1", "me")))
    return made


def menu() -> QWidget:
    return book(Place("today"), alert=False).menu


def finding() -> QWidget:
    """The search box in use."""
    made = MainWindow()
    screen = book(Place("today"), alert=False)
    made.show_book(screen)
    found = [
        Hit("Kian Pellow (Kip)", "Child, born 14 March 2017", run=_nothing),
        Hit("Physical abuse, 20 November 2026 at 09:05", "Kian Pellow", run=_nothing),
        Hit("A record kept from some people", "Ask R. Quill, Larkmere Primary School"),
        Hit("Record a concern", "Go to", "Ctrl+3", _nothing),
    ]
    screen.search.line.setText("kian")
    screen.search.list.fill(found, "4 found")
    screen.search.list.setGeometry(420, 0, 560, screen.search.list.height_of(600))
    screen.search.list.show()
    return made


def door() -> QWidget:
    made = MainWindow()
    made.show_door(passphrase())
    return made


def hidden() -> QWidget:
    return NeutralPage()


SAMPLES: Mapping[str, Callable[[], QWidget]] = {
    "": window, "calm": calm, "recording": recording, "door": door, "menu": menu, "finding": finding, "hidden": hidden,
}  # fmt: skip
