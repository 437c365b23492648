"""What was typed into a form that is not signed survives leaving, hiding and locking, and is gone once it was signed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from desktop.services.pages.enquiries import PhoneReferral
from desktop.ui.child.amend_view import AmendPage
from desktop.ui.children.add_view import AddChildPage
from desktop.ui.children.family import FamilyRow
from desktop.ui.children.samples import ENTRY as KIAN
from desktop.ui.concern.samples import ENTRY
from desktop.ui.desk.enquiry_view import EnquiryPageView
from desktop.ui.desk.telephone_view import TelephonePage
from desktop.ui.form_keeper import BACK
from desktop.ui.share.view import SharePage
from desktop.ui.shell.routes import Place
from tests.ui.recording import editor_of, keep_now
from tests.ui.shell import Shell
from tests.unit.services.people import Area, utc

CALL = PhoneReferral(
    caller="Dr Amira Osei",
    organisation="Larkmere Surgery",
    number="01632 960 901",
    at=utc("2026-11-20T09:30"),
    given_names="Kian",
    family_name="Pellow",
    born="2017-03-14",
    address="",
    said="A bruise behind the ear.",
    advice="Bring him today.",
    reference="",
)


@pytest.fixture
def shell(themed: QApplication, area: Area) -> Iterator[Shell]:
    made = Shell(themed, area.school, desk=False)
    yield made
    made.close()


def _forms(area: Area) -> list[str]:
    return [draft.id for draft in area.school.book.store.drafts() if draft.family == "form"]


def _come(shell: Shell, place: Place) -> None:
    """Go there, and wait until what was kept is back."""
    shell.go(place)
    keeper = shell.page().keeper
    assert keeper is not None
    keep_now(shell.page())
    shell.rest()


def test_a_child_to_add_comes_back_with_its_family(shell: Shell, area: Area) -> None:
    place = Place("add_child", "Kian Pellow")
    _come(shell, place)
    page = shell.page()
    assert isinstance(page, AddChildPage)
    page.show_form(KIAN)
    page.people.add_row()
    row = page.people.made()[-1]
    assert isinstance(row, FamilyRow)
    row.person.line.setText("Aunt Bea")
    written = page.entry()
    shell.go(Place("today"))
    assert _forms(area) == ["form:add_child:kian pellow"]
    _come(shell, place)
    again = shell.page()
    assert isinstance(again, AddChildPage)
    assert again is not page
    assert [one.name for one in again.entry().people] == [one.name for one in written.people]
    assert again.entry().address == written.address
    assert again.entry().born == written.born
    assert BACK in again.notice.accessibleName()
    again.submitted.emit(again.entry(), ())
    shell.rest()
    assert shell.book.place.page == "child"
    assert _forms(area) == []


def test_a_form_that_was_only_looked_at_leaves_nothing(shell: Shell, area: Area) -> None:
    child = area.school.children.register(KIAN, duplicates_seen=True).child
    for place in (Place("add_child", "X"), Place("share", child), Place("amend_child", child), Place("phone_referral")):
        _come(shell, place)
    shell.go(Place("today"))
    assert _forms(area) == []


def test_an_amendment_and_a_decision_come_back_and_are_dropped_when_they_are_signed(shell: Shell, area: Area) -> None:
    child = area.school.children.register(KIAN, duplicates_seen=True).child
    concern = area.school.concerns.record(child, ENTRY).concern
    _come(shell, Place("amend_concern", concern))
    page = shell.page()
    assert isinstance(page, AmendPage)
    page.choose("marks")
    editor_of(page).set_value("One straight red line, 3 cm")
    page.reason.set_value("Measured again")
    _come(shell, Place("share", child))
    share = shell.page()
    assert isinstance(share, SharePage)
    share.choice.set_value("keep")
    share.reasons.set_value("His mother was here")
    share.statements.boxes()[0].tick.setChecked(False)
    shell.go(Place("today"))
    assert len(_forms(area)) == 2
    _come(shell, Place("share", child))
    share = shell.page()
    assert isinstance(share, SharePage)
    assert (share.decision(), share.reasons.value()) == ("keep", "His mother was here")
    assert len(share.entry().statements) == 1
    _come(shell, Place("amend_concern", concern))
    page = shell.page()
    assert isinstance(page, AmendPage)
    assert page.which.value() == "marks"
    assert page.reason.value() == "Measured again"
    assert editor_of(page).value() == "One straight red line, 3 cm"
    page.sign.click()
    shell.rest()
    assert len(_forms(area)) == 1


def test_giving_up_drops_what_was_typed(shell: Shell, area: Area) -> None:
    _come(shell, Place("phone_referral"))
    page = shell.page()
    assert isinstance(page, TelephonePage)
    page.said.set_value("A neighbour rang")
    page.save_draft()
    shell.rest()
    assert _forms(area) == ["form:phone_referral"]
    page.cancelled.emit()
    shell.rest()
    assert _forms(area) == []


def _desk_shell(themed: QApplication, area: Area) -> Shell:
    return Shell(themed, area.desk, desk=True)


def _enquiry(shell: Shell, place: Place) -> EnquiryPageView:
    _come(shell, place)
    page = shell.page()
    assert isinstance(page, EnquiryPageView)
    page.finish()
    shell.rest()
    return page


def _decision(page: EnquiryPageView) -> tuple[str, ...]:
    return tuple(one.value() for one in (page.outcome, page.reasons, page.next_contact, page.tell_family))


def test_the_desks_decision_comes_back_after_another_page_a_lock_and_a_join_and_is_dropped_when_signed(
    themed: QApplication, area: Area
) -> None:
    first = area.desk.desk.take_phone_referral(CALL)
    second = area.desk.desk.take_phone_referral(replace(CALL, caller="The office"))
    place = Place("enquiry", first)
    shell = _desk_shell(themed, area)
    page = _enquiry(shell, place)
    typed = ("referral-strategy", "Marks in two places.", "We ring R. Quill on Friday.", "Nothing yet.")
    page.outcome.set_value(typed[0])
    page.reasons.set_value(typed[1])
    page.next_contact.set_value(typed[2])
    page.tell_family.set_value(typed[3])
    shell.book.go(Place("today"))  # Back, or any other way off the page
    shell.rest()
    again = _enquiry(shell, place)
    assert again is not page
    assert _decision(again) == typed
    assert BACK in again.notice.accessibleName()

    again.reasons.set_value("Marks in two places, and a clear account.")
    keep_now(again)  # so far a crash would lose nothing
    shell.rest()
    shell.close()  # locked: the book is opened again in a new window
    shell = _desk_shell(themed, area)
    locked = _enquiry(shell, place)
    assert _decision(locked)[:2] == ("referral-strategy", "Marks in two places, and a clear account.")

    locked.join_with.set_value(second)
    locked.join_reason.set_value("The same day")
    locked._join()
    shell.rest()
    assert _decision(locked)[:2] == ("referral-strategy", "Marks in two places, and a clear account.")
    shell.go(Place("today"))
    kept = _enquiry(shell, place)
    assert _decision(kept)[:2] == ("referral-strategy", "Marks in two places, and a clear account.")

    kept._check()
    shell.rest()
    kept.check.sign.click()
    shell.rest()
    shell.close()
    assert [draft.id for draft in area.desk.book.store.drafts() if draft.family == "form"] == []


def _share(shell: Shell, place: Place) -> SharePage:
    _come(shell, place)
    page = shell.page()
    assert isinstance(page, SharePage)
    page.statements.finish()
    return page


def test_a_half_filled_share_page_comes_back_with_what_was_left_out_but_not_into_that_of_another_concern(
    shell: Shell, area: Area
) -> None:
    school = area.school
    child = school.children.register(KIAN, duplicates_seen=True).child
    first = school.concerns.record(child, ENTRY)  # two of one day: their titles are the same
    second = school.concerns.record(child, ENTRY)
    page = _share(shell, Place("share", child, first.concern))
    assert first.statement in page.statements.value()
    assert second.statement not in page.statements.value()
    page.choice.set_value("share")
    page.recipient.set_value(area.desk_id(school))
    page.family_told.set_value("no")
    page.family_why.set_value("It could put him at risk")
    card = next(box for box in page.statements.boxes() if box.key == first.statement)
    card.choose.click()
    tick = card._fields["seen"]
    tick.setChecked(False)
    wanted = page.entry()
    assert wanted.left_out == ((first.statement, ("seen",)),)
    shell.go(Place("today"))
    assert _forms(area) == [f"form:share:{child}"]
    for place in (Place("share", child), Place("share", child, first.concern)):
        again = _share(shell, place)
        assert again.entry() == wanted
        assert BACK in again.notice.accessibleName()
        shell.go(Place("today"))
    other = _share(shell, Place("share", child, second.concern))
    assert second.statement in other.statements.value()
    assert first.statement not in other.statements.value()
    assert other.entry().left_out == ()
    assert other.family_why.value() == "It could put him at risk"
    other.purpose.set_value("refer")
    other.reasons.set_value("He may be hurt again")
    other.check.click()
    shell.rest()
    other.sign.click()
    shell.rest()
    assert _forms(area) == []
