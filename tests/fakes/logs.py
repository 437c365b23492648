"""A hub's log in memory, made with the real tree and the real signatures: honest as long as nobody changes its leaves."""

from __future__ import annotations

import hashlib
from datetime import datetime

from bundle.hub_cards import HubKeys
from bundle.merkle import Node, Path, appended, consistency_path, inclusion_path, leaf_hash, root_of
from bundle.receipts import Leaf, make_receipt


class FakeLog:
    """``leaves`` can be changed; what is signed afterwards is the tree that they give."""

    def __init__(self, keys: HubKeys) -> None:
        self.keys = keys
        self.leaves: list[Leaf] = []

    def append(self, waybill_digest: str, at: datetime) -> int:
        """Log a waybill once; gives its index."""
        for index, leaf in enumerate(self.leaves):
            if leaf.waybill == waybill_digest:
                return index
        self.leaves.append(Leaf(self.keys.origin, waybill_digest, at))
        return len(self.leaves) - 1

    def receipt(self, waybill_digest: str, at: datetime) -> bytes:
        """Log a waybill and give its receipt against the tree as it is now."""
        return self.receipt_at(self.append(waybill_digest, at), at)

    def receipt_at(self, index: int, at: datetime) -> bytes:
        size = len(self.leaves)
        at = max(at, *(leaf.received_at for leaf in self.leaves))
        return make_receipt(self.leaves[index], index, inclusion_path(index, size, self.node), self.checkpoint(at))

    def checkpoint(self, at: datetime, size: int | None = None) -> bytes:
        """Sign the tree, or the beginning of it."""
        leaves = len(self.leaves) if size is None else size
        return self.keys.sign_checkpoint(leaves, root_of(leaves, self.node), at)

    def consistency(self, old: int, new: int) -> Path:
        return consistency_path(old, new, self.node)

    @property
    def node(self) -> Node:
        made: dict[tuple[int, int], bytes] = {}
        for size, leaf in enumerate(self.leaves):
            hashed = leaf_hash(leaf.to_bytes())
            made.update({(a, b): value for a, b, value in appended(size, hashed, lambda *place: made[place])})
        return lambda *place: made[place]


def sign_receipt(index: int, waybill_digest: str, received_at: datetime, keys: HubKeys) -> bytes:
    """A receipt from a log of its own, in which nobody has looked before: other leaves, then this one at ``index``."""
    log = FakeLog(keys)
    for number in range(index):
        log.append(hashlib.sha256(f"another waybill {number}".encode()).hexdigest(), received_at)
    return log.receipt(waybill_digest, received_at)
