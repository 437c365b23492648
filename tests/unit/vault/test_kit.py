from __future__ import annotations

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.vault.errors import KitMismatch, KitMistyped
from desktop.vault.kit import confirm_kit, kit_secret, new_kit, normalise_kit

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SECRETS = st.binary(min_size=20, max_size=20)


def test_a_kit_is_eight_groups_of_five_plain_characters() -> None:
    kit = new_kit(os.urandom)
    assert [len(group) for group in kit.split("-")] == [5] * 8
    assert set(kit) <= set(ALPHABET + "-")


@given(SECRETS)
@settings(max_examples=30, derandomize=True)
def test_a_printed_kit_gives_its_160_bits_back(secret: bytes) -> None:
    assert kit_secret(new_kit(lambda size: secret[:size])) == secret


@given(SECRETS)
@settings(max_examples=20, derandomize=True)
def test_small_letters_spaces_and_lookalikes_are_read_as_printed(secret: bytes) -> None:
    kit = new_kit(lambda size: secret[:size])
    typed = kit.lower().replace("-", "  ").replace("1", "l").replace("0", "o")
    assert normalise_kit(typed) == kit


@given(SECRETS, st.integers(0, 39), st.sampled_from(ALPHABET))
@settings(max_examples=50, derandomize=True)
def test_one_mistyped_character_is_found_in_its_group(secret: bytes, place: int, wrong: str) -> None:
    characters = list(new_kit(lambda size: secret[:size]).replace("-", ""))
    if characters[place] == wrong:
        return
    characters[place] = wrong
    with pytest.raises(KitMistyped) as refused:
        normalise_kit("".join(characters))
    assert refused.value.group == place // 5 + 1


@given(SECRETS, st.integers(0, 7), st.integers(0, 3))
@settings(max_examples=50, derandomize=True)
def test_two_neighbours_exchanged_are_found(secret: bytes, group: int, place: int) -> None:
    characters = list(new_kit(lambda size: secret[:size]).replace("-", ""))
    left = group * 5 + place
    if characters[left] == characters[left + 1]:
        return
    characters[left], characters[left + 1] = characters[left + 1], characters[left]
    with pytest.raises(KitMistyped):
        normalise_kit("".join(characters))


def test_two_groups_exchanged_are_found() -> None:
    groups = new_kit(os.urandom).split("-")
    groups[2], groups[5] = groups[5], groups[2]
    with pytest.raises(KitMistyped) as refused:
        normalise_kit("-".join(groups))
    assert refused.value.group == 3


@pytest.mark.parametrize("typed", ["", "ABCDE", "U" * 40, "é" * 40, "A" * 4000])
def test_what_is_no_kit_is_refused(typed: str) -> None:
    with pytest.raises(KitMistyped):
        normalise_kit(typed)


def test_typing_back_another_kit_is_a_mismatch() -> None:
    shown, other = new_kit(os.urandom), new_kit(os.urandom)
    confirm_kit(shown, shown.lower())
    with pytest.raises(KitMismatch):
        confirm_kit(shown, other)
