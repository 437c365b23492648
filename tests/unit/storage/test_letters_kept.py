"""Drafts, settings, the directory and letters are kept with their very bytes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from desktop.services.stored import IncomingLetter, LetterState, OutgoingLetter, StoredDraft
from desktop.storage.errors import NoSuchLetter
from desktop.storage.store import Store
from tests.unit.storage.saying import BEGAN


def test_drafts_settings_and_the_directory_are_kept(store: Store) -> None:
    draft = StoredDraft("d1", "concern", "", {"seen": "half a sent", "words": [{"words": "ow"}]}, BEGAN)
    with store.transaction() as writer:
        assert writer.put_draft(draft).families == {"draft"}
        writer.put_draft(replace(draft, id="d2", saved_at=BEGAN + timedelta(minutes=1)))
        writer.put_setting("profile", {"name": "Odette Farrow", "kinds": ["school"]})
        writer.keep_directory(b"first")
        writer.keep_directory(b"second")
    assert [kept.id for kept in store.drafts()] == ["d2", "d1"]
    assert store.draft("d1") == draft
    assert store.setting("profile") == {"name": "Odette Farrow", "kinds": ["school"]}
    assert store.directory() == b"second"
    with store.transaction() as writer:
        writer.drop_draft("d1")
        writer.drop_draft("d1")
        writer.put_setting("profile", None)
    assert store.draft("d1") is None
    assert store.setting("profile") is None


def letter(number: int, **changed: Any) -> OutgoingLetter:
    made = OutgoingLetter(
        bundle=f"bundle-{number}",
        share="share-1",
        audience="desk",
        to="Ashmere MASH",
        recipients=("device-z", "device-a"),
        waybill=b"waybill" + bytes([number]),
        sealed=bytes(range(256)) * 128,
        waybill_digest=f"{number:064x}",
        written_at=BEGAN + timedelta(minutes=number),
    )
    return replace(made, **changed)


def test_the_outbox_keeps_the_same_bytes_through_every_state(store: Store) -> None:
    with store.transaction() as writer:
        assert writer.queue(letter(1)).records == {"share-1"}
        writer.queue(letter(2, share="share-2", recipients=("device-a",)))
    assert store.outgoing(LetterState.SEALED) == (letter(1), letter(2, share="share-2", recipients=("device-a",)))
    with store.transaction() as writer:
        writer.update_letter("bundle-1", state=LetterState.SEALED, attempts=3, reason="HubAway")
        writer.update_letter("bundle-1", state=LetterState.DELIVERED, receipt=b"receipt", delivered_at=BEGAN)
        writer.update_letter("bundle-1", state=LetterState.OPENED)
    expected = letter(1, state=LetterState.OPENED, receipt=b"receipt", delivered_at=BEGAN, attempts=3)
    assert store.outgoing_of_share("share-1") == (expected,)
    assert [kept.bundle for kept in store.outgoing()] == ["bundle-1", "bundle-2"]
    assert [kept.bundle for kept in store.outgoing(LetterState.OPENED, LetterState.SET_ASIDE)] == ["bundle-1"]


def test_the_outbox_is_listed_without_its_bytes_and_one_letter_is_found_with_them(store: Store) -> None:
    with store.transaction() as writer:
        for number in (1, 2, 3):
            writer.queue(letter(number, share=f"share-{number}"))
        writer.update_letter("bundle-2", state=LetterState.SET_ASIDE, reason="LetterRefused", attempts=2)
    assert [row.bundle for row in store.outbox()] == ["bundle-1", "bundle-2", "bundle-3"]
    (aside,) = store.outbox(LetterState.SET_ASIDE, share="share-2")
    assert (aside.reason, aside.attempts, aside.to) == ("LetterRefused", 2, "Ashmere MASH")
    assert not hasattr(aside, "sealed")
    assert store.outbox(LetterState.SEALED, share="share-2") == ()
    assert store.outgoing_letter("bundle-3") == letter(3, share="share-3")
    assert store.outgoing_letter("bundle-4") is None


def test_letters_to_one_device_are_numbered_without_a_gap(store: Store) -> None:
    assert store.last_sent("device-a") is None
    with store.transaction() as writer:
        writer.queue(letter(1))
        writer.queue(letter(2, recipients=("device-a",)))
    assert store.last_sent("device-a") == (2, letter(2).waybill_digest)
    assert store.last_sent("device-z") == (1, letter(1).waybill_digest)


def test_a_letter_that_is_not_there_cannot_move(store: Store) -> None:
    with pytest.raises(NoSuchLetter), store.transaction() as writer:
        writer.update_letter("bundle-9", state=LetterState.DELIVERED)


def test_a_bundle_set_aside_is_replaced_when_it_is_taken_in(store: Store) -> None:
    aside = IncomingLetter(
        "b1",
        "device-a",
        "",
        "desk",
        BEGAN,
        None,
        (),
        container=b"whole",
        state=LetterState.SET_ASIDE,
        reason="UnknownSender",
        waybill="d" * 64,
    )
    with store.transaction() as writer:
        writer.keep_incoming(aside)
    assert store.incoming(LetterState.SET_ASIDE) == (replace(aside, container=b""),)
    assert (store.incoming_letter("b1"), store.incoming_bytes()) == (aside, 5)
    taken = replace(
        aside,
        share="share-1",
        hub_received_at=BEGAN,
        statements=("s1", "s2"),
        cover=b"cover",
        container=b"",
        state=LetterState.DELIVERED,
        reason="",
    )
    with store.transaction() as writer:
        assert writer.keep_incoming(taken).families == {"letter"}
    assert store.incoming() == store.incoming_of_share("share-1") == (taken,)
    assert store.incoming_letter("b1") == taken
    assert store.incoming_letter("b2") is None
