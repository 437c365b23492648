"""C2SP tlog-proof: one text that proves, with no network, that something is in a log.

Rules this module keeps (docs/spec/receipt-v1.md; c2sp.org/tlog-proof):

* lines in this order: the header, ``extra`` (what was logged), ``index``, the inclusion path from the leaf's sibling up,
  an empty line, and the checkpoint as its log signed it;
* bounds come before parsing, and there is one encoding: the bytes must be the ones that we would write;
* nothing is verified here: ``bundle.receipts`` does it.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass

from bundle.checkpoints import MAX_CHECKPOINT
from bundle.errors import Malformed, TooLarge, UnknownVersion
from bundle.merkle import HASH_BYTES, MAX_PATH

HEADER = "c2sp.org/tlog-proof@v1"
MAX_EXTRA = 1024
MAX_PROOF = 16 * 1024
_FAMILY = b"c2sp.org/tlog-proof@"
_INDEX = re.compile(r"index (0|[1-9][0-9]{0,15})\Z")


@dataclass(frozen=True, slots=True)
class TlogProof:
    """``extra`` is what was logged, ``path`` hashes of 32 bytes, ``checkpoint`` a signed note. Nothing of it is verified."""

    extra: bytes
    index: int
    path: tuple[bytes, ...]
    checkpoint: bytes


def write_proof(proof: TlogProof) -> bytes:
    """Return the proof as a file."""
    lines = [HEADER, f"extra {_base64(proof.extra)}", f"index {proof.index}", *map(_base64, proof.path), "", ""]
    return "\n".join(lines).encode("ascii") + proof.checkpoint


def read_proof(raw: bytes) -> TlogProof:
    """Return what a proof file holds. Raises ``TooLarge``, ``UnknownVersion``, ``Malformed``."""
    if len(raw) > MAX_PROOF:
        raise TooLarge("a proof is too long")
    header, _, rest = raw.partition(b"\n")
    if header.startswith(_FAMILY) and header != HEADER.encode("ascii"):
        raise UnknownVersion("a proof of an unknown version")
    head, _, checkpoint = rest.partition(b"\n\n")
    lines = head.split(b"\n", MAX_PATH + 2)
    if len(lines) < 2 or len(lines) > MAX_PATH + 2:
        raise Malformed("a proof has an extra, an index and a path")
    if len(checkpoint) > MAX_CHECKPOINT:
        raise TooLarge("a checkpoint is too long")
    texts = [line.decode("ascii", "replace") for line in lines]
    found = _INDEX.match(texts[1])
    if found is None:
        raise Malformed("a proof names the index of its leaf")
    extra = _unbase64(texts[0].removeprefix("extra "))
    if len(extra) > MAX_EXTRA:
        raise TooLarge("what a proof carries is too long")
    proof = TlogProof(extra, int(found[1]), tuple(map(_unbase64, texts[2:])), checkpoint)
    if any(len(value) != HASH_BYTES for value in proof.path) or write_proof(proof) != raw:
        raise Malformed("a proof is written in exactly one form")
    return proof


def _unbase64(text: str) -> bytes:
    try:
        return binascii.a2b_base64(text, strict_mode=True)
    except ValueError:  # binascii.Error among them, and text that is not ASCII
        raise Malformed("not base64") from None


def _base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")
