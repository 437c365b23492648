"""Statements on the wire: strict SD-JWTs (RFC 9901). The format is docs/spec/statement-v1.md.

Rules this module keeps:

* a statement's id is the SHA-256 of its issuer-signed JWT: it cannot be chosen, and leaving fields out does not change it;
* every content field, every row of a list, every element of ``about`` and the chain position are salted digests, so a
  copy can leave any of them out and the signature still holds;
* what is signed here is what ``parse`` would read: the same checks, without reading it again;
* ``parse`` says "well formed and whole", ``verify`` says "by this device". Neither says "accepted".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from bundle.encoding import b64u, b64u_each, canonical_json, strict_json, unb64u
from bundle.errors import SignatureInvalid, TooLarge
from bundle.keys import DeviceKeys, KeyCard
from bundle.signed_statements import Place, SignedStatement, parse
from bundle.statement_form import (
    DIGEST_BYTES,
    ED25519_SHA256,
    EDITION,
    ID,
    KIND,
    MAX_BYTES,
    MAX_DEPTH,
    MAX_DISCLOSURES,
    POSITION,
    RECORD,
    SALT_BYTES,
    SUITES,
    TYPE,
    VERSION,
    Position,
    Suite,
    field_name,
    id_of,
    plain,
    position_of,
    refuse_digests,
    seconds,
    text_of,
    token_of,
    unique,
)

__all__ = [
    "MAX_BYTES",
    "MAX_DISCLOSURES",
    "SUITES",
    "TYPE",
    "Place",
    "Position",
    "SignedStatement",
    "SigningKey",
    "StatementKey",
    "StatementPayload",
    "Suite",
    "issue",
    "merge",
    "parse",
    "verify",
]


class SigningKey(Protocol):
    """What signs statements: ``id`` is the device's thumbprint. ``DeviceKeys`` is one."""

    @property
    def id(self) -> str: ...
    def sign(self, message: bytes, /) -> bytes: ...


class StatementKey:
    """A device's signing key made ready once, for whoever signs many statements."""

    def __init__(self, keys: DeviceKeys) -> None:
        self.id = keys.id
        self.sign: Callable[[bytes], bytes] = keys.http_private_key().sign


@dataclass(frozen=True, slots=True)
class StatementPayload:
    """What is to be said: ``about`` record ids, the record itself first; ``fields`` name to JSON value.

    A field whose value is a list or tuple is disclosed row by row. ``issued_at`` is seconds since 1970 by the writer's
    clock. ``position`` is always signed and can be left out of a copy.
    """

    kind: str
    about: tuple[str, ...]
    fields: Mapping[str, object]
    after: tuple[str, ...]
    issued_at: int
    edition: str
    must: bool
    position: Position


