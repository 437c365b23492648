"""Letters on a stick: the same files and the same checks, each alone in its fate."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from bundle.container import unpack
from bundle.hub_cards import HubKeys
from desktop.services.stored import LetterState
from desktop.sync.courier import Courier
from desktop.sync.errors import FolderFull, FolderMissing, FolderUnreadable, FolderUnwritable, SyncError
from desktop.sync.folder import Folder
from desktop.sync.hub_client import HubClient
from desktop.sync.ports import HubAddress
from hub.errors import StickUnusable
from hub.intake import Intake
from hub.limits import Limits
from hub.log import Log
from hub.stick import Stick
from tests.fakes.area import Area
from tests.fakes.hubs import RunningHub
from tests.fakes.mailrooms import FakeMailroom

if sys.platform != "win32":
    import resource


def no_network(address: HubAddress) -> HubClient:
    raise AssertionError(address)


def courier(room: FakeMailroom) -> Courier:
    return Courier(room, no_network, room.clock)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def files(stick: Path) -> set[str]:
    return {str(path.relative_to(stick)) for path in stick.rglob("*") if path.is_file()}


def test_a_letter_goes_by_stick_and_waits_for_its_receipt(area: Area, stick: Path) -> None:
    school, desk = FakeMailroom(area, area.school, ""), FakeMailroom(area, area.desk, "")
    bundle = school.write(area.letter())
    assert courier(school).to_folder(stick) == 1
    assert school.state[bundle] == LetterState.CARRIED
    assert school.waiting() == (bundle,)
    done = courier(desk).from_folder(stick)
    assert (done.fetched, done.set_aside, done.problems) == (1, 0, ())
    assert desk.inbox[bundle].receipt is None
    assert courier(desk).from_folder(stick).fetched == 0


def test_copying_twice_writes_the_same_files(area: Area, stick: Path) -> None:
    school = FakeMailroom(area, area.school, "")
    school.write(area.letter())
    courier(school).to_folder(stick)
    before = {name: (stick / name).stat().st_mtime_ns for name in files(stick)}
    courier(school).to_folder(stick)
    assert {name: (stick / name).stat().st_mtime_ns for name in files(stick)} == before


def test_names_on_the_stick_tell_nothing(area: Area, stick: Path) -> None:
    school = FakeMailroom(area, area.school, "")
    bundle = school.write(area.letter(text="a canary about a child"))
    courier(school).to_folder(stick)
    names = files(stick)
    assert f"{bundle}.guardbundle" in names
    for name in names:
        assert name.split("/")[-1].split(".")[0].isascii()
        assert b"canary" not in (stick / name).read_bytes()


def test_the_hub_takes_in_a_stick_and_its_receipts_come_home(hub: RunningHub, area: Area, stick: Path) -> None:
    school, desk = FakeMailroom(area, area.school, ""), FakeMailroom(area, area.desk, "")
    bundle = school.write(area.letter())
    courier(school).to_folder(stick)
    log = Log(hub.store, hub_keys_of(hub), area.clock)
    intake = Intake(hub.store, hub.membership, log, area.clock, Limits())
    result = Stick(stick, hub.store, hub.membership, intake, log).take_in()
    assert (result.fresh, dict(result.refused)) == (1, {})
    done = courier(school).from_folder(stick)
    assert done.sent == 1
    assert school.state[bundle] == LetterState.DELIVERED
    courier(desk).from_folder(stick)
    assert desk.inbox[bundle].receipt is not None  # read from the receipts beside the letter


def hub_keys_of(hub: RunningHub) -> HubKeys:
    return hub.membership._keys  # the fixture's keys


def test_a_damaged_letter_is_set_aside_and_the_others_are_taken(area: Area, stick: Path) -> None:
    school, desk = FakeMailroom(area, area.school, ""), FakeMailroom(area, area.desk, "")
    good = [school.write(area.letter(text=f"entry {number}")) for number in range(3)]
    bad = school.write(area.letter())
    courier(school).to_folder(stick)
    path = stick / f"{bad}.guardbundle"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))
    (stick / ("B" * 22 + ".guardbundle")).write_bytes(b"")
    done = courier(desk).from_folder(stick)
    assert (done.fetched, done.set_aside) == (3, 2)
    assert set(desk.inbox) == set(good)
    assert set(desk.held) == {bad, "B" * 22}


def test_files_that_are_not_ours_are_reported_and_left_alone(area: Area, stick: Path) -> None:
    desk = FakeMailroom(area, area.desk, "")
    (stick / "summer holiday.guardbundle").write_bytes(b"x")
    (stick / "notes.txt").write_bytes(b"x")
    (stick / ("C" * 22 + ".guardbundle")).mkdir()
    done = courier(desk).from_folder(stick)
    assert (done.fetched, done.set_aside, done.problems) == (0, 0, ("FolderUnreadable",))
    assert (stick / "notes.txt").exists()


def test_a_file_too_large_for_a_letter_is_not_read_whole(area: Area, stick: Path) -> None:
    with (stick / ("D" * 22 + ".guardbundle")).open("wb") as file:
        file.truncate(10**10)
    done = courier(FakeMailroom(area, area.desk, "")).from_folder(stick)
    assert done.problems == ("FolderUnreadable",)


def test_the_directory_travels_by_stick(area: Area, stick: Path) -> None:
    school, desk = FakeMailroom(area, area.school, ""), FakeMailroom(area, area.desk, "")
    desk.packed = area.admit(area.stranger)
    courier(desk).to_folder(stick)
    courier(school).from_folder(stick)
    assert school.packed == desk.packed
    newcomer = FakeMailroom(area, area.stranger, "", joined=False)
    courier(newcomer).from_folder(stick)
    assert newcomer.packed == desk.packed


@pytest.mark.parametrize("direction", ["to", "from"])
def test_a_stick_that_was_taken_out_is_said_so(area: Area, tmp_path: Path, direction: str) -> None:
    school = FakeMailroom(area, area.school, "")
    bundle = school.write(area.letter())
    carry = courier(school).to_folder if direction == "to" else courier(school).from_folder
    with pytest.raises(FolderMissing):
        carry(tmp_path / "gone")
    assert school.state[bundle] == LetterState.SEALED


def test_a_folder_that_cannot_be_written_is_said_so(area: Area, tmp_path: Path) -> None:
    school = FakeMailroom(area, area.school, "")
    bundle = school.write(area.letter())
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / "directory").write_bytes(b"a file where a folder must be")
    with pytest.raises(FolderUnwritable):
        courier(school).to_folder(stick)
    assert school.state[bundle] == LetterState.SEALED
    assert files(stick) == {"directory"}


def test_a_bundle_id_that_could_be_a_path_is_never_one(stick: Path) -> None:
    for name in ("../x", "a/b", "", "a" * 65, "ä", ".hidden"):
        with pytest.raises(FolderUnwritable):
            Folder(stick).write_receipt(name, b"x")
    assert files(stick) == set()


def test_what_a_stick_holds_opens_as_the_same_letter(area: Area, stick: Path) -> None:
    letter = area.letter()
    path = Folder(stick).write_letter(letter.waybill.bundle, letter.waybill_envelope, letter.sealed)
    parts = unpack(path.read_bytes())
    assert (parts.waybill_envelope, parts.sealed) == (letter.waybill_envelope, letter.sealed)


@pytest.mark.skipif(sys.platform == "win32", reason="needs file size limits")
def test_a_full_stick_is_said_so_and_leaves_no_half_file(area: Area, stick: Path) -> None:
    letter = area.letter()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, hard))  # the kernel answers EFBIG, as a full stick does ENOSPC
    try:
        with pytest.raises(FolderFull):
            Folder(stick).write_letter(letter.waybill.bundle, letter.waybill_envelope, letter.sealed)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert files(stick) == set()


def test_every_error_is_of_the_one_tree() -> None:
    assert issubclass(FolderUnreadable, SyncError)


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and links as a prepared stick has them")
def test_a_prepared_stick_neither_spoils_a_file_nor_keeps_the_courier_waiting(
    area: Area, hub: RunningHub, hub_keys: HubKeys, stick: Path, tmp_path: Path
) -> None:
    school, desk = FakeMailroom(area, area.school, ""), FakeMailroom(area, area.desk, "")
    bundle = school.write(area.letter())
    precious = tmp_path / "vault.db"
    precious.write_bytes(b"precious")
    for name in (f".{bundle}.guardbundle.part", f"{bundle}.guardbundle", ".guardbook-probe", "..guardbook-probe.part"):
        (stick / name).symlink_to(precious)
    os.mkfifo(stick / f"{'p' * 22}.guardbundle")
    (stick / f"{'z' * 22}.guardbundle").symlink_to("/dev/zero")
    assert courier(school).to_folder(stick) == 1
    done = courier(desk).from_folder(stick)
    assert (done.fetched, done.problems) == (1, ("FolderUnreadable",))
    log = Log(hub.store, hub_keys, area.clock)
    intake = Intake(hub.store, hub.membership, log, area.clock, Limits())
    assert Stick(stick, hub.store, hub.membership, intake, log).take_in(hand_out=True).fresh == 1
    assert precious.read_bytes() == b"precious"


@pytest.mark.skipif(sys.platform == "win32", reason="links as a prepared stick has them")
def test_a_folder_on_a_stick_that_leads_elsewhere_is_not_gone_into(
    area: Area, hub: RunningHub, hub_keys: HubKeys, stick: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    school = FakeMailroom(area, area.school, "")
    school.write(area.letter())
    courier(school).to_folder(stick)
    (stick / "directory").rename(elsewhere / "old")
    for name in ("directory", "receipts"):
        (stick / name).symlink_to(elsewhere)
    with pytest.raises(FolderUnwritable):
        courier(school).to_folder(stick)
    assert courier(FakeMailroom(area, area.desk, "")).from_folder(stick).fetched == 1
    log = Log(hub.store, hub_keys, area.clock)
    intake = Intake(hub.store, hub.membership, log, area.clock, Limits())
    with pytest.raises(StickUnusable):
        Stick(stick, hub.store, hub.membership, intake, log).take_in()
    assert [path.name for path in elsewhere.iterdir()] == ["old"]
