"""A decision about sharing in the real window: opened from the child's page, put right with a reason, saved as paper and deleted."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from desktop.domain.people import PersonEntry
from desktop.services.session import Session
from desktop.ui.child.amend_fields import Amendment
from desktop.ui.child.amend_view import AmendPage
from desktop.ui.people.person_view import PersonRecordPage
from desktop.ui.share.decision_view import DecisionPageView
from desktop.ui.shell.routes import Place
from tests.ui.recording import press
from tests.ui.shell import Shell
from tests.unit.services.people import KIAN, KIANS_ARM, Area


def said(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel))


@pytest.fixture
def decision(area: Area, session: Session) -> tuple[str, str]:
    child = session.children.register(KIAN).child
    session.concerns.record(child, KIANS_ARM)
    entry = area.share_all(session, child, requested_by="Lewis Aske, screening social worker")
    return child, session.sharing.decide(entry).share


def test_a_decision_is_opened_from_the_childs_page_and_put_right(
    shell: Shell, session: Session, decision: tuple[str, str]
) -> None:
    child, share = decision
    shell.go(Place("child", child))
    press(shell, shell.page(), "Sharing")
    press(shell, shell.page(), "Open this decision")
    page = shell.page()
    assert isinstance(page, DecisionPageView)
    assert "Lewis Aske, screening social worker" in said(page)
    assert "Concern of 20 November 2026: physical abuse" in said(page)
    press(shell, page, "Amend")
    form = shell.page()
    assert isinstance(form, AmendPage)
    form.signed.emit(Amendment("consent", "Mother agreed", "She rang back", ""), ())
    shell.rest()
    page = shell.page()
    assert isinstance(page, DecisionPageView)
    for words in ("Mother agreed", "She rang back", "The amendment is signed and kept"):
        assert words in said(page)
    assert session.decisions.page(share).values["consent"] == "Mother agreed"


def test_a_decision_is_saved_as_paper_and_deleted(
    shell: Shell, decision: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.go(Place("decision", decision[1]))
    page, place = shell.page(), tmp_path / "paper.pdf"
    assert isinstance(page, DecisionPageView)
    monkeypatch.setattr("desktop.ui.papers.saved.save_as", lambda *_: str(place))
    press(shell, page, "Save as PDF")
    assert "It is not locked" in said(page)
    assert place.exists()
    press(shell, page, "Delete that file now")
    assert not place.exists()
    assert "The file is deleted" in said(page)


def test_an_adults_record_is_saved_as_paper(
    shell: Shell, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, _ = session.people.register(PersonEntry("Jenna", "Pellow"))
    shell.go(Place("person", person))
    page, place = shell.page(), tmp_path / "paper.pdf"
    assert isinstance(page, PersonRecordPage)
    monkeypatch.setattr("desktop.ui.papers.saved.save_as", lambda *_: str(place))
    press(shell, page, "Save as PDF")
    assert place.exists()
    assert "It is not locked" in said(page)
