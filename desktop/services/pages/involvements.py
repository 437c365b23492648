"""That a child had a part in an event recorded with another child, as screens read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class InvolvementRow:
    """``concern`` is the record that it leads to, "" when that is not in this book; ``what`` is one line without a word of it.

    ``note`` is about this child alone, "" for one that some people must not see. ``before`` are the texts that amendments replaced,
    each with its reason: nothing is overwritten.
    """

    record: str
    child: str
    concern: str
    event_at: str
    precision: str
    written_at: datetime
    received_at: datetime
    what: str
    note: str
    source: str
    walled: bool = False
    withdrawn: bool = False
    amended: bool = False
    before: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """The whole line: the part, the note, and what stood there before."""
        return ". ".join(part.rstrip(".") for part in (self.what, self.note, *self.before) if part)
