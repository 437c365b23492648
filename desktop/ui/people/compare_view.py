"""Two records side by side, and taking back what was said of them. Widgets and signals only."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.services.pages.fields import Missing
from desktop.ui.language import tr
from desktop.ui.messages import Said
from desktop.ui.page import Page
from desktop.ui.people.comparing import CompareScreen
from desktop.ui.people.lines import SameLine
from desktop.ui.widgets.boxes import Card, clear
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.table import Row, Sorts, Table
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.text_questions import LongTextQuestion


class ComparePage(Page):
    """``same(reason)``, ``different(reason)``, ``cancelled()``."""

    recording = True
    presenter: object = None  # kept alive by its view
    same = Signal(str)
    different = Signal(str)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Two records side by side"), wide=True, parent=parent)
        self.inside = self.add(QWidget())
        self._inside = QVBoxLayout(self.inside)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(18)
        self._buttons: tuple[Button, ...] = ()
        self._stands = False

    def ready(self) -> bool:
        return self._stands

    def show_compared(self, screen: CompareScreen) -> None:
        clear(self._inside)
        who = tr("child") if screen.children else tr("person")
        lead = tr(
            "Are they the same {who}? Nothing is joined or copied: both records stay as they are, and what you say can be withdrawn.",
            who=who,
        )
        self._inside.addWidget(Text(lead, "lead"))
        columns = (tr("What"), f"{screen.names[0]} (1)", f"{screen.names[1]} (2)", tr("The same on both"))
        table = Table(tr("Two records side by side"), columns, sorts=Sorts.NOT, widths=(4, 6, 6, 3), most=40)
        alike = {True: tr("Yes"), False: tr("No")}
        table.set_rows(
            [Row(str(n), (label, one, two, alike[same])) for n, (label, one, two, same) in enumerate(screen.rows)]
        )
        self._inside.addWidget(table)
        for line in screen.said:
            card = Card(line.title)
            card.add(Text(line.text))
            self._inside.addWidget(card)
        hint = tr("For example: the birth certificate was seen, or the mother says that they are cousins.")
        self.reason = LongTextQuestion("reason", tr("How do you know?"), hint, rows=2)
        self._inside.addWidget(self.reason)
        same = Button(tr("They are the same {who}", who=who), on=lambda: self.same.emit(self.reason.value()))
        other = Button(tr("They are not the same"), on=lambda: self.different.emit(self.reason.value()))
        self._buttons = (same, other)
        self._inside.addWidget(
            ActionBar(same, other, Button(tr("I do not know: go back"), "link", self.cancelled.emit))
        )
        self.know(self.inside)
        self._stands = True
        table.setFocus()

    def show_busy(self) -> None:
        self._enable(on=False)

    def show_problems(self, problems: Sequence[Missing]) -> None:
        self._enable(on=True)
        super().show_problems(problems)

    def show_failure(self, said: Said) -> None:
        self._enable(on=True)
        super().show_failure(said)

    def _enable(self, *, on: bool) -> None:
        for button in self._buttons:
            button.setEnabled(on)


class WithdrawPage(Page):
    """``signed(reason)``, ``cancelled()``."""

    recording = True
    presenter: object = None  # kept alive by its view
    signed = Signal(str)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Withdraw this"), parent=parent)
        self.card = self.add(Card())
        self.add(
            Text(
                tr("Each record is then what it was before. That it was said, and withdrawn, stays to be read."), "lead"
            )
        )
        self.reason = self.add(LongTextQuestion("reason", tr("Why is it withdrawn?"), rows=2))
        self.sign = Button(tr("Sign the withdrawal"), "primary", lambda: self.signed.emit(self.reason.value()))
        self.add_actions(self.sign, Button(tr("Cancel"), "link", self.cancelled.emit))

    def entered(self) -> None:
        self.reason.take_focus()

    def show_said(self, line: SameLine) -> None:
        clear(self.card.box)
        self.card.add(Text(line.title, "subheading"))
        self.card.add(Text(line.text, selectable=True))

    def show_busy(self) -> None:
        self.sign.setEnabled(False)

    def show_failure(self, said: Said) -> None:
        self.sign.setEnabled(True)
        super().show_failure(said)
