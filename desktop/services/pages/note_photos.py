"""A photograph of the note that a concern was entered from, as screens and papers read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desktop.domain.statements import Changes


@dataclass(frozen=True, slots=True)
class NotePhoto:
    """``shows`` is what it shows, in the words of who kept it; ``here`` says whether its file has come."""

    id: str
    shows: str
    who: str
    at: datetime
    here: bool


@dataclass(frozen=True, slots=True)
class NotePage:
    """A concern and the photographs of its note. ``offered``: one more may be kept with it."""

    concern: str
    child: str
    child_name: str
    title: str
    offered: bool
    photos: tuple[NotePhoto, ...]


@dataclass(frozen=True, slots=True)
class NoteKept:
    """A photograph that was just signed and sealed."""

    photo: str
    changes: Changes
