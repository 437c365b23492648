"""Statements: every part can be left out, nothing can be put in, and another implementation agrees."""

from __future__ import annotations

import hashlib
import json
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bundle.encoding import b64u, canonical_json, unb64u
from bundle.errors import (
    BundleError,
    Malformed,
    SignatureInvalid,
    StatementInvalid,
    TooLarge,
    UnknownAlgorithm,
    UnknownVersion,
)
from bundle.keys import DeviceKeys
from bundle.statements import (
    MAX_DISCLOSURES,
    TYPE,
    SignedStatement,
    StatementKey,
    StatementPayload,
    issue,
    merge,
    parse,
    verify,
)

few = settings(max_examples=50, derandomize=True, deadline=None)
KEYS = DeviceKeys.generate(Random(1).randbytes)
OTHER = DeviceKeys.generate(Random(2).randbytes)
CARD = KEYS.card()
ANCESTOR = hashlib.sha256(b"ancestor").hexdigest()
POSITION = ("epoch_A", 3, ANCESTOR)
FIELDS: dict[str, object] = {
    "seen": "Two round marks on the left arm.",
    "level": 4,
    "words": ["one", "two", "three"],
    "people": [{"name": "Robin Quill", "role": "witness"}],
    "actions": [],
    "child": {"given_names": "Kim", "contacts": [{"number": "01632 960001"}]},
}


def payload(**changes: Any) -> StatementPayload:
    whole: dict[str, Any] = {
        "kind": "concern.recorded",
        "about": ("concern_1", "child_1"),
        "fields": FIELDS,
        "after": (ANCESTOR,),
        "issued_at": 1_795_000_000,
        "edition": "england-2026",
        "must": False,
        "position": POSITION,
    }
    return StatementPayload(**{**whole, **changes})


def said(seed: int = 5, **changes: Any) -> SignedStatement:
    return issue(payload(**changes), KEYS, Random(seed).randbytes)


WHOLE = said()


# --- what is said comes back -----------------------------------------------------------------------------------------

names = st.from_regex(r"[a-z][a-z0-9_]{0,10}", fullmatch=True).filter(
    lambda name: name not in {"v", "kind", "iat", "ed", "after", "about", "must", "epoch", "seq", "prev"}
)
texts = st.text(st.characters(codec="utf-8"), max_size=20)
scalars = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts
row_names = texts.filter(lambda name: name not in {"_sd", "...", "_sd_alg"})


