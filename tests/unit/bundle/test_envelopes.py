"""DSSE envelopes: one form, exactly the demanded signatures."""

from __future__ import annotations

import base64
import copy
import json
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from securesystemslib.dsse import Envelope

from bundle.encoding import canonical_json
from bundle.envelopes import cover_key_id, open_envelope, read_unverified, sign
from bundle.errors import BundleError, Malformed, SignatureInvalid, TooLarge
from bundle.keys import DeviceKeys, KeyCard

few = settings(max_examples=50, derandomize=True, deadline=None)
KEYS = DeviceKeys.generate(Random(1).randbytes)
OTHER = DeviceKeys.generate(Random(2).randbytes)
CARD = KEYS.card()
TYPE = "application/vnd.example+json"
PAYLOAD = b'{"said":"something"}'
ONE = sign(PAYLOAD, TYPE, KEYS, post_quantum=False)
BOTH = sign(PAYLOAD, TYPE, KEYS, post_quantum=True)


def changed(raw: bytes, **members: object) -> bytes:
    return canonical_json({**json.loads(raw), **members})


def signatures(raw: bytes) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(raw)["signatures"]
    return found


@few
@given(st.binary(max_size=200), st.booleans())
def test_a_payload_comes_back_whatever_it_is(payload: bytes, post_quantum: bool) -> None:
    raw = sign(payload, TYPE, KEYS, post_quantum=post_quantum)
    assert open_envelope(raw, TYPE, CARD, post_quantum=post_quantum) == payload
    assert read_unverified(raw, TYPE) == payload


def test_the_signature_is_over_the_published_pre_authentication_encoding() -> None:
    pae = b"DSSEv1 %d %b %d %b" % (len(TYPE), TYPE.encode(), len(PAYLOAD), PAYLOAD)
    CARD.verify(base64.b64decode(signatures(ONE)[0]["sig"]), pae)


def test_key_ids_are_thumbprints() -> None:
    assert [signature["keyid"] for signature in signatures(BOTH)] == [CARD.id, cover_key_id(CARD)]


@pytest.mark.parametrize("raw", [ONE, BOTH], ids=["one", "both"])
def test_every_flipped_byte_is_refused(raw: bytes) -> None:
    for place in range(0, len(raw), 1 if raw is ONE else 7):
        damaged = bytearray(raw)
        damaged[place] ^= 0x01
        with pytest.raises(BundleError):
            open_envelope(bytes(damaged), TYPE, CARD, post_quantum=raw is BOTH)


def test_the_number_of_signatures_must_be_the_demanded_one() -> None:
    for raw, post_quantum in ((ONE, True), (BOTH, False)):
        with pytest.raises(SignatureInvalid):
            open_envelope(raw, TYPE, CARD, post_quantum=post_quantum)


def test_another_device_did_not_sign_it() -> None:
    with pytest.raises(SignatureInvalid):
        open_envelope(ONE, TYPE, OTHER.card(), post_quantum=False)


def test_both_signatures_must_fit_not_one_of_them() -> None:
    mine, other = signatures(BOTH), signatures(sign(b"else", TYPE, KEYS, post_quantum=True))
    for mixed in ([mine[0], other[1]], [other[0], mine[1]]):
        with pytest.raises(SignatureInvalid):
            open_envelope(changed(BOTH, signatures=mixed), TYPE, CARD, post_quantum=True)


def test_the_post_quantum_signature_must_be_by_the_same_card() -> None:
    half = KeyCard(CARD.signing, OTHER.card().cover, CARD.age)
    with pytest.raises(SignatureInvalid):
        open_envelope(BOTH, TYPE, half, post_quantum=True)


def test_a_second_signature_cannot_ride_along_or_stand_twice_or_first() -> None:
    mine = signatures(BOTH)
    stranger = signatures(sign(PAYLOAD, TYPE, OTHER, post_quantum=False))[0]
    for mixed in (
        [*mine, stranger],
        [mine[1], mine[0]],
        [mine[0], mine[0]],
        [mine[0]],
        [],
        [mine[0], {**mine[1], "keyid": mine[0]["keyid"]}],
    ):
        with pytest.raises((Malformed, SignatureInvalid)):
            open_envelope(changed(BOTH, signatures=mixed), TYPE, CARD, post_quantum=True)


def test_one_type_does_not_pass_for_another() -> None:
    with pytest.raises(Malformed):
        open_envelope(ONE, "application/vnd.other+json", CARD, post_quantum=False)
    with pytest.raises(SignatureInvalid):
        open_envelope(
            changed(ONE, payloadType="application/vnd.other+json"),
            "application/vnd.other+json",
            CARD,
            post_quantum=False,
        )


@pytest.mark.parametrize(
    "raw",
    [
        json.dumps(json.loads(ONE)).encode(),
        ONE + b"\n",
        b" " + ONE,
        changed(ONE, payload=json.loads(ONE)["payload"] + "\n"),
        changed(ONE, payload=base64.urlsafe_b64encode(PAYLOAD + b"\xff\xff").decode()),
        changed(ONE, payload=json.loads(ONE)["payload"].rstrip("=")),
        changed(ONE, more=1),
        changed(ONE, signatures=[{**signatures(ONE)[0], "cert": "x"}]),
        ONE.replace(b'"payload"', b'"payl\\u006fad"'),
    ],
)
def test_an_envelope_has_one_form(raw: bytes) -> None:
    with pytest.raises(Malformed):
        open_envelope(raw, TYPE, CARD, post_quantum=False)


hostile = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.sampled_from(["", "AA==", "zz", TYPE, CARD.id, "é"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["keyid", "sig", "payload", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@few
@given(
    payload=hostile,
    signatures=hostile | st.lists(st.fixed_dictionaries({"keyid": hostile, "sig": hostile}), max_size=3),
)
def test_hostile_members_never_raise_anything_else(payload: object, signatures: object) -> None:
    for members in ({"payload": payload}, {"signatures": signatures}, {"payload": payload, "signatures": signatures}):
        try:
            open_envelope(changed(ONE, **copy.deepcopy(members)), TYPE, CARD, post_quantum=False)
        except BundleError:
            continue
        raise AssertionError(members)


@few
@given(st.binary(max_size=60))
def test_any_bytes_are_refused_with_our_own_error(raw: bytes) -> None:
    with pytest.raises(BundleError):
        read_unverified(raw, TYPE)


def test_size_is_bounded_before_parsing() -> None:
    with pytest.raises(TooLarge):
        read_unverified(ONE, TYPE, max_bytes=len(ONE) - 1)
    with pytest.raises(TooLarge):
        open_envelope(b"[" * 100, TYPE, CARD, post_quantum=False)


def test_the_bare_library_would_accept_what_we_refuse() -> None:
    """Kept so that we notice if the wrapping becomes unnecessary: a surplus signature passes a threshold of one."""
    stranger = signatures(sign(PAYLOAD, TYPE, OTHER, post_quantum=False))[0]
    raw = changed(ONE, signatures=[*signatures(ONE), stranger])
    envelope = Envelope.from_dict(json.loads(raw))
    assert envelope.payload == PAYLOAD
    assert len(envelope.signatures) == 2
    with pytest.raises(SignatureInvalid):
        open_envelope(raw, TYPE, CARD, post_quantum=False)
