"""The search box, the menu, and the ways back and forward, by keyboard and mouse in the real window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.services.found import Found
from desktop.ui.page import Page
from desktop.ui.shell.book_view import BookView
from desktop.ui.shell.commands import Deeds, commands
from desktop.ui.shell.finder import Finder
from desktop.ui.shell.routes import Place
from desktop.ui.shell.window import MainWindow
from desktop.ui.widgets.text import Text
from tests.fakes.tasks import FakeTasks


class Long(Page):
    """A page higher than the window, with a box at its top and another at its end."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.first, self.last = QLineEdit(), QLineEdit()
        self.first.setAccessibleName("first")
        self.last.setAccessibleName("last")
        self.secret = QLineEdit()
        self.secret.setAccessibleName("secret")
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.add(self.first)
        for number in range(60):
            self.add(Text(f"Line {number}"))
        self.add(self.secret)
        self.add(self.last)

    def entered(self) -> None:
        self.first.setFocus()


class Index:
    def find(self, _text: str) -> Found:
        return Found()


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow()
    qtbot.addWidget(made)
    book = BookView({name: lambda place, _book: Long(place.page) for name in ("today", "children", "letters")})
    deeds = Deeds(
        back=book.back, forward=book.forward, find=book.search.open, lock=made.leave_book, hide=made.hide_now,
        close=made.leave_book, text_size=lambda _step: None,
    )  # fmt: skip
    listed = commands(book.pages(), book.go, deeds, lambda: book.place)
    book.command(listed)
    book.search.finder = Finder(book.search, Index(), FakeTasks(), book.go, listed)
    made.show_book(book)
    made.show()
    made.activateWindow()
    qtbot.waitActive(made)
    qtbot.waitUntil(lambda: bool(book.place.page))
    return made


def _book(window: MainWindow) -> BookView:
    return window.findChildren(BookView)[0]


def _page(window: MainWindow) -> Long:
    page = _book(window).page()
    assert isinstance(page, Long)
    return page


def _press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    held = QApplication.focusWidget()
    assert held is not None
    QTest.keyClick(held, key, modifier)


def test_ctrl_k_from_inside_a_box_finds_a_page_by_a_few_letters(qtbot: QtBot, window: MainWindow) -> None:
    book = _book(window)
    _page(window).first.setFocus()
    _press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(book.search.list.isVisible)
    assert book.search.list.rows.count() == len([a for a in book.menu.actions() if not a.isSeparator()])
    QTest.keyClicks(book.search.line, "lett")
    qtbot.waitUntil(lambda: book.search.list.rows.item(0).text() == "Letters")
    _press(Qt.Key.Key_Return)
    assert book.place == Place("letters")
    assert not book.search.list.isVisible()
    assert book.search.line.text() == ""


def test_down_goes_into_the_list_and_escape_gives_the_keyboard_back(qtbot: QtBot, window: MainWindow) -> None:
    book = _book(window)
    page = _page(window)
    page.last.setFocus()
    _press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(book.search.list.isVisible)
    _press(Qt.Key.Key_Down)
    assert QApplication.focusWidget() is book.search.list.rows
    _press(Qt.Key.Key_Down)
    assert book.search.list.rows.currentRow() == 1
    _press(Qt.Key.Key_Up)
    _press(Qt.Key.Key_Up)
    assert QApplication.focusWidget() is book.search.line
    _press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not book.search.list.isVisible())
    assert QApplication.focusWidget() is page.last


def test_a_row_says_its_name_its_group_and_its_keys(qtbot: QtBot, window: MainWindow) -> None:
    book = _book(window)
    book.search.open()
    qtbot.waitUntil(book.search.list.isVisible)
    spoken = book.search.list.rows.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Today, Go to, Ctrl+1"


def test_alt_left_brings_a_page_back_as_it_was_left(qtbot: QtBot, window: MainWindow) -> None:
    book = _book(window)
    page = _page(window)
    page.first.setText("half a thought")
    page.secret.setText("three plain words")
    page.last.setFocus()
    qtbot.waitUntil(lambda: page.paper.verticalScrollBar().maximum() > 300)
    page.paper.verticalScrollBar().setValue(300)
    book.go(Place("letters"))
    _press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert book.place == Place("today")
    again = _page(window)
    qtbot.waitUntil(lambda: again.paper.verticalScrollBar().value() == 300)
    assert again.first.text() == "half a thought"
    assert again.secret.text() == ""
    assert QApplication.focusWidget() is again.last
    _press(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert book.place == Place("letters")


def test_the_mouse_goes_back_and_forward_too(qtbot: QtBot, window: MainWindow) -> None:
    book = _book(window)
    book.go(Place("children"))
    QTest.mouseClick(_page(window), Qt.MouseButton.BackButton)
    assert book.place == Place("today")
    QTest.mouseClick(_page(window), Qt.MouseButton.ForwardButton)
    assert book.place == Place("children")


def test_the_menu_shows_the_keys_of_everything_and_does_it(qtbot: QtBot, window: MainWindow) -> None:
    book = _book(window)
    _press(Qt.Key.Key_F10)
    qtbot.waitUntil(book.menu.isVisible)
    entries = {a.text(): a.shortcut().toString() for a in book.menu.actions() if not a.isSeparator()}
    assert entries["Hide now"] == "Ctrl+H"
    assert entries["Lock"] == "Ctrl+L"
    QTest.keyClick(book.menu, Qt.Key.Key_Down)
    QTest.keyClick(book.menu, Qt.Key.Key_Return)
    assert book.place == Place("children")


def test_locking_keeps_where_one_was_and_no_word(qtbot: QtBot, window: MainWindow) -> None:
    book = _book(window)
    book.go(Place("letters"))
    _page(window).first.setText("Kian Pellow")
    _page(window).last.setFocus()
    book.search.line.setText("Kian")
    QTest.mouseClick(window.lock_button, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    trail = book.trail
    assert trail is not None
    assert trail.here.place == Place("letters")
    assert [left.place for left in trail.back] == [Place("today")]
    assert "Kian" not in repr(trail)
    again = BookView({name: lambda place, _book: Long(place.page) for name in ("today", "letters")})
    window.show_book(again)
    again.resume(trail)
    assert again.place == Place("letters")
    page = again.page()
    assert isinstance(page, Long)
    qtbot.waitUntil(page.last.hasFocus)
