"""The area's own edition of the guidance: what is used, and what a file would change."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer

from desktop.ui.files import open_file
from desktop.ui.language import tr
from desktop.ui.page import Page
from desktop.ui.settings.local_guidance import LocalGuidancePresenter, OfferedScreen, Row
from desktop.ui.widgets.boxes import Card
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.summary_list import SummaryList, SummaryRow
from desktop.ui.widgets.text import Text


class LocalGuidancePage(Page):
    """Set ``presenter`` before it is shown."""

    def __init__(self) -> None:
        super().__init__(tr("Your area’s own guidance"))
        self.presenter: LocalGuidancePresenter | None = None
        self.add(
            Text(
                tr(
                    "Your partnership can give you a file with its own words, thresholds, numbers to ring and time limits. Guardbook lays it over "
                    "the country’s edition. It cannot take away what the law asks, or a prompt to ring."
                )
            )
        )
        self.standing = self.add(SummaryList(blank=tr("Not known")))
        self.look = Button(tr("Look at a file"), "primary", self._look)
        self.remove = Button(tr("Use the country’s edition alone"), on=lambda: self._ask(lambda p: p.remove()))
        self.choose = self.add_actions(self.look, self.remove)
        self.remove.hide()
        self.offered = self.add(Card(tr("What this file changes")))
        self.offered_title, self.about = Text("", "strong"), Text("", "muted")
        self.changes = SummaryList()
        self.nothing = Text(tr("It changes nothing but the name of the edition."), "muted")
        self.take = Button(tr("Use this from now on"), "primary", lambda: self._ask(lambda p: p.take()))
        self.leave = Button(tr("Leave everything as it is"), on=lambda: self._ask(lambda p: p.leave()))
        for part in (self.offered_title, self.about, self.changes, self.nothing, ActionBar(self.take, self.leave)):
            self.offered.add(part)
        self.offered.hide()

    def entered(self) -> None:
        self._ask(lambda p: p.read())
        self.look.setFocus()

    def show_standing(self, rows: Sequence[Row], *, removable: bool) -> None:
        self.standing.set_rows([SummaryRow(what, says) for what, says, _before in rows])
        self.remove.setVisible(removable)

    def show_offered(self, offered: OfferedScreen | None) -> None:
        had_keyboard = self.take.hasFocus() or self.leave.hasFocus()
        self.choose.setVisible(offered is None)
        self.offered.setVisible(offered is not None)
        if offered is None:
            if had_keyboard:
                self.look.setFocus()
            return
        self.offered_title.setText(offered.title)
        self.about.setText(offered.about)
        rows = [
            SummaryRow(what, now, note=tr("Before: {before}", before=before) if before else "")
            for what, now, before in offered.rows
        ]
        self.changes.set_rows(rows)
        self.changes.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        self.take.setFocus()
        QTimer.singleShot(0, self, lambda: self.bring(self.offered_title))

    def _look(self) -> None:
        file = open_file(self, tr("Your area’s own guidance"), tr("Guidance (*.json)"))
        self._ask(lambda p: p.look(file))

    def _ask(self, what: Callable[[LocalGuidancePresenter], None]) -> None:
        if self.presenter is not None:
            what(self.presenter)
