"""Statements against the ``sd-jwt`` package, another implementation of RFC 9901, and against that RFC's own examples. Run by ``make interop``."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jwcrypto.jwk import JWK
from sd_jwt.common import SDObj
from sd_jwt.issuer import SDJWTIssuer
from sd_jwt.verifier import SDJWTVerifier

from bundle.encoding import b64u, unb64u
from bundle.errors import StatementInvalid
from bundle.keys import DeviceKeys
from bundle.statement_form import TYPE, digest_of
from bundle.statements import StatementPayload, issue, parse, verify
from tests.numbers import property_of

pytestmark = pytest.mark.interop

KEYS = DeviceKeys.generate(Random(1).randbytes)
CARD = KEYS.card()
POSITION = ("epoch_A", 3, "0" * 64)
NOT_FIELDS = {"v", "kind", "iat", "ed", "after", "about", "must", "epoch", "seq", "prev"}

texts = st.text(st.characters(codec="utf-8"), max_size=12)
row_names = texts.filter(lambda name: name not in {"_sd", "...", "_sd_alg"})
scalars = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts
names = st.from_regex(r"[a-z][a-z0-9_]{0,10}", fullmatch=True).filter(lambda name: name not in NOT_FIELDS)
rows = scalars | st.dictionaries(row_names, scalars | st.lists(scalars, max_size=2), max_size=3)
fields = st.dictionaries(names, rows | st.lists(rows, max_size=3), max_size=5)
records = st.lists(st.from_regex(r"[A-Za-z0-9_-]{1,22}", fullmatch=True), max_size=3, unique=True)


def key_of(keys: DeviceKeys) -> JWK:
    return JWK(kty="OKP", crv="Ed25519", x=b64u(keys.card().signing), d=b64u(keys.signing_seed))


@property_of
@given(fields=fields, leave=st.sets(names), about=records, position=st.booleans())
def test_the_package_reads_ours_the_same(
    fields: dict[str, object], leave: set[str], about: list[str], position: bool
) -> None:
    payload = StatementPayload("concern.recorded", tuple(about), fields, ("1" * 64,), 7, "x", False, POSITION)
    signed = issue(payload, KEYS, Random(5).randbytes)
    signed = signed.without({*leave, *sorted(fields)[:1]}, position=position)
    theirs = SDJWTVerifier(signed.token, lambda _issuer, _header: key_of(KEYS)).get_verified_payload()
    expected = {
        "v": 1,
        "kind": signed.kind,
        "iat": signed.issued_at,
        "ed": signed.edition,
        "after": list(signed.after),
        "about": list(signed.about),
    }
    if signed.position:
        expected |= dict(zip(("epoch", "seq", "prev"), signed.position, strict=True))
    assert theirs == {**expected, **signed.fields}


@property_of
@given(fields=fields, about=records)
def test_ours_reads_what_the_package_signs_once_in_order(fields: dict[str, object], about: list[str]) -> None:
    def hidden(value: object) -> object:
        return [SDObj(row) for row in value] if isinstance(value, list) else value

    claims = {
        "v": 1,
        "kind": "concern.recorded",
        "iat": 1,
        "ed": "x",
        "after": [],
        "about": [SDObj(record) for record in about],
    }
    claims |= {SDObj(name): value for name, value in zip(("epoch", "seq", "prev"), POSITION, strict=True)}
    claims |= {SDObj(name): hidden(value) for name, value in fields.items()}
    issuer = SDJWTIssuer(claims, key_of(KEYS), sign_alg="EdDSA", extra_header_parameters={"typ": TYPE, "kid": CARD.id})
    jwt, *disclosures, _ = issuer.sd_jwt_issuance.split("~")
    read = parse("~".join([jwt, *sorted(disclosures), ""]))
    verify(read, CARD)
    assert (read.fields, read.about, read.position) == (fields, tuple(about), POSITION)


# --- RFC 9901's own disclosures and digests --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("disclosure", "digest"),
    [  # section 4.2.3: the disclosure of family_name, hashed
        (
            "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0",
            "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0",
        ),
        # section 4.2.3: an array element's disclosure, hashed
        ("WyJsa2x4RjVqTVlsR1RQVW92TU5JdkNBIiwgIkZSIl0", "w0I8EKcdCtUPkGCNUrfwVp2xEgNjtoIDlOxc9-PlOhs"),
    ],
)
def test_digests_are_those_of_the_rfc(disclosure: str, digest: str) -> None:
    assert digest_of(disclosure) == digest
    assert b64u(unb64u(disclosure)) == disclosure


SALT = b64u(bytes(range(16)))  # the RFC's own salt has spare bits set, which ours may not
ENCODINGS = [  # section 4.2.1: white space, escapes and UTF-8 may differ
    f'["{SALT}", "family_name", "Möbius"]',
    f'["{SALT}","family_name","Möbius"]',
    f'["{SALT}", "family_name", "M\\u00f6bius"]',
    f'[\n"{SALT}",\n"family_name",\n"Möbius"\n]',
]


def test_each_encoding_of_a_disclosure_is_as_good_and_has_its_own_digest() -> None:
    disclosures = [b64u(text.encode()) for text in ENCODINGS]
    read = [parse(_statement([text, *PLACES])).fields for text in disclosures]
    assert read == [{"family_name": "Möbius"}] * len(ENCODINGS)
    assert len(set(map(digest_of, disclosures))) == len(ENCODINGS)


def test_a_name_cannot_be_disclosed_twice_under_two_encodings() -> None:
    with pytest.raises(StatementInvalid):
        parse(_statement([*(b64u(text.encode()) for text in ENCODINGS[:2]), *PLACES]))


PLACES = [
    b64u(f'["{b64u(bytes([number]) * 16)}","{name}",{value}]'.encode())
    for number, (name, value) in enumerate([("epoch", '"e"'), ("seq", "0"), ("prev", "null")])
]


def _statement(disclosures: list[str]) -> str:
    """A statement signed by hand over these disclosures' digests."""
    digests = ",".join(f'"{digest}"' for digest in sorted(map(digest_of, disclosures)))
    claims = f'{{"v":1,"kind":"a.b","iat":1,"ed":"","after":[],"about":[],"_sd":[{digests}],"_sd_alg":"sha-256"}}'
    header = f'{{"alg":"EdDSA","kid":"{CARD.id}","typ":"{TYPE}"}}'
    start = f"{b64u(header.encode())}.{b64u(claims.encode())}"
    return "~".join([f"{start}.{b64u(KEYS.sign(start.encode()))}", *sorted(disclosures), ""])
