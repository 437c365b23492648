"""Make the record book that is kept to prove that this version stays readable: ``python -m tests.old_vaults.make``.

Everything in it is invented, its secrets too; they stand in README.md beside it. A kept book of a *released* version is
never made again: a later version of the format gets a folder of its own.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from desktop.books import LocalBooks
from desktop.domain.records import ChildEntry, OrganisationKind, Profile
from desktop.services.session import Session
from desktop.storage.connection import DATABASE_NAME
from desktop.storage.migrate import shipped
from desktop.vault import keyring
from desktop.vault.keys_file import KEYS_NAME, PREVIOUS_NAME, VERSION
from desktop.vault.passphrases import KdfCost
from tests.unit.services.people import KIANS_ARM

HERE = Path(__file__).parent
PASSPHRASE = "kept for later readers"
CHEAP = KdfCost(64, 1, 1)
KEEPER = Profile("Odette Farrow", "Designated safeguarding lead", "Larkmere Primary", OrganisationKind.SCHOOL)
ABOUT = """# A record book of vault version {version}

Made by `python -m tests.old_vaults.make`. Everything in it is invented. A book as it lay on disk after a backup was restored, sealed
to an organisation's recovery too; `expected.json` says what it must hold. It is never changed: the tests open a copy.

| | |
|---|---|
| passphrase | `{passphrase}` |
| recovery kit | `{kit}` |
| first holder's words | `{words[0]}` |
| second holder's words (two of three) | `{words[1]}` |
| schema | {schema} |
"""


class Day:
    """One invented morning, a second later at each look."""

    def __init__(self) -> None:
        self._seconds = int(datetime(2026, 11, 20, 9, 40, tzinfo=UTC).timestamp())

    def now(self) -> datetime:
        self._seconds += 1
        return datetime.fromtimestamp(self._seconds, UTC)


def fill(session: Session) -> None:
    """Two children, a concern that was amended, and one page printed."""
    kian = session.children.register(ChildEntry(given_names="Kian", family_name="Ashdown", born="2017-03-09")).child
    session.children.register(ChildEntry(given_names="Siân", family_name="Ŵedderburn"))
    done = session.concerns.record(kian, KIANS_ARM)
    session.concerns.amend(done.concern, {"opinion": "Seen again: it is fading."}, "Seen again")
    session.papers.chronology_pdf(kian)


def make(target: Path) -> None:
    """Write keys.json, vault.db, README.md and expected.json into ``target``, which is emptied first."""
    with tempfile.TemporaryDirectory() as made:
        home = Path(made)
        books = LocalBooks(home, Day(), os.urandom, CHEAP)
        kit, recovery = books.new_kit(), books.make_recovery(2, 3)
        first = books.create(None, KEEPER, PASSPHRASE, kit)
        fill(first)
        backup = first.keeping.back_up(home / "stick")
        first.lock()
        restored = books.restore(backup, PASSPHRASE)
        restored.children.register(ChildEntry(given_names="Written", family_name="After the restore"))
        expected = {
            "schema": len(shipped()),
            "statements": [statement for statement, _ in restored.book.store.all_tokens()],
            "children": sorted(hit.name for hit in restored.children.search("")),
            "devices": [restored.device, *restored.book.former],
            "views": restored.book.store.views_digest(),
        }
        restored.lock()
        folder = next(place.folder for place in books.known() if _former(place.folder))
        opened = keyring.unlock(folder, PASSPHRASE)
        keyring.set_recovery(folder, opened, recovery.recipient, os.urandom)
        opened.lock()
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir()
        for name in (KEYS_NAME, PREVIOUS_NAME, DATABASE_NAME):
            shutil.copyfile(folder / name, target / name)
        (target / "expected.json").write_text(json.dumps(expected, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        words = ABOUT.format(
            version=VERSION, passphrase=PASSPHRASE, kit=kit, words=recovery.words, schema=expected["schema"]
        )
        (target / "README.md").write_text(words, encoding="utf-8")


def _former(folder: Path) -> bool:
    return bool(keyring.keys_file.read(folder)[0].former)


if __name__ == "__main__":
    make(HERE / f"v{VERSION}")
