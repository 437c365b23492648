from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.storage.connection import READ_BACK, connect, open_keyed
from desktop.storage.errors import (
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseKeyWrong,
    DatabaseMissing,
    DatabaseTooNew,
    DriveFault,
    EngineTooOld,
    NotDurable,
    StorageError,
)
from desktop.storage.migrate import Migration, shipped, split, version
from desktop.storage.page_check import PAGE_BYTES, any_page_fits
from desktop.storage.store import Store
from tests.unit.storage.saying import Speaker, entry, record_id


def filled(path: Path, key: bytearray) -> None:
    """A closed database of a few dozen pages."""
    store = Store(connect(path, key, create=True))
    speaker = Speaker("filler")
    with store.transaction() as writer:
        for number in range(12):
            fields = {"seen": f"paper boat {number} " * 400}
            said = speaker.say("concern.recorded", (record_id(f"boat {number}"), record_id("child")), fields)
            writer.append([entry(said)])
    store.close()


def flip(path: Path, place: int) -> None:
    with path.open("rb+") as file:
        file.seek(place)
        byte = file.read(1)[0]
        file.seek(place)
        file.write(bytes([byte ^ 1]))


def test_every_setting_of_the_format_is_in_force(path: Path, key: bytearray) -> None:
    database = connect(path, key, create=True)
    assert {name: str(database.pragma(name)) for name in READ_BACK} == {n: str(v) for n, v in READ_BACK.items()}
    database.close()


def test_nothing_readable_is_in_the_file_or_its_log(path: Path, key: bytearray) -> None:
    store = Store(connect(path, key, create=True))
    with store.transaction() as writer:
        writer.append([entry(Speaker("a").say("child.registered", (record_id("k"),), {"given_names": "Kestrelina"}))])
    held = b"".join(file.read_bytes() for file in path.parent.iterdir() if not file.name.endswith("-shm"))
    assert len(held) > PAGE_BYTES
    for clear in (b"Kestrelina", b"kestrelina", b"SQLite format", b"statement", b"CREATE TABLE"):
        assert clear not in held
    store.close()
    assert b"SQLite" not in path.read_bytes()


def test_closing_leaves_one_file_and_the_key_untouched(path: Path, key: bytearray) -> None:
    filled(path, key)
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    assert key == bytearray(range(1, 33))


def test_a_wiped_key_is_a_mistake_of_ours_and_writes_nothing(path: Path) -> None:
    with pytest.raises(RuntimeError, match="wiped"):
        connect(path, bytearray(32), create=True)
    assert path.stat().st_size == 0


def test_a_missing_database_is_said_and_none_is_made(path: Path, key: bytearray) -> None:
    with pytest.raises(DatabaseMissing):
        connect(path, key)
    assert not path.exists()


def test_a_wrong_key_is_told_from_damage(path: Path, key: bytearray) -> None:
    filled(path, key)
    with pytest.raises(DatabaseKeyWrong):
        connect(path, bytearray(b"\x07" * 32))
    Store(connect(path, key)).close()


def test_a_damaged_first_page_is_damage_and_not_a_wrong_key(path: Path, key: bytearray) -> None:
    filled(path, key)
    flip(path, 5000)
    with pytest.raises(DatabaseDamaged):
        connect(path, key)


def test_a_page_fits_its_own_key_only(path: Path, key: bytearray) -> None:
    filled(path, key)
    assert any_page_fits(path, key)
    assert not any_page_fits(path, bytearray(b"\x07" * 32))
    path.write_bytes(b"")
    assert not any_page_fits(path, key)


@given(place=st.integers(PAGE_BYTES, PAGE_BYTES * 12 - 1))
@settings(max_examples=12, derandomize=True, deadline=None)
def test_a_flipped_byte_in_any_later_page_is_found_by_the_check(
    tmp_path_factory: pytest.TempPathFactory, place: int
) -> None:
    path, key = tmp_path_factory.mktemp("flip") / "vault.db", bytearray(range(1, 33))
    filled(path, key)
    flip(path, place)
    try:
        store = Store(connect(path, key))
    except DatabaseDamaged:
        return
    problems = store.problems()
    assert f"HMAC verification failed for page {place // PAGE_BYTES + 1}" in " ".join(problems)
    store.close()


