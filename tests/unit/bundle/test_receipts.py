"""Receipts: only from the hub's log, only for the waybill they name, and only whole."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bundle.encoding import MAX_INTEGER, canonical_json
from bundle.errors import (
    BundleError,
    Malformed,
    ReceiptInvalid,
    SignatureInvalid,
    TooLarge,
    UnknownAlgorithm,
    UnknownVersion,
)
from bundle.hub_cards import HubCard, HubKeys
from bundle.receipts import Leaf, Receipt, make_receipt, open_receipt, read_leaf
from bundle.tlog_proof import read_proof, write_proof
from tests.fakes.logs import FakeLog, sign_receipt
from tests.numbers import property_of
from tests.unit.bundle.partnership import NOW, draws

HUB = HubKeys.generate(draws("hub"))
CARD = HUB.card("Ashmere MASH", "https://hub.ashmere.example:8443")
DIGEST = "ab" * 32
RAW = sign_receipt(7, DIGEST, NOW, HUB)


def test_a_receipt_says_what_the_hub_received_when_and_as_which_entry() -> None:
    receipt = open_receipt(RAW, CARD)
    assert (receipt.index, receipt.waybill, receipt.received_at) == (7, DIGEST, NOW)
    assert (receipt.checkpoint.origin, receipt.checkpoint.size) == (HUB.origin, 8)
    receipt.check_for(DIGEST)


def test_every_later_receipt_for_a_waybill_has_the_same_leaf_and_index() -> None:
    log = FakeLog(HUB)
    first = open_receipt(log.receipt(DIGEST, NOW), CARD)
    for number in range(1, 12):
        log.append(f"{number:064x}", NOW + timedelta(minutes=number))
        again = open_receipt(log.receipt(DIGEST, NOW + timedelta(hours=1)), CARD)
        assert (again.index, again.received_at, again.checkpoint.size) == (0, NOW, number + 1)
    assert first.checkpoint.size == 1


def test_a_receipt_is_for_one_waybill() -> None:
    with pytest.raises(ReceiptInvalid):
        open_receipt(RAW, CARD).check_for("cd" * 32)


def test_another_hubs_receipt_is_refused() -> None:
    other = HubKeys.generate(draws("another hub"))
    with pytest.raises(ReceiptInvalid, match="another log"):
        open_receipt(sign_receipt(7, DIGEST, NOW, other), CARD)
    named_alike = HubKeys(other.seed, other.log_seed, HUB.origin)
    with pytest.raises(ReceiptInvalid):
        open_receipt(sign_receipt(7, DIGEST, NOW, named_alike), CARD)


@pytest.mark.parametrize("stolen", [(True, False), (False, True)], ids=["the Ed25519 key", "the ML-DSA-44 key"])
def test_one_of_the_two_keys_alone_signs_no_receipt(stolen: tuple[bool, bool]) -> None:
    other = HubKeys.generate(draws("another hub"))
    thief = HubKeys(HUB.seed if stolen[0] else other.seed, HUB.log_seed if stolen[1] else other.log_seed, HUB.origin)
    with pytest.raises(ReceiptInvalid):
        open_receipt(sign_receipt(0, DIGEST, NOW, thief), CARD)


@property_of
@given(place=st.integers(0, len(RAW) * 8 - 1))
def test_one_flipped_bit_in_a_receipt_is_refused(place: int) -> None:
    flipped = bytearray(RAW)
    flipped[place // 8] ^= 1 << place % 8
    with pytest.raises(BundleError):
        open_receipt(bytes(flipped), CARD)


@property_of
@given(start=st.integers(0, len(RAW)), length=st.integers(1, 200), what=st.sampled_from(["drop", "repeat", "swap"]))
def test_a_dropped_repeated_or_swapped_piece_of_a_receipt_is_refused(start: int, length: int, what: str) -> None:
    piece = RAW[start : start + length]
    changed = {
        "drop": RAW[:start] + RAW[start + length :],
        "repeat": RAW[:start] + piece + RAW[start:],
        "swap": RAW[:start] + piece[::-1] + RAW[start + length :],
    }[what]
    if changed != RAW:
        with pytest.raises(BundleError):
            open_receipt(changed, CARD)


def test_a_receipt_too_long_is_refused_before_it_is_read() -> None:
    with pytest.raises(TooLarge):
        open_receipt(b" " * 17_000, CARD)


@pytest.mark.parametrize(
    "index", [8, 6, 0, MAX_INTEGER], ids=["beyond the tree", "its neighbour", "the first", "far beyond"]
)
def test_a_receipt_that_names_another_index_is_refused(index: int) -> None:
    proof = read_proof(RAW)
    with pytest.raises(ReceiptInvalid):
        open_receipt(write_proof(replace(proof, index=index)), CARD)


def test_a_receipt_with_another_received_time_is_refused() -> None:
    proof = read_proof(RAW)
    earlier = Leaf(HUB.origin, DIGEST, NOW - timedelta(days=1))
    with pytest.raises(ReceiptInvalid):
        open_receipt(write_proof(replace(proof, extra=earlier.to_bytes())), CARD)


def test_a_letter_was_not_received_after_the_log_was_signed() -> None:
    log = FakeLog(HUB)
    log.append(DIGEST, NOW)
    raw = make_receipt(log.leaves[0], 0, (), log.checkpoint(NOW - timedelta(seconds=1)))
    with pytest.raises(ReceiptInvalid, match="before the letter came"):
        open_receipt(raw, CARD)


@pytest.mark.parametrize(("digest", "origin"), [("AB" * 32, "hub"), (DIGEST, ""), (DIGEST, "two words")])
def test_a_leaf_that_says_nothing_sensible_is_never_made(digest: str, origin: str) -> None:
    with pytest.raises(ReceiptInvalid):
        Leaf(origin, digest, NOW)


@pytest.mark.parametrize("index", [-1, True, MAX_INTEGER + 1])
def test_a_receipt_without_a_log_index_is_never_made(index: int) -> None:
    with pytest.raises(ReceiptInvalid):
        make_receipt(Leaf(HUB.origin, DIGEST, NOW), index, (), b"")


def test_a_naive_time_is_the_callers_mistake() -> None:
    with pytest.raises(ValueError, match="aware"):
        Leaf("hub", DIGEST, datetime(2026, 11, 20, 9, 0))  # noqa: DTZ001 - a time without a zone is what is refused


LEAF = json.loads(Leaf(HUB.origin, DIGEST, NOW).to_bytes())


@pytest.mark.parametrize(
    ("raw", "refused"),
    [
        (canonical_json({**LEAF, "v": 2}), UnknownVersion),
        (canonical_json({**LEAF, "v": True}), Malformed),
        (canonical_json({**LEAF, "more": 1}), Malformed),
        (canonical_json({**LEAF, "received_at": -1}), Malformed),
        (canonical_json({**LEAF, "waybill": "x"}), ReceiptInvalid),
        (canonical_json([]), Malformed),
        (json.dumps(LEAF).encode(), Malformed),
        (b" " * 1025, TooLarge),
    ],
)  # fmt: skip
def test_a_leaf_has_one_form(raw: bytes, refused: type[BundleError]) -> None:
    with pytest.raises(refused):
        read_leaf(raw)


def test_a_receipt_of_a_newer_version_says_so() -> None:
    proof = read_proof(RAW)
    newer = canonical_json({**LEAF, "v": 2})
    with pytest.raises(UnknownVersion):
        open_receipt(write_proof(replace(proof, extra=newer)), CARD)
    with pytest.raises(UnknownVersion):
        open_receipt(RAW.replace(b"proof@v1", b"proof@v2"), CARD)


def test_a_receipt_by_algorithms_we_do_not_know_is_refused_by_name() -> None:
    with pytest.raises(UnknownAlgorithm):
        open_receipt(RAW, replace(CARD, suite="ed25519+slh-dsa-128s"))


def test_what_opens_is_a_receipt() -> None:
    assert isinstance(open_receipt(RAW, CARD), Receipt)


def test_the_hubs_card_is_a_file_and_its_secrets_never_show() -> None:
    assert HubCard.from_bytes(CARD.to_bytes()) == CARD
    assert CARD.id == HUB.id
    for secret in (HUB.seed, HUB.log_seed):
        assert secret.hex() not in repr(HUB)
        assert repr(secret) not in repr(HUB)


@pytest.mark.parametrize(
    "change",
    [
        {"address": "ftp://hub"}, {"address": "https://"}, {"address": "https://a:b@hub"}, {"address": "https://hub:99999"},
        {"name": ""}, {"partnership": "x"}, {"online": "AA"}, {"online": "!"}, {"extra": ""}, {"v": "1"}, {"name": 1},
        {"origin": ""}, {"origin": "a b"}, {"origin": "a" * 129}, {"origin": "a+b"}, {"suite": ""}, {"suite": "A"},
        {"log_pq": ""}, {"log_pq": "AAAA"}, {"log_pq": "A" * 8000, "suite": "other"}, {"certificate": "x" * 40_000},
    ],
)  # fmt: skip
def test_a_hub_card_that_does_not_hold_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(Malformed):
        HubCard.from_bytes(canonical_json({**CARD.to_json(), **change}))


@pytest.mark.parametrize("value", [[], None, {"v": None}])
def test_what_is_no_hub_card_is_refused(value: object) -> None:
    with pytest.raises(Malformed):
        HubCard.from_json(value)


def test_a_hub_card_with_algorithms_of_tomorrow_is_read() -> None:
    card = HubCard.from_json({**CARD.to_json(), "suite": "ed25519+tomorrow", "log_pq": "AAAA"})
    assert card.log.suite == "ed25519+tomorrow"


@pytest.mark.parametrize("version", [0, 2])
def test_a_hub_card_of_another_version_says_so(version: int) -> None:
    with pytest.raises(UnknownVersion):
        HubCard.from_bytes(canonical_json({**CARD.to_json(), "v": version}))


def test_hub_keys_are_two_seeds_and_a_name() -> None:
    for seeds in ((b"short", b"x" * 32), (b"x" * 32, b"short")):
        with pytest.raises(Malformed):
            HubKeys(*seeds)
    with pytest.raises(Malformed):
        HubKeys(b"x" * 32, b"y" * 32, "two words")
    assert HubKeys(b"x" * 32, b"y" * 32, "hub.example/log").origin == "hub.example/log"


def test_a_signature_that_is_not_the_hubs_is_refused() -> None:
    CARD.verify(HUB.sign(b"one"), b"one")
    with pytest.raises(SignatureInvalid):
        CARD.verify(HUB.sign(b"one"), b"other")
