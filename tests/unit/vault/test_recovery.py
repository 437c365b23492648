"""The organisation's recovery: words of k holders open the records; fewer, wrong or foreign ones say which, and nothing signs."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from shamir_mnemonic import generate_mnemonics  # type: ignore[import-untyped]  # it ships no types

from bundle.errors import Malformed
from bundle.recipients import Identity
from desktop.vault import keys_file, recovery, renewal
from desktop.vault.creation import create
from desktop.vault.errors import (
    KitMistyped,
    NoRecoverySlot,
    PassphraseTooShort,
    RecoveryWordsMistyped,
    RecoveryWordsMixed,
    RecoveryWordsTooFew,
    WrongPassphrase,
    WrongRecovery,
)
from desktop.vault.keyring import recovery_of, set_recovery, unlock, unlock_with_kit
from desktop.vault.keys_file import KEYS_NAME, ORGANISATION
from desktop.vault.kit import new_kit
from desktop.vault.passphrases import KdfCost
from desktop.vault.recovery import MadeRecovery, combine, make
from desktop.vault.slots import open_box, open_organisation

Random = Callable[[int], bytes]
CHEAP = KdfCost(64, 1, 1)
PASSPHRASE, NEW = "larch gate winter", "heron bridge autumn"


@pytest.fixture
def made(random: Random) -> MadeRecovery:
    return make(2, 3, random)


@pytest.fixture
def book(folder: Path, kit: str, random: Random, made: MadeRecovery) -> Path:
    opened = create(folder, PASSPHRASE, kit, random, CHEAP)
    assert set_recovery(folder, opened, made.recipient, random)
    opened.lock()
    return folder


def test_any_two_of_three_holders_give_the_same_identity_and_each_has_33_words(made: MadeRecovery) -> None:
    assert [len(words.split()) for words in made.words] == [recovery.WORDS] * 3
    for pair in ((0, 1), (0, 2), (2, 1)):
        typed = [made.words[place].upper().replace(" ", ",  ") for place in pair]
        assert combine(typed, made.recipient).recipient == made.recipient
    assert combine(made.words).recipient == made.recipient, "all three do as well"
    assert all(words not in repr(made) for words in made.words)


def test_words_that_do_not_do_are_told_apart_and_never_repeated(made: MadeRecovery, random: Random) -> None:
    first, second, _ = made.words
    other = make(2, 3, random)
    with pytest.raises(RecoveryWordsTooFew) as few:
        combine([first])
    assert (few.value.given, few.value.needed) == (1, 2)
    with pytest.raises(RecoveryWordsTooFew):
        combine([])
    for mixed in ([first, first], [first, other.words[1]]):
        with pytest.raises(RecoveryWordsMixed):
            combine(mixed)
    with pytest.raises(WrongRecovery):
        combine([first, second], other.recipient)
    words = second.split()
    swapped = " ".join([*words[:4], "academic" if words[4] != "academic" else "acid", *words[5:]])
    for typo in (swapped, " ".join(words[:-1]), "xyzzy " + second, "", second + " academic", "\ud800"):
        with pytest.raises(RecoveryWordsMistyped) as caught:
            combine([first, typo])
        assert caught.value.holder == 2
        told: set[str] = set()
        fault: BaseException | None = caught.value
        while fault is not None:  # what it says and what it came from, not the lines of this test
            told |= set(re.findall("[a-z]+", repr(fault)))
            fault = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
        assert told.isdisjoint(words[6:])


def test_shares_of_another_shape_are_not_ours(made: MadeRecovery) -> None:
    short = generate_mnemonics(1, [(2, 3)], bytes(range(16)))[0]
    grouped = [words[0] for words in generate_mnemonics(2, [(1, 1), (1, 1)], bytes(range(32)))]
    for typed in (short[:2], grouped):
        with pytest.raises(RecoveryWordsMistyped):
            combine(typed)
    # two shares with a forged value, whose checksums fit and whose secret does not
    one, two = generate_mnemonics(1, [(2, 3)], bytes(range(32)))[0][:2]
    share = recovery.Share.from_mnemonic(two)
    forged = type(share)(**{**vars(share), "value": bytes(32)})
    with pytest.raises(RecoveryWordsMixed):
        combine([one, forged.mnemonic()])


@pytest.mark.parametrize(("needed", "holders"), [(1, 3), (4, 3), (2, 17), (0, 0)])
def test_a_recovery_takes_at_least_two_people(needed: int, holders: int, random: Random) -> None:
    with pytest.raises(ValueError, match="two or more"):
        make(needed, holders, random)


def test_the_slot_holds_the_database_key_and_nothing_that_signs(book: Path, made: MadeRecovery) -> None:
    opened = unlock(book, PASSPHRASE)
    database_key, personal = bytes(opened.database_key), bytes(opened.personal_key)
    opened.lock()
    keys, _ = keys_file.read(book)
    (slot,) = keys.slots_of(ORGANISATION)
    identity = combine(made.words[:2])
    content = open_organisation(keys, slot, identity)
    assert content == database_key
    assert renewal.recovered_key(keys, identity) == database_key
    assert open_box(keys, keys.device, content) is None
    assert personal not in content
    assert recovery_of(keys) == made.recipient


def test_a_slot_from_another_book_or_with_another_recipient_named_opens_nothing(
    book: Path, tmp_path: Path, made: MadeRecovery, random: Random
) -> None:
    keys, _ = keys_file.read(book)
    (slot,) = keys.slots_of(ORGANISATION)
    other = create(tmp_path / "other", PASSPHRASE, new_kit(random), random, CHEAP)
    theirs, _ = keys_file.read(other.folder)
    other.lock()
    identity = combine(made.words[:2])
    assert open_organisation(theirs, slot, identity) is None
    assert open_organisation(keys, {**slot, "recipient": Identity(bytes(32)).recipient}, identity) is None
    assert open_organisation(keys, slot, Identity(bytes(32))) is None
    with pytest.raises(WrongRecovery):
        renewal.recovered_key(keys, Identity(bytes(32)))
    with pytest.raises(NoRecoverySlot):
        renewal.recovered_key(theirs, identity)


def test_whoever_recovers_a_copy_is_a_new_device_with_a_passphrase_of_their_own(
    book: Path, kit: str, made: MadeRecovery, random: Random
) -> None:
    was = unlock(book, PASSPHRASE)
    before, database_key = was.keys, bytes(was.database_key)
    was.lock()
    own_kit, identity = new_kit(random), combine(made.words[:2])
    for passphrase, typed, error in (("short", own_kit, PassphraseTooShort), (NEW, "no kit", KitMistyped)):
        with pytest.raises(error):
            renewal.recover(book, identity, passphrase, typed, random, CHEAP)
    unlock(book, PASSPHRASE).lock()  # nothing was changed and the lock was given back
    opened = renewal.recover(book, identity, NEW, own_kit, random, CHEAP)
    assert bytes(opened.database_key) == database_key
    assert (opened.former, opened.vault_id != was.vault_id) == ((), True)
    assert {opened.keys.signing_seed, opened.keys.cover_seed, opened.keys.age_seed}.isdisjoint(
        {before.signing_seed, before.cover_seed, before.age_seed}
    )
    opened.lock()
    with pytest.raises(WrongPassphrase):
        unlock(book, PASSPHRASE)
    again = unlock_with_kit(book, own_kit)
    assert again.keys == opened.keys
    again.lock()
    assert recovery_of(keys_file.read(book)[0]) == made.recipient


def test_the_slot_is_made_once_changed_and_taken_away(book: Path, made: MadeRecovery, random: Random) -> None:
    opened = unlock(book, PASSPHRASE)
    raw = (book / KEYS_NAME).read_bytes()
    assert not set_recovery(book, opened, made.recipient, random)
    assert (book / KEYS_NAME).read_bytes() == raw
    with pytest.raises(Malformed):
        set_recovery(book, opened, "age1pq1nonsense", random)
    other = make(3, 5, random)
    assert set_recovery(book, opened, other.recipient, random)
    assert renewal.recovered_key(keys_file.read(book)[0], combine(other.words[1:4])) == bytes(opened.database_key)
    assert set_recovery(book, opened, "", random)
    assert recovery_of(keys_file.read(book)[0]) == ""
    opened.lock()
    unlock(book, PASSPHRASE).lock()
