"""The organisation's recovery: holders' words open a copy of a colleague's records, and never sign as the colleague."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.domain.records import OrganisationKind, Profile
from desktop.domain.statements import Kind
from desktop.services.errors import Cancelled, NoRecipient
from desktop.services.session import Session
from desktop.vault.errors import (
    KitMistyped,
    NoRecoverySlot,
    PassphraseTooShort,
    RecoveryWordsTooFew,
    VaultInUse,
    WrongRecovery,
)
from tests.e2e.faults.area import Area, assert_whole, contents
from tests.e2e.restore.admitting import admit_again

NEW = "walnut ferry thimble"
HEAD = Profile("Maud Ferrand", "Head teacher", "Larkmere Primary", OrganisationKind.SCHOOL)
WHO = (HEAD.name, HEAD.role_title)


def publish(area: Area, recipient: str) -> None:
    """The administrators put the recipient into the organisation's file; the hub, which runs, hands it out."""
    office = area.unlock("office")
    school = next(one for one, name, _ in office.membership.organisations() if name == HEAD.organisation)
    with pytest.raises(NoRecipient):
        office.membership.set_recovery("nowhere", recipient)
    signed = office.membership.set_recovery(school, recipient, *((2, 3) if recipient else ()))
    if (waiting := office.countersigning.waiting()) is not None:
        assert any("in an emergency" in change for change in waiting.changes)
        desk = area.unlock("desk")
        office.membership.adopt_directory(desk.countersigning.countersign(signed).content)
        desk.lock()
    office.courier.exchange()
    office.lock()


def learn(area: Area, recipient: str) -> Session:
    area.start_hub()
    publish(area, recipient)
    school = area.unlock("school")
    school.courier.exchange()
    return school


def test_two_of_three_holders_open_a_copy_of_the_records_and_sign_as_themselves_alone(area: Area) -> None:
    books = area.books()
    made = books.make_recovery(2, 3)
    before = area.unlock("school")
    child, _ = area.write(before)
    assert before.keeping.recovery() == ""
    before.lock()
    school = learn(area, made.recipient)
    assert school.keeping.recovery() == made.recipient
    (said,) = school.book.store.statements_of_kind(Kind.RECOVERY_CHANGED)
    assert said.fields["recipient"] == made.recipient
    was, held = school.device, contents(school)
    whom = school.book.person(school.device)
    school.lock()

    kit, place = books.new_kit(), area.place("school").folder
    with pytest.raises(RecoveryWordsTooFew):
        books.recover(place, made.words[:1], *WHO, NEW, kit)
    with pytest.raises(WrongRecovery):
        books.recover(place, books.make_recovery(2, 3).words[:2], *WHO, NEW, kit)
    with pytest.raises(PassphraseTooShort):
        books.recover(place, made.words[:2], *WHO, "short", kit)
    with pytest.raises(KitMistyped):
        books.recover(place, made.words[:2], *WHO, NEW, "no kit")
    with pytest.raises(Cancelled):
        books.recover(place, made.words[:2], *WHO, NEW, kit, lambda *_: False)
    known = {one.folder for one in books.known()}
    recovered = area.keep(books.recover(place, made.words[1:], *WHO, NEW, kit))
    assert len({one.folder for one in books.known()} - known) == 1, "what was refused left nothing behind"

    assert (recovered.profile.name, recovered.profile.role_title) == WHO
    assert recovered.profile.organisation == HEAD.organisation
    assert recovered.profile.contacts.in_hours_number, "whom to ring is still known"
    assert recovered.device != was
    assert recovered.book.former == (was,)
    assert recovered.book.person(was) == whom
    assert len(recovered.children.page(child).concerns) == 1
    (begun,) = recovered.book.store.statements_of_kind(Kind.DEVICE_RESTORED)
    assert (begun.device, begun.fields["was"], begun.fields["recovered"], begun.fields["name"]) == (
        recovered.device,
        was,
        True,
        HEAD.name,
    )
    assert recovered.papers.chronology_pdf(child).startswith(b"%PDF-")
    exported = recovered.book.store.statements_of_kind(Kind.RECORD_EXPORTED)
    assert {one.device for one in exported} == {recovered.device}
    assert recovered.keeping.recovery() == made.recipient
    assert_whole(recovered)
    assert recovered.keeping.verify().problems == ()

    again = area.unlock("school")  # the colleague's own book is as it was
    assert (again.device, contents(again)) == (was, held)
    admit_again(area, recovered)
    recovered.courier.exchange()
    assert recovered.book.me is not None
    assert (recovered.book.me.person, recovered.book.me.replaces) == (HEAD.name, "")


def test_a_backup_is_recovered_too_and_a_book_in_use_or_without_the_slot_is_not(area: Area, tmp_path: Path) -> None:
    books = area.books()
    made = books.make_recovery(2, 2)
    plain = area.unlock("health")
    child, _ = area.write(plain)
    with pytest.raises(VaultInUse):
        books.recover(area.place("health").folder, made.words, *WHO, NEW, books.new_kit())
    plain.lock()
    with pytest.raises(NoRecoverySlot):
        books.recover(area.place("health").folder, made.words, *WHO, NEW, books.new_kit())
    school = learn(area, made.recipient)
    child, _ = area.write(school)
    backup = school.keeping.back_up(tmp_path / "stick")
    school.lock()
    recovered = area.keep(books.recover(backup, made.words, *WHO, NEW, books.new_kit()))
    assert len(recovered.children.page(child).concerns) == 1
    assert_whole(recovered)


def test_words_can_be_rehearsed_without_a_book_and_the_recovery_taken_back(area: Area) -> None:
    books = area.books()
    made, other = books.make_recovery(2, 3), books.make_recovery(2, 3)
    books.rehearse_recovery(made.words[:2], made.recipient)
    with pytest.raises(WrongRecovery):
        books.rehearse_recovery(made.words[:2], other.recipient)
    learn(area, made.recipient).lock()
    publish(area, "")
    school = area.unlock("school")
    school.courier.exchange()
    assert school.keeping.recovery() == ""
    assert len(school.book.store.statements_of_kind(Kind.RECOVERY_CHANGED)) == 2
