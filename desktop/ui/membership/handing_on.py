"""A file that was signed and goes to somebody else: asked where it goes, written there, and kept at hand until it is.

Rules this module keeps: what is signed is never signed a second time because nobody chose a place for its file; the page
keeps it until it is written; a file's name has no person in it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from desktop.ui.language import mark, tr
from desktop.ui.messages import Said, say
from desktop.ui.private_file import write_private
from desktop.ui.tasks import Runs

LIST, CHANGE = "partnership.directory", "change.proposal"
INVITATION, REQUEST = "invitation.guardbook", "request.guardbook"
SAVE = {
    LIST: mark("Save the list of people"),
    CHANGE: mark("Save the change file"),
    INVITATION: mark("Save the invitation"),
    REQUEST: mark("Save the request file"),
}


@dataclass(frozen=True, slots=True)
class Unsaved:
    """A file that has no place yet: what was done, and what the button says."""

    title: str
    text: str
    button: str


class View(Protocol):
    def ask_where(self, name: str) -> str: ...
    def show_unsaved(self, unsaved: Unsaved | None) -> None: ...
    def show_notice(self, kind: str, title: str, text: str = "") -> None: ...
    def show_failure(self, said: Said) -> None: ...


@dataclass(frozen=True, slots=True)
class _File:
    content: bytes
    name: str
    title: str
    text: str


class HandingOn:
    """``done`` is told when a file was written, or has no place yet."""

    def __init__(self, view: View, tasks: Runs, done: Callable[[], None]) -> None:
        self._view, self._tasks, self._done = view, tasks, done
        self._kept: _File | None = None

    def offer(self, content: bytes, name: str, title: str, text: str) -> None:
        """Ask where to keep the file, and write it there. ``title`` and ``text`` say what was done and what comes next."""
        self._kept = _File(content, name, title, text)
        self.save()

    def save(self) -> None:
        """Ask again where the file that has no place yet goes."""
        kept = self._kept
        if kept is None:
            return
        where = self._view.ask_where(kept.name)
        if not where:
            self._show(kept)
            self._done()
            return
        self._tasks.run(
            lambda: write_private(Path(where), kept.content),
            lambda _none: self._written(kept),
            lambda error: self._failed(kept, error),
        )

    def _show(self, kept: _File) -> None:
        self._view.show_notice("success", kept.title, tr(GOES if kept.name == LIST else NOT_YET))
        button = tr(SAVE.get(kept.name, mark("Save the file")))
        self._view.show_unsaved(Unsaved(tr("This file has no place yet"), tr(STAYS_HERE), button))

    def _written(self, kept: _File) -> None:
        if self._kept is kept:
            self._kept = None
            self._view.show_unsaved(None)
        self._view.show_notice("success", kept.title, kept.text)
        self._done()

    def _failed(self, kept: _File, error: Exception) -> None:
        self._show(kept)
        self._view.show_failure(FILE_PROBLEM if isinstance(error, OSError) else say(error))


GOES = mark(
    "It is signed and kept in your record book. It goes by itself when letters are sent and fetched, or save it as a file."
)
NOT_YET = mark("It is not saved as a file yet. Nothing needs to be done a second time: save it with the button below.")
STAYS_HERE = mark("It stays here until it is saved, as long as this page is open.")
FILE_PROBLEM = Said(
    mark("The file could not be read or written."),
    mark("Nothing in your record book was changed."),
    mark("Choose another place, or check that the USB stick is still in, and try again."),
)
