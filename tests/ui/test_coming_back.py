"""After a lock one stands where one stood, with what was being written; a date that nobody can read is kept too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app import Application
from desktop.books import LocalBooks
from desktop.domain.records import ChildEntry, OrganisationKind, Profile
from desktop.ui import theme
from desktop.ui.concern.view import ConcernView
from desktop.ui.page import Page
from desktop.ui.shell.routes import Place
from desktop.ui.unlock.view import UnlockPage
from desktop.vault.passphrases import KdfCost

PASSPHRASE = "larch gate winter"
PATIENCE = 20_000  # ms
PROFILE = Profile("Odette Farrow", "Lead", "Larkmere Primary", OrganisationKind.SCHOOL)


@pytest.fixture
def app(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Application]:
    books = LocalBooks(tmp_path, kdf=KdfCost(64, 1, 1))
    session = books.create(None, PROFILE, PASSPHRASE, books.new_kit())
    session.children.register(ChildEntry(given_names="Kian", family_name="Pellow", born="2017-03-14"))
    session.lock()
    made = Application(qapp, tmp_path, kdf=KdfCost(64, 1, 1))
    made.start()
    yield made
    made.close()
    made.window.close()
    made.window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    theme.apply(qapp, theme.Theme())


def _open(qtbot: QtBot, app: Application, by: Callable[[UnlockPage], None] | None = None) -> None:
    doors = [door for door in app.window.findChildren(UnlockPage) if door.isVisible()]
    door = doors[0]
    if by is not None:
        by(door)
    else:
        door.use_passphrase()
        door.passphrase.set_value(PASSPHRASE)
        door.open.click()
    qtbot.waitUntil(lambda: app.book is not None and bool(app.book.place.page), timeout=PATIENCE)


def _lock(qtbot: QtBot, app: Application) -> None:
    app.window.lock_button.click()
    qtbot.waitUntil(lambda: any(d.isVisible() for d in app.window.findChildren(UnlockPage)), timeout=PATIENCE)


def _page(app: Application) -> Page:
    assert app.book is not None
    page = app.book.page()
    assert page is not None
    return page


def _form(qtbot: QtBot, app: Application) -> ConcernView:
    qtbot.waitUntil(lambda: isinstance(_page(app), ConcernView) and _page(app).ready(), timeout=PATIENCE)
    page = _page(app)
    assert isinstance(page, ConcernView)
    return page


def test_unlocking_returns_to_the_child_one_was_at_and_back_leads_where_it_led(qtbot: QtBot, app: Application) -> None:
    _open(qtbot, app)
    assert app.book is not None
    assert app.session is not None
    found: list[str] = []
    session = app.session
    app.tasks.run(lambda: session.children.search("")[0].id, found.append)
    qtbot.waitUntil(lambda: bool(found))
    app.book.go(Place("letters"))
    app.book.go(Place("child", found[0]))
    _lock(qtbot, app)
    _open(qtbot, app)
    assert app.book.place == Place("child", found[0])
    app.book.back()
    assert app.book.place == Place("letters")


def test_a_concern_locked_while_it_was_typed_comes_back_with_its_text_and_the_date_that_nobody_can_read(
    qtbot: QtBot, app: Application
) -> None:
    _open(qtbot, app)
    assert app.book is not None
    app.book.go(Place("concern"))
    form = _form(qtbot, app).form
    form.happened.month.setText("Febtober")
    form.happened.day.setText("3")
    form.happened.note.set_value("before registration")
    _lock(qtbot, app)
    _open(qtbot, app)
    assert app.book.place.extra != ""
    again = _form(qtbot, app).form
    qtbot.waitUntil(lambda: again.happened.month.text() == "Febtober", timeout=PATIENCE)
    assert again.happened.day.text() == "3"
    assert again.happened.note.value() == "before registration"


def test_the_pin_of_the_day_opens_the_book_again_in_the_window(qtbot: QtBot, app: Application) -> None:
    _open(qtbot, app)
    assert app.session is not None
    done: list[None] = []
    session = app.session
    app.tasks.run(lambda: session.keeping.day_pin("4711"), done.append)
    qtbot.waitUntil(lambda: bool(done))
    _lock(qtbot, app)

    def by_pin(door: UnlockPage) -> None:
        assert not door.passphrase.isVisible()
        door.pin.set_value("4711")
        door.open_with_pin.click()

    _open(qtbot, app, by_pin)
    assert app.session is not None
