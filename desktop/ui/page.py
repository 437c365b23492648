"""What every page has: one heading, a scrolling column, an error summary, and hooks that the main window calls.

Rules this module keeps: a page decides nothing; it shows what its presenter says. The column is never wider than is good
to read, unless the page asks for it. When the page comes up, the heading's first control gets the keyboard. It is a frame with the
heading as its name: so a screen reader says on which page one is when the keyboard comes there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.widgets.boxes import ErrorSummary, Notice
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.deaf import DEAF_FOR, Deaf
from desktop.ui.widgets.question import Question
from desktop.ui.widgets.spoken import say_now
from desktop.ui.widgets.text import Text, grow_with_text

if TYPE_CHECKING:  # the first window must not wait for these
    from desktop.domain.statements import Changes
    from desktop.services.pages.fields import Missing
    from desktop.ui.messages import Said

MARGIN = 24  # pixels that stay free above and below what has the keyboard
AnyWidget = TypeVar("AnyWidget", bound=QWidget)


def alive(owner: QObject) -> Callable[[], bool]:
    """Whether the owner still exists, for ``Tasks.owned_by``."""
    return lambda: bool(shiboken6.isValid(owner))


class Keeper(Protocol):
    """What keeps the text of a form that is not signed yet (``form_keeper``)."""

    def save(self) -> None: ...


class Sheet(QWidget):
    """What scrolls. It is as high as its text at this width: not as high as the text would be at the least width."""

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)


class Page(QFrame):
    """A page of the main window. Subclasses build themselves with ``add``; ``wide`` pages use the whole width."""

    centred = False  # True: the column stands in the middle (pages without navigation)
    says_its_name = True  # False: a page full of a record, which a screen reader would read out whole behind the name
    deaf_for = DEAF_FOR
    recording = False  # True: the line about 999 stands above the page, and the idle lock waits longer

    def __init__(self, title: str, caption: str = "", *, wide: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._questions: dict[str, Question] = {}
        self.greeted = self._failed = (
            False  # what was done is said at the heading, read first; the notice says that something failed
        )
        self.keeper: Keeper | None = None
        self._wide = wide
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.paper = QScrollArea()
        self.paper.setWidgetResizable(True)
        self.paper.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.paper.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer.addWidget(self.paper)
        self._sheet = sheet = Sheet()
        sheet.setObjectName("column")
        sideways = QHBoxLayout(sheet)
        sideways.setContentsMargins(44, 24, 44, 44)
        if self.centred:
            sideways.addStretch(1)
        self._column = QWidget()
        grow_with_text(self._column)
        sideways.addWidget(self._column, 100)
        sideways.addStretch(1)
        self.body = QVBoxLayout(self._column)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(18)
        self.caption = Text(caption, "caption")
        if not caption:
            self.caption.hide()  # showing one that has no parent yet would open a window of its own
        self.title = Text(title, "title")
        self.setAccessibleName(title if self.says_its_name else "")
        self.errors = ErrorSummary()
        self.errors.asked.connect(self._go_to)
        self.notice = Notice()
        self.notice.hide()
        heading = QVBoxLayout()
        heading.setSpacing(2)
        heading.addWidget(self.caption)
        heading.addWidget(self.title)
        self.body.addWidget(self.errors)
        self.body.addLayout(heading)
        self.body.addWidget(self.notice)
        self._filled = QVBoxLayout()
        self._filled.setSpacing(22)
        self.body.addLayout(self._filled)
        self.body.addStretch(1)
        self.paper.setWidget(sheet)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    # building

    def add(self, widget: AnyWidget) -> AnyWidget:
        """Put a widget at the end of the column; questions in it become known to the error summary."""
        self._filled.addWidget(widget)
        self.know(widget)
        return widget

    def add_actions(self, *buttons: Button) -> ActionBar:
        return self.add(ActionBar(*buttons))

    def heading(self, text: str) -> Text:
        return self.add(Text(text, "heading"))

    def know(self, widget: QWidget) -> None:
        """Make the questions in a widget known to the error summary (after adding to it later)."""
        found = ([widget] if isinstance(widget, Question) else []) + widget.findChildren(Question)
        for question in found:
            self._questions[question.name] = question

    def question(self, name: str) -> Question:
        return self._questions[name]

    # showing

    def set_title(self, title: str, caption: str = "") -> None:
        if title != self.title.text():
            self.failure_over()
            if not self.says_its_name:
                say_now(f"{title}. {caption}" if caption else title)
        self.title.setText(title)
        self.setAccessibleName(title if self.says_its_name else "")
        self.caption.setText(caption)
        self.caption.setVisible(bool(caption))

    def unreadable(self) -> tuple[Missing, ...]:
        """What was typed but cannot be read (dates, times), from the questions that are on the screen."""
        from desktop.services.pages.fields import Missing  # noqa: PLC0415 - the first window must not wait for it

        asked = [q for q in self._questions.values() if shiboken6.isValid(q) and q.isVisibleTo(self)]
        return tuple(Missing(q.name, q.problem()) for q in asked if q.problem())

    def bring(self, widget: QWidget) -> None:
        """Scroll until the whole of a widget is in sight, with its question's label and hint when there is room."""
        if self._sheet.height() <= self.paper.height():
            return  # there is nothing to scroll: so it is at the doors, which need not make a scroll bar ready for this
        room = self.paper.viewport().height()
        above = widget
        while above is not self._column and not isinstance(above, Question):
            above = above.parentWidget() or self._column
        if isinstance(above, Question) and above.height() + 2 * MARGIN <= room:
            widget = above
        spare = max(0, min(MARGIN, (room - widget.height()) // 2))
        top = widget.mapTo(self._column, QPoint(0, 0)).y() + self._column.y()
        bar = self.paper.verticalScrollBar()  # Qt's own ensureWidgetVisible cares for a text field's cursor only
        lowest, highest = top + widget.height() + spare - room, top - spare
        bar.setValue(max(min(bar.value(), highest), min(lowest, highest)))

    def settle(self, button: Button) -> None:
        """Something to be read before ``button`` is pressed came up: its top is in sight, the keyboard is on the heading, and the
        button is deaf for ``deaf_for`` milliseconds, so that a double press signs nothing unread.
        """
        Deaf(button, self.deaf_for)
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)
        self.to_top()

    def to_top(self) -> None:
        """Scroll to the heading."""
        self.paper.verticalScrollBar().setValue(0)

    def show_problems(self, problems: Sequence[Missing]) -> None:
        """Mark the fields and show the summary, which takes the focus; an empty sequence clears all."""
        by_name = {p.field: p.message for p in problems}
        for name, question in self._questions.items():
            if shiboken6.isValid(question):
                question.set_error(by_name.get(name, ""))
        self.errors.show_problems(problems)
        if problems:
            self.to_top()

    def show_notice(self, kind: str, title: str, text: str = "") -> None:
        """A notice under the heading: info, success, warning or danger. A blank title and text hide it."""
        self._failed = False
        self.notice.say(kind, title, text)
        self.notice.setVisible(bool(title or text))
        if title or text:
            self.paper.ensureWidgetVisible(self.notice)
            say_now(" ".join(part for part in (title, text) if part))

    def greet(self, title: str, text: str = "") -> None:
        """What was done on the page before, for whoever comes from there; it stays while this page is there."""
        greeting = Notice("success", title, text)
        self.body.insertWidget(self.body.indexOf(self.notice), greeting)

    def greet_at_top(self, title: str, text: str = "") -> None:
        """As ``greet``, for a page that was come back to: it stands at its heading, which has the keyboard, and the greeting is said."""
        self.greeted = True
        self.greet(title, text)
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)
        self.to_top()
        say_now(" ".join(part for part in (title, text) if part))

    def show_failure(self, said: Said) -> None:
        """What happened, what is safe, what to do next; it goes with the next step that succeeds."""
        self.show_notice("warning", said.happened, f"{said.safe} {said.next}")
        self._failed = True

    def failure_over(self) -> None:
        """The page went on: what failed before is not said any more."""
        if self._failed:
            self.show_notice("info", "")

    # hooks for the main window

    def entered(self) -> None:
        """The page came up: read what it shows, and put the keyboard where one begins."""

    def refresh(self, changes: Changes) -> None:
        """Something changed; read again if it concerns this page."""

    def save_draft(self) -> None:
        """Keep what was typed (before hiding and locking). Must not raise; may be asked at any time."""
        if self.keeper is not None:
            self.keeper.save()

    def ready(self) -> bool:
        """Whether everything that is to be seen stands, for pages that build themselves in steps."""
        return True

    def writing(self) -> bool:
        """Whether the person is in the middle of writing."""
        return self.recording

    def keep_in_sight(self) -> None:
        """Something took room above or below: what has the keyboard must not lie under it."""
        focused = self.focusWidget()
        if focused is not None and self.paper.isAncestorOf(focused):
            self.bring(focused)

    # looks

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        if event.size().height() < event.oldSize().height():
            QTimer.singleShot(0, self, self.keep_in_sight)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(320, 240)

    def _fit(self) -> None:
        widest = QFontMetrics(self.font()).averageCharWidth() * (130 if self._wide else 78)
        self._column.setMaximumWidth(max(widest, 560))

    def _focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        """What has the keyboard is seen whole, never half behind the foot; a press of the mouse moves nothing."""
        pressed = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        if now is not None and not pressed and self.isVisible() and self._column.isAncestorOf(now):
            QTimer.singleShot(0, now, lambda: self.bring(now) if self._column.isAncestorOf(now) else None)

    def _go_to(self, name: str) -> None:
        question = self._questions.get(name)
        if question is not None and shiboken6.isValid(question):
            question.take_focus()
            QTimer.singleShot(0, question, lambda: self.bring(question))
