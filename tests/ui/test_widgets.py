"""The parts of pages behave as people expect of GOV.UK and NHS forms."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.records import Precision, When
from desktop.services.pages.fields import Choice, Missing
from desktop.ui import theme
from desktop.ui.page import Page
from desktop.ui.widgets.boxes import Notice
from desktop.ui.widgets.buttons import Link
from desktop.ui.widgets.choice_questions import ChecksQuestion, ChoiceQuestion, TickQuestion, yes_no_unknown
from desktop.ui.widgets.date_questions import WhenQuestion
from desktop.ui.widgets.summary_list import SummaryList, SummaryRow
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.text_questions import LongTextQuestion, SecretQuestion, TextQuestion
from tests.ui.recording import activate


def test_an_error_is_shown_and_spoken_and_cleared(qtbot: QtBot) -> None:
    question = TextQuestion("name", "Your name", "As colleagues know you.")
    qtbot.addWidget(question)
    question.set_error("Give your name")
    assert not question.error_text.isHidden()
    assert question.line.accessibleDescription().startswith("Error: Give your name")
    question.set_error("")
    assert question.error_text.isHidden()
    assert question.line.accessibleDescription() == "As colleagues know you."


def test_the_error_summary_takes_the_focus_and_leads_to_the_field(qtbot: QtBot) -> None:
    page = Page("A page")
    qtbot.addWidget(page)
    name = page.add(TextQuestion("name", "Your name"))
    page.show()
    qtbot.waitExposed(page)
    activate(qtbot, page)
    page.show_problems([Missing("name", "Give your name")])
    assert QApplication.focusWidget() is page.errors
    link = page.errors.findChildren(type(page.errors._link(Missing("", ""))))[0]
    link.click()
    assert QApplication.focusWidget() is name.line
    page.show_problems(())
    assert page.errors.isHidden()
    assert name.error == ""


def test_choices_keep_their_answer_when_they_are_set_again(qtbot: QtBot) -> None:
    question = ChoiceQuestion("safe", "Safe now?", yes_no_unknown(), inline=True)
    qtbot.addWidget(question)
    assert question.value() == ""
    question.set_value("no")
    question.set_choices((Choice("no", "No"), Choice("maybe", "Maybe")))
    assert question.value() == "no"
    question.set_value("")
    assert question.value() == ""


def test_a_choice_reveals_its_further_question(qtbot: QtBot) -> None:
    question = ChoiceQuestion("told", "Were the parents told?", yes_no_unknown())
    why = TextQuestion("why", "Why not?")
    qtbot.addWidget(question)
    question.reveal("no", why)
    question.show()
    assert not why.isVisible()
    question.set_value("no")
    assert why.isVisible()


def test_ticks_give_their_codes_in_order(qtbot: QtBot) -> None:
    question = ChecksQuestion("categories", "Further", (Choice("PHY", "Physical"), Choice("NEG", "Neglect")))
    qtbot.addWidget(question)
    question.set_value(["NEG", "PHY"])
    assert question.value() == ("PHY", "NEG")


def test_a_single_tick_is_yes_or_no(qtbot: QtBot) -> None:
    question = TickQuestion("notes", "Entered from notes")
    qtbot.addWidget(question)
    question.set_value(True)
    assert question.value()


def test_a_passphrase_is_hidden_until_asked_and_never_trimmed(qtbot: QtBot) -> None:
    question = SecretQuestion("passphrase", "Passphrase")
    qtbot.addWidget(question)
    question.line.setText(" three words here ")
    assert question.line.displayText() != question.line.text()
    question.show_it.setChecked(True)
    assert question.line.displayText() == " three words here "
    assert question.value() == " three words here "


def test_capitals_alone_bring_the_caps_lock_hint(qtbot: QtBot) -> None:
    question = SecretQuestion("passphrase", "Passphrase")
    qtbot.addWidget(question)
    question.show()
    qtbot.keyClicks(question.line, "CORRECT")
    assert question.caps.isVisible()
    qtbot.keyClicks(question.line, "horse")
    assert not question.caps.isVisible()


def test_tab_leaves_a_long_text(qtbot: QtBot) -> None:
    page = Page("A page")
    qtbot.addWidget(page)
    first = page.add(LongTextQuestion("seen", "What did you see?"))
    second = page.add(TextQuestion("place", "Where?"))
    page.show()
    qtbot.waitExposed(page)
    activate(qtbot, page)
    first.take_focus()
    qtbot.keyClick(first.text, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is second.line
    assert first.value() == ""


def test_change_in_a_summary_list_names_the_row(qtbot: QtBot) -> None:
    rows = SummaryList([SummaryRow("Category", "Physical", "category"), SummaryRow("Opinion", "")])
    qtbot.addWidget(rows)
    buttons = rows.findChildren(type(rows.findChildren(Text)[0]).__mro__[2])
    assert any(b.text() == "Not asked" for b in buttons if isinstance(b, Text))
    with qtbot.waitSignal(rows.change) as asked:
        rows.change.emit("category")
    assert asked.args == ["category"]


def test_text_is_never_read_as_markup(qtbot: QtBot) -> None:
    text = Text("<h1>Kian</h1> & <img src='file:///etc/passwd'>")
    qtbot.addWidget(text)
    assert text.textFormat() == Qt.TextFormat.PlainText


def test_a_notice_speaks_as_one(qtbot: QtBot) -> None:
    notice = Notice("danger", "Ring now.", "This has not reached anyone.")
    qtbot.addWidget(notice)
    assert notice.accessibleName() == "Ring now. This has not reached anyone."


def test_a_back_link_stays_on_one_line(qtbot: QtBot) -> None:
    link = Link("‹ Back")
    qtbot.addWidget(link)
    link.setAccessibleName("Back")
    link.ensurePolished()
    assert link.heightForWidth(link.sizeHint().width()) < 2 * link.fontMetrics().height() + 10


def test_an_arrow_chooses_the_answer_it_moves_to(qtbot: QtBot) -> None:
    question = ChoiceQuestion("safe_now", "Is the child safe now?", yes_no_unknown())
    qtbot.addWidget(question)
    question.show()
    activate(qtbot, question)
    question.take_focus()
    qtbot.keyClick(question.first_control(), Qt.Key.Key_Down)
    assert question.value() == "no"
    assert question.first_control().hasFocus()
    qtbot.keyClick(question.first_control(), Qt.Key.Key_Down)
    qtbot.keyClick(question.first_control(), Qt.Key.Key_Down)
    assert question.value() == "yes"
    qtbot.keyClick(question.first_control(), Qt.Key.Key_Up)
    assert question.value() == "unknown"


def test_the_keyboard_s_mark_does_not_fill_a_choice(qtbot: QtBot) -> None:
    question = ChoiceQuestion("safe_now", "Is the child safe now?", yes_no_unknown())
    qtbot.addWidget(question)
    question.show()
    activate(qtbot, question)
    radio = question.first_control()
    middle = QPoint(radio.width() - 12, radio.height() // 2)
    before = radio.grab().toImage().pixel(middle)
    radio.setFocus()
    assert radio.grab().toImage().pixel(middle) == before


def test_no_certainty_is_stated_for_anybody(qtbot: QtBot) -> None:
    question = WhenQuestion("happened", "When did it happen?", clock=lambda: datetime(2026, 11, 20, 9, 41, tzinfo=UTC))
    qtbot.addWidget(question)
    assert question.precision.value() == ""
    assert question.when() == When()
    assert question.precision.problem() == ""
    question.set_value("2026-11-20")
    assert question.precision.problem() == "Say how sure you are of the day and time"
    assert question.when().precision is Precision.UNKNOWN
    question.precision.set_value(Precision.EXACT)
    assert question.precision.problem() == ""
    assert question.when() == When("2026-11-20")


def test_nothing_blank_stands_under_the_last_question(qtbot: QtBot) -> None:
    page = Page("A long form")
    for number in range(12):
        page.add(LongTextQuestion(f"q{number}", "A question?", "A hint that is long enough to wrap. " * 4))
    qtbot.addWidget(page)
    page.resize(900, 600)
    page.show()
    sheet = page.paper.widget()
    qtbot.waitUntil(lambda: sheet.height() > 600)
    assert sheet.height() == sheet.heightForWidth(sheet.width())


def test_nothing_moves(qapp: QApplication) -> None:
    """Reduced motion is how it always is: no effect of Qt's is on, and no part of ours has one."""
    assert not [effect for effect in theme.STILL if qapp.isEffectEnabled(effect)]
    ours = Path(theme.__file__).parent
    moving = re.compile(r"QPropertyAnimation|QVariantAnimation|QTimeLine|QMovie|QGraphicsOpacityEffect")
    assert not [path.name for path in ours.rglob("*.py") if moving.search(path.read_text("utf-8"))]
