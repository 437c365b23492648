"""Algorithms are named in the statement and looked up in a table: a second suite needs no change to the code."""

from __future__ import annotations

import hashlib
from random import Random

import pytest
from cryptography.exceptions import InvalidSignature

from bundle.errors import SignatureInvalid, UnknownAlgorithm
from bundle.keys import DeviceKeys, KeyCard
from bundle.statement_form import ED25519_SHA256, SUITES
from bundle.statements import StatementPayload, Suite, issue, merge, parse, verify

KEYS = DeviceKeys.generate(Random(1).randbytes)
CARD = KEYS.card()
PAYLOAD = StatementPayload(
    "concern.recorded", ("record", "child"), {"seen": "a mark", "words": ["a", "b"]}, (), 1, "", False, ("e", 1, None)
)


class PostQuantumKey:
    """The same device, signing with its ML-DSA-65 key."""

    def __init__(self, keys: DeviceKeys) -> None:
        self.id = keys.id
        self._key = keys.cover_private_key()

    def sign(self, message: bytes) -> bytes:
        return self._key.sign(message)


def check_post_quantum(card: KeyCard, signature: bytes, message: bytes) -> None:
    try:
        card.cover_public_key().verify(signature, message)
    except InvalidSignature as bad:
        raise SignatureInvalid("the device's signature does not fit") from bad


def sha3(raw: bytes) -> bytes:
    return hashlib.sha3_256(raw).digest()


SECOND = Suite("ML-DSA-65", "sha3-256", 3309, sha3, check_post_quantum)
BOTH = (ED25519_SHA256, SECOND)


def test_a_second_suite_is_read_and_verified_by_whoever_knows_it() -> None:
    signed = issue(PAYLOAD, PostQuantumKey(KEYS), Random(2).randbytes, SECOND)
    read = parse(signed.token, BOTH)
    verify(read, CARD)
    assert (read, read.fields, read.suite) == (signed, PAYLOAD.fields, SECOND)
    part = read.without({"seen"}, rows={"words": [0]})
    verify(part, CARD)
    assert (part.fields, part.left_out) == ({"words": ["b"]}, 2)
    assert merge(part, read) == read
    assert parse(issue(PAYLOAD, KEYS, Random(2).randbytes).token, BOTH).suite is ED25519_SHA256


def test_who_does_not_know_a_suite_refuses_it_by_name() -> None:
    unknown = issue(PAYLOAD, PostQuantumKey(KEYS), Random(2).randbytes, SECOND).token
    known = issue(PAYLOAD, KEYS, Random(2).randbytes).token
    assert len(SUITES) == 1
    for token, suites in ((unknown, SUITES), (known, (SECOND,)), (known, ())):
        with pytest.raises(UnknownAlgorithm):
            parse(token, suites)


def test_algorithms_of_two_suites_do_not_mix() -> None:
    mixed = Suite("EdDSA", "sha3-256", 64, sha3, KeyCard.verify)
    token = issue(PAYLOAD, KEYS, Random(2).randbytes, mixed).token
    assert parse(token, (mixed,)).suite is mixed
    with pytest.raises(UnknownAlgorithm):
        parse(token, BOTH)


def test_a_signature_of_another_suite_does_not_pass_under_this_ones_name() -> None:
    class Lying(PostQuantumKey):
        def sign(self, message: bytes) -> bytes:
            return KEYS.sign(message)

    with pytest.raises(SignatureInvalid):
        verify(issue(PAYLOAD, Lying(KEYS), Random(2).randbytes, SECOND), CARD)
