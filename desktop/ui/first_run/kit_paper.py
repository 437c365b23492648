"""The recovery kit as a file to print: only where the person chooses, and deleted again when they say so. No Qt.

Rules this module keeps: the file is written once, readable by its owner only, and never anywhere else; the page says where it
lies, and that printing leaves it there; after the book is made it offers to delete it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from desktop.ui.first_run.answers import Answers
from desktop.ui.language import tr
from desktop.ui.messages import Said, say
from desktop.ui.private_file import write_private
from desktop.ui.tasks import Runs


class Makes(Protocol):
    def kit_paper(self, kit: str, keeper: str, organisation: str, /) -> bytes: ...


class View(Protocol):
    def answers(self) -> Answers: ...
    def show_paper(self, said: str, *, delete: bool) -> None: ...
    def show_failure(self, said: Said) -> None: ...


class KitPaper:
    """``kit`` gives the kit that is shown now."""

    def __init__(self, view: View, books: Makes, tasks: Runs, kit: Callable[[], str]) -> None:
        self._view, self._books, self._tasks, self._kit = view, books, tasks, kit
        self._file: Path | None = None

    def save(self, chosen: str) -> None:
        """Write the PDF into the file that was chosen; "" means that the person changed their mind."""
        kit, answers = self._kit(), self._view.answers()
        if not chosen or not kit:
            return
        file = Path(chosen)
        self._view.show_paper(tr("Making the PDF."), delete=False)

        def work() -> Path:
            write_private(file, self._books.kit_paper(kit, answers.name, answers.organisation))
            return file

        self._tasks.run(work, self._saved, self._fail)

    def made(self) -> None:
        """The book is made: the paper is needed, the file is not."""
        if self._file is None:
            self._view.show_paper("", delete=False)
            return
        said = tr(
            "The recovery kit still lies in a file: {name} in {folder}. Anyone who has it can open your record book. Delete it as "
            "soon as it is printed, from the wastebasket too.",
            name=self._file.name,
            folder=self._file.parent,
        )
        self._view.show_paper(said, delete=True)

    def delete(self) -> None:
        """Remove the file that was saved here."""
        if (file := self._file) is not None:
            self._tasks.run(lambda: file.unlink(missing_ok=True), lambda _none: self._deleted(), self._fail)

    def _saved(self, file: Path) -> None:
        self._file = file
        said = tr(
            "Saved as {name} in {folder}. Open it there and print it. Then type the kit from the paper.",
            name=file.name,
            folder=file.parent,
        )
        self._view.show_paper(said, delete=False)

    def _deleted(self) -> None:
        self._file = None
        self._view.show_paper(tr("The file is deleted. The paper is your recovery kit."), delete=False)

    def _fail(self, error: Exception) -> None:
        self._view.show_paper("", delete=self._file is not None)
        self._view.show_failure(say(error))
