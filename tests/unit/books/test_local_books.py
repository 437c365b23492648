"""The record books of one computer, joined from their real parts."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.books import LocalBooks
from desktop.domain.records import ChildEntry
from desktop.domain.statements import Kind
from desktop.services.books import BookPlace
from desktop.services.errors import Cancelled
from desktop.storage.backup import restore as restore_files
from desktop.vault import keyring, renewal
from desktop.vault.errors import PassphraseTooShort, WrongPassphrase
from desktop.vault.keys_file import KEYS_NAME
from desktop.vault.passphrases import KdfCost
from tests.unit.services.people import LARKMERE

PASSPHRASE = "slate otter windmill"
CHEAP = KdfCost(64, 1, 1)


def test_that_a_damaged_key_file_was_mended_is_told_at_that_opening_and_no_more(tmp_path: Path) -> None:
    books = LocalBooks(tmp_path, kdf=CHEAP)
    session = books.create(None, LARKMERE, PASSPHRASE, books.new_kit())
    assert session.today.warnings() == ()
    session.lock()
    (place,) = books.known()
    (place.folder / KEYS_NAME).write_bytes(b"not keys any more")
    mended = books.unlock(place, PASSPHRASE)
    (told,) = mended.today.page().warnings
    assert "mended from its copy" in told
    assert "backup" in told
    mended.lock()
    again = books.unlock(place, PASSPHRASE)
    assert again.today.page().warnings == ()
    again.lock()


def made(books: LocalBooks, tmp_path: Path) -> Path:
    """A backup of a book with a child in it."""
    session = books.create(None, LARKMERE, PASSPHRASE, books.new_kit())
    session.children.register(ChildEntry(given_names="Wrenna", family_name="Holt"))
    backup = session.keeping.back_up(tmp_path / "stick")
    session.lock()
    return backup


def test_a_restored_book_is_a_new_device_with_the_passphrase_that_was_asked_for(tmp_path: Path) -> None:
    books = LocalBooks(tmp_path, kdf=CHEAP)
    backup = made(books, tmp_path)
    (place,) = books.known()
    was = books.unlock(place, PASSPHRASE)
    old, head = was.device, was.book.store.head_statement(was.device)
    was.lock()
    with pytest.raises(PassphraseTooShort):
        books.restore(backup, PASSPHRASE, "short")
    with pytest.raises(Cancelled):
        books.restore(backup, PASSPHRASE, progress=lambda *_: False)
    assert books.known() == (place,)
    here = books.written_here(backup)
    assert here is not None
    assert abs((here - datetime.now(UTC)).total_seconds()) < 60
    assert LocalBooks(tmp_path / "another computer", kdf=CHEAP).written_here(backup) is None
    session = books.restore(backup, PASSPHRASE, "heron bridge autumn")
    assert (session.device != old, session.book.former) == (True, (old,))
    (said,) = session.book.store.statements_of_kind(Kind.DEVICE_RESTORED)
    assert (said.device, said.fields["was"], said.fields["last_head"]) == (session.device, old, head)
    assert session.keeping.verify().problems == ()
    assert session.book.person(old) == LARKMERE.name
    assert session.book.organisation(old) == LARKMERE.organisation
    assert session.book.is_own(old)
    session.lock()
    restored = next(one for one in books.known() if one.folder != place.folder)
    assert "(restored " in restored.label
    assert "restored" not in place.label
    with pytest.raises(WrongPassphrase):
        books.unlock(restored, PASSPHRASE)
    again = books.unlock(restored, "heron bridge autumn")
    assert (again.device, again.book.former) == (session.device, (old,))
    assert len(again.book.store.statements_of_kind(Kind.DEVICE_RESTORED)) == 1
    again.lock()


def test_a_restore_broken_off_between_keys_and_journal_is_finished_at_the_next_opening(tmp_path: Path) -> None:
    books = LocalBooks(tmp_path, kdf=CHEAP)
    backup = made(books, tmp_path)
    (place,) = books.known()
    was = books.unlock(place, PASSPHRASE)
    old = was.device
    was.lock()
    folder = restore_files(backup, tmp_path / "books" / "again").parent
    opened = keyring.unlock(folder, PASSPHRASE)
    renewal.new_device(opened, os.urandom)  # the keys are new; then the power goes
    opened.lock()
    session = books.unlock(BookPlace(folder, ""), PASSPHRASE)
    assert session.book.former == (old,)
    assert session.keeping.verify().problems == ()
    session.lock()
    opened = keyring.unlock(folder, PASSPHRASE)
    renewal.new_device(opened, os.urandom)  # and a key file that is newer than the journal
    opened.lock()
    again = books.unlock(BookPlace(folder, ""), PASSPHRASE)
    assert again.book.former == (session.device, old)
    assert again.keeping.verify().problems == ()
    again.lock()


def test_a_backup_opens_with_the_kit_and_says_its_date(tmp_path: Path) -> None:
    books = LocalBooks(tmp_path, kdf=CHEAP)
    kit = books.new_kit()
    session = books.create(None, LARKMERE, PASSPHRASE, kit)
    backup = session.keeping.back_up(tmp_path / "stick")
    now = session.now()
    session.lock()
    assert abs((books.backup_date(backup) - now).total_seconds()) < 5
    books.restore(backup, kit).lock()
