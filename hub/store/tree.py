"""The Merkle tree of the log in the database: its complete subtrees and the root it had last.

Rules this module keeps:

* a leaf is added in the transaction of its log row, so that neither is there without the other;
* a subtree's hash is written once and never changed: an older tree can be proved from the same rows;
* ``check`` makes the whole tree again from the log's rows, and compares every hash that is kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Connection

from bundle.merkle import Node, appended, leaf_hash, root_of
from hub.errors import LogDamaged
from hub.store.tables import head, tree


@dataclass(frozen=True, slots=True)
class Head:
    """How many leaves the tree has, and their root (32 bytes)."""

    size: int
    root: bytes


def newest(connection: Connection) -> Head:
    """The tree as it was committed last. Raises LogDamaged when it is not there."""
    row = connection.execute(select(head.c.size, head.c.root)).first()
    if row is None:
        raise LogDamaged("the log's root is gone")
    return Head(row[0], row[1])


def nodes(connection: Connection) -> Node:
    """Read complete subtrees, level and number. The function raises LogDamaged for one that is gone."""

    def node(level: int, number: int) -> bytes:
        row = connection.execute(select(tree.c.hash).where(tree.c.level == level, tree.c.number == number)).first()
        if row is None:
            raise LogDamaged("a part of the log's tree is gone")
        return bytes(row[0])

    return node


def add_leaf(connection: Connection, leaf: bytes) -> Head:
    """Add one leaf's bytes behind the last."""
    before = newest(connection)
    made = appended(before.size, leaf_hash(leaf), nodes(connection))
    connection.execute(
        insert(tree), [{"level": level, "number": number, "hash": value} for level, number, value in made]
    )
    after = Head(before.size + 1, root_of(before.size + 1, nodes(connection)))
    connection.execute(update(head).values(size=after.size, root=after.root))
    return after


def signed_at(connection: Connection) -> int:
    """About when a checkpoint was signed last, in seconds."""
    return int(connection.execute(select(head.c.signed_at)).scalar_one_or_none() or 0)


def note_signed(connection: Connection, at: int) -> None:
    """Remember that a checkpoint was signed at this time; an earlier one changes nothing."""
    connection.execute(update(head).where(head.c.signed_at < at).values(signed_at=at))


def check(connection: Connection, leaves: Iterable[bytes]) -> Head:
    """Make the tree again from the log's leaves. Raises LogDamaged unless it is exactly the one that is kept."""
    made: dict[tuple[int, int], bytes] = {}
    size = 0
    for leaf in leaves:
        made.update(
            {(level, number): value for level, number, value in appended(size, leaf_hash(leaf), lambda *at: made[at])}
        )
        size += 1
    again = Head(size, root_of(size, lambda *at: made[at]))
    if again != newest(connection):
        raise LogDamaged("the log's rows do not give the root that was kept")
    kept = connection.execute(select(tree.c.level, tree.c.number, tree.c.hash))
    if {(level, number): value for level, number, value in kept} != made:
        raise LogDamaged("the log's tree is not the one its rows give")
    return again
