"""What a person does again and again in the real window: press, write a concern, look into a table; and whom the book says to ring."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.records import ConcernEntry, Contacts
from desktop.ui.child.amend_view import AmendPage
from desktop.ui.concern.view import ConcernView
from desktop.ui.form_keeper import FormKeeper
from desktop.ui.page import Page
from desktop.ui.shell.routes import Place
from desktop.ui.widgets.text_questions import LongTextQuestion
from tests.ui.shell import Shell

NIGHT = "01632 960 999"
CONTACTS = Contacts("Ashmere MASH", "01632 960 140", "Emergency duty team", NIGHT)


def press(shell: Shell, box: QWidget, text: str) -> None:
    shown = [b for b in box.findChildren(QPushButton) if b.accessibleName().startswith(text) and b.isVisible()]
    assert shown, text
    shown[0].click()
    shell.rest()


def keep_now(page: Page) -> None:
    """What the clock of an unfinished form does every few seconds."""
    assert isinstance(page.keeper, FormKeeper)
    page.keeper._timer.timeout.emit()


def activate(qtbot: QtBot, widget: QWidget) -> None:
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)


def editor_of(page: AmendPage) -> LongTextQuestion:
    """Where a longer text is put right."""
    assert isinstance(page._editor, LongTextQuestion)
    return page._editor


def written(table: QTableWidget, row: int, column: int) -> str:
    """What stands in one cell."""
    cell = table.item(row, column)
    assert cell is not None
    return cell.text()


def write(shell: Shell, about: str, entry: ConcernEntry) -> ConcernView:
    shell.go(Place("concern", about))
    page = shell.page()
    assert isinstance(page, ConcernView)
    page.form.finish()
    page.form.fill(entry, "Odette Farrow")
    page.touched.emit()
    page.ticked.emit()
    shell.rest()
    return page
