"""A concern recorded one question at a time: by keys, by mouse, over to one page and back; the statements are those of the one page."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from desktop.domain.records import Alleged, Answer, ConcernEntry, Person
from desktop.domain.statements import Statement
from desktop.services.pages.fields import Missing
from desktop.services.session import Session
from desktop.ui import theme
from desktop.ui.body_map.question import MarksQuestion
from desktop.ui.concern.form_questions import write_from
from desktop.ui.concern.guided import FIRST
from desktop.ui.concern.samples import BABY, ENTRY, RING, TYPED_BY, choices
from desktop.ui.concern.view import ConcernView
from desktop.ui.concern.wiring import build
from desktop.ui.shell.routes import Place
from desktop.ui.tab_order import stops
from desktop.ui.widgets.deaf import is_deaf
from tests.fakes.tasks import FakeTasks
from tests.unit.services.people import KIAN, Area

DOWN, UP = Qt.Key.Key_PageDown, Qt.Key.Key_PageUp
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def view(qtbot: QtBot) -> ConcernView:
    made = ConcernView(choices())
    made.deaf_for = 40
    made.way_asked.connect(made.show_guided)
    qtbot.addWidget(made)
    made.resize(1100, 800)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.show_guided(True)
    made.show_form(ConcernEntry(accused_works_with_children=Answer.NO), TYPED_BY)
    made.entered()
    return made


def _shown(view: ConcernView) -> list[str]:
    return [name for name, place in view.form._places.items() if place.isVisible()]


def test_one_question_is_shown_with_its_name_and_the_keyboard_in_it(qtbot: QtBot, view: ConcernView) -> None:
    assert _shown(view) == ["child"], "nothing is written yet"
    for _ in range(2):
        view.form.guide.next.click()
    assert _shown(view) == ["safe_now"]
    place = view.form._places["safe_now"]
    assert place.isAncestorOf(view.focusWidget())
    assert place.accessibleName() == view.form.head.progress.text()
    assert place.accessibleName().startswith("Question 4 of ")
    assert place.accessibleName().endswith(": Right now")
    view.form.safe.set_value(Answer.NO)
    view.form.guide.next.click()
    assert _shown(view) == ["safe_now_note"], "the answer called for it"
    view.form.guide.back.click()
    assert _shown(view) == ["safe_now"]


def test_a_draft_goes_on_with_the_keyboard_in_its_question(view: ConcernView) -> None:
    view.show_form(replace(ENTRY, seen="", words=(), marks="", body_marks=(), reported=""), TYPED_BY)
    assert _shown(view) == ["seen"]
    assert view.form._places["seen"].isAncestorOf(QApplication.focusWidget())


def test_control_and_page_keys_turn_and_the_text_boxes_keep_their_own(qtbot: QtBot, view: ConcernView) -> None:
    view.show_question("seen")
    box = view.focusWidget()
    assert isinstance(box, QPlainTextEdit)
    box.setPlainText("one\ntwo\nthree")
    qtbot.keyClick(box, DOWN)
    qtbot.keyClick(box, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert _shown(view) == ["seen"]
    qtbot.keyClick(box, DOWN, CTRL)
    assert _shown(view) == ["marks"]
    qtbot.keyClick(view.focusWidget(), UP, CTRL)
    assert _shown(view) == ["seen"]
    assert view.focusWidget() is box
    assert view.entry().seen == "one\ntwo\nthree"


def test_the_first_question_is_answered_before_one_goes_on(qtbot: QtBot, view: ConcernView) -> None:
    view.show_form(ConcernEntry(), TYPED_BY)
    assert _shown(view) == [FIRST]
    view.form.guide.next.click()
    assert _shown(view) == [FIRST]
    assert view.form.accused.error
    view.form.accused.set_value(Answer.YES)
    assert not view.form.accused.error
    view.form.guide.next.click()
    assert _shown(view) == ["kept_from"]


def test_a_day_that_is_none_is_told_on_its_page_and_found_from_every_other(qtbot: QtBot, view: ConcernView) -> None:
    view.show_form(ENTRY, TYPED_BY)
    view.show_question("happened")
    view.form.happened.month.setText("Febtober")
    view.form.guide.next.click()
    assert _shown(view) == ["happened"]
    assert view.form.happened.error
    view.form.guide.back.click()
    assert _shown(view) != ["happened"]
    assert [one.field for one in view.unreadable()] == ["happened"]
    view.show_problems(view.unreadable())
    assert _shown(view) == ["happened"]


def test_a_problem_s_link_leads_to_its_question(qtbot: QtBot, view: ConcernView) -> None:
    view.show_problems((Missing("seen", "Say what was seen or heard"), Missing("done", "Say what you did")))
    assert _shown(view) == ["seen"]
    assert view.focusWidget() is view.errors
    link = next(one for one in stops(view.errors) if one.accessibleName() == "Say what you did")
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert _shown(view) == ["done"]
    assert view.question("done").isAncestorOf(view.focusWidget())
    view.form.guide.next.click()
    assert not view.errors.isVisible()


def test_the_last_question_makes_checking_the_way_on(qtbot: QtBot, view: ConcernView) -> None:
    asked: list[bool] = []
    view.review_asked.connect(lambda: asked.append(True))
    assert view.foot.review.property("kind") == "secondary"
    view.show_question("level")
    assert view.form.is_last()
    assert view.foot.review.property("kind") == "primary"
    assert not view.form.guide.next.isVisible()
    qtbot.keyClick(view.focusWidget(), DOWN, CTRL)
    assert asked == [True]
    qtbot.keyClick(view.focusWidget(), Qt.Key.Key_Return, CTRL)
    assert asked == [True, True]


def test_the_way_of_writing_changes_in_the_middle_and_nothing_is_lost(qtbot: QtBot, view: ConcernView) -> None:
    view.show_form(ENTRY, TYPED_BY)
    view.show_question("noticed")
    view.form.guide.all.click()
    view.form.finish()
    assert set(_shown(view)) > {"seen", "noticed", "done"}
    assert view.question("noticed").isAncestorOf(view.focusWidget())
    assert not any(place.accessibleName() for place in view.form._places.values())
    assert view.entry() == replace(ENTRY, body="child")
    view.form.head.guide_me.click()
    assert len(_shown(view)) == 1
    assert view.form._places[_shown(view)[0]].isAncestorOf(view.focusWidget())
    assert view.entry() == replace(ENTRY, body="child")


def test_the_body_map_is_a_step_that_leads_back_to_its_question(qtbot: QtBot, view: ConcernView) -> None:
    view.show_form(ENTRY, TYPED_BY)
    view.show_question("body_marks")
    asked = view.question("body_marks")
    assert isinstance(asked, MarksQuestion)
    asked.open.click()
    assert view.map.isVisible()
    view.foot.again.click()
    assert _shown(view) == ["body_marks"]
    assert asked.isAncestorOf(view.focusWidget())


def test_with_large_text_half_of_the_page_is_left_to_write_in_and_the_guidance_is_one_press_away(
    qtbot: QtBot, themed: QApplication, view: ConcernView
) -> None:
    theme.apply(themed, theme.Theme(theme.LIGHT, 200))
    view.show_form(ENTRY, TYPED_BY)
    view.resize(1100, 560)
    view.show_prompts((BABY, replace(BABY, title="Not the first concern", text="Read them together. " * 6)))
    view.show_draft_state("Draft saved at 09:41")
    for guided in (True, False):
        view.show_guided(guided)
        view.show_ring(RING)
        qtbot.waitUntil(lambda: view.paper.height() >= view.height() * 0.5)
        assert view.foot.ring.title.isVisible(), "whom to ring stays in sight"
        assert not view.foot.prompts.isVisible()
        view.foot.fold.click()
        assert view.foot.prompts.isVisible()
        view.foot.fold.click()
        view.show_ring(None)
        assert BABY.title in view.foot.fold.text()
    view.show_ring(RING)
    view.resize(700, 420)
    qtbot.waitUntil(view.foot.more.isVisible)
    qtbot.waitUntil(
        lambda: view.foot.height() < 260
    )  # hardly any room: whom to ring, the way on, and the rest behind one button
    assert not view.foot.leave.isVisible()
    view.foot.more.click()
    assert view.foot.leave.isVisible()
    assert view.throwing.discard.isVisible()
    view.resize(1100, 1600)
    qtbot.waitUntil(lambda: not view.foot.more.isVisible())
    assert not view.foot.prompts.isVisible(), "more than one notice is one line on a high page too"
    view.show_ring(None)
    view.show_prompts((BABY,))
    assert view.foot.prompts.isVisible()
    assert not view.foot.fold.isVisible()


# with real record books

WRITTEN = replace(
    ENTRY,
    mobile="",  # nobody asks whether a child of nine moves about
    present=(Person("Mr Dale", "caretaker", "heard him cry"),),
    harmed_by=(Alleged("Craig Dunmore", choices().lists["harmed_by"][0].code, "", "as Kian said"),),
    non_recent=Answer.NO,
    non_recent_note="It was this morning.",
    impact=(choices().lists["impact"][1].code,),
    impact_note="He does not want to go home.",
    strengths=(choices().lists["strengths"][0].code,),
    strengths_note="His aunt.",
    barriers=(choices().lists["barriers"][0].code,),
    barriers_note="He fears for his sister.",
)


def _record(qtbot: QtBot, session: Session, child: str, *, guided: bool) -> None:
    """Record ``WRITTEN`` on the form: all at once, or by turning from question to question, each filled when it is there."""
    tasks = FakeTasks()
    view = build(session, tasks, lambda _place: None, Place("concern", child))  # type: ignore[arg-type]  # this worker does its work at once
    view.deaf_for = 40
    qtbot.addWidget(view)
    view.show()
    if not guided:
        view.form.finish()
        view.form.fill(WRITTEN, TYPED_BY)
    else:
        view.form.head.guide_me.click()
        asked: list[str] = []
        while not asked or not view.form.is_last():
            if asked:
                view.form.guide.next.click()
            asked += _shown(view)
            if asked[-1] != "child":
                write_from(view.question(asked[-1]), WRITTEN)
        assert len(asked) == len(set(asked))
        assert view.foot.review.property("kind") == "primary"
    view.touched.emit()
    view.ticked.emit()
    view.foot.review.click()
    assert view.check.isVisible(), view.errors.accessibleName()
    qtbot.waitUntil(lambda: not is_deaf(view.foot.sign))
    view.foot.sign.click()
    assert view.done.isVisible()
    assert tasks.unheard == []


def _plain(one: Statement) -> Statement:
    """A statement without ids, salts and times."""
    at = datetime(2026, 11, 20, tzinfo=UTC)
    return replace(one, id="", about=one.about[2:], written_at=at, after=(), position=None)


def test_the_statements_of_both_ways_are_equal(qtbot: QtBot, area: Area) -> None:
    signed = []
    for guided in (False, True):
        child = area.school.children.register(KIAN, duplicates_seen=True).child
        _record(qtbot, area.school, child, guided=guided)
        concern = area.school.children.page(child).concerns[0].id
        signed.append([_plain(one) for one in area.school.book.store.statements_about(concern)])
    quick, guided_ones = signed
    assert quick == guided_ones
    assert quick[0].fields.keys() >= {"present", "harmed_by", "impact_note", "strengths", "barriers", "non_recent"}
    assert [one.kind for one in quick] == ["concern.recorded"]
