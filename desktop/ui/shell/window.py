"""The one window: a door (start, unlock) or an open book behind it, and a neutral page in front when hidden.

Rules this module keeps: the title says "Guardbook" and never a name; hiding paints the neutral page before anything else is
done; leaving a book always saves its draft first; this module imports little, so that the door is on the screen at once.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.language import tr
from desktop.ui.shell.first_paint import after_first_paint
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.text import Text

if TYPE_CHECKING:
    from desktop.ui.shell.guard import Guard
    from desktop.ui.shell.neutral import NeutralPage

TITLE = "Guardbook"
AROUND, ABOVE = (
    8,
    32,
)  # pixels of frame and title bar; asking the style for them would make ready all that a style can be asked


class Book(Protocol):
    """What the window needs of an open book's screen (a QWidget)."""

    def save_draft(self) -> None: ...
    def leaving(self) -> None: ...
    def writing(self) -> bool: ...
    def waiting(self) -> int: ...
    def bar_parts(self) -> tuple[QWidget, ...]: ...
    def back(self) -> None: ...
    def forward(self) -> None: ...


class MainWindow(QMainWindow):
    """``left_book`` comes after the draft was handed to the worker: lock the session and give the window a new door."""

    left_book = Signal()

    def __init__(
        self, *, monotonic: Callable[[], float] = time.monotonic, wall: Callable[[], float] = time.time
    ) -> None:
        super().__init__()
        self.setWindowTitle(TITLE)
        self.resize(1280, 800)
        self._book: QWidget | None = None
        self._of_book: tuple[QWidget, ...] = ()  # what the open book put into the bar
        self._door: QWidget | None = None
        self.deck = QStackedWidget()
        self.deck.setObjectName("deck")
        self.setCentralWidget(self.deck)
        self._front = QWidget()
        self._column = QVBoxLayout(self._front)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._make_bar())
        self._room = QStackedWidget()
        self._column.addWidget(self._room, 1)
        self.deck.addWidget(self._front)
        self._neutral: NeutralPage | None = None
        self._monotonic, self._wall = monotonic, wall
        self._guard: Guard | None = None
        after_first_paint(self, self.prepare)

    def fit_screen(self) -> None:
        """Ask for no more than the screen leaves free, with the title bar and the frame that the system will add."""
        free = self.screen().availableGeometry().size()
        self.resize(min(self.width(), free.width() - AROUND), min(self.height(), free.height() - ABOVE))

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab in reading order on the doors too: what came up later (a problem's links) is reached where it stands."""
        from desktop.ui.tab_order import step

        found = step(self._front, self.focusWidget(), forward=forward)
        if found is None:
            return super().focusNextPrevChild(forward)
        found.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
        return True

    def prepare(self) -> None:
        """Make what stands behind the first door: the neutral page and the guard. Asked after the first paint, or by who needs it sooner."""
        if self._neutral is not None:
            return
        from desktop.ui.shell.guard import Guard
        from desktop.ui.shell.neutral import NeutralPage

        self._neutral = NeutralPage()
        self._neutral.carry_on.connect(self.come_back)
        self.deck.addWidget(self._neutral)
        self.warning = self._make_warning()
        self._column.insertWidget(1, self.warning)
        self._stay = self._make_stay()
        self._column.insertWidget(2, self._stay)
        self._guard = Guard(self._writing, self, monotonic=self._monotonic, wall=self._wall)
        self._guard.hide_asked.connect(self.hide_now)
        self._guard.lock_due.connect(self.leave_book)
        self._guard.warned.connect(self._warn)
        self._guard.turned.connect(self._turn)
        # not before the first paint: a filter in Python on the whole application makes PySide wrap, and so make ready, every type there is
        cast("QApplication", QApplication.instance()).installEventFilter(self._guard)

    @property
    def neutral(self) -> NeutralPage:
        self.prepare()
        return cast("NeutralPage", self._neutral)

    @property
    def guard(self) -> Guard:
        self.prepare()
        return cast("Guard", self._guard)

    # what stands in the window

    def show_door(self, door: QWidget) -> None:
        """Show a page of its own (welcome, first run, unlock). Closes the book's screen when one is there."""
        self._drop()
        self._door = door
        self._put(door)
        self.lock_button.hide()
        if self._guard is not None:
            self._guard.watch(False)

    def show_book(self, book: QWidget) -> None:
        """Show an open book's screen; it must satisfy ``Book``."""
        self._drop()
        self._book = book
        self._of_book = cast("Book", book).bar_parts()
        for part in self._of_book:
            self._bar.insertWidget(self._bar.indexOf(self.lock_button), part)
            part.show()
        self._put(book)
        self.lock_button.show()
        self.watch()

    def leave_book(self) -> None:
        """Save the draft and ask for the lock. Quiet when no book is open."""
        if self._book is None:
            return
        from desktop.ui.shell.sweeping import forget_copied

        cast("Book", self._book).save_draft()
        cast("Book", self._book).leaving()
        book, self._book = self._book, None
        book.hide()
        self._take_away(book)
        self.guard.watch(False)
        self._stay.hide()
        forget_copied()
        self.left_book.emit()

    # hiding

    def hide_now(self) -> None:
        """Paint the neutral page at once; then, when it stands, save the draft and lock."""
        from desktop.ui.shell.sweeping import sweep

        self.setWindowTitle(tr(self.neutral.TITLE))
        self.deck.setCurrentWidget(self.neutral)
        self.deck.repaint()
        sweep(self)
        self.neutral.setFocus()
        QTimer.singleShot(0, self, self.leave_book)

    def hidden(self) -> bool:
        return self._neutral is not None and self.deck.currentWidget() is self._neutral

    def come_back(self) -> None:
        """From the neutral page to whatever stands behind it (the door, when a book was open)."""
        self.setWindowTitle(TITLE)
        self.neutral.forget()
        self.deck.setCurrentWidget(self._front)
        if self._door is not None:
            self._enter(self._door)

    def watch(self, resting: float = 5 * 60, writing: float = 10 * 60) -> None:
        """Lock after so many seconds without a touch, while a book is open."""
        self.guard.watch(self._book is not None, resting, writing)

    def closeEvent(self, event: QCloseEvent) -> None:
        waiting = cast("Book", self._book).waiting() if self._book is not None else 0
        if waiting and event.spontaneous() and not self.hidden() and not self._stay.isVisible():
            event.ignore()
            self._stay_words.setText(
                tr(
                    "%n letter(s) not sent yet. Letters leave this computer only while the record book is open.",
                    n=waiting,
                )
            )
            self._stay.show()
            return
        self.leave_book()
        super().closeEvent(event)

    # inside

    def _make_bar(self) -> QWidget:
        bar = QWidget()
        bar.setObjectName("bar")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._bar = row = QHBoxLayout(bar)
        row.setContentsMargins(24, 8, 16, 8)
        row.setSpacing(12)
        brand = Text(TITLE, "brand")
        brand.setWordWrap(False)
        brand.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(brand)
        row.addStretch(1)
        self.lock_button = Button(tr("Lock"), "bar", self.leave_book)
        self.lock_button.hide()
        self.hide_button = Button(
            tr("Hide"),
            "bar",
            self.hide_now,
            describe=tr("Shows a neutral page at once and locks. Also Ctrl+H, or Shift three times."),
        )
        self.hide_button.setToolTip(tr("Ctrl+H, or Shift three times"))
        row.addWidget(self.lock_button)
        row.addWidget(self.hide_button)
        return bar

    def _make_warning(self) -> QWidget:
        box = QWidget()
        box.setObjectName("warning")
        box.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(box)
        row.setContentsMargins(24, 8, 16, 8)
        self.warning_text = Text("", "strong")
        self.warning_text.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.warning_text, 1)
        row.addWidget(Button(tr("Stay"), on=self.guard_touched, describe=tr("The record book stays open.")))
        box.hide()
        return box

    def _make_stay(self) -> QWidget:
        """Closing while letters wait is asked once more."""
        box = QWidget()
        box.setObjectName("warning")
        box.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(box)
        row.setContentsMargins(24, 8, 16, 8)
        self._stay_words = Text("", "strong")
        row.addWidget(self._stay_words, 1)
        row.addWidget(Button(tr("Keep it open"), "primary", box.hide))
        row.addWidget(Button(tr("Close anyway"), on=lambda: QTimer.singleShot(0, self, self.close)))
        box.hide()
        return box

    def guard_touched(self) -> None:
        self.guard.touched()

    def _warn(self, seconds: int) -> None:
        self.warning.setVisible(seconds >= 0)
        if seconds >= 0:
            self.warning_text.setText(
                tr("Your record book locks in {seconds} seconds. What you wrote is kept.", seconds=seconds)
            )

    def _writing(self) -> bool:
        return self._book is not None and cast("Book", self._book).writing()

    def _put(self, widget: QWidget) -> None:
        self._room.addWidget(widget)
        self._room.setCurrentWidget(widget)
        if not self.hidden():
            self._enter(widget)

    def _enter(self, widget: QWidget) -> None:
        entered = getattr(widget, "entered", None)
        if callable(entered):
            QTimer.singleShot(0, widget, lambda: self._begin_at(widget, entered))

    def _begin_at(self, widget: QWidget, entered: Callable[[], None]) -> None:
        """What stood there before has gone, and Qt gave the keyboard to what comes next: never to Hide, which Enter would press."""
        from desktop.ui.tab_order import stops

        entered()
        if self.focusWidget() not in {None, self.hide_button, self.lock_button}:
            return
        page = getattr(widget, "page", None)
        first = next(iter(stops(page() if callable(page) and page() is not None else widget)), None)
        if first is not None:
            first.setFocus()

    def _drop(self) -> None:
        for old in (self._book, self._door):
            if old is not None:
                self._room.removeWidget(old)
                self._take_away(old)
        self._book = self._door = None

    def _take_away(self, old: QWidget) -> None:
        for part in self._of_book:
            part.hide()
            part.deleteLater()
        self._of_book = ()
        old.deleteLater()

    def _turn(self, way: int) -> None:
        if self._book is not None and not self.hidden():
            book = cast("Book", self._book)
            (book.back if way < 0 else book.forward)()
