"""Hiding, locking, going to pages, and what stands around them."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

import desktop.ui
from desktop.domain.statements import Changes
from desktop.services.pages.letters import Freshness
from desktop.services.pages.waiting import Alert
from desktop.ui import theme
from desktop.ui.messages import Said
from desktop.ui.page import Page, alive
from desktop.ui.shell.book_view import BookView
from desktop.ui.shell.bridge import Bridge
from desktop.ui.shell.idle import RESTING, WRITING, IdleClock
from desktop.ui.shell.navigation import navigation_for
from desktop.ui.shell.presenter import ShellPresenter, ago, freshness_words
from desktop.ui.shell.quick_hide import ShiftTaps
from desktop.ui.shell.routes import Place
from desktop.ui.shell.window import MainWindow
from desktop.ui.tasks import Tasks
from desktop.ui.today.samples import ALERT, NOW
from tests.fakes.tasks import FakeTasks


class WritingPage(Page):
    """Notes when it was saved and refreshed."""

    recording = True

    def __init__(self, log: list[str], title: str) -> None:
        super().__init__(title)
        self._log, self._name = log, title
        self.line = QLineEdit()
        self.line.setAccessibleName("line")
        self.add(self.line)

    def save_draft(self) -> None:
        self._log.append(f"saved {self._name}")

    def refresh(self, changes: Changes) -> None:
        assert isinstance(changes, Changes)
        self._log.append(f"refreshed {self._name}")


def _book(log: list[str]) -> BookView:
    return BookView({
        "today": lambda _place, _book: Page("Today"),
        "children": lambda _place, _book: Page("Children"),
        "concern": lambda _place, _book: WritingPage(log, "concern"),
        "child": lambda place, _book: Page(place.id),
    })  # fmt: skip


@pytest.fixture
def clock() -> list[float]:
    return [1000.0]


@pytest.fixture
def window(qtbot: QtBot, clock: list[float]) -> MainWindow:
    made = MainWindow(monotonic=lambda: clock[0], wall=lambda: clock[0])
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_hiding_paints_a_neutral_page_in_50_ms_then_saves_and_asks_for_the_lock(
    qtbot: QtBot, window: MainWindow
) -> None:
    log: list[str] = []
    book = _book(log)
    window.show_book(book)
    book.go(Place("concern"))
    QApplication.processEvents()
    with qtbot.waitSignal(window.left_book):
        started = time.perf_counter()
        window.hide_now()
        took = time.perf_counter() - started
        assert window.hidden()
        assert log == []  # nothing is done before it is painted
    assert log == ["saved concern"]
    assert took < 0.5  # a loaded test machine; benchmarks measure the 50 ms
    assert window.windowTitle() == "Notes"


def test_ctrl_h_hides_from_inside_a_field(qtbot: QtBot, window: MainWindow) -> None:
    log: list[str] = []
    book = _book(log)
    window.show_book(book)
    book.go(Place("concern"))
    page = book.page()
    assert isinstance(page, WritingPage)
    page.line.setFocus()
    with qtbot.waitSignal(window.left_book):
        qtbot.keyClick(page.line, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    assert window.hidden()


def test_the_title_never_says_a_name(qtbot: QtBot, window: MainWindow) -> None:
    book = _book([])
    window.show_book(book)
    book.go(Place("child", "Kian Pellow"))
    assert window.windowTitle() == "Guardbook"


def test_coming_back_from_hiding_shows_the_door_and_forgets_the_notes(qtbot: QtBot, window: MainWindow) -> None:
    window.show_book(_book([]))
    with qtbot.waitSignal(window.left_book):
        window.hide_now()
    window.neutral.notes.setPlainText("something")
    door = Page("Open my record book")
    window.show_door(door)
    assert window.hidden()  # a new door does not uncover the window
    window.neutral.button.click()
    assert not window.hidden()
    assert door.isVisible()
    assert window.neutral.notes.toPlainText() == ""
    assert window.windowTitle() == "Guardbook"


def test_an_idle_book_warns_then_locks(qtbot: QtBot, window: MainWindow, clock: list[float]) -> None:
    window.show_book(_book([]))
    clock[0] += RESTING - 20
    window.guard.look()
    assert window.warning.isVisible()
    window.guard_touched()
    assert not window.warning.isVisible()
    clock[0] += RESTING + 1
    with qtbot.waitSignal(window.left_book):
        window.guard.look()


def test_writing_gives_ten_minutes() -> None:
    idle = IdleClock(0, 0)
    assert not idle.look(RESTING + 1, RESTING + 1, writing=True).lock
    assert idle.look(WRITING + 1, WRITING + 1, writing=True).lock


def test_a_machine_that_slept_locks_at_once() -> None:
    idle = IdleClock(0, 0)
    assert idle.look(10, 500, writing=True).lock


def _tap(taps: ShiftTaps, at: float) -> bool:
    taps.pressed(shift=True, alone=True)
    return taps.released(at, shift=True)


def test_shift_three_times_within_five_seconds_hides() -> None:
    taps = ShiftTaps()
    assert [_tap(taps, at) for at in (0, 1, 4.9)] == [False, False, True]


def test_slow_shifts_do_not_hide() -> None:
    taps = ShiftTaps()
    assert not any(_tap(taps, at) for at in (0, 3, 5.1))


def test_typing_capitals_does_not_hide() -> None:
    taps = ShiftTaps()
    for at in range(9):
        taps.pressed(shift=True, alone=True)
        taps.pressed(shift=False, alone=False)
        assert not taps.released(at / 10, shift=False)
        assert not taps.released(at / 10, shift=True)


def test_going_on_saves_the_page_and_back_returns(qtbot: QtBot) -> None:
    log: list[str] = []
    book = _book(log)
    qtbot.addWidget(book)
    book.show()
    book.go(Place("concern"))
    assert book.emergency.isVisible()
    book.go(Place("child", "k1"))
    assert log == ["saved concern"]
    assert not book.emergency.isVisible()
    assert book.back_row.isVisible()
    book.back()
    assert book.place == Place("concern")
    book.go(Place("children"))
    assert not book.back_row.isVisible()


def test_changes_reach_the_page_and_the_panel(qtbot: QtBot) -> None:
    log: list[str] = []
    book = _book(log)
    qtbot.addWidget(book)
    book.read_again = lambda: log.append("read again")
    book.go(Place("concern"))
    assert log == ["read again"], "what was kept on leaving a page may ask for a call"
    book.changed(Changes())
    assert log == ["read again", "read again", "refreshed concern"]


def test_a_fault_is_over_when_something_succeeds_and_not_when_a_letter_comes(qtbot: QtBot) -> None:
    book = _book([])
    qtbot.addWidget(book)
    book.go(Place("concern"))
    page = book.page()
    assert page is not None
    page.show_failure(Said("Something went wrong", "What you wrote is safe.", "Try again."))
    book.arrived(Changes())
    assert not page.notice.isHidden()
    book.changed(Changes())
    assert page.notice.isHidden()


def test_a_draft_that_is_being_written_says_itself_whom_to_ring(qtbot: QtBot) -> None:
    book = _book([])
    qtbot.addWidget(book)
    book.show()
    unsigned = replace(ALERT, concern="d1", draft=True)
    book.go(Place("concern", "k1", "d1"))
    book.show_alerts((unsigned,))
    assert not book.ring.isVisible()
    book.show_alerts((ALERT, unsigned))
    assert book.ring.isVisible()
    book.go(Place("children"))
    book.show_alerts((unsigned,))
    assert book.ring.isVisible()
    assert "not signed" in book.ring.heading.text()


def test_the_presenter_shows_alerts_and_freshness(qtbot: QtBot) -> None:
    class Session:
        def alerts(self) -> tuple[Alert, ...]:
            return (ALERT,)

        def freshness(self) -> Freshness:
            return Freshness(True, NOW - timedelta(days=3), 4, "Ashmere MASH")

    book = _book([])
    qtbot.addWidget(book)
    book.show()
    session = Session()
    ShellPresenter(book, session, session, FakeTasks(), lambda: NOW).read()
    assert book.ring.isVisible()
    assert (
        book.status.text() == "4 letters not sent yet. No connection to Ashmere MASH since 17 November 2026 at 17:40."
    )


def test_freshness_never_claims_more_than_is_known() -> None:
    assert "No post exchanged with Ashmere MASH" in freshness_words(Freshness(True, None, 0, "Ashmere MASH"), NOW)
    to_come = freshness_words(Freshness(True, NOW + timedelta(minutes=5), 0, "Ashmere MASH"), NOW)
    assert to_come == "No letter waits on this computer. Post last exchanged just now."
    assert "nothing is sent" in freshness_words(Freshness(False, None, 0, ""), NOW)


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        (timedelta(seconds=30), "just now"),
        (timedelta(minutes=12), "12 minutes ago"),
        (timedelta(hours=1), "1 hour ago"),
        (timedelta(days=2), "2 days ago"),
        (timedelta(hours=-2), "20 November 2026 at 19:40"),
    ],
)
def test_how_long_ago_in_words(passed: timedelta, words: str) -> None:
    assert ago(datetime(2026, 11, 20, 17, 40, tzinfo=UTC) - passed, NOW) == words


def test_work_runs_on_one_thread_and_results_come_to_the_window(qtbot: QtBot) -> None:
    bridge = Bridge()
    tasks = Tasks(bridge.post)
    came: list[tuple[str, str]] = []
    tasks.run(
        lambda: threading.current_thread().name, lambda name: came.append((name, threading.current_thread().name))
    )
    qtbot.waitUntil(lambda: bool(came))
    assert came == [("records", threading.main_thread().name)]
    tasks.stop()


def test_a_failure_is_handed_on_and_the_worker_goes_on(qtbot: QtBot) -> None:
    bridge = Bridge()
    unheard: list[Exception] = []
    failed: list[Exception] = []
    tasks = Tasks(bridge.post, unhandled=unheard.append)
    tasks.run(lambda: 1 // 0, None, failed.append)
    tasks.run(lambda: 1 // 0)
    qtbot.waitUntil(lambda: len(failed) == 1 and len(unheard) == 1)
    assert isinstance(failed[0], ZeroDivisionError)
    tasks.stop()


def test_a_callback_dies_with_its_owner_and_the_work_is_still_done(qtbot: QtBot) -> None:
    bridge = Bridge()
    tasks = Tasks(bridge.post)
    owner = QObject()
    done: list[str] = []
    gate = threading.Event()
    tasks.owned_by(alive(owner)).run(lambda: (gate.wait(5), done.append("work")), lambda _none: done.append("told"))
    owner.deleteLater()
    qtbot.waitUntil(lambda: not alive(owner)())
    gate.set()
    finished: list[None] = []
    tasks.run(lambda: None, finished.append)
    qtbot.waitUntil(lambda: bool(finished))
    assert done == ["work"]
    tasks.stop()


def test_a_larger_text_size_takes_effect_while_the_book_is_open(
    qtbot: QtBot, qapp: QApplication, window: MainWindow
) -> None:
    book = _book([])
    window.show_book(book)
    book.go(Place("today"))
    before = book.navigation.width()
    icons = next(iter(book.navigation.buttons.values())).iconSize().height()
    theme.apply(qapp, theme.Theme(theme.DARK, 200))
    qtbot.waitUntil(lambda: book.navigation.width() > before)
    assert next(iter(book.navigation.buttons.values())).iconSize().height() > icons


def test_only_the_desk_sees_the_desk() -> None:
    assert "desk" in [entry.page for entry in navigation_for(desk=True)]
    assert "desk" not in [entry.page for entry in navigation_for(desk=False)]


def test_no_presenter_loads_qt() -> None:
    folder = Path(desktop.ui.__file__).parent
    names = [f"desktop.ui.{path.parent.name}.{path.stem}" for path in folder.glob("*/*presenter*.py")]
    names += ["desktop.ui.messages", "desktop.ui.tasks", "desktop.ui.shell.routes", "desktop.ui.registry"]
    check = f"import sys, importlib\nfor name in {names!r}: importlib.import_module(name)\nassert 'PySide6' not in sys.modules"
    subprocess.run([sys.executable, "-c", check], check=True, cwd=folder.parents[1])
