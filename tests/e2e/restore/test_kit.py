"""The recovery kit: a forgotten passphrase costs nothing, and letters that were not sent survive it."""

from __future__ import annotations

import pytest

from desktop.services.stored import LetterState
from desktop.vault.errors import KitMistyped, PassphraseTooShort, WrongKit, WrongPassphrase
from tests.e2e.faults.area import Area, assert_whole, contents, said

NEW = "walnut ferry thimble"


def test_the_kit_opens_a_new_passphrase_works_the_old_one_does_not_and_unsent_letters_go(area: Area) -> None:
    school, kit = area.unlock("school"), area.made.kits["school"]
    child, shared = area.refer(school)
    draft = school.concerns.save_draft(None, child, area.concern())
    before = contents(school)
    school.lock()
    place, books = area.place("school"), area.books()

    last = kit.rstrip()[-1]
    mistyped = kit.rstrip()[:-1] + ("7" if last != "7" else "8")
    for wrong, error in ((area.made.kits["desk"], WrongKit), (mistyped, KitMistyped), ("", KitMistyped)):
        with pytest.raises(error) as caught:
            books.unlock_with_kit(place, wrong, NEW)
        assert said(caught.value).safe.startswith("Nothing was changed")
    with pytest.raises(PassphraseTooShort):
        books.unlock_with_kit(place, kit, "short")
    area.unlock("school").lock()  # the old passphrase still opens after all that

    school = area.keep(books.unlock_with_kit(place, kit.lower(), NEW))
    assert contents(school) == before
    assert school.concerns.draft(draft).entry == area.concern()
    school.lock()
    with pytest.raises(WrongPassphrase) as refused:
        books.unlock(place, area.passphrase)
    assert "recovery kit" in said(refused.value).next
    school = area.unlock("school", NEW)
    assert contents(school) == before

    area.start_hub()
    assert school.courier.exchange().sent == 2
    assert {one.state for one in school.book.store.outgoing()} == {LetterState.DELIVERED}
    desk = area.unlock("desk")
    desk.courier.exchange()
    assert [row.id for row in desk.desk.enquiries()] == [shared]
    assert school.membership.standing().alarms == ()
    for session in (school, desk):
        assert_whole(session)
    school.lock()
    area.keep(books.unlock_with_kit(place, kit, "a third passphrase")).lock()  # the kit stays good
    area.unlock("school", "a third passphrase")
