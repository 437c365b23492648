"""Save one paper as a file, and delete that file again. No Qt.

Rules this module keeps: the file's name says nothing about anybody; that a copy was made is a statement before the file exists; where
it is and that it is not locked is said.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Protocol

from desktop.domain.dates import LONDON
from desktop.ui.language import tr
from desktop.ui.messages import Said, say
from desktop.ui.private_file import write_private
from desktop.ui.tasks import Runs


class SavesView(Protocol):
    def show_exported(self, title: str, said: str, *, delete: bool) -> None: ...
    def show_failure(self, said: Said) -> None: ...


class PaperSaver:
    """``pdf`` makes the paper, on the worker."""

    def __init__(self, view: SavesView, tasks: Runs, pdf: Callable[[], bytes], now: Callable[[], datetime]) -> None:
        self._view, self._tasks, self._pdf, self._now = view, tasks, pdf, now
        self._saved: Path | None = None

    def file_name(self) -> str:
        """A file name that says nothing about anybody."""
        return f"record-{self._now().astimezone(LONDON).date().isoformat()}.pdf"

    def save(self, place: Path) -> None:
        def then(_: None) -> None:
            self._saved = place
            said = tr(
                "It is saved as {file}. It is not locked: whoever opens your account on this computer can read it. Keep it as you would keep paper. That it was printed is now part of the record.",
                file=place,
            )
            self._view.show_exported(tr("Record saved"), said, delete=True)

        self._tasks.run(lambda: write_private(place, self._pdf()), then, self._failed)

    def delete(self) -> None:
        """Remove the file that was saved here."""
        if (file := self._saved) is not None:
            self._tasks.run(lambda: file.unlink(missing_ok=True), lambda _none: self._deleted(), self._failed)

    def _deleted(self) -> None:
        self._saved = None
        self._view.show_exported(tr("The file is deleted"), tr("What was printed from it stays paper."), delete=False)

    def _failed(self, error: Exception) -> None:
        self._view.show_failure(say(error))
