"""Writing a letter out: opened with this book's keys, every check made, and recorded before it is shown.

Rules this module keeps:

* ``record.exported`` is in the journal, durable, before a word leaves;
* what is kept from the keeper of this book is named and not told;
* what opens something else (a desk's keys, an attachment's) is never written out: the kinds say which fields those are;
* the letter is not taken in: reading it out changes nothing but that record.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bundle.letters import OpenedLetter, Parts, open_letter
from desktop.domain.kinds import family_of, without_secrets
from desktop.domain.statements import Json, Kind, Statement
from desktop.services.book import OpenBook
from desktop.services.describe import Words
from desktop.services.desk_keys import desk_identities
from desktop.services.errors import NotJoined
from desktop.services.signing import to_domain


@dataclass(frozen=True, slots=True)
class FieldSaid:
    """One field: its label, its value in words, and as it was written."""

    label: str
    text: str
    value: Json


@dataclass(frozen=True, slots=True)
class SaidInIt:
    """One statement of a letter. ``withheld``: it is kept from the keeper of this book."""

    id: str
    kind: str
    person: str
    organisation: str
    written_at: datetime
    about: tuple[str, ...]
    fields: tuple[FieldSaid, ...]
    left_out: int
    withheld: bool


@dataclass(frozen=True, slots=True)
class ReadOut:
    """A genuine letter, written out. ``received_at`` is the hub's time, None without its receipt."""

    bundle: str
    sender: str
    organisation: str
    purpose: str
    basis: str
    received_at: datetime | None
    statements: tuple[SaidInIt, ...]
    purpose_words: str = ""  # the edition's label of the code ``purpose``
    basis_words: str = ""


class ReadingOut:
    def __init__(self, book: OpenBook, words: Words) -> None:
        self._book, self._words = book, words

    def letter(self, parts: Parts) -> ReadOut:
        """Raises NotJoined and the BundleError of the first step that does not hold; then nothing was written."""
        opened = self._open(parts)
        records = tuple(dict.fromkeys(said.about[0] for said in opened.statements if said.about))
        walled = frozenset(self._book.store.walled(records))
        with self._book.writing() as sheet:
            sheet.say(Kind.RECORD_EXPORTED, records or (self._book.device,), {})
        return ReadOut(
            bundle=opened.waybill.bundle,
            sender=self._book.person(opened.waybill.sender),
            organisation=self._book.organisation(opened.waybill.sender),
            purpose=opened.cover.purpose,
            basis=opened.cover.basis,
            received_at=opened.receipt.received_at if opened.receipt else None,
            statements=tuple(self._said(signed, walled) for signed in map(to_domain, opened.statements)),
            purpose_words=self._words.text("share", "purpose", opened.cover.purpose),
            basis_words=self._words.text("share", "basis", opened.cover.basis),
        )

    def _open(self, parts: Parts) -> OpenedLetter:
        book, directory = self._book, self._book.directory
        if directory is None:
            raise NotJoined("letters are opened with a partnership's directory")
        identities, boxes = desk_identities(book, directory)
        return open_letter(
            parts,
            keys=book.keys,
            directory=directory,
            now=book.now(),
            identities=[*identities, *(one.identity for one in book.readers.values())],
            mailboxes=[*boxes, *book.readers],
        )

    def _said(self, said: Statement, walled: frozenset[str]) -> SaidInIt:
        withheld = not walled.isdisjoint(said.about) or bool(said.fields.get("kept_from"))
        family = family_of(said.kind)
        told = {} if withheld else without_secrets(said.kind, said.fields)
        shown = tuple(self._field(family, name, value) for name, value in told.items())
        return SaidInIt(
            id=said.id,
            kind=said.kind,
            person=self._book.person(said.device),
            organisation=self._book.organisation(said.device),
            written_at=said.written_at,
            about=said.about,
            fields=shown,
            left_out=said.left_out,
            withheld=withheld,
        )

    def _field(self, family: str, name: str, value: Json) -> FieldSaid:
        return FieldSaid(self._words.label(family, name), self._words.text(family, name, value), value)
