"""Small sealed files, and the means to make bad ones."""

from __future__ import annotations

import io
from pathlib import Path
from random import Random

from bundle.recipients import Identity
from bundle.sealing import seal, unseal

VECTORS = Path(__file__).parents[2] / "vectors" / "sealing"


MINE = Identity.generate(Random(1).randbytes)


OTHER = Identity.generate(Random(2).randbytes)


CLASSICAL = Identity.parse("AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX")


FILE_KEY = b"YELLOW SUBMARINE"


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


def sealed_with(file_key: bytes, content: bytes) -> bytes:
    draws = iter([file_key, bytes(16)])
    sink = io.BytesIO()
    seal(io.BytesIO(content), sink, [MINE.recipient], lambda _size: next(draws))
    return sink.getvalue()


SMALL = sealed(b"what she said", OTHER, MINE)
