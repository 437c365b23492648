from __future__ import annotations

import os
import tempfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.storage.backup import RESTORED, back_up, restore
from desktop.storage.connection import DATABASE_NAME, connect
from desktop.storage.errors import BackupDamaged, BackupTooNew, BackupUnwritable, RestoreInTheWay, StorageError
from desktop.storage.store import Store
from tests.unit.storage.saying import Speaker, entry, record_id

MADE = datetime(2026, 11, 20, 15, 4, 6, tzinfo=UTC)
KEYS = b'{"format":"guardbook-keys"}'


@pytest.fixture
def book(store: Store, path: Path) -> Store:
    (path.parent / "keys.json").write_bytes(KEYS)
    speaker = Speaker("school")
    with store.transaction() as writer:
        for number in range(8):
            said = speaker.say("child.registered", (record_id(f"{number}"),), {"given_names": f"Wrenna {number}"})
            writer.append([entry(said)])
    return store


@pytest.fixture
def backup(book: Store, path: Path, key: bytearray, tmp_path: Path) -> Path:
    return back_up(
        book, key=key, keys_file=path.parent / "keys.json", into=tmp_path / "stick", name="copy", made_at=MADE
    )


def test_a_backup_is_one_sealed_file_and_the_book_goes_on(book: Store, backup: Path) -> None:
    assert [file.name for file in backup.parent.iterdir()] == ["copy.guardbook-backup"]
    held = backup.read_bytes()
    assert b"Wrenna" not in held
    assert b"SQLite format" not in held
    assert book.setting(RESTORED) is None
    with book.transaction() as writer:
        writer.put_setting("still", "open")
    assert book.problems() == ()


def test_a_restored_book_holds_everything_and_knows_that_it_is_a_copy(
    book: Store, backup: Path, key: bytearray, tmp_path: Path
) -> None:
    database = restore(backup, tmp_path / "again")
    assert database == tmp_path / "again" / DATABASE_NAME
    assert (tmp_path / "again" / "keys.json").read_bytes() == KEYS
    copy = Store(connect(database, key))
    assert list(copy.all_tokens()) == list(book.all_tokens())
    assert copy.views_digest() == book.views_digest()
    assert (copy.setting(RESTORED), copy.problems()) == (True, ())
    with copy.transaction() as writer:
        writer.put_setting(RESTORED, None)
    copy.close()
    assert sorted(file.name for file in (tmp_path / "again").iterdir()) == ["keys.json", "vault.db"]


def test_a_second_backup_of_the_same_name_replaces_the_first(
    book: Store, backup: Path, path: Path, key: bytearray, tmp_path: Path
) -> None:
    with book.transaction() as writer:
        writer.put_setting("later", "yes")
    again = back_up(book, key=key, keys_file=path.parent / "keys.json", into=backup.parent, name="copy", made_at=MADE)
    copy = Store(connect(restore(again, tmp_path / "again"), key))
    assert copy.setting("later") == "yes"
    copy.close()


def test_restoring_never_writes_over_anything(backup: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "note").write_bytes(b"mine")
    for there in (tmp_path / "taken", tmp_path / "taken" / "note"):
        with pytest.raises(RestoreInTheWay):
            restore(backup, there)
    assert (tmp_path / "taken" / "note").read_bytes() == b"mine"


