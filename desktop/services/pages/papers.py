"""What papers are made from: frozen values, with nothing in them that must not be on the paper.

Rules this module keeps: datetimes are aware; a code or a number names the paper and says nothing about anybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desktop.domain.body_marks import NOT_DRAWN, Drawn
from desktop.domain.records import Contacts, Person, When
from desktop.services.pages.children import ChronologyRow
from desktop.services.pages.concerns import ConcernPage
from desktop.services.pages.entries import EntryPage
from desktop.services.pages.fields import FieldView, HistoryRow
from desktop.services.pages.note_photos import NotePhoto


@dataclass(frozen=True, slots=True)
class Printed:
    """Who printed a paper, for which organisation, and when. ``code`` is of a court copy, else ""."""

    by: str
    organisation: str
    at: datetime
    code: str = ""


@dataclass(frozen=True, slots=True)
class ChildDetails:
    """What stands about one child on a chronology; ``withheld`` are the labels of what must not be disclosed."""

    name: str
    known_as: str = ""
    fields: tuple[FieldView, ...] = ()
    withheld: tuple[str, ...] = ()
    history: tuple[HistoryRow, ...] = ()


@dataclass(frozen=True, slots=True)
class ChronologyPaper:
    """A chronology as it goes on paper: the withheld address is not in it.

    ``scope`` says in words whose it is and what was left out; ``older`` that it is an older view, ``older_day`` of which day.
    """

    child_name: str
    known_as: str
    fields: tuple[FieldView, ...]
    rows: tuple[ChronologyRow, ...]
    withheld: tuple[str, ...]  # labels of fields that must not be disclosed
    printed: Printed
    history: tuple[HistoryRow, ...] = ()  # the child's own entry: amendments print with the text they replaced
    concerns: tuple[ConcernPage, ...] = ()  # walled ones only when their reader may print them
    entries: tuple[EntryPage, ...] = ()  # the records beside them, without those that are kept from someone
    people: tuple[tuple[str, str, str, str], ...] = ()  # (name, relation, parental responsibility, household)
    others: tuple[ChildDetails, ...] = ()  # the other children of the family
    scope: tuple[str, ...] = ()
    older: str = ""
    older_day: str = ""
    maps: tuple[tuple[str, Drawn], ...] = ()  # (title of the record, its body map), where they were asked for


@dataclass(frozen=True, slots=True)
class ConcernPaper:
    """One concern whole. ``history`` says what was first signed, and each amendment with the text it replaced.

    ``reader``: "" for the organisation's own copy; "family" for what a child or a parent would be given to read.
    """

    child_name: str
    born: str
    title: str
    fields: tuple[FieldView, ...]
    history: tuple[HistoryRow, ...]
    happened: When
    noticed: When
    witness: Person
    informant: Person
    notes: tuple[str, str]  # when they were made and where they are kept; both "" when it was not entered from notes
    printed: Printed
    reader: str = ""
    taken_out: tuple[str, ...] = ()  # labels of what a family's copy leaves out
    kind: str = ""  # what it is, as in "Child’s voice"; "" a concern
    drawn: Drawn = NOT_DRAWN  # its body map
    photos: tuple[NotePhoto, ...] = ()  # of the note that it was entered from, kept with the record


@dataclass(frozen=True, slots=True)
class FormPaper:
    """An empty form to write on by hand. ``number`` names the sheet."""

    number: str
    organisation: str
    contacts: Contacts
    printed_at: datetime


@dataclass(frozen=True, slots=True)
class SlipPaper:
    """What a witness may keep: that it was received and acted on, by whom and when, and nothing of what it says."""

    reference: str
    received_by: str
    organisation: str
    received_at: datetime
    acted_on: tuple[tuple[str, datetime], ...]  # what was done, without a word of the case; the earliest first
    printed_at: datetime
