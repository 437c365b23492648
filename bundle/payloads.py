"""The content of an age file: chunks of 64 KiB, each sealed with its number, the last one marked (https://c2sp.org/age).

Rules this module keeps:

* constant memory: two batches of the source and two of the result, whatever the size; buffers are used again, so **what
  a sink is given is good only until its ``write`` returns**;
* a chunk goes to the sink only when it is authenticated; what stood before a damaged one has been handed on by then;
* a digest that is asked for is counted on a second thread while the next batch is sealed (hashlib lets go of the
  interpreter), and is complete when the call returns.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import BinaryIO, Protocol, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from bundle.errors import PayloadDamaged

CHUNK_BYTES = 64 * 1024
TAG_BYTES = 16
SEALED_CHUNK_BYTES = CHUNK_BYTES + TAG_BYTES
BATCH = 8  # chunks read, sealed and written at one go


class Digest(Protocol):
    """A running hash, such as ``hashlib.sha256()``."""

    def update(self, data: memoryview | bytes, /) -> None: ...


def seal_payload(source: BinaryIO, sink: BinaryIO, cipher: ChaCha20Poly1305, digest: Digest | None) -> None:
    """Write the chunks of ``source``, read to its end; ``digest`` is over what is written."""
    counter, turn = 0, 0
    spaces = [memoryview(bytearray(SEALED_CHUNK_BYTES))] * 2
    with _Aside(digest) as aside:
        for batch, last in _batches(source, CHUNK_BYTES):
            if len(spaces[turn]) < _sealed_size(len(batch)):
                spaces[turn] = memoryview(bytearray(SEALED_CHUNK_BYTES * BATCH))
            sealed = spaces[turn][: _sealed_size(len(batch))]
            for place, chunk, final in _chunks(batch, CHUNK_BYTES, last=last):
                start = place * SEALED_CHUNK_BYTES
                cipher.encrypt_into(
                    _nonce(counter, final=final), chunk, None, sealed[start : start + len(chunk) + TAG_BYTES]
                )
                counter += 1
            aside.finish()
            aside.begin(sealed)
            sink.write(sealed)
            turn = 1 - turn


def unseal_payload(source: BinaryIO, sink: BinaryIO, cipher: ChaCha20Poly1305, digest: Digest | None) -> None:
    """Write the content of the chunks in ``source``; ``digest`` is over what was read. Raises ``PayloadDamaged``; the
    digest then ends before the damage.
    """
    counter = 0
    space = memoryview(bytearray(CHUNK_BYTES))
    with _Aside(digest) as aside:
        for batch, last in _batches(source, SEALED_CHUNK_BYTES):
            aside.begin(batch)
            if len(batch) > SEALED_CHUNK_BYTES and len(space) == CHUNK_BYTES:
                space = memoryview(bytearray(CHUNK_BYTES * BATCH))
            opened = 0
            try:
                for _, chunk, final in _chunks(batch, SEALED_CHUNK_BYTES, last=last):
                    size = _plain_size(chunk, first=counter == 0)
                    cipher.decrypt_into(_nonce(counter, final=final), chunk, None, space[opened : opened + size])
                    opened += size
                    counter += 1
            except InvalidTag as bad:
                raise PayloadDamaged("a chunk of the payload does not fit, or its end is missing") from bad
            finally:
                sink.write(space[:opened])
            aside.finish()


def read_range(source: BinaryIO, cipher: ChaCha20Poly1305, begins: int, start: int, length: int, *, size: int) -> bytes:
    """Return ``length`` bytes of the content from ``start``, each chunk of them authenticated; less at the end.

    ``begins`` is where the first chunk stands in ``source``, which can be sought in; ``size`` is the whole content's.
    Raises ``PayloadDamaged``.
    """
    stop = min(start + length, size)
    if start >= stop:
        return b""
    first, last = start // CHUNK_BYTES, (stop - 1) // CHUNK_BYTES
    final = max(0, size - 1) // CHUNK_BYTES
    source.seek(begins + first * SEALED_CHUNK_BYTES)
    opened = bytearray()
    for counter in range(first, last + 1):
        chunk = source.read(SEALED_CHUNK_BYTES)
        try:
            opened += cipher.decrypt(_nonce(counter, final=counter == final), chunk, None)
        except InvalidTag as bad:
            raise PayloadDamaged("a chunk of the payload does not fit, or its end is missing") from bad
    return bytes(opened[start - first * CHUNK_BYTES : stop - first * CHUNK_BYTES])


class _Aside:
    """Counts a digest beside the work: in place for one chunk, on a second thread for more."""

    def __init__(self, digest: Digest | None) -> None:
        self._digest = digest
        self._pool: ThreadPoolExecutor | None = None
        self._running: Future[None] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.finish()
        if self._pool is not None:
            self._pool.shutdown()

    def begin(self, piece: memoryview) -> None:
        """Count ``piece``, which must stay as it is until ``finish``."""
        if self._digest is None:
            return
        if len(piece) <= SEALED_CHUNK_BYTES:
            self._digest.update(piece)
            return
        if self._pool is None:
            self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="digest")
        self._running = self._pool.submit(self._digest.update, piece)

    def finish(self) -> None:
        """Wait until what was begun is counted."""
        if self._running is not None:
            self._running.result()
            self._running = None


def _batches(source: BinaryIO, unit: int) -> Iterator[tuple[memoryview, bool]]:
    """Yield the source in batches of whole units and say which is the last; at least one, which may then be empty.

    The first is one unit, so that small things stay small. A batch is good until the next one is asked for.
    """
    buffers = [memoryview(bytearray(unit))] * 2
    turn, size = 0, _fill(source, buffers[0])
    while size == len(buffers[turn]):
        if len(buffers[1 - turn]) == unit:
            buffers[1 - turn] = memoryview(bytearray(unit * BATCH))
        following = _fill(source, buffers[1 - turn])
        yield buffers[turn], following == 0
        if not following:
            return
        turn, size = 1 - turn, following
    yield buffers[turn][:size], True


def _chunks(batch: memoryview, unit: int, *, last: bool) -> Iterator[tuple[int, memoryview, bool]]:
    """Yield (place in the batch, chunk, whether it is the last of all); an empty batch is one empty chunk."""
    count = max(1, -(-len(batch) // unit))
    for place in range(count):
        yield place, batch[place * unit : (place + 1) * unit], last and place == count - 1


def _fill(source: BinaryIO, space: memoryview) -> int:
    """Read until ``space`` is full or the source ends; a short read is not an end."""
    filled = 0
    read_into = getattr(source, "readinto", None)
    while filled < len(space):
        if read_into is not None:
            size = read_into(space[filled:])
        else:
            piece = source.read(len(space) - filled)
            size = len(piece)
            space[filled : filled + size] = piece
        if not size:
            break
        filled += size
    return filled


def _sealed_size(plain: int) -> int:
    return plain + TAG_BYTES * max(1, -(-plain // CHUNK_BYTES))


def _plain_size(chunk: memoryview, *, first: bool) -> int:
    """How much a sealed chunk holds; only the first of a file may be empty."""
    if len(chunk) < TAG_BYTES or (len(chunk) == TAG_BYTES and not first):
        raise PayloadDamaged("the payload is cut short")
    return len(chunk) - TAG_BYTES


def _nonce(counter: int, *, final: bool) -> bytes:
    return counter.to_bytes(11, "big") + (b"\x01" if final else b"\x00")
