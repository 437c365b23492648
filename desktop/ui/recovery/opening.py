"""A colleague's records, opened with the words of their organisation's holders. No Qt.

Rules this module keeps: what it can and cannot do is said before anything is typed; the colleague's record book or backup stays as it
is, and what is opened is a copy of whoever opens it; it says how far it is and can be stopped with nothing left.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from desktop.services.pages.fields import Missing
from desktop.ui import times
from desktop.ui.first_run.answers import kit_problem
from desktop.ui.language import mark, tr
from desktop.ui.messages import Said, say
from desktop.ui.recovery.wording import holder_problems, holders_given
from desktop.ui.tasks import Runs
from desktop.ui.under_way import UnderWay
from desktop.ui.unlock.presenter import passphrase_problems

WORKING = mark("Opening a copy of the records with the holders' words.")
Progress = Callable[[int, int], bool]
S = TypeVar("S")
S_co = TypeVar("S_co", covariant=True)


class Books(Protocol[S_co]):
    def new_kit(self) -> str: ...
    def backup_date(self, file: Path, /) -> datetime: ...
    def recover(
        self,
        source: Path,
        words: Sequence[str],
        name: str,
        role_title: str,
        passphrase: str,
        kit: str,
        progress: Progress,
        /,
    ) -> S_co: ...


class View(Protocol):
    def show_source(self, name: str, said: str) -> None: ...
    def show_kit(self, kit: str) -> None: ...
    def show_holders(self, count: int) -> None: ...
    def show_working(self, what: str) -> None: ...
    def show_problems(self, problems: Sequence[Missing]) -> None: ...
    def show_failure(self, said: Said) -> None: ...


@dataclass(frozen=True, slots=True)
class Typed:
    """Everything typed on the page."""

    words: tuple[str, ...]
    name: str
    role_title: str
    new: str
    again: str
    kit: str


class OpeningPresenter(Generic[S]):
    """``opened(session)`` leads into the copy, ``back()`` to the page before."""

    def __init__(
        self, view: View, books: Books[S], tasks: Runs, opened: Callable[[S], None], back: Callable[[], None]
    ) -> None:
        self._view, self._books, self._tasks, self._opened, self._back = view, books, tasks, opened, back
        self.kit = ""
        self._source: Path | None = None
        self.under_way = UnderWay(WORKING)

    def read(self) -> None:
        if not self.kit:
            self._tasks.run(self._books.new_kit, self._made, self._fail)

    def back(self) -> None:
        self._back()

    def pick_backup(self, file: str) -> None:
        """``file`` "" means that the person changed their mind."""
        if file:
            path = Path(file)
            self._tasks.run(lambda: self._books.backup_date(path), lambda made: self._picked(path, made), self._fail)

    def pick_folder(self, folder: str) -> None:
        """The folder of the colleague's record book itself."""
        if folder:
            self._source = Path(folder)
            self._view.show_source(
                self._source.name, tr("The record book itself. It must be locked, and stays as it is.")
            )

    def open(self, typed: Typed) -> None:
        words, places = holders_given(typed.words)
        problems = [] if self._source else [Missing("source", tr("Choose the backup or the record book first"))]
        if not words:
            problems.append(Missing("holder1", tr("Type the words of the first holder")))
        if not typed.name:
            problems.append(Missing("name", tr("Give your name")))
        if not typed.role_title:
            problems.append(Missing("role_title", tr("Give your role")))
        problems += passphrase_problems(typed.new, typed.again, names=(typed.name,))
        if self.kit and (wrong := kit_problem(self.kit, typed.kit)):
            problems.append(Missing("typed_kit", wrong))
        self._view.show_problems(problems)
        source, kit = self._source, self.kit
        if problems or source is None or not kit:
            return
        progress = self.under_way.progress
        self._view.show_working(self.under_way.begin())
        self._tasks.run(
            lambda: self._books.recover(source, words, typed.name, typed.role_title, typed.new, kit, progress),
            self._opened,
            lambda error: self._refused(error, places),
        )

    def _made(self, kit: str) -> None:
        self.kit = kit
        self._view.show_kit(kit)

    def _picked(self, path: Path, made: datetime) -> None:
        self._source = path
        said = tr("Made on {when}. What was written after that is not in it.", when=times.when(made))
        self._view.show_source(path.name, said)

    def _refused(self, error: Exception, places: Sequence[int]) -> None:
        self._view.show_working("")
        self._view.show_holders(getattr(error, "needed", 0))
        if problems := holder_problems(error, places):
            self._view.show_problems(problems)
        else:
            self._view.show_failure(say(error))

    def _fail(self, error: Exception) -> None:
        self._view.show_failure(say(error))
