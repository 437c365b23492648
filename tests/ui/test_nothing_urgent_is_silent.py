"""What the form said to ring about is said on every screen, in the real window over a real record book."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from desktop.domain.records import Answer
from desktop.services.session import Session
from desktop.ui.children.samples import ENTRY as KIAN
from desktop.ui.concern.samples import ENTRY
from desktop.ui.ring_panel.call_view import CallPage
from desktop.ui.shell.routes import Place
from desktop.ui.widgets.text import Text
from tests.ui.recording import NIGHT, press, write
from tests.ui.shell import Shell
from tests.unit.services.people import Area, utc

AMBER = replace(
    ENTRY,
    level="2",
    safe_now=Answer.UNKNOWN,
    marks="2 cm blue mark on the left cheek",
    mobile=Answer.NO,
    accused_works_with_children=Answer.NO,
)
STAFF = replace(AMBER, accused_works_with_children=Answer.YES, safe_now=Answer.NO, marks="", kept_from=())
SCREENS = ("today", "children", "letters", "child", "share", "settings", "help")


@pytest.fixture
def area(tmp_path: Path) -> Iterator[Area]:
    """Friday evening: the desk is shut."""
    made = Area(tmp_path, utc("2026-11-20T20:40"))
    yield made
    made.close()


def said(box: QWidget) -> str:
    return "\n".join(text.text() for text in box.findChildren(Text) if text.isVisibleTo(box))


def stays_everywhere(shell: Shell, child: str) -> None:
    for name in SCREENS:
        shell.go(Place(name, child if name in ("child", "share") else ""))
        assert shell.book.ring.isVisible(), name
        ring = shell.book.ring
        assert NIGHT in (ring.number.text() if ring.then.isHidden() else ring.then.text()), name


def test_marks_and_not_knowing_stay_on_every_screen_after_signing(shell: Shell, session: Session) -> None:
    child = session.children.register(KIAN).child
    page = write(shell, child, AMBER)
    assert NIGHT in page.foot.ring.title.text()
    page.foot.review.click()
    shell.rest()
    page.foot.sign.click()
    shell.rest()
    assert NIGHT in said(page.done)
    assert shell.book.ring.isVisible()
    stays_everywhere(shell, child)
    shell.go(Place("child", child))
    on_page = said(shell.page())
    assert NIGHT in on_page
    assert "Not decided yet: share, or decide not to" in on_page
    assert "Nothing is open" not in on_page
    shell.go(Place("today"))
    assert "Not decided yet: share, or decide not to" in said(shell.page())
    press(shell, shell.page(), "Log the call")
    call = shell.page()
    assert isinstance(call, CallPage)
    call.person.set_value("Wyn Prosser")
    call.save.click()
    shell.rest()
    assert not shell.book.ring.isVisible()
    assert "Nothing needs you today" not in said(shell.page()), "sharing is still to be decided"


def test_the_saved_page_shows_whom_to_ring(shell: Shell, session: Session) -> None:
    page = write(shell, session.children.register(KIAN).child, AMBER)
    page.foot.review.click()
    shell.rest()
    page.foot.sign.click()
    shell.rest()
    press(shell, page.done, "Show whom to ring")
    call = shell.page()
    assert isinstance(call, CallPage)
    assert call.number.text() == NIGHT


def test_a_draft_about_staff_keeps_the_panel_without_a_name_until_it_is_thrown_away(
    shell: Shell, session: Session
) -> None:
    child = session.children.register(KIAN).child
    page = write(shell, child, STAFF)
    texts = said(page)
    assert "Then ring Emergency duty team" in texts
    assert "safeguarding desk" not in texts, "it is shut"
    assert not shell.book.ring.isVisible(), "the form says it itself"
    page.foot.leave.click()
    shell.rest()
    assert shell.book.place.page == "today"
    ring = shell.book.ring
    assert "not signed" in ring.heading.text()
    assert ring.why.text() == "A record kept from some people: Urgent"
    assert NIGHT in said(shell.page())
    stays_everywhere(shell, child)
    assert ring.number.text() == "999", "not safe now"
    press(shell, ring, "I have rung")
    call = shell.page()
    assert isinstance(call, CallPage)
    assert call.number.text() == "999"
    assert NIGHT in call.then.text()
    (draft,) = session.concerns.drafts()
    session.concerns.discard_draft(draft.id)
    shell.go(Place("today"))
    assert not ring.isVisible()


def test_a_draft_that_a_lock_kept_rings_when_one_is_back(shell: Shell, session: Session) -> None:
    write(shell, session.children.register(KIAN).child, STAFF)
    shell.book.save_draft()
    shell.book.leaving()
    shell.rest()
    again = Shell(shell._qt, session, desk=False)
    try:
        assert again.book.ring.isVisible()
        assert NIGHT in said(again.page())
        press(again, again.book.ring, "I have rung")
        call = again.page()
        assert isinstance(call, CallPage)
        call.person.set_value("Wyn Prosser")
        call.dialled.set_value("999")
        call.save.click()
        again.rest()
        assert not again.book.ring.isVisible()
        assert len(session.concerns.drafts()) == 1
    finally:
        again.close()
