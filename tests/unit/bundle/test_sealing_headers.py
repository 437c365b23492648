"""The header of a sealed file: every stanza exactly of its shape, and bounds before anything is believed."""

from __future__ import annotations

import hmac
import io
from collections.abc import Callable
from typing import BinaryIO, cast

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bundle.encoding import b64, unb64
from bundle.errors import (
    HeaderDamaged,
    NotARecipient,
    TooLarge,
    UnknownAlgorithm,
    UnknownVersion,
)
from bundle.recipients import Identity, Recipient, Stanza
from bundle.sealing import MAX_STANZAS, unseal
from tests.unit.bundle.sealed_files import (
    CLASSICAL,
    FILE_KEY,
    MINE,
    SMALL,
    opened,
    parts,
    sealed_with,
)


def header_of(*stanzas: Stanza, file_key: bytes = FILE_KEY, change: Callable[[bytes], bytes] = bytes) -> bytes:
    """A header with a fitting MAC around whatever the stanzas say, so that only the stanzas are wrong."""
    lines = [b"age-encryption.org/v1"]
    for stanza in stanzas:
        body = b64(stanza.body)
        lines.append(" ".join(("->", *stanza.arguments)).encode())
        lines += [body[place : place + 64].encode() for place in range(0, len(body) + 1, 64)]
    start = change(b"\n".join([*lines, b"---"]))
    key = HKDF(hashes.SHA256(), 32, None, b"header").derive(file_key)
    return start + b" " + b64(hmac.digest(key, start, "sha256")).encode() + b"\n"


def payload_of(content: bytes) -> bytes:
    """The payload of a file sealed under FILE_KEY."""
    return parts(sealed_with(FILE_KEY, content))[1]


GOOD = Recipient.parse(MINE.recipient).wrap(FILE_KEY)


SHARE = unb64(GOOD.arguments[1])


@pytest.mark.parametrize(
    "stanza",
    [
        Stanza((*GOOD.arguments, "more"), GOOD.body),
        Stanza(("mlkem768x25519",), GOOD.body),
        Stanza(("mlkem768x25519", b64(SHARE + b"\0")), GOOD.body),
        Stanza(("mlkem768x25519", b64(SHARE[:-1])), GOOD.body),
        Stanza(("mlkem768x25519", GOOD.arguments[1] + "="), GOOD.body),
        Stanza(("mlkem768x25519", GOOD.arguments[1][:-1] + "!"), GOOD.body),
        Stanza(("mlkem768x25519", GOOD.arguments[1][:-1] + chr(ord(GOOD.arguments[1][-1]) + 1)), GOOD.body),
        Stanza(GOOD.arguments, GOOD.body + bytes(8)),
        Stanza(GOOD.arguments, GOOD.body[:-1]),
        Stanza(GOOD.arguments, b""),
        Stanza(("mlkem768x25519", b64(SHARE[:-32] + bytes(32))), GOOD.body),
        Stanza(("X25519", b64(bytes(31))), bytes(32)),
    ],
)
def test_a_stanza_of_a_known_type_must_be_exactly_of_its_shape(stanza: Stanza) -> None:
    with pytest.raises(HeaderDamaged):
        opened(header_of(stanza) + payload_of(b"x"))


def test_a_malformed_stanza_is_refused_even_after_one_that_opens() -> None:
    with pytest.raises(HeaderDamaged):
        opened(header_of(GOOD, Stanza(("mlkem768x25519",), bytes(32))) + payload_of(b"x"))


@pytest.mark.parametrize(
    "stanza",
    [
        Stanza(GOOD.arguments, bytes(32)),
        Stanza(("mlkem768x25519", b64(bytes([SHARE[0] ^ 1]) + SHARE[1:])), GOOD.body),
        Stanza(("X25519", b64(bytes([9]) + bytes(31))), bytes(32)),
    ],
)
def test_a_stanza_that_does_not_open_is_not_ours(stanza: Stanza) -> None:
    with pytest.raises(NotARecipient):
        opened(header_of(stanza) + payload_of(b"x"))


def test_a_file_sealed_in_a_way_nobody_here_knows_is_refused_by_that_name() -> None:
    for unknown in ("MLKEM768X25519", "mlkem1024p384"):
        with pytest.raises(UnknownAlgorithm):
            opened(header_of(Stanza((unknown, GOOD.arguments[1]), GOOD.body)) + payload_of(b"x"))


def test_a_second_way_of_sealing_is_an_identity_that_unwraps_it() -> None:
    class Later:
        """A future identity: its stanza wraps the file key by turning every bit."""

        hybrid = False

        def unwrap(self, stanza: Stanza) -> bytes | None:
            return bytes(255 - byte for byte in stanza.body) if stanza.arguments[0] == "later" else None

    raw = header_of(Stanza(("later",), bytes(255 - byte for byte in FILE_KEY))) + payload_of(b"x")
    assert opened(raw, cast("Identity", Later())) == b"x"
    with pytest.raises(UnknownAlgorithm):
        opened(raw)


def test_a_hybrid_identity_refuses_a_file_that_a_weaker_type_opens_too() -> None:
    weaker = Stanza(("X25519", b64(bytes([9]) + bytes(31))), bytes(32))
    for stanzas in ((GOOD, weaker), (weaker, GOOD), (GOOD, Stanza(("example.com/x",), b""))):
        with pytest.raises(HeaderDamaged):
            opened(header_of(*stanzas) + payload_of(b"x"))


