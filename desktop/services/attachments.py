"""Attachments of records: sealed before anything names them, opened only when they are what their statement says.

Rules this module keeps:

* the sealed file is durable before the statement that attaches it is written; a file that no statement names is harmless
  and is found again by ``adrift``;
* a statement names an attachment about the record and the child; sharing that statement shares the file, by choice;
* what a letter names and is not here yet is remembered until it came, whole and of its digest;
* content leaves here only through a reader that checked the sealed file first; nothing is unsealed into a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from bundle.attachments import Attachment, AttachmentReader, seal_attachment
from bundle.errors import BundleError, DigestMismatch
from bundle.statements import parse
from bundle.waybills import AttachmentRow
from desktop.domain.statements import Changes, Json, Kind, Statement
from desktop.services.book import OpenBook, Sheet
from desktop.services.errors import AttachmentNotHere, NoSuchRecord
from desktop.services.ports import SealedFiles

TO_COME = "attachments to come"  # setting: how many bytes each has, by id, as each letter said
MOST_SIZES = 16  # of one attachment: an honest one has one
FIELD, SHOWS = "attachments", "note_shows"


@dataclass(frozen=True, slots=True)
class Added:
    """What became of an attachment that was added: its id and the statement that attaches it."""

    attachment: str
    statement: str
    changes: Changes


@dataclass(frozen=True, slots=True)
class AttachmentLine:
    """An attachment of a record. ``size`` is its content's, in bytes; ``here`` says whether its file has come."""

    id: str
    name: str
    type: str
    size: int
    statement: str
    here: bool


class Attachments:
    """``session.attachments``."""

    def __init__(self, book: OpenBook, files: SealedFiles) -> None:
        self._book, self._files = book, files

    def add(self, record: str, child: str, name: str, media_type: str, source: BinaryIO, note_shows: str = "") -> Added:
        """Seal a file and attach it to a record of a child. ``source`` is read to its end. ``note_shows`` says that it is a
        photograph of the record's note, and what that shows.

        Raises NoSuchRecord, the errors of ``SealedFiles``, and Malformed or TooLarge (bundle) for what cannot be sent.
        """
        if self._book.store.record(record) is None:
            raise NoSuchRecord("no such record in this record book")
        with self._files.new() as file:
            made, _ = seal_attachment(source, file, name=name, media_type=media_type, random=self._book.random)
            file.keep(made.id)
        fields: dict[str, Json] = {FIELD: [made.to_json()]}
        if note_shows:
            fields[SHOWS] = note_shows
        with self._book.writing() as sheet:
            said = sheet.say(Kind.ATTACHMENT_ADDED, (record, child), fields)
        return Added(made.id, said.id, sheet.changes)

    def of(self, record: str) -> tuple[AttachmentLine, ...]:
        """The attachments of a record, as far as this book was handed them, oldest first."""
        found = self._book.store.statements_about(record)
        named = ((said.id, one) for said in found for one in attached(said))
        lines = (
            AttachmentLine(one.id, one.name, one.type, one.size, said, self._files.size(one.id) is not None)
            for said, one in named
        )
        return tuple({line.id: line for line in lines}.values())

    @contextmanager
    def open(self, record: str, attachment: str) -> Iterator[AttachmentReader]:
        """Read an attachment, once its whole file was checked. Raises NoSuchRecord, AttachmentNotHere (it has not come
        yet), and the errors of ``AttachmentReader`` for a file that was damaged.
        """
        found = [
            one for said in self._book.store.statements_about(record) for one in attached(said) if one.id == attachment
        ]
        if not found:
            raise NoSuchRecord("no such attachment in this record book")
        source = self._files.open(attachment)
        if source is None:
            raise AttachmentNotHere("the attachment has not come yet")
        with source:
            yield AttachmentReader(source, found[0])

    def adrift(self) -> tuple[str, ...]:
        """Files here that no statement of this book names: a computer that stopped between sealing and signing."""
        said = self._book.store.statements_of_kind(Kind.ATTACHMENT_ADDED)
        return tuple(sorted(set(self._files.ids()) - {one.id for each in said for one in attached(each)}))


