"""New keys for a whole book: killed at any step it opens with the old passphrase or the new one, with all that was saved."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.keeper import VaultKeeper
from desktop.services.errors import Cancelled
from desktop.services.keeping import told
from desktop.storage import rekeying
from desktop.storage.connection import DATABASE_NAME, connect
from desktop.storage.errors import DatabaseDamaged, DriveFault, StorageError
from desktop.storage.rekeying import WAITING, settle
from desktop.storage.store import Store
from desktop.vault import keyring, renewal
from desktop.vault.creation import begin
from desktop.vault.day_pin import DayPins
from desktop.vault.errors import KitMistyped, PassphraseTooShort, RekeyUnfinished, WrongKit, WrongPassphrase
from desktop.vault.keys_file import KEYS_NAME
from desktop.vault.kit import new_kit
from tests.unit.keeper.killed import CHEAP, NEW, OLD, Clock
from tests.unit.storage.saying import Speaker, entry, record_id

KIT, NEW_KIT = new_kit(os.urandom), new_kit(os.urandom)
CHILD = "tests.unit.keeper.killed"


def fill(store: Store, count: int) -> None:
    speaker = Speaker("school")
    with store.transaction() as writer:
        for number in range(count):
            said = speaker.say("child.registered", (record_id(f"{number}"),), {"given_names": f"Wrenna {number}"})
            writer.append([entry(said)])


@pytest.fixture
def book(tmp_path: Path) -> Path:
    folder = tmp_path / "book"
    with begin(folder, OLD, KIT, os.urandom, CHEAP) as creation:
        store = Store(connect(creation.partial / DATABASE_NAME, creation.opened.database_key, create=True))
        fill(store, 8)
        store.close()
        creation.commit().lock()
    return folder


class Open:
    """A book that is open, with its keeper."""

    def __init__(self, folder: Path, passphrase: str) -> None:
        self.opened = keyring.unlock(folder, passphrase)
        try:
            settle(folder, self.opened.database_key)
            self.store = Store(connect(folder / DATABASE_NAME, self.opened.database_key))
        except BaseException:
            self.opened.lock()
            raise
        self.keeper = VaultKeeper(self.opened, self.store, os.urandom, CHEAP, Clock(), DayPins())

    def contents(self) -> list[tuple[str, str]]:
        return list(self.store.all_tokens())


@pytest.fixture
def open_book(book: Path) -> Iterator[Open]:
    made = Open(book, OLD)
    yield made
    made.keeper.lock()


def opens_with(folder: Path) -> str:
    """The one passphrase of the two that opens the book; whatever was interrupted is settled."""
    for passphrase, other in ((OLD, NEW), (NEW, OLD)):
        try:
            found = Open(folder, passphrase)
        except WrongPassphrase:
            continue
        assert found.store.problems() == ()
        assert len(found.contents()) == 8
        found.keeper.lock()
        with pytest.raises(WrongPassphrase):
            keyring.unlock(folder, other)
        return passphrase
    pytest.fail("neither passphrase opens the book")


def test_after_a_change_of_keys_only_the_new_ones_open_and_the_open_book_goes_on(open_book: Open, book: Path) -> None:
    before = open_book.contents()
    old_key = bytearray(open_book.opened.database_key)
    (book / "vault.db.before-0003").write_bytes(b"an older schema, under the old key")
    steps: list[tuple[int, int]] = []
    open_book.keeper.rekey(OLD, NEW, NEW_KIT, lambda done, total: steps.append((done, total)))
    assert steps
    assert steps[-1][0] == steps[-1][1]
    assert open_book.contents() == before
    with open_book.store.transaction() as writer:
        writer.put_setting("still", "open")
    open_book.keeper.lock()
    assert sorted(path.name for path in book.iterdir()) == ["keys.json", "keys.json.previous", "vault.db", "vault.lock"]
    assert opens_with(book) == NEW
    with pytest.raises(WrongKit):
        keyring.unlock_with_kit(book, KIT)
    keyring.unlock_with_kit(book, NEW_KIT).lock()
    with pytest.raises(StorageError):
        connect(book / DATABASE_NAME, old_key)
    again = Open(book, NEW)
    assert again.store.setting("still") == "open"
    again.keeper.lock()


@pytest.mark.skipif(
    sys.platform == "win32", reason="a killed child keeps no lock there either, but its files stay open"
)
def test_killed_at_any_step_it_opens_with_the_old_passphrase_or_the_new_one_never_neither(book: Path) -> None:
    seen: list[str] = []
    for step in range(1, 100):
        folder = book.with_name(f"killed at {step}")
        shutil.copytree(book, folder)
        ended = subprocess.run(
            [sys.executable, "-m", CHILD, folder, str(step), NEW_KIT], cwd=Path.cwd(), check=False
        ).returncode
        assert ended in (0, 9)
        seen.append(opens_with(folder))
        assert not (folder / WAITING).exists()
        shutil.rmtree(folder)
        if ended == 0:
            break
    assert seen == sorted(seen, key=(OLD, NEW).index), "once the new one opens, the old one never does again"
    assert len(seen) > 10
    assert {seen[0], seen[-1]} == {OLD, NEW}


def test_broken_off_by_the_person_or_refused_nothing_is_changed(open_book: Open, book: Path) -> None:
    before = {path.name: path.read_bytes() for path in book.iterdir()}
    tries = (
        (lambda: open_book.keeper.rekey(OLD, NEW, NEW_KIT, told(lambda *_: False)), Cancelled),
        (lambda: open_book.keeper.rekey("not the old one", NEW, NEW_KIT, told(None)), WrongPassphrase),
        (lambda: open_book.keeper.rekey(OLD, "short", NEW_KIT, told(None)), PassphraseTooShort),
        (lambda: open_book.keeper.rekey(OLD, NEW, "no kit", told(None)), KitMistyped),
    )
    for attempt, error in tries:
        with pytest.raises(error):
            attempt()
        assert {path.name for path in book.iterdir()} == set(before)
        assert (book / KEYS_NAME).read_bytes() == before[KEYS_NAME]
    fill(open_book.store, 8)  # the same again: nothing new, but it can be written
    open_book.keeper.lock()
    assert opens_with(book) == OLD


def test_a_key_file_that_cannot_be_written_leaves_the_old_keys(open_book: Open, book: Path) -> None:
    (book / "keys.json.new").mkdir()  # in the way of the very first write
    with pytest.raises(Exception, match="could not be written"):
        open_book.keeper.rekey(OLD, NEW, NEW_KIT, told(None))
    (book / "keys.json.new").rmdir()
    assert not (book / WAITING).exists()
    assert len(open_book.contents()) == 8
    open_book.keeper.lock()
    assert opens_with(book) == OLD


def test_when_it_is_not_sure_which_keys_are_in_force_the_book_is_locked(
    open_book: Open, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.replace

    def fails_afterwards(source: Path, target: Path) -> None:
        real(source, target)
        if Path(target).name == KEYS_NAME:
            raise OSError(5, "the drive went away")

    monkeypatch.setattr(os, "replace", fails_afterwards)
    with pytest.raises(RekeyUnfinished):
        open_book.keeper.rekey(OLD, NEW, NEW_KIT, told(None))
    monkeypatch.undo()
    assert open_book.opened.locked
    assert opens_with(book) == NEW


def test_when_the_new_database_cannot_take_its_place_the_next_opening_puts_it_there(
    open_book: Open, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.replace

    def fails(source: Path, target: Path) -> None:
        if Path(target).name == DATABASE_NAME:
            raise OSError(5, "the drive went away")
        real(source, target)

    monkeypatch.setattr(os, "replace", fails)
    with pytest.raises(RekeyUnfinished):
        open_book.keeper.rekey(OLD, NEW, NEW_KIT, told(None))
    with pytest.raises(DriveFault):
        Open(book, NEW)
    monkeypatch.undo()
    assert opens_with(book) == NEW


def test_a_damaged_book_is_not_written_anew(open_book: Open, book: Path) -> None:
    open_book.store.checkpoint()
    raw = bytearray((book / DATABASE_NAME).read_bytes())
    raw[3 * 8192 + 500] ^= 1
    (book / DATABASE_NAME).write_bytes(raw)
    with pytest.raises(DatabaseDamaged):
        open_book.keeper.rekey(OLD, NEW, NEW_KIT, told(None))
    assert not (book / WAITING).exists()


def test_a_place_that_cannot_be_written_says_so(open_book: Open, book: Path) -> None:
    (book / WAITING).mkdir()
    with pytest.raises(DriveFault):
        open_book.keeper.rekey(OLD, NEW, NEW_KIT, told(None))


def test_a_waiting_database_of_no_key_is_taken_away_and_one_whose_old_one_is_lost_is_used(book: Path) -> None:
    (book / WAITING).write_bytes(os.urandom(16384))
    assert opens_with(book) == OLD
    assert not (book / WAITING).exists()
    (book / DATABASE_NAME).rename(book / WAITING)
    assert opens_with(book) == OLD


def test_a_recovery_and_a_renewal_go_on_after_a_change_of_keys(open_book: Open, book: Path) -> None:
    from desktop.vault.recovery import combine, make  # noqa: PLC0415 - its word list is loaded only here

    made = make(2, 3, os.urandom)
    assert open_book.keeper.set_recovery(made.recipient)
    assert not open_book.keeper.set_recovery(made.recipient)
    open_book.keeper.rekey(OLD, NEW, NEW_KIT, told(None))
    assert open_book.keeper.recovery() == made.recipient
    key = renewal.recovered_key(keyring.keys_file.read(book)[0], combine(made.words[:2]))
    assert key == bytes(open_book.opened.database_key)


def test_what_is_not_beside_the_book_is_no_matter(tmp_path: Path) -> None:
    settle(tmp_path, bytearray(32))
    rekeying.abandon(tmp_path)