def test_a_passphrase_stanza_stands_alone() -> None:
    passphrase = Stanza(("scrypt", b64(bytes(16)), "18"), bytes(32))
    for stanza, identity in ((GOOD, MINE), (x25519_stanza(), CLASSICAL)):
        with pytest.raises(HeaderDamaged):
            opened(header_of(stanza, passphrase) + payload_of(b"x"), identity)


def test_an_x25519_share_of_low_order_is_refused() -> None:
    with pytest.raises(HeaderDamaged):
        opened(header_of(Stanza(("X25519", b64(bytes(32))), bytes(32))) + payload_of(b"x"), CLASSICAL)


def x25519_stanza() -> Stanza:
    """FILE_KEY wrapped to the classical identity, written from the specification."""
    public = X25519PrivateKey.from_private_bytes(CLASSICAL.seed).public_key()
    ephemeral = X25519PrivateKey.from_private_bytes(bytes([7]) * 32)
    share = ephemeral.public_key().public_bytes_raw()
    salt = share + public.public_bytes_raw()
    key = HKDF(hashes.SHA256(), 32, salt, b"age-encryption.org/v1/X25519").derive(ephemeral.exchange(public))
    return Stanza(("X25519", b64(share)), ChaCha20Poly1305(key).encrypt(bytes(12), FILE_KEY, None))


def test_unknown_types_are_passed_over_by_an_x25519_identity() -> None:
    unknown = Stanza(("odd-grease", "!~", "x"), bytes(48))
    assert opened(header_of(unknown, x25519_stanza(), unknown) + payload_of(b"x"), CLASSICAL) == b"x"


@pytest.mark.parametrize(
    "change",
    [
        lambda start: start.replace(b"\n", b"\r\n"),
        lambda start: start.replace(b"-> mlkem", b"->  mlkem"),
        lambda start: start.replace(b"-> mlkem", b"> mlkem"),
        lambda start: start.replace(b"-> mlkem768x25519", b"-> mlkem768x25519 "),
        lambda start: start.replace(b"\n---", b"=\n---"),
        lambda start: start.replace(b"\n---", b"\n\n---"),
        lambda start: start.replace(b"\n---", b"\n---\n---"),
        lambda start: start[:-3] + b"--",
        lambda start: b" " + start,
        lambda start: start.replace(b"/v1", b"/v1 "),
        lambda start: start[: start.index(b"\n", 30)] + b"\n---",
        lambda start: start.replace(b"\n---", b"\n" + b"A" * 65 + b"\n---"),
        lambda start: start.replace(b" mlkem", b" \xc3\xa9 mlkem"),
        lambda start: start[:22] + b"---",
    ],
)
def test_a_header_outside_the_grammar_is_refused(change: Callable[[bytes], bytes]) -> None:
    with pytest.raises((HeaderDamaged, UnknownVersion)):
        opened(header_of(GOOD, change=change) + payload_of(b"x"))


@pytest.mark.parametrize("body", [b"A" * 68 + b"\n\n", b"A" * 64 + b"\n", b"A" * 8 + b"\n" + b"A" * 8 + b"\n"])
def test_a_stanzas_body_is_wrapped_at_64_columns_and_ends_short(body: bytes) -> None:
    def insert(start: bytes) -> bytes:
        return start.replace(b"\n---", b"\n-> other\n" + body + b"---")

    with pytest.raises(HeaderDamaged):
        opened(header_of(x25519_stanza(), change=insert) + payload_of(b"x"), CLASSICAL)


@pytest.mark.parametrize("size", [0, 15])
def test_a_file_that_ends_before_its_nonce_is_a_damaged_header(size: int) -> None:
    with pytest.raises(HeaderDamaged):
        opened(header_of(GOOD) + bytes(size))


def test_the_header_helper_makes_a_good_file_when_nothing_is_changed() -> None:
    assert opened(header_of(GOOD) + payload_of(b"x")) == b"x"


def test_a_wrong_mac_is_a_damaged_header() -> None:
    with pytest.raises(HeaderDamaged):
        opened(header_of(GOOD, file_key=bytes(16)) + payload_of(b"x"))


def test_another_version_of_age_is_named_as_such() -> None:
    with pytest.raises(UnknownVersion):
        opened(SMALL.replace(b"/v1\n", b"/v2\n", 1))


@pytest.mark.parametrize(
    "raw", [b"", b"\n", b"PK\x03\x04", b"-----BEGIN AGE ENCRYPTED FILE-----\n", b"age-encryption.org/v1\n"]
)
def test_what_is_no_age_file_is_a_damaged_header(raw: bytes) -> None:
    with pytest.raises(HeaderDamaged):
        opened(raw)


class Endless(io.RawIOBase):
    """A header that never ends: its first lines, then one line for ever."""

    def __init__(self, *lines: bytes) -> None:
        super().__init__()
        self.lines = [b"age-encryption.org/v1\n", *lines]
        self.taken = 0

    def readline(self, size: int | None = -1) -> bytes:
        line = self.lines[min(self.taken, len(self.lines) - 1)]
        self.taken += 1
        return line[:size]


@pytest.mark.parametrize(
    "lines", [[b"-> x\n", b"\n"] * 100_000, [b"-> x\n", b"A" * 64 + b"\n"], [b"-> " + b"x" * 100_000]]
)
def test_an_endless_header_is_given_up_within_its_bounds(lines: list[bytes]) -> None:
    source = Endless(*lines)
    with pytest.raises(TooLarge):
        unseal(cast("BinaryIO", source), io.BytesIO(), [MINE])
    assert source.taken < 20_000


def test_more_stanzas_than_the_bound_are_refused_before_any_is_tried() -> None:
    many = header_of(*[Stanza(("x",), b"")] * (MAX_STANZAS + 1))
    with pytest.raises(TooLarge):
        opened(many)
