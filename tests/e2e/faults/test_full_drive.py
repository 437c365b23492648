"""A full drive, on a real small one: said in words, nothing half-saved, and work goes on once there is room."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from demo.hub import HubProcess
from desktop.services.books import BookPlace
from desktop.services.session import Session
from desktop.storage.errors import BackupUnwritable, DiskFull
from desktop.sync.errors import FolderFull, SyncError
from desktop.ui.messages import BUG, say_name
from desktop.vault.errors import KeysUnwritable
from tests.e2e.faults.area import Area, assert_whole, contents, letters, said, share

MIB = 1024 * 1024


@dataclass
class SmallDrive:
    """A mounted drive of so many bytes."""

    place: Path

    @property
    def filler(self) -> Path:
        return self.place / "filler"

    def fill(self) -> None:
        """Take every byte that is left."""
        with self.filler.open("ab", buffering=0) as file:
            for size in (64 * 1024, 4096, 1):
                with contextlib.suppress(OSError):
                    while file.write(bytes(size)):
                        pass

    def make_room(self) -> None:
        self.filler.unlink()


@pytest.fixture
def drive(tmp_path: Path) -> Iterator[SmallDrive]:
    """A drive of 8 MiB."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("a small drive can be mounted by root on Linux only")
    place = tmp_path / "drive"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={8 * MIB}", "tmpfs", str(place)]
    mounted = subprocess.run(command, check=False, capture_output=True, text=True)
    if mounted.returncode:
        pytest.skip(f"this machine lets nobody mount a small drive: {mounted.stderr.strip()}")
    try:
        yield SmallDrive(place)
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


@pytest.fixture
def moved(area: Area, drive: SmallDrive) -> Iterator[BookPlace]:
    """The school's book, moved to the small drive."""
    kept = area.place("school")
    shutil.copytree(kept.folder, drive.place / "book")
    yield BookPlace(drive.place / "book", kept.label)
    for session in area.opened:  # before the drive is taken away
        session.lock()


def until_full(session: Session, drive: SmallDrive, step: Callable[[], object]) -> DiskFull:
    """Fill the drive, then do this until it says full; what the log still had room for is saved whole."""
    drive.fill()
    for _ in range(200):
        before = contents(session)
        try:
            step()
        except DiskFull as full:
            assert contents(session) == before, "nothing of it was half-saved"
            return full
    raise AssertionError("the drive never became full")


def test_recording_sharing_and_drafts_on_a_full_drive(area: Area, drive: SmallDrive, moved: BookPlace) -> None:
    school = area.unlock_at(moved)
    child, concern = area.write(school)
    entry = area.concern()
    draft = school.concerns.save_draft(None, child, entry)
    steps = (
        lambda: school.concerns.record(child, entry, draft),
        lambda: school.concerns.save_draft(draft, child, entry),
        lambda: school.concerns.amend(concern, {"opinion": "x" * 90_000}, "Thought about it again"),
        lambda: share(school, child),
    )
    for step in steps:
        words = said(until_full(school, drive, step))
        assert "drive is full" in words.happened
        assert school.children.search("Pellow")
        drive.make_room()
        step() if step is not steps[0] else school.concerns.record(child, entry)
        assert_whole(school)
        draft = school.concerns.save_draft(None, child, entry)
    before = contents(school)
    drive.fill()
    school.lock()
    drive.make_room()
    school = area.unlock_at(moved)
    assert contents(school) == before
    assert len(letters(school)) == len({one.share for one in letters(school)})


def test_a_book_on_a_full_drive_is_said_or_read_and_never_lost(area: Area, drive: SmallDrive, moved: BookPlace) -> None:
    school = area.unlock_at(moved)
    area.refer(school)
    before = contents(school)
    school.lock()
    drive.fill()
    try:
        school = area.unlock_at(moved)
    except DiskFull as full:
        said(full)
    else:
        assert contents(school) == before
        school.lock()
    drive.make_room()
    school = area.unlock_at(moved)
    assert contents(school) == before
    area.refer(school, "esme")
    assert_whole(school)


