"""The first window when no book is open. Finds the books on this computer and says what can be done.

Rules this module keeps: nothing heavy is imported here; the books on this computer are named by their keeper, never by a child.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from desktop.services.pages.fields import Missing
from desktop.ui import times
from desktop.ui.language import mark, tr
from desktop.ui.messages import Said, say
from desktop.ui.tasks import Runs
from desktop.ui.under_way import UnderWay
from desktop.ui.unlock.presenter import passphrase_problems

MAKING = mark("Making the demo partnership. This takes a minute the first time.")
RESTORING = mark("Restoring the backup beside your other record books.")


class Place(Protocol):
    """A record book on this computer (desktop.services.books.BookPlace)."""

    @property
    def label(self) -> str: ...
    @property
    def demo(self) -> bool: ...


Progress = Callable[[int, int], bool]  # done, of how many; whether to go on
P = TypeVar("P", bound=Place)
P_co = TypeVar("P_co", bound=Place, covariant=True)
S_co = TypeVar("S_co", covariant=True)
S = TypeVar("S")


class Books(Protocol[P_co, S_co]):
    def known(self) -> tuple[P_co, ...]: ...
    def backup_date(self, file: Path, /) -> datetime: ...
    def written_here(self, file: Path, /) -> datetime | None: ...
    def restore(self, file: Path, secret: str, new_passphrase: str, progress: Progress, /) -> S_co: ...
    def open_demo(self, progress: Progress, /) -> tuple[P_co, ...]: ...


class View(Protocol):
    def show_books(self, labels: Sequence[tuple[str, bool]]) -> None: ...
    def show_working(self, what: str) -> None: ...
    def show_restore(self, file: str, made: str, here: str) -> None: ...
    def show_secret_problems(self, problems: Sequence[Missing]) -> None: ...
    def show_failure(self, said: Said) -> None: ...


class WelcomePresenter(Generic[P, S]):
    """``choose(place)`` leads to the unlock page, ``start()`` to the first run, ``opened(session)`` into a restored book,
    ``colleague()`` to the page that opens a colleague's records.
    """

    def __init__(
        self,
        view: View,
        books: Books[P, S],
        tasks: Runs,
        start: Callable[[], None],
        choose: Callable[[P], None],
        opened: Callable[[S], None],
        colleague: Callable[[], None] = lambda: None,
    ) -> None:
        self._view, self._books, self._tasks = view, books, tasks
        self._start, self._choose, self._opened, self._colleague = start, choose, opened, colleague
        self._places: tuple[P, ...] = ()
        self._file: Path | None = None
        self.copy_of = ""
        """As of when what is restored is a copy of a book that is here too; "" when it is not."""
        self.under_way = UnderWay()

    def read(self) -> None:
        self._tasks.run(self._books.known, self._show, self._fail)

    def start(self) -> None:
        self._start()

    def colleague(self) -> None:
        self._colleague()

    def choose(self, number: int) -> None:
        """Open the book at this place in the list that was shown."""
        self._choose(self._places[number])

    def demo(self) -> None:
        """Make the demo partnership when it is not there yet, and show its books."""
        progress = self._begin(MAKING)
        self._tasks.run(lambda: self._books.open_demo(progress), self._show_demo, self._fail)

    def _begin(self, what: str) -> Progress:
        self._view.show_working(self.under_way.begin(what))
        return self.under_way.progress

    def pick_backup(self, file: str) -> None:
        """Say when it was made, and whether its book is here already, before anything is restored."""
        if file:
            self._file = path = Path(file)
            self._tasks.run(
                lambda: (self._books.backup_date(path), self._books.written_here(path)),
                lambda found: self._picked(path, *found),
                self._fail,
            )

    def restore(self, secret: str, new: str = "", again: str = "") -> None:
        """``secret`` is the passphrase or the recovery kit of that time; ``new`` is a new passphrase, or blank to keep it."""
        file = self._file
        if file is None:
            return
        problems = passphrase_problems(new, again) if new or again else []
        if not secret.strip():
            problems.insert(0, Missing("secret", tr("Type the passphrase or the recovery kit of that backup")))
        self._view.show_secret_problems(problems)
        if problems:
            return
        progress = self._begin(RESTORING)
        self._tasks.run(lambda: self._books.restore(file, secret, new, progress), self._opened, self._fail)

    def _picked(self, file: Path, made: datetime, here: datetime | None) -> None:
        when = times.when(made)
        self.copy_of = when if here else ""
        self._view.show_restore(
            file.name,
            tr("Made on {when}. What was written after that is not in it, except what was sent.", when=when),
            tr("This record book is here already, last written {when}.", when=times.when(here)) if here else "",
        )

    def _show(self, places: tuple[P, ...]) -> None:
        self._places = places
        self._view.show_books([(place.label, place.demo) for place in places])

    def _show_demo(self, places: tuple[P, ...]) -> None:
        self._view.show_working("")
        known = tuple(p for p in self._places if not p.demo)
        self._show(known + places)

    def _fail(self, error: Exception) -> None:
        self._view.show_working("")
        self._view.show_failure(say(error))
