"""Fuzz target: a compact statement, whose digests and base64url are computed anew for each mutant."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from random import Random
from typing import Any

from bundle.encoding import b64u, unb64u
from bundle.errors import BundleError
from bundle.keys import DeviceKeys
from bundle.statements import SignedStatement, StatementPayload, issue, parse
from tests.fuzz import mutants
from tests.fuzz.target import Target

ANCESTOR = hashlib.sha256(b"an ancestor").hexdigest()


@cache
def statements() -> tuple[SignedStatement, ...]:
    keys, random = DeviceKeys.generate(Random(1).randbytes), Random(2).randbytes
    fields: dict[str, object] = {
        "seen": "Two round marks on the left arm, ŵ ŷ.",
        "level": 4,
        "words": ["one", "two"],
        "people": [{"name": "Robin Quill", "role": "witness"}],
        "nothing": None,
        "actions": [],
    }
    position = ("epoch_A", 3, ANCESTOR)
    whole = StatementPayload(
        "concern.recorded", ("concern_1", "child_1"), fields, (ANCESTOR,), 1_795_000_000, "england-2026", True, position
    )
    small = StatementPayload(
        "call.logged", ("call_1",), {"at": "09:10"}, (), 1_795_000_000, "england-2026", False, ("epoch_A", 0, None)
    )
    return issue(whole, keys, random), issue(small, keys, random)


def good() -> list[bytes]:
    whole, small = statements()
    copies = (
        whole,
        whole.without(("seen",), position=True, about=("child_1",), rows={"words": (0,)}),
        whole.bare(),
        small,
    )
    return [copy.token.encode() for copy in copies]


def run(raw: bytes) -> object:
    return parse(raw.decode("latin-1"))


def taken_apart(token: str) -> tuple[Any, Any, str, list[Any]]:
    """(header, claims, signature, disclosures as JSON) of a compact statement."""
    jwt, *disclosures = token[:-1].split("~")
    header, claims, signature = jwt.split(".")
    return (
        json.loads(unb64u(header)),
        json.loads(unb64u(claims)),
        signature,
        [json.loads(unb64u(text)) for text in disclosures],
    )


def put_together(header: Any, claims: Any, signature: str, disclosures: list[Any]) -> bytes:
    jwt = ".".join([b64u(mutants.canonical(header)), b64u(mutants.canonical(claims)), signature])
    return "~".join([jwt, *sorted(b64u(mutants.canonical(one)) for one in disclosures), ""]).encode()


def with_disclosure(parts: tuple[Any, Any, str, list[Any]], number: int, new: Any) -> bytes:
    """One disclosure changed, and its digest wherever the old one stood: in the claims or inside another disclosure."""
    header, claims, signature, disclosures = parts
    chain = [(disclosures[number], new)]
    whole = list(disclosures)
    whole[number] = new
    for _ in range(8):  # a digest that leads to itself would go on for ever
        if not chain:
            break
        old_digest, new_digest = (
            b64u(hashlib.sha256(b64u(mutants.canonical(one)).encode()).digest()) for one in chain.pop()
        )
        claims = _swapped(claims, old_digest, new_digest)
        if isinstance(claims.get("_sd"), list):
            claims["_sd"] = sorted(claims["_sd"], key=str)
        for place, one in enumerate(whole):
            other = _swapped(one, old_digest, new_digest)
            if place != number and other != one:
                chain.append((one, other))
                whole[place] = other
    return put_together(header, claims, signature, whole)


def _swapped(value: Any, old: str, new: str) -> Any:
    return json.loads(json.dumps(value).replace(old, new))


def bad() -> Iterator[bytes]:
    for token in good():
        yield from mutants.of_bytes(token)
        parts = taken_apart(token.decode())
        header, claims, signature, disclosures = parts
        yield from mutants.of_json(header, lambda value, rest=parts: put_together(value, *rest[1:]))
        yield from mutants.of_json(claims, lambda value, rest=parts: put_together(rest[0], value, *rest[2:]))
        for text in ("", "A" * 86, "B" * 86, signature[:-1], signature + "A"):
            yield put_together(header, claims, text, disclosures)
        yield put_together(header, claims, signature, [*disclosures, ["c2FsdHNhbHRzYWx0c2FsdA", "surplus", 1]])
        for number, one in enumerate(disclosures):
            yield from mutants.of_json(one, lambda value, at=number, rest=parts: with_disclosure(rest, at, value))
        for number in range(len(disclosures)):
            for other in range(len(disclosures)):
                yield with_disclosure(parts, number, disclosures[other])
        fields = [number for number, one in enumerate(disclosures) if len(one) == 3]
        for name in ("seen", "_sd", "...", "iat", "v", "kind", "about", "Bad name"):
            for number in fields:
                yield with_disclosure(parts, number, [disclosures[number][0], name, disclosures[number][2]])
    yield b"a" * 300_000
    yield b"~" * 1000
    yield from (b"a.b~", b"a~", b"~", b"a.b.c~", b"..~", "é.b.c~".encode())


def mutate(raw: bytes, random: Random) -> bytes:
    try:
        header, claims, signature, disclosures = taken_apart(raw.decode("latin-1"))
    except Exception:  # noqa: BLE001 - the input is whatever the fuzzer came to; begin again from a good one
        return random.choice(good())
    which = random.randrange(3)
    if which == 0:
        return put_together(header, mutants.random_json(claims, random), signature, disclosures)
    if which == 1 or not disclosures:
        return put_together(mutants.random_json(header, random), claims, signature, disclosures)
    number = random.randrange(len(disclosures))
    try:
        return with_disclosure(
            (header, claims, signature, disclosures), number, mutants.random_json(disclosures[number], random)
        )
    except Exception:  # noqa: BLE001 - claims that are no longer an object
        return put_together(header, claims, signature, disclosures[:-1])


TARGETS = (
    Target(
        "statement",
        run,
        BundleError,
        good,
        (
            "bundle/signed_statements.py::parse",
            "bundle/signed_statements.py::_Reading.statement",
            "bundle/signed_statements.py::_Reading._about",
            "bundle/signed_statements.py::_Reading._fields",
            "bundle/signed_statements.py::_Reading._value",
            "bundle/signed_statements.py::_Reading._elements",
            "bundle/statement_form.py::issuer_parts",
            "bundle/statement_form.py::disclosed_field",
            "bundle/statement_form.py::disclosed_element",
            "bundle/statement_form.py::_array",
            "bundle/statement_form.py::_header",
            "bundle/statement_form.py::position_of",
            "bundle/statement_form.py::refuse_digests",
            "bundle/statement_form.py::checked_digest",
            "bundle/statement_form.py::listed",
            "bundle/statement_form.py::text_of",
            "bundle/statement_form.py::unique",
            "bundle/statement_form.py::seconds",
        ),
        bad,
        mutate,
    ),
)
