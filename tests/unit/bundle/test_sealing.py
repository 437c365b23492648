"""age files: both ways with another implementation, streamed, and each damage its own error."""

from __future__ import annotations

import hashlib
import io
import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any, BinaryIO, cast

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given, settings
from hypothesis import strategies as st

from bundle.errors import (
    BundleError,
    HeaderDamaged,
    Malformed,
    NotARecipient,
    PayloadDamaged,
)
from bundle.recipients import Identity
from bundle.sealing import padme, seal, unseal
from tests.unit.bundle.sealed_files import (
    CLASSICAL,
    FILE_KEY,
    MINE,
    OTHER,
    SMALL,
    VECTORS,
    opened,
    parts,
    sealed,
    sealed_with,
)

few = settings(max_examples=50, derandomize=True, deadline=None)


LISTED = json.loads((VECTORS / "vectors.json").read_text("utf-8"))["files"]


CHUNK = 65536


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

    def readinto(self, space: Any) -> int:
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

    def readinto(self, space: Any) -> int:
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
