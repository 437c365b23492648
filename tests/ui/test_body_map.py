"""The body map by keyboard and mouse: a mark is placed, described, struck through and read back; the table is the picture."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.body_marks import BABY, CHILD, BodyMark, Drawn
from desktop.domain.outlines import apart
from desktop.domain.records import Answer, ConcernEntry
from desktop.ui import theme
from desktop.ui.body_map import samples
from desktop.ui.body_map.body_map import BodyMap
from desktop.ui.body_map.drawing import outlines
from desktop.ui.body_map.figure import BodyFigure, RegionButton
from desktop.ui.body_map.marking import Marking
from desktop.ui.body_map.pictures import TONE_ROLES, LaidOver
from desktop.ui.body_map.question import MarksQuestion
from desktop.ui.child.amend_fields import concern_field
from desktop.ui.child.amend_view import AmendPage
from desktop.ui.concern.samples import TYPED_BY, choices
from desktop.ui.concern.view import ConcernView
from desktop.ui.page import Page
from desktop.ui.tab_order import step


def _shown(qtbot: QtBot, page: QWidget) -> QWidget:
    qtbot.addWidget(page)
    page.resize(1280, 800)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    _settle()
    return page


def _settle() -> None:
    """Until everything is laid out."""
    for _turn in range(4):
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        QApplication.processEvents()


def _focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def _spoken(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def _tab_to(page: QWidget, name: str) -> QWidget:
    """Go on with Tab until what has the keyboard has this accessible name."""
    for _ in range(200):
        after = step(page, _focus(), forward=True)
        assert after is not None
        after.setFocus(Qt.FocusReason.TabFocusReason)
        if _spoken(after) == name:
            return after
    raise AssertionError(f"Tab does not reach {name!r}")


def _arrow_to(name: str) -> QWidget:
    """Go through the regions until one has this accessible name."""
    figure = _focus().parentWidget()
    assert isinstance(figure, BodyFigure)
    for key in (Qt.Key.Key_Home, *([Qt.Key.Key_PageDown] * 60)):
        if _spoken(_focus()) == name:
            return _focus()
        QTest.keyClick(_focus(), key)
    raise AssertionError(f"the arrows do not reach {name!r}")


def _type(name: str, text: str, page: QWidget) -> None:
    box = _tab_to(page, name)
    (box.insertPlainText if isinstance(box, QPlainTextEdit) else lambda said: QTest.keyClicks(box, said))(text)


def test_a_mark_is_placed_described_struck_and_read_back_by_keyboard_alone(qtbot: QtBot, themed: QApplication) -> None:
    view = ConcernView(choices())
    view.show_form(ConcernEntry(accused_works_with_children=Answer.NO), TYPED_BY)
    view.form.finish()
    _shown(qtbot, view)
    view.form.accused.take_focus()
    QTest.keyClick(_tab_to(view, "Draw the marks on a body map"), Qt.Key.Key_Return)
    assert view.map.isVisible()
    assert isinstance(_focus(), RegionButton)

    QTest.keyClick(_arrow_to("left knee"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not isinstance(_focus(), RegionButton))
    QTest.keyClick(_focus(), Qt.Key.Key_Space)
    assert _spoken(_focus()) == "What does it look like?: Bruise"
    _type("More exactly where (optional)", "below the kneecap", view)
    _type("Size in centimetres (optional)", "2 by 1", view)
    QTest.keyClick(_tab_to(view, "Is the skin broken? Yes"), Qt.Key.Key_Space)
    QTest.keyClick(_focus(), Qt.Key.Key_Right)
    _type("What the child or carer said about it (optional)", "I fell", view)
    QTest.keyClick(_tab_to(view, "Keep this mark"), Qt.Key.Key_Return)

    region = view.form.entry().body_marks
    assert isinstance(_focus(), RegionButton)
    assert [(one.number, one.view, one.region, one.kind, one.size, one.broken_skin, one.said) for one in region] == [
        (1, "front", "left knee", "bruise", "2 by 1", "no", "I fell")
    ]
    assert view.form.entry().body == CHILD
    assert _focus().accessibleDescription() == "Marks here: 1"

    table = _tab_to(view, "Marks on the body")
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: _focus() is not table)
    QTest.keyClick(_tab_to(view, "Strike it through"), Qt.Key.Key_Return)
    QTest.keyClick(_tab_to(view, "Strike this mark through"), Qt.Key.Key_Return)
    assert view.form.entry().body_marks == region, "not without a reason"
    QTest.keyClicks(_focus(), "It was ink")
    QTest.keyClick(_tab_to(view, "Strike this mark through"), Qt.Key.Key_Return)
    assert view.form.entry().body_marks == (replace(region[0], struck="It was ink"),)

    QTest.keyClick(_tab_to(view, "Back to the form"), Qt.Key.Key_Return)
    assert view.form.isVisible()
    question = view.question("body_marks")
    told = "Mark 1: Left knee (front): below the kneecap. Bruise, 2 by 1 cm; skin not broken. “I fell”. Struck through: It was ink"
    assert any(told == label.text() for label in question.findChildren(type(question.label)))


def test_the_mouse_places_a_mark_where_it_pressed_and_nothing_beside_the_body(
    qtbot: QtBot, themed: QApplication
) -> None:
    shown = BodyMap(Marking())
    page = Page("Body map", wide=True)
    page.add(shown)
    _shown(qtbot, page)
    figure = shown.figure
    assert figure.height() > 400
    QTest.mouseClick(figure, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert shown.marking.marks == ()
    region = figure.view.region("right upper arm, front")
    assert region is not None
    at = figure.place().spot(*figure.view.place_of(region)).toPoint() + QPoint(2, 3)
    QTest.mouseClick(figure, Qt.MouseButton.LeftButton, pos=at)
    _settle()
    (mark,) = shown.marking.marks
    assert mark.region == "right upper arm, front"
    assert (figure.place().spot(mark.x, mark.y) - at).manhattanLength() < 2
    QTest.mouseClick(shown.form.give_up, Qt.MouseButton.LeftButton)
    assert shown.marking.marks == (), "it was not meant"


def test_a_small_place_is_chosen_from_the_list_as_well(qtbot: QtBot, themed: QApplication) -> None:
    marking = Marking()
    marking.view = "left hand, palm"
    shown = BodyMap(marking)
    qtbot.addWidget(shown)
    assert {shown.places.itemData(at) for at in range(shown.places.count())} == {
        one.name for one in shown.figure.view.regions
    }
    shown.places.setCurrentIndex(shown.places.findData("left little finger, palm side"))
    shown.by_name.click()
    assert [one.region for one in marking.marks] == ["left little finger, palm side"]


def test_the_table_says_what_the_picture_shows_in_every_view(qtbot: QtBot, themed: QApplication) -> None:
    page = samples.page(Marking(samples.MARKS))
    (shown,) = _shown(qtbot, page).findChildren(BodyMap)
    pictured: set[tuple[int, str, bool]] = set()
    for view in outlines(CHILD).views:
        shown.marking.view = view.name
        shown.show_all()
        pictured |= {(spot.mark.number, spot.mark.region, bool(spot.mark.struck)) for spot in shown.figure.spots}
        described = [
            one for one in shown.figure.findChildren(RegionButton) if one.accessibleDescription() and not one.isHidden()
        ]
        assert {one.region.name for one in described} == {spot.mark.region for spot in shown.figure.spots}
    table = shown.table
    told = {(table.item(row, 0).text(), table.item(row, 1).text()) for row in range(table.rowCount())}
    assert len(told) == len(pictured) == 4
    for number, region, struck in pictured:
        (place,) = [place for shown_number, place in told if shown_number == str(number)]
        assert region.lower() in place.lower()
        assert ("Struck through" in place) == struck


@pytest.mark.parametrize("body", [CHILD, BABY])
def test_the_arrows_reach_every_region_and_each_view_is_one_stop(qtbot: QtBot, themed: QApplication, body: str) -> None:
    for view in outlines(body).views:
        figure = BodyFigure(view)
        qtbot.addWidget(figure)
        figure.resize(500, 560)
        buttons = figure.findChildren(RegionButton)
        assert [one.focusPolicy() for one in buttons].count(Qt.FocusPolicy.StrongFocus) == 1
        ways = {(-1, 0), (1, 0), (0, -1), (0, 1)}
        reached, waiting = {buttons[0].region.name}, [buttons[0]]
        while waiting:
            here = waiting.pop()
            for after in (figure._next(here, way) for way in ways):
                if after.region.name not in reached:
                    reached.add(after.region.name)
                    waiting.append(after)
        assert reached == {one.name for one in view.regions}
        assert all(isinstance(one, QAbstractButton) and one.accessibleName() for one in buttons)


def test_what_is_signed_is_read_and_struck_and_not_described_anew(qtbot: QtBot, themed: QApplication) -> None:
    marking = Marking((samples.ARM,), signed=(1,))
    marking.choose(1)
    assert not marking.may_describe()
    marking.describe(BodyMark(kind="cut"))
    assert marking.marks == (samples.ARM,)
    assert marking.strike(" ") == "reason"
    assert marking.strike("The other arm") == ""
    assert marking.marks == (replace(samples.ARM, struck="The other arm"),)
    assert not marking.may_change_body()


def test_numbers_that_lie_close_are_painted_apart() -> None:
    places = apart([(100.0, 100.0)] * 5, 24)
    assert all(abs(a[0] - b[0]) + abs(a[1] - b[1]) >= 24 for a, b in pairwise(places))
    assert places[0] == (100.0, 100.0)


def test_records_are_laid_over_each_other_each_with_its_own_sign_and_the_table_follows(
    qtbot: QtBot, themed: QApplication
) -> None:
    page = _shown(qtbot, samples.laid_over())
    (laid,) = page.findChildren(LaidOver)

    def pictured() -> set[tuple[str, int]]:
        figures = [one for one in laid.pictures.findChildren(BodyFigure) if not one.parentWidget().isHidden()]
        return {(spot.shape, spot.mark.number) for figure in figures for spot in figure.spots}

    def told() -> set[tuple[str, int]]:
        cells = [laid.table.item(row, 1).text().split() for row in range(laid.table.rowCount())]
        return {(shape.lower(), int(number)) for shape, number in cells}

    assert (
        pictured()
        == told()
        == {("circle", 1), ("square", 1), ("square", 2), ("square", 3), ("square", 4), ("triangle", 1)}
    )
    laid.ticks["r2"].setFocus()
    QTest.keyClick(laid.ticks["r2"], Qt.Key.Key_Space)
    assert pictured() == told() == {("circle", 1), ("triangle", 1)}, "a sign stays with its record"
    for tick in laid.ticks.values():
        tick.setChecked(False)
    assert pictured() == set()
    assert not laid.table.isVisible()


def test_every_sign_is_seen_in_every_palette() -> None:
    for colours in theme.PALETTES.values():
        palette = theme.Theme(colours).palette()
        page = palette.color(palette.ColorRole.Window).name()
        assert all(theme.contrast(palette.color(tone).name(), page) >= 4.5 for tone in TONE_ROLES)


def test_what_was_signed_is_amended_on_the_map_by_adding_and_striking_only(qtbot: QtBot, themed: QApplication) -> None:
    page = AmendPage()
    entry = ConcernEntry(body=CHILD, body_marks=(samples.ARM,))
    page.show_fields("Amend this concern", (concern_field("body_marks", entry, {}),), told_by=True)
    page.choose("body_marks")
    _shown(qtbot, page)
    question = page.question("body_marks")
    assert isinstance(question, MarksQuestion)
    QTest.keyClick(question.open, Qt.Key.Key_Return)
    shown = question.map()
    assert shown.isVisible()
    shown.table.opened.emit("1")
    assert not shown.form.kind.isVisible(), "a signed mark is not described anew"
    shown.form.reason.set_value("The other arm")
    shown.form.struck.emit(shown.form.reason.value())
    region = shown.figure.button("left knee")
    assert region is not None
    region.click()
    shown.form.keep.click()
    page.reason.set_value("Looked again")
    with qtbot.waitSignal(page.signed) as signed:
        page.sign.click()
    drawn = signed.args[0].value
    assert isinstance(drawn, Drawn)
    assert drawn.body == CHILD
    assert [(one.number, one.region, one.struck) for one in drawn.marks] == [
        (1, "left upper arm, front", "The other arm"),
        (2, "left knee", ""),
    ]


def test_the_outline_that_fits_the_child_is_offered_until_something_is_drawn(
    qtbot: QtBot, themed: QApplication
) -> None:
    view = ConcernView(choices())
    qtbot.addWidget(view)
    view.show_form(ConcernEntry(accused_works_with_children=Answer.NO), TYPED_BY)
    view.offer_body(BABY)
    view.form.finish()
    question = view.question("body_marks")
    assert isinstance(question, MarksQuestion)
    assert question.map().figure.view is outlines(BABY).view("front")
    question.map().figure.place_asked.emit("left shin", 600, 850)
    view.offer_body(CHILD)
    assert view.form.entry().body == BABY


def test_a_date_that_cannot_be_read_is_said_before_one_goes_on(qtbot: QtBot, themed: QApplication) -> None:
    page = samples.page(Marking())
    (shown,) = _shown(qtbot, page).findChildren(BodyMap)
    shown.figure.place_asked.emit("left shin", 600, 850)
    shown.form.at.day.setText("31")
    shown.form.at.month.setText("February")
    shown.form.at.year.setText("2026")
    shown.form.keep.click()
    shown.figure.place_asked.emit("right shin", 400, 850)
    assert [one.region for one in shown.marking.marks] == ["left shin"]
    assert shown.form.at.error
    shown.form.at.set_value("2026-02-28")
    shown.form.keep.click()
    assert shown.marking.marks[0].seen_at == "2026-02-28"
    assert shown.marking.mark() is None


def test_the_map_opens_in_a_tenth_of_a_second(qtbot: QtBot, themed: QApplication) -> None:
    def opened() -> float:
        before = time.process_time()
        page = samples.page(Marking(samples.MARKS))
        qtbot.addWidget(page)
        page.resize(1280, 800)
        page.show()
        QApplication.processEvents()
        page.grab()
        return time.process_time() - before

    assert min(opened() for _ in range(3)) < 0.1


def test_a_second_press_on_the_spot_of_a_mark_that_nobody_described_places_no_other() -> None:
    marking = Marking()
    first = marking.place("left cheek", 700, 600)
    assert marking.place("left cheek", 705, 598) == first
    assert marking.marks == (first,)
    marking.describe(replace(first, kind="bruise"))
    second = marking.place("left cheek", 705, 598)
    assert [one.number for one in marking.marks] == [first.number, second.number]


def test_the_map_opens_at_its_rules_with_the_keyboard_on_the_figure(qtbot: QtBot, themed: QApplication) -> None:
    view = ConcernView(choices())
    view.show_form(ConcernEntry(accused_works_with_children=Answer.NO), TYPED_BY)
    view.form.finish()
    _shown(qtbot, view)
    view.resize(1060, 600)
    question = view.question("body_marks")
    assert isinstance(question, MarksQuestion)
    view.show_map(question)
    rested = list[bool]()
    QTimer.singleShot(0, view, lambda: rested.append(True))
    qtbot.waitUntil(lambda: bool(rested))
    assert view.paper.verticalScrollBar().value() == 0
    assert isinstance(_focus(), RegionButton)


def test_a_mark_of_which_nobody_said_anything_comes_up_to_be_described_or_taken_away(
    qtbot: QtBot, themed: QApplication
) -> None:
    view = ConcernView(choices())
    bare = BodyMark(1, "face", "face", x=500, y=500)
    view.show_form(ConcernEntry(accused_works_with_children=Answer.NO, body=CHILD, body_marks=(bare,)), TYPED_BY)
    view.form.finish()
    _shown(qtbot, view)
    question = view.question("body_marks")
    assert isinstance(question, MarksQuestion)
    view.show_map(question)
    form = question.map().form
    assert form.give_up.isVisible()
    assert form.give_up.text() == "Take it away"
    assert not form.strike.isVisible(), "what says nothing needs no line through it"
    form.kind.set_value("red")
    assert not form.give_up.isVisible()
    assert form.strike.isVisible()
    form.kind.set_value("")
    form.give_up.click()
    assert view.entry().body_marks == ()
