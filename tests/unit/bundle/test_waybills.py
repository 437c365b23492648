"""Waybills: what the hub checks before it takes a bundle in."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bundle.directory import Directory
from bundle.encoding import canonical_json
from bundle.envelopes import ED25519, ED25519_ML_DSA_65, sign, sign_by
from bundle.errors import (
    BundleError,
    Malformed,
    SenderRevoked,
    SignatureInvalid,
    TooLarge,
    UnknownAlgorithm,
    UnknownSender,
    UnknownVersion,
    WrongPartnership,
)
from bundle.waybills import (
    MAX_WAYBILL,
    PAYLOAD_TYPE,
    AttachmentRow,
    Waybill,
    check_waybill,
    make_waybill,
    parse_waybill,
)
from tests.unit.bundle.partnership import NOW, Partnership

ASHMERE = Partnership()
DIRECTORY = ASHMERE.directory()
WAYBILL = Waybill(
    partnership=DIRECTORY.partnership,
    bundle="A" * 22,
    sender=ASHMERE.odette.id,
    mailboxes=tuple(sorted([ASHMERE.lewis.id, ASHMERE.imani.id])),
    sealed_digest="ab" * 32,
    sealed_size=40_000,
    written_at=NOW,
)
RAW = make_waybill(WAYBILL, ASHMERE.odette)


def test_a_waybill_by_a_member_is_what_the_hub_takes() -> None:
    assert check_waybill(RAW, DIRECTORY, NOW) == WAYBILL
    assert parse_waybill(RAW) == WAYBILL


def test_the_same_waybill_is_the_same_bytes_and_digest() -> None:
    later = replace(WAYBILL, written_at=NOW + timedelta(milliseconds=999))
    assert make_waybill(later, ASHMERE.odette) == RAW
    assert later.digest == WAYBILL.digest


def test_a_stranger_is_an_unknown_sender() -> None:
    raw = make_waybill(replace(WAYBILL, sender=ASHMERE.stranger.id), ASHMERE.stranger)
    with pytest.raises(UnknownSender):
        check_waybill(raw, DIRECTORY, NOW)


@pytest.mark.parametrize("compromised", [False, True])
def test_a_withdrawn_sender_is_refused_from_that_moment(*, compromised: bool) -> None:
    contents = ASHMERE.contents().revoke(ASHMERE.odette.id, at=NOW, compromised=compromised)
    directory = ASHMERE.directory(contents)
    raw = make_waybill(replace(WAYBILL, partnership=directory.partnership), ASHMERE.odette)
    assert check_waybill(raw, directory, NOW - timedelta(seconds=1)).sender == ASHMERE.odette.id
    with pytest.raises(SenderRevoked):
        check_waybill(raw, directory, NOW)


def test_another_partnerships_waybill_is_refused() -> None:
    with pytest.raises(WrongPartnership):
        check_waybill(make_waybill(replace(WAYBILL, partnership="0" * 64), ASHMERE.odette), DIRECTORY, NOW)


def test_a_member_cannot_sign_in_another_members_name() -> None:
    forged = sign(WAYBILL.payload(), PAYLOAD_TYPE, ASHMERE.lewis, post_quantum=False)
    with pytest.raises(SignatureInvalid):
        check_waybill(forged, DIRECTORY, NOW)
    with pytest.raises(ValueError, match="sender"):
        make_waybill(WAYBILL, ASHMERE.lewis)


def test_a_surplus_signature_is_refused() -> None:
    value = json.loads(RAW)
    value["signatures"] += json.loads(make_waybill(replace(WAYBILL, sender=ASHMERE.lewis.id), ASHMERE.lewis))[
        "signatures"
    ]
    with pytest.raises(SignatureInvalid):
        check_waybill(canonical_json(value), DIRECTORY, NOW)


def test_the_same_signature_under_another_type_is_refused() -> None:
    raw = sign(WAYBILL.payload(), "application/json", ASHMERE.odette, post_quantum=False)
    with pytest.raises(Malformed):
        check_waybill(raw, DIRECTORY, NOW)


@pytest.mark.parametrize(
    "change",
    [
        {"mailboxes": []},
        {"mailboxes": [ASHMERE.lewis.id, ASHMERE.lewis.id]},
        {"mailboxes": sorted([ASHMERE.lewis.id, ASHMERE.imani.id], reverse=True)},
        {"mailboxes": [f"{n:043d}" for n in range(501)]},
        {"mailboxes": [1]},
        {"mailboxes": "all"},
        {"bundle": "../../etc/passwd"},
        {"bundle": 1},
        {"sealed_digest": "AB" * 32},
        {"sealed_size": 0},
        {"sealed_size": True},
        {"sealed_size": 64 * 1024 * 1024 + 1},
        {"written_at": -1},
        {"written_at": 1.5},
        {"written_at": 253_402_300_800},
        {"sender": None},
        {"partnership": ""},
        {"extra": 1},
        {"alg": 1},
        {"attachments": None},
        {"attachments": [1]},
        {"attachments": [{"id": "ab" * 32}]},
        {"attachments": [{"id": "AB" * 32, "size": 1}]},
        {"attachments": [{"id": "ab" * 32, "size": 0}]},
        {"attachments": [{"id": "ab" * 32, "size": 2**40}]},
        {"mailboxes": ["x" * 21]},
        {"v": "0"},
        {"v": None},
    ],
)
def test_a_waybill_that_says_more_less_or_other_than_the_format_is_malformed(change: dict[str, object]) -> None:
    payload = canonical_json(json.loads(WAYBILL.payload()) | change)
    with pytest.raises(Malformed):
        check_waybill(sign(payload, PAYLOAD_TYPE, ASHMERE.odette, post_quantum=False), DIRECTORY, NOW)


def test_a_waybill_signed_in_an_unknown_way_is_refused_by_that_name() -> None:
    payload = canonical_json(json.loads(WAYBILL.payload()) | {"alg": "Ed448"})
    with pytest.raises(UnknownAlgorithm):
        check_waybill(sign(payload, PAYLOAD_TYPE, ASHMERE.odette, post_quantum=False), DIRECTORY, NOW)
    with pytest.raises(UnknownAlgorithm):
        make_waybill(replace(WAYBILL, alg="Ed448"), ASHMERE.odette)


def test_a_second_suite_is_one_more_entry_and_neither_passes_for_the_other() -> None:
    both = {suite.name: suite for suite in (ED25519, ED25519_ML_DSA_65)}
    stronger = replace(WAYBILL, alg=ED25519_ML_DSA_65.name)
    raw = make_waybill(stronger, ASHMERE.odette, suites=both)
    assert check_waybill(raw, DIRECTORY, NOW, suites=both) == stronger
    assert check_waybill(RAW, DIRECTORY, NOW, suites=both) == WAYBILL
    with pytest.raises(UnknownAlgorithm):
        check_waybill(raw, DIRECTORY, NOW)
    with pytest.raises(SignatureInvalid):  # the stronger name over the weaker signature
        check_waybill(sign_by(stronger.payload(), PAYLOAD_TYPE, ASHMERE.odette, ED25519), DIRECTORY, NOW, suites=both)


def test_a_withdrawn_sender_is_judged_by_the_logs_index_when_there_is_a_receipt() -> None:
    contents = ASHMERE.contents().revoke(ASHMERE.odette.id, at=NOW, index=5)
    directory = ASHMERE.directory(contents)
    raw = make_waybill(replace(WAYBILL, partnership=directory.partnership), ASHMERE.odette)
    later = NOW + timedelta(days=1)
    assert check_waybill(raw, directory, later, index=4).sender == ASHMERE.odette.id
    for index in (5, 6, None):
        with pytest.raises(SenderRevoked):
            check_waybill(raw, directory, later, index=index)


def test_a_waybill_names_its_attachments_and_desks_beside_devices() -> None:
    rows = tuple(AttachmentRow(f"{number:064x}", number + 1) for number in range(64))
    wide = replace(WAYBILL, attachments=rows, mailboxes=tuple(sorted(["D" * 22, ASHMERE.lewis.id])))
    assert check_waybill(make_waybill(wide, ASHMERE.odette), DIRECTORY, NOW) == wide
    for wrong in (rows[::-1], (rows[0], rows[0]), (*rows, AttachmentRow("f" * 64, 1))):
        with pytest.raises(Malformed):
            replace(WAYBILL, attachments=wrong)


def test_a_waybill_of_a_newer_version_says_so() -> None:
    payload = canonical_json(json.loads(WAYBILL.payload()) | {"v": 2, "new": {}})
    with pytest.raises(UnknownVersion):
        check_waybill(sign(payload, PAYLOAD_TYPE, ASHMERE.odette, post_quantum=False), DIRECTORY, NOW)


def test_a_waybill_in_another_encoding_of_the_same_values_is_malformed() -> None:
    loose = json.dumps(json.loads(WAYBILL.payload())).encode()
    with pytest.raises(Malformed):
        check_waybill(sign(loose, PAYLOAD_TYPE, ASHMERE.odette, post_quantum=False), DIRECTORY, NOW)


def test_a_waybill_too_long_is_refused_before_it_is_read() -> None:
    with pytest.raises(TooLarge):
        check_waybill(b"[" * (MAX_WAYBILL + 1), DIRECTORY, NOW)


def test_the_longest_waybill_still_fits_its_bound() -> None:
    many = replace(WAYBILL, mailboxes=tuple(f"{n:043d}" for n in range(500)))
    assert len(check_waybill(make_waybill(many, ASHMERE.odette), DIRECTORY, NOW).mailboxes) == 500


@settings(max_examples=50, derandomize=True, deadline=None)
@given(place=st.integers(0, len(RAW) * 8 - 1))
def test_one_flipped_bit_in_a_waybill_is_refused(place: int) -> None:
    flipped = bytearray(RAW)
    flipped[place // 8] ^= 1 << place % 8
    with pytest.raises(BundleError):
        check_waybill(bytes(flipped), DIRECTORY, NOW)


@settings(max_examples=50, derandomize=True, deadline=None)
@given(raw=st.binary(max_size=200))
def test_noise_is_refused_and_never_a_crash(raw: bytes) -> None:
    with pytest.raises(BundleError):
        check_waybill(raw, DIRECTORY, NOW)


def test_a_directory_judges_and_is_not_changed_by_judging() -> None:
    before: Directory = replace(DIRECTORY)
    check_waybill(RAW, DIRECTORY, NOW)
    assert before == DIRECTORY
