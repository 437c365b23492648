"""Letters: going out, come in, and set aside; each with its state in words and what comes next. Widgets and signals only."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.statements import Changes
from desktop.ui import files
from desktop.ui.language import tr
from desktop.ui.letters.lines import LetterLine
from desktop.ui.letters.presenter import POST, STICK, LettersScreen
from desktop.ui.messages import Said
from desktop.ui.page import Page
from desktop.ui.widgets.badges import LetterState
from desktop.ui.widgets.boxes import Card, EmptyState, Notice, clear
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.text import Rule, Text


class LettersPage(Page):
    """Signals go to the presenter."""

    presenter: object = None  # kept alive by its view
    came_up = Signal()
    changed_elsewhere = Signal(object)
    exchange_asked = Signal()
    folder_out = Signal(object)  # a Path
    folder_in = Signal(object)  # a Path
    child_asked = Signal(str)
    join_asked = Signal()
    seen_asked = Signal(str)
    stop_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Letters"), parent=parent)
        self._pressed: Button | None = None
        self.fresh = self.add(Notice("info", tr("Looking…")))
        self.exchange = Button(tr("Send and fetch now"), "primary", self.exchange_asked.emit)
        self.out = Button(tr("Copy to a USB stick"), on=self._choose_out)
        self.take = Button(tr("Take in from a USB stick"), on=self._choose_in)
        self.bar = self.add_actions(self.exchange, self.out, self.take)
        self.moving = self.add(Text("", "strong"))
        self.copying = self.add(Text("", "strong"))
        self.stop = Button(tr("Stop copying"), on=self.stop_asked.emit)
        self.stopping = self.add_actions(self.stop)
        self.stick = self.add(Notice())
        for part in (self.moving, self.copying, self.stopping, self.stick):
            part.hide()
        self._under_way: set[str] = set()
        self.inside = self.add(QWidget())
        self._inside = QVBoxLayout(self.inside)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(14)

    def entered(self) -> None:
        self.exchange.setFocus()
        self.came_up.emit()

    def refresh(self, changes: Changes) -> None:
        self.changed_elsewhere.emit(changes)

    def show_letters(self, screen: LettersScreen) -> None:
        kind = "warning" if screen.freshness.stale or not screen.freshness.joined else "info"
        self.fresh.say(kind, screen.freshness.said, screen.freshness.waiting)
        self._enable()
        if self._pressed is not None:
            self._pressed.setFocus()  # a button that was switched off had lost the keyboard
            self._pressed = None
        self.bar.setVisible(screen.freshness.joined)
        clear(self._inside)
        if not screen.freshness.joined:
            join = Button(tr("Join an area"), "primary", self.join_asked.emit)
            self._inside.addWidget(
                EmptyState(tr("No letters before you join"), tr("Everything you record is kept here meanwhile."), join)
            )
            return
        if screen.aside:
            self._section(tr("Set aside"), screen.aside, "")
        self._section(tr("Going out"), screen.going, tr("Nothing has been shared from here."))
        self._section(tr("Came in"), screen.came, tr("Nothing has come in yet."))

    def show_moving(self, road: str, said: str, *, stoppable: bool = False) -> None:
        """Something is under way on one road; the other one stays free, and keeps what it said."""
        self._pressed = next((b for b in (self.exchange, self.out, self.take) if b.hasFocus()), None)
        self._under_way.add(road)
        self._say(road, "info", "")
        words = self._words(road)
        words.setText(said)
        words.show()
        if road == STICK:
            self.stopping.setVisible(stoppable)
        self._enable()

    def show_moved(self, road: str, said: str) -> None:
        self._over(road)
        self._say(road, "success", said)

    def show_not_moved(self, road: str, said: Said) -> None:
        self._over(road)
        self._say(road, "warning", said.happened, f"{said.safe} {said.next}")

    # inside

    def _words(self, road: str) -> Text:
        return self.moving if road == POST else self.copying

    def _over(self, road: str) -> None:
        self._under_way.discard(road)
        self._words(road).hide()
        if road == STICK:
            self.stopping.hide()
        self._enable()

    def _say(self, road: str, kind: str, title: str, text: str = "") -> None:
        """Each road has its own notice, so that the stick never takes away that sending failed."""
        if road == POST:
            self.show_notice(kind, title, text)
            if title:
                self.to_top()
            return
        self.stick.setVisible(bool(title or text))
        self.stick.say(kind, title, text)
        if title or text:
            QTimer.singleShot(0, self, lambda: self.bring(self.stick))

    def _enable(self) -> None:
        self.exchange.setEnabled(POST not in self._under_way)
        for button in (self.out, self.take):
            button.setEnabled(STICK not in self._under_way)

    def _section(self, title: str, lines: tuple[LetterLine, ...], none: str) -> None:
        self._inside.addSpacing(6)
        self._inside.addWidget(Text(title, "heading"))
        if not lines:
            self._inside.addWidget(Text(none, "muted"))
            return
        card = Card()
        for number, line in enumerate(lines):
            if number:
                card.add(Rule())
            self._letter(card, line)
        self._inside.addWidget(card)

    def _letter(self, card: Card, line: LetterLine) -> None:
        words = QVBoxLayout()
        words.setSpacing(5)
        words.addWidget(
            Text(tr("{who}, about {about}", who=line.who, about=line.about) if line.about else line.who, "strong")
        )
        words.addWidget(LetterState(line.state, line.tone))
        words.addWidget(Text(line.times, "small"))
        card.box.addLayout(words)
        if line.next:
            card.add(Notice("warning", "", line.next) if line.tone == "attention" else Text(line.next))
        if line.seen is not None:
            self._known(card, line)
        if line.child:
            button = Button(tr("Open the child’s page"), "link", self._opening(line.child))
            button.setAccessibleName(tr("Open the child’s page: {about}", about=line.about))
            card.add(ActionBar(button))

    def _known(self, card: Card, line: LetterLine) -> None:
        if line.seen:
            card.add(Text(tr("You said that you have seen this. It stays here."), "small"))
            return
        button = Button(tr("I have seen this"), on=lambda: self.seen_asked.emit(line.bundle))
        button.setAccessibleName(tr("I have seen this: {who}, {times}", who=line.who, times=line.times))
        card.add(ActionBar(button))

    def _opening(self, child: str) -> Callable[[], None]:
        return lambda: self.child_asked.emit(child)

    def _choose_out(self) -> None:
        if chosen := files.folder(self, tr("Copy sealed letters to which folder?")):
            self.folder_out.emit(Path(chosen))

    def _choose_in(self) -> None:
        if chosen := files.folder(self, tr("Take in sealed letters from which folder?")):
            self.folder_in.emit(Path(chosen))
