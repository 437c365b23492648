"""What a screen reader is told of what appears away from the keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.services.pages.fields import Choice
from desktop.ui.language import tr
from desktop.ui.page import Page
from desktop.ui.shell.navigation import NAVIGATION, Navigation
from desktop.ui.widgets.choice_questions import ChoiceQuestion
from desktop.ui.widgets.options import Radio
from desktop.ui.widgets.spoken import describe
from desktop.ui.widgets.text import Text


@pytest.fixture
def fields(qtbot: QtBot) -> tuple[QLineEdit, QLineEdit, QWidget]:
    window, first, second = QWidget(), QLineEdit(), QLineEdit()
    column = QVBoxLayout(window)
    for field in (first, second):
        column.addWidget(field)
    first.setAccessibleDescription("Ctrl+K")
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    return first, second, window


def test_words_stand_on_what_has_the_keyboard_until_it_leaves(
    qtbot: QtBot, fields: tuple[QLineEdit, QLineEdit, QWidget]
) -> None:
    first, second, _window = fields
    describe(first, "1 found")
    describe(first, "3 found")
    assert first.accessibleDescription() == "3 found"
    second.setFocus()
    qtbot.waitUntil(lambda: first.accessibleDescription() == "Ctrl+K")
    first.setFocus()
    describe(first, "2 found")
    assert first.accessibleDescription() == "2 found", "and once more"


def test_an_entry_of_the_navigation_is_a_button_that_says_where_one_is(qtbot: QtBot) -> None:
    navigation = Navigation(NAVIGATION, lambda _page: None)
    qtbot.addWidget(navigation)
    navigation.mark("child")
    for name, button in navigation.buttons.items():
        assert QAccessible.queryAccessibleInterface(button).role() == QAccessible.Role.Button
        assert (button.accessibleDescription() != "") == (name == "children")
    navigation.mark("today")
    assert navigation.buttons["children"].accessibleDescription() == ""


@pytest.mark.skipif("not __import__('sys').platform.startswith('linux')", reason="elsewhere it is announced")
def test_what_an_answer_opens_and_whose_page_it_is_are_said(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    page = Page("A child")
    page.says_its_name = False
    question = page.add(ChoiceQuestion("told", "Were they told?", (Choice("yes", "Yes"), Choice("no", tr("No")))))
    question.reveal("no", Text("Say why not."))
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    no = question.findChildren(Radio)[1]
    no.setFocus()
    qtbot.waitUntil(no.hasFocus)
    no.click()
    assert no.accessibleDescription() == "Say why not."
    page.set_title("Kian Pellow", "9 years old")
    assert no.accessibleDescription() == "Kian Pellow. 9 years old"
    assert page.window().windowTitle() == ""
