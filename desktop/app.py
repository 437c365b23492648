"""The application on the screen: the one place where window, workers, doors and an open record book are joined.

Rules this module keeps:

* the door (unlock, or welcome) is painted before anything heavy is loaded; the record book's parts load on the worker while a person types;
* all of a book's work runs on one worker thread, the courier's network calls on a second;
* leaving a book (lock, hide, idle, close) queues its draft first and the lock behind it;
* what nobody handles is said in three sentences and never shows text of a record.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QApplication

from desktop import places
from desktop.doors import Doors
from desktop.late_books import Demo, LateBooks
from desktop.services.books import BookPlace
from desktop.ui import theme
from desktop.ui.page import Page, alive
from desktop.ui.qt_words import speak
from desktop.ui.shell.bridge import Bridge
from desktop.ui.shell.collecting import Collecting
from desktop.ui.shell.first_paint import after_first_paint
from desktop.ui.shell.needs import Needs
from desktop.ui.shell.window import MainWindow
from desktop.ui.tasks import Tasks
from desktop.ui.unlock.view import UnlockPage

if TYPE_CHECKING:
    from datetime import datetime

    from desktop.domain.statements import Changes
    from desktop.services.ports import Clock
    from desktop.services.preference_values import Preferences
    from desktop.services.session import Session
    from desktop.ui.settings.wiring import Around
    from desktop.ui.shell.book_view import BookView
    from desktop.ui.shell.pace import Pace
    from desktop.ui.shell.visits import Trail
    from desktop.vault.passphrases import KdfCost

VERSION = "0.1.0"
MANY_COLOURS = 8  # more than the plain areas of the door have: there is text on it


class Application:
    """Doors, books and what leads from one to the other. Make it after the QApplication.

    ``clock`` None is the computer's; ``kdf`` is what a new passphrase costs, None calibrates it; ``monotonic`` and ``wall`` (seconds) are the idle lock's.
    """

    def __init__(
        self,
        qt: QApplication,
        home: Path,
        demo: Demo | None = None,
        clock: Clock | None = None,
        kdf: KdfCost | None = None,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self.qt, self.home, self.demo = qt, home, demo
        self.palette, self.percent = places.read_looks(home)
        speak(qt, places.language())
        theme.load_fonts()
        self._apply_looks()
        self.bridge = Bridge()
        self.collecting = Collecting(self.bridge)
        self.tasks = Tasks(self.bridge.post, unhandled=self.unhandled)
        self.network = Tasks(self.bridge.post, name="network", unhandled=self.unhandled)
        self.sticks = Tasks(self.bridge.post, name="sticks", unhandled=self.unhandled)  # never behind the network
        self.books = LateBooks(home, lambda: self.tasks, demo, clock, kdf)
        self.window = MainWindow(monotonic=monotonic, wall=wall)
        self.window.left_book.connect(self._lock)
        self.ready: Callable[[], None] | None = None
        self.session: Session | None = None
        self.preferences: Preferences | None = None
        self._needs = Needs()
        self.kept_out = False  # whether the system leaves the window out of screenshots
        self.doors = Doors(home, demo, self.books, self.tasks, self.window, self.open)
        self.book: BookView | None = None
        self._pace: Pace | None = None
        self._trails: dict[Path, tuple[Trail, datetime]] = {}  # where one was in each book when it was locked

    # doors

    def start(self) -> None:
        """Show the first door and begin to load the rest behind it."""
        self.doors.first()
        after_first_paint(self.window, self._painted)
        self.window.fit_screen()
        self.window.show()

    def _painted(self) -> None:
        """The door stands: tell who waited for this, and load the rest behind it."""
        if self.ready is not None:
            self.ready()
        self.collecting.begin()
        self.tasks.run(self._warm)
        QTimer.singleShot(0, self.window, self._listen)

    def _listen(self) -> None:
        """Lock when the computer's screen is locked, another person takes it, and before it sleeps; leave no trace in file dialogs and screenshots."""
        from desktop.ui.files import leave_no_folders
        from desktop.ui.shell.listening import listen
        from desktop.ui.shell.screenshots import keep_out

        leave_no_folders()
        self.kept_out = keep_out(int(self.window.winId()))
        self._listening = listen(self.qt, self.window)

    # an open book

    def open(
        self,
        session: Session,
        *,
        join: bool = False,
        restored: bool = False,
        copy_of: str = "",
        renewed: bool = False,
        recovered: bool = False,
    ) -> None:
        """Show an unlocked book. What the first screen needs is asked on the worker."""
        from desktop.ui.shell import greetings

        self.session = session
        if self.demo is not None and self.doors.place is not None and self.doors.place.demo:
            demo, home = self.demo, self.home / "demo"
            self.network.run(lambda: demo.serve(home))
        self.tasks.run(
            lambda: (session.desk.at_desk, session.preferring.read(), self._trail_of(session)),
            lambda found: self._show_book(session, found[1], found[2], desk=found[0], join=join),
        )
        if recovered:
            self.tasks.run(lambda: None, lambda _none: self._greet(session, greetings.recovered))
        if renewed:
            self.tasks.run(lambda: None, lambda _none: self._greet(session, greetings.renewed))
        if restored:
            self.tasks.run(
                lambda: len(session.children.search("")),
                lambda count: self._greet(session, lambda page: greetings.restored(page, count, copy_of)),
            )

    def _trail_of(self, session: Session) -> Trail | None:
        """Where one was when this book was locked; a concern that got its draft only then is that draft. On the worker."""
        kept = self._trails.pop(self.doors.place.folder, None) if self.doors.place is not None else None
        if kept is None:
            return None
        trail, locked_at = kept
        if not trail.of_unsaved_concern():
            return trail
        saved = [row for row in session.concerns.drafts() if row.saved_at >= locked_at]
        return trail.of_draft(max(saved, key=lambda row: row.saved_at).id) if saved else trail

    def _show_book(self, session: Session, chosen: Preferences, trail: Trail | None, *, desk: bool, join: bool) -> None:
        from desktop.ui.shell.book_view import BookView
        from desktop.ui.shell.joining import join as join_shell
        from desktop.ui.shell.navigation import navigation_for
        from desktop.ui.shell.page_table import page_table
        from desktop.ui.shell.presenter import ShellPresenter
        from desktop.ui.shell.routes import Place

        if self.session is not session:
            return  # locked again meanwhile
        table = page_table(session, self.tasks, self.network, self.around, self.sticks)
        book = BookView(table, navigation_for(desk=desk))
        tasks = self.tasks.owned_by(alive(book))
        presenter = ShellPresenter(book, session.ringing, session.letters, tasks, session.now)
        book.read_again = presenter.read
        self.book = book
        join_shell(book, self.window, session.finding, tasks, self._text_size, desk=desk)
        self.window.show_book(book)
        self.prefer(chosen)
        if join:
            book.go(Place("membership"))
        elif trail is not None:
            book.resume(trail)
        self._begin_rounds(session, book)

    def _text_size(self, step: int) -> None:
        """A step larger (1) or smaller (-1), or the usual size (0)."""
        self.change_looks(self.palette, theme.text_size(self.percent, step))

    def prefer(self, chosen: Preferences) -> None:
        """Let the open book lock, and the desktop speak, as the person chose."""
        self.preferences = chosen
        self.window.watch(chosen.resting * 60, chosen.writing * 60)

    def _greet(self, session: Session, words: Callable[[Page], None]) -> None:
        """On the page that the book shows first, once it stands."""

        def say() -> None:
            page = self.book.page() if self.book is not None and self.session is session else None
            if page is not None:
                words(page)

        QTimer.singleShot(0, self.window, say)

    def _lock(self) -> None:
        """The window has left the book and queued its draft: lock behind it, and give the window a new door."""
        session, self.session, book, self.book = self.session, None, self.book, None
        if self._pace is not None:
            self._pace.end()
        self._pace = None
        if self.doors.place is not None and session is not None and book is not None and book.trail is not None:
            self._trails[self.doors.place.folder] = (book.trail, session.now() - timedelta(seconds=2))
        if session is not None:
            self.tasks.owned_by(alive(self.window)).run(session.letters.waiting, self._say_waiting)
            self.tasks.owned_by(alive(self.window)).run(session.ringing.alerts, self._say_call)
            self.tasks.run(session.lock)
        known = places.known_books(self.home)
        if self.doors.place is not None:
            self.doors.show_unlock(self.doors.place)
        elif len(known) == 1:  # it was made or restored just now
            self.doors.show_unlock(BookPlace(known[0].folder, known[0].label))
        else:
            self.doors.show_welcome()

    def _say_waiting(self, letters: Sequence[object]) -> None:
        """On the door: what was locked in with letters that have not left."""
        for door in self.window.findChildren(UnlockPage):
            door.show_waiting(len(letters))

    def _say_call(self, alerts: Sequence[object]) -> None:
        """On the door: that a call waits, and nothing about whom."""
        for door in self.window.findChildren(UnlockPage) if alerts else ():
            door.show_call()

    # the courier's rounds

    def _begin_rounds(self, session: Session, book: BookView) -> None:
        import os

        from desktop.sync.rounds import Rounds
        from desktop.ui.shell.pace import Pace

        rounds = Rounds(session.courier, random=os.urandom, monotonic=time.monotonic)

        def came(changes: Changes) -> None:
            book.arrived(changes)
            self._notify(session)

        self._pace = Pace(rounds, self.network, came, self.window)
        book.told = self._pace.told
        self._pace.begin()

    def _notify(self, session: Session) -> None:
        """Something came: when another window is in front, the desktop says that it did, without what."""
        from desktop.ui.shell.notifying import needs

        if self.window.isActiveWindow():
            self._needs.looked()
        elif self.preferences is not None and self.preferences.notify:
            self.tasks.run(lambda: needs(session.today.page()), self._tell)

    def _tell(self, needing: int) -> None:
        from PySide6.QtDBus import QDBusConnection

        from desktop.ui.shell.notifying import tell

        if self._needs.is_more(needing) and not self.window.hidden():
            self.network.run(lambda: tell(QDBusConnection.sessionBus()))

    # looks, faults, the end

    def around(self) -> Around:
        """What the settings need from outside the book."""
        from desktop.ui.settings.wiring import Around

        return Around(
            palette=self.palette,
            percent=self.percent,
            version=VERSION,
            kept_out=self.kept_out,
            change_looks=self.change_looks,
            prefer=self.prefer,
            new_kit=self.books.new_kit,
            kit_paper=self.books.kit_paper,
            words=self.books,
        )

    def change_looks(self, palette: str, percent: int) -> None:
        """Give the whole application its colours and text size, and remember them."""
        self.palette, self.percent = palette, percent
        self._apply_looks()
        places.write_looks(self.home, palette, percent)

    def close(self) -> None:
        """Lock what is open and end the workers; what was asked of them is done first."""
        if self.session is not None:
            self.window.leave_book()
        self.sticks.stop()
        self.network.stop()
        self.tasks.stop()
        self.collecting.end()
        if self.demo is not None:
            self.demo.stop()

    def _apply_looks(self) -> None:
        colours = theme.PALETTES.get(self.palette, theme.LIGHT)
        theme.apply(self.qt, theme.Theme(colours, self.percent))

    def _warm(self) -> None:
        self.books.load()
        import desktop.ui.shell.page_table  # noqa: F401 - so that the first page comes at once

    def unhandled(self, error: BaseException) -> None:
        """Say on the page that is there that something went wrong, in three sentences."""
        from desktop.ui.messages import say

        for page in self.window.findChildren(Page):
            if page.isVisible():
                page.show_failure(say(error))
                return


