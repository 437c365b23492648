"""Statements on the wire: strict SD-JWTs (RFC 9901). The format is docs/spec/statement-v0.md.

Rules this module keeps:

* a statement's id is the SHA-256 of its issuer-signed JWT: it cannot be chosen, and leaving fields out does not change it;
* every content field, every row of a list, every element of ``about`` and the chain position are salted digests, so a
  copy can leave any of them out and the signature still holds;
* one set of disclosures has one text: canonical base64url, no duplicate member, disclosures in ascending order, none
  without its digest, no digest twice, nothing but the members of the format;
* size, number and depth are bounded before anything is parsed;
* ``parse`` says "well formed and whole", ``verify`` says "by this device". Neither says "accepted".
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from bundle.encoding import b64u, canonical_json, unb64u
from bundle.errors import SignatureInvalid, StatementInvalid, TooLarge
from bundle.keys import DeviceKeys, KeyCard
from bundle.statement_form import (
    EDITION,
    ID,
    KIND,
    MAX_BYTES,
    MAX_DISCLOSURES,
    NAME,
    POSITION,
    RECORD,
    RESERVED,
    SALT_BYTES,
    TYPE,
    VERSION,
    Position,
    checked_digest,
    digest_of,
    disclosed,
    issuer_parts,
    listed,
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
    "TYPE",
    "Place",
    "Position",
    "SignedStatement",
    "StatementPayload",
    "issue",
    "merge",
    "parse",
    "verify",
]


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


@dataclass(frozen=True, slots=True)
class Place:
    """Where a disclosure belongs: a ``field`` or a ``row`` of it, ``about`` or ``position``."""

    what: str
    name: str = ""
    row: int = -1


@dataclass(frozen=True, slots=True, eq=False)
class SignedStatement:
    """One statement as held or handed on, with the disclosures this copy has.

    ``left_out`` counts the *content* digests that this copy has no disclosure for: fields, and rows of those lists
    whose field is disclosed (a list left out whole counts once, its rows cannot be seen). It does not count the three
    digests of the position (see ``position is None``) nor record ids (see ``about_left_out``).
    ``rows_left_out`` gives, for disclosed lists only, how many of their rows are missing.
    """

    id: str  # SHA-256 of the issuer-signed JWT, 64 hexadecimal digits
    token: str  # compact: JWT~disclosure~…~
    issuer_jwt: str
    kind: str
    device: str  # thumbprint of the signing key
    issued_at: int
    edition: str
    after: tuple[str, ...]
    must: bool
    about: tuple[str, ...]
    fields: Mapping[str, object]
    position: Position | None
    left_out: int
    about_left_out: int
    rows_left_out: Mapping[str, int]
    places: Mapping[str, Place] = field(repr=False)  # each disclosure of this copy, and where it belongs

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SignedStatement) and self.token == other.token

    def __hash__(self) -> int:
        return hash(self.token)

    def without(
        self,
        fields: Collection[str] = (),
        *,
        position: bool = False,
        about: Collection[str] = (),
        rows: Mapping[str, Collection[int]] | None = None,
    ) -> SignedStatement:
        """Return a copy that discloses none of the named fields, record ids or rows, and the position only if kept.

        ``rows`` maps a list's name to row numbers as signed, from 0. What this copy does not have is no error: the
        result does not disclose it.
        """
        dropped_rows = rows or {}

        def goes(text: str, place: Place) -> bool:
            match place.what:
                case "position":
                    return position
                case "about":
                    return disclosed(text)[-1] in about
                case "row":
                    return place.name in fields or place.row in dropped_rows.get(place.name, ())
                case _:
                    return place.name in fields

        return parse(token_of(self.issuer_jwt, (text for text, place in self.places.items() if not goes(text, place))))

    def bare(self) -> SignedStatement:
        """Return the signed JWT alone, with nothing disclosed: what ancestors travel as, and what erasure leaves."""
        return parse(token_of(self.issuer_jwt, ()))


def issue(payload: StatementPayload, keys: DeviceKeys, random: Callable[[int], bytes]) -> SignedStatement:
    """Sign ``payload``; ``random(16)`` is drawn once for each disclosure.

    Raises what ``parse`` raises where the payload is outside the format (a reserved field name, too much text).
    """
    disclosures: list[str] = []

    def disclose(*parts: object) -> str:
        text = b64u(canonical_json([b64u(random(SALT_BYTES)), *parts]))
        disclosures.append(text)
        return digest_of(text)

    about = [{"...": disclose(record)} for record in payload.about]
    digests = [disclose(name, value) for name, value in zip(POSITION, payload.position, strict=True)]
    for name, value in payload.fields.items():
        content = plain(value)
        rows = [{"...": disclose(row)} for row in content] if isinstance(content, list) else content
        digests.append(disclose(name, rows))
    claims: dict[str, object] = {
        "v": VERSION,
        "kind": payload.kind,
        "iat": payload.issued_at,
        "ed": payload.edition,
        "after": list(payload.after),
        "about": about,
        "_sd": sorted(digests),
        "_sd_alg": "sha-256",
    }
    if payload.must:
        claims["must"] = True
    header = {"alg": "EdDSA", "kid": keys.id, "typ": TYPE}
    signing_input = f"{b64u(canonical_json(header))}.{b64u(canonical_json(claims))}"
    return parse(token_of(f"{signing_input}.{b64u(keys.sign(signing_input.encode('ascii')))}", disclosures))


def verify(signed: SignedStatement, card: KeyCard) -> None:
    """Check that the device of ``card`` signed this statement; raise ``SignatureInvalid``."""
    if card.id != signed.device:
        raise SignatureInvalid("the statement names another device's key")
    signing_input, _, signature = signed.issuer_jwt.rpartition(".")
    card.verify(unb64u(signature), signing_input.encode("ascii"))


def merge(one: SignedStatement, other: SignedStatement) -> SignedStatement:
    """Return the statement with the disclosures of both copies; they must be copies of one statement."""
    if one.issuer_jwt != other.issuer_jwt:
        raise StatementInvalid("only copies of one statement can be merged")
    return parse(token_of(one.issuer_jwt, {*one.places, *other.places}))


def parse(token: str) -> SignedStatement:
    """Read a compact statement: every rule of its form and every digest, but not the signature.

    Raises ``TooLarge``, ``Malformed`` (encoding, JSON), ``UnknownVersion``, ``UnknownAlgorithm``, ``StatementInvalid``.
    """
    if len(token) > MAX_BYTES or token.count("~") > MAX_DISCLOSURES + 1:
        raise TooLarge("a statement is too long or has too many disclosures")
    if not token.isascii() or not token.endswith("~"):
        raise StatementInvalid("a statement is not a compact SD-JWT without key binding")
    issuer_jwt, *disclosures = token[:-1].split("~")
    if any(before >= after for before, after in pairwise(disclosures)):
        raise StatementInvalid("disclosures are not in ascending order")
    device, claims = issuer_parts(issuer_jwt)
    return _Reading(issuer_jwt, device, claims, disclosures).statement()


class _Reading:
    """One parse: takes each disclosure out of ``waiting`` as the digest that refers to it is met."""

    def __init__(self, issuer_jwt: str, device: str, claims: dict[str, object], disclosures: list[str]) -> None:
        self.issuer_jwt = issuer_jwt
        self.device = device
        self.claims = claims
        self.waiting = {digest_of(text): text for text in disclosures}
        self.places: dict[str, Place] = {}
        self.seen: set[str] = set()
        self.rows_left_out: dict[str, int] = {}

    def statement(self) -> SignedStatement:
        about, about_left_out = self._about()
        fields, position, hidden = self._fields()
        if self.waiting:
            raise StatementInvalid("a disclosure has no digest that refers to it")
        if position is None and hidden < len(POSITION):
            raise StatementInvalid("a statement has no position")
        must = self.claims.get("must", False)
        return SignedStatement(
            id=hashlib.sha256(self.issuer_jwt.encode("ascii")).hexdigest(),
            token=token_of(self.issuer_jwt, self.places),
            issuer_jwt=self.issuer_jwt,
            kind=text_of(self.claims["kind"], KIND),
            device=self.device,
            issued_at=seconds(self.claims["iat"]),
            edition=text_of(self.claims["ed"], EDITION),
            after=unique(text_of(statement, ID) for statement in listed(self.claims["after"])),
            must=must is True,
            about=about,
            fields=fields,
            position=position,
            left_out=hidden - (len(POSITION) if position is None else 0) + sum(self.rows_left_out.values()),
            about_left_out=about_left_out,
            rows_left_out=self.rows_left_out,
            places=self.places,
        )

    def _about(self) -> tuple[tuple[str, ...], int]:
        elements = listed(self.claims["about"])
        shown = [value for _, value in self._elements(elements, Place("about"))]
        return unique(text_of(record, RECORD) for record in shown), len(elements) - len(shown)

    def _fields(self) -> tuple[dict[str, object], Position | None, int]:
        digests = [checked_digest(digest) for digest in listed(self.claims["_sd"])]
        if digests != sorted(digests):
            raise StatementInvalid("digests are not sorted")
        fields: dict[str, object] = {}
        position: dict[str, object] = {}
        hidden = 0
        for digest in digests:
            text = self._take(digest)
            if text is None:
                hidden += 1
                continue
            _, name, value = disclosed(text, parts=3)
            if not isinstance(name, str) or len(name) > 64 or not NAME.match(name) or name in fields:
                raise StatementInvalid("a field's name is not of the form, or is there twice")
            if name in POSITION and name not in position:
                position[name] = value
                self.places[text] = Place("position")
                continue
            if name in RESERVED:
                raise StatementInvalid("a field has a reserved name")
            self.places[text] = Place("field", name)
            fields[name] = self._value(name, value)
        return fields, position_of(position), hidden

    def _value(self, name: str, value: object) -> object:
        if not isinstance(value, list):
            refuse_digests(value)
            return value
        rows = [row for _, row in self._elements(value, Place("row", name))]
        for row in rows:
            refuse_digests(row)
        if len(rows) < len(value):
            self.rows_left_out[name] = len(value) - len(rows)
        return rows

    def _elements(self, elements: list[object], place: Place) -> Iterator[tuple[int, object]]:
        """Yield number and value of the disclosed elements of an array made of digests alone."""
        for number, element in enumerate(elements):
            if not isinstance(element, dict) or set(element) != {"..."}:
                raise StatementInvalid("an element of a list stands there undigested")
            text = self._take(checked_digest(element["..."]))
            if text is not None:
                self.places[text] = Place(place.what, place.name, number)
                yield number, disclosed(text, parts=2)[1]

    def _take(self, digest: str) -> str | None:
        if digest in self.seen:
            raise StatementInvalid("a digest is there twice")
        self.seen.add(digest)
        return self.waiting.pop(digest, None)
