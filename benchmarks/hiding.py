"""From the key that hides to the painted neutral page, with a long child's page open, a list and a tip over it, and text copied from it.

Rules this module keeps: the key goes through Qt's own event delivery; the neutral page counts as painted when its paint event is over;
every round begins with a book that was made anew, because a hidden one is locked and gone.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QMenu, QPlainTextEdit, QTableWidget, QToolTip, QWidget

from benchmarks.timing import quiet
from desktop.ui import theme
from desktop.ui.page import Page
from desktop.ui.shell.book_view import BookView
from desktop.ui.shell.routes import Place
from desktop.ui.shell.window import MainWindow
from desktop.ui.widgets.table import Row, Table
from desktop.ui.widgets.text import Text

ROOT = Path(__file__).resolve().parent.parent
NAME = "Kian Pellow"
BAR = 0.050  # seconds; the worst of all


@dataclass(frozen=True, slots=True)
class Hidden:
    """Seconds; ``left`` names what of the record was still to be found once it was hidden and locked."""

    median: float
    worst: float
    times: int
    left: tuple[str, ...]

    @property
    def held(self) -> bool:
        return self.worst <= BAR and not self.left

    def __str__(self) -> str:
        return (
            f"hide: median {self.median * 1e3:.1f} ms, worst {self.worst * 1e3:.1f} ms of {self.times}"
            f"  bar {BAR * 1e3:.0f} ms: {'held' if self.held else 'NOT HELD'}{'  left: ' + ', '.join(self.left) if self.left else ''}"
        )


class Painted(QObject):
    """Notes when a widget's paint event came."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.at: float | None = None
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Paint:
            self.at = time.perf_counter()
        return False


class ChildPage(Page):
    """As much as a long child's page has: text, a chronology, and boxes that were typed in."""

    def __init__(self) -> None:
        super().__init__(NAME, "Larkmere Primary")
        self.line, self.notes = QLineEdit(), QPlainTextEdit()
        self.line.setAccessibleName("line")
        self.notes.setAccessibleName("notes")
        self.add(self.line)
        self.add(self.notes)
        for number in range(40):
            self.add(Text(f"{NAME}: two round marks on the left arm, number {number}"))
        table = Table("Chronology", ("When", "What"))
        table.set_rows([Row(str(n), (f"{n} November 2026", f"{NAME} said that it hurt")) for n in range(60)])
        self.add(table)


def measure(times: int = 100, clock: Callable[[], float] = time.perf_counter) -> Hidden:
    """Hide ``times`` times. A QApplication must be there; ``clock`` in seconds, that of the thread where others take the processor."""
    window = MainWindow()
    window.show()
    window.prepare()
    painted = Painted(window.neutral)
    taken, left = [], set[str]()
    for _ in range(times):
        _open(window)
        painted.at = None
        held = QApplication.focusWidget() or window
        key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier, "h")
        began = clock()
        QApplication.sendEvent(held, key)
        taken.append(clock() - began)
        if painted.at is None:
            left.add("the page before it: the neutral page was not painted at once")
        left.update(_showing(window))
        while window._book is not None:  # noqa: SLF001 - the lock follows the paint
            QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        left.update(_kept())
        window.come_back()
    window.close()
    window.deleteLater()
    return Hidden(statistics.median(taken), max(taken), times, tuple(sorted(left)))


def measured_apart() -> Hidden:
    """``measure`` in a process of its own, which has a window."""
    environment = quiet()
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.hiding"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found = json.loads(done.stdout)
    return Hidden(found["median"], found["worst"], found["times"], tuple(found["left"]))


def _open(window: MainWindow) -> None:
    book = BookView({"today": lambda _place, _book: ChildPage()})
    window.show_book(book)
    book.go(Place("today"))
    page = book.page()
    assert isinstance(page, ChildPage)
    page.line.setFocus()
    page.line.insert(NAME)
    page.notes.insertPlainText(f"{NAME} said")
    page.notes.selectAll()
    page.notes.copy()
    book.search.line.setText(NAME)
    beside = QMenu(NAME, book)
    beside.setObjectName("beside")
    beside.addAction(NAME)
    beside.popup(window.pos())
    QToolTip.showText(window.pos(), NAME)
    for _ in range(3):
        QApplication.processEvents()
    page.line.setFocus()


def _showing(window: MainWindow) -> Iterator[str]:
    """What of the record can be seen the moment after."""
    if any(NAME in top.windowTitle() or NAME in top.windowIconText() for top in QApplication.topLevelWidgets()):
        yield "a title"
    if [top for top in QApplication.topLevelWidgets() if top.isVisible() and top is not window]:
        yield "another window"
    if any(NAME in _words(widget) for widget in window.findChildren(QWidget) if widget.isVisible()):
        yield "words in the window"
    if QToolTip.isVisible():
        yield "a tip"
    if NAME in QApplication.clipboard().text() and QApplication.platformName() != "offscreen":
        yield "the clipboard"  # without a screen nobody owns it


def _kept() -> Iterator[str]:
    """What of the record is left in any widget once the book is locked: texts, and what Undo would bring back."""
    for widget in QApplication.allWidgets():
        if NAME in _words(widget) or NAME in widget.accessibleName() or NAME in widget.toolTip():
            yield f"{type(widget).__name__} holds words"
        if isinstance(widget, QLineEdit) and widget.isUndoAvailable():
            yield "what a line would bring back"
        if isinstance(widget, QPlainTextEdit) and widget.document().isUndoAvailable():
            yield "what a box would bring back"


def _words(widget: QWidget) -> str:
    if isinstance(widget, QTableWidget):
        items = (widget.item(row, 0) for row in range(widget.rowCount()))
        return " ".join(item.text() for item in items if item is not None)
    if isinstance(widget, QComboBox):
        return widget.currentText()
    for reader in ("text", "toPlainText", "title"):
        read = getattr(widget, reader, None)
        if callable(read):
            return str(read())
    return ""


def main() -> None:
    """Measure with the light theme and say so for ``measured_apart``."""
    qt = QApplication.instance() or QApplication([])
    assert isinstance(qt, QApplication)
    theme.load_fonts()
    theme.apply(qt, theme.Theme())
    print(json.dumps(asdict(measure())), flush=True)


if __name__ == "__main__":
    main()
