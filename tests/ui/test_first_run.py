"""Making a record book, and the first window before it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop.domain.records import Profile
from desktop.ui.first_run.presenter import Answers, FirstRunPresenter, kit_problem, ring_problems
from desktop.ui.first_run.samples import KIT
from desktop.ui.first_run.view import FirstRunPage
from desktop.ui.shell.window import MainWindow
from desktop.ui.welcome.presenter import WelcomePresenter
from desktop.ui.welcome.view import WelcomePage
from desktop.ui.widgets.boxes import Notice
from desktop.ui.widgets.buttons import Button
from desktop.vault.errors import KeysUnwritable
from tests.fakes.tasks import FakeTasks

GOOD = Answers(in_number="01632 960 140", out_number="01632 960 199")


@dataclass(frozen=True)
class Spot:
    label: str
    demo: bool = False


class Books:
    """Books of this computer, in memory."""

    def __init__(self) -> None:
        self.made: list[tuple[Profile, str, str]] = []
        self.fails: list[Exception] = []
        self.restored: list[tuple[Path, str]] = []

    def known(self) -> tuple[Spot, ...]:
        return (Spot("Odette Farrow, Larkmere Primary School"),)

    def open_demo(self) -> tuple[Spot, ...]:
        return (Spot("Lewis Aske, Ashmere MASH", demo=True),)

    def restore(self, file: Path, secret: str) -> str:
        self.restored.append((file, secret))
        return "session"

    def new_kit(self) -> str:
        return KIT

    def create(self, _folder: Path | None, profile: Profile, passphrase: str, kit: str) -> str:
        if self.fails:
            raise self.fails.pop()
        self.made.append((profile, passphrase, kit))
        return "session"


def _start(qtbot: QtBot, books: Books) -> tuple[FirstRunPage, list[tuple[str, bool]]]:
    page = FirstRunPage()
    qtbot.addWidget(page)
    opened: list[tuple[str, bool]] = []
    page.presenter = FirstRunPresenter(
        page,
        books,
        FakeTasks(),
        lambda session, join: opened.append((session, join)),
        lambda: opened.append(("cancelled", False)),
    )
    page.show()
    page.presenter.begin()
    return page, opened


def _fill(page: FirstRunPage) -> None:
    page.name.set_value("Odette Farrow")
    page.role_title.set_value("Designated safeguarding lead")
    page.organisation.set_value("Larkmere Primary School")
    page.kind.set_value("school")
    page.on.click()
    page.contacts.in_number.set_value("01632 960 140")
    page.contacts.out_number.set_value("01632 960 199")
    page.on.click()
    page.passphrase.set_value("three plain words")
    page.again.set_value("three plain words")
    page.on.click()


def test_five_pages_make_one_book_and_forget_the_secrets(qtbot: QtBot) -> None:
    books = Books()
    page, opened = _start(qtbot, books)
    _fill(page)
    assert page.title.text() == "Your recovery kit"
    page.typed_kit.set_value(KIT.lower().replace("-", " ").replace("0", "o"))
    page.on.click()
    [(profile, passphrase, kit)] = books.made
    assert (profile.name, profile.contacts.in_hours_number, passphrase, kit) == (
        "Odette Farrow", "01632 960 140", "three plain words", KIT,
    )  # fmt: skip
    assert page.passphrase.value() == page.typed_kit.value() == page.kit_text == ""
    page.join_later.click()
    assert opened == [("session", False)]


def test_a_copied_kit_does_not_stay_on_the_clipboard(qtbot: QtBot) -> None:
    page, _went = _start(qtbot, Books())
    board = QGuiApplication.clipboard()
    page.show_kit("AAAAA-BBBBB-CCCCC-DDDDD-EEEEE-FFFFF-GGGGG-HHHHH")
    page.copy_kit.click()
    assert "AAAAA" in board.text()
    assert page.clipboard.timer.interval() == 60_000
    page.clipboard.timer.timeout.emit()
    assert board.text() == ""
    page.copy_kit.click()
    page.hide()
    assert board.text() == ""
    page.copy_kit.click()
    board.setText("something of mine")
    page.clipboard.forget()
    assert board.text() == "something of mine"


def test_nothing_is_made_until_the_kit_typed_back_is_the_one_shown(qtbot: QtBot) -> None:
    books = Books()
    page, _opened = _start(qtbot, books)
    _fill(page)
    page.typed_kit.set_value(KIT.replace("B3H8W", "B3H8V"))
    page.on.click()
    assert books.made == []
    assert page.typed_kit.error == "Look at group 3 again; it is not the same as the one shown"


def test_a_failure_says_three_sentences_and_one_can_try_again(qtbot: QtBot) -> None:
    books = Books()
    books.fails.append(KeysUnwritable())
    page, _opened = _start(qtbot, books)
    _fill(page)
    page.typed_kit.set_value(KIT)
    page.on.click()
    assert page.notice.isVisible()
    page.on.click()
    assert len(books.made) == 1


def test_going_back_keeps_what_was_typed_and_the_kit(qtbot: QtBot) -> None:
    page, opened = _start(qtbot, Books())
    _fill(page)
    page.before.click()
    assert page.title.text() == "Choose a passphrase"
    page.before.click()
    page.before.click()
    assert page.name.value() == "Odette Farrow"
    page.before.click()
    assert opened == [("cancelled", False)]
    assert page.kit_text == KIT


def test_blank_pages_say_what_is_needed(qtbot: QtBot) -> None:
    page, _opened = _start(qtbot, Books())
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
    assert "group 8" in kit_problem(KIT, KIT[:-1])
    assert "after the last" in kit_problem(KIT, KIT + "A")
    assert "Type the recovery kit" in kit_problem(KIT, "-")


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
    page._restore()
    assert page.secret.error
    page.secret.set_value("three plain words")
    page._restore()
    assert went == [Spot("Lewis Aske, Ashmere MASH", demo=True), "start", "session"]
    assert books.restored == [(Path("/backups/book.guardbook"), "three plain words")]


def test_who_does_not_have_the_numbers_yet_goes_on_without_them() -> None:
    assert ring_problems(Answers(later=True)) == []
    assert [p.field for p in ring_problems(Answers(in_number="ask Jo", later=True))] == ["in_number"]
    assert [p.field for p in ring_problems(Answers())] == ["in_number", "out_number"]


def test_enter_goes_on_and_999_stands_on_the_first_page(qtbot: QtBot) -> None:
    page, _opened = _start(qtbot, Books())
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