def draws_its_door(home: Path) -> bool:
    """Start in ``home``, wait for the first paint and end; whether the unlock page stood there in our own font (the smoke test of a build)."""
    qt = QApplication(sys.argv[:1])
    application = Application(qt, home)
    drawn: list[bool] = []

    def look() -> None:
        picture = application.window.grab().toImage()
        colours = {picture.pixel(x, y) for x in range(0, picture.width(), 3) for y in range(0, picture.height(), 3)}
        doors = application.window.findChildren(UnlockPage)
        ours = QFontInfo(qt.font()).family() == theme.FAMILY
        drawn.append(ours and len(colours) > MANY_COLOURS and any(door.isVisible() for door in doors))
        qt.quit()

    application.ready = look
    application.start()
    qt.exec()
    application.close()
    return drawn == [True]


def run(demo: Demo | None = None, ready: Callable[[], None] | None = None) -> int:
    """Open the window and stay until it is closed. ``ready`` is called once it has been painted (benchmarks, smoke test)."""
    qt = QApplication(sys.argv[:1])
    qt.setApplicationName("Guardbook")
    application = Application(qt, places.home(), demo)
    sys.excepthook = lambda _kind, error, _trace: application.unhandled(error)
    qt.aboutToQuit.connect(application.close)
    application.ready = ready
    application.start()
    return qt.exec()
