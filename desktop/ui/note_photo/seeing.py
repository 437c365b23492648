"""Look at a photograph of a note that is kept with a concern, and save a copy of it.

Rules this module keeps: what cannot be shown is told in one message; a copy is signed before it leaves, lies where the person chose
under a name that says nothing about anybody, and its owner alone may read it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from desktop.domain.dates import LONDON
from desktop.services.errors import NoSuchRecord
from desktop.services.pages.note_photos import NotePage, NotePhoto
from desktop.ui.language import tr
from desktop.ui.messages import Said, say
from desktop.ui.note_photo.presenter import NotesService, photo_line
from desktop.ui.private_file import write_private
from desktop.ui.tasks import Runs


@dataclass(frozen=True, slots=True)
class SeeScreen:
    """``shows`` is what the photograph shows, in the words of who kept it."""

    child: str
    title: str
    line: str
    shows: str


class SeeView(Protocol):
    def show_busy(self, said: str) -> None: ...
    def show_photo(self, screen: SeeScreen, picture: object) -> None: ...
    def show_saved(self, title: str, text: str) -> None: ...
    def show_failure(self, said: Said) -> None: ...


class SeePresenter:
    """One photograph. ``picture`` decodes what was kept; it runs on the worker."""

    def __init__(
        self,
        view: SeeView,
        service: NotesService,
        tasks: Runs,
        picture: Callable[[bytes], object],
        now: Callable[[], datetime],
    ) -> None:
        self._view, self._service, self._tasks, self._picture, self._now = view, service, tasks, picture, now
        self._concern = self._photo = ""

    def open(self, concern: str, photo: str) -> None:
        self._concern, self._photo = concern, photo
        self._view.show_busy(tr("Opening the photograph…"))

        def work() -> tuple[SeeScreen, object]:
            page = self._service.page(concern)
            found = next((one for one in page.photos if one.id == photo), None)
            if found is None:
                raise NoSuchRecord("no such photograph with this concern")
            return see_screen(page, found), self._picture(self._service.read(concern, photo))

        self._tasks.run(work, lambda read: self._view.show_photo(*read), self._failed)

    def file_name(self) -> str:
        """A file name that says nothing about anybody."""
        return f"note-{self._now().astimezone(LONDON).date().isoformat()}.jpg"

    def save(self, place: Path) -> None:
        """Write a copy to ``place``."""
        self._view.show_busy(tr("Saving a copy…"))

        def then(_: None) -> None:
            self._view.show_saved(
                tr("It is saved as {file}", file=place),
                tr(
                    "It is not locked: whoever opens your account on this computer can see it. Delete it when it is not needed any "
                    "more. That it was copied is signed."
                ),
            )

        self._tasks.run(
            lambda: write_private(place, self._service.copy(self._concern, self._photo)), then, self._failed
        )

    def _failed(self, error: Exception) -> None:
        self._view.show_failure(say(error))


def see_screen(page: NotePage, photo: NotePhoto) -> SeeScreen:
    return SeeScreen(tr("About {child}", child=page.child_name), page.title, f"{photo_line(photo)}.", photo.shows)