@given(data=st.data())
@settings(max_examples=50, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_backup_with_one_bit_flipped_is_refused_and_leaves_no_folder(
    backup: Path, tmp_path: Path, data: st.DataObject
) -> None:
    raw = bytearray(backup.read_bytes())
    headers = [*range(2000), *range(len(raw) - 600, len(raw))]
    place = data.draw(st.one_of(st.sampled_from(headers), st.integers(0, len(raw) - 1)))
    raw[place] ^= 1 << data.draw(st.integers(0, 7))
    broken = tmp_path / "broken"
    broken.write_bytes(raw)
    folder = Path(tempfile.mkdtemp(dir=tmp_path)) / "again"
    try:
        restore(broken, folder)
    except StorageError:
        assert not folder.exists()
        assert not folder.with_name(folder.name + ".restoring").exists()
        return
    with zipfile.ZipFile(backup) as archive:  # the bit was in a field of the container that carries nothing
        for name in ("keys.json", DATABASE_NAME):
            assert (folder / name).read_bytes() == archive.read(name)


def test_a_file_with_anything_before_between_or_behind_its_members_is_no_backup(backup: Path, tmp_path: Path) -> None:
    whole = backup.read_bytes()
    directory = whole.index(b"PK\x01\x02")
    between = bytearray(whole[:directory] + b"xyz" + whole[directory:])
    start = len(between) - 22 + 16
    between[start : start + 4] = (directory + 3).to_bytes(4, "little")
    for content in (b"xyz" + whole, whole + b"xyz", whole[:-2] + b"\x03\x00xyz", bytes(between)):
        (tmp_path / "around").write_bytes(content)
        with pytest.raises(BackupDamaged):
            restore(tmp_path / "around", tmp_path / "again")
        assert not (tmp_path / "again").exists()


def test_a_file_cut_anywhere_is_no_backup(backup: Path, tmp_path: Path) -> None:
    whole = backup.read_bytes()
    for keep in (0, 1, 100, len(whole) // 2, len(whole) - 1):
        (tmp_path / "cut").write_bytes(whole[:keep])
        with pytest.raises(BackupDamaged):
            restore(tmp_path / "cut", tmp_path / "again")
    for other in (tmp_path / "nowhere", tmp_path):
        with pytest.raises(BackupDamaged):
            restore(other, tmp_path / "again")
    assert not (tmp_path / "again").exists()


@pytest.mark.parametrize(
    ("names", "compression"),
    [
        (["mimetype", "keys.json", "../vault.db"], zipfile.ZIP_STORED),
        (["mimetype", "/etc/keys.json", "vault.db"], zipfile.ZIP_STORED),
        (["mimetype", "keys.json"], zipfile.ZIP_STORED),
        (["mimetype", "keys.json", "vault.db", "more"], zipfile.ZIP_STORED),
        (["mimetype", "keys.json", "keys.json"], zipfile.ZIP_STORED),
        (["keys.json", "mimetype", "vault.db"], zipfile.ZIP_STORED),
        (["mimetype", "keys.json", "vault.db"], zipfile.ZIP_DEFLATED),
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")
def test_a_backup_made_by_a_stranger_writes_nowhere_else(tmp_path: Path, names: list[str], compression: int) -> None:
    with zipfile.ZipFile(tmp_path / "hostile", "w", compression) as archive:
        for name in names:
            archive.writestr(name, b"application/vnd.guardbook.backup.v1" if name == "mimetype" else bytes(8192))
    with pytest.raises(BackupDamaged):
        restore(tmp_path / "hostile", tmp_path / "inside" / "again")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["hostile"]


def test_a_newer_backup_is_told_from_a_damaged_one(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "newer", "w") as archive:
        archive.writestr("mimetype", b"application/vnd.guardbook.backup.v2")
    with pytest.raises(BackupTooNew):
        restore(tmp_path / "newer", tmp_path / "again")


def test_a_place_that_cannot_be_written_leaves_nothing_behind(
    book: Store, path: Path, key: bytearray, tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(BackupUnwritable):
        back_up(book, key=key, keys_file=path.parent / "keys.json", into=tmp_path / "file", name="copy", made_at=MADE)
    assert (tmp_path / "file").read_bytes() == b""


def test_a_database_key_of_another_book_is_no_use_to_a_backup(backup: Path, tmp_path: Path) -> None:
    database = restore(backup, tmp_path / "again")
    with pytest.raises(StorageError):
        connect(database, bytearray(os.urandom(32)))
