"""What can happen to a record book on its own computer: each its own clear words, nothing lost or half-applied."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.services.session import Session
from desktop.storage.connection import DATABASE_NAME, open_keyed
from desktop.storage.errors import DatabaseDamaged, DatabaseTooNew
from desktop.ui.messages import Said
from desktop.vault import keyring
from desktop.vault.errors import KeysDamaged, VaultInUse, VaultTooNew, WrongPassphrase
from desktop.vault.keys_file import KEYS_NAME, PREVIOUS_NAME
from tests.e2e.faults.area import Area, assert_whole, contents, said

ROOT = Path(__file__).resolve().parents[3]
PAGE = 8192


def next_action_works(area: Area, session: Session, before: tuple[object, ...]) -> None:
    """The book holds what it held, and takes new work."""
    assert contents(session) == before
    area.refer(session, "esme")
    assert_whole(session)


def test_a_wrong_passphrase_changes_nothing_and_the_right_one_still_opens(area: Area) -> None:
    school = area.unlock("school")
    area.refer(school)
    before = contents(school)
    school.lock()
    files = {path.name: path.read_bytes() for path in area.place("school").folder.iterdir()}
    for wrong in ("otter lantern gravel plums", "", "x" * 5000):
        with pytest.raises(WrongPassphrase) as caught:
            area.books().unlock(area.place("school"), wrong)
        assert "Caps Lock" in said(caught.value).next
    assert {path.name: path.read_bytes() for path in area.place("school").folder.iterdir()} == files
    next_action_works(area, area.unlock("school"), before)


def test_one_damaged_key_file_costs_nothing_and_the_next_backup_holds_whole_keys(area: Area, tmp_path: Path) -> None:
    school = area.unlock("school")
    area.refer(school)
    before = contents(school)
    school.lock()
    keys = area.place("school").folder / KEYS_NAME
    whole = keys.read_bytes()
    keys.write_bytes(whole[: len(whole) // 2])
    school = area.unlock("school")
    next_action_works(area, school, before)
    after = contents(school)
    backup = school.keeping.back_up(tmp_path / "stick")
    school.lock()
    assert keys.read_bytes() == whole, "the copy took the damaged file's place"
    restored = area.keep(area.books().restore(backup, area.passphrase))
    assert set(after[0]) <= set(contents(restored)[0])


def test_both_key_files_damaged_are_said_and_the_records_open_again_with_whole_keys(area: Area) -> None:
    school = area.unlock("school")
    area.refer(school)
    before = contents(school)
    school.lock()
    folder = area.place("school").folder
    whole, records = (folder / KEYS_NAME).read_bytes(), (folder / DATABASE_NAME).read_bytes()
    flipped = bytes([*whole[:200], whole[200] ^ 1, *whole[201:]])
    for name in (KEYS_NAME, PREVIOUS_NAME):
        (folder / name).write_bytes(flipped)
    with pytest.raises(KeysDamaged) as caught:
        area.books().unlock(area.place("school"), area.passphrase)
    assert "backup" in said(caught.value).next
    assert (folder / DATABASE_NAME).read_bytes() == records
    (folder / KEYS_NAME).write_bytes(whole)
    next_action_works(area, area.unlock("school"), before)


def test_a_damaged_page_is_said_wherever_it_lies_and_what_is_read_is_never_wrong(area: Area, tmp_path: Path) -> None:
    school = area.unlock("school")
    child, _ = area.refer(school)
    fields, before = school.children.page(child).fields, contents(school)
    school.lock()
    path = area.place("school").folder / DATABASE_NAME
    whole = path.read_bytes()
    pages, met = len(whole) // PAGE, set[Said]()
    for page in range(0, pages, max(1, pages // 24)):
        place = page * PAGE + PAGE // 2
        put_back(path, whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
        try:
            damaged = area.unlock("school")
        except DatabaseDamaged as fault:  # a page that opening reads
            met.add(said(fault))
            continue
        try:
            assert damaged.children.page(child).fields == fields
            assert contents(damaged) == before
        except DatabaseDamaged as fault:
            met.add(said(fault))
        assert damaged.book.store.problems(), f"page {page}"
        with contextlib.suppress(DatabaseDamaged):  # raised, or listed
            assert damaged.keeping.verify().problems
        with contextlib.suppress(DatabaseDamaged):
            damaged.concerns.save_draft(None, None, area.concern())  # never as a fault of the drive, or a wrong key
        with pytest.raises(DatabaseDamaged):
            damaged.keeping.back_up(tmp_path / "stick")
        assert not list((tmp_path / "stick").iterdir()), "no backup is made of what is damaged"
        damaged.lock()
    (words,) = met
    assert "restore your last backup" in words.next
    put_back(path, whole)
    next_action_works(area, area.unlock("school"), before)


def put_back(path: Path, content: bytes) -> None:
    """The database file with this content, and no log beside it."""
    path.with_name(path.name + "-wal").unlink(missing_ok=True)
    path.write_bytes(content)


def test_a_book_of_a_newer_guardbook_is_refused_and_left_as_it_is(area: Area) -> None:
    school = area.unlock("school")
    area.refer(school)
    before = contents(school)
    school.lock()
    place, folder = area.place("school"), area.place("school").folder
    number = set_schema_number(folder, area.passphrase, 999)
    newer = (folder / DATABASE_NAME).read_bytes()
    with pytest.raises(DatabaseTooNew) as caught:
        area.books().unlock(place, area.passphrase)
    assert "newest Guardbook" in said(caught.value).next
    assert (folder / DATABASE_NAME).read_bytes() == newer
    set_schema_number(folder, area.passphrase, number)
    next_action_works(area, area.unlock("school"), before)


def set_schema_number(folder: Path, passphrase: str, number: int) -> int:
    """Write the schema's number as a newer Guardbook would have left it; give the one that was there."""
    opened = keyring.unlock(folder, passphrase)
    database = open_keyed(folder / DATABASE_NAME, opened.database_key)
    found = database.pragma("user_version")
    database.run(f"PRAGMA user_version={number}")
    database.checkpoint()
    database.close()
    opened.lock()
    assert isinstance(found, int)
    return found


