"""A first run that was begun and left: what is kept of it, what never is, and the kit on paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.ui.first_run.samples import KIT
from desktop.ui.widgets.buttons import Button
from tests.ui.books_in_memory import Books, fill, start


def test_what_was_begun_is_back_on_the_page_where_it_stopped(qtbot: QtBot) -> None:
    books = Books()
    first, _opened = start(qtbot, books)
    first.name.set_value("Odette Farrow")
    first.save_draft()
    again, _opened = start(qtbot, books)
    assert again.name.value() == "Odette Farrow"
    assert again.title.text() == "Who keeps this record book?"
    fill(again)
    third, _opened = start(qtbot, books)
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
    page, _opened = start(qtbot, books)
    fill(page)
    page.kit.typed.set_value(KIT[:11])
    page.save_draft()
    page.before.click()
    assert books.unfinished.kept is not None
    assert not {"passphrase", "again", "typed_kit"} & books.unfinished.kept.typed.keys()
    assert not {"three plain words", KIT[:11]} & set(books.unfinished.kept.typed.values())


def test_whoever_forgot_the_passphrase_of_the_kept_kit_gets_a_new_one_and_can_start_afresh(qtbot: QtBot) -> None:
    books = Books()
    fill(start(qtbot, books)[0])
    page, _opened = start(qtbot, books)
    page.another.click()
    assert page.title.text() == "Choose a passphrase"
    assert page.again.isVisible()
    page, _opened = start(qtbot, books)
    page.begun.findChildren(Button)[0].click()
    assert (page.title.text(), page.name.value(), books.unfinished.kept) == ("Who keeps this record book?", "", None)


def test_the_kit_goes_into_the_file_that_was_chosen_and_is_deleted_on_a_word(qtbot: QtBot, tmp_path: Path) -> None:
    page, _opened = start(qtbot, Books())
    fill(page)
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
    page, _opened = start(qtbot, Books(drive))
    fill(page)
    page.kit.typed.set_value(KIT)
    page.on.click()
    assert page.drive.isVisible() == bool(warned)
    assert warned in page.drive.title.text()
