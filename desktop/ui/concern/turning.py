"""A page whose form can be written all at once or one question at a time, and the keys for both.

Rules this module keeps: the keyboard stays with the question that is answered when the way of writing changes; the summary of what is
wrong goes when one turns to another question, for the check says again what is missing; what cannot be read counts also where it is
not shown.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from desktop.services.pages.fields import Missing
from desktop.ui.concern.foot import Foot
from desktop.ui.concern.form import ConcernForm
from desktop.ui.page import Page
from desktop.ui.widgets.question import Question


class TurningPage(Page):
    """``way_asked(guided)`` wants the other way of writing, ``review_asked`` the check. ``form`` and ``foot`` are made by the subclass."""

    review_asked = Signal()
    way_asked = Signal(bool)
    form: ConcernForm
    foot: Foot

    def hear_keys(self) -> None:
        """Listen to the keys and to the form."""
        self.form.way_asked.connect(self.way_asked.emit)
        self.form.turned.connect(self._turned)
        self.form.ended.connect(self.review_asked.emit)
        self.form.touched.connect(lambda: self.foot.show_way_on(asked=self.form.is_last()))
        for keys, on in (
            ("Ctrl+Return", self._check_by_key), ("Ctrl+Enter", self._check_by_key),
            ("Ctrl+PgDown", self._by_key(self.form.turn_on)), ("Ctrl+PgUp", self._by_key(self.form.turn_back)),
        ):  # fmt: skip
            QShortcut(QKeySequence(keys), self, on).setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def show_guided(self, guided: bool) -> None:
        """One question a page, or all on one page; the keyboard stays with the question."""
        if guided == self.form.pages.on:
            return
        field, held = self.form.pages.field, self.form.isAncestorOf(self.focusWidget() or self)
        self.form.set_guided(guided)
        self._turned()
        if held and guided:
            self.form.take_focus()
        elif held:
            self._go_to(field)

    def unreadable(self) -> tuple[Missing, ...]:
        """What cannot be read, also on the pages that are not shown now."""
        asked = (one for one in self.form.findChildren(Question) if self.form.asks(one))
        return tuple(Missing(one.name, one.problem()) for one in asked if one.problem())

    def _by_key(self, turn: Callable[[], None]) -> Callable[[], None]:
        return lambda: turn() if self.form.isVisible() else None

    def _turned(self) -> None:
        """Another question is the page, or all of them are."""
        self.errors.hide()
        self.foot.show_way_on(asked=self.form.is_last())
        self.to_top()

    def _go_to(self, name: str) -> None:
        self.form.reveal(name)
        self.foot.show_way_on(asked=self.form.is_last())
        super()._go_to(name)

    def _check_by_key(self) -> None:
        if self.foot.review.isVisible() and self.foot.isEnabled():
            self.review_asked.emit()
