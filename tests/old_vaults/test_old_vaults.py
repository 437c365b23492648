"""Every record book that was kept opens, verifies and folds to the same, whatever came since; and so does each migration."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from desktop.books import LocalBooks
from desktop.services.books import BookPlace
from desktop.services.session import Session
from desktop.storage.migrate import shipped
from desktop.vault import keys_file
from desktop.vault.keys_file import VERSION
from tests.old_vaults.make import CHEAP, KEEPER, PASSPHRASE, Day, make

HERE = Path(__file__).parent
KEPT = sorted(path for path in HERE.iterdir() if (path / "keys.json").exists())

CHECKED: Mapping[int, Callable[[Session], None]] = {
    # number of a migration that is newer than the newest kept book -> what must hold of a kept book it was run on
}


def expected(kept: Path) -> dict[str, Any]:
    said: dict[str, Any] = json.loads((kept / "expected.json").read_text(encoding="utf-8"))
    return said


def secrets(kept: Path) -> list[str]:
    """Passphrase, kit and two holders' words, from the page beside the book."""
    return re.findall(r"^\| [^|]+ \| `([^`]+)` \|$", (kept / "README.md").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.fixture(params=KEPT, ids=lambda kept: kept.name)
def kept(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    return found


@pytest.fixture
def copied(kept: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "books" / kept.name
    shutil.copytree(kept, folder, ignore=shutil.ignore_patterns("README.md", "expected.json"))
    return folder


def opens_whole(session: Session, kept: Path) -> None:
    said = expected(kept)
    store = session.book.store
    assert [statement for statement, _ in store.all_tokens()] == said["statements"]
    assert sorted(hit.name for hit in session.children.search("")) == said["children"]
    assert [session.device, *session.book.former] == said["devices"]
    before = store.views_digest()
    store.rebuild_views()
    assert store.views_digest() == before, "folding it again says the same"
    assert session.keeping.verify().problems == ()
    for number, check in CHECKED.items():
        if number > said["schema"]:
            check(session)


def test_a_kept_book_opens_with_its_passphrase_verifies_and_folds_again(
    kept: Path, copied: Path, tmp_path: Path
) -> None:
    session = LocalBooks(tmp_path, kdf=CHEAP).unlock(BookPlace(copied, ""), secrets(kept)[0])
    try:
        opens_whole(session, kept)
        session.children.search("Sian")
    finally:
        session.lock()


def test_a_kept_book_opens_with_its_kit_and_takes_a_new_passphrase(kept: Path, copied: Path, tmp_path: Path) -> None:
    books = LocalBooks(tmp_path, kdf=CHEAP)
    books.unlock_with_kit(BookPlace(copied, ""), secrets(kept)[1], "a newer passphrase").lock()
    session = books.unlock(BookPlace(copied, ""), "a newer passphrase")
    try:
        opens_whole(session, kept)
    finally:
        session.lock()


def test_a_kept_book_opens_with_the_words_of_two_holders(kept: Path, copied: Path, tmp_path: Path) -> None:
    books = LocalBooks(tmp_path, kdf=CHEAP)
    session = books.recover(
        copied, secrets(kept)[2:4], KEEPER, "Designated lead", "a passphrase of their own", books.new_kit()
    )
    try:
        assert sorted(hit.name for hit in session.children.search("")) == expected(kept)["children"]
    finally:
        session.lock()


def test_the_version_that_is_written_is_among_the_kept_ones() -> None:
    assert f"v{VERSION}" in {kept.name for kept in KEPT}
    for kept in KEPT:
        assert f"v{json.loads((kept / 'keys.json').read_bytes())['version']}" == kept.name


def test_every_migration_is_tried_on_a_kept_book() -> None:
    newest = max(expected(kept)["schema"] for kept in KEPT)
    untried = [step.number for step in shipped() if step.number > newest and step.number not in CHECKED]
    assert not untried, (
        f"migration {untried} came after the newest kept record book: say in CHECKED what must hold of a kept one "
        "afterwards (or, before a version is released, make its book again: python -m tests.old_vaults.make)"
    )


def test_the_command_makes_a_book_that_passes(tmp_path: Path) -> None:
    made = tmp_path / f"v{VERSION}"
    make(made)
    assert sorted(path.name for path in made.iterdir()) == [
        "README.md",
        "expected.json",
        "keys.json",
        "keys.json.previous",
        "vault.db",
    ]
    assert keys_file.read(made)[0].former
    folder = tmp_path / "books" / "copy"
    shutil.copytree(made, folder)
    session = LocalBooks(tmp_path, Day(), kdf=CHEAP).unlock(BookPlace(folder, ""), PASSPHRASE)
    try:
        opens_whole(session, made)
    finally:
        session.lock()
