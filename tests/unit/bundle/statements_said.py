"""Statements as a device says them, and what they are made of."""

from __future__ import annotations

import hashlib
import json
from random import Random
from typing import Any

from hypothesis import strategies as st

from bundle.encoding import b64u, unb64u
from bundle.keys import DeviceKeys
from bundle.statements import (
    TYPE,
    SignedStatement,
    StatementPayload,
    issue,
)

KEYS = DeviceKeys.generate(Random(1).randbytes)


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


texts = st.text(st.characters(codec="utf-8"), max_size=20)


def disclosures_of(token: str) -> list[str]:
    return token.split("~")[1:-1]


def joined(jwt: str, disclosures: list[str]) -> str:
    return "~".join([jwt, *disclosures, ""])


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
