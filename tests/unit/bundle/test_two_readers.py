"""Two readers, one of them written from the pages alone, say the same of whatever comes: each refusal by the same name.

So the pages name every check, in its order. A difference is a fault of a page, or of one of the two.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bundle.encoding import b64u, unb64u
from bundle.errors import BundleError, Malformed
from bundle.receipts import HubCard, open_receipt
from bundle.statement_form import digest_of
from bundle.statements import parse
from tests.numbers import property_of
from tests.unit.bundle import alone_receipts
from tests.unit.bundle.alone_statements import Refused, Statement

VECTORS = Path(__file__).parents[2] / "vectors" / "v1"
TOKEN = json.loads((VECTORS / "statement" / "worked-example.json").read_text("utf-8"))["token"]
HUB = json.loads((VECTORS / "receipt" / "hub-card.json").read_text("utf-8"))
RECEIPT = (VECTORS / "receipt" / "receipt.tlog-proof").read_bytes()
CRUMBS = (b"[", b"{", b'"', b"[[[[[", b"\\", b"1e999", b"\xff", b",", b"-0", b"null", b" ", b"\\ud800", b"1.5")
SWAPS = (b"1", b'"v"', b"null", b"[]", b"true", b"kind", b"england"), (b"2", b"[]", b"{}", b"null", b'"x"', b"1.0")


def said(read: Callable[..., object], *what: Any) -> str:
    try:
        read(*what)
    except Refused as refusal:
        return refusal.name
    except BundleError as refusal:
        return type(refusal).__name__
    return "nothing against it"


def spoiled(raw: bytes, draw: Random) -> bytes:
    """Bytes with one thing done to them."""
    at = draw.randrange(len(raw) + 1)
    match draw.randrange(4):
        case 0:
            return raw[:at] + draw.choice(CRUMBS) + raw[at:]
        case 1:
            return raw[:at] + raw[at + 1 :]
        case 2:
            return raw.replace(draw.choice(SWAPS[0]), draw.choice(SWAPS[1]))
        case _:
            return raw[:at] + bytes([draw.randrange(256)]) + raw[at + 1 :]


def spoiled_token(token: str, draw: Random) -> str:
    """A statement spoiled inside one of its parts, a changed disclosure still referred to by its digest."""
    jwt, *disclosures = token[:-1].split("~")
    parts = jwt.split(".")
    try:
        match draw.randrange(4):
            case 0:
                parts[0] = b64u(spoiled(unb64u(parts[0]), draw))
            case 1:
                parts[1] = b64u(spoiled(unb64u(parts[1]), draw))
            case 2:
                at = draw.randrange(len(disclosures))
                before, disclosures[at] = disclosures[at], b64u(spoiled(unb64u(disclosures[at]), draw))
                claims = unb64u(parts[1]).replace(digest_of(before).encode(), digest_of(disclosures[at]).encode())
                named = json.loads(claims)
                named["_sd"] = sorted(named["_sd"])
                parts[1] = b64u(json.dumps(named).encode())
                disclosures.sort()
            case _:
                return spoiled(token.encode(), draw).decode("latin-1")
    except (
        Malformed,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
    ):  # what was spoiled before can be spoiled no further so
        return token
    return "~".join([".".join(parts), *disclosures, ""])


@property_of
@given(st.integers(0, 2**64 - 1), st.integers(1, 3))
def test_both_readers_say_the_same_of_a_statement(seed: int, times: int) -> None:
    draw, token = Random(seed), TOKEN
    for _ in range(times):
        token = spoiled_token(token, draw)
    assert said(parse, token) == said(Statement, token)


@property_of
@given(st.integers(0, 2**64 - 1))
def test_both_readers_say_the_same_of_a_receipt(seed: int) -> None:
    draw, raw = Random(seed), RECEIPT
    if draw.random() < 0.4:
        leaf = RECEIPT.split(b"\n")[1].removeprefix(b"extra ")
        raw = RECEIPT.replace(leaf, base64.b64encode(spoiled(base64.b64decode(leaf), draw)))
    else:
        raw = spoiled(RECEIPT, draw)
    assert said(open_receipt, raw, HubCard.from_json(HUB)) == said(alone_receipts.open_receipt, raw, HUB)
