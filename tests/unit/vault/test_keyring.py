from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bundle.encoding import b64u, canonical_json, unb64u
from desktop.vault import keys_file
from desktop.vault.creation import create
from desktop.vault.errors import (
    KeysDamaged,
    KitMistyped,
    PassphraseTooShort,
    VaultInUse,
    VaultMissing,
    VaultTooNew,
    WrongKit,
    WrongPassphrase,
)
from desktop.vault.keyring import change_kit, change_passphrase, check_passphrase, unlock, unlock_with_kit
from desktop.vault.keys_file import KEYS_NAME, PREVIOUS_NAME
from desktop.vault.kit import new_kit
from desktop.vault.passphrases import FLOOR, KdfCost, calibrate, derive
from desktop.vault.slots import open_box

Random = Callable[[int], bytes]
CHEAP = KdfCost(64, 1, 1)
PASSPHRASE = "larch gate winter"
OTHER = "heron bridge autumn"


@pytest.fixture
def book(folder: Path, kit: str, random: Random) -> Path:
    create(folder, PASSPHRASE, kit, random, CHEAP).lock()
    return folder


def rewrite(folder: Path, change: Callable[[dict[str, object]], None]) -> None:
    """Change the key file as an attacker would: with a checksum that fits again."""
    content = json.loads((folder / KEYS_NAME).read_bytes())
    change(content)
    content.pop("checksum")
    body = {**content, "checksum": hashlib.sha256(canonical_json(content)).hexdigest()}
    for name in (KEYS_NAME, PREVIOUS_NAME):
        (folder / name).write_bytes(canonical_json(body))


def test_passphrase_and_kit_open_the_same_keys(book: Path, kit: str) -> None:
    first = unlock(book, PASSPHRASE)
    database_key, keys, vault = bytes(first.database_key), first.keys, first.vault_id
    first.lock()
    second = unlock_with_kit(book, kit.lower().replace("-", " "))
    assert (bytes(second.database_key), second.keys, second.vault_id) == (database_key, keys, vault)
    second.lock()


def test_a_wrong_passphrase_opens_nothing_and_leaves_the_book_free(book: Path) -> None:
    for wrong in ("", "larch gate Winter", PASSPHRASE + " ", "x" * 100_000):
        with pytest.raises(WrongPassphrase):
            unlock(book, wrong)
    unlock(book, PASSPHRASE).lock()


def test_the_same_passphrase_typed_in_another_unicode_form_opens(folder: Path, kit: str, random: Random) -> None:
    create(folder, "caf\u00e9 by the weir", kit, random, CHEAP).lock()
    unlock(folder, "cafe\u0301 by the weir").lock()


def test_another_books_kit_is_a_wrong_kit_and_a_slip_is_mistyped(book: Path, kit: str, random: Random) -> None:
    with pytest.raises(WrongKit):
        unlock_with_kit(book, new_kit(random))
    with pytest.raises(KitMistyped):
        unlock_with_kit(book, kit[:-1])


def test_an_open_book_is_in_use_for_everyone_else(book: Path) -> None:
    opened = unlock(book, PASSPHRASE)
    with pytest.raises(VaultInUse):
        unlock(book, PASSPHRASE)
    opened.lock()
    unlock(book, PASSPHRASE).lock()


def test_locking_wipes_the_database_key(book: Path) -> None:
    opened = unlock(book, PASSPHRASE)
    key = opened.database_key
    assert any(key)
    opened.lock()
    opened.lock()
    assert not any(key)
    assert not any(opened.personal_key)


def test_a_changed_passphrase_replaces_the_old_one_on_every_copy(book: Path, random: Random) -> None:
    opened = unlock(book, PASSPHRASE)
    key = bytes(opened.database_key)
    change_passphrase(book, opened, OTHER, random, CHEAP)
    opened.lock()
    with pytest.raises(WrongPassphrase):
        unlock(book, PASSPHRASE)
    (book / KEYS_NAME).unlink()
    with pytest.raises(WrongPassphrase):
        unlock(book, PASSPHRASE)
    again = unlock(book, OTHER)
    assert bytes(again.database_key) == key
    again.lock()


def test_a_new_passphrase_may_be_set_after_the_kit(book: Path, kit: str, random: Random) -> None:
    opened = unlock_with_kit(book, kit)
    change_passphrase(book, opened, OTHER, random, CHEAP)
    opened.lock()
    unlock(book, OTHER).lock()
    unlock_with_kit(book, kit).lock()


