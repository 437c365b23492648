"""The parts of pages behave as people expect of GOV.UK and NHS forms."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.records import Precision, When
from desktop.services.pages.fields import Choice, Missing
from desktop.ui import theme
from desktop.ui.page import Page
from desktop.ui.tab_order import stops
from desktop.ui.widgets.boxes import Notice
from desktop.ui.widgets.buttons import Link
from desktop.ui.widgets.choice_questions import ChecksQuestion, ChoiceQuestion, TickQuestion, yes_no_unknown
from desktop.ui.widgets.date_questions import DateQuestion, WhenQuestion
from desktop.ui.widgets.dates import DateParts, NotADate, NotATime, month_number, read_date, read_time
from desktop.ui.widgets.summary_list import SummaryList, SummaryRow
from desktop.ui.widgets.table import Row, Sorts, Table
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.text_questions import LongTextQuestion, SecretQuestion, TextQuestion
from tests.ui.recording import written


def _activate(qtbot: QtBot, widget: QWidget) -> None:
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        (("14", "3", "2017"), "2017-03-14"),
        ((" 2 ", "March", "2017"), "2017-03-02"),
        (("2", "mar", "2017"), "2017-03-02"),
        (("30", "Sept", "2026"), "2026-09-30"),
        (("", "", ""), ""),
    ],
)
def test_a_date_reads_month_numbers_and_names(typed: tuple[str, str, str], iso: str) -> None:
    assert read_date(DateParts(*typed)) == iso


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (("14", "", "2017"), "needs a month"),
        (("31", "2", "2017"), "no such date"),
        (("14", "3", "17"), "four figures"),
        (("x", "3", "2017"), "day as a number"),
        (("14", "ma", "2017"), "month as a number"),
        (("1", "²", "2017"), "month as a number"),
        (("0", "3", "2017"), "no such date"),
    ],
)
def test_a_date_that_cannot_be_says_what_is_wrong(typed: tuple[str, str, str], words: str) -> None:
    with pytest.raises(NotADate, match=words):
        read_date(DateParts(*typed))


def test_ju_is_not_a_month() -> None:
    with pytest.raises(NotADate):
        month_number("ju")


@pytest.mark.parametrize(
    ("typed", "clock"),
    [
        ("9", "09:00"),
        ("9.05", "09:05"),
        ("0905", "09:05"),
        ("5.30pm", "17:30"),
        ("12am", "00:00"),
        ("noon", "12:00"),
        ("", ""),
    ],
)
def test_a_time_is_read_as_people_write_it(typed: str, clock: str) -> None:
    assert read_time(typed) == clock


@pytest.mark.parametrize("typed", ["25", "9:75", "half nine", "13pm", "0pm"])
def test_a_time_that_cannot_be_is_refused(typed: str) -> None:
    with pytest.raises(NotATime):
        read_time(typed)


def test_the_date_fields_never_move_on_by_themselves(qtbot: QtBot) -> None:
    question = DateQuestion("born", "Date of birth")
    qtbot.addWidget(question)
    question.show()
    qtbot.waitExposed(question)
    _activate(qtbot, question)
    question.take_focus()
    qtbot.keyClicks(question.day, "14")
    assert QApplication.focusWidget() is question.day
    qtbot.keyClick(question.day, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is question.month


def test_a_moment_round_trips_with_its_doubt(qtbot: QtBot) -> None:
    question = WhenQuestion("happened", "When did it happen?")
    qtbot.addWidget(question)
    when = When("2026-11-20T09:05", Precision.ABOUT, "before registration")
    question.set_when(when)
    assert question.when() == when
    question.set_when(When("2026-11-20"))
    assert question.when() == When("2026-11-20")
    question.set_when(When())
    assert question.when() == When()
    question.set_when(When("", Precision.UNKNOWN))
    assert question.when() == When("", Precision.UNKNOWN)


def test_a_time_without_a_day_is_asked_about(qtbot: QtBot) -> None:
    question = WhenQuestion("happened", "When did it happen?")
    qtbot.addWidget(question)
    question.time.setText("9:05")
    assert "day" in question.problem()


def test_each_date_field_says_what_it_is(qtbot: QtBot) -> None:
    question = DateQuestion("born", "Date of birth")
    qtbot.addWidget(question)
    assert question.year.accessibleName() == "Date of birth: Year"


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
    _activate(qtbot, page)
    page.show_problems([Missing("name", "Give your name")])
    assert QApplication.focusWidget() is page.errors
    link = page.errors.findChildren(type(page.errors._link(Missing("", ""))))[0]
    link.click()
    assert QApplication.focusWidget() is name.line
    page.show_problems(())
    assert page.errors.isHidden()
    assert name.error == ""


def test_a_page_finds_dates_that_cannot_be_read(qtbot: QtBot) -> None:
    page = Page("A page")
    qtbot.addWidget(page)
    born = page.add(DateQuestion("born", "Date of birth"))
    page.show()
    born.day.setText("14")
    assert [m.field for m in page.unreadable()] == ["born"]


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
    _activate(qtbot, page)
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


def test_a_table_sorts_in_python_and_keeps_the_chosen_row(qtbot: QtBot) -> None:
    table = Table("Children", ("Name", "Concerns"))
    qtbot.addWidget(table)
    table.set_rows([Row("a", ("Esme", "10"), ("esme", 10)), Row("b", ("Kian", "9"), ("kian", 9))])
    table.choose("a")
    table._sort_by(1)
    assert [table.item(n, 0).text() for n in range(2)] == ["Kian", "Esme"]
    assert table.current_key() == "a"
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == ["a"]


def test_headings_are_one_stop_of_the_keyboard_and_say_the_order(qtbot: QtBot) -> None:
    table = Table("Children found", ("Name", "Born"))
    qtbot.addWidget(table)
    table.set_rows([Row("a", ("Bo", "2016")), Row("b", ("Ada", "2017"))])
    table.show()
    _activate(qtbot, table)
    table.headings.setFocus()
    assert table.headings.accessibleName() == "Children found: sort by Name"
    qtbot.keyClick(table.headings, Qt.Key.Key_Return)
    assert written(table, 0, 0) == "Ada"
    assert table.headings.accessibleName() == "Children found: sort by Name (sorted by Name, upwards)"
    qtbot.keyClick(table.headings, Qt.Key.Key_Right)
    qtbot.keyClick(table.headings, Qt.Key.Key_Space)
    qtbot.keyClick(table.headings, Qt.Key.Key_Space)
    assert written(table, 0, 1) == "2017"
    assert "sorted by Born, downwards" in table.headings.accessibleName()
    assert stops(table) == [table.headings, table]


def test_a_long_table_asks_for_its_order_instead_of_sorting(qtbot: QtBot) -> None:
    table = Table("Children found", ("Name", "Born"), sorts=Sorts.ASKED)
    qtbot.addWidget(table)
    table.set_rows([Row("a", ("Bo", "2016")), Row("b", ("Ada", "2017"))])
    asked: list[tuple[int, bool]] = []
    table.sort_asked.connect(lambda column, down: asked.append((column, down)))
    table.headings.sectionClicked.emit(0)
    table.headings.sectionClicked.emit(0)
    assert asked == [(0, False), (0, True)]
    assert written(table, 0, 0) == "Bo"
    assert table.waiting
    table.set_rows([Row("b", ("Ada", "2017")), Row("a", ("Bo", "2016"))])
    assert not table.waiting


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


def test_the_text_of_a_cell_is_never_cut(qtbot: QtBot) -> None:
    long = "Two round purple-yellow marks on the left upper arm, and one straight red line behind the left ear. " * 6
    table = Table("Chronology", ("Happened", "What"), widths=(1, 2))
    qtbot.addWidget(table)
    table.resize(600, 400)
    table.show()
    table.set_rows([Row("a", ("20 Nov 2026", long)), Row("b", ("21 Nov 2026", "Short"))])
    needed = QFontMetrics(table.font()).boundingRect(
        QRect(0, 0, table.columnWidth(1) - 26, 9999), int(Qt.TextFlag.TextWordWrap), long
    )
    assert table.rowHeight(0) >= needed.height()
    assert table.rowHeight(1) < needed.height()


def test_where_columns_would_be_too_narrow_each_row_stands_as_labelled_lines(qtbot: QtBot) -> None:
    table = Table("Enquiries", ("Received", "Significance"))
    qtbot.addWidget(table)
    table.resize(600, 300)
    table.show()
    table.set_rows([Row("a", ("20 Nov 2026", "Level 4"))])
    assert not table.isColumnHidden(1)
    table.resize(240, 300)
    first = table.item(0, 0)
    assert first is not None
    assert first.text() == "Received: 20 Nov 2026\nSignificance: Level 4"
    assert table.isColumnHidden(1)
    table.resize(600, 300)
    assert first.text() == "20 Nov 2026"
    assert not table.isColumnHidden(1)


def test_rows_of_a_long_table_all_get_their_height(qtbot: QtBot) -> None:
    table = Table("Chronology", ("When", "What"))
    qtbot.addWidget(table)
    table.resize(400, 300)
    table.show()
    table.set_rows([Row(str(n), ("20 Nov 2026", "Words that take more than one line here " * 3)) for n in range(100)])
    qtbot.waitUntil(lambda: table.rowHeight(99) == table.rowHeight(0))


def test_an_arrow_chooses_the_answer_it_moves_to(qtbot: QtBot) -> None:
    question = ChoiceQuestion("safe_now", "Is the child safe now?", yes_no_unknown())
    qtbot.addWidget(question)
    question.show()
    _activate(qtbot, question)
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
    _activate(qtbot, question)
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


def test_today_and_now_fill_in_the_date(qtbot: QtBot) -> None:
    question = WhenQuestion(
        "at", "When was the call?", sure=False, clock=lambda: datetime(2026, 11, 20, 9, 41, tzinfo=UTC)
    )
    qtbot.addWidget(question)
    question.today.click()
    assert question.when() == When("2026-11-20")
    question.moment.click()
    assert question.when() == When("2026-11-20T09:41")


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
