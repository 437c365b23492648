"""New keys for a book that exists: a new device after a restore, and new keys for everything."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.vault import keys_file, renewal
from desktop.vault.creation import create
from desktop.vault.errors import KeysDamaged, KitMistyped, PassphraseTooShort, WrongKit, WrongPassphrase
from desktop.vault.keyring import holds_device, recovery_of, set_recovery, unlock, unlock_with_kit
from desktop.vault.keys_file import MAX_FORMER
from desktop.vault.kit import new_kit
from desktop.vault.passphrases import KdfCost
from desktop.vault.recovery import combine, make

Random = Callable[[int], bytes]
CHEAP = KdfCost(64, 1, 1)
PASSPHRASE, NEW = "larch gate winter", "heron bridge autumn"


@pytest.fixture
def book(folder: Path, kit: str, random: Random) -> Path:
    create(folder, PASSPHRASE, kit, random, CHEAP).lock()
    return folder


def test_a_new_device_keeps_of_the_old_one_what_reads_and_nothing_that_signs(
    book: Path, kit: str, random: Random
) -> None:
    opened = unlock(book, PASSPHRASE)
    old, database_key = opened.keys, bytes(opened.database_key)
    assert renewal.new_device(opened, random) == old.id
    assert opened.keys.id != old.id
    opened.lock()
    again = unlock_with_kit(book, kit)  # kit and passphrase stay
    assert (again.keys, bytes(again.database_key)) == (opened.keys, database_key)
    (former,) = again.former
    assert (former.id, former.card, former.identity.recipient) == (old.id, old.card(), old.card().age)
    box = keys_file.read(book)[0].former[0]
    assert len(box["sealed"]) > 0
    for seed in (old.signing_seed, old.cover_seed):
        assert seed not in former.to_bytes()
    assert former.age_seed.hex() not in repr(again)
    again.lock()


def test_only_the_newest_former_devices_are_kept_and_the_file_stays_within_its_bound(
    book: Path, random: Random
) -> None:
    opened = unlock(book, PASSPHRASE)
    were = [renewal.new_device(opened, random) for _ in range(MAX_FORMER + 2)]
    opened.lock()
    again = unlock(book, PASSPHRASE)
    assert [one.id for one in again.former] == were[2:]
    again.lock()
    keys, _ = keys_file.read(book)
    with pytest.raises(KeysDamaged):
        keys_file.parse(keys.with_device(keys.device, (*keys.former, keys.former[0])).to_bytes())


def test_a_former_device_that_does_not_open_is_damage(book: Path, random: Random) -> None:
    opened = unlock(book, PASSPHRASE)
    renewal.new_device(opened, random)
    keys, _ = keys_file.read(book)
    (box,) = keys.former
    other = {**box, "nonce": keys.device["nonce"]}
    keys_file.write(book, keys.with_device(keys.device, (other,)))
    opened.lock()
    with pytest.raises(KeysDamaged):
        unlock(book, PASSPHRASE)


def test_a_real_change_of_keys_leaves_nothing_that_the_old_passphrase_or_kit_opens(
    book: Path, kit: str, random: Random
) -> None:
    opened = unlock(book, PASSPHRASE)
    device, before = opened.keys, bytes(opened.database_key)
    made = make(2, 2, random)
    set_recovery(book, opened, made.recipient, random)
    renewal.new_device(opened, random)
    for passphrase, typed, error in (("short", kit, PassphraseTooShort), (NEW, "no kit", KitMistyped)):
        with pytest.raises(error):
            renewal.replacement(opened, passphrase, typed, random, CHEAP)
    fresh = new_kit(random)
    new = renewal.replacement(opened, NEW, fresh, random, CHEAP)
    assert keys_file.read(book)[0] != new.keys, "nothing is written yet"
    assert holds_device(keys_file.read(book)[0], opened)
    new.put_in_place(opened)
    assert keys_file.read(book)[0] == new.keys
    assert not holds_device(new.keys, opened)
    new.adopt(opened)
    assert holds_device(new.keys, opened)
    assert bytes(new.database_key) == bytes(32), "wiped"
    after = bytes(opened.database_key)
    assert after != before
    opened.lock()
    with pytest.raises(WrongPassphrase):
        unlock(book, PASSPHRASE)
    with pytest.raises(WrongKit):
        unlock_with_kit(book, kit)
    again = unlock_with_kit(book, fresh)
    assert (bytes(again.database_key), again.keys, [one.id for one in again.former]) == (
        after,
        opened.keys,
        [device.id],
    )
    again.lock()
    assert recovery_of(new.keys) == made.recipient
    assert renewal.recovered_key(new.keys, combine(made.words)) == after


def test_an_unknown_slot_would_hold_the_old_key_so_a_change_of_keys_drops_it(book: Path, random: Random) -> None:
    opened = unlock(book, PASSPHRASE)
    keys, _ = keys_file.read(book)
    keys_file.write(book, keys.with_slot({"type": "fido2", "sealed": "AAAA"}))
    new = renewal.replacement(opened, NEW, new_kit(random), random, CHEAP)
    assert {slot["type"] for slot in new.keys.slots} == {"passphrase", "recovery-kit"}
    opened.lock()
