"""What comes in: duplicates, damage, unknown senders, restores and copies."""

from __future__ import annotations

import base64
import json
import random
import shutil
from pathlib import Path

import pytest

from bundle.container import Parts, pack
from bundle.errors import ReceiptInvalid
from desktop.services.errors import NoSuchRecord
from desktop.services.outgoing import DESK
from desktop.services.session import Session
from desktop.services.stored import LetterState
from tests.fakes.logs import sign_receipt
from tests.unit.services.people import ESME, KIAN, KIANS_ARM, Area, HandClock, on_disk, open_book, utc, waiting


def refer(area: Area) -> str:
    child = area.school.children.register(KIAN).child
    area.school.concerns.record(child, KIANS_ARM)
    area.school.sharing.decide(area.share_all(area.school, child))
    return child


def by_hand(area: Area) -> bytes:
    """The desk's letter as a file on a stick, without a receipt."""
    letter = next(one for one in waiting(area.school) if one.audience == DESK)
    return pack(Parts(letter.waybill, letter.sealed, None))


def reopened(area: Area, name: str, seed: int, session: Session) -> Session:
    session.lock()
    again = open_book(area.folder / f"{name}.db", area.keys[name], area.clocks[name], random.Random(seed).randbytes)
    setattr(area, name, again)
    return again


def test_the_same_letter_twice_changes_nothing(area: Area) -> None:
    refer(area)
    area.post.send(area.school)
    assert [taken.fresh for taken in area.post.fetch(area.desk)] == [True]
    count = len(area.desk.book.store.all_tokens())
    assert [taken.fresh for taken in area.post.fetch(area.desk)] == [False]
    assert len(area.desk.book.store.all_tokens()) == count


def test_a_receipt_that_comes_after_the_letter_is_kept(area: Area) -> None:
    refer(area)
    taken = area.desk.mailroom.take_in(by_hand(area), "stick")
    assert taken.fresh
    assert not area.desk.mailroom.known(taken.bundle)
    assert "not yet receipted" in area.desk.desk.enquiries()[0].marks
    area.at(utc("2026-11-20T10:15"))
    area.post.exchange(area.school, area.desk)
    (row,) = area.desk.desk.enquiries()
    assert row.marks == ()
    assert row.received_at == utc("2026-11-20T10:15")


