"""Statements outside the format are refused, though they are genuinely signed."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest

from bundle.encoding import b64u, canonical_json, unb64u
from bundle.errors import (
    BundleError,
    Malformed,
    StatementInvalid,
    UnknownAlgorithm,
    UnknownVersion,
)
from bundle.statements import (
    TYPE,
    parse,
    verify,
)
from tests.unit.bundle.statements_said import (
    ANCESTOR,
    CARD,
    POSITION,
    WHOLE,
    disclosures_of,
    joined,
    resigned,
    said,
)


def test_a_token_has_one_order_and_one_ending() -> None:
    found = disclosures_of(WHOLE.token)
    for token in (
        joined(WHOLE.issuer_jwt, found[::-1]),
        joined(WHOLE.issuer_jwt, [found[0], *found]),
        joined(WHOLE.issuer_jwt, ["", *found]),
        WHOLE.token[:-1],
        WHOLE.token + "~",
        WHOLE.token + "e30.e30.AA",
    ):
        with pytest.raises(BundleError):
            parse(token)


def test_a_disclosure_without_its_digest_is_refused() -> None:
    stray = b64u(canonical_json([b64u(bytes(16)), "level", 1]))
    with pytest.raises(StatementInvalid):
        parse(joined(WHOLE.issuer_jwt, sorted([*disclosures_of(WHOLE.token), stray])))


def test_a_row_without_its_list_is_refused() -> None:
    kept = WHOLE.without({"people", "child", "seen", "level", "actions"}, position=True, about=set(WHOLE.about))
    listed = next(text for text in disclosures_of(kept.token) if b'"words"' in unb64u(text))
    with pytest.raises(StatementInvalid):
        parse(joined(kept.issuer_jwt, [text for text in disclosures_of(kept.token) if text != listed]))


def test_the_changing_helper_changes_nothing_when_asked_for_nothing() -> None:
    verify(parse(resigned({})), CARD)


D1, D2, D3, D4 = ("A" * 42 + last for last in "AEIM")


@pytest.mark.parametrize(
    "claims",
    [{"kind": "Concern.recorded"}, {"kind": "concern"}, {"kind": "a." + "b" * 70}, {"kind": 1}, {"kind": "a.b\n"}, {"iat": -1}, {"iat": 1.5}, {"iat": True},
     {"iat": "1"}, {"iat": 10**12}, {"ed": "a b"}, {"ed": None}, {"after": ANCESTOR}, {"after": [ANCESTOR, ANCESTOR]}, {"after": [ANCESTOR.upper()]},
     {"after": ["x"]}, {"about": ["child_1"]}, {"about": {}}, {"about": [{"...": D1, "x": D2}]}, {"about": [{"..": D1}]}, {"must": False}, {"must": 1},
     {"v": True}, {"v": "0"}, {"v": None}, {"extra": 1}, {"iss": "x"}, {"_sd": "x"}, {"_sd": ["x"]}, {"_sd": [1]}, {"_sd": [D1, D2]}],
)  # fmt: skip
def test_claims_outside_the_format_are_refused_though_genuinely_signed(claims: dict[str, Any]) -> None:
    with pytest.raises((StatementInvalid, Malformed)):
        parse(resigned(claims, disclosures=[]))


def test_digests_must_be_sorted_and_single() -> None:
    parse(resigned({"_sd": [D1, D2, D3, D4], "about": []}, disclosures=[]))
    for digests, about in (
        ([D2, D1, D3], []),
        ([D1, D1, D2, D3], []),
        ([D1, D2, D3], [{"...": D3}]),
        ([D1, D2, D3], [{"...": D4}, {"...": D4}]),
    ):
        with pytest.raises(StatementInvalid):
            parse(resigned({"_sd": digests, "about": about}, disclosures=[]))


@pytest.mark.parametrize("claim", ["v", "kind", "iat", "ed", "after", "about", "_sd", "_sd_alg"])
def test_every_claim_is_needed(claim: str) -> None:
    with pytest.raises(StatementInvalid):
        parse(resigned({}, drop=claim))


@pytest.mark.parametrize(
    "header",
    [
        {"typ": "JWT"},
        {"typ": "application/" + TYPE},
        {"kid": "me"},
        {"kid": None},
        {"crit": "x"},
        {"jwk": "x"},
        {"jku": "x"},
    ],
)
def test_another_header_is_refused(header: dict[str, Any]) -> None:
    with pytest.raises((StatementInvalid, Malformed)):
        parse(resigned({}, header=header))


def test_other_algorithms_and_versions_have_their_own_errors() -> None:
    for token in (
        resigned({}, header={"alg": "none"}),
        resigned({}, header={"alg": "ES256"}),
        resigned({"_sd_alg": "sha-512"}),
    ):
        with pytest.raises(UnknownAlgorithm):
            parse(token)
    with pytest.raises(UnknownVersion):
        parse(resigned({"v": 2, "new": {"claims": 1}}))


def with_disclosures(arrays: list[object], *, listed: list[object] | None = None, raw: list[str] | None = None) -> str:
    """A genuine statement whose ``_sd`` digests the given arrays (or raw texts); ``listed`` are found by them only."""
    texts = raw or [b64u(json.dumps(array).encode()) for array in arrays]
    inner = [b64u(json.dumps(array).encode()) for array in listed or []]
    position = [
        b64u(canonical_json([b64u(bytes([place]) * 16), name, value]))
        for place, (name, value) in enumerate(zip(("epoch", "seq", "prev"), POSITION, strict=True))
    ]
    digests = sorted(digest(text) for text in (*texts, *position))
    return resigned({"_sd": digests, "about": []}, disclosures=[*texts, *inner, *position])


def digest(text: str) -> str:
    return b64u(hashlib.sha256(text.encode()).digest())


SALT = b64u(b"s" * 16)


ROW = [b64u(b"r" * 16), "row"]


ROW_DIGEST = digest(b64u(json.dumps(ROW).encode()))


def test_hand_made_disclosures_can_be_good() -> None:
    read = parse(with_disclosures([[SALT, "words", [{"...": ROW_DIGEST}, {"...": D1}]]], listed=[ROW]))
    assert (read.fields, read.left_out, read.rows_left_out) == ({"words": ["row"]}, 1, {"words": 1})


@pytest.mark.parametrize(
    "array",
    [
        {}, "x", [], [SALT], [SALT, "a"], [SALT, "a", 1, 2], ["", "a", 1], [b64u(bytes(15)), "a", 1], [SALT + "=", "a", 1], [1, "a", 1],
        [SALT, "_sd", 1], [SALT, "...", 1], [SALT, "_sd_alg", "x"], [SALT, "kind", "x"], [SALT, "must", True], [SALT, "about", []], [SALT, "epoch", "x"],
        [SALT, "Seen", 1], [SALT, "", 1], [SALT, "a" * 65, 1], [SALT, "a\n", 1], [SALT, 1, 1], [SALT, "a", {"_sd": [D1]}], [SALT, "a", {"b": [{"...": D1}]}],
        [SALT, "a", ["plain"]], [SALT, "a", [{"...": ROW_DIGEST}, "plain"]], [SALT, "a", [{"...": ROW_DIGEST, "x": 1}]], [SALT, "a", {"...": D1}],
        [SALT, "a", [{"...": ROW_DIGEST}, {"...": ROW_DIGEST}]],
    ],
)  # fmt: skip
def test_disclosures_outside_the_format_are_refused_though_genuinely_signed(array: object) -> None:
    with pytest.raises((StatementInvalid, Malformed)):
        parse(with_disclosures([array]))


def test_one_name_is_disclosed_once() -> None:
    with pytest.raises(StatementInvalid):
        parse(with_disclosures([[SALT, "a", 1], [SALT, "a", 2]]))


def test_a_row_has_no_digests_inside_and_two_elements() -> None:
    for row in ([SALT, {"_sd": [D1]}], [SALT, [{"...": D1}]], [SALT, "name", "value"], [SALT]):
        found = digest(b64u(json.dumps(row).encode()))
        with pytest.raises(StatementInvalid):
            parse(with_disclosures([[SALT, "a", [{"...": found}]]], listed=[row]))


@pytest.mark.parametrize(
    "text",
    [
        b64u(b'["' + SALT.encode() + b'","a",NaN]'),
        b64u(b'["' + SALT.encode() + b'","a",{"b":1,"b":2}]'),
        b64u(b"\xff"),
        b64u(b"{"),
    ],
)
def test_disclosures_that_are_not_strict_json_are_refused(text: str) -> None:
    with pytest.raises(Malformed):
        parse(with_disclosures([], raw=[text]))


def test_a_position_is_whole_or_absent() -> None:
    position = [text for text, place in WHOLE.places.items() if place.what == "position"]
    for part in position:
        with pytest.raises(StatementInvalid):
            parse(joined(WHOLE.issuer_jwt, [text for text in disclosures_of(WHOLE.token) if text != part]))


@pytest.mark.parametrize(
    "position",
    [
        ("", 0, None),
        ("e e", 0, None),
        ("e", -1, None),
        ("e", True, None),
        ("e", 0, "x"),
        ("e", "0", None),
        (None, 0, None),
    ],
)
def test_a_position_outside_the_format_cannot_be_signed(position: Any) -> None:
    with pytest.raises(StatementInvalid):
        said(position=position)


@pytest.mark.parametrize(
    "changes",
    [{"fields": {"kind": "x"}}, {"fields": {"seq": 1}}, {"fields": {"_sd": []}}, {"fields": {"Seen": 1}}, {"fields": {"a": {"_sd": []}}}, {"fields": {"a": [{"...": "x"}]}},
     {"about": ("a", "a")}, {"about": ("",)}, {"about": ("é",)}, {"kind": "x"}, {"after": ("x",)}, {"issued_at": -1}, {"edition": " "}, {"fields": {"a": {1: 2}}},
     {"fields": {"a": object()}}, {"fields": {"a": float("nan")}}, {"fields": {"a": 2**53}}, {"fields": {"a": "\ud800"}}],
)  # fmt: skip
def test_what_could_not_be_read_cannot_be_signed(changes: dict[str, Any]) -> None:
    with pytest.raises((StatementInvalid, Malformed)):
        said(**changes)
