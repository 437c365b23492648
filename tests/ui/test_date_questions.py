"""Dates and times are read as people write them, and never guessed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.records import Precision, When
from desktop.ui.page import Page
from desktop.ui.widgets.date_questions import DateQuestion, WhenQuestion
from desktop.ui.widgets.dates import DateParts, NotADate, NotATime, month_number, read_date, read_time
from tests.ui.recording import activate


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
    activate(qtbot, question)
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


def test_a_page_finds_dates_that_cannot_be_read(qtbot: QtBot) -> None:
    page = Page("A page")
    qtbot.addWidget(page)
    born = page.add(DateQuestion("born", "Date of birth"))
    page.show()
    born.day.setText("14")
    assert [m.field for m in page.unreadable()] == ["born"]


def test_today_and_now_fill_in_the_date(qtbot: QtBot) -> None:
    question = WhenQuestion(
        "at", "When was the call?", sure=False, clock=lambda: datetime(2026, 11, 20, 9, 41, tzinfo=UTC)
    )
    qtbot.addWidget(question)
    question.today.click()
    assert question.when() == When("2026-11-20")
    question.moment.click()
    assert question.when() == When("2026-11-20T09:41")
