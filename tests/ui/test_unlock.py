"""Opening a record book."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from desktop.ui.unlock.guessable import too_guessable
from desktop.ui.unlock.presenter import UnlockPresenter, passphrase_problems
from desktop.ui.unlock.view import UnlockPage
from desktop.vault.errors import KitMistyped, VaultInUse, VaultTooNew, WrongKit, WrongPassphrase
from tests.fakes.tasks import FakeTasks


class Books:
    def __init__(self, *fails: Exception) -> None:
        self.fails = list(fails)
        self.kits: list[tuple[str, str, str]] = []

    def unlock(self, place: str, passphrase: str) -> str:
        if self.fails:
            raise self.fails.pop(0)
        return f"{place} opened with {len(passphrase)} characters"

    def unlock_with_kit(self, place: str, kit: str, new_passphrase: str) -> str:
        if self.fails:
            raise self.fails.pop(0)
        self.kits.append((place, kit, new_passphrase))
        return "opened by kit"


def _page(qtbot: QtBot, *fails: Exception) -> tuple[UnlockPage, list[str], Books]:
    page, went, books = UnlockPage("Odette Farrow, Larkmere Primary School"), [], Books(*fails)
    qtbot.addWidget(page)
    page.presenter = UnlockPresenter(page, books, "book", FakeTasks(), went.append, lambda: went.append("others"))
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
    assert went == ["opened by kit"]
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
