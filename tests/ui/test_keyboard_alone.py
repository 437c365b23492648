"""Every page of a real record book is reached, used and left by the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QWidget

from desktop.domain.records import Answer
from desktop.ui.children.samples import ENTRY as KIAN
from desktop.ui.concern.samples import ENTRY
from desktop.ui.concern.view import ConcernView
from desktop.ui.ring_panel.call_view import CallPage
from desktop.ui.shell.routes import Place
from desktop.ui.tab_order import stops
from desktop.ui.widgets.options import Radio
from tests.ui.shell import Shell
from tests.unit.services.people import Area

PAGES = ("today", "children", "concern", "letters", "settings")
MOST = 400  # presses of Tab


@pytest.fixture
def shell(themed: QApplication, area: Area) -> Iterator[Shell]:
    """The school's book with one urgent concern, which nobody has been told of."""
    child = area.school.children.register(KIAN, duplicates_seen=True).child
    area.school.concerns.record(child, ENTRY)
    made = Shell(themed, area.school, desk=False)
    yield made
    made.close()


def _child(area: Area) -> str:
    return area.any_child(area.school)


def _focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def _tab(shell: Shell, key: Qt.Key = Qt.Key.Key_Tab) -> QWidget:
    QTest.keyClick(
        _focus(),
        key,
        Qt.KeyboardModifier.ShiftModifier if key == Qt.Key.Key_Backtab else Qt.KeyboardModifier.NoModifier,
    )
    return _focus()


def _tab_to(shell: Shell, text: str) -> QWidget:
    """Press Tab until a button with this text has the keyboard."""
    for _ in range(MOST):
        if isinstance(widget := _tab(shell), QAbstractButton) and widget.text().strip() == text:
            return widget
    raise AssertionError(f"Tab does not reach {text!r}")


def _press(shell: Shell, text: str) -> None:
    QTest.keyClick(_tab_to(shell, text), Qt.Key.Key_Return)
    shell.rest()


def test_every_page_is_reached_from_the_navigation_with_tab_and_enter(shell: Shell) -> None:
    labels = {
        "today": "Today",
        "children": "Children",
        "concern": "Record a concern",
        "letters": "Letters",
        "settings": "Settings",
    }
    for page in (*PAGES[1:], PAGES[0]):
        for _ in range(MOST):
            widget = _tab(shell)
            if widget is shell.book.navigation.buttons[page]:
                break
        else:
            raise AssertionError(f"Tab does not reach {labels[page]}")
        QTest.keyClick(widget, Qt.Key.Key_Return)
        shell.rest()
        assert shell.book.place.page == page


def test_escape_and_alt_left_go_back(shell: Shell, area: Area) -> None:
    for modifier, key in (
        (Qt.KeyboardModifier.NoModifier, Qt.Key.Key_Escape),
        (Qt.KeyboardModifier.AltModifier, Qt.Key.Key_Left),
    ):
        shell.go(Place("children"))
        shell.go(Place("child", _child(area)))
        QTest.keyClick(_focus(), key, modifier)
        shell.rest()
        assert shell.book.place == Place("children")


def test_tab_stops_at_everything_once_in_the_order_of_reading_and_shift_tab_comes_back(
    shell: Shell, area: Area
) -> None:
    child = _child(area)
    concern = area.school.children.page(child).concerns[0].id
    for place in (
        *(Place(page) for page in PAGES), Place("child", child), Place("add_child"), Place("share", child), Place("membership"),
        Place("amend_child", child), Place("amend_concern", concern), Place("call", concern, "other"),
    ):  # fmt: skip
        shell.go(place)
        wanted = stops(shell.book)
        assert wanted, place
        wanted[0].setFocus()
        met = [_focus()]
        while len(met) <= MOST and (widget := _tab(shell)) is not met[0]:
            met.append(widget)
        inside = [widget for widget in met if shell.book.isAncestorOf(widget)]
        assert inside == wanted, (place.page, [w.accessibleName() for w in wanted if w not in inside])
        back = _tab(shell, Qt.Key.Key_Backtab)
        assert back in met, place.page


def test_what_to_say_and_the_log_of_the_call_need_no_mouse(shell: Shell, area: Area) -> None:
    shell.go(Place("today"))
    ring = shell.book.ring
    assert ring.isVisible()
    QTest.keyClick(_tab_to(shell, "What to say"), Qt.Key.Key_Return)
    assert ring.script_box.isVisible()
    for _ in range(MOST):
        if _tab(shell) is ring.script_box:
            break
    else:
        raise AssertionError("the script cannot be scrolled by keyboard")
    _press(shell, "I have rung")
    page = shell.page()
    assert isinstance(page, CallPage)
    page.person.take_focus()
    QTest.keyClicks(_focus(), "Lewis Aske")
    QTest.keyClick(_focus(), Qt.Key.Key_Tab)
    QTest.keyClicks(_focus(), "Keep him at school")
    _press(shell, "Log this call")
    assert not ring.isVisible(), page.errors.accessibleName()
    assert shell.book.place.page == "today"


def test_the_form_is_filled_by_keyboard_and_rows_added_later_come_before_the_buttons(shell: Shell) -> None:
    shell.go(Place("concern"))
    page = shell.page()
    assert isinstance(page, ConcernView)
    assert isinstance(_focus(), Radio)
    QTest.keyClick(_focus(), Qt.Key.Key_Down)
    QTest.keyClick(_focus(), Qt.Key.Key_Space)
    shell.rest()
    assert page.entry().accused_works_with_children in tuple(Answer)
    assert page.form.rest.isVisible()
    _press(shell, "Add another person")
    order = stops(shell.book)
    told = [w for w in order if "row 2: name" in w.accessibleName()]
    assert told
    assert order.index(told[0]) < order.index(page.foot.review)
    assert not [w for w in page.findChildren(QPushButton) if w.isVisible() and w.isEnabled() and w not in order]


def test_marks_are_drawn_and_kept_in_the_draft_without_a_mouse(shell: Shell, area: Area) -> None:
    shell.go(Place("concern", _child(area)))
    page = shell.page()
    assert isinstance(page, ConcernView)
    QTest.keyClick(_focus(), Qt.Key.Key_Down)
    QTest.keyClick(_focus(), Qt.Key.Key_Space)
    shell.rest()
    _press(shell, "Draw the marks on a body map")
    assert _focus().accessibleName() == "face"
    QTest.keyClick(_focus(), Qt.Key.Key_Down)
    QTest.keyClick(_focus(), Qt.Key.Key_Return)
    shell.rest()
    _press(shell, "Keep this mark")
    _press(shell, "Back to the form")
    page.ticked.emit()
    shell.rest()
    (draft,) = area.school.concerns.drafts()
    (mark,) = area.school.concerns.draft(draft.id).entry.body_marks
    assert (mark.number, mark.region) == (1, "neck, front")
