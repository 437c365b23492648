"""Back up, lose the computer, restore: what was sent comes back, new work is accepted, nothing alarms."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.services.errors import ReplacementNeeded
from desktop.services.session import Session
from desktop.storage.errors import BackupDamaged, BackupTooNew
from desktop.vault.errors import WrongKit, WrongPassphrase
from tests.e2e.faults.area import Area, Watch, assert_whole, letters, said, share
from tests.e2e.restore.admitting import admit_again

WRITTEN, SENT = 20, 10


def no_alarm(session: Session) -> None:
    assert session.membership.standing().alarms == ()
    assert not any("two computers" in warning for warning in session.today.page().warnings)
    assert session.book.store.forked_devices() == frozenset()


def write_concerns(area: Area, session: Session, child: str, count: int) -> list[tuple[str, str]]:
    """So many concerns, each with its own words; (concern, statement) of each."""
    made = []
    for number in range(count):
        done = session.concerns.record(child, replace(area.concern(), seen=f"Seen for the {number}. time."))
        made.append((done.concern, done.statement))
    return made


def test_twenty_written_and_ten_sent_after_a_backup_the_ten_come_back_and_nothing_alarms(
    area: Area, tmp_path: Path
) -> None:
    school, desk = area.unlock("school"), area.unlock("desk")
    child, waiting_share = area.refer(school)  # this letter waits while the backup is made, and goes afterwards
    waiting = letters(school)[0]
    backup = school.keeping.back_up(tmp_path / "stick")

    made = write_concerns(area, school, child, WRITTEN)
    shares = [share(school, child, statements=(statement,)) for _, statement in made[:SENT]]
    area.start_hub()
    assert school.courier.exchange().sent == 2 * (SENT + 1)
    receipt = next(one.receipt for one in letters(school) if one.bundle == waiting.bundle)
    school.concerns.record(child, replace(area.concern(), seen="Written and never sent."))
    pages = {concern: school.concerns.page(concern) for concern, _ in made}
    desk.courier.exchange()
    desk.desk.open(shares[0])
    answer = desk.desk.open(shares[1]).outcomes[0]
    desk.desk.decide(shares[1], answer.code, "A strategy discussion was called.")
    desk.courier.exchange()
    lost_device = school.device
    school.lock()
    shutil.rmtree(area.place("school").folder)  # the computer is lost

    restored = area.keep(area.books().restore(backup, area.passphrase))
    assert restored.profile.name == "Odette Farrow"
    assert {place.folder for place in area.books().known()} > {area.place("desk").folder}
    assert len(restored.children.page(child).concerns) == 1, "what the backup held"
    assert (restored.device, restored.book.former) != (lost_device, ())
    no_alarm(restored)
    with pytest.raises(ReplacementNeeded):
        restored.book.joined()
    admit_again(area, restored, desk)
    restored.courier.exchange()
    assert restored.book.me is not None
    assert restored.book.me.replaces == lost_device == restored.book.former[0]
    back = {page.id: page for page in restored.children.page(child).concerns}
    sent = [concern for concern, _ in made[:SENT]]
    assert set(sent) < set(back)
    assert len(back) == 1 + SENT
    for concern in sent:
        assert back[concern].fields == pages[concern].fields
        assert [row.statement for row in back[concern].history] == [row.statement for row in pages[concern].history]
    answered = next(row for row in restored.children.page(child).shares if row.share == shares[1])
    assert answered.outcome_reasons == "A strategy discussion was called."
    resent = next(one for one in letters(restored) if one.bundle == waiting.bundle)
    assert (resent.waybill, resent.sealed) == (waiting.waybill, waiting.sealed)
    assert receipt is not None
    assert resent.receipt is not None
    assert resent.receipt.splitlines()[:3] == receipt.splitlines()[:3], (
        "the same entry of the log; its proof may be newer"
    )
    no_alarm(restored)
    assert_whole(restored)

    restored.concerns.amend(sent[0], {"opinion": "Looked at again after the restore."}, "Computer was lost")
    new = restored.concerns.record(child, replace(area.concern(), seen="After the restore."))
    amendment = restored.sharing.choices(child).statements[-2].id
    new_share = share(restored, child, statements=(amendment, new.statement))
    restored.courier.exchange()
    restored.courier.exchange()  # its own copies come back
    desk.courier.exchange()
    rows = {row.id: row for row in desk.desk.enquiries()}
    assert set(rows) == {waiting_share, *shares, new_share}
    assert not any("two computers" in mark for row in rows.values() for mark in row.marks)
    opinion = next(field for field in desk.concerns.page(sent[0]).fields if field.name == "opinion")
    assert (opinion.state, opinion.sides[0].text) == ("settled", "Looked at again after the restore.")
    for session in (restored, desk):
        no_alarm(session)
        assert session.letters.set_aside() == ()
        assert_whole(session)
    restored.lock()
    place = next(place for place in area.books().known() if "Odette Farrow" in place.label)
    again = area.unlock_at(place)
    no_alarm(again)
    assert_whole(again)


def test_a_backup_restored_twice_in_turn_does_not_alarm(area: Area, tmp_path: Path) -> None:
    school = area.unlock("school")
    child, _ = area.refer(school)
    backup = school.keeping.back_up(tmp_path / "stick")
    area.start_hub()
    for _ in range(2):
        school.lock()
        school = area.keep(area.books().restore(backup, area.made.kits["school"]))
        admit_again(area, school)
        school.courier.exchange()
        ((_, statement),) = write_concerns(area, school, child, 1)
        share(school, child, statements=(statement,))
        school.courier.exchange()
    assert len(school.children.page(child).concerns) == 3
    no_alarm(school)
    assert_whole(school)


def test_what_is_no_whole_backup_or_not_ones_own_is_said_and_leaves_nothing_behind(area: Area, tmp_path: Path) -> None:
    school = area.unlock("school")
    area.refer(school)
    backup = school.keeping.back_up(tmp_path / "stick")
    whole, books = backup.read_bytes(), area.books()
    before = sorted(path.name for path in (area.home / "books").iterdir())
    middle = len(whole) // 2
    for content, error in (
        (whole[:middle], BackupDamaged),
        (whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :], BackupDamaged),
        (b"holiday pictures", BackupDamaged),
        (b"", BackupDamaged),
        (whole.replace(b"backup.v1", b"backup.v2"), (BackupDamaged, BackupTooNew)),
    ):
        backup.write_bytes(content)
        with pytest.raises(error) as damaged:
            books.restore(backup, area.passphrase)
        assert said(damaged.value).safe.startswith("Nothing was restored")
    backup.write_bytes(whole)
    with pytest.raises(WrongPassphrase):
        books.restore(backup, "never heard of it")
    with pytest.raises(WrongKit):
        books.restore(backup, area.made.kits["desk"])
    assert sorted(path.name for path in (area.home / "books").iterdir()) == before
    school.keeping.change_passphrase(area.passphrase, "walnut ferry thimble")
    restored = area.keep(books.restore(backup, area.passphrase))  # a backup opens with the passphrase of its day
    assert_whole(restored)


def test_a_lost_computer_whose_clock_was_fast_is_no_second_one(area: Area, tmp_path: Path) -> None:
    school = area.unlock("school", watch=Watch(timedelta(hours=1)))
    child, _ = area.refer(school)
    backup = school.keeping.back_up(tmp_path / "stick")
    area.start_hub()
    ((_, statement),) = write_concerns(area, school, child, 1)
    share(school, child, statements=(statement,))
    school.courier.exchange()
    school.lock()
    restored = area.keep(area.books().restore(backup, area.passphrase))
    admit_again(area, restored)
    restored.courier.exchange()
    assert len(restored.children.page(child).concerns) == 2
    no_alarm(restored)
    assert_whole(restored)