def test_a_letter_that_does_not_fit_is_fetched_when_there_is_room(area: Area, drive: SmallDrive) -> None:
    shutil.copytree(area.place("desk").folder, drive.place / "book")
    school = area.unlock("school")
    child, shared = area.refer(school)
    for _ in range(4):
        school.concerns.amend(school.children.page(child).concerns[0].id, {"opinion": os.urandom(90_000).hex()}, "More")
    share(school, child)
    area.start_hub()
    school.courier.exchange()
    desk = area.unlock_at(BookPlace(drive.place / "book", ""))
    full = until_full(desk, drive, desk.courier.exchange)
    assert "drive is full" in said(full).happened
    assert_rows_are_whole(desk)
    drive.make_room()
    desk.courier.exchange()
    assert {row.id for row in desk.desk.enquiries()} == {one.share for one in letters(school)}
    assert shared in {row.id for row in desk.desk.enquiries()}
    assert desk.letters.set_aside() == ()
    assert_whole(desk)
    desk.lock()


def assert_rows_are_whole(desk: Session) -> None:
    for letter in desk.book.store.incoming():
        assert all(desk.book.store.statement(one) is not None for one in letter.statements)


def test_a_passphrase_that_cannot_be_written_leaves_the_old_one(
    area: Area, drive: SmallDrive, moved: BookPlace
) -> None:
    school = area.unlock_at(moved)
    drive.fill()
    with pytest.raises(KeysUnwritable) as caught:
        school.keeping.change_passphrase(area.passphrase, "walnut ferry thimble")
    assert "passphrase and kit you had before" in said(caught.value).safe
    school.lock()
    drive.make_room()
    school = area.unlock_at(moved)
    school.keeping.change_passphrase(area.passphrase, "walnut ferry thimble")
    school.lock()
    school = area.unlock_at(moved, "walnut ferry thimble")
    assert_whole(school)


def test_a_backup_and_a_stick_that_are_full_hold_nothing_half_made(area: Area, drive: SmallDrive) -> None:
    school = area.unlock("school")
    area.refer(school)
    before = contents(school)
    drive.fill()
    with pytest.raises((DiskFull, BackupUnwritable)) as caught:
        school.keeping.back_up(drive.place)
    said(caught.value)
    with pytest.raises(FolderFull) as full:
        school.courier.to_folder(drive.place)
    assert "no room left in this folder" in said(full.value).happened
    assert {path.name for path in drive.place.iterdir() if path.is_file()} == {"filler"}
    assert contents(school) == before
    drive.make_room()
    assert school.courier.to_folder(drive.place) == len(letters(school)) * 2
    assert school.keeping.back_up(drive.place).exists()
    assert_whole(school)


def test_a_hub_whose_drive_is_full_gives_no_receipt_and_takes_the_letter_later(area: Area, drive: SmallDrive) -> None:
    shutil.copytree(area.hub.folder, drive.place / "hub")
    area.hub = HubProcess.again(drive.place / "hub")
    area.start_hub()
    school, desk = area.unlock("school"), area.unlock("desk")
    desk.courier.exchange()
    _, shared = area.refer(school)
    before = contents(school)
    drive.fill()
    try:
        exchanged = school.courier.exchange()
    except SyncError as fault:
        said(fault)
    else:
        assert exchanged.sent == 0
        assert exchanged.problems
        assert all(say_name(problem) != BUG for problem in exchanged.problems)
    assert contents(school) == before
    assert school.letters.freshness().waiting == 1
    assert school.letters.set_aside() == ()
    drive.make_room()
    assert school.courier.exchange().sent == 2
    desk.courier.exchange()
    assert [row.id for row in desk.desk.enquiries()] == [shared]
    for session in (school, desk):
        assert_whole(session)
    area.hub.stop()