def test_a_new_kit_replaces_the_old_one(book: Path, kit: str, random: Random) -> None:
    opened = unlock(book, PASSPHRASE)
    newer = new_kit(random)
    change_kit(book, opened, newer, random)
    opened.lock()
    with pytest.raises(WrongKit):
        unlock_with_kit(book, kit)
    unlock_with_kit(book, newer).lock()


def test_the_passphrase_of_an_open_book_can_be_asked_for_again(book: Path) -> None:
    opened = unlock(book, PASSPHRASE)
    check_passphrase(book, opened, PASSPHRASE)
    with pytest.raises(WrongPassphrase):
        check_passphrase(book, opened, OTHER)
    opened.lock()


def test_a_short_passphrase_may_not_be_set(book: Path, random: Random) -> None:
    opened = unlock(book, PASSPHRASE)
    with pytest.raises(PassphraseTooShort):
        change_passphrase(book, opened, "short", random, CHEAP)
    opened.lock()
    unlock(book, PASSPHRASE).lock()


@pytest.mark.parametrize("damage", [b"", b"{", b"\x00" * 900, b"[" * 60_000, b"x" * 100_000])
def test_a_damaged_key_file_is_mended_from_its_previous_copy_and_that_is_said(book: Path, damage: bytes) -> None:
    (book / KEYS_NAME).write_bytes(damage)
    with pytest.raises(WrongPassphrase):
        unlock(book, OTHER)
    assert (book / KEYS_NAME).read_bytes() == damage
    opened = unlock(book, PASSPHRASE)
    assert opened.used_previous
    assert (book / KEYS_NAME).read_bytes() == (book / PREVIOUS_NAME).read_bytes()
    opened.lock()
    again = unlock(book, PASSPHRASE)
    assert not again.used_previous
    again.lock()


@given(data=st.data())
@settings(max_examples=50, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_flipped_bit_of_the_key_file_is_seen_as_damage(book: Path, data: st.DataObject) -> None:
    whole = (book / PREVIOUS_NAME).read_bytes()
    place = data.draw(st.integers(0, len(whole) - 1))
    broken = bytearray(whole)
    broken[place] ^= 1 << data.draw(st.integers(0, 7))
    (book / KEYS_NAME).write_bytes(broken)
    opened = unlock(book, PASSPHRASE)
    assert opened.used_previous
    opened.lock()


def test_both_copies_damaged_is_its_own_error(book: Path) -> None:
    for name in (KEYS_NAME, PREVIOUS_NAME):
        (book / name).write_bytes(b"damaged")
    with pytest.raises(KeysDamaged):
        unlock(book, PASSPHRASE)


def test_an_empty_folder_is_no_record_book_and_stays_empty(tmp_path: Path) -> None:
    with pytest.raises(VaultMissing):
        unlock(tmp_path, PASSPHRASE)
    with pytest.raises(VaultMissing):
        unlock(tmp_path / "nowhere", PASSPHRASE)
    assert list(tmp_path.iterdir()) == []


def test_a_key_file_of_a_newer_version_is_refused_kindly(book: Path) -> None:
    rewrite(book, lambda content: content.update(version=2))
    with pytest.raises(VaultTooNew):
        unlock(book, PASSPHRASE)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("memory_kib", 100_000_000),
        ("memory_kib", 7),
        ("memory_kib", 2**60),
        ("memory_kib", True),
        ("memory_kib", 64.0),
        ("iterations", 10**9),
        ("iterations", 0),
        ("lanes", 255),
        ("salt", "AA"),
        ("name", 7),
        ("name", "Not A Name\n"),
    ],
)
def test_a_hostile_key_file_cannot_ask_for_memory_or_years(book: Path, name: str, value: object) -> None:
    def ask(content: dict[str, object]) -> None:
        slots = content["slots"]
        assert isinstance(slots, list)
        next(slot for slot in slots if slot["type"] == "passphrase")["kdf"][name] = value

    rewrite(book, ask)
    started = time.perf_counter()
    with pytest.raises(KeysDamaged):
        unlock(book, PASSPHRASE)
    assert time.perf_counter() - started < 1


def test_an_edited_parameter_opens_nothing_even_with_a_fitting_checksum(book: Path) -> None:
    def cheaper(content: dict[str, object]) -> None:
        slots = content["slots"]
        assert isinstance(slots, list)
        next(slot for slot in slots if slot["type"] == "passphrase")["kdf"]["iterations"] = 2

    rewrite(book, cheaper)
    with pytest.raises(WrongPassphrase):
        unlock(book, PASSPHRASE)


