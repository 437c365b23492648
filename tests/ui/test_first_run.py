"""Making a record book, and the first window before it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.domain.records import Profile
from desktop.services.errors import Cancelled
from desktop.ui.first_run.answers import Answers, kit_problem, ring_problems
from desktop.ui.first_run.presenter import FirstRunPresenter
from desktop.ui.first_run.samples import KIT
from desktop.ui.first_run.view import FirstRunPage
from desktop.ui.shell.window import MainWindow
from desktop.ui.tab_order import step
from desktop.ui.unlock.view import UnlockPage
from desktop.ui.welcome.presenter import WelcomePresenter
from desktop.ui.welcome.view import WelcomePage
from desktop.ui.widgets.boxes import Notice
from desktop.ui.widgets.buttons import Button
from desktop.vault.errors import KeysUnwritable, WrongPassphrase
from tests.fakes.tasks import FakeTasks

GOOD = Answers(in_number="01632 960 140", out_number="01632 960 199")


@dataclass(frozen=True)
class Spot:
    label: str
    demo: bool = False


@dataclass(frozen=True)
class Kept:
    page: str
    typed: dict[str, str | bool]
    kit_held: bool = False


class Begun:
    """What was begun, in memory."""

    def __init__(self) -> None:
        self.kept: Kept | None = None
        self.passphrase = ""

    def read(self) -> Kept | None:
        return self.kept

    def keep(self, page: str, typed: Mapping[str, str | bool]) -> None:
        self.kept = Kept(page, dict(typed))

    def hold_kit(self, typed: Mapping[str, str | bool], passphrase: str, kit: str = "") -> str:
        self.kept, self.passphrase = Kept("kit", dict(typed), kit_held=True), passphrase
        return kit or KIT

    def held_kit(self, passphrase: str) -> str:
        if passphrase != self.passphrase:
            raise WrongPassphrase
        return KIT

    def folder(self) -> Path:
        return Path("books/0123456789abcdef")

    def forget(self) -> None:
        self.kept = None


class Books:
    """Books of this computer, in memory."""

    def __init__(self, drive: str = "encrypted") -> None:
        self.unfinished, self._drive = Begun(), drive
        self.made: list[tuple[Profile, str, str]] = []
        self.fails: list[Exception] = []
        self.restored: list[tuple[Path, str, str]] = []

    def known(self) -> tuple[Spot, ...]:
        return (Spot("Odette Farrow, Larkmere Primary School"),)

    def open_demo(self, progress: Callable[[int, int], bool]) -> tuple[Spot, ...]:
        for done in range(3):
            self.between()
            if not progress(done, 3):
                raise Cancelled
        return (Spot("Lewis Aske, Ashmere MASH", demo=True),)

    def backup_date(self, _file: Path) -> datetime:
        return datetime(2026, 11, 20, 9, 40, tzinfo=UTC)

    def written_here(self, _file: Path) -> datetime | None:
        return datetime(2026, 11, 23, 8, 15, tzinfo=UTC)

    def between(self) -> None:
        """What a person does while it is being made."""

    def restore(self, file: Path, secret: str, new: str, _progress: Callable[[int, int], bool]) -> str:
        self.restored.append((file, secret, new))
        return "session"

    def begun(self) -> Begun:
        return self.unfinished

    def kit_paper(self, kit: str, keeper: str, organisation: str) -> bytes:
        return f"{kit} {keeper} {organisation}".encode()

    def drive(self) -> str:
        return self._drive

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
    page, _opened = _start(qtbot, books)
    page.lado.number.set_value("01632 960 177")
    _fill(page)
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
    page, _went = _start(qtbot, Books())
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
    page, _opened = _start(qtbot, books)
    _fill(page)
    page.kit.typed.set_value(KIT.replace("B3H8W", "B3H8V"))
    page.on.click()
    assert books.made == []
    assert page.kit.typed.error == "Look at group 3 again; it is not the same as the one shown"


def test_a_failure_says_three_sentences_and_one_can_try_again(qtbot: QtBot) -> None:
    books = Books()
    books.fails.append(KeysUnwritable())
    page, _opened = _start(qtbot, books)
    _fill(page)
    page.kit.typed.set_value(KIT)
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
    assert page.kit.kit_text == KIT


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


def test_who_does_not_have_the_numbers_yet_goes_on_without_them() -> None:
    assert ring_problems(Answers(later=True)) == []
    assert [p.field for p in ring_problems(Answers(in_number="ask Jo", later=True))] == ["in_number"]
    assert [p.field for p in ring_problems(Answers())] == ["in_number", "out_number"]


def test_who_does_not_know_the_numbers_is_not_shown_their_fields_and_what_is_typed_is_never_hidden(
    qtbot: QtBot,
) -> None:
    page, _opened = _start(qtbot, Books())
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


def test_what_was_begun_is_back_on_the_page_where_it_stopped(qtbot: QtBot) -> None:
    books = Books()
    first, _opened = _start(qtbot, books)
    first.name.set_value("Odette Farrow")
    first.save_draft()
    again, _opened = _start(qtbot, books)
    assert again.name.value() == "Odette Farrow"
    assert again.title.text() == "Who keeps this record book?"
    _fill(again)
    third, _opened = _start(qtbot, books)
    assert third.title.text() == "Type your passphrase to go on"
    assert third.begun.isVisible()
    assert not third.again.isVisible()
    third.passphrase.set_value("not that one at all")
    third.on.click()
    assert "not the passphrase that you chose" in third.passphrase.error
    third.passphrase.set_value("three plain words")
    third.on.click()
    assert third.kit.kit_text == KIT
    third.kit.typed.set_value(KIT)
    third.on.click()
    assert [(passphrase, kit) for _profile, passphrase, kit in books.made] == [("three plain words", KIT)]
    assert books.unfinished.kept is None


def test_neither_passphrase_nor_kit_is_among_what_is_kept(qtbot: QtBot) -> None:
    books = Books()
    page, _opened = _start(qtbot, books)
    _fill(page)
    page.kit.typed.set_value(KIT[:11])
    page.save_draft()
    page.before.click()
    assert books.unfinished.kept is not None
    assert not {"passphrase", "again", "typed_kit"} & books.unfinished.kept.typed.keys()
    assert not {"three plain words", KIT[:11]} & set(books.unfinished.kept.typed.values())


def test_whoever_forgot_the_passphrase_of_the_kept_kit_gets_a_new_one_and_can_start_afresh(qtbot: QtBot) -> None:
    books = Books()
    _fill(_start(qtbot, books)[0])
    page, _opened = _start(qtbot, books)
    page.another.click()
    assert page.title.text() == "Choose a passphrase"
    assert page.again.isVisible()
    page, _opened = _start(qtbot, books)
    page.begun.findChildren(Button)[0].click()
    assert (page.title.text(), page.name.value(), books.unfinished.kept) == ("Who keeps this record book?", "", None)


def test_the_kit_goes_into_the_file_that_was_chosen_and_is_deleted_on_a_word(qtbot: QtBot, tmp_path: Path) -> None:
    page, _opened = _start(qtbot, Books())
    _fill(page)
    file = tmp_path / "kit.pdf"
    page.kit.save_asked.emit("")
    assert not file.exists()
    page.kit.save_asked.emit(str(file))
    assert KIT in file.read_text()
    assert file.stat().st_mode & 0o077 == 0
    assert "kit.pdf" in page.kit.paper.text()
    page.kit.typed.set_value(KIT)
    page.on.click()
    assert "still lies in a file" in page.left_file.text.text()
    page.delete_file.click()
    assert not file.exists()
    assert "deleted" in page.left_file.text.text()


@pytest.mark.parametrize(
    ("drive", "warned"), [("encrypted", ""), ("open", "does not seem"), ("unknown", "could not tell")]
)
def test_a_drive_that_is_not_encrypted_is_warned_of(qtbot: QtBot, drive: str, warned: str) -> None:
    page, _opened = _start(qtbot, Books(drive))
    _fill(page)
    page.kit.typed.set_value(KIT)
    page.on.click()
    assert page.drive.isVisible() == bool(warned)
    assert warned in page.drive.title.text()
