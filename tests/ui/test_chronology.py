"""The chronology in the real window, over a real record book: from the child's page, by keys, to paper."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.domain.records import When
from desktop.reports.chronology import chronology_pdf
from desktop.services.session import Session
from desktop.ui.chronology import view as chronology_view
from desktop.ui.chronology.view import ChronologyPageView
from desktop.ui.shell.routes import Place
from desktop.ui.tell.view import TellPage
from tests.ui.recording import press
from tests.ui.shell import Shell
from tests.unit.services.people import KIAN, KIANS_ARM, Area, utc


def opened(shell: Shell, session: Session) -> ChronologyPageView:
    """The page, come to by the button on the child's page."""
    child = session.children.search()[0].id
    shell.go(Place("child", child))
    press(shell, shell.page(), "Show the whole chronology")
    page = shell.page()
    assert isinstance(page, ChronologyPageView)
    return page


@pytest.fixture
def kian(session: Session) -> str:
    child = session.children.register(KIAN).child
    session.concerns.record(child, replace(KIANS_ARM, happened=When("2026-11-12"), seen="No coat", level="2"))
    session.concerns.record(child, KIANS_ARM)
    return child


def texts(page: ChronologyPageView) -> str:
    assert page.table is not None
    items = (
        page.table.item(row, column)
        for row in range(page.table.rowCount())
        for column in range(page.table.columnCount())
    )
    return " ".join(item.text() for item in items if item is not None)


@pytest.mark.usefixtures("kian")
def test_what_is_shown_is_chosen_by_keys_and_the_keyboard_stays_where_one_can_go_on(
    shell: Shell, session: Session
) -> None:
    page = opened(shell, session)
    assert "No coat" in texts(page)
    assert page.choose.hasFocus()
    QTest.keyClick(page.choose, Qt.Key.Key_Return)
    shell.rest()
    assert page.choosing.known_on.day.hasFocus(), "a child without a family is asked nothing about one"
    page.choosing.significant.tick.setFocus()
    QTest.keyClick(page.choosing.significant.tick, Qt.Key.Key_Space)
    QTest.keyClick(page.choosing.show_so, Qt.Key.Key_Return)
    shell.rest()
    assert "No coat" not in texts(page)
    assert "1 of 2 lines: the others are left out." in page.says.text()
    assert page.choosing.isHidden()
    assert page.choose.hasFocus()


@pytest.mark.usefixtures("kian")
def test_a_day_that_cannot_be_read_or_has_not_come_is_said_at_the_question(shell: Shell, session: Session) -> None:
    page = opened(shell, session)
    page.choose.click()
    page.choosing.known_on.day.setText("32")
    press(shell, page, "Show it so")
    assert not page.errors.isHidden()
    page.choosing.known_on.set_value("2031-01-01")
    press(shell, page, "Show it so")
    assert "Give a day that has begun" in page.errors.accessibleName()
    page.choosing.known_on.set_value("2026-11-19")
    press(shell, page, "Show it so")
    assert page.errors.isHidden()
    assert not page.older.isHidden()
    assert page.table is None, "nothing was known on the day before"


def test_an_older_view_goes_to_paper_as_it_is_shown(
    shell: Shell, session: Session, kian: str, area: Area, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.papers._makers = replace(session.papers._ready(), chronology=chronology_pdf)
    area.at(utc("2026-11-24T10:00"))
    arm = session.children.page(kian).concerns[0].id
    session.concerns.amend(arm, {"place": "cloakroom"}, "Remembered wrongly")
    page = opened(shell, session)
    page.choose.click()
    page.choosing.known_on.set_value("2026-11-23")
    press(shell, page, "Show it so")
    file = tmp_path / "paper.pdf"
    monkeypatch.setattr(chronology_view, "save_as", lambda *_: str(file))
    press(shell, page, "Save this as PDF")
    printed = " ".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(file.read_bytes())).pages)
    printed = " ".join(printed.split())
    assert "Older view: as known on 23 November 2026" in printed
    assert printed.index("No coat") < printed.index("Two round purple-yellow")
    assert "Remembered wrongly" not in printed
    press(shell, page, "Delete that file now")
    assert not file.exists()


@pytest.mark.usefixtures("kian")
def test_a_line_leads_to_the_whole_record(shell: Shell, session: Session) -> None:
    page = opened(shell, session)
    assert page.table is not None
    page.table.setCurrentCell(0, 0)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    shell.rest()
    assert shell.page() is not page


@pytest.mark.usefixtures("kian")
def test_it_leads_to_whom_it_is_locked_to(shell: Shell, session: Session) -> None:
    page = opened(shell, session)
    press(shell, page, "Send it to named people only")
    tell = shell.page()
    assert isinstance(tell, TellPage)
    assert "All records about this child" in tell.leaves.text.text()
    assert tell.ready()
