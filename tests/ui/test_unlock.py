"""Opening a record book."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.ui.unlock.guessable import too_guessable
from desktop.ui.unlock.presenter import UnlockPresenter, passphrase_problems
from desktop.ui.unlock.view import UnlockPage
from desktop.ui.widgets.boxes import Notice
from desktop.ui.widgets.text import Text
from desktop.vault.errors import KitMistyped, PinOver, VaultInUse, VaultTooNew, WrongKit, WrongPassphrase, WrongPin
from tests.fakes.tasks import FakeTasks


class Books:
    def __init__(self, *fails: Exception) -> None:
        self.fails = list(fails)
        self.kits: list[tuple[str, str, str]] = []

    def unlock(self, place: str, passphrase: str) -> str:
        if self.fails:
            raise self.fails.pop(0)
        return f"{place} opened with {len(passphrase)} characters"

    def unlock_with_pin(self, place: str, pin: str) -> str:
        if self.fails:
            raise self.fails.pop(0)
        return f"{place} opened with the PIN {pin}"

    def unlock_with_kit(self, place: str, kit: str, new_passphrase: str) -> str:
        if self.fails:
            raise self.fails.pop(0)
        self.kits.append((place, kit, new_passphrase))
        return "opened by kit"


def _page(qtbot: QtBot, *fails: Exception, pin: bool = False) -> tuple[UnlockPage, list[str], Books]:
    label, besides = "Odette Farrow, Larkmere Primary School", ["Bronagh Tiller"]
    page, went, books = UnlockPage(label, besides=besides, pin=pin), [], Books(*fails)
    qtbot.addWidget(page)
    page.presenter = UnlockPresenter(
        page, books, "book", FakeTasks(), went.append, lambda: went.append("others"),
        lambda number: went.append(f"book {number}"), lambda session: went.append(f"{session}, renewed"),
    )  # fmt: skip
    page.show()
    page.entered()
    return page, went, books


def test_the_passphrase_opens_and_is_forgotten(qtbot: QtBot) -> None:
    page, went, _books = _page(qtbot)
    page.passphrase.set_value("three plain words")
    page.open.click()
    assert went == ["book opened with 17 characters"]
    assert page.passphrase.value() == ""


def test_a_wrong_passphrase_stays_at_the_field_and_may_be_tried_again(qtbot: QtBot) -> None:
    page, went, _books = _page(qtbot, WrongPassphrase())
    page.passphrase.set_value("wrong")
    page.open.click()
    assert "recovery kit" in page.passphrase.error
    assert page.open.isEnabled()
    page.open.click()
    assert len(went) == 1


@pytest.mark.parametrize("error", [VaultInUse(), VaultTooNew(), RuntimeError("a bug")])
def test_other_failures_say_what_is_safe(qtbot: QtBot, error: Exception) -> None:
    page, _went, _books = _page(qtbot, error)
    page.passphrase.set_value("three plain words")
    page.open.click()
    assert page.notice.isVisible()
    assert "a bug" not in page.notice.text.text()


def test_a_blank_passphrase_asks_for_one(qtbot: QtBot) -> None:
    page, went, _books = _page(qtbot)
    page.open.click()
    assert page.passphrase.error == "Type your passphrase"
    assert went == []


@pytest.mark.parametrize(
    ("error", "words"), [(KitMistyped(3), "group 3"), (KitMistyped(0), "eight groups"), (WrongKit(), "another")]
)
def test_the_kit_says_which_group_is_wrong(qtbot: QtBot, error: Exception, words: str) -> None:
    page, _went, _books = _page(qtbot, error)
    page.forgot.click()
    page.kit.set_value("7K2QX")
    page.new.set_value("four other plain words")
    page.again.set_value("four other plain words")
    page.open_with_kit.click()
    assert words in page.kit.error


def test_the_kit_opens_with_a_new_passphrase(qtbot: QtBot) -> None:
    page, went, books = _page(qtbot)
    page.forgot.click()
    page.kit.set_value("7K2QX-9M4TD")
    page.new.set_value("four other plain words")
    page.again.set_value("four other plain wordz")
    page.open_with_kit.click()
    assert page.again.error
    page.again.set_value("four other plain words")
    page.open_with_kit.click()
    assert went == ["opened by kit, renewed"]
    assert books.kits == [("book", "7K2QX-9M4TD", "four other plain words")]


def test_a_new_passphrase_has_ten_characters_twice() -> None:
    assert passphrase_problems("short", "short")[0].field == "new"
    assert passphrase_problems("", "")[0].field == "new"
    assert passphrase_problems("long enough", "long enouch")[0].field == "again"
    assert passphrase_problems("long enough", "long enough") == []


@pytest.mark.parametrize(
    "guess",
    [
        "1234567890",
        "aaaaaaaaaaaa",
        "abcabcabcabc",
        "qwertyuiop",
        "password123",
        "P@ssw0rd!!",
        "Odette Farrow1",
        "9876543210",
    ],
)
def test_what_anyone_tries_first_is_refused_with_a_reason(guess: str) -> None:
    assert "anyone tries" in too_guessable(guess, ("Odette Farrow", "Larkmere Primary School"))
    assert passphrase_problems(guess, guess, names=("Odette Farrow",))[0].field == "new"


@pytest.mark.parametrize(
    "good", ["kettle moss violin 9", "long enough", "Odette keeps nine hens", "correct horse battery"]
)
def test_a_few_words_of_one_s_own_pass(good: str) -> None:
    assert too_guessable(good, ("Odette Farrow", "Larkmere Primary School")) == ""


def test_after_a_wrong_passphrase_one_only_types_again(qtbot: QtBot) -> None:
    page, went, _books = _page(qtbot, WrongPassphrase())
    page.activateWindow()
    qtbot.waitActive(page)
    page.passphrase.set_value("wrong wrong")
    page.open.click()
    assert page.focusWidget() is page.passphrase.line
    assert page.passphrase.line.selectedText()
    QTest.keyClicks(page.passphrase.line, "three plain words")
    QTest.keyClick(page.passphrase.line, Qt.Key.Key_Return)
    assert went == ["book opened with 17 characters"]


def test_the_day_s_pin_comes_first_and_the_passphrase_is_one_press_away(qtbot: QtBot) -> None:
    page, went, _books = _page(qtbot, WrongPin(2), pin=True)
    assert not page.passphrase.isVisible()
    page.pin.set_value("1234")
    page.open_with_pin.click()
    assert page.pin.error == "This is not today's PIN. Tries left: 2"
    page.pin.set_value("4711")
    page.open_with_pin.click()
    assert went == ["book opened with the PIN 4711"]
    page.use_passphrase()
    assert page.passphrase.isVisible()
    assert not page.pin.isVisible()


def test_a_pin_that_is_over_leads_to_the_passphrase(qtbot: QtBot) -> None:
    page, went, _books = _page(qtbot, PinOver(), pin=True)
    page.pin.set_value("1234")
    page.open_with_pin.click()
    assert page.passphrase.isVisible()
    assert "PIN" in page.notice.title.text()
    assert went == []


def test_another_book_of_this_computer_is_chosen_by_its_keeper(qtbot: QtBot) -> None:
    page, went, _books = _page(qtbot)
    page.besides[0].click()
    page.others.click()
    assert went == ["book 0", "others"]


def test_several_books_on_a_computer_are_a_choice_with_a_heading(qtbot: QtBot) -> None:
    few, many = (
        UnlockPage("Odette Farrow", besides=["Bronagh Tiller"]),
        UnlockPage("Odette Farrow", besides=list("abcdef")),
    )
    alone = UnlockPage("Odette Farrow")
    for page in (few, many, alone):
        qtbot.addWidget(page)
    heading = "Other record books on this computer"
    assert [any(text.text() == heading for text in page.findChildren(Text)) for page in (few, many, alone)] == [
        True,
        True,
        False,
    ]
    assert many.others.accessibleName().startswith("All record books on this computer")
    assert not few.others.accessibleName().startswith("All")


def test_letters_that_were_locked_in_are_said_on_the_door(qtbot: QtBot) -> None:
    page, _went, _books = _page(qtbot)
    page.show_waiting(2)
    assert page.waiting is not None
    assert page.waiting.title.text() == "2 letters not sent yet"
    page.show_waiting(0)
    assert not page.waiting.isVisible()
    page.show_call()
    assert any("has not reached anyone" in notice.accessibleName() for notice in page.findChildren(Notice))


@pytest.mark.parametrize("field", ["new", "again"])
def test_enter_in_a_new_passphrase_tries_again_and_clears_what_was_said_of_the_kit(qtbot: QtBot, field: str) -> None:
    page, went, _books = _page(qtbot, KitMistyped(8))
    page.ask_for_kit(True)
    page.kit.set_value("any kit")
    page.new.set_value("four other plain words")
    page.again.set_value("four other plain words")
    page.open_with_kit.click()
    assert page.kit.error
    QTest.keyClick(getattr(page, field).line, Qt.Key.Key_Return)
    assert (page.kit.error, went) == ("", ["opened by kit, renewed"])
