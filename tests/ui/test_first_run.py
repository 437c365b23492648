"""Making a record book, and the first window before it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.ui.first_run.answers import Answers, kit_problem, ring_problems
from desktop.ui.first_run.presenter import FirstRunPresenter
from desktop.ui.first_run.samples import KIT
from desktop.ui.first_run.view import FirstRunPage
from desktop.ui.shell.window import MainWindow
from desktop.ui.tab_order import step
from desktop.ui.widgets.boxes import Notice
from desktop.vault.errors import KeysUnwritable
from tests.fakes.tasks import FakeTasks
from tests.ui.books_in_memory import GOOD, Books, fill, start


def test_five_pages_make_one_book_and_forget_the_secrets(qtbot: QtBot) -> None:
    books = Books()
    page, opened = start(qtbot, books)
    fill(page)
    assert page.title.text() == "Your recovery kit"
    page.kit.typed.set_value(KIT.lower().replace("-", " ").replace("0", "o"))
    page.on.click()
    [(profile, passphrase, kit)] = books.made
    assert (profile.name, profile.contacts.in_hours_number, passphrase, kit) == (
        "Odette Farrow", "01632 960 140", "three plain words", KIT,
    )  # fmt: skip
    assert page.passphrase.value() == page.kit.typed.value() == page.kit.kit_text == ""
    page.join_later.click()
    assert opened == [("session", False)]


def test_tab_leads_from_the_passphrase_to_the_second_and_enter_ends_the_kit(qtbot: QtBot) -> None:
    books = Books()
    page, _opened = start(qtbot, books)
    page.lado.number.set_value("01632 960 177")
    fill(page)
    assert page.contacts.in_number.value(), "the page of numbers was filled"
    page.before.click()
    assert step(page, page.passphrase.line, forward=True) is page.again.line
    assert step(page, page.again.line, forward=True) is page.passphrase.show_it
    page.passphrase.show_it.click()
    assert page.again.line.echoMode() == page.passphrase.line.echoMode() == QLineEdit.EchoMode.Normal
    page.on.click()
    page.kit.typed.set_value(KIT)
    qtbot.keyClick(page.kit.typed.text, Qt.Key.Key_Return)
    [(profile, _passphrase, _kit)] = books.made
    assert profile.contacts.lado_number == "01632 960 177"


def test_a_copied_kit_does_not_stay_on_the_clipboard(qtbot: QtBot) -> None:
    page, _went = start(qtbot, Books())
    board = QGuiApplication.clipboard()
    page.show_kit("AAAAA-BBBBB-CCCCC-DDDDD-EEEEE-FFFFF-GGGGG-HHHHH")
    page.kit.copy_kit.click()
    assert "AAAAA" in board.text()
    assert page.kit.clipboard.timer.interval() == 60_000
    page.kit.clipboard.timer.timeout.emit()
    assert board.text() == ""
    page.kit.copy_kit.click()
    page.hide()
    assert board.text() == ""
    page.kit.copy_kit.click()
    board.setText("something of mine")
    page.kit.clipboard.forget()
    assert board.text() == "something of mine"


def test_nothing_is_made_until_the_kit_typed_back_is_the_one_shown(qtbot: QtBot) -> None:
    books = Books()
    page, _opened = start(qtbot, books)
    fill(page)
    page.kit.typed.set_value(KIT.replace("B3H8W", "B3H8V"))
    page.on.click()
    assert books.made == []
    assert page.kit.typed.error == "Look at group 3 again; it is not the same as the one shown"


def test_a_failure_says_three_sentences_and_one_can_try_again(qtbot: QtBot) -> None:
    books = Books()
    books.fails.append(KeysUnwritable())
    page, _opened = start(qtbot, books)
    fill(page)
    page.kit.typed.set_value(KIT)
    page.on.click()
    assert page.notice.isVisible()
    page.on.click()
    assert len(books.made) == 1


def test_going_back_keeps_what_was_typed_and_the_kit(qtbot: QtBot) -> None:
    page, opened = start(qtbot, Books())
    fill(page)
    page.before.click()
    assert page.title.text() == "Choose a passphrase"
    page.before.click()
    page.before.click()
    assert page.name.value() == "Odette Farrow"
    page.before.click()
    assert opened == [("cancelled", False)]
    assert page.kit.kit_text == KIT


def test_blank_pages_say_what_is_needed(qtbot: QtBot) -> None:
    page, _opened = start(qtbot, Books())
    page.on.click()
    assert [page.question(n).error for n in ("name", "role_title", "organisation", "kind")].count("") == 0


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        (replace(GOOD, in_number=""), "in_number"),
        (replace(GOOD, out_number="ask Jo"), "out_number"),
        (replace(GOOD, opens="nine"), "opens"),
        (replace(GOOD, opens="17:00", closes="9:00"), "closes"),
    ],
)
def test_both_numbers_and_the_hours_are_needed(answers: Answers, field: str) -> None:
    assert [p.field for p in ring_problems(answers)] == [field]
    assert ring_problems(GOOD) == []


def test_a_kit_is_compared_by_group() -> None:
    assert kit_problem(KIT, f" {KIT.lower()} ") == ""
    assert kit_problem(KIT, f"Guardbook recovery kit\n\n{KIT}\n\nKeep this away from the computer.") == ""
    assert "group 8" in kit_problem(KIT, KIT[:-1])
    assert "after the last" in kit_problem(KIT, KIT + "A")
    assert "Type the recovery kit" in kit_problem(KIT, "-")


def test_who_does_not_have_the_numbers_yet_goes_on_without_them() -> None:
    assert ring_problems(Answers(later=True)) == []
    assert [p.field for p in ring_problems(Answers(in_number="ask Jo", later=True))] == ["in_number"]
    assert [p.field for p in ring_problems(Answers())] == ["in_number", "out_number"]


def test_who_does_not_know_the_numbers_is_not_shown_their_fields_and_what_is_typed_is_never_hidden(
    qtbot: QtBot,
) -> None:
    page, _opened = start(qtbot, Books())
    page.show_page("ring", 2, 5)
    page.later.set_value(True)
    page.later.changed.emit()
    assert not page.contacts.isVisible()
    assert not page.lado.isVisible()
    page.later.set_value(False)
    page.later.changed.emit()
    assert page.contacts.isVisible()
    page.contacts.in_number.set_value("01632 960 140")
    page.later.set_value(True)
    page.later.changed.emit()
    assert page.contacts.isVisible()


def test_the_keyboard_is_on_what_is_shown_and_on_the_last_page_on_no_choice(qtbot: QtBot) -> None:
    page, _opened = start(qtbot, Books())
    page.show_page("ring", 2, 5)
    assert page.contacts.isAncestorOf(page.focusWidget())
    page.later.set_value(True)
    page.later.changed.emit()
    page.show_page("passphrase", 3, 5)
    page.show_page("ring", 2, 5)
    assert page.later.isAncestorOf(page.focusWidget())
    page.show_page("done", 5, 5)
    assert page.focusWidget() is page.title


def test_enter_goes_on_and_999_stands_on_the_first_page(qtbot: QtBot) -> None:
    page, _opened = start(qtbot, Books())
    assert any("999" in notice.title.text() for notice in page.pages["who"].findChildren(Notice))
    page.kind.set_value("school")
    for question in (page.name, page.role_title, page.organisation):
        question.set_value("Somebody")
    qtbot.keyClick(page.organisation.line, Qt.Key.Key_Return)
    assert page.pages["ring"].isVisible()


def test_the_links_of_a_problem_are_reached_with_tab(qtbot: QtBot) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    page = FirstRunPage()
    page.presenter = FirstRunPresenter(page, Books(), FakeTasks(), lambda _session, _join: None, lambda: None)
    window.show_door(page)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(page.name.line.hasFocus)
    page.on.click()
    qtbot.waitUntil(page.errors.hasFocus)
    qtbot.keyClick(page.errors, Qt.Key.Key_Tab)
    focused = window.focusWidget()
    assert focused is not None
    assert page.errors.isAncestorOf(focused)
