"""Help: the topics, one of them in full, and the guide to print. It decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.services.pages.fields import Choice
from desktop.ui.files import save_as
from desktop.ui.help.disclosure import explained
from desktop.ui.help.presenter import HelpPresenter
from desktop.ui.help.topics import Part, Topic
from desktop.ui.language import tr
from desktop.ui.page import Page
from desktop.ui.widgets.boxes import Card, clear
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.choice_questions import ChoiceQuestion
from desktop.ui.widgets.summary_list import SummaryList, SummaryRow
from desktop.ui.widgets.text import Text

OFFERED = "guardbook-guide.pdf"


class HelpPage(Page):
    """Set ``presenter`` before it is shown."""

    def __init__(self) -> None:
        super().__init__(tr("Help"))
        self.presenter: HelpPresenter | None = None
        self._topics = self._place()
        self.lead = self.add(Text("", "lead"))
        self._parts = self._place(18)
        self.guide = Card(tr("A guide on one page, to print"))
        self.role = ChoiceQuestion(
            "role", tr("For whom?"), (), tr("It holds your area's numbers and nothing of any record.")
        )
        self.save = Button(tr("Save the guide as a PDF"), on=self._save)
        self.saving = Text("", "muted")
        self.saving.hide()
        self.guide.add(self.role)
        self.guide.add(ActionBar(self.save))
        self.guide.add(self.saving)
        self.add(self.guide)
        self._first: Button | None = None

    def entered(self) -> None:
        if self._first is not None:
            self._first.setFocus()

    def show_topics(self, topics: Sequence[tuple[str, str]], chosen: str) -> None:
        clear(self._topics)
        bar = ActionBar()
        for name, title in topics:
            button = Button(title, "secondary" if name == chosen else "link", self._choosing(name))
            if name == chosen:
                button.setAccessibleDescription(tr("You are reading this"))
                self._first = button
            bar.add(button)
        self._topics.addWidget(bar)

    def show_topic(self, shown: Topic) -> None:
        self.set_title(shown.title, tr("Help"))
        self.lead.setText(shown.lead)
        self.lead.setVisible(bool(shown.lead))
        clear(self._parts)
        for part in shown.parts:
            self._parts.addWidget(_part(part))
        self.to_top()
        self.entered()

    def show_roles(self, roles: Sequence[Choice]) -> None:
        self.role.set_choices(roles)
        self.role.set_value(roles[0].code)

    def show_saving(self, said: str) -> None:
        self.saving.setText(said)
        self.saving.setVisible(bool(said))
        self.save.setEnabled(not said)

    def show_saved(self, said: str) -> None:
        self.show_saving(said)
        self.save.setEnabled(True)
        self.save.setFocus()

    def _choosing(self, name: str) -> Callable[[], None]:
        return lambda: self.presenter.choose(name) if self.presenter else None

    def _save(self) -> None:
        file = save_as(self, tr("Save the guide"), OFFERED, tr("PDF (*.pdf)"))
        if self.presenter:
            self.presenter.save_guide(self.role.value(), file)

    def _place(self, gap: int = 8) -> QVBoxLayout:
        place = QWidget()
        column = QVBoxLayout(place)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap)
        self.add(place)
        return column


def _part(part: Part) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    if part.heading:
        column.addWidget(Text(part.heading, "subheading"))
    for line in part.lines:
        column.addWidget(Text(line))
    if part.rows:
        column.addWidget(SummaryList([SummaryRow(name, means) for name, means in part.rows]))
    if part.example is not None:
        column.addWidget(explained(part.example))
    return box
