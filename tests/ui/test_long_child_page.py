"""A child with years of records in the real window: the latest at once, the earlier ones by keys alone, and the window answers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.ui.child.parts import ConcernBox
from desktop.ui.child.view import ChildRecordPage
from desktop.ui.shell.routes import Place
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.table import Table
from desktop.ui.widgets.text import Text
from tests.ui.shell import Shell
from tests.unit.services.people import KIAN, Area
from tests.unit.services.years import Years, years_about

LONGEST = 0.050  # seconds
TRIES = 6


class Opened:
    """A page of years of records."""

    def __init__(self, themed: QApplication, area: Area, concerns: int, voices: int) -> None:
        self.child = area.school.children.register(KIAN, duplicates_seen=True).child
        self.years: Years = years_about(area.school, self.child, concerns, voices)
        self.shell = Shell(themed, area.school, desk=False)
        self.shell.go(Place("child", self.child))

    def page(self) -> ChildRecordPage:
        page = self.shell.page()
        assert isinstance(page, ChildRecordPage)
        return page

    def says(self, words: str) -> bool:
        return any(text.isVisible() and text.text() == words for text in self.page().findChildren(Text))

    def button(self, name: str) -> Button:
        return next(one for one in self.page().findChildren(Button) if one.accessibleName() == name)

    def table(self, name: str) -> Table:
        return next(one for one in self.page().findChildren(Table) if one.accessibleName() == name)

    def press(self, name: str) -> None:
        button = self.button(name)
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)
        self.shell.rest()


def _focus() -> object:
    return QApplication.focusWidget()


def test_earlier_concerns_come_below_and_the_keyboard_goes_on_with_the_first_of_them(
    themed: QApplication, area: Area
) -> None:
    opened = Opened(themed, area, 45, 0)
    assert opened.says("The latest 20 of 45.")
    assert len(opened.page().findChildren(ConcernBox)) == 20
    opened.press("Show earlier concerns")
    assert opened.says("The latest 40 of 45.")
    boxes = opened.page().findChildren(ConcernBox)
    assert len(boxes) == 40
    assert _focus() is boxes[20].toggle
    opened.press("Show earlier concerns")
    assert len(opened.page().findChildren(ConcernBox)) == 45
    assert not opened.button("Show earlier concerns").isVisible(), "all of them are shown"
    assert _focus() is opened.page().findChildren(ConcernBox)[40].toggle, "the keyboard did not go with the button"
    opened.shell.close()


def test_earlier_records_come_into_the_table_and_the_first_of_them_is_chosen(themed: QApplication, area: Area) -> None:
    opened = Opened(themed, area, 1, 70)
    table = opened.table("Other records")
    assert table.rowCount() == 50
    opened.press("Show earlier records")
    assert table.rowCount() == 70
    assert _focus() is table
    assert table.current_key() == f"50:{opened.years.voices[19]}"
    opened.shell.close()


def test_a_page_that_is_read_again_is_as_long_as_it_was(themed: QApplication, area: Area) -> None:
    opened = Opened(themed, area, 45, 0)
    opened.press("Show earlier concerns")
    opened.page().refresh(area.school.withdrawing.withdraw(opened.years.concerns[-1], "it was about another child"))
    opened.shell.rest()
    assert len([box for box in opened.page().findChildren(ConcernBox) if box.isVisible()]) == 40
    opened.shell.close()


def test_one_comes_to_a_concern_however_old_it_is(themed: QApplication, area: Area) -> None:
    opened = Opened(themed, area, 45, 0)
    opened.shell.go(Place("concern_page", opened.years.concerns[0]))
    box = opened.page().findChildren(ConcernBox)[-1]
    assert len(opened.page().findChildren(ConcernBox)) == 21
    assert box.inside.isVisible()
    assert _focus() is box.toggle
    opened.shell.close()


def test_a_line_of_the_chronology_leads_to_a_concern_that_has_no_card_yet(themed: QApplication, area: Area) -> None:
    opened = Opened(themed, area, 45, 0)
    table = opened.table("Chronology")
    assert opened.says("The latest first.")
    table.setFocus()
    table.setCurrentCell(table.rowCount() - 1, 0)
    QTest.keyClick(table, Qt.Key.Key_Return)
    opened.shell.rest()
    boxes = opened.page().findChildren(ConcernBox)
    assert len(boxes) == 21
    assert _focus() is boxes[-1].toggle
    assert boxes[-1].inside.isVisible()
    opened.shell.close()


def test_the_whole_chronology_is_one_press_away(themed: QApplication, area: Area) -> None:
    opened = Opened(themed, area, 45, 20)
    assert opened.says("The latest 50 of 65 lines, the latest first.")
    button = next(one for one in opened.page().findChildren(Button) if one.text() == "Show the whole chronology")
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    opened.shell.rest()
    assert opened.shell.book.place == Place("chronology", opened.child)
    opened.shell.close()


@pytest.mark.alone
def test_a_page_of_years_does_not_hold_the_window_up(themed: QApplication, area: Area) -> None:
    opened = Opened(themed, area, 120, 120)

    def took(do: str) -> float:
        opened.shell.go(Place("today"))
        opens = opened.shell.go(Place("child", opened.child))
        if not do:
            return opens
        button = opened.button(do)
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)
        return opened.shell.rest()

    steps = ("", "Show earlier concerns", "Show earlier records")
    best = {step or "opens": min(took(step) for _ in range(TRIES)) for step in steps}
    opened.shell.close()
    print("; ".join(f"{step} {one * 1e3:.0f} ms" for step, one in best.items()))
    assert {step: f"{one * 1e3:.0f} ms" for step, one in best.items() if one > LONGEST} == {}
