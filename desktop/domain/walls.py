"""Records that name someone who must not see them.

Rules this module keeps:

* one side of a disputed record that names somebody is enough: a wall falls only when every side takes it away;
* a draft has its wall from the moment an adult who works with children is accused, before anybody is named.
"""

from __future__ import annotations

from desktop.domain.folding import Folded
from desktop.domain.records import Answer, ConcernEntry


def is_walled(folded: Folded) -> bool:
    """Whether the record names, on any side, someone who must not see it."""
    field = folded.fields.get("kept_from")
    return field is not None and any(value.value for value in field.values)


def needs_wall(entry: ConcernEntry) -> bool:
    """Whether what was typed so far must not be told on pages that others may glance at."""
    return bool(entry.kept_from) or entry.accused_works_with_children == Answer.YES
