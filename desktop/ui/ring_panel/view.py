"""The panel that stays on every screen while something urgent has reached nobody.

Rules this module keeps: red, and never without words; never says sent or delivered; shows one alert at a time, the oldest
first, and how many there are; the number is large enough to read at arm's length and stands on one line; in a low
window it is smaller and leaves out the hours, which the call card says anyway, so that one can write below it: for whom and why
stands there always.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.services.pages.waiting import Alert
from desktop.ui.language import tr
from desktop.ui.ring_panel.presenter import first_to_ring, hours_words, reached_words, spoken_number, then_words
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.text import Text, grow_with_text, restyle

ME, OTHER = "me", "other"
LOW = 30  # lines of text; a lower window leaves out the hours, and has a smaller number
LOW_NUMBER = "heading"
SCRIPT = 0.25  # of the window's height; a longer script scrolls


class RingPanel(QFrame):
    """``call_asked(concern, who)``: the person wants to log a call; ``who`` is "me" or "other"."""

    call_asked = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._alerts: tuple[Alert, ...] = ()
        self._at = 0
        grow_with_text(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.setSpacing(28)
        words = QVBoxLayout()
        words.setSpacing(2)
        self.heading = Text(tr("This has not reached anyone"), "strong")
        self.why = Text()
        words.addWidget(self.heading)
        words.addWidget(self.why)
        words.addSpacing(6)
        self.rang = Button(tr("I have rung"), "danger", lambda: self._call(ME))
        self.other_rang = Button(tr("Someone else rang"), on=lambda: self._call(OTHER))
        self.say = Button(tr("What to say"), on=self._toggle_script)
        self.next = Button(tr("Show the next one"), on=self._next)
        words.addWidget(ActionBar(self.rang, self.other_rang, self.say, self.next))
        words.addStretch(1)
        top.addLayout(words, 13)
        number = QVBoxLayout()
        number.setSpacing(0)
        self.name = Text("", "strong")
        self.number = Text("", "number", selectable=True)
        self.number.setWordWrap(False)
        self.then = Text("", "strong", selectable=True)
        self.then.hide()
        self.hours = Text("", "small")
        for part in (self.name, self.number, self.then, self.hours):
            number.addWidget(part)
        number.addStretch(1)
        top.addLayout(number, 7)
        column.addLayout(top)
        self.script = Text("", "lead", selectable=True)
        self.script.setContentsMargins(2, 2, 2, 2)
        self.script_box = QScrollArea()
        self.script_box.setObjectName("script")
        self.script_box.setWidgetResizable(True)
        self.script_box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.script_box.setAccessibleName(tr("What to say"))
        self.script_box.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.script_box.setWidget(self.script)
        self.script_box.hide()
        column.addWidget(self.script_box)
        self.hide()

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show these, or hide when there are none."""
        here = self._alerts[self._at].concern if self._alerts else ""
        self._alerts = tuple(alerts)
        self._at = next((n for n, a in enumerate(self._alerts) if a.concern == here), 0)
        if self._alerts:
            self._fill()
        self.setVisible(bool(self._alerts))
        self._fit()

    def _fill(self) -> None:
        alert = self._alerts[self._at]
        many = len(self._alerts)
        count = tr(" ({value} of {many})", value=self._at + 1, many=many) if many > 1 else ""
        self.heading.setText(f"{reached_words(alert)}{count}")
        self.why.setText(f"{alert.child_name}: {alert.why}")
        name, number = first_to_ring(alert)
        self.name.setText(tr("Ring {whom}", whom=name or tr("the number you were given")))
        self.number.setText(number or tr("no number kept"))
        self.number.setAccessibleName(spoken_number(number))
        self.then.setText(then_words(alert.number))
        self.then.setVisible(alert.danger)
        self.hours.setText(hours_words(alert.number))
        self.script.setText(alert.script)
        self.next.setVisible(many > 1)
        then = f". {self.then.text()}" if alert.danger else ""
        self.setAccessibleName(f"{self.heading.text()}. {self.name.text()}, {self.number.text()}{then}")

    def _call(self, who: str) -> None:
        self.call_asked.emit(self._alerts[self._at].concern, who)

    def _next(self) -> None:
        self._at = (self._at + 1) % len(self._alerts)
        self._fill()

    def _toggle_script(self) -> None:
        shown = not self.script_box.isVisible()
        self.script_box.setVisible(shown)
        self._fit()
        self.say.say(tr("Hide what to say") if shown else tr("What to say"))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.window().installEventFilter(self)  # a window that only gets lower resizes no panel

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.window():
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave out what is not needed to ring when the window is low, and let a long script scroll."""
        height = self.window().height()
        low = height < LOW * self.fontMetrics().height()
        if self.hours.isHidden() != low:
            self.hours.setHidden(low)
        if (role := LOW_NUMBER if low else "number") != self.number.property("role"):
            self.number.setProperty("role", role)
            restyle(self.number)
            self.number.updateGeometry()
        wanted = self.script.heightForWidth(max(100, self.width() - 70)) + 18
        self.script_box.setFixedHeight(min(wanted, max(90, int(height * SCRIPT))))
