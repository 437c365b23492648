"""Device keys and the cards that stand for them."""

from __future__ import annotations

import hashlib
from random import Random

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st
from jwcrypto.jwk import JWK

import resources
from bundle import recipients
from bundle.encoding import b64u, unb64u
from bundle.errors import Malformed, SignatureInvalid, UnknownAlgorithm
from bundle.keys import DeviceKeys, KeyCard, thumbprint
from bundle.recipients import Identity, Recipient, bech32_decode, bech32_encode

few = settings(max_examples=50, derandomize=True, deadline=None)
KEYS = DeviceKeys.generate(Random(1).randbytes)
CARD = KEYS.card()
WORDS = resources.words()
OTHER = DeviceKeys.generate(Random(2).randbytes).card()
BASE = 2**255 - 19


def test_the_thumbprint_is_that_of_rfc_8037() -> None:
    assert (
        thumbprint(unb64u("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"))
        == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"
    )


def test_another_library_finds_the_same_device_id() -> None:
    assert JWK(kty="OKP", crv="Ed25519", x=b64u(CARD.signing)).thumbprint() == KEYS.id == CARD.id


def test_the_same_seeds_make_the_same_card() -> None:
    assert DeviceKeys(KEYS.signing_seed, KEYS.cover_seed, KEYS.age_seed).card() == CARD


def test_a_signature_fits_its_message_and_its_device_only() -> None:
    signature = KEYS.sign(b"said")
    CARD.verify(signature, b"said")
    for card, message, given_signature in [
        (CARD, b"Said", signature),
        (OTHER, b"said", signature),
        (CARD, b"said", b""),
        (CARD, b"said", bytes(64)),
    ]:
        with pytest.raises(SignatureInvalid):
            card.verify(given_signature, message)


def test_http_keys_are_a_pair() -> None:
    CARD.http_public_key().verify(KEYS.http_private_key().sign(b"x"), b"x")


def test_cover_keys_are_a_pair() -> None:
    CARD.cover_public_key().verify(KEYS.cover_private_key().sign(b"x"), b"x")


def test_a_card_goes_through_json() -> None:
    assert KeyCard.from_json(CARD.to_json()) == CARD


@pytest.mark.parametrize(
    "change",
    [{"ed25519": "AA"}, {"ml-dsa-65": "AA"}, {"age": OTHER.age[:-1]}, {"age": OTHER.age.upper()}, {"ed25519": 1}, {"age": "age1pq1" + "b" * 1952}, {"age": ""},
     {"age": "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"}, {"ed25519": b64u(bytes(32)) + "="}],
)  # fmt: skip
def test_a_card_that_does_not_hold_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(Malformed):
        KeyCard.from_json({**CARD.to_json(), **change})


@pytest.mark.parametrize("value", [None, [], "card", {}, {"ed25519": "x"}])
def test_what_is_not_a_card_is_refused(value: object) -> None:
    with pytest.raises(Malformed):
        KeyCard.from_json(value)


def small_order_encodings() -> list[bytes]:
    """Every 32-byte encoding that decodes to one of the eight points of small order, non-canonical ones included."""
    eighth = int.from_bytes(bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), "little")
    ys = {0, 1, BASE - 1, BASE, BASE + 1, eighth, BASE - eighth}
    return [(y | sign << 255).to_bytes(32, "little") for y in ys for sign in (0, 1)]


@pytest.mark.parametrize("signing", small_order_encodings())
def test_a_signing_key_of_small_order_makes_no_card(signing: bytes) -> None:
    with pytest.raises(Malformed):
        KeyCard(signing, CARD.cover, CARD.age)


def test_why_small_order_is_refused_is_still_true() -> None:
    """With such a key one signature fits two messages, so its holder could deny either."""
    forged = (1).to_bytes(32, "little") + bytes(32)
    for message in (b"one", b"two"):
        Ed25519PublicKey.from_public_bytes((1).to_bytes(32, "little")).verify(forged, message)


def test_a_key_under_the_name_of_another_algorithm_is_refused_by_name() -> None:
    newer = CARD.to_json() | {"slh-dsa-128s": "AA"}
    with pytest.raises(UnknownAlgorithm):
        KeyCard.from_json(newer)


def test_a_recipient_whose_checksum_is_wrong_is_found_before_a_card_is_admitted() -> None:
    last = "q" if CARD.age[-1] != "q" else "p"
    damaged = KeyCard(CARD.signing, CARD.cover, CARD.age[:-1] + last)
    with pytest.raises(Malformed):
        damaged.check_age()
    CARD.check_age()


def test_the_word_list_is_the_effs_large_one() -> None:
    raw = resources.read("words/eff-large.txt")
    assert hashlib.sha256(raw).hexdigest() == "addd35536511597a02fa0a9ff1e5284677b8883b83e986e43f15a3db996b903e"
    assert len(WORDS) == len(set(WORDS)) == 7776
    assert (WORDS[0], WORDS[-1]) == ("abacus", "zoom")


