"""A photograph of the note that a concern was entered from: kept sealed with the concern, shown again, copied out.

Rules this module keeps:

* one is kept with a standing concern of one's own that was entered from notes and is kept from nobody; it is an attachment
  about the concern and the child, so that it goes where the concern goes, by choice, and stays behind the same wall;
* its name is made here: the file's own may name a child; what it shows is said in words by who keeps it;
* what is here or came is read whole, checked, in memory only, and never beyond what is taken in;
* a copy that leaves is signed as an export before it leaves.
"""

from __future__ import annotations

import io
from collections.abc import Callable

from bundle.errors import BundleError
from desktop.domain.folding import Folded
from desktop.domain.statements import Json, Kind
from desktop.language import tr
from desktop.services.attachments import SHOWS, Attachments, attached
from desktop.services.book import OpenBook
from desktop.services.errors import (
    Incomplete,
    NoPhotographHere,
    PhotographDamaged,
    PhotographTooLarge,
    TransferUnavailable,
)
from desktop.services.histories import founding
from desktop.services.pages.concerns import ConcernPage
from desktop.services.pages.fields import Missing
from desktop.services.pages.note_photos import NoteKept, NotePage, NotePhoto

MOST_BYTES = 20_000_000
JPEG = "image/jpeg"
PAPER = "note-photograph"  # what ``record.exported`` calls a copy


class NotePhotos:
    """``session.note_photos``. ``concern`` reads a concern's page; without a folder for attachments nothing is kept or read."""

    def __init__(self, book: OpenBook, concern: Callable[[str], ConcernPage], files: Attachments | None) -> None:
        self._book, self._concern, self._files = book, concern, files

    def page(self, concern: str) -> NotePage:
        """Raises NoSuchRecord."""
        page = self._concern(concern)
        return NotePage(page.id, page.child, page.child_name, page.title, may_keep(page), page.photos)

    def keep(self, concern: str, jpeg: bytes, shows: str) -> NoteKept:
        """Sign and seal a photograph. Raises NoSuchRecord, NoPhotographHere, Incomplete, PhotographTooLarge, TransferUnavailable,
        and the errors of ``Attachments.add``.
        """
        page = self._concern(concern)
        if not may_keep(page):
            raise NoPhotographHere("a photograph of a note goes with a standing concern that was entered from notes")
        if not shows.strip():
            raise Incomplete((Missing("shows", tr("Say what the photograph shows")),))
        if len(jpeg) > MOST_BYTES:
            raise PhotographTooLarge("a photograph has too many bytes")
        name = tr("photograph of the note {number}.jpg", number=len(page.photos) + 1)
        added = self._ready().add(concern, page.child, name, JPEG, io.BytesIO(jpeg), shows.strip())
        return NoteKept(added.attachment, added.changes)

    def read(self, concern: str, photo: str) -> bytes:
        """The whole picture. Raises NoSuchRecord, AttachmentNotHere, PhotographDamaged, PhotographTooLarge, TransferUnavailable."""
        try:
            with self._ready().open(concern, photo) as reader:
                if reader.size > MOST_BYTES:
                    raise PhotographTooLarge("a photograph has too many bytes")
                return reader.read(0, reader.size)
        except BundleError as fault:
            raise PhotographDamaged("a photograph is not the one its statement names") from fault

    def copy(self, concern: str, photo: str) -> bytes:
        """As ``read``, to be saved outside the book: that it leaves is signed first."""
        page, content = self._concern(concern), self.read(concern, photo)
        said: dict[str, Json] = {"paper": PAPER}
        with self._book.writing() as sheet:
            sheet.say(Kind.RECORD_EXPORTED, tuple(one for one in (concern, page.child) if one), said)
        return content

    def _ready(self) -> Attachments:
        if self._files is None:
            raise TransferUnavailable("this record book was opened without a folder for attachments")
        return self._files


def may_keep(page: ConcernPage) -> bool:
    """Whether a photograph of its note may be kept with a concern."""
    return page.entry.from_notes and page.beside.ours and page.beside.withdrawn is None and not page.walled


def photos_of(book: OpenBook, folded: Folded) -> tuple[NotePhoto, ...]:
    """The photographs of a record's note, as far as this book was handed them, oldest first; only who began the record keeps any."""
    files, first = book.sealed_files, founding(folded)
    found = {
        one.id: NotePhoto(
            id=one.id,
            shows=str(said.fields[SHOWS]),
            who=book.person(said.device),
            at=said.written_at,
            here=files is not None and files.size(one.id) is not None,
        )
        for said in folded.statements
        if said.kind == Kind.ATTACHMENT_ADDED and said.fields.get(SHOWS)
        if first is not None and book.organisation(said.device) == book.organisation(first.device)
        for one in attached(said)
    }
    return tuple(found.values())
