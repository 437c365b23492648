"""Merkle trees: the published reference tree, every tree up to forty leaves, and nothing else passes."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bundle.errors import ProofInvalid
from bundle.merkle import (
    EMPTY_ROOT,
    appended,
    check_consistency,
    check_inclusion,
    consistency_path,
    inclusion_path,
    leaf_hash,
    node_hash,
    root_of,
)
from tests.numbers import property_of

CT = json.loads((Path(__file__).parents[2] / "vectors/merkle/certificate-transparency.json").read_text("utf-8"))
EVERY = 40


class Tree:
    """A tree that keeps its complete subtrees, as a log does."""

    def __init__(self, leaves: list[bytes]) -> None:
        self.nodes: dict[tuple[int, int], bytes] = {}
        self.asked = 0
        self.leaves = [leaf_hash(leaf) for leaf in leaves]
        for size, leaf in enumerate(self.leaves):
            for level, number, value in appended(size, leaf, self.node):
                self.nodes[level, number] = value

    def node(self, level: int, number: int) -> bytes:
        self.asked += 1
        return self.nodes[level, number]


def plainly(leaves: list[bytes]) -> bytes:
    """MTH of RFC 9162 section 2.1.1, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaf_hash(leaves[0])
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return node_hash(plainly(leaves[:split]), plainly(leaves[split:]))


LEAVES = [bytes([number]) * (number % 5) for number in range(EVERY)]
TREE = Tree(LEAVES)
ROOTS = [root_of(size, TREE.node) for size in range(EVERY + 1)]


def test_hashes_are_those_of_the_published_vectors() -> None:
    assert EMPTY_ROOT.hex() == CT["empty_root"]
    assert leaf_hash(bytes.fromhex(CT["leaf"]["data"])).hex() == CT["leaf"]["hash"]
    node = CT["node"]
    assert node_hash(bytes.fromhex(node["left"]), bytes.fromhex(node["right"])).hex() == node["hash"]


def test_roots_and_proofs_are_those_of_the_published_tree() -> None:
    tree = Tree([bytes.fromhex(leaf) for leaf in CT["leaves"]])
    roots = [root_of(size, tree.node) for size in range(9)]
    assert [root.hex() for root in roots] == [CT["empty_root"], *CT["roots"]]
    for proof in CT["inclusion"]:
        index, size = proof["index"], proof["size"]
        path = inclusion_path(index, size, tree.node)
        assert [value.hex() for value in path] == proof["path"]
        check_inclusion(index, size, tree.leaves[index], path, roots[size])
    for proof in CT["consistency"]:
        old, new = proof["old"], proof["new"]
        path = consistency_path(old, new, tree.node)
        assert [value.hex() for value in path] == proof["path"]
        check_consistency(old, roots[old], new, roots[new], path)


def test_every_root_is_the_one_the_definition_gives() -> None:
    assert [plainly(LEAVES[:size]) for size in range(EVERY + 1)] == ROOTS


def test_an_append_asks_for_no_more_than_the_tree_is_deep() -> None:
    for size in range(EVERY):
        TREE.asked = 0
        appended(size, TREE.leaves[size], TREE.node)
        assert TREE.asked <= size.bit_length()


@pytest.mark.parametrize("size", range(1, EVERY + 1))
def test_every_leaf_of_every_tree_is_proved_and_nothing_else_is(size: int) -> None:
    for index in range(size):
        path, leaf = inclusion_path(index, size, TREE.node), TREE.leaves[index]
        check_inclusion(index, size, leaf, path, ROOTS[size])
        wrong = [
            (index, size, leaf_hash(b"another"), path, ROOTS[size]),
            (index, size, leaf, path, ROOTS[size - 1]),
            (index, size, leaf, (*path, leaf), ROOTS[size]),
            (index + size, size, leaf, path, ROOTS[size]),
            (-1, size, leaf, path, ROOTS[size]),
            *((index, size, leaf, path[:cut] + path[cut + 1 :], ROOTS[size]) for cut in range(len(path))),
            *((index, size, leaf, _flipped(path, at), ROOTS[size]) for at in range(len(path))),
            *((other, size, leaf, path, ROOTS[size]) for other in range(size) if other != index),
        ]
        for case in wrong:
            with pytest.raises(ProofInvalid):
                check_inclusion(*case)


@pytest.mark.parametrize("new", range(EVERY + 1))
def test_every_tree_is_proved_to_begin_with_every_smaller_one_and_with_no_other(new: int) -> None:
    for old in range(new + 1):
        path = consistency_path(old, new, TREE.node)
        check_consistency(old, ROOTS[old], new, ROOTS[new], path)
        other = hashlib.sha256(b"another history").digest()
        wrong = [
            (old, other, new, ROOTS[new], path),
            (old, ROOTS[old], new, ROOTS[new], (*path, other)),
            (new + 1, ROOTS[old], new, ROOTS[new], path),
            (-1, ROOTS[old], new, ROOTS[new], path),
            *((old, ROOTS[old], new, ROOTS[new], path[:cut] + path[cut + 1 :]) for cut in range(len(path))),
            *((old, ROOTS[old], new, ROOTS[new], _flipped(path, at)) for at in range(len(path))),
        ]
        if path:
            wrong.append((old, ROOTS[old], new, ROOTS[new], ()))
        if old:  # of the empty tree every root is a continuation
            wrong.append((old, ROOTS[old], new, other, path))
        for case in wrong:
            with pytest.raises(ProofInvalid):
                check_consistency(*case)


def test_the_empty_tree_has_one_root() -> None:
    with pytest.raises(ProofInvalid):
        check_consistency(0, EMPTY_ROOT, 0, ROOTS[1], ())


def test_a_path_that_cannot_be_is_the_callers_mistake() -> None:
    with pytest.raises(ValueError, match="no such leaf"):
        inclusion_path(3, 3, TREE.node)
    with pytest.raises(ValueError, match="smaller"):
        consistency_path(4, 3, TREE.node)


@property_of
@given(data=st.data(), size=st.integers(1, EVERY))
def test_a_rewritten_reordered_or_dropped_leaf_never_follows_what_was_signed(data: st.DataObject, size: int) -> None:
    kept = data.draw(st.integers(1, size))
    changed = list(LEAVES[:size])
    place = data.draw(st.integers(0, kept - 1))
    changed[place] = b"rewritten"
    other = Tree(changed)
    path = consistency_path(kept, size, other.node)
    with pytest.raises(ProofInvalid):
        check_consistency(kept, ROOTS[kept], size, root_of(size, other.node), path)


def _flipped(path: tuple[bytes, ...], at: int) -> tuple[bytes, ...]:
    return (*path[:at], bytes([path[at][0] ^ 1]) + path[at][1:], *path[at + 1 :])