def test_six_words_bind_their_context_and_are_words_of_the_list() -> None:
    spoken = CARD.six_words(WORDS, b"partnership", b"token")
    assert len(spoken.split()) == 6
    assert set(spoken.split()) <= set(WORDS)
    assert spoken == CARD.six_words(WORDS, b"partnership", b"token")
    others = {
        CARD.six_words(WORDS),
        CARD.six_words(WORDS, b"partnershipt", b"oken"),
        OTHER.six_words(WORDS, b"partnership", b"token"),
    }
    assert spoken not in others
    assert len(others) == 3
    with pytest.raises(ValueError, match="7,776"):
        CARD.six_words(WORDS[1:])


def test_six_words_cover_every_key_of_the_card() -> None:
    spoken = CARD.six_words(WORDS)
    assert spoken != KeyCard(OTHER.signing, CARD.cover, CARD.age).six_words(WORDS)
    assert spoken != KeyCard(CARD.signing, OTHER.cover, CARD.age).six_words(WORDS)
    assert spoken != KeyCard(CARD.signing, CARD.cover, OTHER.age).six_words(WORDS)


def test_secrets_do_not_show_in_text() -> None:
    identity = KEYS.identity()
    shown = f"{KEYS!r}{KEYS}{identity!r}{identity}"
    for secret in (KEYS.signing_seed, KEYS.cover_seed, KEYS.age_seed):
        assert repr(secret) not in shown
        assert secret.hex() not in shown
    assert identity.secret_text() not in shown


@pytest.mark.parametrize("size", [0, 31, 33])
def test_seeds_are_32_bytes(size: int) -> None:
    with pytest.raises(Malformed):
        DeviceKeys(bytes(size), bytes(32), bytes(32))
    with pytest.raises(Malformed):
        Identity(bytes(size))


@few
@given(st.binary(max_size=80), st.sampled_from(["age", "age1pq", "age-secret-key-pq-"]))
def test_bech32_goes_both_ways_in_either_case(raw: bytes, prefix: str) -> None:
    text = bech32_encode(prefix, raw)
    assert bech32_decode(text) == bech32_decode(text.upper()) == (prefix, raw)


@few
@given(st.integers(0, 61), st.sampled_from("qpzry9x8gf2tvdw0s3jn54khce6mua7l1bio "))
def test_a_mistyped_recipient_is_noticed(place: int, letter: str) -> None:
    text = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"
    typed = text[:place] + letter + text[place + 1 :]
    if typed != text:
        with pytest.raises(Malformed):
            bech32_decode(typed)


@pytest.mark.parametrize("text", ["", "1", "age1", "Age1qqqqqq", "é1qqqqqq", "age1qqqqq", "1qqqqqqq", "x" * 5000])
def test_what_is_not_bech32_is_refused(text: str) -> None:
    with pytest.raises(Malformed):
        bech32_decode(text)


@pytest.mark.parametrize(
    ("text", "prefix", "size"),
    [("A12UEL5L", "a", 0), ("abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw", "abcdef", 20)],
)
def test_the_examples_of_bip_173_are_read(text: str, prefix: str, size: int) -> None:
    found, raw = bech32_decode(text)
    assert (found, len(raw)) == (prefix, size)


@pytest.mark.parametrize(
    ("letters", "holds"), [([0, 0], True), ([0, 1], False), ([0, 2], False), ([0], False), ([0, 0, 0], False)]
)
def test_bech32_padding_must_be_zero_and_short(letters: list[int], holds: bool) -> None:
    checksum = recipients._polymod([*recipients._expand("age"), *letters, *[0] * 6]) ^ 1
    values = [*letters, *(checksum >> 5 * (5 - place) & 31 for place in range(6))]
    text = "age1" + "".join("qpzry9x8gf2tvdw0s3jn54khce6mua7l"[value] for value in values)
    if holds:
        assert bech32_decode(text) == ("age", b"\x00")
    else:
        with pytest.raises(Malformed):
            bech32_decode(text)


def test_a_classical_recipient_cannot_be_sealed_to() -> None:
    with pytest.raises(Malformed):
        Recipient.parse("age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj")


def test_a_hybrid_recipient_with_an_impossible_lattice_key_is_refused() -> None:
    with pytest.raises(Malformed):
        Recipient.parse(bech32_encode("age1pq", b"\xff" * 1216))


def test_an_identity_is_read_from_its_text() -> None:
    identity = Identity.generate(Random(3).randbytes)
    assert Identity.parse(identity.secret_text()) == identity
    with pytest.raises(Malformed):
        Identity.parse(identity.secret_text().lower())
    with pytest.raises(Malformed):
        Identity.parse(identity.recipient)