def test_a_bit_flipped_sets_the_letter_aside_and_the_whole_one_still_comes(area: Area) -> None:
    refer(area)
    letter = next(one for one in waiting(area.school) if one.audience == DESK)
    broken = bytearray(letter.sealed)
    broken[len(broken) // 2] ^= 1
    taken = area.desk.mailroom.take_in(pack(Parts(letter.waybill, bytes(broken), None)), "stick")
    assert (taken.set_aside, taken.fresh) == ("DigestMismatch", True)
    assert [row.reason for row in area.desk.letters.set_aside()] == ["DigestMismatch"]
    assert area.desk.desk.enquiries() == ()
    assert area.desk.mailroom.take_in(by_hand(area), "stick").set_aside == ""
    assert area.desk.letters.set_aside() == ()
    assert len(area.desk.desk.enquiries()) == 1


@pytest.mark.parametrize("name", ["sender", "bundle"])
def test_a_copy_whose_name_was_damaged_ends_with_the_whole_letter(area: Area, name: str) -> None:
    refer(area)
    letter = next(one for one in waiting(area.school) if one.audience == DESK)
    envelope = json.loads(letter.waybill)
    said = base64.b64decode(envelope["payload"])
    place = said.index(f'"{name}":"'.encode()) + len(name) + 4
    damaged = said[:place] + (b"A" if said[place] != ord("A") else b"B") + said[place + 1 :]
    envelope["payload"] = base64.b64encode(damaged).decode()
    waybill = json.dumps(envelope, separators=(",", ":")).encode()
    taken = area.desk.mailroom.take_in(pack(Parts(waybill, letter.sealed, None)), "stick")
    assert taken.set_aside == {"sender": "UnknownSender", "bundle": "SignatureInvalid"}[name]
    assert area.desk.mailroom.take_in(by_hand(area), "stick").set_aside == ""
    assert area.desk.letters.set_aside() == ()


def test_nonsense_is_set_aside_and_said(area: Area) -> None:
    taken = area.desk.mailroom.take_in(b"nonsense", "stick")
    assert taken.set_aside == "Malformed"
    assert not area.desk.mailroom.take_in(b"nonsense", "stick").fresh
    assert len(area.desk.letters.set_aside()) == 1
    assert any("set aside" in warning for warning in area.desk.today.warnings())


def test_today_stops_warning_of_a_letter_set_aside_once_somebody_has_seen_it(area: Area) -> None:
    name = area.desk.mailroom.take_in(b"nonsense", "stick").bundle
    assert [row.seen for row in area.desk.letters.set_aside()] == [False]
    assert area.desk.letters.acknowledge(name).families == {"letter"}
    assert area.desk.today.warnings() == ()
    assert [(row.bundle, row.seen) for row in area.desk.letters.set_aside()] == [(name, True)]
    other = area.desk.mailroom.take_in(b"more nonsense", "stick").bundle
    assert len(area.desk.today.warnings()) == 1
    area.desk.letters.acknowledge(other)
    assert area.desk.today.warnings() == ()
    with pytest.raises(NoSuchRecord):
        area.desk.letters.acknowledge("nothing")


def test_a_letter_refused_again_for_another_reason_is_warned_of_again(area: Area) -> None:
    refer(area)
    first, _ = area.school.mailroom.waiting()
    area.school.mailroom.set_aside(first, "LetterRefused")
    area.school.letters.acknowledge(first)
    assert area.school.today.warnings() == ()
    area.school.mailroom.set_aside(first, "DigestMismatch")
    assert len(area.school.today.warnings()) == 1


def test_a_letter_from_a_device_not_yet_in_the_directory_waits_for_a_newer_one(tmp_path: Path) -> None:
    area = Area(tmp_path, utc("2026-11-20T09:40"), joined=False)
    organisations = [
        (one.profile.organisation, one.profile.organisation_kind) for one in (area.desk, area.school, area.health)
    ]
    area.desk.membership.found(area.post.card.to_bytes(), organisations)
    area.admit(area.health)
    area.health.membership.adopt_directory(area.desk.membership.directory_file())
    area.admit(area.school)
    area.school.membership.adopt_directory(area.desk.membership.directory_file())
    child = area.school.children.register(KIAN).child
    entry = area.share_all(area.school, child)
    health = next(one.id for one in area.school.sharing.choices(child).recipients if one.name == "Ashmere 0-19 service")
    area.school.sharing.decide(
        type(entry)(**{**{name: getattr(entry, name) for name in entry.__slots__}, "recipient": health})
    )
    taken = area.health.mailroom.take_in(by_hand(area), "stick")
    assert taken.set_aside == "UnknownSender"
    assert area.health.children.search() == ()
    adopted = area.health.mailroom.adopt_directory(area.desk.membership.directory_file())
    assert (adopted.fresh, adopted.problem) == (True, "")
    assert [row.name for row in area.health.children.search()] == ["Kian Pellow"]
    assert area.health.letters.set_aside() == ()
    area.close()


def test_a_receipt_for_another_letter_is_refused_and_the_letter_keeps_waiting(area: Area) -> None:
    refer(area)
    first, second = waiting(area.school)
    receipt = sign_receipt(0, second.waybill_digest, area.clock.time, area.post.keys)
    with pytest.raises(ReceiptInvalid):
        area.school.mailroom.delivered(first.bundle, receipt)
    assert first.bundle in area.school.mailroom.waiting()


def test_a_letter_that_the_hub_refuses_is_shown_and_one_carried_by_hand_keeps_waiting(area: Area) -> None:
    refer(area)
    first, second = area.school.mailroom.waiting()
    area.school.mailroom.set_aside(first, "LetterRefused")
    area.school.mailroom.carried(second)
    area.school.mailroom.attempted(second)
    assert area.school.mailroom.waiting() == (second,)
    states = {one.bundle: one.state for one in area.school.book.store.outgoing()}
    assert states == {first: LetterState.SET_ASIDE, second: LetterState.CARRIED}
    assert [row.reason for row in area.school.letters.set_aside()] == ["LetterRefused"]


def test_the_mailbox_cursor_never_goes_back(area: Area) -> None:
    assert area.school.mailroom.cursor() == 0
    area.school.mailroom.advance(7)
    area.school.mailroom.advance(3)
    assert area.school.mailroom.cursor() == 7


def test_after_a_restore_what_was_sent_comes_back_new_work_is_accepted_and_nothing_alarms(area: Area) -> None:
    kept = area.folder / "kept.db"
    area.school.mailroom.cursor()
    on_disk(area.school).checkpoint()
    shutil.copy(area.folder / "school.db", kept)
    area.at(utc("2026-11-20T11:00"))
    child = refer(area)
    area.post.send(area.school)
    area.school.lock()
    area.at(utc("2026-11-20T12:00"))
    shutil.copy(kept, area.folder / "school.db")
    school = reopened(area, "school", 99, area.school)
    assert school.children.search() == ()
    school.keeping.restored()
    school.children.register(ESME)
    area.post.fetch(school)
    assert [concern.title for concern in school.children.page(child).concerns] == [
        "Physical abuse, 20 November 2026 at 09:05"
    ]
    area.post.exchange(school, area.desk)
    school.sharing.decide(area.share_all(school, child))
    area.post.exchange(school, area.desk)
    assert len(area.desk.desk.enquiries()) == 2
    assert area.desk.letters.set_aside() == ()
    assert school.membership.standing().alarms == ()
    assert not area.desk.book.store.forked_devices()
    assert school.keeping.verify().problems == ()


def test_a_book_found_behind_its_own_letters_begins_a_new_epoch_by_itself(area: Area) -> None:
    kept = area.folder / "kept.db"
    on_disk(area.school).checkpoint()
    shutil.copy(area.folder / "school.db", kept)
    refer(area)
    area.post.send(area.school)
    area.school.lock()
    shutil.copy(kept, area.folder / "school.db")
    area.at(utc("2026-11-20T12:00"))
    school = reopened(area, "school", 99, area.school)
    before = school.book.store.head(school.device)
    area.post.fetch(school)
    after = school.book.store.head(school.device)
    assert before is not None
    assert after is not None
    assert before.epoch != after.epoch
    school.children.register(ESME)
    assert school.membership.standing().alarms == ()
    assert not school.book.store.forked_devices()


def test_a_copied_book_used_on_two_computers_is_alarmed_on_both(area: Area) -> None:
    on_disk(area.school).checkpoint()
    shutil.copy(area.folder / "school.db", area.folder / "copy.db")
    copy = open_book(area.folder / "copy.db", area.keys["school"], area.clocks["school"], random.Random(5).randbytes)
    refer(area)
    child = copy.children.register(ESME).child
    copy.sharing.decide(area.share_all(copy, child))
    area.post.exchange(area.school, copy)
    for session in (area.school, copy):
        assert session.membership.standing().alarms
        assert any("two computers" in warning for warning in session.today.warnings())
    copy.lock()


def test_a_copy_that_comes_to_light_only_by_a_new_epoch_is_alarmed_too(area: Area) -> None:
    on_disk(area.school).checkpoint()
    shutil.copy(area.folder / "school.db", area.folder / "copy.db")
    clock = HandClock(utc("2026-11-20T11:00"))
    copy = open_book(area.folder / "copy.db", area.keys["school"], clock, random.Random(5).randbytes)
    refer(area)
    area.post.send(area.school)
    area.post.fetch(copy)  # found behind: a new epoch
    child = copy.children.register(ESME).child
    copy.sharing.decide(area.share_all(copy, child))
    area.at(utc("2026-11-20T12:00"))
    area.post.send(copy)
    area.post.fetch(area.school)
    assert area.school.membership.standing().alarms
    copy.lock()


def test_a_letter_that_was_overtaken_by_a_later_one_is_missed_until_it_comes(area: Area) -> None:
    child = refer(area)
    first = by_hand(area)
    area.post.send(area.school)
    area.school.sharing.decide(area.share_all(area.school, child))
    area.school.sharing.decide(area.share_all(area.school, child))
    second, third = (pack(Parts(one.waybill, one.sealed, None)) for one in waiting(area.school) if one.audience == DESK)
    area.desk.mailroom.take_in(third, "stick")
    missed = "A letter from Odette Farrow, Larkmere Primary, written before one that you have, has not come."
    assert [warning for warning in area.desk.today.warnings() if warning.startswith(missed)]
    for container in (second, second):
        area.desk.mailroom.take_in(container, "stick")
        assert [warning for warning in area.desk.today.warnings() if warning.startswith(missed)]
    area.desk.mailroom.take_in(first, "stick")
    assert area.desk.today.warnings() == ()


def test_a_sender_that_counts_again_after_a_restore_is_not_missed(area: Area) -> None:
    kept = area.folder / "kept.db"
    on_disk(area.school).checkpoint()
    shutil.copy(area.folder / "school.db", kept)
    refer(area)
    area.post.exchange(area.school, area.desk)
    area.school.lock()
    area.at(utc("2026-11-20T12:00"))
    shutil.copy(kept, area.folder / "school.db")
    school = reopened(area, "school", 99, area.school)
    school.keeping.restored()
    area.post.fetch(school)
    school.sharing.decide(area.share_all(school, area.any_child(school)))
    area.post.exchange(school, area.desk)
    assert len(area.desk.desk.enquiries()) == 2
    assert area.desk.today.warnings() == ()
