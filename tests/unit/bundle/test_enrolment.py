"""Joining: what an invitation, a request and a telephone call together prove."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import resources
from bundle.encoding import b64u, canonical_json
from bundle.enrolment import (
    PAYLOAD_TYPE,
    Invitation,
    check_request,
    make_invitation,
    make_request,
    read_request,
    six_words,
)
from bundle.envelopes import sign
from bundle.errors import (
    BundleError,
    InvitationExpired,
    InvitationInvalid,
    Malformed,
    RequestInvalid,
    TooLarge,
    UnknownVersion,
)
from tests.unit.bundle.partnership import NOW, Partnership, device, draws

ASHMERE = Partnership()
DIRECTORY = ASHMERE.directory()
WORDS = resources.words()
AMIR, EVE = device("amir"), device("eve")
INVITATION = make_invitation(
    DIRECTORY, organisation="larkmere", role="lead", person="Amir Haddon", now=NOW, random=draws("token")
)
REQUEST = make_request(INVITATION, AMIR, person="Amir Haddon", role_title="Deputy lead", now=NOW)


def test_an_invitation_is_a_file_that_says_where_to_join() -> None:
    read = Invitation.from_bytes(INVITATION.to_bytes())
    assert read == INVITATION
    assert read.hub == DIRECTORY.hub
    assert read.organisation_name == "Larkmere Primary"


def test_an_invitations_token_shows_in_neither_its_id_nor_its_repr() -> None:
    assert INVITATION.token.hex() not in repr(INVITATION)
    assert repr(INVITATION.token) not in repr(INVITATION)
    assert INVITATION.id != b64u(INVITATION.token)


def test_a_request_under_an_invitation_leads_to_a_directory_entry() -> None:
    request = check_request(REQUEST, INVITATION, now=NOW)
    entry = request.entry(NOW)
    assert entry.id == AMIR.id
    assert (entry.person, entry.role, entry.role_title, entry.organisation) == (
        "Amir Haddon", "lead", "Deputy lead", "larkmere",
    )  # fmt: skip
    assert ASHMERE.directory(DIRECTORY.contents.admit(entry)).device(AMIR.id) == entry


def test_a_request_does_not_show_the_token() -> None:
    for form in (INVITATION.token, b64u(INVITATION.token).encode(), INVITATION.token.hex().encode()):
        assert form not in REQUEST
        assert form not in read_request(REQUEST).payload()


def test_an_invitation_runs_out_by_the_callers_clock() -> None:
    late = NOW + timedelta(days=14)
    INVITATION.check(late - timedelta(seconds=1))
    with pytest.raises(InvitationExpired):
        INVITATION.check(late)
    with pytest.raises(InvitationExpired):
        make_request(INVITATION, AMIR, person="Amir Haddon", role_title="", now=late)
    with pytest.raises(InvitationExpired):
        check_request(REQUEST, INVITATION, now=late)


def test_a_request_without_the_token_is_refused() -> None:
    guessed = replace(INVITATION, token=bytes(32))
    request = make_request(guessed, EVE, person="Amir Haddon", role_title="", now=NOW)
    with pytest.raises(RequestInvalid):
        check_request(request, INVITATION, now=NOW)


def test_whoever_sees_a_request_cannot_put_another_card_under_its_proof() -> None:
    seen = read_request(REQUEST)
    stolen = replace(seen, card=EVE.card())
    raw = sign(stolen.payload(), PAYLOAD_TYPE, EVE, post_quantum=True)
    assert read_request(raw).card == EVE.card()
    with pytest.raises(RequestInvalid):
        check_request(raw, INVITATION, now=NOW)


@pytest.mark.parametrize("change", [{"role": "desk"}, {"organisation": "mash"}])
def test_a_request_for_more_than_the_invitation_offers_is_refused(change: dict[str, Any]) -> None:
    greedy = make_request(replace(INVITATION, **change), AMIR, person="Amir", role_title="", now=NOW)
    with pytest.raises(RequestInvalid):
        check_request(greedy, INVITATION, now=NOW)


def test_a_request_signed_by_another_key_than_it_shows_is_refused() -> None:
    raw = sign(read_request(REQUEST).payload(), PAYLOAD_TYPE, EVE, post_quantum=True)
    with pytest.raises(RequestInvalid):
        read_request(raw)


def test_a_request_with_one_signature_of_two_is_refused() -> None:
    raw = sign(read_request(REQUEST).payload(), PAYLOAD_TYPE, AMIR, post_quantum=False)
    with pytest.raises(RequestInvalid):
        read_request(raw)


@pytest.mark.parametrize("person", ["", "   ", "x" * 600])
def test_a_request_names_a_person(person: str) -> None:
    with pytest.raises(RequestInvalid):
        make_request(INVITATION, AMIR, person=person, role_title="", now=NOW)


def test_a_request_of_a_newer_version_says_so() -> None:
    value = json.loads(read_request(REQUEST).payload()) | {"v": 2}
    with pytest.raises(UnknownVersion):
        read_request(sign(canonical_json(value), PAYLOAD_TYPE, AMIR, post_quantum=True))


@settings(max_examples=50, derandomize=True, deadline=None)
@given(place=st.integers(0, len(REQUEST) * 8 - 1))
def test_one_flipped_bit_in_a_request_is_refused(place: int) -> None:
    flipped = bytearray(REQUEST)
    flipped[place // 8] ^= 1 << place % 8
    with pytest.raises(BundleError):
        check_request(bytes(flipped), INVITATION, now=NOW)


def test_both_sides_read_the_same_six_words_and_a_swap_changes_them() -> None:
    words = six_words(AMIR.card(), INVITATION.partnership, INVITATION.token, WORDS)
    assert words == six_words(read_request(REQUEST).card, DIRECTORY.partnership, INVITATION.token, WORDS)
    assert set(words.split()) <= set(WORDS)
    others = {
        six_words(EVE.card(), INVITATION.partnership, INVITATION.token, WORDS),
        six_words(replace(AMIR.card(), age=EVE.card().age), INVITATION.partnership, INVITATION.token, WORDS),
        six_words(AMIR.card(), "0" * 64, INVITATION.token, WORDS),
        six_words(AMIR.card(), INVITATION.partnership, bytes(32), WORDS),
    }
    assert len(others | {words}) == 5


@pytest.mark.parametrize(
    "change",
    [
        {"token": "AA"}, {"token": "*"}, {"partnership": "0" * 64}, {"hub": {}}, {"role": ""}, {"organisation": ""},
        {"expires": "soon"}, {"extra": 1}, {"format": "something else"}, {"person": None}, {"person": "x" * 600},
    ],
)  # fmt: skip
def test_an_invitation_that_does_not_hold_is_refused(change: dict[str, object]) -> None:
    value = json.loads(INVITATION.to_bytes()) | change
    with pytest.raises(InvitationInvalid):
        Invitation.from_bytes(canonical_json(value))


@pytest.mark.parametrize("raw", [b"", b"{}", b"[]", b"\xff", b"PK\x03\x04"])
def test_a_file_that_is_no_invitation_is_refused(raw: bytes) -> None:
    with pytest.raises(InvitationInvalid):
        Invitation.from_bytes(raw)


def test_an_invitation_of_a_newer_version_says_so() -> None:
    with pytest.raises(UnknownVersion):
        Invitation.from_bytes(canonical_json(json.loads(INVITATION.to_bytes()) | {"v": 2}))


def test_an_invitation_too_long_is_refused_before_it_is_read() -> None:
    with pytest.raises(TooLarge):
        Invitation.from_bytes(b" " * 200_000)


def test_nobody_is_invited_to_an_organisation_that_is_not_listed() -> None:
    with pytest.raises(InvitationInvalid):
        make_invitation(DIRECTORY, organisation="nowhere", role="lead", now=NOW, random=draws("token"))


def test_a_request_brings_the_first_key_of_a_desk_and_the_device_that_it_replaces() -> None:
    offered = device("the desk's key").identity().recipient
    raw = make_request(
        INVITATION, AMIR, person="Amir Haddon", role_title="", now=NOW, replaces=EVE.id, desk_key=offered
    )
    request = check_request(raw, INVITATION, now=NOW)
    assert (request.replaces, request.desk_key) == (EVE.id, offered)
    assert request.entry(NOW).replaces == EVE.id


@pytest.mark.parametrize("desk_key", ["age1pq1", "x" * 1959])
def test_a_request_whose_desk_key_is_no_key_is_refused(desk_key: str) -> None:
    with pytest.raises(Malformed):
        make_request(INVITATION, AMIR, person="Amir Haddon", role_title="", now=NOW, desk_key=desk_key)
    seen = replace(read_request(REQUEST), desk_key=desk_key)
    with pytest.raises(RequestInvalid):
        read_request(sign(seen.payload(), PAYLOAD_TYPE, AMIR, post_quantum=True))


@pytest.mark.parametrize("payload", [b"[]", b'{"v":"1"}', b'{"v":1}'])
def test_a_request_of_another_form_is_refused(payload: bytes) -> None:
    with pytest.raises(RequestInvalid):
        read_request(sign(payload, PAYLOAD_TYPE, AMIR, post_quantum=True))


@pytest.mark.parametrize("change", [{"person": 1}, {"written_at": "now"}, {"proof": "*"}])
def test_a_request_with_a_member_of_another_type_is_refused(change: dict[str, object]) -> None:
    value = json.loads(read_request(REQUEST).payload()) | change
    with pytest.raises(RequestInvalid):
        read_request(sign(canonical_json(value), PAYLOAD_TYPE, AMIR, post_quantum=True))


def test_a_request_is_written_in_exactly_one_form() -> None:
    loose = json.dumps(json.loads(read_request(REQUEST).payload())).encode()
    with pytest.raises(RequestInvalid):
        read_request(sign(loose, PAYLOAD_TYPE, AMIR, post_quantum=True))


def test_an_invitation_of_another_partnership_than_its_hub_is_refused() -> None:
    with pytest.raises(InvitationInvalid):
        replace(INVITATION, partnership="0" * 64)
    with pytest.raises(UnknownVersion):
        Invitation.from_bytes(canonical_json(json.loads(INVITATION.to_bytes()) | {"v": "1"}))
