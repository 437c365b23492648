"""age files: both ways with another implementation, streamed, and each damage its own error."""

from __future__ import annotations

import hashlib
import hmac
import io
import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import BinaryIO, cast

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given, settings
from hypothesis import strategies as st

from bundle.encoding import b64, unb64
from bundle.errors import (
    BundleError,
    HeaderDamaged,
    Malformed,
    NotARecipient,
    PayloadDamaged,
    TooLarge,
    UnknownAlgorithm,
    UnknownVersion,
)
from bundle.recipients import Identity, Recipient, Stanza
from bundle.sealing import MAX_STANZAS, padme, seal, unseal

few = settings(max_examples=50, derandomize=True, deadline=None)
VECTORS = Path(__file__).parents[2] / "vectors" / "sealing"
LISTED = json.loads((VECTORS / "vectors.json").read_text("utf-8"))["files"]
MINE = Identity.generate(Random(1).randbytes)
OTHER = Identity.generate(Random(2).randbytes)
CLASSICAL = Identity.parse("AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX")
FILE_KEY = b"YELLOW SUBMARINE"
CHUNK = 65536


def sealed(content: bytes, *recipients: Identity, seed: int = 9) -> bytes:
    sink = io.BytesIO()
    seal(io.BytesIO(content), sink, [identity.recipient for identity in recipients or (MINE,)], Random(seed).randbytes)
    return sink.getvalue()


def opened(raw: bytes, *identities: Identity) -> bytes:
    sink = io.BytesIO()
    unseal(io.BytesIO(raw), sink, identities or (MINE,))
    return sink.getvalue()


def parts(raw: bytes) -> tuple[bytes, bytes]:
    """Return header and payload."""
    end = raw.index(b"\n", raw.index(b"\n---") + 1) + 1
    return raw[:end], raw[end:]


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


def sealed_with(file_key: bytes, content: bytes) -> bytes:
    draws = iter([file_key, bytes(16)])
    sink = io.BytesIO()
    seal(io.BytesIO(content), sink, [MINE.recipient], lambda _size: next(draws))
    return sink.getvalue()


