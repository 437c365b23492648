"""After signing: what was saved, what comes next, and the call card when somebody must be rung now."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.domain.urgency import Number
from desktop.ui.concern.ports import DoneScreen
from desktop.ui.language import tr
from desktop.ui.ring_panel.presenter import then_words
from desktop.ui.widgets.boxes import Card, Notice, clear
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.text import Text


class DoneBox(QFrame):
    """``share_asked(concern)``, ``tell_asked(concern)``, ``child_asked``, ``another_asked``, ``call_asked(concern)`` (has rung) and
    ``card_asked(concern)`` (is about to) lead on; ``other_asked(concern, child)`` begins one about another child of the event.

    It is a frame with a name, so that a screen reader says what was saved when the keyboard comes into it.
    """

    share_asked = Signal(str)
    tell_asked = Signal(str)
    child_asked = Signal()
    another_asked = Signal()
    call_asked = Signal(str)
    card_asked = Signal(str)
    other_asked = Signal(str, str)
    note_asked = Signal(str)  # the concern; a photograph of its note is to be kept

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)

    def fill(self, screen: DoneScreen) -> None:
        clear(self._column)
        self.setAccessibleName(
            ". ".join((tr("Saved and signed"), tr("About {child_name}", child_name=screen.child_name), screen.saved))
        )
        if screen.urgent:
            self._ring(screen)
        saved = Notice("success", tr("About {child_name}", child_name=screen.child_name), screen.saved)
        self._column.addWidget(saved)
        if screen.ring is not None:
            self._column.addWidget(Notice("warning", screen.ring.title, screen.ring.text))
        for prompt in screen.advice:
            self._column.addWidget(Notice("warning", prompt.title, prompt.text))
        self._column.addWidget(Text(tr("What happens next"), "heading"))
        for step in screen.next_steps:
            self._column.addWidget(Text(f"•  {step}"))
        self.share = Button(
            tr("Share it, or decide not to"),
            "secondary" if screen.urgent else "primary",
            lambda: self.share_asked.emit(screen.concern),
        )
        tell = Button(tr("Tell a colleague"), on=lambda: self.tell_asked.emit(screen.concern))
        child = Button(tr("Open the child’s page"), on=self.child_asked.emit)
        self.call = Button(tr("Log a call"), on=lambda: self.call_asked.emit(screen.concern))
        another = Button(tr("Record another concern"), on=self.another_asked.emit)
        bar = ActionBar(self.share, self.call, tell, child, another)
        if screen.note:
            bar.add(Button(tr("Keep a photograph of the note"), on=lambda: self.note_asked.emit(screen.concern)))
        self._column.addWidget(bar)
        if screen.others:
            self._others(screen)

    def _others(self, screen: DoneScreen) -> None:
        """One line stands in each other child's record; what happened to them is written in a concern of their own."""
        self._column.addWidget(Text(tr("The other children"), "heading"))
        self._column.addWidget(
            Text(tr("Each has a line in their own record that leads here. Nothing you wrote was copied into it."))
        )
        for child, name in screen.others:
            self._column.addWidget(
                ActionBar(
                    Button(tr("Write a concern of their own: {name}", name=name), on=self._writing(screen, child))
                )
            )

    def _writing(self, screen: DoneScreen, child: str) -> Callable[[], None]:
        return lambda: self.other_asked.emit(screen.concern, child)

    def _ring(self, screen: DoneScreen) -> None:
        alert = screen.alert
        if alert is None:
            self._column.addWidget(
                Notice("danger", tr("This has not reached anyone"), tr("Ring now: do not wait for an answer here."))
            )
            return
        rang = Button(tr("I rang"), "danger", lambda: self.call_asked.emit(alert.concern))
        card = Button(tr("Show whom to ring"), on=lambda: self.card_asked.emit(alert.concern))
        self._column.addWidget(
            Notice(
                "danger",
                tr("This has not reached anyone. Ring 999 now.")
                if alert.danger
                else tr("This has not reached anyone. Ring now."),
                f"{then_words(alert.number) if alert.danger else _whom(alert.number)}. {alert.why}.".replace("..", "."),
                rang,
                card,
            )
        )
        if alert.script:
            say = Card(tr("What to say, in half a minute"))
            say.add(Text(alert.script, selectable=True))
            self._column.addWidget(say)


def _whom(number: Number) -> str:
    return f"{number.name}: {number.number}" if number.number else number.name