def containers(inner: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.lists(inner, max_size=3) | st.dictionaries(row_names, inner, max_size=3)


rows = scalars | containers(scalars | containers(scalars))  # in a disclosure, and there as a row: depth 4 at most
fields = st.dictionaries(names, rows, max_size=5)
records = st.lists(st.from_regex(r"[A-Za-z0-9_-]{1,22}", fullmatch=True), max_size=3, unique=True)


@few
@given(fields=fields, about=records, must=st.booleans(), when=st.integers(0, 2**33), prev=st.none() | st.just(ANCESTOR))
def test_what_is_said_is_what_is_read(
    fields: dict[str, object], about: list[str], must: bool, when: int, prev: str | None
) -> None:
    signed = said(fields=fields, about=tuple(about), must=must, issued_at=when, position=("e", 0, prev))
    verify(signed, CARD)
    read = parse(signed.token)
    assert read == signed
    assert (read.fields, read.about, read.must, read.issued_at) == (fields, tuple(about), must, when)
    assert (read.kind, read.device, read.edition, read.after) == (
        "concern.recorded",
        CARD.id,
        "england-2026",
        (ANCESTOR,),
    )
    assert (read.position, read.left_out, read.about_left_out, read.rows_left_out) == (("e", 0, prev), 0, 0, {})


def test_the_id_is_the_digest_of_the_signed_part_alone() -> None:
    assert WHOLE.id == hashlib.sha256(WHOLE.token.split("~")[0].encode()).hexdigest()
    assert WHOLE.bare().id == WHOLE.without({"seen"}, position=True).id == WHOLE.id


def test_a_key_made_ready_once_signs_the_same() -> None:
    signed = issue(payload(), StatementKey(KEYS), Random(5).randbytes)
    assert signed == WHOLE
    assert len({signed, WHOLE, WHOLE.bare()}) == 2


def test_tuples_are_lists() -> None:
    assert said(fields={"words": ("a", "b")}).fields == {"words": ["a", "b"]}


def test_saying_the_same_twice_makes_two_statements() -> None:
    assert said(1).id != said(2).id


def test_no_value_shows_in_the_signed_part() -> None:
    claims = unb64u(WHOLE.issuer_jwt.split(".")[1]).decode()
    for hidden in ("marks", "Quill", "concern_1", "child_1", "epoch", "seen", "people"):
        assert hidden not in claims


# --- leaving out -----------------------------------------------------------------------------------------------------


def test_a_field_left_out_is_counted_and_gone() -> None:
    copy = WHOLE.without({"seen", "level"})
    verify(copy, CARD)
    assert copy.left_out == 2
    assert set(copy.fields) == set(FIELDS) - {"seen", "level"}
    assert b64u(b"Two round")[:8] not in copy.token


def test_a_list_left_out_counts_once_and_takes_its_rows_along() -> None:
    copy = WHOLE.without({"words"})
    assert (copy.left_out, copy.rows_left_out) == (1, {})
    assert copy.token.count("~") == WHOLE.token.count("~") - 4


def test_a_row_left_out_is_counted_in_its_list() -> None:
    copy = WHOLE.without(rows={"words": [0, 2]})
    verify(copy, CARD)
    assert copy.fields["words"] == ["two"]
    assert (copy.left_out, copy.rows_left_out) == (2, {"words": 2})
    assert copy.without(rows={"words": [1]}).fields["words"] == []


def test_an_empty_list_is_not_a_list_left_out() -> None:
    assert WHOLE.fields["actions"] == []
    assert "actions" not in WHOLE.without({"actions"}).fields


def test_position_and_record_ids_are_left_out_without_counting_as_content() -> None:
    copy = WHOLE.without(position=True, about={"concern_1"})
    assert (copy.position, copy.about, copy.about_left_out, copy.left_out) == (None, ("child_1",), 1, 0)


def test_nothing_is_left_of_a_bare_statement_but_what_the_signature_holds() -> None:
    bare = WHOLE.bare()
    verify(bare, CARD)
    assert (bare.fields, bare.about, bare.position, bare.token) == ({}, (), None, WHOLE.issuer_jwt + "~")
    assert (bare.left_out, bare.about_left_out) == (len(FIELDS), 2)
    assert bare.after == (ANCESTOR,)


def test_leaving_out_what_is_not_there_changes_nothing() -> None:
    assert WHOLE.without({"nothing"}, about={"nobody"}, rows={"words": [9], "nothing": [0]}) == WHOLE


@few
@given(st.data())
def test_copies_merge_back_whatever_was_left_out(data: st.DataObject) -> None:
    some = st.sets(st.sampled_from(sorted(FIELDS)))
    one = WHOLE.without(
        data.draw(some), position=data.draw(st.booleans()), rows={"words": data.draw(st.sets(st.integers(0, 2)))}
    )
    other = WHOLE.without(data.draw(some), about=data.draw(st.sets(st.sampled_from(WHOLE.about))))
    both = merge(one, other)
    assert merge(other, one) == both
    assert merge(both, both) == both
    assert set(both.fields) == set(one.fields) | set(other.fields)
    assert merge(both, WHOLE) == WHOLE


def test_copies_of_two_statements_do_not_merge() -> None:
    with pytest.raises(StatementInvalid):
        merge(said(1), said(2))


# --- what is refused -------------------------------------------------------------------------------------------------


def test_another_device_did_not_say_it() -> None:
    with pytest.raises(SignatureInvalid):
        verify(WHOLE, OTHER.card())


def test_a_key_id_alone_makes_no_author() -> None:
    forged = resigned({}, keys=OTHER, header={"kid": CARD.id})
    with pytest.raises(SignatureInvalid):
        verify(parse(forged), CARD)


def test_a_device_does_not_sign_under_another_devices_id() -> None:
    lying = parse(resigned({}, header={"kid": OTHER.card().id}))
    for card in (CARD, OTHER.card()):
        with pytest.raises(SignatureInvalid):
            verify(lying, card)


@pytest.mark.parametrize("size", [0, 63, 65])
def test_a_signature_is_64_bytes(size: int) -> None:
    start = WHOLE.issuer_jwt.rpartition(".")[0]
    with pytest.raises(StatementInvalid):
        parse(f"{start}.{b64u(bytes(size))}~")


def test_every_flipped_byte_is_refused() -> None:
    token = said(fields={"seen": "x", "words": ["a"]}).token.encode()
    for place in range(len(token)):
        for flip in (0x01, 0x20):
            damaged = bytearray(token)
            damaged[place] ^= flip
            with pytest.raises(BundleError):
                verify(parse(damaged.decode("latin-1")), CARD)


@few
@given(st.data())
def test_any_change_of_one_character_is_refused(data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(WHOLE.token) - 1))
    letter = data.draw(st.characters())
    token = WHOLE.token[:place] + letter + WHOLE.token[place + 1 :]
    if token != WHOLE.token:
        with pytest.raises(BundleError):
            verify(parse(token), CARD)


