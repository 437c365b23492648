"""The real application over real record books, driven by keys and the mouse: first run, doors, hiding, idling, and coming back."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Self

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop import places
from desktop.app import Application
from desktop.books import LocalBooks
from desktop.domain.records import ChildEntry, ConcernEntry, Contacts, OrganisationKind, Person, Profile, When
from desktop.ui import theme
from desktop.ui.first_run.view import FirstRunPage
from desktop.ui.page import Page
from desktop.ui.shell.idle import RESTING
from desktop.ui.shell.routes import Place
from desktop.ui.unlock.view import UnlockPage
from desktop.ui.welcome.view import WelcomePage
from desktop.ui.widgets.boxes import Notice
from desktop.vault.passphrases import KdfCost

CHEAP = KdfCost(64, 1, 1)
PASSPHRASE = "larch gate winter"
NEW = "four other plain words"
PATIENCE = 20_000  # ms; a page that does not come at all
NAMES = ("Kian", "Pellow")
BLOCKED = 0.050  # seconds for which the window may not answer
HIDDEN = 0.050
PROFILE = Profile(
    "Odette Farrow",
    "Designated safeguarding lead",
    "Larkmere Primary",
    OrganisationKind.SCHOOL,
    Contacts("Ashmere MASH", "01632 960101", "Ashmere out of hours", "01632 960102"),
)


class Somebody:
    """Somebody at the window, with a keyboard and a mouse."""

    def __init__(self, qtbot: QtBot, app: Application) -> None:
        self.qtbot, self.app = qtbot, app

    def wait(self, so: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(so, timeout=PATIENCE)

    def page(self) -> Page:
        return next(page for page in self.app.window.findChildren(Page) if page.isVisible())

    def sees(self, kind: type[Page]) -> None:
        self.wait(lambda: any(page.isVisible() for page in self.app.window.findChildren(kind)))

    def has_keyboard(self) -> QWidget:
        self.wait(lambda: QApplication.focusWidget() is not None)
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def types(self, text: str) -> None:
        QTest.keyClicks(self.has_keyboard(), text)

    def presses(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.has_keyboard(), key, modifier)

    def tabs_to(self, name: str) -> None:
        """Tab until the control of this accessible name has the keyboard."""

        def there() -> bool:
            if (
                self.has_keyboard().accessibleName().startswith(name)
                or getattr(self.has_keyboard(), "text", str)() == name
            ):
                return True
            self.presses(Qt.Key.Key_Tab)
            return False

        self.wait(there)

    def fills(self, name: str, text: str) -> None:
        self.tabs_to(name)
        self.presses(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.types(text)

    def pushes(self, name: str) -> None:
        self.tabs_to(name)
        self.presses(Qt.Key.Key_Return)

    def clicks(self, widget: QWidget) -> None:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def opens(self, passphrase: str = PASSPHRASE) -> None:
        """From the unlock page into the book."""
        self.sees(UnlockPage)
        self.wait(lambda: QApplication.focusWidget() is self.door().passphrase.line)
        self.types(passphrase)
        self.presses(Qt.Key.Key_Return)

    def in_book(self) -> None:
        self.wait(lambda: self.app.book is not None and self.app.book.isVisible())

    def door(self) -> UnlockPage:
        return next(page for page in self.app.window.findChildren(UnlockPage) if page.isVisible())


@pytest.fixture
def clock() -> list[float]:
    return [1000.0]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def kit(home: Path) -> str:
    """A home with one record book, one child and one concern; gives its recovery kit."""
    books = LocalBooks(home, kdf=CHEAP)
    kit = books.new_kit()
    session = books.create(None, PROFILE, PASSPHRASE, kit)
    child = session.children.register(ChildEntry(given_names="Kian", family_name="Pellow", born="2017-03-14")).child
    session.concerns.record(child, A_CONCERN)
    session.lock()
    return kit


A_CONCERN = ConcernEntry(
    happened=When("2026-11-20T09:05"),
    informant=Person("R. Quill", "teaching assistant"),
    seen="Two round marks on the left arm",
    level="2",
    safe_now="yes",
    done="Kept him in school",
    accused_works_with_children="no",
)


@pytest.fixture
def start(qapp: QApplication, qtbot: QtBot, home: Path, clock: list[float]) -> Iterator[Callable[[], Somebody]]:
    """Starts the application, as often as asked; the one before is ended first."""
    running: list[Application] = []

    def end() -> None:
        for app in running:
            app.close()
            app.window.close()
            app.window.deleteLater()
        running.clear()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def begin() -> Somebody:
        end()
        app = Application(qapp, home, kdf=CHEAP, monotonic=lambda: clock[0], wall=lambda: clock[0])
        running.append(app)
        app.start()
        app.window.activateWindow()
        qtbot.waitActive(app.window)
        return Somebody(qtbot, app)

    yield begin
    end()
    theme.apply(qapp, theme.Theme())


def test_the_first_run_is_gone_through_by_keyboard_and_the_book_opens_again(start: Callable[[], Somebody]) -> None:
    someone = start()
    someone.sees(WelcomePage)
    someone.pushes("Start my record book")
    someone.sees(FirstRunPage)
    someone.fills("Your name", "Odette Farrow")
    someone.fills("Your role", "Designated safeguarding lead")
    someone.fills("Your organisation", "Larkmere Primary")
    someone.tabs_to("School, college or nursery")
    someone.presses(Qt.Key.Key_Space)
    someone.pushes("Continue")
    someone.fills("Their number in office hours", "01632 960101")
    someone.fills("Office hours begin", "9:00")
    someone.fills("Office hours end", "17:00")
    someone.fills("Their number at other times", "01632 960102")
    someone.pushes("Continue")
    someone.fills("Passphrase", PASSPHRASE)
    someone.fills("The passphrase again", PASSPHRASE)
    someone.pushes("Continue")
    page = someone.page()
    assert isinstance(page, FirstRunPage)
    someone.wait(lambda: bool(page.kit.kit_text) and page.kit.typed.isVisible())
    someone.fills("Type the recovery kit", page.kit.kit_text.lower().replace("-", " "))
    someone.pushes("Make my record book")
    someone.wait(page.join_later.isVisible)
    assert page.kit.kit_text == ""
    someone.pushes("Later: open my record book")
    someone.in_book()
    someone.clicks(someone.app.window.lock_button)
    someone.opens()
    someone.in_book()


def test_a_first_run_that_was_stopped_is_the_first_thing_at_the_next_start(
    start: Callable[[], Somebody], home: Path
) -> None:
    someone = start()
    someone.sees(WelcomePage)
    someone.pushes("Start my record book")
    someone.sees(FirstRunPage)
    someone.fills("Your name", "Odette Farrow")
    someone.page().save_draft()
    someone.wait(lambda: places.first_run_begun(home))
    someone = start()
    someone.sees(FirstRunPage)
    page = someone.page()
    assert isinstance(page, FirstRunPage)
    someone.wait(lambda: page.name.value() == "Odette Farrow")


def test_a_restored_backup_says_so_and_what_is_not_in_it(
    start: Callable[[], Somebody], kit: str, home: Path, tmp_path: Path
) -> None:
    books = LocalBooks(home, kdf=CHEAP)
    session = books.unlock_with_kit(books.known()[0], kit, PASSPHRASE)
    file = session.keeping.back_up(tmp_path)
    session.lock()
    someone = start()
    someone.app.show_welcome()
    someone.sees(WelcomePage)
    page = someone.page()
    assert isinstance(page, WelcomePage)
    assert page.presenter is not None
    page.presenter.pick_backup(str(file))
    page.presenter.restore(PASSPHRASE)
    someone.in_book()

    def said() -> bool:
        shown = someone.app.book.page() if someone.app.book is not None else None
        titles = [notice.title.text() for notice in shown.findChildren(Notice)] if shown is not None else []
        return "The backup is restored: 1 child in this record book" in titles

    someone.wait(said)


def test_a_wrong_passphrase_is_said_at_the_field_and_the_right_one_opens(
    start: Callable[[], Somebody], kit: str
) -> None:
    someone = start()
    someone.opens("not the passphrase")
    door = someone.door()
    someone.wait(lambda: bool(door.passphrase.error))
    assert "recovery kit" in door.passphrase.error
    assert someone.app.session is None
    door.passphrase.set_value("")
    door.passphrase.take_focus()
    someone.types(PASSPHRASE)
    someone.presses(Qt.Key.Key_Return)
    someone.in_book()


def test_the_kit_opens_with_a_new_passphrase_which_holds_after_a_restart(
    start: Callable[[], Somebody], kit: str
) -> None:
    someone = start()
    someone.sees(UnlockPage)
    someone.pushes("I have forgotten it")
    someone.fills("Recovery kit", kit)
    someone.fills("A new passphrase", NEW)
    someone.fills("The new passphrase again", NEW)
    someone.presses(Qt.Key.Key_Return)
    someone.in_book()
    again = start()
    again.opens(PASSPHRASE)
    again.wait(lambda: bool(again.door().passphrase.error))
    again.door().passphrase.set_value("")
    again.door().passphrase.take_focus()
    again.types(NEW)
    again.presses(Qt.Key.Key_Return)
    again.in_book()


@pytest.mark.alone
def test_hiding_paints_at_once_and_leaves_nothing_of_the_record_to_be_seen(
    start: Callable[[], Somebody], kit: str
) -> None:
    someone = start()
    someone.opens()
    someone.in_book()
    app = someone.app
    assert app.book is not None
    app.book.go(Place("children"))
    someone.fills("Find a child", "Kian")
    someone.presses(Qt.Key.Key_Return)
    someone.wait(lambda: "Pellow" in _read(app.window))
    began = time.perf_counter()
    app.window.hide_now()
    took = time.perf_counter() - began
    assert app.window.hidden()
    assert not any(name in _read(app.window) for name in NAMES)
    assert app.window.windowTitle() == "Notes"
    assert took < HIDDEN
    someone.wait(lambda: app.session is None and app.book is None)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    kept = [_words(widget) for widget in app.window.findChildren(QWidget)]
    assert not any(name in words for name in NAMES for words in kept)
    someone.clicks(app.window.neutral.button)
    someone.opens()
    someone.in_book()


@pytest.mark.parametrize("keys", ["ctrl+h", "shift shift shift"])
def test_the_keyboard_hides_from_the_book(start: Callable[[], Somebody], kit: str, keys: str) -> None:
    someone = start()
    someone.opens()
    someone.in_book()
    if keys == "ctrl+h":
        someone.presses(Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    else:
        for _ in range(3):
            someone.presses(Qt.Key.Key_Shift)
    assert someone.app.window.hidden()
    someone.wait(lambda: someone.app.session is None)


def test_a_book_nobody_touches_warns_and_locks_and_a_touch_keeps_it_open(
    start: Callable[[], Somebody], kit: str, clock: list[float]
) -> None:
    someone = start()
    someone.opens()
    someone.in_book()
    window = someone.app.window
    clock[0] += RESTING - 20
    someone.wait(window.warning.isVisible)
    someone.presses(Qt.Key.Key_Shift)
    assert not window.warning.isVisible()
    clock[0] += RESTING - 40
    someone.qtbot.wait(1100)  # the guard looks each second
    assert someone.app.session is not None
    clock[0] += RESTING
    someone.wait(lambda: someone.app.session is None)
    someone.opens()
    someone.in_book()


def test_locking_closes_the_record_and_a_second_window_may_have_it(
    start: Callable[[], Somebody], kit: str, home: Path
) -> None:
    someone = start()
    someone.opens()
    someone.in_book()
    someone.clicks(someone.app.window.lock_button)
    someone.sees(UnlockPage)
    done: list[bool] = []
    someone.app.tasks.run(lambda: True, done.append)
    someone.wait(lambda: bool(done))
    books = LocalBooks(home, kdf=CHEAP)
    books.unlock(books.known()[0], PASSPHRASE).lock()


def test_no_book_means_the_welcome_page_and_no_demo_that_did_not_come_along(start: Callable[[], Somebody]) -> None:
    someone = start()
    someone.sees(WelcomePage)
    page = someone.page()
    assert isinstance(page, WelcomePage)
    assert not page.demo.isVisible()
    assert not page.hint.isVisible()
    assert page.start.isVisible()


def test_ready_comes_after_the_passphrase_field_was_painted_and_loading_after_that(
    qapp: QApplication, qtbot: QtBot, home: Path, kit: str
) -> None:
    log: list[str] = []
    app = Application(qapp, home, kdf=CHEAP)
    app.ready = lambda: log.append("ready")
    app.start()
    watch = Paints(log)
    door = app.window.findChildren(UnlockPage)[0]
    door.passphrase.line.installEventFilter(watch)
    qtbot.waitUntil(lambda: "ready" in log, timeout=PATIENCE)
    assert log.index("painted") < log.index("ready")
    app.close()


class Paints(QObject):
    def __init__(self, log: list[str]) -> None:
        super().__init__()
        self._log = log

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt names it
        if event.type() == QEvent.Type.Paint:
            self._log.append("painted")
        return False


@pytest.mark.alone
def test_the_window_answers_while_a_book_opens(start: Callable[[], Somebody], kit: str) -> None:
    """The longest time without an answer, from the press to the painted first page; the best of four, for machines that do something else too."""
    someone = start()
    longest = []
    for _ in range(4):
        someone.sees(UnlockPage)
        someone.wait(lambda: QApplication.focusWidget() is someone.door().passphrase.line)
        someone.types(PASSPHRASE)
        with Heartbeat() as heart:
            someone.presses(Qt.Key.Key_Return)
            someone.in_book()
            someone.qtbot.wait(100)
        longest.append(heart.longest)
        someone.clicks(someone.app.window.lock_button)
    assert min(longest) < BLOCKED, [f"{one * 1e3:.0f} ms" for one in longest]


class Heartbeat:
    """Beats each time the window's thread is free, and keeps the longest pause."""

    def __enter__(self) -> Self:
        self.longest, self._last = 0.0, time.perf_counter()
        self._timer = QTimer(interval=0)
        self._timer.timeout.connect(self._beat)
        self._timer.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._timer.stop()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, now - self._last)
        self._last = now


def _read(window: QWidget) -> str:
    """The words of every widget that can be seen."""
    return " ".join(_words(widget) for widget in window.findChildren(QWidget) if widget.isVisible())


def _words(widget: QWidget) -> str:
    said = [widget.accessibleName(), widget.toolTip()]
    text = getattr(widget, "text", None)
    if callable(text):
        said.append(str(text()))
    rows, columns, item = (getattr(widget, name, None) for name in ("rowCount", "columnCount", "item"))
    if callable(rows) and callable(columns) and callable(item):
        cells = [item(row, column) for row in range(rows()) for column in range(columns())]
        said += [cell.text() for cell in cells if cell is not None]
    return " ".join(part for part in said if part)
