"""What stood in the way of somebody who used Guardbook for the first time, in the real window over a real record book."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QPushButton

from desktop.domain.records import Answer
from desktop.services.session import Session
from desktop.ui.children.samples import ENTRY as KIAN
from desktop.ui.concern.samples import ENTRY
from desktop.ui.concern.view import ConcernView
from desktop.ui.ring_panel.call_view import CallPage
from desktop.ui.shell.routes import Place
from desktop.ui.widgets.boxes import Notice
from desktop.ui.widgets.text import Text
from tests.ui.recording import press, write
from tests.ui.shell import Shell

URGENT = replace(ENTRY, safe_now=Answer.NO, level="4", accused_works_with_children=Answer.NO)


def child(session: Session) -> str:
    return session.children.register(KIAN).child


def sign(shell: Shell, about: str) -> ConcernView:
    page = write(shell, about, URGENT)
    page.foot.review.click()
    shell.rest()
    page.foot.sign.click()
    shell.rest()
    return page


def test_a_call_logged_after_signing_leads_back_to_the_signed_record_and_says_so(
    shell: Shell, session: Session
) -> None:
    page = sign(shell, child(session))
    assert page.title.text() == "Saved and signed"
    assert page.focusWidget() is page.title
    assert page.paper.verticalScrollBar().value() == 0
    press(shell, page.done, "I rang")
    call = shell.page()
    assert isinstance(call, CallPage)
    call.person.set_value("Lewis Aske")
    call.dialled.set_value("999")
    call.save.click()
    shell.rest()
    assert shell.book.place.page == "concern_page"
    said = [notice.title.text() for notice in shell.page().findChildren(Notice) if notice.isVisible()]
    assert any("The call is logged: Lewis Aske" in title for title in said)
    shown = shell.page()
    assert shown.focusWidget() is shown.title, "what was done is under the heading, and the keyboard is on it"
    assert shown.paper.verticalScrollBar().value() == 0


def test_back_leads_to_the_draft_that_was_left_not_to_an_empty_form(shell: Shell, session: Session) -> None:
    about = child(session)
    write(shell, about, URGENT)
    shell.book.go(Place("child", about))
    shell.rest()
    shell.book.back()
    shell.rest()
    page = shell.page()
    assert isinstance(page, ConcernView)
    page.form.finish()
    assert page.entry().seen == URGENT.seen


def test_a_new_concern_offers_the_draft_that_is_not_finished(shell: Shell, session: Session) -> None:
    write(shell, child(session), URGENT)
    shell.go(Place("today"))
    shell.go(Place("concern"))
    page = shell.page()
    assert isinstance(page, ConcernView)
    assert page.unfinished.isVisible()
    assert page.focusWidget() is page.title
    shell.book.focusNextPrevChild(True)
    assert page.unfinished.isAncestorOf(page.focusWidget()), "the first stop is the way to it"
    press(shell, page, "Go on with that one")
    page = shell.page()
    assert isinstance(page, ConcernView)
    page.form.finish()
    assert page.entry().seen == URGENT.seen
    assert not page.unfinished.isVisible()


def test_a_draft_taken_up_one_question_at_a_time_has_the_keyboard_in_its_question(
    shell: Shell, session: Session
) -> None:
    session.preferring.change(replace(session.preferring.read(), guided=True))
    about = child(session)
    draft = session.concerns.save_draft(None, about, replace(URGENT, seen="", words=(), marks="", body_marks=()))
    shell.go(Place("today"))
    shell.go(Place("concern", about, draft))
    page = shell.page()
    assert isinstance(page, ConcernView)
    held = page.focusWidget()
    assert held is not None
    assert page.form.pages.field == "seen"
    assert page.form._places["seen"].isAncestorOf(held)


def test_what_to_say_about_a_restricted_concern_stands_where_it_was_signed_and_nowhere_else(
    shell: Shell, session: Session
) -> None:
    kept = replace(URGENT, accused_works_with_children=Answer.YES, kept_from=("A. Person",))
    page = write(shell, child(session), kept)
    page.foot.review.click()
    shell.rest()
    page.foot.sign.click()
    shell.rest()
    said = [text.text() for text in page.done.findChildren(Text)]
    assert any("Kian Pellow" in text and URGENT.seen in text for text in said), said
    assert "Kian" not in " ".join(text.text() for text in shell.book.ring.findChildren(Text))


def test_not_safe_shows_name_and_number_on_the_form(shell: Shell, session: Session) -> None:
    page = write(shell, child(session), URGENT)
    assert "Ashmere MASH, 01632 960 140" in page.foot.ring.accessibleName()
    assert page.foot.ring.isVisible()


def test_what_had_the_keyboard_and_went_away_does_not_hand_it_to_the_lock(shell: Shell, session: Session) -> None:
    child(session)
    shell.go(Place("children"))
    shown = next(
        b for b in shell.page().findChildren(QPushButton) if b.accessibleName() == "Show everyone in this book"
    )
    shown.setFocus()
    shown.click()
    shell.rest()
    focused = shell.window.focusWidget()
    assert focused is not None
    assert shell.page().isAncestorOf(focused)


def test_the_children_s_page_says_how_a_child_is_added(shell: Shell) -> None:
    shell.go(Place("children"))
    said = [text.text() for text in shell.page().findChildren(Text) if text.isVisible()]
    assert any(text.startswith("To add a child, search first") for text in said)
