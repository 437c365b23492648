"""Receipts: only the hub's, only for the waybill they name, and only whole."""

from __future__ import annotations

import json
from base64 import b64encode
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from securesystemslib.dsse import Envelope

from bundle.encoding import canonical_json
from bundle.errors import BundleError, Malformed, ReceiptInvalid, SignatureInvalid, TooLarge, UnknownVersion
from bundle.hub_cards import HubCard, HubKeys
from bundle.receipts import PAYLOAD_TYPE, Receipt, open_receipt, sign_receipt
from bundle.waybills import PAYLOAD_TYPE as WAYBILL_TYPE
from tests.unit.bundle.partnership import NOW, draws

HUB = HubKeys.generate(draws("hub"))
CARD = HUB.card("Ashmere MASH", "https://hub.ashmere.example:8443")
DIGEST = "ab" * 32
RAW = sign_receipt(7, DIGEST, NOW, "Ashmere MASH", HUB)


def test_a_receipt_says_what_the_hub_received_and_when() -> None:
    receipt = open_receipt(RAW, CARD)
    assert receipt == Receipt(7, DIGEST, NOW, "Ashmere MASH")
    receipt.check_for(DIGEST)


def test_the_same_receipt_is_the_same_bytes() -> None:
    assert sign_receipt(7, DIGEST, NOW + timedelta(milliseconds=400), "Ashmere MASH", HUB) == RAW


def test_a_receipt_is_for_one_waybill() -> None:
    with pytest.raises(ReceiptInvalid):
        open_receipt(RAW, CARD).check_for("cd" * 32)


def test_another_hubs_receipt_is_refused() -> None:
    other = HubKeys.generate(draws("another hub"))
    with pytest.raises(ReceiptInvalid):
        open_receipt(sign_receipt(7, DIGEST, NOW, "Ashmere MASH", other), CARD)


def test_a_second_signature_on_a_receipt_is_refused() -> None:
    other = json.loads(sign_receipt(7, DIGEST, NOW, "Ashmere MASH", HubKeys.generate(draws("another hub"))))
    value = json.loads(RAW)
    value["signatures"] += other["signatures"]
    with pytest.raises(ReceiptInvalid):
        open_receipt(canonical_json(value), CARD)


def test_the_hubs_signature_under_another_type_is_no_receipt() -> None:
    value = json.loads(RAW) | {"payloadType": WAYBILL_TYPE}
    with pytest.raises(ReceiptInvalid):
        open_receipt(canonical_json(value), CARD)


@settings(max_examples=50, derandomize=True, deadline=None)
@given(place=st.integers(0, len(RAW) * 8 - 1))
def test_one_flipped_bit_in_a_receipt_is_refused(place: int) -> None:
    flipped = bytearray(RAW)
    flipped[place // 8] ^= 1 << place % 8
    with pytest.raises(BundleError):
        open_receipt(bytes(flipped), CARD)


def test_a_receipt_too_long_is_refused_before_it_is_read() -> None:
    with pytest.raises(TooLarge):
        open_receipt(b" " * 9000, CARD)


@pytest.mark.parametrize(
    ("index", "digest", "origin"), [(-1, DIGEST, "hub"), (True, DIGEST, "hub"), (0, "AB" * 32, "hub"), (0, DIGEST, "")]
)
def test_a_receipt_that_says_nothing_sensible_is_never_made(index: int, digest: str, origin: str) -> None:
    with pytest.raises(ReceiptInvalid):
        sign_receipt(index, digest, NOW, origin, HUB)


def test_a_naive_time_is_the_callers_mistake() -> None:
    with pytest.raises(ValueError, match="aware"):
        sign_receipt(0, DIGEST, datetime(2026, 11, 20, 9, 0), "hub", HUB)  # noqa: DTZ001


def test_a_receipt_of_a_newer_version_says_so() -> None:
    value = json.loads(Receipt(7, DIGEST, NOW, "hub").payload()) | {"v": 1}
    payload = canonical_json(value)
    signature = HUB.sign(Envelope(payload, PAYLOAD_TYPE, {}).pae())
    text = {"payload": b64encode(payload).decode(), "payloadType": PAYLOAD_TYPE}
    raw = canonical_json({**text, "signatures": [{"keyid": HUB.id, "sig": b64encode(signature).decode()}]})
    with pytest.raises(UnknownVersion):
        open_receipt(raw, CARD)


def test_the_hubs_card_is_a_file_and_its_secret_never_shows() -> None:
    assert HubCard.from_bytes(CARD.to_bytes()) == CARD
    assert CARD.id == HUB.id
    assert HUB.seed.hex() not in repr(HUB)
    assert repr(HUB.seed) not in repr(HUB)


@pytest.mark.parametrize(
    "change",
    [
        {"address": "ftp://hub"}, {"address": "https://"}, {"address": "https://a:b@hub"}, {"address": "https://hub:99999"},
        {"name": ""}, {"partnership": "x"}, {"online": "AA"}, {"online": "!"}, {"extra": ""}, {"v": "0"}, {"name": 1},
    ],
)  # fmt: skip
def test_a_hub_card_that_does_not_hold_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(Malformed):
        HubCard.from_bytes(canonical_json({**CARD.to_json(), **change}))


def test_a_hub_card_of_a_newer_version_says_so() -> None:
    with pytest.raises(UnknownVersion):
        HubCard.from_bytes(canonical_json({**CARD.to_json(), "v": 1}))


def test_a_signature_that_is_not_the_hubs_is_refused() -> None:
    with pytest.raises(SignatureInvalid):
        CARD.verify(HUB.sign(b"one"), b"other")
