"""Covers: two signatures, by name, over exactly one form."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bundle.covers import PAYLOAD_TYPE, SUITES, ChainHead, Cover, open_cover, sign_cover
from bundle.encoding import canonical_json
from bundle.envelopes import ED25519, ED25519_ML_DSA_65, sign, sign_by
from bundle.errors import BundleError, Malformed, SignatureInvalid, UnknownAlgorithm, UnknownVersion
from tests.unit.bundle.partnership import Partnership

ASHMERE = Partnership()
CARD = ASHMERE.odette.card()
COVER = Cover(
    bundle="B" * 22,
    partnership="ab" * 32,
    sender=ASHMERE.odette.id,
    recipients=tuple(sorted([ASHMERE.lewis.id, "D" * 22])),
    purpose="refer",
    basis="6(1)(e)",
    share="cd" * 32,
    audience="desk",
    numbers={ASHMERE.lewis.id: (1, ""), "D" * 22: (2, "ef" * 32)},
    statements=("12" * 32,),
    head=ChainHead("epoch-1", 7, "34" * 32),
    share_group="S" * 22,
    checkpoint="log.example\n7\n",
)


def test_a_cover_says_everything_it_was_given() -> None:
    assert open_cover(sign_cover(COVER, ASHMERE.odette), CARD) == COVER
    bare = replace(COVER, head=None, share="", share_group="", checkpoint="")
    assert open_cover(sign_cover(bare, ASHMERE.odette), CARD) == bare


@pytest.mark.parametrize("suite", [ED25519])
def test_a_cover_with_fewer_signatures_than_it_names_is_refused(suite: object) -> None:
    assert suite is ED25519
    with pytest.raises(SignatureInvalid):
        open_cover(sign_by(COVER.payload(), PAYLOAD_TYPE, ASHMERE.odette, ED25519), CARD)
    with pytest.raises(SignatureInvalid):
        open_cover(sign_cover(COVER, ASHMERE.lewis), CARD)


def test_an_unknown_suite_is_refused_by_name_and_a_second_one_is_an_entry_more() -> None:
    weaker = replace(COVER, alg=ED25519.name)
    raw = sign_by(weaker.payload(), PAYLOAD_TYPE, ASHMERE.odette, ED25519)
    with pytest.raises(UnknownAlgorithm):
        open_cover(raw, CARD)
    with pytest.raises(UnknownAlgorithm):
        sign_cover(weaker, ASHMERE.odette)
    both = {**SUITES, ED25519.name: ED25519}
    assert open_cover(raw, CARD, suites=both) == weaker
    assert open_cover(sign_cover(COVER, ASHMERE.odette, suites=both), CARD, suites=both) == COVER
    with pytest.raises(SignatureInvalid):  # the weaker name over more signatures than it demands
        open_cover(sign_by(weaker.payload(), PAYLOAD_TYPE, ASHMERE.odette, ED25519_ML_DSA_65), CARD, suites=both)


@pytest.mark.parametrize(
    "change",
    [
        {"bundle": "x"},
        {"partnership": "x"},
        {"sender": "D" * 22},
        {"recipients": []},
        {"recipients": [1]},
        {"recipients": "all"},
        {"recipients": ["x"]},
        {"recipients": ["D" * 22, "D" * 22]},
        {"numbers": []},
        {"numbers": {"D" * 22: [1, ""]}},
        {"numbers": {ASHMERE.lewis.id: [1, ""], "D" * 22: [True, ""]}},
        {"numbers": {ASHMERE.lewis.id: [1, ""], "D" * 22: [1]}},
        {"numbers": {ASHMERE.lewis.id: [1, ""], "D" * 22: 1}},
        {"numbers": {ASHMERE.lewis.id: [1, ""], "D" * 22: [2, ""]}},
        {"statements": []},
        {"statements": {}},
        {"statements": ["x"]},
        {"statements": [1]},
        {"head": 1},
        {"head": {}},
        {"head": {"epoch": 1, "seq": 1, "id": "ab" * 32}},
        {"head": {"epoch": "e", "seq": True, "id": "ab" * 32}},
        {"head": {"epoch": "e", "seq": -1, "id": "ab" * 32}},
        {"head": {"epoch": "e", "seq": 1, "id": "x"}},
        {"share": "x"},
        {"share_group": "x"},
        {"checkpoint": "x" * 20_000},
        {"purpose": "x" * 600},
        {"purpose": 1},
        {"audience": ""},
        {"alg": 1},
        {"more": 1},
        {"v": None},
        {"v": "1"},
    ],
)
def test_a_cover_that_says_more_less_or_other_than_the_format_is_malformed(change: dict[str, object]) -> None:
    payload = canonical_json(json.loads(COVER.payload()) | change)
    with pytest.raises(Malformed):
        open_cover(sign(payload, PAYLOAD_TYPE, ASHMERE.odette, post_quantum=True), CARD)


def test_what_is_no_cover_or_of_another_version_or_encoding_says_so() -> None:
    values: tuple[object, ...] = ([], 1, "cover")
    for value in values:
        with pytest.raises(Malformed):
            open_cover(sign(canonical_json(value), PAYLOAD_TYPE, ASHMERE.odette, post_quantum=True), CARD)
    newer = canonical_json(json.loads(COVER.payload()) | {"v": 2})
    with pytest.raises(UnknownVersion):
        open_cover(sign(newer, PAYLOAD_TYPE, ASHMERE.odette, post_quantum=True), CARD)
    loose = json.dumps(json.loads(COVER.payload())).encode()
    with pytest.raises(BundleError):
        open_cover(sign(loose, PAYLOAD_TYPE, ASHMERE.odette, post_quantum=True), CARD)
