"""Statements against the bare signature under them, and how long folding takes.

Rules this module keeps: both sides sign and verify the same bytes in one run; a small statement has bars, a whole concern only figures, since each
disclosure is one more salt, digest and JSON text under one signature; the fold gets the
journal of a large book, and beside it one record that everybody amends.
"""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta

from benchmarks.timing import Result, compare
from bundle.encoding import unb64u
from bundle.keys import DeviceKeys
from bundle.statements import StatementKey, StatementPayload, issue, parse, verify
from desktop.domain.acceptance import Members, judge
from desktop.domain.folding import fold
from desktop.domain.statements import Json, Statement

BARS = (1 / 0.3, 1 / 0.5)  # made and verified: as many times the bare signature's time at most
ROUNDS = 40  # statements in one measurement
FOLDED = 100_000

SMALL: dict[str, object] = {"seen": "Two round marks on the left arm", "place": "classroom", "level": "3"}
CONCERN: dict[str, object] = {
    "happened": {"at": "2026-11-20T09:05", "precision": "about"},
    "place": "classroom",
    "witness": {"name": "R. Quill", "role": "teaching assistant", "how": "saw"},
    "seen": "Two round purple-yellow marks and one straight red line behind the left ear, about four centimetres long.",
    "marks": "two 2 cm round on left upper arm; one 4 cm line behind left ear",
    "words": [{"words": "Craig got me with the charger 'cause I spilt the milk", "by": "Kian"}],
    "category": "PHY",
    "level": "4",
    "level_why": "marks and what he said",
    "safe_now": "yes",
    "done": "Kept him in school and told the head",
    "parents_told": "no",
}


def measure(times: int) -> list[Result]:
    """Statements made and verified, and the fold's figures."""
    small = [_with_bar(one, bar) for one, bar in zip(_against_ed25519("3 fields", SMALL, times), BARS, strict=True)]
    whole = [_with_bar(one, None) for one in _against_ed25519("12 fields, a concern", CONCERN, times)]
    return [*small, *whole, *_folding()]


def _against_ed25519(name: str, fields: dict[str, object], times: int) -> list[Result]:
    keys = DeviceKeys.generate(os.urandom)
    card, pen = keys.card(), StatementKey(keys)
    payload = StatementPayload(
        kind="concern.recorded",
        about=("A" * 22, "B" * 22),
        fields=fields,
        after=(),
        issued_at=1_795_000_000,
        edition="england-2026",
        must=False,
        position=("C" * 22, 7, "0" * 64),
    )
    signed = issue(payload, pen, os.urandom)
    start, _, text = signed.issuer_jwt.rpartition(".")
    message, signature = start.encode(), unb64u(text)
    private, public = keys.http_private_key(), card.http_public_key()

    def made() -> None:
        for _ in range(ROUNDS):
            issue(payload, pen, os.urandom)

    def bare_made() -> None:
        for _ in range(ROUNDS):
            private.sign(message)

    def verified() -> None:
        for _ in range(ROUNDS):
            verify(parse(signed.token), card)

    def bare_verified() -> None:
        for _ in range(ROUNDS):
            public.verify(signature, message)

    count = signed.token.count("~") - 1
    making = compare(
        f"make {ROUNDS} statements of {name} ({count} disclosures)", "Ed25519 over the same", made, bare_made, times
    )
    reading = compare("read and verify them", "Ed25519 over the same", verified, bare_verified, times)
    return [making, reading]


def _with_bar(result: Result, bar: float | None) -> Result:
    note = f"{1 / result.ratio:.2f} of the bare rate"
    return Result(result.name, result.against, result.ours, result.plain, result.times, bar, note)


def _folding() -> list[Result]:
    """100,000 statements in records of five; and in one record, each amending the one before."""
    members = Members.of_rows([("lead", "Odette Farrow", "larkmere", "lead")])
    records = [[_said(f"{record}.{place}", place) for place in range(5)] for record in range(FOLDED // 5)]
    chain = [_said(f"0.{place}", place) for place in range(FOLDED)]

    def fold_all(books: list[list[Statement]]) -> None:
        for statements in books:
            fold(statements, judge(statements, members), record="record")

    def as_json(books: list[list[Statement]]) -> None:
        for statements in books:
            for one in statements:
                json.dumps({"id": one.id, "about": one.about, "after": one.after, **one.fields}, sort_keys=True)

    return [
        compare(
            f"fold {FOLDED:,} statements in {FOLDED // 5:,} records",
            "JSON of the same",
            lambda: fold_all(records),
            lambda: as_json(records),
            3,
        ),
        compare(
            f"fold {FOLDED:,} statements of one record",
            "JSON of the same",
            lambda: fold_all([chain]),
            lambda: as_json([chain]),
            3,
        ),
    ]


def _said(name: str, place: int) -> Statement:
    record, _, _ = name.partition(".")
    fields: dict[str, Json] = {"seen": f"two marks, {place}", "place": "classroom", "level": "3"}
    return Statement(
        id=name,
        kind="concern.amended" if place else "concern.recorded",
        device="lead",
        about=("record", "child"),
        fields=fields,
        written_at=datetime(2026, 11, 20, 9, tzinfo=UTC) + timedelta(seconds=place),
        edition="england-2026",
        after=(f"{record}.{place - 1}",) if place else (),
    )