class Carrying:
    """What the courier asks of attachments: what goes with a letter, what has to come, and where its pieces go."""

    def __init__(self, book: OpenBook, files: SealedFiles) -> None:
        self._book, self._files = book, files

    def sealed(self, attachment: str) -> BinaryIO | None:
        """The sealed file, or None when it is not here."""
        return self._files.open(attachment)

    def to_come(self) -> tuple[AttachmentRow, ...]:
        """What letters named and is not here yet."""
        return tuple(AttachmentRow(name, sizes[0]) for name, sizes in sorted(_to_come(self._book).items()))

    def coming(self, attachment: str) -> int:
        """How much of it is here."""
        return self._files.coming(attachment)

    def add(self, row: AttachmentRow, offset: int, piece: bytes) -> Changes:
        """Keep a piece. Raises DigestMismatch (bundle) when the last one came and it is not the attachment."""
        try:
            if not self._files.add(row.id, offset, piece, row.size):
                return Changes()
        except (
            DigestMismatch
        ):  # damaged, or a letter named a size that it does not have: what another said is tried next
            waiting = _to_come(self._book)
            sizes = waiting.get(row.id, [])
            self._wait_for({**waiting, row.id: [*(size for size in sizes if size != row.size), row.size]})
            raise
        return self._wait_for({name: sizes for name, sizes in _to_come(self._book).items() if name != row.id})

    def _wait_for(self, waiting: Mapping[str, list[int]]) -> Changes:
        with self._book.writing() as sheet:
            _keep(sheet, waiting)
            sheet.add(Changes(families=frozenset({"attachment"})))
        return sheet.changes


def attached(said: Statement) -> tuple[Attachment, ...]:
    """The attachments that a statement discloses; a row that does not hold is none."""
    rows = said.fields.get(FIELD) if said.kind == Kind.ATTACHMENT_ADDED else None
    return tuple(_read(rows)) if isinstance(rows, list | tuple) else ()


def rows_of(tokens: Iterable[str], files: SealedFiles | None) -> tuple[AttachmentRow, ...]:
    """What goes beside a letter of these statements: the files that they disclose and that are here."""
    if files is None:
        return ()
    rows: dict[str, AttachmentRow] = {}
    for token in tokens:
        said = parse(token)
        disclosed = said.fields.get(FIELD) if said.kind == Kind.ATTACHMENT_ADDED else None
        for one in _read(disclosed) if isinstance(disclosed, list | tuple) else ():
            size = files.size(one.id)
            if size is not None:
                rows[one.id] = AttachmentRow(one.id, size)
    return tuple(rows.values())


def expect(sheet: Sheet, rows: Iterable[AttachmentRow], files: SealedFiles | None) -> None:
    """Inside the transaction that takes a letter in: remember what of it is still to come."""
    missing = [row for row in rows if files is None or files.size(row.id) is None]
    waiting = _to_come(sheet.book)
    for row in missing:
        sizes = waiting.setdefault(row.id, [])
        if row.size not in sizes and len(sizes) < MOST_SIZES:
            sizes.append(row.size)
    if missing:
        _keep(sheet, waiting)


def _read(rows: Iterable[object]) -> Iterator[Attachment]:
    for row in rows:
        try:
            yield Attachment.from_json(dict(row) if isinstance(row, Mapping) else row)
        except BundleError:
            continue


def _to_come(book: OpenBook) -> dict[str, list[int]]:
    """Every size that a letter gave, by id: one letter's word does not take another's away."""
    kept = book.store.setting(TO_COME)
    rows = kept.items() if isinstance(kept, Mapping) else ()
    return {name: [size for size in sizes if isinstance(size, int)] for name, sizes in rows if isinstance(sizes, list)}


def _keep(sheet: Sheet, to_come: Mapping[str, list[int]]) -> None:
    sheet.writer.put_setting(TO_COME, dict(sorted(to_come.items())))
