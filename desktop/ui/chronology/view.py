"""A child's chronology. Widgets and signals only."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.statements import Changes
from desktop.services.pages.chronology import Shown
from desktop.ui.chronology.choosing import Choosing
from desktop.ui.chronology.screen import ChronologyScreen, cells, columns
from desktop.ui.files import save_as
from desktop.ui.language import mark, tr
from desktop.ui.page import Page
from desktop.ui.widgets.boxes import EmptyState, Notice, clear
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.choice_questions import TickQuestion
from desktop.ui.widgets.spoken import say_now
from desktop.ui.widgets.table import Row, Sorts, Table
from desktop.ui.widgets.text import Text

TITLE = mark("Chronology")
MOST_HIGH = 14  # rows that are seen at once


class ChronologyPageView(Page):
    """Signals go to the presenter. ``file_name`` proposes a name that says nothing about the child."""

    presenter: object = None  # kept alive by its view
    chosen = Signal(object)  # a Shown
    turned = Signal(str)
    followed = Signal(str, str)  # a page and the record
    saved = Signal(object, bool)  # a Path; with the body maps
    delete_asked = Signal()
    child_asked = Signal()
    tell_asked = Signal()  # colleagues, who alone can open what is sealed to them
    changed_elsewhere = Signal(object)

    def __init__(self, file_name: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(tr(TITLE), wide=True, parent=parent)
        self._file_name = file_name
        self._screen: ChronologyScreen | None = None
        self.older = self.add(Notice())
        self.older.hide()
        self.says = self.add(Text("", "body"))
        self.choose = Button(tr("Choose what is shown"), on=self._fold)
        self.print = Button(tr("Save this as PDF"), on=self._save)
        self.child = Button(tr("Open the child’s page"), on=self.child_asked.emit)
        self.tell = Button(tr("Send it to named people only"), on=self.tell_asked.emit)
        self.add_actions(self.choose, self.print, self.tell, self.child)
        self.maps = self.add(TickQuestion("maps", tr("Also print the body maps")))
        self.delete_file = Button(tr("Delete that file now"), on=self.delete_asked.emit)
        self.saved_file = self.add(Notice("success", "", "", self.delete_file))
        self.saved_file.hide()
        self.choosing = self.add(Choosing())
        self.choosing.hide()
        self.choosing.asked.connect(self._ask)
        self.choosing.cleared.connect(lambda: self.chosen.emit(Shown()))
        inside = self.add(QWidget())
        self._lines = QVBoxLayout(inside)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(14)
        self.table: Table | None = None
        self._stands = False

    def ready(self) -> bool:
        return self._stands

    def entered(self) -> None:
        self.choose.setFocus()

    def refresh(self, changes: Changes) -> None:
        self.changed_elsewhere.emit(changes)

    def show_busy(self, said: str) -> None:
        self.show_notice("info", said)

    def show_saved(self, title: str, text: str, *, delete: bool) -> None:
        self.show_notice("info", "")
        self.saved_file.say("success", title, text)
        self.saved_file.show()
        self.delete_file.setVisible(delete)

    def show_chronology(self, screen: ChronologyScreen) -> None:
        first, self._screen = self._screen is None, screen
        self.show_notice("info", "")
        self.set_title(tr(TITLE), screen.name)
        self.older.say("warning", tr("An older view"), screen.older)
        self.older.setVisible(bool(screen.older))
        self.says.setText("\n".join(screen.says))
        if self.choosing.isHidden() or first:
            self.choosing.fill(screen)
        self._build(screen)
        self._stands = True
        if not first:
            say_now(" ".join((screen.older, *screen.says, screen.place)))

    def _build(self, screen: ChronologyScreen) -> None:
        clear(self._lines)
        self.table = None
        if not screen.lines:
            self._lines.addWidget(_empty(screen, lambda: self.chosen.emit(Shown())))
            return
        shares = columns(screen.lines)
        self.table = table = Table(
            tr(TITLE),
            [heading for heading, _ in shares],
            sorts=Sorts.NOT,
            widths=[share for _, share in shares],
            most=MOST_HIGH,
        )
        rows = (cells(line, screen.lines) for line in screen.lines)
        table.set_rows([Row(str(number), texts, struck=struck) for number, (texts, struck) in enumerate(rows)])
        table.opened.connect(self._follow)
        self._lines.addWidget(Text(tr("Press Enter on a line, or double-click it, to read the whole record."), "hint"))
        self._lines.addWidget(table)
        if screen.place:
            self._lines.addWidget(Text(screen.place, "strong"))
            self._lines.addWidget(self._turning(screen))

    def _turning(self, screen: ChronologyScreen) -> ActionBar:
        bar = ActionBar()
        for where, words, there in (
            ("earlier", tr("Earlier lines"), screen.before),
            ("later", tr("Later lines"), screen.after),
            ("last", tr("To the last lines"), screen.after),
        ):
            button = Button(words, on=self._turn(where))
            button.setEnabled(there)
            bar.add(button)
        return bar

    def _turn(self, where: str) -> Callable[[], None]:
        return lambda: self.turned.emit(where)

    def _follow(self, key: str) -> None:
        if self._screen is not None and (line := self._screen.lines[int(key)]).leads:
            self.followed.emit(line.leads, line.record)

    def _fold(self) -> None:
        """Open or fold up the questions; what was not asked for is forgotten."""
        if self.choosing.isHidden() and self._screen is not None:
            self.choosing.fill(self._screen)
        self._show_choosing(shown=self.choosing.isHidden())

    def _show_choosing(self, *, shown: bool) -> None:
        self.choosing.setVisible(shown)
        self.choose.say(tr("Fold the choices up") if shown else tr("Choose what is shown"))
        if shown:
            first = self.choosing.whose if self.choosing.whose.isVisibleTo(self) else self.choosing.known_on
            first.first_control().setFocus()
            self.bring(self.choosing)
        else:
            self.choose.setFocus()

    def _ask(self) -> None:
        if problems := self.unreadable():
            self.show_problems(problems)
            return
        self.chosen.emit(self.choosing.shown())

    def show_fits(self) -> None:
        """What was chosen can be shown: the questions are done."""
        self._show_choosing(shown=False)

    def _save(self) -> None:
        file = save_as(self, tr("Save the chronology"), self._file_name(), tr("PDF (*.pdf)"))
        if file:
            self.saved.emit(Path(file), self.maps.value())


def _empty(screen: ChronologyScreen, clear_it: Callable[[], None]) -> EmptyState:
    if screen.narrowed:
        return EmptyState(
            tr("Nothing fits what was chosen"),
            tr("There may be lines that were left out."),
            Button(tr("Show everything"), on=clear_it),
        )
    return EmptyState(tr("No entries yet"), tr("What is recorded about this child stands here in order."))
