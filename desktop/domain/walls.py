"""Records that name someone who must not see them.

Rules this module keeps:

* only our own organisation's wall stands here: what another wrote about who must not see a record is shown as
  information, else anybody who knows a record's id could hide it from those who need to find it;
* one side of a disputed record that names somebody is enough: a wall falls only when every side takes it away;
* a draft has its wall from the moment an adult who works with children is accused, before anybody is named.
"""

from __future__ import annotations

from collections.abc import Callable

from desktop.domain.entry_catalogue import PRIVATE
from desktop.domain.folding import Folded
from desktop.domain.involvement import FAMILY as INVOLVEMENT
from desktop.domain.records import Answer, ConcernEntry
from desktop.domain.withdrawals import WITHDRAWABLE


def is_walled(folded: Folded, ours: Callable[[str], bool]) -> bool:
    """Whether the record names, on any side that a device of ``ours`` wrote, someone who must not see it.

    A record of a private type, between two people, is so from the beginning.

    Where two sides say the same, both are looked for: a name that others repeat stays ours.
    """
    if folded.family in PRIVATE:
        return any(ours(s.device) for s in folded.statements)
    if folded.family not in WITHDRAWABLE and folded.family != INVOLVEMENT:
        return False
    field = folded.fields.get("kept_from")
    named = [value.value for value in field.values if value.value] if field is not None else []
    return any(s.fields.get("kept_from") in named and ours(s.device) for s in folded.statements) if named else False


def needs_wall(entry: ConcernEntry) -> bool:
    """Whether what was typed so far must not be told on pages that others may glance at."""
    return bool(entry.kept_from) or entry.accused_works_with_children == Answer.YES
