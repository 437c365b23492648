"""A concern: its drafts, what signing it gave, and its page."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from desktop.domain.records import ConcernEntry, InvolvedChild
from desktop.domain.rules import Prompt
from desktop.domain.statements import Changes
from desktop.services.pages.entries import Beside
from desktop.services.pages.fields import FieldView, HistoryRow
from desktop.services.pages.note_photos import NotePhoto


@dataclass(frozen=True, slots=True)
class DraftRow:
    id: str
    child: str
    child_name: str
    summary: str
    saved_at: datetime
    family: str = "concern"  # or that of a record beside concerns


@dataclass(frozen=True, slots=True)
class Draft:
    id: str
    child: str
    entry: ConcernEntry
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Recorded:
    concern: str
    statement: str
    prompts: tuple[Prompt, ...]
    urgent: bool
    changes: Changes
    others: tuple[InvolvedChild, ...] = ()  # the other children of the event, with their names


@dataclass(frozen=True, slots=True)
class ConcernPage:
    id: str
    child: str
    child_name: str
    title: str
    fields: tuple[FieldView, ...]
    history: tuple[HistoryRow, ...]
    walled: bool
    urgent: bool
    entry: ConcernEntry  # the settled values, to start an amendment from
    beside: Beside = field(default_factory=Beside)  # withdrawn, disagreed with
    photos: tuple[NotePhoto, ...] = ()  # of the note that it was entered from
