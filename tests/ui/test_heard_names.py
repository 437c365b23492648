"""What a screen reader is given to say about a field, a page and a secret; what it makes of it is tried by ``make a11y``."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.ui.page import Page
from desktop.ui.widgets.date_questions import WhenQuestion
from desktop.ui.widgets.options import Radio
from desktop.ui.widgets.text_questions import LongTextQuestion, SecretQuestion


@pytest.fixture
def listened_to(themed: QApplication) -> Iterator[None]:
    """Somebody uses the accessibility interface."""
    before = QAccessible.isActive()
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(before)


def test_each_answer_says_of_which_moment_it_is(qtbot: QtBot, themed: QApplication) -> None:
    happened, noticed = WhenQuestion("happened", "When did it happen?"), WhenQuestion("noticed", "When was it noticed?")
    for question in (happened, noticed):
        qtbot.addWidget(question)
    names = [radio.accessibleName() for question in (happened, noticed) for radio in question.findChildren(Radio)]
    assert len(set(names)) == len(names) == 6


def test_no_label_is_tied_to_a_part_of_a_question(qtbot: QtBot, themed: QApplication) -> None:
    question = WhenQuestion("happened", "When did it happen?")
    qtbot.addWidget(question)
    buddies = [(label.text(), label.buddy()) for label in question.findChildren(QLabel) if label.buddy() is not None]
    tied = [one for one in buddies if one[1].focusPolicy() != Qt.FocusPolicy.NoFocus]  # others say nothing
    assert all(buddy.accessibleName() == text for text, buddy in tied)
    assert question.day.accessibleName() == "When did it happen?: Day"


def test_a_question_that_is_asked_in_other_words_is_named_in_them(qtbot: QtBot, themed: QApplication) -> None:
    question = LongTextQuestion("reasons", "Your reasons")
    qtbot.addWidget(question)
    question.set_label("Why is it not shared?")
    assert question.first_control().accessibleName() == "Why is it not shared?"


def test_a_page_is_named_by_its_heading_unless_it_is_full_of_a_record(qtbot: QtBot, themed: QApplication) -> None:
    class Record(Page):
        says_its_name = False

    page, record = Page("Today"), Record("Child’s record")
    for each in (page, record):
        qtbot.addWidget(each)
    page.set_title("Letters")
    record.set_title("Kian Pellow")
    assert (page.accessibleName(), record.accessibleName()) == ("Letters", "")


@pytest.mark.usefixtures("listened_to")
def test_a_secret_is_typed_pasted_and_rubbed_out_while_a_screen_reader_listens(qtbot: QtBot) -> None:
    question = SecretQuestion("passphrase", "Passphrase")
    qtbot.addWidget(question)
    question.show()
    question.take_focus()
    qtbot.keyClicks(question.line, "otter ")
    QApplication.clipboard().setText("lantern")
    qtbot.keyClick(question.line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert question.value() == "otter lantern"
    qtbot.keyClick(question.line, Qt.Key.Key_Backspace)
    assert question.value() == "otter lanter"
    assert QAccessible.isActive(), "it is quiet only while the key is written"


def test_a_note_in_ones_own_words_says_of_which_moment_it_is(qtbot: QtBot, themed: QApplication) -> None:
    question = WhenQuestion("happened", "When did it happen?")
    qtbot.addWidget(question)
    spoken = QAccessible.queryAccessibleInterface(question.note.line)
    assert spoken.text(QAccessible.Text.Name) == "When did it happen?: In your own words (optional)"
