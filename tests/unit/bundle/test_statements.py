"""Statements: every part can be left out, nothing can be put in, and another implementation agrees."""

from __future__ import annotations

import hashlib
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bundle.encoding import b64u, unb64u
from bundle.errors import (
    BundleError,
    SignatureInvalid,
    StatementInvalid,
    TooLarge,
)
from bundle.keys import DeviceKeys
from bundle.statements import (
    MAX_DISCLOSURES,
    StatementKey,
    issue,
    merge,
    parse,
    verify,
)
from tests.unit.bundle.statements_said import (
    ANCESTOR,
    CARD,
    FIELDS,
    KEYS,
    WHOLE,
    payload,
    resigned,
    said,
    texts,
)

few = settings(max_examples=50, derandomize=True, deadline=None)


OTHER = DeviceKeys.generate(Random(2).randbytes)


# --- what is said comes back -----------------------------------------------------------------------------------------

names = st.from_regex(r"[a-z][a-z0-9_]{0,10}", fullmatch=True).filter(
    lambda name: name not in {"v", "kind", "iat", "ed", "after", "about", "must", "epoch", "seq", "prev"}
)


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
