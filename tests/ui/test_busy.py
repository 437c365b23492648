"""What a page says while it works goes when the work fails, and what could be pressed before can be pressed again."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

import desktop.ui
from desktop.ui import registry
from desktop.ui.messages import Said
from desktop.ui.page import Page

BUSY = "Sealing the seventeenth page"
FAILED = Said("It could not be kept", "Nothing is lost.", "Try again.")
ENDED_BY_WORD = {"FirstRunPage", "UnlockPage", "SettingsPage", "NewKeysPage"}
"""Their work takes long: a presenter ends it by ``show_busy`` with nothing, before it says anything else."""
SHOWN = {
    "AddChildPage": "children.add",
    "AddPersonPage": "people.form",
    "AmendPage": "child.amend",
    "AnswerPage": "questions.answer",
    "AskPage": "questions.leaving",
    "ChildRecordPage": "child",
    "ChildrenPage": "children.found",
    "ChronologyPageView": "chronology",
    "ComparePage": "people.compare",
    "ConcernView": "concern.guided_last",
    "DeskPage": "desk",
    "EnquiryPageView": "desk.checking",
    "EntryFormPage": "entries.check",
    "FirstRunPage": "first_run.done",
    "KeepNotePage": "note_photo.checked",
    "NewKeysPage": "settings.new_keys",
    "PapersPage": "papers",
    "PersonRecordPage": "people",
    "SeeNotePage": "note_photo.see",
    "SettingsPage": "settings",
    "SharePage": "share.sharing",
    "StepPage": "entries.withdraw",
    "TellPage": "tell",
    "UnlockPage": "unlock",
    "WithdrawPage": "people.withdraw",
}


def pressable(page: Page) -> set[QAbstractButton]:
    return {button for button in page.findChildren(QAbstractButton) if button.isEnabledTo(page)}


def says(page: QWidget, words: str) -> bool:
    return any(words in label.text() and label.isVisibleTo(page) for label in page.findChildren(QLabel))


def be_busy(page: Page, *, busy: bool) -> None:
    """As a presenter asks, whatever this page wants to be told."""
    show = page.show_busy  # type: ignore[attr-defined]  # every page that is named above has it
    told = {"bool": busy, "str": BUSY if busy else ""}
    wanted = inspect.signature(show).parameters.values()
    show(*(told[str(one.annotation)] for one in wanted if one.default is one.empty))


@pytest.mark.parametrize("page_class", sorted(SHOWN))
def test_a_failure_takes_the_words_away_and_gives_the_buttons_back(qtbot: QtBot, page_class: str) -> None:
    page = registry.build(SHOWN[page_class])
    qtbot.addWidget(page)
    assert isinstance(page, Page)
    assert type(page).__name__ == page_class
    before = pressable(page)
    be_busy(page, busy=True)
    if page_class in ENDED_BY_WORD:
        be_busy(page, busy=False)
    page.show_failure(FAILED)
    assert not says(page, BUSY)
    assert says(page, FAILED.happened)
    assert not [button.text() for button in before - pressable(page)]


def test_every_page_that_can_be_busy_is_tried() -> None:
    folder = Path(desktop.ui.__path__[0])
    trees = [ast.parse(path.read_text("utf-8")) for path in folder.glob("*/*view.py")]
    classes = [one for tree in trees for one in tree.body if isinstance(one, ast.ClassDef)]
    busy = {one.name for one in classes for part in one.body if getattr(part, "name", "") == "show_busy"}
    assert busy <= set(SHOWN) | {"LeavingPage"}, busy  # AskPage and AnswerPage are its two
