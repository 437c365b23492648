"""What the first run keeps until the record book is made."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from desktop.vault.begun import NAME, FirstRunFile
from desktop.vault.errors import KeysUnwritable, PassphraseTooShort, WrongPassphrase
from desktop.vault.passphrases import KdfCost

CHEAP = KdfCost(64, 1, 1)
TYPED = {"name": "Odette Farrow", "later": True}
PASSPHRASE = "larch gate winter"


@pytest.fixture
def begun(tmp_path: Path) -> FirstRunFile:
    return FirstRunFile(tmp_path / "home", tmp_path / "home" / "books", os.urandom, CHEAP)


def test_what_was_typed_and_the_page_come_back(begun: FirstRunFile) -> None:
    assert begun.read() is None
    begun.keep("ring", TYPED)
    kept = begun.read()
    assert kept is not None
    assert (kept.page, dict(kept.typed), kept.kit_held) == ("ring", TYPED, False)
    assert begun.path.stat().st_mode & 0o077 == 0


def test_a_kit_that_was_shown_comes_back_with_its_passphrase_only(begun: FirstRunFile) -> None:
    kit = begun.hold_kit(TYPED, PASSPHRASE)
    begun.keep("kit", {**TYPED, "name": "Odette F."})
    kept = begun.read()
    assert kept is not None
    assert (kept.kit_held, kept.typed["name"]) == (True, "Odette F.")
    assert begun.held_kit(PASSPHRASE) == kit
    with pytest.raises(WrongPassphrase):
        begun.held_kit("another winter gate")
    assert begun.hold_kit(TYPED, "four other plain words", kit) == kit
    assert begun.held_kit("four other plain words") == kit


def test_neither_kit_nor_passphrase_can_be_read_in_the_file(begun: FirstRunFile) -> None:
    kit = begun.hold_kit(TYPED, PASSPHRASE)
    raw = begun.path.read_bytes()
    assert not any(group.encode() in raw for group in kit.split("-"))
    assert PASSPHRASE.encode() not in raw


def test_going_back_from_the_kit_drops_it(begun: FirstRunFile) -> None:
    begun.hold_kit(TYPED, PASSPHRASE)
    begun.keep("passphrase", TYPED)
    kept = begun.read()
    assert kept is not None
    assert not kept.kit_held
    with pytest.raises(WrongPassphrase):
        begun.held_kit(PASSPHRASE)


def test_the_folder_of_the_book_to_come_stays_the_same_and_a_made_book_ends_it(begun: FirstRunFile) -> None:
    begun.keep("who", TYPED)
    folder = begun.folder()
    begun.hold_kit(TYPED, PASSPHRASE)
    assert begun.folder() == folder
    folder.mkdir(parents=True)
    (folder / "keys.json").write_text("{}")
    assert begun.read() is None
    assert not begun.path.exists()


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"[]",
        b'{"format":"other"}',
        b'{"format":"guardbook-first-run","version":1,"page":"kit","folder":"../../etc","typed":{}}',
        b'{"format":"guardbook-first-run","version":1,"page":"kit","folder":"0123456789abcdef","typed":{"name":5}}',
        b"x" * 70_000,
    ],
)
def test_a_damaged_file_costs_what_was_typed_and_nothing_more(begun: FirstRunFile, damage: bytes) -> None:
    begun.keep("who", TYPED)
    begun.path.write_bytes(damage)
    assert begun.read() is None
    with pytest.raises(WrongPassphrase):
        begun.held_kit(PASSPHRASE)
    begun.keep("who", TYPED)
    assert begun.read() is not None


def test_an_edited_box_opens_nothing_and_asks_for_no_hundred_gigabytes(begun: FirstRunFile) -> None:
    begun.hold_kit(TYPED, PASSPHRASE)
    whole = json.loads(begun.path.read_bytes())
    for change in (
        {"memory_kib": 1 << 40},
        {"lanes": 0},
        {"salt": whole["kit"]["nonce"]},
        {"sealed": "AAAA"},
        {"iterations": "9"},
    ):
        edited = {**whole, "kit": {**whole["kit"], **change}}
        begun.path.write_text(json.dumps(edited, separators=(",", ":"), sort_keys=True))
        with pytest.raises(WrongPassphrase):
            begun.held_kit(PASSPHRASE)


def test_a_short_passphrase_and_a_place_that_takes_no_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file where the folder should be")
    begun = FirstRunFile(tmp_path / "home", tmp_path / "books", os.urandom, CHEAP)
    with pytest.raises(PassphraseTooShort):
        begun.hold_kit(TYPED, "short")
    with pytest.raises(KeysUnwritable):
        begun.keep("who", TYPED)
    begun.forget()
    assert begun.path.name == NAME
