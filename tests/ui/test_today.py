"""What needs me, in order."""

from __future__ import annotations

from dataclasses import replace

from pytestqt.qtbot import QtBot

from desktop.services.pages import TodayPage
from desktop.storage.errors import DriveFault
from desktop.ui.shell.routes import Place
from desktop.ui.today.presenter import TodayPresenter, groups_of
from desktop.ui.today.samples import ALERT, NOW, page
from desktop.ui.today.view import TodayPageView
from desktop.ui.widgets.buttons import Button
from tests.fakes.tasks import FakeTasks


class Today:
    def __init__(self, shown: TodayPage, fails: Exception | None = None) -> None:
        self.shown, self.fails = shown, fails

    def page(self) -> TodayPage:
        if self.fails:
            raise self.fails
        return self.shown


def test_what_is_overdue_comes_before_what_is_due_soon() -> None:
    ring, due = groups_of(page(), NOW)[:2]
    assert (ring.title, due.title) == ("Ring now", "Due")
    assert [line.state for line in due.lines] == ["overdue", "soon"]


def test_what_has_reached_nobody_is_listed_first_also_when_it_is_the_only_thing() -> None:
    nothing_else = replace(page(), clocks=(), drafts=(), waiting=(), answers=(), enquiries=())
    only = groups_of(nothing_else, NOW)
    assert [group.title for group in only] == ["Ring now"]
    assert only[0].lines[0].place == Place("call", ALERT.concern, "me")
    assert "not reached anyone" in only[0].lines[0].text


def test_each_urgent_record_has_its_own_line() -> None:
    many = replace(page(), alerts=(ALERT, replace(ALERT, concern="c9")))
    assert [line.place.id for line in groups_of(many, NOW)[0].lines] == [ALERT.concern, "c9"]


def test_what_waits_is_never_called_sent() -> None:
    waiting = next(g for g in groups_of(page(), NOW) if g.title == "Not sent yet")
    assert "waits on this computer" in waiting.lines[0].text


def test_a_row_leads_to_its_record(qtbot: QtBot) -> None:
    view, went = TodayPageView("Friday 20 November 2026"), []
    qtbot.addWidget(view)
    view.presenter = TodayPresenter(view, Today(page()), FakeTasks(), went.append, lambda: NOW)
    view.show()
    view.entered()
    view.record.click()
    next(b for b in view.findChildren(Button) if b.accessibleName().startswith("Go on")).click()
    assert went == [Place("concern"), Place("concern", "", "d1")]


def test_a_failure_keeps_the_page_and_says_three_sentences(qtbot: QtBot) -> None:
    view = TodayPageView("Friday 20 November 2026")
    qtbot.addWidget(view)
    view.presenter = TodayPresenter(view, Today(page(), DriveFault()), FakeTasks(), lambda _place: None, lambda: NOW)
    view.show()
    view.entered()
    assert view.notice.isVisible()


def test_an_answer_says_who_will_be_in_touch_and_what_the_family_may_be_told_and_leads_to_the_child() -> None:
    (answer,) = page().answers
    told = replace(answer, next_contact="Lewis Aske rings at 17:30.", tell_family="Nothing yet", child="k1")
    (line,) = next(g for g in groups_of(replace(page(), answers=(told,)), NOW) if g.title == "Answers").lines
    assert line.text.endswith(
        "Who will be in touch: Lewis Aske rings at 17:30. What the family may be told: Nothing yet."
    )
    assert line.place == Place("child", "k1")