@few
@given(st.text(max_size=60))
def test_any_text_is_refused_with_our_own_error(text: str) -> None:
    with pytest.raises(BundleError):
        parse(text)


def disclosures_of(token: str) -> list[str]:
    return token.split("~")[1:-1]


def joined(jwt: str, disclosures: list[str]) -> str:
    return "~".join([jwt, *disclosures, ""])


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


def resigned(
    claims: dict[str, Any],
    *,
    header: dict[str, Any] | None = None,
    drop: str = "",
    disclosures: list[str] | None = None,
    keys: DeviceKeys = KEYS,
) -> str:
    """A statement of one field, its claims or header changed before signing: genuine, but perhaps not of the form."""
    base = said(fields={"seen": "x"}, about=("child_1",))
    old = json.loads(unb64u(base.issuer_jwt.split(".")[1]))
    changed = {name: value for name, value in {**old, **claims}.items() if name != drop}
    head = {"alg": "EdDSA", "kid": keys.id, "typ": TYPE, **(header or {})}
    start = f"{b64u(json.dumps(head).encode())}.{b64u(json.dumps(changed).encode())}"
    return joined(
        f"{start}.{b64u(keys.sign(start.encode()))}",
        sorted(disclosures_of(base.token) if disclosures is None else disclosures),
    )


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


def test_errors_do_not_repeat_what_was_said() -> None:
    for name, value in (("seen", {"_sd": "Robin"}), ("Robin", 1)):
        with pytest.raises(BundleError) as refusal:
            said(fields={name: value})
        assert "Robin" not in str(refusal.value)


# --- bounds ----------------------------------------------------------------------------------------------------------


def test_size_number_and_depth_are_bounded() -> None:
    deep: object = "x"
    for _ in range(20):
        deep = {"a": deep}
    for changes in (
        {"fields": {"a": "x" * 300_000}},
        {"fields": {"words": ["x"] * MAX_DISCLOSURES}},
        {"fields": {"a": deep}},
    ):
        with pytest.raises(TooLarge):
            said(**changes)


def test_bounds_hold_before_anything_is_parsed() -> None:
    for token in ("A" * 300_000 + "~", "e30.e30.AA" + "~" * 600, resigned({"about": [[[[[[]]]]]]})):
        with pytest.raises(TooLarge):
            parse(token)
