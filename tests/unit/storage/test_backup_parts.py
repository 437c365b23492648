"""A backup's attachments, its date, how far it is, and a book's folder copied as it is."""

from __future__ import annotations

import hashlib
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.services.errors import Cancelled
from desktop.services.keeping import told
from desktop.storage.backup import back_up, copy_book, restore
from desktop.storage.backup_file import MIMETYPE, made_at
from desktop.storage.connection import DATABASE_NAME, connect
from desktop.storage.errors import BackupDamaged, BackupUnwritable, DiskFull, RestoreInTheWay
from desktop.storage.rekeying import WAITING
from desktop.storage.store import Store
from tests.unit.storage.saying import Speaker, entry, record_id

MADE = datetime(2026, 11, 20, 15, 4, 6, tzinfo=UTC)
PAPERS = {hashlib.sha256(sealed).hexdigest(): sealed for sealed in (b"sealed one" * 4000, b"sealed two")}


@pytest.fixture
def folder(store: Store, path: Path) -> Path:
    (path.parent / "keys.json").write_bytes(b'{"format":"guardbook-keys"}')
    papers = path.parent / "attachments"
    papers.mkdir()
    for name, sealed in PAPERS.items():
        (papers / name).write_bytes(sealed)
    (papers / "half-fetched.partial").write_bytes(b"not one yet")
    with store.transaction() as writer:
        writer.append(
            [entry(Speaker("school").say("child.registered", (record_id("one"),), {"given_names": "Wrenna"}))]
        )
    return path.parent


def backed_up(store: Store, folder: Path, key: bytearray, into: Path) -> Path:
    return back_up(store, key=key, keys_file=folder / "keys.json", into=into, name="copy", made_at=MADE)


def held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "attachments").iterdir()}


def test_attachments_travel_with_the_backup_and_come_back(
    store: Store, folder: Path, key: bytearray, tmp_path: Path
) -> None:
    backup = backed_up(store, folder, key, tmp_path / "stick")
    with zipfile.ZipFile(backup) as archive:
        assert archive.namelist()[3:] == sorted(f"attachments/{name}" for name in PAPERS)
    restore(backup, tmp_path / "again")
    assert held(tmp_path / "again") == PAPERS


def test_a_backup_says_when_it_was_made(store: Store, folder: Path, key: bytearray, tmp_path: Path) -> None:
    assert made_at(backed_up(store, folder, key, tmp_path)) == MADE
    (tmp_path / "none").write_bytes(b"holiday pictures")
    with pytest.raises(BackupDamaged):
        made_at(tmp_path / "none")


def test_it_says_how_far_it_is_to_the_end(store: Store, folder: Path, key: bytearray, tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []

    def tick(done: int, total: int) -> None:
        steps.append((done, total))

    backup = back_up(
        store, key=key, keys_file=folder / "keys.json", into=tmp_path, name="copy", made_at=MADE, tick=tick
    )
    assert [done for done, _ in steps] == sorted(done for done, _ in steps)
    assert steps[0][0] == 0
    assert steps[-1][0] == steps[-1][1]
    steps.clear()
    restore(backup, tmp_path / "again", tick)
    assert steps[-1][0] == steps[-1][1]


@pytest.mark.parametrize("at", range(5))
def test_broken_off_at_any_time_nothing_is_left_behind(
    store: Store, folder: Path, key: bytearray, tmp_path: Path, at: int
) -> None:
    backup = backed_up(store, folder, key, tmp_path / "whole")
    for attempt in (
        lambda tick: back_up(
            store,
            key=key,
            keys_file=folder / "keys.json",
            into=tmp_path / "stick",
            name="copy",
            made_at=MADE,
            tick=tick,
        ),
        lambda tick: restore(backup, tmp_path / "again", tick),
        lambda tick: copy_book(folder, tmp_path / "again", tick),
    ):
        left = [at]

        def goes_on(_done: int, _total: int, left: list[int] = left) -> bool:
            left[0] -= 1
            return left[0] >= 0

        try:
            attempt(told(goes_on))
        except Cancelled:
            assert [*(tmp_path / "stick").glob("*"), *(tmp_path / "stick").glob(".*")] == []
            assert not (tmp_path / "again").exists()
            assert not (tmp_path / "again.restoring").exists()
        else:
            pytest.fail("it took fewer steps than were thought")


def test_a_folder_is_copied_with_its_log_and_never_over_anything(
    store: Store, folder: Path, key: bytearray, tmp_path: Path
) -> None:
    tokens = list(store.all_tokens())
    assert (folder / f"{DATABASE_NAME}-wal").stat().st_size, "what was written is in the log still"
    (folder / WAITING).write_bytes(b"left by a change of keys")
    copied = Store(connect(copy_book(folder, tmp_path / "again"), key))
    assert list(copied.all_tokens()) == tokens
    copied.close()
    assert held(tmp_path / "again") == PAPERS
    assert (tmp_path / "again" / WAITING).exists()
    with pytest.raises(RestoreInTheWay):
        copy_book(folder, tmp_path / "again")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(BackupUnwritable):
        copy_book(folder, tmp_path / "file" / "again")


@pytest.mark.parametrize(
    "names",
    [
        ["attachments/" + "0" * 63],
        ["attachments/" + "Z" * 64],
        ["attachments/../" + "0" * 64],
        ["attachments/" + "1" * 64, "attachments/" + "0" * 64],
        ["other/" + "0" * 64],
    ],
)
def test_attachments_of_a_strangers_backup_choose_no_name_and_no_order(tmp_path: Path, names: list[str]) -> None:
    with zipfile.ZipFile(tmp_path / "hostile", "w") as archive:
        for name, content in (("mimetype", MIMETYPE), ("keys.json", b"{}"), (DATABASE_NAME, bytes(8192))):
            archive.writestr(name, content)
        for name in names:
            archive.writestr(name, b"x")
    with pytest.raises(BackupDamaged):
        restore(tmp_path / "hostile", tmp_path / "again")


def test_no_room_for_a_copy_is_said_as_such(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "no space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(DiskFull):
        copy_book(folder, tmp_path / "again")
