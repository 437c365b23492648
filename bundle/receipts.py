"""Receipts: the proof that the hub's log has a waybill, since when, and as which entry.

Rules this module keeps (docs/spec/receipt-v1.md):

* what is logged (the *leaf*) names the log, the waybill by the digest of its payload, and the hub's time of receiving it:
  a hub cannot give one letter two times, nor one receipt two letters;
* a receipt is the leaf with a C2SP tlog-proof: index, inclusion path, and a checkpoint signed by both keys of the log;
* ``received_at`` is the hub's clock, in whole seconds; it is the time at which a desk's clock begins, and never after the
  time at which the checkpoint was signed. Senders are judged by ``index``, which no clock can move;
* the same waybill has one leaf and one index for ever; receipts for it differ in their checkpoint alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bundle.checkpoints import SUITES, Checkpoint, Suites, is_origin, open_checkpoint
from bundle.encoding import MAX_INTEGER, canonical_json, strict_json
from bundle.errors import CheckpointInvalid, Malformed, ProofInvalid, ReceiptInvalid, UnknownVersion
from bundle.hub_cards import HubCard, HubKeys, is_fingerprint
from bundle.merkle import Path, check_inclusion, leaf_hash
from bundle.times import from_seconds, to_seconds, whole_seconds
from bundle.tlog_proof import MAX_EXTRA, MAX_PROOF, TlogProof, read_proof, write_proof

MAX_RECEIPT = MAX_PROOF
_MEMBERS = {"v", "origin", "waybill", "received_at"}

__all__ = ["MAX_RECEIPT", "HubCard", "HubKeys", "Leaf", "Receipt", "make_receipt", "open_receipt", "read_leaf"]


@dataclass(frozen=True, slots=True)
class Leaf:
    """What the log says of one waybill. ``waybill`` is the hex SHA-256 of its payload, ``origin`` names the log."""

    origin: str
    waybill: str
    received_at: datetime

    def __post_init__(self) -> None:
        if not is_fingerprint(self.waybill):
            raise ReceiptInvalid("a leaf names a waybill by 64 hex digits")
        if not is_origin(self.origin):
            raise ReceiptInvalid("a leaf names its log")
        object.__setattr__(self, "received_at", whole_seconds(self.received_at))

    def to_bytes(self) -> bytes:
        """Return the bytes that are logged: canonical JSON."""
        said = {"v": 1, "origin": self.origin, "waybill": self.waybill, "received_at": to_seconds(self.received_at)}
        return canonical_json(said)


@dataclass(frozen=True, slots=True)
class Receipt:
    """A verified receipt. ``index`` counts the hub's log from 0; ``checkpoint`` is the tree that it is proved in, and
    ``note`` that checkpoint's signed bytes.
    """

    index: int
    waybill: str
    received_at: datetime
    checkpoint: Checkpoint
    note: bytes

    def check_for(self, waybill_digest: str) -> None:
        """Raise ``ReceiptInvalid`` unless this receipt is for the waybill of that digest."""
        if self.waybill != waybill_digest:
            raise ReceiptInvalid("the receipt is for another waybill")


def make_receipt(leaf: Leaf, index: int, path: Path, note: bytes) -> bytes:
    """Return the receipt file of a logged leaf; ``note`` is a signed checkpoint of the tree that ``path`` is for."""
    if type(index) is not int or not 0 <= index <= MAX_INTEGER:
        raise ReceiptInvalid("a receipt has a log index")
    return write_proof(TlogProof(leaf.to_bytes(), index, path, note))


def open_receipt(raw: bytes, hub_card: HubCard, suites: Suites = SUITES) -> Receipt:
    """Return the receipt if the hub's log holds what it says.

    Checked in this order: length, form of the proof, form of the leaf, that it is of this hub's log, the checkpoint's form
    and both its signatures, the inclusion path, the times. Raises ``TooLarge``, ``UnknownVersion``, ``UnknownAlgorithm``,
    ``ReceiptInvalid``.
    """
    try:
        proof = read_proof(raw)
        leaf = read_leaf(proof.extra)
        if leaf.origin != hub_card.origin:
            raise ReceiptInvalid("a receipt of another log")
        checkpoint = open_checkpoint(proof.checkpoint, hub_card.log, suites)
        check_inclusion(proof.index, checkpoint.size, leaf_hash(proof.extra), proof.path, checkpoint.root)
    except (Malformed, CheckpointInvalid, ProofInvalid) as bad:
        raise ReceiptInvalid("the receipt is not the hub's, or not whole") from bad
    if leaf.received_at > checkpoint.signed_at:
        raise ReceiptInvalid("a receipt is not from before the letter came")
    return Receipt(proof.index, leaf.waybill, leaf.received_at, checkpoint, proof.checkpoint)


def read_leaf(raw: bytes) -> Leaf:
    """Return what a leaf says. Raises ``TooLarge``, ``UnknownVersion``, ``Malformed``, ``ReceiptInvalid``."""
    value = strict_json(raw, max_bytes=MAX_EXTRA, max_depth=1)
    if not isinstance(value, dict) or type(value.get("v")) is not int:
        raise Malformed("not a leaf")
    if value["v"] != 1:
        raise UnknownVersion("a leaf of an unknown version")
    if set(value) != _MEMBERS:
        raise Malformed("a leaf has exactly its named members")
    leaf = Leaf(value["origin"], value["waybill"], from_seconds(value["received_at"]))
    if leaf.to_bytes() != raw:
        raise Malformed("a leaf is written in exactly one form")
    return leaf
