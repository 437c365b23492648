"""Facts for whoever looks after the computer: the page shows exactly what it saves."""

from __future__ import annotations

from desktop.ui.files import save_as
from desktop.ui.language import tr
from desktop.ui.page import Page
from desktop.ui.settings.diagnostics import DiagnosticsPresenter
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.text_questions import LongTextQuestion

OFFERED = "guardbook-facts.txt"  # it names nobody


class DiagnosticsPage(Page):
    """Set ``presenter`` before it is shown."""

    def __init__(self) -> None:
        super().__init__(tr("Facts for whoever looks after this computer"))
        self.presenter: DiagnosticsPresenter | None = None
        self.add(
            Text(
                tr(
                    "Versions, sizes, counts and times, for when something does not work. No name, no record and no place on your drive is "
                    "in it. Nothing is sent: you save it and hand it over."
                )
            )
        )
        self.facts = self.add(LongTextQuestion("facts", tr("What is saved"), rows=18))
        self.facts.text.setReadOnly(True)
        self.save = Button(tr("Save exactly this"), "primary", self._save)
        self.add_actions(self.save)

    def entered(self) -> None:
        if self.presenter is not None:
            self.presenter.read()
        self.save.setFocus()

    def show_text(self, text: str) -> None:
        self.facts.set_value(text)

    def _save(self) -> None:
        file = save_as(self, tr("Save the facts"), OFFERED, tr("Text (*.txt)"))
        if self.presenter is not None:
            self.presenter.save(file)
