"""Witnessing: whether two things that a hub signed can both be true of one log that only grows.

Rules this module keeps (docs/spec/receipt-v1.md):

* checkpoints and receipts come in verified; what contradicts another is ``HistoryChanged`` with its reason, and both are
  the hub's own signed words: whoever has its public keys can judge them again;
* ``shorter``: a smaller tree than one it signed; ``forked``: two roots of one size; ``rewritten``: the larger does not
  begin with the smaller; ``unproved``: it gives no proof that it does; ``back-dated``: a received time that does not fit
  its place among what was signed before and after;
* a letter at an index below a checkpoint's size was received before that was signed, one at or above it after. Only the
  hub's own times are compared, so no reader's clock can accuse it; clocks that are put right get five minutes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from bundle.checkpoints import Checkpoint
from bundle.errors import HistoryChanged, ProofInvalid
from bundle.merkle import check_consistency

TOLERANCE = timedelta(minutes=5)


def check_growth(before: Checkpoint, after: Checkpoint, path: Sequence[bytes] | None) -> None:
    """Check that the log of ``after`` is that of ``before``, or grew from it; raise ``HistoryChanged``.

    ``path`` is the hub's consistency proof, None when it refused to give one; for one size none is needed.
    """
    if after.size < before.size:
        raise HistoryChanged("shorter")
    check_same(before, after)
    if after.size == before.size:
        return
    if path is None:
        raise HistoryChanged("unproved")
    try:
        check_consistency(before.size, before.root, after.size, after.root, path)
    except ProofInvalid:
        raise HistoryChanged("rewritten") from None


def check_same(one: Checkpoint, other: Checkpoint) -> None:
    """Check that two checkpoints of one size have one root, which needs no proof; raise ``HistoryChanged``."""
    if one.size == other.size and one.root != other.root:
        raise HistoryChanged("forked")


def check_time(index: int, received_at: datetime, marks: Iterable[tuple[int, datetime]]) -> None:
    """Check a letter's received time against ``marks``; raise ``HistoryChanged``.

    A mark (n, moment) says that at ``moment`` of the hub's clock the log had the letters below index ``n`` and no more
    of which we know: a checkpoint's (size, signed_at), or another letter's (index, received_at).
    """
    for size, moment in marks:
        early, late = received_at < moment - TOLERANCE, received_at > moment + TOLERANCE
        if (index < size and late) or (index >= size and early):
            raise HistoryChanged("back-dated")
