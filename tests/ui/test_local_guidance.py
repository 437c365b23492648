"""The area's own edition of the guidance, from the settings."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.edition_differences import Difference
from desktop.domain.errors import LocalEditionInvalid
from desktop.domain.guidance_parts import LocalEdition
from desktop.domain.statements import Changes
from desktop.services.local_editions import Offered, Standing
from desktop.ui.settings.local_guidance import LocalGuidancePresenter
from desktop.ui.settings.local_guidance_view import LocalGuidancePage
from desktop.ui.widgets.text import Text
from tests.fakes.tasks import FakeTasks

LOCAL = LocalEdition("ashmere-1", "Ashmere, autumn 2026", "Ashmere Partnership", date(2026, 11, 1))
RENAMED = Difference("What the desk is called", "the safeguarding desk", "the Ashmere Hub")


class Editions:
    """A book whose area has written one good file."""

    def __init__(self) -> None:
        self.used: bytes | None = None
        self.problem = ""

    def standing(self) -> Standing:
        if self.used is None:
            return Standing("England, autumn 2026", date(2026, 9, 1), None)
        taken = ("2026-11-20T09:41:00+00:00", "Odette Farrow")
        return Standing("England, autumn 2026", date(2026, 9, 1), LOCAL, *taken, self.problem)

    def look(self, text: bytes) -> Offered:
        if text != b"good":
            raise LocalEditionInvalid("levels: no such code: 9")
        return Offered(text, LOCAL, (RENAMED,))

    def take(self, text: bytes) -> Changes:
        self.used = text
        return Changes(families=frozenset({"guidance"}))

    def remove(self) -> Changes:
        self.used = None
        return Changes(families=frozenset({"guidance"}))


def _page(qtbot: QtBot) -> tuple[LocalGuidancePage, LocalGuidancePresenter, Editions, list[Changes]]:
    view, editions, told = LocalGuidancePage(), Editions(), list[Changes]()
    qtbot.addWidget(view)
    presenter = view.presenter = LocalGuidancePresenter(view, editions, FakeTasks(), told.append)
    view.show()
    view.entered()
    return view, presenter, editions, told


def _said(view: LocalGuidancePage) -> str:
    QApplication.processEvents()  # rows that were put in are shown with the next layout
    return "\n".join(text.text() for text in view.findChildren(Text) if text.isVisible())


def test_what_a_file_changes_is_shown_and_used_only_after_that(qtbot: QtBot, tmp_path: Path) -> None:
    view, presenter, editions, told = _page(qtbot)
    presenter.take()
    assert editions.used is None
    file = tmp_path / "ashmere.json"
    file.write_bytes(b"good")
    presenter.look(str(file))
    assert view.offered.isVisible()
    assert "the Ashmere Hub" in _said(view)
    assert "Before: the safeguarding desk" in _said(view)
    view.take.click()
    assert editions.used == b"good"
    assert not view.offered.isVisible()
    assert view.notice.property("kind") == "success"
    assert [one.families for one in told] == [frozenset({"guidance"})]
    assert "20 November 2026 by Odette Farrow" in _said(view)


def test_a_file_that_was_looked_at_can_be_left(qtbot: QtBot, tmp_path: Path) -> None:
    view, presenter, editions, _told = _page(qtbot)
    file = tmp_path / "ashmere.json"
    file.write_bytes(b"good")
    presenter.look(str(file))
    view.leave.click()
    presenter.take()
    assert editions.used is None
    assert not view.offered.isVisible()


def test_a_wrong_file_says_where_it_is_wrong_and_changes_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    view, presenter, editions, _told = _page(qtbot)
    file = tmp_path / "other.json"
    file.write_bytes(b"bad")
    presenter.look(str(file))
    assert view.notice.property("kind") == "danger"
    assert "levels: no such code: 9" in _said(view)
    assert editions.used is None


def test_the_countrys_edition_can_be_used_alone_again(qtbot: QtBot) -> None:
    view, presenter, editions, _told = _page(qtbot)
    assert not view.remove.isVisible()
    editions.used = b"good"
    presenter.read()
    view.remove.click()
    assert editions.used is None
    assert "None is used" in _said(view)


def test_an_edition_that_cannot_be_used_says_why(qtbot: QtBot) -> None:
    view, presenter, editions, _told = _page(qtbot)
    editions.used, editions.problem = b"good", "LocalEditionElsewhere"
    presenter.read()
    assert "made for another edition" in _said(view)
    editions.problem = "not yet"
    presenter.read()
    assert "From 1 November 2026" in _said(view)


def test_changing_ones_mind_in_the_file_dialog_does_nothing(qtbot: QtBot) -> None:
    view, presenter, _editions, _told = _page(qtbot)
    presenter.look("")
    assert not view.offered.isVisible()
