"""What stands beside a record: that its organisation withdrew it, and who disagrees with it.

Rules this module keeps:

* a withdrawal stands until an accepted statement that takes it back names it; several stand until each was named;
* it is told from the *set* of accepted statements alone, so that every record book says the same in any order;
* nothing is taken out of the record: its fields fold as if nobody had withdrawn it, and what is written later counts;
* a note of disagreement moves nothing, whoever wrote it.
"""

from __future__ import annotations

from desktop.domain.entry_catalogue import ENTRY_FAMILIES
from desktop.domain.folding import Folded
from desktop.domain.involvement import FAMILY as INVOLVEMENT
from desktop.domain.kinds import KINDS, Part
from desktop.domain.statements import Kind, Statement

WITHDRAWABLE = ENTRY_FAMILIES | {"concern"}  # families whose records are withdrawn, and disagreed with


def withdrawals(folded: Folded) -> tuple[Statement, ...]:
    """The withdrawals of a record that stand, by written time; none where its family is not withdrawn."""
    if folded.family not in WITHDRAWABLE and folded.family != INVOLVEMENT:
        return ()
    taken_back = {named for s in folded.statements if s.kind == Kind.RECORD_REINSTATED for named in s.after}
    return tuple(s for s in folded.statements if s.kind == Kind.RECORD_WITHDRAWN and s.id not in taken_back)


def is_withdrawn(folded: Folded) -> bool:
    """Whether a record is withdrawn: it is in no count, no prompt and no clock, and stays readable."""
    return bool(withdrawals(folded))


def disagreements(folded: Folded) -> tuple[Statement, ...]:
    """The notes of those who disagree, by written time."""
    return tuple(s for s in folded.statements if s.kind == Kind.RECORD_DISPUTED)


def newest(folded: Folded) -> tuple[str, ...]:
    """Ids of the statements that nothing in the record builds on: what one has before one's eyes when saying something of it."""
    content = [s for s in folded.statements if s.kind in KINDS and KINDS[s.kind].part is not Part.EVENT]
    named = {earlier for s in content for earlier in s.after}
    return tuple(s.id for s in content if s.id not in named)
