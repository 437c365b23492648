"""A question of the desk, and a day to look again, through the windows over real record books."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.records import QuestionEntry
from desktop.services.session import Session
from desktop.ui.form_keeper import FormKeeper
from desktop.ui.questions.view import AnswerPage, AskPage
from desktop.ui.reviews.view import ReviewPage
from desktop.ui.shell.routes import Place
from desktop.ui.widgets.text import Text
from tests.ui.shell import Shell
from tests.unit.services.people import KIAN, KIANS_ARM, Area, utc


def opened(session: Session, qtbot: QtBot, *, desk: bool = False) -> Shell:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    shell = Shell(app, session, desk=desk)
    qtbot.addWidget(shell.window)
    return shell


def press(shell: Shell, said: str) -> None:
    page = shell.page()
    (button, *_) = [one for one in page.findChildren(QPushButton) if one.text() == said and one.isVisibleTo(page)]
    button.click()
    shell.rest()


def words(page: QWidget) -> str:
    return "\n".join(one.text() for one in page.findChildren(Text) if one.isVisibleTo(page))


def test_the_desk_asks_the_school_answers_and_the_desk_reads_it_at_the_enquiry(area: Area, qtbot: QtBot) -> None:
    child = area.school.children.register(KIAN).child
    area.school.concerns.record(child, KIANS_ARM)
    share = area.school.sharing.decide(area.share_all(area.school, child)).share
    area.post.exchange(area.school, area.desk)

    desk = opened(area.desk, qtbot, desk=True)
    desk.go(Place("enquiry", share))
    press(desk, "Ask Larkmere Primary a question")
    asking = desk.page()
    assert isinstance(asking, AskPage)
    asking.asked.set_value("Has anybody else collected him?")
    asking.why.set_value("To know who has been with him.")
    asking.wanted.set_value("2026-11-21")
    press(desk, "Check what leaves")
    shown = words(asking)
    assert "Has anybody else collected him?" in shown
    assert "21 November 2026 at 17:00" in shown
    press(desk, "Sign and send to Larkmere Primary")
    assert "It has not reached anyone yet" in words(asking)
    press(desk, "Back to the enquiry")
    assert "No answer has been seen here yet" in words(desk.page())
    desk.close()

    area.post.exchange(area.desk, area.school)
    school = opened(area.school, qtbot)
    school.go(Place("today"))
    assert "Ashmere MASH asks about Kian Pellow" in words(school.page())
    assert "due tomorrow, Saturday 21 November 2026, by 17:00" in words(school.page())
    press(school, "Answer")
    page = school.page()
    assert isinstance(page, AnswerPage)
    page.known.set_value("no")
    press(school, "Check what leaves")
    assert "We know nothing about this." in words(page)
    press(school, "Sign and send to Ashmere MASH")
    school.go(Place("today"))
    assert "asks about" not in words(school.page())
    school.close()

    area.post.exchange(area.school, area.desk)
    again = opened(area.desk, qtbot, desk=True)
    again.go(Place("today"))
    assert "Larkmere Primary answered your question" in words(again.page())
    again.go(Place("enquiry", share))
    assert "We know nothing about this." in words(again.page())
    again.go(Place("today"))
    assert "answered your question" not in words(again.page())
    again.close()


def test_what_is_to_be_looked_at_again_is_looked_at_from_today(area: Area, qtbot: QtBot) -> None:
    child = area.school.children.register(KIAN).child
    area.school.concerns.record(child, replace(KIANS_ARM, safe_now="yes", level="2", review_on="2026-11-25"))
    area.at(utc("2026-11-27T09:00"))
    shell = opened(area.school, qtbot)
    shell.go(Place("today"))
    assert "was due 2 days ago, on Wednesday 25 November 2026" in words(shell.page())
    assert "ring" not in words(shell.page()).partition("To look at again")[2], "it is ours to do"
    press(shell, "Look at it")
    page = shell.page()
    assert isinstance(page, ReviewPage)
    press(shell, "Sign that you looked at it")
    assert page.errors.isVisible(), "what was found is needed"
    page.found.set_value("No new marks.")
    press(shell, "Sign that you looked at it")
    assert area.school.today.page().reviews == ()
    assert "The amendment is signed and kept" in words(shell.page())
    shell.close()


def test_a_question_half_answered_is_kept_while_one_chooses_records(area: Area, qtbot: QtBot) -> None:
    child = area.school.children.register(KIAN).child
    area.school.concerns.record(child, KIANS_ARM)
    share = area.school.sharing.decide(area.share_all(area.school, child)).share
    area.post.exchange(area.school, area.desk)
    area.desk.questions.ask(QuestionEntry(share, "Who collects him?", "To plan."))
    area.post.exchange(area.desk, area.school)
    (row,) = area.school.questions.to_answer()
    shell = opened(area.school, qtbot)
    shell.go(Place("question", row.id))
    page = shell.page()
    assert isinstance(page, AnswerPage)
    qtbot.waitUntil(lambda: isinstance(page.keeper, FormKeeper) and page.keeper._last is not None)
    page.known.set_value("yes")
    page.text.set_value("His aunt on Fridays.")
    press(shell, "Choose records to share first")
    shell.go(Place("question", row.id))
    back = shell.page()
    assert isinstance(back, AnswerPage)

    def is_back() -> bool:
        shell.rest()
        return back.text.value() == "His aunt on Fridays."

    qtbot.waitUntil(is_back)
    shell.close()
