"""Merkle trees of RFC 9162, section 2.1: roots, inclusion paths and consistency paths, made and checked.

Rules this module keeps:

* SHA-256; a leaf is hashed behind 0x00 and a node behind 0x01, so that neither can pass for the other;
* a tree is known by its *complete* subtrees: node (level, number) covers the leaves number * 2**level up to the next;
  such a node never changes, so an append reads and writes O(log n) of them and every older tree can still be proved;
* checking never recurses and never reads more hashes than the tree is deep; a path of any other length is refused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

from bundle.errors import ProofInvalid

HASH_BYTES = 32
MAX_PATH = 64  # hashes: a tree has at most 2**53 leaves, and a consistency path one hash more than it is deep
EMPTY_ROOT = hashlib.sha256(b"").digest()
Node = Callable[[int, int], bytes]  # (level, number) -> hash of that complete subtree
Path = tuple[bytes, ...]


def leaf_hash(leaf: bytes) -> bytes:
    """Return the hash of one leaf's bytes (RFC 9162 section 2.1.1)."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of two subtrees' hashes (RFC 9162 section 2.1.1)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def appended(size: int, leaf: bytes, node: Node) -> list[tuple[int, int, bytes]]:
    """Return the (level, number, hash) of each subtree that the leaf hash ``leaf`` completes in a tree of ``size``.

    The first is the leaf itself; ``node`` is asked for what is to its left only.
    """
    made = [(0, size, leaf)]
    level, number, value = made[0]
    while number % 2:
        value = node_hash(node(level, number - 1), value)
        level, number = level + 1, number // 2
        made.append((level, number, value))
    return made


def root_of(size: int, node: Node) -> bytes:
    """Return the root of the first ``size`` leaves."""
    return _subtree(0, size, node) if size else EMPTY_ROOT


def inclusion_path(index: int, size: int, node: Node) -> Path:
    """Return PATH(index, D[size]) of RFC 9162 section 2.1.3.1, from the leaf's sibling up; 0 <= index < size."""
    if not 0 <= index < size:
        raise ValueError("no such leaf in a tree of this size")
    path: list[bytes] = []
    low, high = 0, size
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            path.append(_subtree(middle, high, node))
            high = middle
        else:
            path.append(_subtree(low, middle, node))
            low = middle
    return tuple(reversed(path))


def consistency_path(old: int, new: int, node: Node) -> Path:
    """Return PROOF(old, D[new]) of RFC 9162 section 2.1.4.1; 0 <= old <= new. It is empty when either says nothing."""
    if not 0 <= old <= new:
        raise ValueError("a consistency path goes from a smaller tree to a larger one")
    if old in {0, new}:
        return ()
    path: list[bytes] = []
    low, high, whole = 0, new, True
    while old != high:
        middle = low + _split(high - low)
        if old <= middle:
            path.append(_subtree(middle, high, node))
            high = middle
        else:
            path.append(_subtree(low, middle, node))
            low, whole = middle, False
    if not whole:
        path.append(_subtree(low, high, node))
    return tuple(reversed(path))


def check_inclusion(index: int, size: int, leaf: bytes, path: Sequence[bytes], root: bytes) -> None:
    """Check that the leaf hash ``leaf`` is at ``index`` of the tree (RFC 9162 section 2.1.3.2); raise ``ProofInvalid``."""
    if not 0 <= index < size:
        raise ProofInvalid("the tree has no such leaf")
    place, last, value = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            raise ProofInvalid("an inclusion path is too long")
        if place % 2 or place == last:
            value = node_hash(sibling, value)
            while place % 2 == 0 and place:
                place, last = place >> 1, last >> 1
        else:
            value = node_hash(value, sibling)
        place, last = place >> 1, last >> 1
    if last or value != root:
        raise ProofInvalid("an inclusion path does not lead to the root")


def check_consistency(old: int, old_root: bytes, new: int, new_root: bytes, path: Sequence[bytes]) -> None:
    """Check that the larger tree begins with the smaller (RFC 9162 section 2.1.4.2); raise ``ProofInvalid``."""
    if not 0 <= old <= new:
        raise ProofInvalid("a tree does not shrink")
    if old in {0, new}:
        _check_without_path(old, old_root, new, new_root, path)
        return
    place, last = old - 1, new - 1
    while place % 2:
        place, last = place >> 1, last >> 1
    rest = list(path) if place else [old_root, *path]
    if not rest:
        raise ProofInvalid("a consistency path is too short")
    before = after = rest[0]
    for sibling in rest[1:]:
        if last == 0:
            raise ProofInvalid("a consistency path is too long")
        if place % 2 or place == last:
            before, after = node_hash(sibling, before), node_hash(sibling, after)
            while place % 2 == 0 and place:
                place, last = place >> 1, last >> 1
        else:
            after = node_hash(after, sibling)
        place, last = place >> 1, last >> 1
    if last or before != old_root or after != new_root:
        raise ProofInvalid("a consistency path does not lead to both roots")


def _check_without_path(old: int, old_root: bytes, new: int, new_root: bytes, path: Sequence[bytes]) -> None:
    begins = EMPTY_ROOT if old == 0 else new_root
    if path or old_root != begins or (new == 0 and new_root != EMPTY_ROOT):
        raise ProofInvalid("trees of one size have one root, and the empty tree has its own")


def _split(size: int) -> int:
    """The largest power of two that is smaller than ``size`` (> 1)."""
    return 1 << (size - 1).bit_length() - 1


def _subtree(low: int, high: int, node: Node) -> bytes:
    """The hash of the leaves from ``low`` up to ``high``, where ``low`` is aligned: complete subtrees, right to left."""
    parts: list[bytes] = []
    while low < high:
        level = (high - low).bit_length() - 1
        parts.append(node(level, low >> level))
        low += 1 << level
    value = parts.pop()
    while parts:
        value = node_hash(parts.pop(), value)
    return value
