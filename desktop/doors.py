"""The doors in front of a record book: the welcome, unlocking, a first run, and a colleague's records opened by their organisation.

Rules this module keeps:

* the first door needs nothing heavy; what the others are made of is loaded when one goes there;
* which book stands behind the door is known here alone (``place``), until one is opened and while it is open;
* real books stand beside real ones, those of the demo beside those of the demo.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from desktop import places
from desktop.late_books import Demo, LateBooks
from desktop.services.books import BookPlace
from desktop.ui.language import tr
from desktop.ui.page import alive
from desktop.ui.shell.window import MainWindow
from desktop.ui.tasks import Tasks
from desktop.ui.unlock.presenter import UnlockPresenter
from desktop.ui.unlock.view import UnlockPage

if TYPE_CHECKING:
    from desktop.services.session import Session


class Opens(Protocol):
    """Who shows the book that was opened, and is told how."""

    def __call__(
        self,
        session: Session,
        *,
        join: bool = False,
        restored: bool = False,
        copy_of: str = "",
        renewed: bool = False,
        recovered: bool = False,
    ) -> None: ...


class Doors:
    """Puts one door after the other before the window, until a book is opened."""

    def __init__(
        self, home: Path, demo: Demo | None, books: LateBooks, tasks: Tasks, window: MainWindow, opens: Opens
    ) -> None:
        self._home, self._demo, self._books, self._tasks, self._window, self._open = (
            home,
            demo,
            books,
            tasks,
            window,
            opens,
        )
        self.place: BookPlace | None = None

    def first(self) -> None:
        """To the book that lies here, or to the choice when there is none."""
        known = [BookPlace(one.folder, one.label) for one in places.known_books(self._home)]
        if known:
            self.show_unlock(known[0])
        elif places.first_run_begun(self._home):
            self.show_first_run()
        else:
            self.show_welcome()

    def show_welcome(self) -> None:
        from desktop.ui.welcome.presenter import WelcomePresenter
        from desktop.ui.welcome.view import WelcomePage

        self.place = None
        view = WelcomePage(demo=self._demo is not None)
        tasks = self._tasks.owned_by(alive(view))

        def restored(session: Session) -> None:
            self._open(session, restored=True, copy_of=presenter.copy_of)

        presenter: WelcomePresenter[BookPlace, Session] = WelcomePresenter(
            view, self._books, tasks, self.show_first_run, self.show_unlock, restored, self.show_colleague
        )
        view.presenter = presenter
        self._window.show_door(view)

    def show_colleague(self) -> None:
        """Open a colleague's records with the words of their organisation's holders."""
        from desktop.ui.first_run.kit_paper import KitPaper
        from desktop.ui.recovery.opening import OpeningPresenter
        from desktop.ui.recovery.opening_view import ColleaguePage

        self.place = None
        view = ColleaguePage()
        tasks = self._tasks.owned_by(alive(view))

        def opened(session: Session) -> None:
            self._open(session, recovered=True)

        presenter = OpeningPresenter(view, self._books, tasks, opened, self.show_welcome)
        view.presenter = presenter
        view.kit_file = KitPaper(view, self._books, tasks, lambda: presenter.kit)
        self._window.show_door(view)

    def show_first_run(self) -> None:
        from desktop.ui.first_run.presenter import FirstRunPresenter
        from desktop.ui.first_run.view import FirstRunPage

        view = FirstRunPage()
        tasks = self._tasks.owned_by(alive(view))
        view.presenter = FirstRunPresenter(
            view, self._books, tasks, lambda session, join: self._open(session, join=join), self.show_welcome
        )
        self._window.show_door(view)

    def show_unlock(self, place: BookPlace) -> None:
        self.place = place
        besides = [one for one in self._books_here(place) if one.folder != place.folder]
        view = UnlockPage(
            _named(place),
            demo_passphrase=self._demo.passphrase if self._demo and place.demo else "",
            besides=[_named(one) for one in besides],
            pin=self._books.has_pin(place),
        )
        view.presenter = UnlockPresenter(
            view,
            self._books,
            place,
            self._tasks.owned_by(alive(view)),
            self._open,
            self.show_welcome,
            lambda number: self.show_unlock(besides[number]),
            lambda session: self._open(session, renewed=True),
        )
        self._window.show_door(view)

    def _books_here(self, place: BookPlace) -> list[BookPlace]:
        """The books beside this one: real ones beside a real one, those of the demo beside one of the demo."""
        home = self._home / "demo" if place.demo else self._home
        return [BookPlace(one.folder, one.label, place.demo) for one in places.known_books(home)]


def _named(place: BookPlace) -> str:
    """The words by which a book is chosen; one of the demo says that it is one."""
    return tr("{label} (demo)", label=place.label) if place.demo else place.label
