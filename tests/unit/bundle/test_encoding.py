"""One form for each value, and bounds before parsing."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bundle.encoding import b64, b64u, canonical_json, strict_json, unb64, unb64u
from bundle.errors import BundleError, Malformed, TooLarge

few = settings(max_examples=50, derandomize=True, deadline=None)
texts = st.text(st.characters(codec="utf-8"))
scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | texts
)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4), max_leaves=20
)


def read(text: str | bytes, *, max_bytes: int = 10_000, max_depth: int = 4) -> object:
    raw = text.encode() if isinstance(text, str) else text
    return strict_json(raw, max_bytes=max_bytes, max_depth=max_depth)


@few
@given(st.binary(max_size=100))
def test_base64_text_gives_back_its_bytes(raw: bytes) -> None:
    assert unb64u(b64u(raw)) == raw
    assert unb64(b64(raw)) == raw


@few
@given(st.binary(max_size=9), st.binary(max_size=9))
def test_no_two_texts_give_the_same_bytes(one: bytes, other: bytes) -> None:
    assert (b64u(one) == b64u(other)) == (one == other)


@pytest.mark.parametrize("text", ["A", "AB", "AAB", "AA==", "AA=", "A A", "AA\n", "+A", "/A", "é0", "AA\x00"])
def test_base64url_that_is_not_canonical_is_refused(text: str) -> None:
    with pytest.raises(Malformed):
        unb64u(text)


@pytest.mark.parametrize("text", ["AB", "-A", "_A", "AA=="])
def test_standard_base64_that_is_not_canonical_is_refused(text: str) -> None:
    with pytest.raises(Malformed):
        unb64(text)


@few
@given(values)
def test_json_we_write_reads_back_as_what_it_was(value: object) -> None:
    assert read(canonical_json(value), max_bytes=10**6, max_depth=50) == value


@few
@given(st.dictionaries(texts, scalars, max_size=6))
def test_equal_objects_are_written_as_equal_bytes(members: dict[str, object]) -> None:
    assert canonical_json(dict(reversed(members.items()))) == canonical_json(members)


@pytest.mark.parametrize(
    "text",
    ['{"a":1,"a":2}', '{"a":{"b":1,"b":1}}', "NaN", "Infinity", "-Infinity", "1e999", "-0", "9007199254740992", "1" * 5000,
     '"\\ud800"', '{"\\udfff":1}', "", " ", "1 2", "[1,]", "{'a':1}", "\ufeff1", '"\x00"', "nul"],
)  # fmt: skip
def test_json_with_a_second_meaning_or_none_is_refused(text: str) -> None:
    with pytest.raises(Malformed):
        read(text)


@pytest.mark.parametrize("raw", [b"\xff", b'"\xed\xa0\x80"', b'"\xc0\xaf"', b'"a', b'"\\'])
def test_bytes_that_are_not_utf8_json_are_refused(raw: bytes) -> None:
    with pytest.raises(Malformed):
        read(raw)


def test_length_is_bounded_before_parsing() -> None:
    assert read('"abc"', max_bytes=5) == "abc"
    with pytest.raises(TooLarge):
        read('"abcd', max_bytes=4)


def test_depth_is_bounded_before_parsing() -> None:
    assert read('[{"a":[1]}]', max_depth=3) == [{"a": [1]}]
    for text in ("[" * 100_000, '{"a":' * 50_000, '[["\\""],[[[[]]]]]'):
        with pytest.raises(TooLarge):
            read(text, max_bytes=10**6, max_depth=3)


def test_brackets_inside_text_do_not_count_as_depth() -> None:
    assert read(json.dumps(["[[[[{{{{", 'a"[[[[', "\\"]), max_depth=1) == ["[[[[{{{{", 'a"[[[[', "\\"]


@pytest.mark.parametrize("unit", [b'\\"', b'"', b"\\", b'["', b'"\\'])
@pytest.mark.parametrize("end", [b"", b"\\", b'"'])
def test_hostile_text_takes_no_more_than_linear_time(unit: bytes, end: bytes) -> None:
    raw = b'{{{{{"' + unit * 200_000 + end
    with pytest.raises(BundleError):
        read(raw, max_bytes=10**6, max_depth=4)


@few
@given(st.binary(max_size=40))
def test_any_bytes_are_read_or_refused_with_our_own_error(raw: bytes) -> None:
    with suppress(BundleError):
        read(raw)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {1, 2}, b"x", "\ud800", object()])
def test_what_json_cannot_carry_is_not_written(value: object) -> None:
    with pytest.raises(Malformed):
        canonical_json(value)


@pytest.mark.parametrize("raw", [b'{"said": "CANARY"', b'"CANARY\xff"', b'["CANARY", "\\ud800"]', b'["CANARY", tru]'])
def test_an_error_carries_nothing_of_the_text_that_was_read(raw: bytes) -> None:
    with pytest.raises(Malformed) as caught:
        strict_json(raw, max_bytes=100, max_depth=4)
    assert (caught.value.__cause__, caught.value.__context__) == (None, None)


def test_an_error_carries_nothing_of_the_value_that_was_written() -> None:
    with pytest.raises(Malformed) as caught:
        canonical_json({"said": "CANARY\ud800"})
    assert (caught.value.__cause__, caught.value.__context__) == (None, None)
