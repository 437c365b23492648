"""The recording form as a person meets it: the first question first, nothing lost between filling and reading."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop.domain.records import Answer, ChildEntry, ConcernEntry, Told
from desktop.ui import theme
from desktop.ui.concern.ports import ConcernRoutes
from desktop.ui.concern.presenter import ConcernPresenter
from desktop.ui.concern.said_rows import ToldQuestion
from desktop.ui.concern.samples import ENTRY, TYPED_BY, choices, written
from desktop.ui.concern.view import ConcernView
from desktop.ui.concern.whom_to_ring import FIRST, RingNow
from desktop.ui.concern.wiring import connect
from desktop.ui.messages import say
from desktop.ui.tab_order import step, stops
from desktop.ui.widgets.boxes import Notice
from desktop.ui.widgets.choice_questions import ChecksQuestion
from desktop.ui.widgets.deaf import is_deaf
from tests.fakes.tasks import FakeTasks
from tests.fakes.ui_session import FakeSession


def _view(qtbot: QtBot) -> ConcernView:
    view = ConcernView(choices())
    view.deaf_for = 40
    qtbot.addWidget(view)
    view.show()
    return view


def _wired(qtbot: QtBot) -> tuple[ConcernView, FakeSession, list[str]]:
    view, session, went = _view(qtbot), FakeSession(), list[str]()
    session.children.entries["c1"] = ChildEntry("Kian", "Pellow", born="2017-03-14")
    routes = ConcernRoutes(
        add_child=lambda text, draft: went.append(f"add {text} {draft}"),
        open_child=went.append,
        share=lambda child, concern: went.append(f"share {child} {concern}"),
        today=lambda: went.append("today"),
        record_another=went.append,
        told=lambda _changes: None,
    )
    presenter = ConcernPresenter(view, session, FakeTasks(), routes, choices().labels)
    connect(view, presenter)
    presenter.open("c1")
    return view, session, went


def test_what_is_filled_in_is_read_back_whole(qtbot: QtBot) -> None:
    view = _view(qtbot)
    entry = replace(ENTRY, factors=("18C", "3B"))
    view.show_form(entry, TYPED_BY)
    assert view.entry() == entry


def test_nothing_can_be_written_before_the_first_question_is_answered(qtbot: QtBot) -> None:
    view = _view(qtbot)
    view.show_form(ConcernEntry(), TYPED_BY)
    assert not view.form.rest.isVisible()
    view.form.accused.set_value(Answer.NO)
    assert view.form.rest.isVisible()
    assert not view.form.wall.isVisible()


def test_who_must_not_see_this_is_asked_when_the_answer_is_yes_and_dropped_when_it_becomes_no(qtbot: QtBot) -> None:
    view = _view(qtbot)
    entry = ConcernEntry(accused_works_with_children=Answer.YES, kept_from=("A. Person", "B. Person"))
    view.show_form(entry, TYPED_BY)
    assert view.form.wall.isVisible()
    assert view.entry().kept_from == ("A. Person", "B. Person")
    view.form.accused.set_value(Answer.NO)
    assert view.entry().kept_from == ()


def test_not_safe_now_says_999_at_once_and_says_it_once(qtbot: QtBot) -> None:
    view, _session, _went = _wired(qtbot)
    view.form.fill(ENTRY, TYPED_BY)
    assert not view.foot.ring.isVisible()
    view.form.safe.set_value(Answer.NO)
    said = [notice.accessibleName() for notice in view.findChildren(Notice) if notice.isVisible()]
    assert [one for one in said if "999" in one] == [view.foot.ring.accessibleName()]


def test_typing_becomes_a_draft_then_a_check_then_a_signed_record(qtbot: QtBot) -> None:
    view, session, went = _wired(qtbot)
    view.form.fill(ENTRY, TYPED_BY)
    view.touched.emit()
    view.ticked.emit()
    assert view.foot.state.text() == "Draft saved at 09:41"
    qtbot.mouseClick(view.foot.review, Qt.MouseButton.LeftButton)
    assert view.check.isVisible()
    assert session.concerns.recorded == []
    qtbot.waitUntil(lambda: not is_deaf(view.foot.sign))
    qtbot.mouseClick(view.foot.sign, Qt.MouseButton.LeftButton)
    assert session.concerns.recorded == [("c1", ENTRY)]
    assert view.done.isVisible()
    assert not view.foot.isVisible()
    view.done.share.click()
    assert went == ["share c1 r1"]


def test_a_double_press_on_check_your_answers_signs_nothing_unread(qtbot: QtBot) -> None:
    view, session, _went = _wired(qtbot)
    view.deaf_for = 10_000
    view.form.fill(ENTRY, TYPED_BY)
    view.touched.emit()
    for press in (
        lambda: qtbot.mouseClick(view.foot.sign, Qt.MouseButton.LeftButton),
        lambda: qtbot.mouseDClick(view.foot.sign, Qt.MouseButton.LeftButton),
        lambda: qtbot.keyClick(view.foot.sign, Qt.Key.Key_Return),
        lambda: qtbot.keyClick(view.foot.sign, Qt.Key.Key_Space),
        lambda: qtbot.keyClick(view.focusWidget() or view, Qt.Key.Key_Return),
    ):
        view.foot.again.click()
        qtbot.mouseClick(view.foot.review, Qt.MouseButton.LeftButton)
        assert view.check.isVisible()
        assert view.focusWidget() is view.title
        assert view.paper.verticalScrollBar().value() == 0
        press()
        assert view.check.isVisible()
        assert session.concerns.recorded == []
    first = step(view, view.title, forward=True)
    assert first is not None
    assert view.check.isAncestorOf(first), "Tab goes from the heading to the first answer"


def test_an_empty_form_gets_an_error_summary_with_the_focus(qtbot: QtBot) -> None:
    view, session, _went = _wired(qtbot)
    view.form.accused.set_value(Answer.NO)
    qtbot.mouseClick(view.foot.review, Qt.MouseButton.LeftButton)
    assert view.errors.isVisible()
    assert view.question("seen").error == "Say what was seen or heard"
    assert session.concerns.recorded == []


def test_a_date_that_does_not_exist_is_told_and_never_guessed(qtbot: QtBot) -> None:
    view, _session, _went = _wired(qtbot)
    view.form.fill(ENTRY, TYPED_BY)
    view.form.happened.month.setText("Febtober")
    qtbot.mouseClick(view.foot.review, Qt.MouseButton.LeftButton)
    assert view.question("happened").error
    assert not view.check.isVisible()


def test_hiding_the_page_saves_what_was_typed(qtbot: QtBot) -> None:
    view, session, _went = _wired(qtbot)
    view.form.fill(ConcernEntry(accused_works_with_children=Answer.NO, seen="half a sen"), TYPED_BY)
    view.save_draft()
    assert session.concerns.kept["d1"].entry.seen == "half a sen"


def test_no_name_stands_in_the_title_of_the_window(qtbot: QtBot) -> None:
    view = written()
    qtbot.addWidget(view)
    assert "Pellow" not in view.windowTitle()


def test_throwing_a_draft_away_asks_first(qtbot: QtBot) -> None:
    view, session, went = _wired(qtbot)
    view.form.fill(ENTRY, TYPED_BY)
    view.ticked.emit()
    qtbot.mouseClick(view.throwing.discard, Qt.MouseButton.LeftButton)
    assert view.throwing.sure.isVisible()
    assert list(session.concerns.kept) == ["d1"]
    view.discard_asked.emit()
    assert session.concerns.kept == {}
    assert went == ["today"]


def test_throwing_a_draft_away_comes_last_by_tab_and_asks_with_the_keyboard_on_keeping_it(qtbot: QtBot) -> None:
    view, _session, _went = _wired(qtbot)
    view.form.fill(ENTRY, TYPED_BY)
    order = stops(view)
    assert order[-1] is view.throwing.discard
    assert order.index(view.foot.leave) > order.index(view.foot.review)
    view.throwing.discard.click()
    focused = view.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.text() == "Keep it"


def test_ctrl_and_enter_check_the_answers_from_wherever_one_writes(qtbot: QtBot) -> None:
    view, session, _went = _wired(qtbot)
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    view.form.fill(ENTRY, TYPED_BY)
    view.touched.emit()
    view.form.finish()
    view.question("seen").take_focus()
    qtbot.keyClick(view.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert view.check.isVisible()
    assert view.focusWidget() is view.title
    qtbot.keyClick(view.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert view.check.isVisible()
    assert session.concerns.recorded == []


def test_a_row_with_something_in_it_goes_only_after_a_question(qtbot: QtBot) -> None:
    question = ToldQuestion("told", "Who has been told?")
    qtbot.addWidget(question)
    question.show()
    question.set_value((Told("Lewis Aske", "social worker"), Told("Odette Farrow")))
    question.made()[0].remove.click()
    assert len(question.value()) == 2
    sure = question.made()[0].sure
    assert sure is not None
    assert not sure.isHidden()
    buttons = {button.text(): button for button in sure.findChildren(QPushButton)}
    buttons["Keep it"].click()
    assert sure.isHidden()
    question.made()[0].remove.click()
    buttons["Remove it"].click()
    assert question.value() == (Told("Odette Farrow"),)
    question.add_row()
    question.made()[1].remove.click()
    assert len(question.made()) == 1


def test_whom_to_ring_is_to_be_read_without_scrolling(qtbot: QtBot) -> None:
    view = _view(qtbot)
    view.resize(1080, 800)
    view.show_form(ENTRY, TYPED_BY)
    view.show_ring(RingNow(True, "Ashmere MASH, 01632 960 140", "Ring now: Ashmere MASH, 01632 960 140", FIRST))
    notice = view.foot.ring
    assert notice.isVisible()
    assert notice.height() >= notice.heightForWidth(notice.width())


def test_on_a_low_page_whom_to_ring_is_one_line_and_there_is_room_to_write(qtbot: QtBot, themed: QApplication) -> None:
    theme.apply(themed, theme.Theme(theme.LIGHT, 200))
    view = _view(qtbot)
    view.show_form(ENTRY, TYPED_BY)
    view.form.finish()
    view.resize(1100, 560)
    view.show_ring(RingNow(True, "Ashmere MASH, 01632 960 140", "Ring now: Ashmere MASH, 01632 960 140", FIRST))
    qtbot.waitUntil(lambda: view.paper.viewport().height() > 250)
    assert view.foot.ring.title.isVisible()
    assert not view.foot.ring.text.isVisible()
    view.resize(1100, 1600)
    qtbot.waitUntil(view.foot.ring.text.isVisible)


def test_words_typed_on_an_answer_by_mistake_answer_nothing(qtbot: QtBot) -> None:
    view = _view(qtbot)
    view.show_form(replace(ENTRY, safe_now=""), TYPED_BY)
    view.form.finish()
    radio = view.form.safe.first_control()
    radio.setFocus()
    qtbot.keyClicks(radio, "He was crying")
    assert view.form.safe.value() == ""
    qtbot.keyClicks(radio, " ")
    assert view.form.safe.value() == ""
    qtbot.keyClick(radio, Qt.Key.Key_Space)
    assert view.form.safe.value() == Answer.YES, "a space alone is an answer"


def test_marks_bring_a_question_that_takes_neither_the_keyboard_nor_the_next_tab(qtbot: QtBot) -> None:
    view = _view(qtbot)
    view.show_form(replace(ENTRY, marks="", mobile=""), TYPED_BY)
    view.form.finish()
    marks, words = view.question("marks").first_control(), view.question("words").first_control()
    marks.setFocus()
    after = step(view, marks, forward=True)
    qtbot.keyClicks(marks, "A bruise")
    assert view.question("mobile").isVisible()
    assert view.focusWidget() is marks
    assert step(view, marks, forward=True) is after
    assert view.question("mobile").first_control() in stops(view)[stops(view).index(words) :]
    view.show_young(False)
    assert not view.question("mobile").isVisible()


def test_what_failed_is_not_said_any_more_once_it_was_signed(qtbot: QtBot) -> None:
    view, _session, _went = _wired(qtbot)
    view.form.fill(ENTRY, TYPED_BY)
    view.touched.emit()
    view.show_failure(say(ZeroDivisionError()))
    assert view.notice.isVisible()
    assert "saved" not in view.notice.accessibleName().replace("was saved before", "")
    qtbot.mouseClick(view.foot.review, Qt.MouseButton.LeftButton)
    assert view.check.isVisible()
    assert not view.notice.isVisible()


def test_who_saw_it_is_filled_in_by_the_one_who_types(qtbot: QtBot) -> None:
    view, session, _went = _wired(qtbot)
    view.form.finish()
    view.form.witness.myself.click()
    witness = view.entry().witness
    assert (witness.name, witness.role) == (session.profile.name, session.profile.role_title)


def test_only_those_who_use_the_census_codes_are_asked_for_factors(qtbot: QtBot) -> None:
    plain, coded = _view(qtbot), ConcernView(choices(codes=True))
    qtbot.addWidget(coded)
    for view in (plain, coded):
        view.show_form(replace(ENTRY, factors=("3B", "18C")), TYPED_BY)
        view.form.finish()
        assert view.entry().factors == ("3B", "18C")
    assert "factors" not in plain.form._places
    coded.form.reveal("factors")
    factors = coded.form._questions["factors"]
    assert isinstance(factors, ChecksQuestion)
    factors.set_value(("18C",))
    assert coded.entry().factors == ("18C",)


def test_choosing_a_child_leaves_the_keyboard_at_the_child(qtbot: QtBot) -> None:
    view, _session, _went = _wired(qtbot)
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    view.form.accused.set_value(Answer.NO)
    view.form.finish()
    view.form.picker.another.click()
    view.form.picker.search.set_value("Kian")
    view.form.picker.search.button.click()
    found = next(b for b in view.form.picker.findChildren(QPushButton) if b.accessibleName().startswith("Choose this"))
    found.setFocus()
    found.click()
    assert view.focusWidget() is view.form.picker.another
