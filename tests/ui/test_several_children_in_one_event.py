"""Several children in one event, through the real window: found, signed, one line in the other child's record, and a concern of their own."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.domain.records import ChildEntry
from desktop.services.session import Session
from desktop.ui.child.amend_view import AmendPage
from desktop.ui.concern.event_rows import InvolvedQuestion, InvolvedRow
from desktop.ui.concern.samples import ENTRY
from desktop.ui.concern.view import ConcernView
from desktop.ui.shell.routes import Place
from tests.ui.recording import press, write
from tests.ui.shell import Shell
from tests.unit.services.people import KIAN


def _row(page: ConcernView | AmendPage) -> InvolvedRow:
    question = page.question("others")
    assert isinstance(question, InvolvedQuestion)
    row = question.made()[-1]
    assert isinstance(row, InvolvedRow)
    return row


def _find(shell: Shell, row: InvolvedRow, name: str) -> None:
    row.finder.search.set_value(name)
    row.finder.search.button.click()
    shell.rest()
    (found,) = [one for one in row.finder.findChildren(QPushButton) if name in one.text()]
    found.click()
    shell.rest()


def test_another_child_is_found_signed_with_and_written_about(qtbot: QtBot, shell: Shell, session: Session) -> None:
    kian = session.children.register(KIAN).child
    maisie = session.children.register(ChildEntry("Maisie", "Marl", born="2023-08-01")).child
    page = write(shell, kian, replace(ENTRY, body_marks=()))
    page.deaf_for = 0
    page.form.reveal("others")
    row = _row(page)
    _find(shell, row, "Maisie Marl")
    row.role.set_value("witness")
    press(shell, page, "Check your answers")
    press(shell, page, "Sign and save")
    concern = session.children.page(kian).concerns[0].id
    (line,) = session.children.page(maisie).chronology
    assert (line.family, line.record) == ("involvement", concern)

    press(shell, page, "Write a concern of their own: Maisie Marl")
    own = shell.page()
    assert isinstance(own, ConcernView)
    (draft,) = session.concerns.drafts()
    assert (draft.child, draft.summary) == (maisie, "")
    assert own.form.entry().role == "witness"

    shell.go(Place("amend_concern", concern, "others"))
    amend = shell.page()
    assert isinstance(amend, AmendPage)
    assert _row(amend).name.text() == "Maisie Marl"
    _row(amend).note.line.setText("She was in the corridor")
    amend.reason.set_value("Her teacher said so")
    amend.sign.click()
    shell.rest()
    assert (
        session.children.page(maisie)
        .chronology[0]
        .what.startswith("Involved in an event recorded with another child: saw or heard it. She was in the corridor")
    )