@pytest.mark.parametrize("vector", LISTED, ids=lambda vector: vector["file"])
def test_files_of_another_implementation_open(vector: dict[str, str]) -> None:
    identity = Identity.parse(vector["identity"])
    assert identity.recipient == vector["recipient"]
    content = opened((VECTORS / vector["file"]).read_bytes(), identity)
    assert len(content) == int(vector["size"])
    assert hashlib.sha256(content).hexdigest() == vector["sha256"]


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 17])
def test_content_of_every_awkward_size_comes_back(size: int) -> None:
    content = Random(size).randbytes(size)
    raw = sealed(content, OTHER, MINE)
    assert opened(raw) == opened(raw, OTHER) == content
    assert len(parts(raw)[1]) == 16 + size + 16 * max(1, -(-size // CHUNK))


def test_each_sealing_is_different() -> None:
    assert sealed(b"same", seed=1) != sealed(b"same", seed=2)


def test_naming_a_recipient_twice_counts_once() -> None:
    assert sealed(b"x", MINE, MINE).count(b"\n-> ") == 1


def test_somebody_else_cannot_open_it() -> None:
    with pytest.raises(NotARecipient):
        opened(sealed(b"x"), OTHER, CLASSICAL)
    with pytest.raises(NotARecipient):
        unseal(io.BytesIO(sealed(b"x")), io.BytesIO(), [])


@pytest.mark.parametrize("recipients", [[], ["age1nobody"], [CLASSICAL.recipient], [MINE.recipient, ""]])
def test_nothing_is_sealed_to_nobody_or_to_a_classical_key(recipients: list[str]) -> None:
    sink = io.BytesIO()
    with pytest.raises(Malformed):
        seal(io.BytesIO(b"x"), sink, recipients, Random(1).randbytes)
    assert sink.getvalue() == b""


class Trickle(io.RawIOBase):
    """A source that gives at most seven bytes at a time, as a slow pipe would."""

    def __init__(self, raw: bytes) -> None:
        super().__init__()
        self.inner = io.BytesIO(raw)

    def readable(self) -> bool:
        return True

    def readinto(self, space: bytearray) -> int:  # type: ignore[override]  # any writable buffer
        return self.inner.readinto(memoryview(space)[:7])

    def readline(self, size: int | None = -1) -> bytes:
        return self.inner.readline(-1 if size is None else size)


def test_a_source_that_reads_short_is_read_to_its_end() -> None:
    content = Random(4).randbytes(CHUNK + 5)
    sink = io.BytesIO()
    seal(cast("BinaryIO", Trickle(content)), sink, [MINE.recipient], Random(5).randbytes)
    back = io.BytesIO()
    unseal(cast("BinaryIO", Trickle(sink.getvalue())), back, [MINE])
    assert back.getvalue() == content


def test_a_source_that_can_only_be_read_from_is_enough() -> None:
    class Plain:
        def __init__(self, raw: bytes) -> None:
            self.read, self.readline = io.BytesIO(raw).read, io.BytesIO(raw).readline

    content = Random(4).randbytes(3 * CHUNK + 5)
    sink = io.BytesIO()
    seal(cast("BinaryIO", Plain(content)), sink, [MINE.recipient], Random(5).randbytes)
    assert opened(sink.getvalue()) == content


@pytest.mark.parametrize("size", [0, 10, CHUNK, 40 * CHUNK + 3])
def test_a_digest_is_counted_on_the_way_over_the_sealed_bytes(size: int) -> None:
    sink, back, going, coming = io.BytesIO(), io.BytesIO(), hashlib.sha256(), hashlib.sha256()
    seal(io.BytesIO(bytes(size)), sink, [MINE.recipient], Random(5).randbytes, digest=going)
    sink.seek(0)
    unseal(sink, back, [MINE], digest=coming)
    assert back.getvalue() == bytes(size)
    assert going.digest() == coming.digest() == hashlib.sha256(sink.getvalue()).digest()


class Zeros(io.RawIOBase):
    """``size`` zero bytes that are never all in memory."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.left = size

    def readinto(self, space: bytearray) -> int:  # type: ignore[override]  # any writable buffer
        taken = min(len(space), self.left)
        self.left -= taken
        return taken


class Passing:
    """A sink that seals into nothing but counts, and can feed an opener chunk by chunk."""

    def __init__(self) -> None:
        self.size = 0

    def write(self, part: bytes) -> int:
        self.size += len(part)
        return len(part)


def test_sealing_takes_the_same_memory_for_any_size() -> None:
    def peak(size: int) -> int:
        tracemalloc.start()
        seal(cast("BinaryIO", Zeros(size)), cast("BinaryIO", Passing()), [MINE.recipient], Random(1).randbytes)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    assert peak(200 * CHUNK) < peak(40 * CHUNK) + CHUNK


def test_opening_takes_the_same_memory_for_any_size(tmp_path: Path) -> None:
    def peak(chunks: int) -> int:
        place = tmp_path / f"{chunks}.age"
        with place.open("wb") as sink:
            seal(cast("BinaryIO", Zeros(chunks * CHUNK)), sink, [MINE.recipient], Random(1).randbytes)
        with place.open("rb") as source:
            tracemalloc.start()
            unseal(source, cast("BinaryIO", Passing()), [MINE])
            _, most = tracemalloc.get_traced_memory()
            tracemalloc.stop()
        return most

    assert peak(200) < peak(40) + CHUNK


@few
@given(st.data())
def test_any_flipped_bit_of_a_file_is_noticed(data: st.DataObject) -> None:
    raw = bytearray(SMALL)
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(BundleError):
        opened(bytes(raw))


SMALL = sealed(b"what she said", OTHER, MINE)


def test_every_flipped_byte_of_a_small_file_is_noticed() -> None:
    for place in range(len(SMALL)):
        raw = bytearray(SMALL)
        raw[place] ^= 0x01
        with pytest.raises(BundleError):
            opened(bytes(raw))


def test_every_shortened_file_is_noticed() -> None:
    for size in range(len(SMALL)):
        with pytest.raises((HeaderDamaged, PayloadDamaged)):
            opened(SMALL[:size])


TWO_AND_A_HALF = sealed_with(FILE_KEY, bytes(2 * CHUNK + 100))
FULL = CHUNK + 16


@pytest.mark.parametrize(
    "change",
    [
        lambda payload: payload[: 16 + FULL],  # final chunk missing
        lambda payload: payload[: 16 + 2 * FULL],
        lambda payload: payload + b"\0",
        lambda payload: payload + bytes(FULL),
        lambda payload: payload[:16] + payload[16 + FULL :],  # first chunk missing
        lambda payload: (
            payload[:16] + payload[16 + FULL : 16 + 2 * FULL] + payload[16 : 16 + FULL] + payload[16 + 2 * FULL :]
        ),
        lambda payload: payload[:-1],
        lambda payload: payload[:16] + payload[16 + 2 * FULL :],
        lambda payload: payload[:16],  # no chunk at all
        lambda payload: payload[:20],
        lambda payload: payload[: 16 + 2 * FULL + 15],
        lambda payload: bytes(16) + b"\1" + payload[17:],
    ],
)
def test_a_payload_cut_lengthened_or_shuffled_is_damaged(change: Callable[[bytes], bytes]) -> None:
    header, payload = parts(TWO_AND_A_HALF)
    with pytest.raises(PayloadDamaged):
        opened(header + change(payload))


def test_an_empty_final_chunk_after_others_is_damaged() -> None:
    key = HKDF(hashes.SHA256(), 32, bytes(16), b"payload").derive(FILE_KEY)
    cipher = ChaCha20Poly1305(key)
    first = cipher.encrypt(bytes(12), bytes(CHUNK), None)
    last = cipher.encrypt((1).to_bytes(11, "big") + b"\1", b"", None)
    header, _ = parts(TWO_AND_A_HALF)
    with pytest.raises(PayloadDamaged):
        opened(header + bytes(16) + first + last)


def test_only_authenticated_chunks_reach_the_sink() -> None:
    raw = bytearray(TWO_AND_A_HALF)
    raw[-1] ^= 1
    sink = io.BytesIO()
    with pytest.raises(PayloadDamaged):
        unseal(io.BytesIO(bytes(raw)), sink, [MINE])
    assert sink.getvalue() == bytes(2 * CHUNK)


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


@pytest.mark.parametrize(
    ("size", "padded"),
    [(0, 0), (1, 1), (2, 2), (9, 10), (100, 104), (32768, 32768), (32769, 34816), (10**6, 1_015_808)],
)
def test_padded_sizes_are_padmes(size: int, padded: int) -> None:
    assert padme(size) == padded


@few
@given(st.integers(2, 10**12))
def test_padding_never_shrinks_and_costs_at_most_an_eighth(size: int) -> None:
    assert size <= padme(size) <= size * 1.12 + 1
    assert padme(padme(size)) == padme(size)
