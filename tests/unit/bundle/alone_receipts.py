"""A second reader of receipts and checkpoints (docs/spec/receipt-v1.md).

Rules this module keeps (and the modules beside it, ``alone_*`` and ``test_specs_alone``): it is written from the pages of docs/spec
alone and imports nothing of Guardbook: only the standard library, ``cryptography`` (primitives alone: no HPKE, no age) and
``zstandard``; each step names its place on the page. When it and ``bundle/`` disagree, the page is unclear or one of the two is wrong.
"""

from __future__ import annotations

import hashlib
import re
import struct
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PublicKey

from tests.unit.bundle.alone_statements import (
    HEX,
    LAST_INTEGER,
    LAST_SECOND,
    Refused,
    demand,
    ed25519,
    is_integer,
    matches,
    one_form,
    read_json,
    refuse,
    standard,
    unb64u,
)

# receipt-v1


def merkle_root(index: int, size: int, leaf: bytes, path: list[bytes]) -> bytes:
    """RFC 9162, 2.1.1, seen from the leaf: the root that the path gives, by the shape of a tree of ``size``."""
    if size == 1:
        demand(not path, "ReceiptInvalid")
        return leaf
    demand(path, "ReceiptInvalid")
    split = 1 << (size - 1).bit_length() - 1
    *lower, sibling = path
    if index < split:
        return node(merkle_root(index, split, leaf, lower), sibling)
    return node(sibling, merkle_root(index - split, size - split, leaf, lower))


def node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def open_checkpoint(raw: bytes, hub: dict[str, Any]) -> tuple[int, bytes, int]:
    """Checkpoint: size, root and time, when both signatures fit."""
    demand(len(raw) <= 8192, "TooLarge")
    demand(hub["suite"] == "ed25519+ml-dsa-44", "UnknownAlgorithm")
    try:
        lines = raw.decode("utf-8").split("\n")
    except UnicodeDecodeError:
        refuse("ReceiptInvalid")
    demand(len(lines) == 7 and lines[0] == hub["origin"] and lines[3] == lines[6] == "", "ReceiptInvalid")
    demand(re.fullmatch("0|[1-9][0-9]*", lines[1]) and int(lines[1]) <= LAST_INTEGER, "ReceiptInvalid")
    size, root = int(lines[1]), standard(lines[2], "ReceiptInvalid")
    demand(len(root) == 32, "ReceiptInvalid")
    blobs = []
    for line in lines[4:6]:
        begins = f"\N{EM DASH} {hub['origin']} "
        demand(line.startswith(begins), "ReceiptInvalid")
        blobs.append(standard(line.removeprefix(begins), "ReceiptInvalid"))
    demand([len(blob) for blob in blobs] == [4 + 64, 4 + 8 + 2420], "ReceiptInvalid")
    time = int.from_bytes(blobs[1][4:12], "big")
    demand(time <= LAST_SECOND, "ReceiptInvalid")
    name = hub["origin"].encode()
    keys = unb64u(hub["online"]), unb64u(hub["log_pq"])
    for blob, kind, key in zip(blobs, (b"\x01", b"\x06"), keys, strict=True):
        demand(blob[:4] == hashlib.sha256(name + b"\n" + kind + key).digest()[:4], "ReceiptInvalid")
    ed25519(keys[0], blobs[0][4:], "\n".join([*lines[:3], ""]).encode(), "ReceiptInvalid")
    named = bytes([len(name)]) + name
    message = b"subtree/v1\n\x00" + named + struct.pack(">Q", time) + named + struct.pack(">QQ", 0, size) + root
    try:
        MLDSA44PublicKey.from_public_bytes(keys[1]).verify(blobs[1][12:], message)
    except InvalidSignature:
        refuse("ReceiptInvalid")
    return size, root, time


def open_receipt(raw: bytes, hub: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    """Receipt: index and leaf, after checks 1 to 10."""
    demand(len(raw) <= 16384, "TooLarge")  # 1
    header, _, rest = raw.partition(b"\n")  # 2
    if header != b"c2sp.org/tlog-proof@v1":
        refuse("UnknownVersion" if header.startswith(b"c2sp.org/tlog-proof@") else "ReceiptInvalid")
    head, _, checkpoint = rest.partition(b"\n\n")  # 3
    demand(head.isascii(), "ReceiptInvalid")
    lines = head.decode("ascii").split("\n")
    demand(2 <= len(lines) <= 66 and lines[0].startswith("extra "), "ReceiptInvalid")
    demand(len(checkpoint) <= 8192, "TooLarge")
    numbered = re.fullmatch("index (0|[1-9][0-9]{0,15})", lines[1]) or refuse("ReceiptInvalid")
    leaf = standard(lines[0].removeprefix("extra "), "ReceiptInvalid")
    demand(len(leaf) <= 1024, "TooLarge")
    path = [standard(line, "ReceiptInvalid") for line in lines[2:]]
    demand(all(len(one) == 32 for one in path), "ReceiptInvalid")
    try:
        said = read_json(leaf, 1)
    except Refused as refusal:
        refuse("TooLarge" if refusal.name == "TooLarge" else "ReceiptInvalid")
    demand(isinstance(said, dict) and type(said.get("v")) is int, "ReceiptInvalid")  # 4
    demand(said["v"] == 1, "UnknownVersion")
    demand(set(said) == {"v", "origin", "waybill", "received_at"} and one_form(said) == leaf, "ReceiptInvalid")  # 5
    demand(matches(HEX, said["waybill"]) and is_integer(said["received_at"], 0, LAST_SECOND), "ReceiptInvalid")
    demand(said["origin"] == hub["origin"], "ReceiptInvalid")  # 6
    size, root, time = open_checkpoint(checkpoint, hub)  # 7, 8
    index = int(numbered[1])
    demand(index < size, "ReceiptInvalid")  # 9
    demand(merkle_root(index, size, hashlib.sha256(b"\x00" + leaf).digest(), path) == root, "ReceiptInvalid")
    demand(said["received_at"] <= time, "ReceiptInvalid")  # 10
    return index, said