def test_a_slot_of_another_book_opens_nothing(book: Path, tmp_path: Path, random: Random) -> None:
    create(tmp_path / "second", PASSPHRASE, new_kit(random), random, CHEAP).lock()
    foreign = json.loads((tmp_path / "second" / KEYS_NAME).read_bytes())["slots"]
    rewrite(book, lambda content: content.update(slots=foreign))
    with pytest.raises(WrongPassphrase):
        unlock(book, PASSPHRASE)


def test_two_slots_of_one_type_open_nothing(book: Path) -> None:
    rewrite(book, lambda content: content.update(slots=[*content["slots"], content["slots"][0]]))
    with pytest.raises(KeysDamaged):
        unlock(book, PASSPHRASE)


def test_a_slot_of_an_unknown_type_is_kept_and_passed_over(book: Path, random: Random) -> None:
    later = {"type": "fido2", "credential": b64u(b"later")}

    def add(content: dict[str, object]) -> None:
        slots = content["slots"]
        assert isinstance(slots, list)
        slots.insert(0, later)

    rewrite(book, add)
    opened = unlock(book, PASSPHRASE)
    change_passphrase(book, opened, OTHER, random, CHEAP)
    opened.lock()
    assert later in json.loads((book / KEYS_NAME).read_bytes())["slots"]


def test_the_database_key_alone_does_not_open_the_devices_seeds(book: Path) -> None:
    opened = unlock(book, PASSPHRASE)
    keys, _ = keys_file.read(book)
    assert open_box(keys, keys.device, bytes(opened.database_key)) is None
    assert open_box(keys, keys.device, bytes(opened.personal_key)) is not None
    opened.lock()


def test_nothing_secret_lies_in_the_folder_or_shows_in_repr(book: Path, kit: str) -> None:
    opened = unlock(book, PASSPHRASE)
    secrets = [bytes(opened.database_key), bytes(opened.personal_key), opened.keys.signing_seed, opened.keys.age_seed]
    for path in book.iterdir():
        held = path.read_bytes()
        for secret in secrets:
            assert secret not in held
            assert b64u(secret).encode() not in held
            assert secret.hex().encode() not in held
        assert kit.encode() not in held
    assert all(secret.hex() not in repr(opened) and repr(secret) not in repr(opened) for secret in secrets)
    opened.lock()


def test_files_are_readable_by_their_owner_only(book: Path) -> None:
    assert (book.stat().st_mode & 0o077) == 0
    for path in book.iterdir():
        assert (path.stat().st_mode & 0o077) == 0, path.name


def test_a_power_cut_between_the_two_copies_is_tidied_at_the_next_opening(book: Path, random: Random) -> None:
    older = (book / KEYS_NAME).read_bytes()
    opened = unlock(book, PASSPHRASE)
    change_passphrase(book, opened, OTHER, random, CHEAP)
    opened.lock()
    (book / PREVIOUS_NAME).write_bytes(older)  # as if the machine had stopped before the second write
    unlock(book, OTHER).lock()
    assert (book / PREVIOUS_NAME).read_bytes() == (book / KEYS_NAME).read_bytes()


def test_calibration_takes_what_time_allows_and_never_less_than_the_floor() -> None:
    def timer_of(seconds: float) -> Callable[[], float]:
        ticks = iter([0.0, seconds])
        return lambda: next(ticks)

    assert calibrate(0.5, timer=timer_of(5.0)) == FLOOR
    quick = calibrate(0.5, timer=timer_of(0.01))
    assert quick.memory_kib == 512 * 1024
    assert quick.bounded
    assert calibrate(0.5, timer=timer_of(0.125)) == KdfCost(256 * 1024, 3, 4)


def test_a_cost_out_of_bounds_is_never_run() -> None:
    with pytest.raises(ValueError, match="out of bounds"):
        derive(PASSPHRASE, bytes(16), KdfCost(2**40, 1, 1))


def test_sealed_boxes_have_the_sizes_of_the_format(book: Path) -> None:
    content = json.loads((book / KEYS_NAME).read_bytes())
    assert [len(unb64u(slot["sealed"])) for slot in content["slots"]] == [64 + 16, 64 + 16]
    assert len(unb64u(content["device"]["sealed"])) == 96 + 16
