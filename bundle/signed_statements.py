"""A signed statement as held or handed on, and the one way to read it (docs/spec/statement-v1.md).

Rules this module keeps:

* size, number and depth are bounded before anything is parsed;
* one set of disclosures has one text: canonical base64url, no duplicate member, disclosures in ascending order, none
  without its digest, no digest twice, nothing but the members of the format;
* ``parse`` says "well formed and whole"; by whom, and whether it is accepted, is said elsewhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from bundle.encoding import b64u_each, unb64u, unb64u_each, utf8, utf8_each
from bundle.errors import StatementInvalid, TooLarge
from bundle.statement_form import (
    DIGEST_BYTES,
    EDITION,
    ID,
    KIND,
    MAX_BYTES,
    MAX_DISCLOSURES,
    POSITION,
    RECORD,
    RESERVED,
    SUITES,
    Position,
    Suite,
    all_text,
    checked_digest,
    disclosed_element,
    disclosed_field,
    id_of,
    issuer_parts,
    listed,
    position_of,
    refuse_digests,
    seconds,
    text_of,
    token_of,
    unique,
)


class Place(NamedTuple):
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
    suite: Suite = field(repr=False)  # the algorithms that it names

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

        def stays(text: str, place: Place) -> bool:
            match place.what:
                case "position":
                    return not position
                case "about":
                    return disclosed_element(utf8(unb64u(text))) not in about
                case "row":
                    return place.name not in fields and place.row not in dropped_rows.get(place.name, ())
                case _:
                    return place.name not in fields

        return self._with({text: place for text, place in self.places.items() if stays(text, place)})

    def bare(self) -> SignedStatement:
        """Return the signed JWT alone, with nothing disclosed: what ancestors travel as."""
        return self._with({})

    def merged(self, other: SignedStatement) -> SignedStatement:
        """Return the statement with the disclosures of both copies; they must be copies of one statement."""
        if self.issuer_jwt != other.issuer_jwt:
            raise StatementInvalid("only copies of one statement can be merged")
        return self._with({**self.places, **other.places})

    def _with(self, disclosures: Collection[str]) -> SignedStatement:
        return parse(token_of(self.issuer_jwt, disclosures), (self.suite,))


def parse(token: str, suites: Sequence[Suite] = SUITES) -> SignedStatement:
    """Read a compact statement: every rule of its form and every digest, but not the signature.

    ``suites`` are the algorithms known. Raises ``TooLarge``, ``Malformed`` (encoding, JSON), ``UnknownVersion``,
    ``UnknownAlgorithm``, ``StatementInvalid``.
    """
    if len(token) > MAX_BYTES or token.count("~") > MAX_DISCLOSURES + 1:
        raise TooLarge("a statement is too long or has too many disclosures")
    if not token.isascii() or not token.endswith("~"):
        raise StatementInvalid("a statement is not a compact SD-JWT without key binding")
    issuer_jwt, *disclosures = token[:-1].split("~")
    if any(before >= after for before, after in pairwise(disclosures)):
        raise StatementInvalid("disclosures are not in ascending order")
    return _Reading(token, issuer_jwt, disclosures, suites).statement()


_POSITION = Place("position")


class _Reading:
    """One parse: takes each disclosure out of ``waiting`` as the digest that refers to it is met."""

    def __init__(self, token: str, issuer_jwt: str, disclosures: list[str], suites: Sequence[Suite]) -> None:
        self.token = token
        self.issuer_jwt = issuer_jwt
        self.device, self.claims, self.suite = issuer_parts(issuer_jwt, suites)
        digest = self.suite.digest
        digests = b64u_each([digest(text.encode("ascii")) for text in disclosures], DIGEST_BYTES)
        said = utf8_each(unb64u_each(disclosures))
        self.waiting = dict(zip(digests, zip(disclosures, said, strict=True), strict=True))
        self.places: dict[str, Place] = {}
        self.met: list[str] = []  # every digest, in the order come upon
        self.rows_left_out: dict[str, int] = {}

    def statement(self) -> SignedStatement:
        claims = self.claims
        kind, edition = text_of(claims["kind"], KIND), text_of(claims["ed"], EDITION)
        issued_at = seconds(claims["iat"])
        after = unique(text_of(statement, ID) for statement in listed(claims["after"]))
        about, about_left_out = self._about()
        fields, position, hidden = self._fields()
        if self.waiting:
            raise StatementInvalid("a disclosure has no digest that refers to it")
        if len(set(self.met)) != len(self.met):
            raise StatementInvalid("a digest is there twice")
        if position is None and hidden < len(POSITION):
            raise StatementInvalid("a statement has no position")
        return SignedStatement(
            id=id_of(self.issuer_jwt),
            token=self.token,
            issuer_jwt=self.issuer_jwt,
            kind=kind,
            device=self.device,
            issued_at=issued_at,
            edition=edition,
            after=after,
            must="must" in claims,
            about=about,
            fields=fields,
            position=position,
            left_out=hidden - (len(POSITION) if position is None else 0) + sum(self.rows_left_out.values()),
            about_left_out=about_left_out,
            rows_left_out=self.rows_left_out,
            places=self.places,
            suite=self.suite,
        )

    def _about(self) -> tuple[tuple[str, ...], int]:
        elements = listed(self.claims["about"])
        shown = [value for _, value in self._elements(elements, "about")]
        return unique(text_of(record, RECORD) for record in shown), len(elements) - len(shown)

    def _fields(self) -> tuple[dict[str, object], Position | None, int]:
        digests = all_text(self.claims["_sd"])
        if digests != sorted(digests):
            raise StatementInvalid("digests are not sorted")
        self.met += digests
        fields: dict[str, object] = {}
        position: dict[str, object] = {}
        hidden, waiting = 0, self.waiting
        for digest in digests:
            found = waiting.pop(digest, None)
            if found is None:
                checked_digest(digest)
                hidden += 1
                continue
            text, said = found
            name, value = disclosed_field(said)
            if name in fields or name in position:
                raise StatementInvalid("a field is there twice")
            if name not in RESERVED:
                self.places[text] = Place("field", name)
                fields[name] = value if type(value) is str else self._value(name, value)
            elif name in POSITION:
                self.places[text] = _POSITION
                position[name] = value
            else:
                raise StatementInvalid("a field has a reserved name")
        return fields, position_of(position), hidden

    def _value(self, name: str, value: object) -> object:
        if not isinstance(value, list):
            refuse_digests(value)
            return value
        rows = [row for _, row in self._elements(value, "row", name)]
        for row in rows:
            refuse_digests(row)
        if len(rows) < len(value):
            self.rows_left_out[name] = len(value) - len(rows)
        return rows

    def _elements(self, elements: list[object], what: str, name: str = "") -> Iterator[tuple[int, object]]:
        """Yield number and value of the disclosed elements of an array made of digests alone."""
        for number, element in enumerate(elements):
            if not isinstance(element, dict) or len(element) != 1 or "..." not in element:
                raise StatementInvalid("an element of a list stands there undigested")
            digest = checked_digest(element["..."])
            self.met.append(digest)
            found = self.waiting.pop(digest, None)
            if found is not None:
                text, said = found
                self.places[text] = Place(what, name, number)
                yield number, disclosed_element(said)
