"""A long session: many pages come and go, workers work, and nothing of a page is ever let go on a worker."""

from __future__ import annotations

import gc
import random
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.shell.bridge import Bridge
from desktop.ui.shell.collecting import Collecting
from desktop.ui.shell.routes import Place
from desktop.ui.tasks import Tasks
from tests.ui.shell import Shell

MOVES = 30
SEED = 20261123
PAGES = ("today", "children", "concern", "letters", "settings", "membership", "papers", "add_child")


class Ring:
    """Garbage that only the collector of circles takes away; ``gone`` gets the name of the thread on which it went."""

    def __init__(self, gone: list[str]) -> None:
        self.itself = self
        weakref.finalize(self, lambda: gone.append(threading.current_thread().name))


def _waste(rings: int, gone: list[str] | None = None) -> None:
    for _ in range(rings):
        Ring(gone if gone is not None else [])


class Held:
    """What a callback holds, as a presenter holds its page."""


@pytest.fixture
def worker() -> Iterator[Tasks]:
    bridge = Bridge()
    tasks = Tasks(bridge.post)
    yield tasks
    tasks.stop()


@pytest.fixture
def collecting() -> Iterator[Collecting]:
    gc.enable()
    made = Collecting()
    made.begin()
    yield made
    made.end()
    assert gc.isenabled()
    gc.disable()  # as every other test of the screens has it


def test_garbage_is_taken_away_on_the_windows_thread_however_much_a_worker_makes(
    qtbot: QtBot, worker: Tasks, collecting: Collecting
) -> None:
    gone: list[str] = []
    worker.run(lambda: _waste(5000, gone))
    qtbot.waitUntil(lambda: bool(gone), timeout=5000)
    assert set(gone) == {"MainThread"}


def test_what_a_callback_holds_is_let_go_on_the_windows_thread(qtbot: QtBot, worker: Tasks) -> None:
    gone: list[str] = []
    told: list[bool] = []

    def ask() -> None:
        held = Held()
        weakref.finalize(held, lambda: gone.append(threading.current_thread().name))
        worker.run(lambda: held, lambda one: told.append(one is held))

    for _ in range(50):
        ask()
    qtbot.waitUntil(lambda: len(gone) == 50)
    assert set(gone) == {"MainThread"}


def test_what_work_without_an_answer_holds_is_let_go_there_too(qtbot: QtBot, worker: Tasks) -> None:
    gone: list[str] = []

    def ask() -> None:
        held = Held()
        weakref.finalize(held, lambda: gone.append(threading.current_thread().name))
        worker.run(lambda: weakref.ref(held))

    ask()
    qtbot.waitUntil(lambda: bool(gone))
    assert gone == ["MainThread"]


def test_any_way_through_the_pages_is_survived_while_workers_work(
    qapp: QApplication, qtbot: QtBot, shell: Shell, worker: Tasks, collecting: Collecting
) -> None:
    chance = random.Random(SEED)
    box = shell.book.search
    for move in range(MOVES):
        worker.run(lambda: _waste(300))
        way = chance.choice(("go", "go", "go", "back", "forward", "find", "find"))
        if way == "go":
            shell.book.go(Place(chance.choice(PAGES)))
        elif way == "find":
            box.open()
            box.line.setText(chance.choice(("keyboard", "usb", "kian", "text")))
            box._ask()
            rows = [box.list.rows.item(n).data(Qt.ItemDataRole.UserRole) for n in range(box.list.rows.count())]
            safe = [one for one in rows if one.run and one.keys not in {"Ctrl+L", "Ctrl+H", "Ctrl+Q"}]
            if safe:
                box._run(safe[0])
                shell.book.go(Place("letters"))  # in the same turn, as Ctrl+4 right after
        else:
            (shell.book.back if way == "back" else shell.book.forward)()
        for _ in range(chance.randrange(4)):
            qapp.processEvents()
            if shell.turns.waiting:
                shell.turns.work()()
        if move % 8 == 0:
            gc.collect()
    shell.rest()
    assert shell.page().isVisible()
