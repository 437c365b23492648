"""The first window, before there is a record book: the books that lie here, the demo, a backup, and 999 on every door."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.ui.first_run.view import FirstRunPage
from desktop.ui.shell.window import MainWindow
from desktop.ui.unlock.view import UnlockPage
from desktop.ui.welcome.presenter import WelcomePresenter
from desktop.ui.welcome.view import WelcomePage
from desktop.ui.widgets.buttons import Button
from tests.fakes.tasks import FakeTasks
from tests.ui.books_in_memory import Books, Spot


def test_making_the_demo_says_how_far_it_is_and_can_be_stopped(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    page, books = WelcomePage(), Books()
    qtbot.addWidget(page)
    presenter = WelcomePresenter(page, books, FakeTasks(), lambda: None, lambda _place: None, lambda _session: None)
    page.presenter = presenter
    page.show()
    seen: list[str] = []

    def between() -> None:
        seen.append(presenter.under_way.how_far())
        if len(seen) == 2:
            assert page.stop.isVisible()
            page.stop.click()

    monkeypatch.setattr(books, "between", between)
    page.demo.click()
    assert seen[1].endswith("0 % so far.")
    assert len(seen) == 2
    assert not page.stop.isVisible()
    assert "stopped" in page.notice.title.text().lower()


def test_the_first_window_lists_books_makes_the_demo_and_restores(qtbot: QtBot) -> None:
    page, books = WelcomePage(), Books()
    qtbot.addWidget(page)
    went: list[object] = []
    page.presenter = WelcomePresenter(page, books, FakeTasks(), lambda: went.append("start"), went.append, went.append)
    page.show()
    page.entered()
    page.demo.click()
    page.presenter.choose(1)
    page.start.click()
    page.presenter.pick_backup("/backups/book.guardbook")
    assert "20 November 2026" in page.made.text()
    assert page.here.isVisible()
    assert "here already, last written 23 November 2026" in page.here.title.text()
    page._restore()
    assert page.secret.error
    page.secret.set_value("three plain words")
    page.new.set_value("walnut ferry thimble")
    page._restore()
    assert page.again.error
    page.again.set_value("walnut ferry thimble")
    page._restore()
    assert went == [Spot("Lewis Aske, Ashmere MASH", demo=True), "start", "session"]
    assert books.restored == [(Path("/backups/book.guardbook"), "three plain words", "walnut ferry thimble")]


def test_enter_never_presses_hide_after_the_first_run_or_while_the_demo_is_made(qtbot: QtBot) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    page = WelcomePage()
    window.show_door(page)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(page.start.hasFocus)
    page.demo.setFocus()
    page.show_working("Making the demo partnership.")
    assert page.stop.hasFocus()
    window.hide_button.setFocus()
    window.show_door(FirstRunPage())
    qtbot.waitUntil(lambda: window.focusWidget() is not None and not window.hide_button.hasFocus())


def test_the_doors_say_999(qtbot: QtBot) -> None:
    for page in (WelcomePage(), UnlockPage("Odette Farrow")):
        qtbot.addWidget(page)
        page.show()
        assert page.emergency.isVisible()
        assert "999" in page.emergency.text()


def test_with_a_book_here_the_coloured_button_opens_it(qtbot: QtBot) -> None:
    page, books = WelcomePage(), Books()
    qtbot.addWidget(page)
    page.presenter = WelcomePresenter(
        page, books, FakeTasks(), lambda: None, lambda _place: None, lambda _session: None
    )
    page.show()
    page.entered()
    opener = next(b for b in page.books.findChildren(Button) if b.text().startswith("Open Odette Farrow"))
    assert (opener.property("kind"), page.start.property("kind")) == ("primary", "secondary")
    assert page.start.text() == "Start another record book"
