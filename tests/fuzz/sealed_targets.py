"""Fuzz targets: the age file, and the recipients that one is sealed to."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from random import Random

from bundle import recipients, sealing
from bundle.encoding import b64
from bundle.errors import BundleError
from bundle.recipients import Identity, Recipient, bech32_encode
from bundle.sealing import seal, unseal
from tests.fuzz import mutants
from tests.fuzz.letter_targets import device
from tests.fuzz.target import Target


@dataclass(frozen=True)
class Sealed:
    header: bytes  # up to and with the mark of the MAC
    file_key: bytes
    rest: bytes  # nonce and payload


def identity() -> Identity:
    return Identity(bytes(range(32)), hybrid=True)


@cache
def sealed_files() -> tuple[bytes, ...]:
    made = []
    for size in (0, 1, 100, 65_536, 65_537):
        sink = io.BytesIO()
        seal(
            io.BytesIO(bytes(size)),
            sink,
            [device(2).identity().recipient, identity().recipient],
            Random(size).randbytes,
        )
        made.append(sink.getvalue())
    return tuple(made)


def good_age() -> list[bytes]:
    return list(sealed_files())


def run_age(raw: bytes) -> object:
    unseal(io.BytesIO(raw), io.BytesIO(), [identity()])
    return unseal(io.BytesIO(raw), io.BytesIO(), [identity()], digest=hashlib.sha256())


@cache
def parts_of(raw: bytes) -> Sealed:
    lines = sealing._Lines(io.BytesIO(raw))
    stanzas, header, _ = sealing._read_header(lines)
    return Sealed(header, sealing._file_key(stanzas, [identity()]), raw[len(lines.header) :])


def with_header(header: bytes, file_key: bytes, rest: bytes) -> bytes:
    """The file with another header under a MAC that fits."""
    return header + b" " + b64(sealing._mac(file_key, header)).encode() + b"\n" + rest


def bad_age() -> Iterator[bytes]:
    for raw in sealed_files()[:3]:
        yield from mutants.of_bytes(raw)
    small = parts_of(sealed_files()[1])
    for header in mutants.of_bytes(small.header):
        yield with_header(header, small.file_key, small.rest)
    head, mark = small.header[:-3], small.header[-3:]
    first, _, others = head.partition(b"\n")
    grease = (
        b"-> x\n\n", b"-> X25519 a\nYQ\n", b"-> scrypt c2FsdHNhbHRzYWx0c2FsdA 18\n" + b"A" * 43 + b"\n", b"-> \n\n", b"->  x\n\n", b"-> x \n\n",
        b"-> \x7f\n\n", b"x y\n\n", b"-> x\nYQ==\n", b"-> x\nYR\n", b"-> x\n" + b"A" * 65 + b"\n\n", b"-> x\n" + b"A" * 64 + b"\n\n",
        b"-> x\n" + b"A" * 64 + b"\n", b"-> mlkem768x25519 YQ\n" + b"A" * 43 + b"\n", b"-> mlkem768x25519 Y\n" + b"A" * 43 + b"\n",
        b"-> mlkem768x25519\n\n", b"-> x\n" * 5, b"-> " + b"y" * 9000 + b"\n\n", b"-> X25519 " + b"A" * 43 + b"\n" + b"A" * 43 + b"\n",
    )  # fmt: skip
    for stanza in grease:
        yield with_header(first + b"\n" + stanza + others + mark, small.file_key, small.rest)
        yield with_header(head + stanza + mark, small.file_key, small.rest)
    yield with_header(head + b"-> x\n\n" * 2000 + mark, small.file_key, small.rest)
    yield with_header(head + (b"-> x\n" + (b"A" * 64 + b"\n") * 100 + b"\n") * 60 + mark, small.file_key, small.rest)
    yield with_header(first + b"\n" + mark, small.file_key, small.rest)
    yield with_header(b"age-encryption.org/v2\n" + others + mark, small.file_key, small.rest)
    yield with_header(b"age-encryption.org/v1\r\n" + others + mark, small.file_key, small.rest)
    for raw in sealed_files():
        part = parts_of(raw)
        yield with_header(part.header, part.file_key, b"")
        yield with_header(part.header, part.file_key, part.rest[:15])
        yield with_header(part.header, part.file_key, part.rest[:16])
        yield with_header(part.header, part.file_key, part.rest[:-1])
        yield with_header(part.header, part.file_key, part.rest + b"\x00")
        yield with_header(part.header, part.file_key, part.rest[:16] + part.rest[17:])


def mutate_age(raw: bytes, random: Random) -> bytes:
    try:
        part = parts_of(random.choice(sealed_files()[:3]))
        header = bytearray(part.header)
        for _ in range(random.randint(1, 3)):
            place = random.randrange(len(header))
            header[place : place + random.randrange(3)] = random.choice(
                (b"\n", b" ", b"-> ", b"A", random.randbytes(2))
            )
        return with_header(bytes(header), part.file_key, part.rest)
    except BundleError:
        return random.choice(sealed_files())


def run_recipient(raw: bytes) -> object:
    text = raw.decode("latin-1")
    return Identity.parse(text) if text.upper().startswith("AGE-") else Recipient.parse(text)


def good_recipients() -> list[bytes]:
    return [
        identity().recipient.encode(),
        identity().secret_text().encode(),
        Identity(bytes(32), hybrid=False).secret_text().encode(),
    ]


def bad_recipients() -> Iterator[bytes]:
    for raw in good_recipients():
        yield from mutants.of_bytes(raw)
        yield raw.swapcase()
    for prefix in ("age", "age1pq", "age1pqx", "age-secret-key-", "age-secret-key-pq-", "x"):
        for size in (0, 1, 5, 31, 32, 33, 1215, 1216, 1217):
            text = bech32_encode(prefix, bytes(size))
            yield from (text.encode(), text.upper().encode())
    values = [0] * 51 + [1]  # a bit set where padding should be, under a checksum that fits
    checksum = recipients._polymod([*recipients._expand("age"), *values, *[0] * 6]) ^ 1
    values += [checksum >> 5 * (5 - place) & 31 for place in range(6)]
    yield b"age1" + "".join(recipients._CHARSET[value] for value in values).encode()
    yield from (b"1qqqqqq", b"a1qqqqq", b"age1" + b"q" * 5000, b"\xe9", b"a 1qqqqqq")


TARGETS = (
    Target(
        "age file",
        run_age,
        BundleError,
        good_age,
        (
            *(
                f"bundle/sealing.py::{name}"
                for name in ("unseal", "_read_header", "_read_stanza", "_Lines.next", "_base64")
            ),
            *(f"bundle/recipients.py::{name}" for name in ("Stanza.check",)),
        ),
        bad_age,
        mutate_age,
    ),
    Target(
        "recipient",
        run_recipient,
        BundleError,
        good_recipients,
        tuple(f"bundle/recipients.py::{name}" for name in ("Identity.parse", "Recipient.parse", "bech32_decode")),
        bad_recipients,
    ),
)
