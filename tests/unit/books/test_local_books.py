"""The record books of one computer, joined from their real parts."""

from __future__ import annotations

from pathlib import Path

from desktop.books import LocalBooks
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
