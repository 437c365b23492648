"""A record's id says which device may begin the record."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from bundle.encoding import b64u
from bundle.keys import DeviceKeys
from desktop.domain.record_ids import may_begin, mint
from tests.numbers import property_of

DEVICE = b64u(bytes(range(32)))


def test_an_id_is_a_nonce_and_the_beginning_of_a_digest_over_the_device_and_it() -> None:
    nonce = bytes(range(12))
    made = mint(lambda size: bytes(range(size)), DEVICE)
    tag = hashlib.sha256(b"guardbook record v1" + bytes(1) + DEVICE.encode() + bytes(1) + nonce).digest()[:12]
    assert made == b64u(nonce) + b64u(tag)
    assert made == "AAECAwQFBgcICQoLdMRhQtrxDuJoSO7D"  # the example of docs/spec/kinds-v1.md


@property_of
@given(st.binary(min_size=12, max_size=12), st.binary(min_size=32, max_size=32), st.binary(min_size=32, max_size=32))
def test_the_device_that_made_an_id_may_begin_it_and_no_other(nonce: bytes, one: bytes, other: bytes) -> None:
    made = mint(lambda _: nonce, b64u(one))
    assert may_begin(made, b64u(one))
    assert may_begin(made, b64u(other)) is (one == other)


@given(st.integers(0, 31), st.sampled_from("AZaz09-_"))
def test_an_id_with_a_letter_changed_is_nobodys(place: int, letter: str) -> None:
    made = mint(lambda size: bytes(range(size)), DEVICE)
    changed = made[:place] + letter + made[place + 1 :]
    assert may_begin(changed, DEVICE) is (changed == made)


def test_an_id_of_another_form_proves_nothing() -> None:
    keys = DeviceKeys.generate(bytes)
    for record in ("", "a", "A" * 22, "A" * 31, "A" * 33, "+" * 32, "A" * 31 + "\n", "A" * 43):
        assert may_begin(record, keys.id)
    assert not may_begin("A" * 32, keys.id)
