"""Statements and sealing, against the bare primitive that does the cryptographic part of the work."""

from __future__ import annotations

import hashlib
import io
import os
from dataclasses import replace

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from benchmarks.timing import Result, compare
from bundle.keys import DeviceKeys
from bundle.sealing import seal, unseal
from bundle.statements import StatementPayload, issue, parse, verify

CHUNK = 65536  # bytes; age's own
MEGABYTE = 1_000_000
FIELDS: dict[str, object] = {
    "seen": "Two round purple-yellow marks and one straight red line on the left upper arm",
    "done": "Kept him in school and told the head",
    "category": "PHY",
    "level": "4",
    "level_why": "marks and what he said",
    "place": "classroom",
    "safe_now": "yes",
    "parents_told": "no",
    "categories": ["EMO", "NEG"],
    "witness": {"name": "R. Quill", "role": "teaching assistant", "how": "saw"},
}


def measure(times: int, megabytes: int) -> list[Result]:
    """Issue and verify a statement; seal and open ``megabytes`` MB."""
    keys = DeviceKeys.generate(os.urandom)
    card = keys.card()
    payload = StatementPayload(
        kind="concern.recorded",
        about=("record-1", "child-1"),
        fields=FIELDS,
        after=(),
        issued_at=1_795_000_000,
        edition="england-2026",
        must=False,
        position=("epoch-1", 1, None),
    )
    token = issue(payload, keys, os.urandom).token
    message = token.encode()
    signature = keys.sign(message)
    body = os.urandom(megabytes * MEGABYTE)
    cipher, nonce = ChaCha20Poly1305(bytes(32)), bytes(12)
    recipient = keys.identity().recipient
    sealed = io.BytesIO()
    seal(io.BytesIO(body), sealed, [recipient], os.urandom)

    def plain_seal() -> None:
        for start in range(0, len(body), CHUNK):
            cipher.encrypt(nonce, body[start : start + CHUNK], None)

    digest = compare(
        f"seal {megabytes} MB",
        "ChaCha20-Poly1305 of the same",
        lambda: seal(io.BytesIO(body), io.BytesIO(), [recipient], os.urandom),
        plain_seal,
        times,
    )
    opened = compare(
        f"open {megabytes} MB",
        "ChaCha20-Poly1305 of the same",
        lambda: unseal(io.BytesIO(sealed.getvalue()), io.BytesIO(), [keys.identity()]),
        plain_seal,
        times,
    )
    hashed = compare(
        f"seal {megabytes} MB",
        "SHA-256 of the same",
        lambda: seal(io.BytesIO(body), io.BytesIO(), [recipient], os.urandom),
        lambda: hashlib.sha256(body).digest(),
        times,
    )
    return [
        compare(
            "issue a statement of ten fields",
            "one Ed25519 signature",
            lambda: issue(payload, keys, os.urandom),
            lambda: keys.sign(message),
            times * 10,
        ),
        compare(
            "parse and verify it",
            "one Ed25519 verification",
            lambda: verify(parse(token), card),
            lambda: card.verify(signature, message),
            times * 10,
        ),
        *(_with_speed(result, megabytes) for result in (digest, opened, hashed)),
    ]


def _with_speed(result: Result, megabytes: int) -> Result:
    return replace(result, note=f"{megabytes / result.ours:.0f} MB/s")