def issue(
    payload: StatementPayload, keys: SigningKey, random: Callable[[int], bytes], suite: Suite = ED25519_SHA256
) -> SignedStatement:
    """Sign ``payload``. ``random`` is drawn once, 16 bytes for each disclosure: record ids, rows, position, fields.

    Raises what ``parse`` raises where the payload is outside the format (a reserved field name, too much text).
    """
    kind, edition = text_of(payload.kind, KIND), text_of(payload.edition, EDITION)
    issued_at = seconds(payload.issued_at)
    after = unique(text_of(statement, ID) for statement in payload.after)
    about = unique(text_of(record, RECORD) for record in payload.about)
    position = position_of(dict(zip(POSITION, payload.position, strict=True)))
    lists = {
        name: list(map(_written, value)) for name, value in payload.fields.items() if isinstance(value, (list, tuple))
    }
    count = len(about) + sum(map(len, lists.values())) + len(POSITION) + len(payload.fields)
    if count > MAX_DISCLOSURES:
        raise TooLarge("a statement has too many disclosures")
    making = _Making(random(SALT_BYTES * count), suite)

    elements = [(b'"%b"' % named.encode(), Place("about", "", row)) for row, named in enumerate(about)]
    for name, rows in lists.items():
        elements += [(written, Place("row", name, row)) for row, (written, _) in enumerate(rows)]
    digested = iter([{"...": digest} for digest in making.disclose(elements)])
    records = [next(digested) for _ in about]
    members = [
        (b'"%b",%b' % (name.encode(), canonical_json(value)), Place("position"))
        for name, value in zip(POSITION, payload.position, strict=True)
    ]
    fields: dict[str, object] = {}
    for name, value in payload.fields.items():
        if name in lists:
            written = canonical_json([next(digested) for _ in lists[name]])
            fields[name] = [read for _, read in lists[name]]
        else:
            written, fields[name] = _written(value)
        members.append((b'"%b",%b' % (field_name(name).encode(), written), Place("field", name)))
    claims: dict[str, object] = {
        "v": VERSION,
        "kind": kind,
        "iat": issued_at,
        "ed": edition,
        "after": after,
        "about": records,
        "_sd": sorted(making.disclose(members)),
        "_sd_alg": suite.sd_alg,
    }
    if payload.must:
        claims["must"] = True
    header = f'{{"alg":"{suite.alg}","kid":"{keys.id}","typ":"{TYPE}"}}'
    signing_input = f"{b64u(header.encode('ascii'))}.{b64u(canonical_json(claims))}"
    issuer_jwt = f"{signing_input}.{b64u(keys.sign(signing_input.encode('ascii')))}"
    token = token_of(issuer_jwt, making.places)
    if len(token) > MAX_BYTES:
        raise TooLarge("a statement is too long")
    return SignedStatement(
        id=id_of(issuer_jwt),
        token=token,
        issuer_jwt=issuer_jwt,
        kind=kind,
        device=keys.id,
        issued_at=issued_at,
        edition=edition,
        after=after,
        must=payload.must,
        about=about,
        fields=fields,
        position=position,
        left_out=0,
        about_left_out=0,
        rows_left_out={},
        places=making.places,
        suite=suite,
    )


class _Making:
    """The disclosures of one statement as they are made; ``random`` holds a salt for each."""

    def __init__(self, random: bytes, suite: Suite) -> None:
        salts = (random[place : place + SALT_BYTES] for place in range(0, len(random), SALT_BYTES))
        self._salts = iter(b64u_each(list(salts), SALT_BYTES))
        self._digest = suite.digest
        self.places: dict[str, Place] = {}

    def disclose(self, written: Iterable[tuple[bytes, Place]]) -> list[str]:
        """Disclose what is written, each behind a salt; return the digests that refer to it."""
        digests = []
        for content, place in written:
            text = b64u(b'["%b",%b]' % (next(self._salts).encode(), content))
            self.places[text] = place
            digests.append(self._digest(text.encode("ascii")))
        return b64u_each(digests, DIGEST_BYTES)


def _written(value: object) -> tuple[bytes, object]:
    """A value as JSON, and as it will be read from there."""
    if type(value) is str:
        return canonical_json(value), value
    if type(value) is dict and all(type(cell) is str for pair in value.items() for cell in pair):
        read: object = dict(value)  # a row of texts, the commonest one
        refuse_digests(read)
        return canonical_json(value), read
    written = canonical_json(plain(value))
    read = strict_json(written, max_bytes=MAX_BYTES, max_depth=MAX_DEPTH - 1)
    refuse_digests(read)
    return written, read


def verify(signed: SignedStatement, card: KeyCard) -> None:
    """Check that the device of ``card`` signed this statement; raise ``SignatureInvalid``."""
    if card.id != signed.device:
        raise SignatureInvalid("the statement names another device's key")
    signing_input, _, signature = signed.issuer_jwt.rpartition(".")
    signed.suite.check(card, unb64u(signature), signing_input.encode("ascii"))


def merge(one: SignedStatement, other: SignedStatement) -> SignedStatement:
    """Return the statement with the disclosures of both copies; they must be copies of one statement."""
    return one.merged(other)
