"""Keep a photograph of the note that a concern was entered from: choose it, check it, say what it shows, sign.

Rules this module keeps:

* what is shown for checking is exactly what will be kept, not the chosen file;
* nothing is signed before somebody said what it shows, and that it is the note only;
* that the original still lies where it was is said, with where: nobody can delete it from here, in its other places above all;
* without Qt: the picture itself goes from the reader to the view unopened.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from desktop.domain.statements import Changes
from desktop.services.pages.fields import Missing
from desktop.services.pages.note_photos import NoteKept, NotePage, NotePhoto
from desktop.services.times import moment_words
from desktop.ui.language import tr
from desktop.ui.messages import Said, say
from desktop.ui.tasks import Runs


@dataclass(frozen=True, slots=True)
class Prepared:
    """A chosen file as it would be kept: the JPEG, and the same decoded, for the view alone."""

    jpeg: bytes
    picture: object


@dataclass(frozen=True, slots=True)
class KeepScreen:
    """``before`` are lines of the photographs that are kept already; ``refused`` says why none can be kept, else ""."""

    child: str
    title: str
    before: tuple[str, ...]
    refused: str


class KeepView(Protocol):
    def show_busy(self, said: str) -> None: ...
    def show_form(self, screen: KeepScreen) -> None: ...
    def show_picture(self, picture: object) -> None: ...
    def show_problems(self, problems: Sequence[Missing]) -> None: ...
    def show_kept(self, title: str, text: str, warning: str) -> None: ...
    def show_failure(self, said: Said) -> None: ...


class NotesService(Protocol):
    def page(self, concern: str) -> NotePage: ...
    def keep(self, concern: str, jpeg: bytes, shows: str) -> NoteKept: ...
    def read(self, concern: str, photo: str) -> bytes: ...
    def copy(self, concern: str, photo: str) -> bytes: ...


class KeepPresenter:
    """One concern. ``prepare`` reads a chosen file; it runs on the worker."""

    def __init__(
        self,
        view: KeepView,
        service: NotesService,
        tasks: Runs,
        prepare: Callable[[Path], Prepared],
        told: Callable[[Changes], None],
    ) -> None:
        self._view, self._service, self._tasks, self._prepare, self._told = view, service, tasks, prepare, told
        self._concern = ""
        self._file = Path()
        self._chosen: Prepared | None = None
        self._signing = False

    def open(self, concern: str) -> None:
        self._concern = concern
        self._view.show_busy(tr("Reading the record…"))
        self._tasks.run(
            lambda: self._service.page(concern), lambda page: self._view.show_form(keep_screen(page)), self._failed
        )

    def choose(self, file: Path) -> None:
        """Read the file into memory and show what would be kept of it."""
        self._view.show_busy(tr("Reading the photograph…"))

        def then(chosen: Prepared) -> None:
            self._file, self._chosen = file, chosen
            self._view.show_problems(())
            self._view.show_picture(chosen.picture)

        self._tasks.run(lambda: self._prepare(file), then, self._failed)

    def keep(self, shows: str, *, only_note: bool) -> None:
        """Sign and seal what was shown."""
        chosen = self._chosen
        if self._signing or chosen is None:
            return
        if problems := tuple(_problems(shows, only_note=only_note)):
            self._view.show_problems(problems)
            return
        self._signing = True
        self._view.show_problems(())
        self._view.show_busy(tr("Signing and sealing…"))

        def then(kept: NoteKept) -> None:
            self._signing, self._chosen = False, None
            self._told(kept.changes)
            self._view.show_kept(*kept_words(str(self._file)))

        self._tasks.run(lambda: self._service.keep(self._concern, chosen.jpeg, shows), then, self._failed)

    def _failed(self, error: Exception) -> None:
        self._signing = False
        self._view.show_failure(say(error))


def keep_screen(page: NotePage) -> KeepScreen:
    """The page for a concern."""
    refused = tr(
        "It goes with your own concern, entered from notes, that is not withdrawn and not kept from anybody. The note itself stays "
        "where the concern says it is kept."
    )
    return KeepScreen(
        child=tr("About {child}", child=page.child_name),
        title=page.title,
        before=tuple(photo_line(one) for one in page.photos),
        refused="" if page.offered else refused,
    )


def photo_line(photo: NotePhoto) -> str:
    """One line on a concern for a photograph of its note."""
    return tr("Photograph of the note, kept by {who} on {when}", who=photo.who, when=moment_words(photo.at))


def kept_words(file: str) -> tuple[str, str, str]:
    """(title, text, what is still to be done) when it is signed."""
    return (
        tr("The photograph is signed and sealed"),
        tr(
            "Whoever was told of this concern in your organisation gets it too; another organisation does when you share it. Where and "
            "when it was taken, and with what, was not kept."
        ),
        tr(
            "Delete the original now: {file}. Guardbook cannot do it for you. Delete it from the camera or telephone too, and from "
            "wherever that keeps copies of its pictures.",
            file=file,
        ),
    )


def _problems(shows: str, *, only_note: bool) -> Sequence[Missing]:
    found = []
    if not shows.strip():
        found.append(Missing("shows", tr("Say what the photograph shows")))
    if not only_note:
        found.append(Missing("only_note", tr("Look at the picture, and say that it is the note only")))
    return found
