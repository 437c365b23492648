"""What needs me, in order."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from desktop.domain.clocks import Due
from desktop.domain.statements import Changes
from desktop.services.pages.enquiries import EnquiryRow
from desktop.services.pages.today import TodayPage
from desktop.services.pages.waiting import PromiseRow, UndecidedRow
from desktop.storage.errors import DriveFault
from desktop.ui.shell.routes import Place
from desktop.ui.today.due_words import due_words
from desktop.ui.today.lines import backup_words, groups_of
from desktop.ui.today.presenter import TodayPresenter
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


class Promises:
    def __init__(self) -> None:
        self.kept: list[str] = []

    def keep(self, enquiry: str) -> Changes:
        self.kept.append(enquiry)
        return Changes()


def test_what_is_overdue_comes_before_what_is_due_soon() -> None:
    ring, due = groups_of(page(), NOW)[:2]
    assert (ring.title, due.title) == ("Ring now", "Due")
    assert [line.state for line in due.lines] == ["overdue", "soon"]


def test_what_has_reached_nobody_is_listed_first_also_when_it_is_the_only_thing() -> None:
    nothing_else = replace(
        page(), clocks=(), drafts=(), waiting=(), answers=(), questions=(), reviews=(), undecided=(), entries=()
    )
    only = groups_of(nothing_else, NOW)
    assert [group.title for group in only] == ["Ring now"]
    assert only[0].lines[0].place == Place("call", ALERT.concern, "card")
    assert "not reached anyone" in only[0].lines[0].text


def test_each_urgent_record_has_its_own_line() -> None:
    many = replace(page(), alerts=(ALERT, replace(ALERT, concern="c9")))
    assert [line.place.id for line in groups_of(many, NOW)[0].lines] == [ALERT.concern, "c9"]


def test_the_line_says_whom_to_ring_and_logs_the_call(qtbot: QtBot) -> None:
    line = groups_of(page(), NOW)[0].lines[0]
    assert "Ring Ashmere Emergency Duty Team, 01632 960 199." in line.text
    assert line.log == Place("call", ALERT.concern, "me")
    view, went = TodayPageView("Friday 20 November 2026"), list[Place]()
    qtbot.addWidget(view)
    view.presenter = TodayPresenter(view, Today(page()), FakeTasks(), went.append, lambda: NOW, Promises())
    view.entered()
    next(b for b in view.findChildren(Button) if b.accessibleName().startswith("Log the call")).click()
    assert went == [Place("call", ALERT.concern, "me")]


def test_a_kept_draft_that_asks_for_a_call_says_that_it_is_not_signed() -> None:
    line = groups_of(replace(page(), alerts=(replace(ALERT, draft=True),)), NOW)[0].lines[0]
    assert line.text.startswith("This is not signed, and has not reached anyone. Ring ")


def test_what_nobody_decided_is_calm_and_leads_to_the_decision() -> None:
    shown = replace(page(), alerts=(), undecided_more=2)
    group = next(g for g in groups_of(shown, NOW) if g.title == "Not decided yet: share, or decide not to")
    assert group.lines[0].place == Place("share", "k2", "c4")
    assert group.lines[0].title == "Esme Rook: Neglect, 20 November 2026"
    assert {line.state for line in group.lines} == {""}
    assert group.lines[-1].text.startswith("2 further records")
    kept = UndecidedRow("c5", "k3", "A record kept from some people", "", NOW, walled=True)
    (line,) = groups_of(replace(shown, undecided=(kept,), undecided_more=0), NOW)[-3].lines
    assert line.title == "A record kept from some people"


def test_what_waits_is_never_called_sent() -> None:
    waiting = next(g for g in groups_of(page(), NOW) if g.title == "Not sent yet")
    assert "waits on this computer" in waiting.lines[0].text


def test_a_row_leads_to_its_record(qtbot: QtBot) -> None:
    view, went = TodayPageView("Friday 20 November 2026"), list[Place]()
    qtbot.addWidget(view)
    view.presenter = TodayPresenter(view, Today(page()), FakeTasks(), went.append, lambda: NOW, Promises())
    view.show()
    view.entered()
    view.record.click()
    next(b for b in view.findChildren(Button) if b.accessibleName().startswith("Go on")).click()
    assert went == [Place("concern"), Place("concern", "", "d1")]


def test_a_failure_keeps_the_page_and_says_three_sentences(qtbot: QtBot) -> None:
    view = TodayPageView("Friday 20 November 2026")
    qtbot.addWidget(view)
    view.presenter = TodayPresenter(
        view, Today(page(), DriveFault()), FakeTasks(), lambda _place: None, lambda: NOW, Promises()
    )
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
    assert line.place == Place("child", "k1", "sharing")
    assert line.title == "Kian Pellow: Ashmere MASH answered"


@pytest.mark.parametrize(
    ("at", "day_only", "said"),
    [
        (datetime(2026, 11, 21, 17, tzinfo=UTC), False, "due tomorrow, Saturday 21 November 2026, by 17:00"),
        (datetime(2026, 11, 20, 23, 59, tzinfo=UTC), True, "due today"),
        (datetime(2026, 11, 20, 17, 50, tzinfo=UTC), False, "due today, by 17:50"),
        (datetime(2026, 11, 20, 17, tzinfo=UTC), False, "was due today, by 17:00. Nothing has been seen here: ring"),
        (
            datetime(2026, 11, 19, 23, 59, tzinfo=UTC),
            True,
            "was due yesterday, Thursday 19 November 2026. Nothing has been seen here: ring",
        ),
        (
            datetime(2026, 11, 16, 9, tzinfo=UTC),
            True,
            "was due 4 days ago, on Monday 16 November 2026. Nothing has been seen here: ring",
        ),
        (datetime(2026, 11, 23, 17, tzinfo=UTC), True, "due in 3 days, on Monday 23 November 2026"),
        (datetime(2027, 1, 28, 23, 59, tzinfo=UTC), True, "due on Thursday 28 January 2027"),
    ],
)
def test_when_something_is_due_is_said_as_one_says_it(at: datetime, day_only: bool, said: str) -> None:
    assert due_words(Due(at, day_only, ""), NOW) == said


def test_what_the_desk_promised_stays_until_somebody_says_that_it_was_done(qtbot: QtBot) -> None:
    promised = PromiseRow(
        "e1", "Kian Pellow", "Larkmere", "Lewis Aske rings at 17:30 today.", NOW - timedelta(minutes=20)
    )
    shown = Today(replace(page(), alerts=(), promises=(promised,)))
    view, promises = TodayPageView("Friday 20 November 2026"), Promises()
    qtbot.addWidget(view)
    view.presenter = TodayPresenter(view, shown, FakeTasks(), lambda _place: None, lambda: NOW, promises)
    view.show()
    view.entered()
    button = next(
        b for b in view.findChildren(Button) if b.accessibleName().startswith("It was done: Kian Pellow. Lewis Aske")
    )
    shown.shown = replace(shown.shown, promises=())
    button.click()
    assert promises.kept == ["e1"]
    assert not any(b.accessibleName().startswith("It was done") and b.isVisible() for b in view.findChildren(Button))


def test_an_urgent_referral_says_why_it_is() -> None:
    row = EnquiryRow(
        "e1", "letter", "Kian Pellow", "Larkmere", "Odette Farrow", NOW, Due(NOW + timedelta(days=1), True, ""), "soon", False, (), True, "",
        "not safe now, level 4",
    )  # fmt: skip
    (line,) = next(g for g in groups_of(replace(page(), enquiries=(row,)), NOW) if g.title == "For the desk").lines
    assert line.text.startswith("Urgent: not safe now, level 4. From Larkmere. Decision due tomorrow")
    assert line.state == "urgent"


def test_a_decision_to_be_looked_at_again_does_not_read_as_one_that_is_due() -> None:
    (review,) = page().reviews
    group = next(g for g in groups_of(replace(page(), reviews=(review,)), NOW) if g.title == "To look at again")
    assert group.lines[0].text == "Concern, 3 October 2026: look again by Friday 27 November 2026."


def test_a_missing_backup_is_said_and_an_early_one_is_not() -> None:
    assert backup_words(page(), NOW) == ""
    assert "No backup was made" in backup_words(replace(page(), backup_due=True), NOW)
    assert "21 days ago" in backup_words(replace(page(), backup_due=True, backed_up_at=NOW - timedelta(days=21)), NOW)