def test_keys_of_a_newer_guardbook_are_refused_and_left_as_they_are(area: Area) -> None:
    folder = area.place("school").folder
    whole = (folder / KEYS_NAME).read_bytes()
    newer = json.dumps({**json.loads(whole), "version": 9}).encode()
    (folder / KEYS_NAME).write_bytes(newer)
    with pytest.raises(VaultTooNew) as caught:
        area.books().unlock(area.place("school"), area.passphrase)
    assert "newest Guardbook" in said(caught.value).next
    assert (folder / KEYS_NAME).read_bytes() == newer
    (folder / KEYS_NAME).write_bytes(whole)
    area.unlock("school")


def test_a_book_that_is_open_is_not_opened_a_second_time_here_or_in_another_process(area: Area) -> None:
    school = area.unlock("school")
    child, _ = area.write(school)
    with pytest.raises(VaultInUse) as caught:
        area.books().unlock(area.place("school"), area.passphrase)
    assert "already open" in said(caught.value).happened
    with pytest.raises(VaultInUse):
        area.books().unlock_with_kit(area.place("school"), area.made.kits["school"], "a new passphrase")
    program = (
        "import sys; from desktop.vault import keyring; from pathlib import Path\n"
        "try: keyring.unlock(Path(sys.argv[1]), sys.stdin.read())\n"
        "except Exception as fault: print(type(fault).__name__)"
    )
    command = [sys.executable, "-c", program, str(area.place("school").folder)]
    other = subprocess.run(command, input=area.passphrase, capture_output=True, text=True, check=True, cwd=ROOT)
    assert other.stdout.strip() == "VaultInUse"
    before = contents(school)
    school.lock()
    school = area.unlock("school")
    assert [row.id for row in school.children.search("Pellow")] == [child]
    next_action_works(area, school, before)