def test_reading_a_damaged_page_is_our_error_and_not_the_drivers(path: Path, key: bytearray) -> None:
    filled(path, key)
    for page in range(3, path.stat().st_size // PAGE_BYTES):
        flip(path, page * PAGE_BYTES + 99)
    with pytest.raises(DatabaseDamaged):
        Store(connect(path, key)).statements_about(record_id("child"))


@pytest.mark.parametrize("cut", [PAGE_BYTES, 100, PAGE_BYTES * 5 + 1])
def test_a_file_cut_short_is_damaged(path: Path, key: bytearray, cut: int) -> None:
    filled(path, key)
    whole = path.read_bytes()
    path.write_bytes(whole[:-cut])
    with pytest.raises(DatabaseDamaged):
        connect(path, key)
    assert path.read_bytes() == whole[:-cut]


def test_an_emptied_file_is_damaged_and_is_not_filled_again(path: Path, key: bytearray) -> None:
    filled(path, key)
    path.write_bytes(b"")
    with pytest.raises(DatabaseDamaged):
        connect(path, key)
    assert path.read_bytes() == b""


def test_a_newer_database_is_refused_and_not_touched(path: Path, key: bytearray) -> None:
    filled(path, key)
    database = connect(path, key)
    database.run(f"PRAGMA user_version={len(shipped()) + 1}")
    database.checkpoint()
    database.close()
    before = path.read_bytes()
    with pytest.raises(DatabaseTooNew):
        connect(path, key)
    assert path.read_bytes() == before


def test_an_engine_with_the_log_fault_is_refused(path: Path, key: bytearray) -> None:
    with pytest.raises(EngineTooOld):
        connect(path, key, create=True, engine=(3, 51, 2))
    assert not path.exists()


def test_a_planted_synchronous_off_is_seen_before_the_next_write(store: Store) -> None:
    store.database.run("PRAGMA synchronous=OFF")
    with pytest.raises(NotDurable), store.transaction() as writer:
        writer.put_setting("never", "written")
    assert store.setting("never") is None


@pytest.mark.parametrize("planted", ["secure_delete=OFF", "foreign_keys=OFF", "journal_mode=DELETE"])
def test_other_planted_settings_are_seen_too(store: Store, planted: str) -> None:
    store.database.rows(f"PRAGMA {planted}")
    with pytest.raises(NotDurable), store.transaction():
        pass


def test_a_second_writer_is_told_that_the_database_is_busy(store: Store, path: Path, key: bytearray) -> None:
    other = connect(path, key)
    other.run("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseBusy), store.transaction():
        pass
    other.run("ROLLBACK")
    other.close()
    with store.transaction() as writer:
        writer.put_setting("now", "free")


def test_a_file_that_cannot_be_opened_is_a_fault_of_the_drive(tmp_path: Path, key: bytearray) -> None:
    folder = tmp_path / "vault.db"
    folder.mkdir()
    with pytest.raises(DriveFault):
        open_keyed(folder, key).one("SELECT count(*) FROM sqlite_schema")


def test_a_mistake_in_our_sql_stays_a_mistake(store: Store) -> None:
    with pytest.raises(Exception, match="syntax error") as raised:
        store.database.run("SELEC 1")
    assert not isinstance(raised.value, StorageError)


def test_wrong_keys_write_nothing_to_the_terminal(
    path: Path, key: bytearray, capfd: pytest.CaptureFixture[str]
) -> None:
    filled(path, key)
    with pytest.raises(DatabaseKeyWrong):
        connect(path, bytearray(b"\x07" * 32))
    flip(path, 5000)
    with pytest.raises(DatabaseDamaged):
        connect(path, key)
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")
def test_the_database_file_is_readable_by_its_owner_only(store: Store, path: Path) -> None:
    with store.transaction() as writer:
        writer.put_setting("a", 1)
    for file in path.parent.iterdir():
        assert (file.stat().st_mode & 0o077) == 0, file.name


# migrations

ONE = Migration(1, ("CREATE TABLE leaf (name TEXT)", "INSERT INTO leaf VALUES ('oak-of-larkmere-common')"))
TWO = Migration(2, ("ALTER TABLE leaf ADD COLUMN colour TEXT", "UPDATE leaf SET colour = 'brown'"))
BROKEN = Migration(2, ("ALTER TABLE leaf ADD COLUMN colour TEXT", "INSERT INTO nowhere VALUES (1)"))


def test_the_shipped_steps_are_numbered_from_one() -> None:
    assert [step.number for step in shipped()] == list(range(1, len(shipped()) + 1))


def test_a_step_is_split_at_line_ends_and_comments_are_left_out() -> None:
    assert split("-- a; b\nCREATE TABLE a (x TEXT DEFAULT ';');\n\nDROP TABLE a;\n") == (
        "CREATE TABLE a (x TEXT DEFAULT ';')",
        "DROP TABLE a",
    )


def test_a_new_step_runs_once_after_a_sealed_copy_was_made(path: Path, key: bytearray) -> None:
    connect(path, key, create=True, migrations=[ONE]).close()
    database = connect(path, key, migrations=[ONE, TWO])
    assert database.rows("SELECT * FROM leaf") == [("oak-of-larkmere-common", "brown")]
    assert version(database) == 2
    database.close()
    connect(path, key, migrations=[ONE, TWO]).close()
    copy = path.with_name("vault.db.before-0002")
    old = open_keyed(copy, key)
    assert old.rows("SELECT * FROM leaf") == [("oak-of-larkmere-common",)]
    old.close()
    assert b"oak-of-larkmere-common" not in copy.read_bytes()


def test_a_step_that_fails_leaves_the_old_schema_whole(path: Path, key: bytearray) -> None:
    connect(path, key, create=True, migrations=[ONE]).close()
    with pytest.raises(Exception, match="no such table"):
        connect(path, key, migrations=[ONE, BROKEN])
    database = connect(path, key, migrations=[ONE])
    assert (version(database), database.rows("SELECT * FROM leaf")) == (1, [("oak-of-larkmere-common",)])
    database.close()


def test_a_new_book_needs_no_copy(path: Path, key: bytearray) -> None:
    connect(path, key, create=True).close()
    assert [file.name for file in path.parent.iterdir()] == ["vault.db"]
