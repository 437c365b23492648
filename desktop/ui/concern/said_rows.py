"""What was said, a row for each thing said, and who was told, a row for each person.

Rules this module keeps: words said in another language keep that language, with the translation and who interpreted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.records import NOT_KNOWN, Quote, Told, When
from desktop.domain.shapes import is_day
from desktop.ui.concern.fields import Field, Fields
from desktop.ui.concern.rows import RowCard, Rows
from desktop.ui.language import tr
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.date_questions import WhenQuestion
from desktop.ui.widgets.options import Tick
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.text_questions import LongBox


class QuoteRow(RowCard):
    def __init__(self, label: str, number: int, by: str, on: Callable[[], None]) -> None:
        super().__init__(tr("Remove row {number}: {label}", number=number, label=label))
        said = tr("{label}, row {number}", label=label, number=number)
        self.words = LongBox(2)
        self.words.setAccessibleName(tr("{said}: the words", said=said))
        self.words.textChanged.connect(on)
        self.by = Field(by, f"{said}: {by}", 26, on)
        self.first = self.words
        self.language = Field(tr("Language"), tr("{said}: language", said=said), 16, on)
        self.translation = Field(tr("In English"), tr("{said}: in English", said=said), 36, on)
        self.interpreter = Field(tr("Who interpreted"), tr("{said}: who interpreted", said=said), 26, on)
        self.caution = Text(
            tr("A relative or another child should not interpret. If there was nobody else, say so."), "hint"
        )
        self.abroad = QWidget()
        inner = QVBoxLayout(self.abroad)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(Fields(self.language, self.translation, self.interpreter))
        inner.addWidget(self.caution)
        self.abroad.hide()
        self.more = Button(tr("Said in another language"), "link", self._show_abroad)
        self.more.setAccessibleName(tr("{said}: said in another language", said=said))
        self.add(self.words)
        self.add(Fields(self.by))
        self.box.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(self.abroad)
        self.finish()

    def value(self) -> Quote:
        return Quote(
            self.words.toPlainText().strip(),
            self.by.text(),
            self.language.text(),
            self.translation.text(),
            self.interpreter.text(),
        )

    def set_value(self, quote: Quote) -> None:
        self.words.setPlainText(quote.words)
        for field, text in (
            (self.by, quote.by),
            (self.language, quote.language),
            (self.translation, quote.translation),
            (self.interpreter, quote.interpreter),
        ):
            field.line.setText(text)
        if quote.language or quote.translation or quote.interpreter:
            self._show_abroad()

    def _show_abroad(self) -> None:
        self.abroad.show()
        self.more.hide()


class QuotesQuestion(Rows):
    """Exact words, a row for each thing said. ``by`` is the label of whose words they are."""

    def __init__(self, name: str, label: str, hint: str = "", *, by: str = "", add: str) -> None:
        self._by = by or tr("Who said it")
        super().__init__(name, label, hint, add)

    def make_row(self, number: int) -> QuoteRow:
        return QuoteRow(self.label_text, number, self._by, self.changed.emit)

    def value(self) -> tuple[Quote, ...]:
        rows = (row.value() for row in self.made() if isinstance(row, QuoteRow))
        return tuple(quote for quote in rows if quote.words or quote.translation)

    def set_value(self, quotes: Sequence[Quote]) -> None:
        self.fill(len(quotes))
        for row, quote in zip(self.made(), quotes, strict=False):
            if isinstance(row, QuoteRow):
                row.set_value(quote)


class Moment(WhenQuestion):
    """A day and a clock time inside a row, whose question says what cannot be read."""

    def problem(self) -> str:
        return ""

    def fault(self) -> str:
        return super().problem()


class ToldAt(QWidget):
    """When somebody was told: a day, with the clock time if it is known, or "not known". What an older record says in words stays."""

    def __init__(self, name: str, said: str, on: Callable[[], None]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._older = ""
        self.when = Moment(name, tr("When were they told?"), "", note=False, sure=False)
        self.when.speak_as(said)
        self.older = Text("", "muted")
        self.older.hide()
        self.unknown = Tick(tr("Not known"))
        self.unknown.setAccessibleName(tr("{said}: when they were told is not known", said=said))
        self.when.changed.connect(on)
        self.unknown.toggled.connect(self._known)
        self.unknown.toggled.connect(lambda _on: on())
        column.addWidget(self.older)
        column.addWidget(self.when)
        column.addWidget(self.unknown, 0, Qt.AlignmentFlag.AlignLeft)

    def value(self) -> str:
        if self.unknown.isChecked():
            return NOT_KNOWN
        return self.when.when().at or self._older

    def problem(self) -> str:
        return "" if self.unknown.isChecked() else self.when.fault()

    def set_value(self, at: str) -> None:
        known = is_day(at)
        self._older = "" if known or at == NOT_KNOWN else at
        self.older.setText(tr("As it was written: {text}", text=self._older))
        self.older.setVisible(bool(self._older))
        self.when.set_when(When(at if known else ""))
        self.unknown.setChecked(at == NOT_KNOWN)

    def _known(self, unknown: bool) -> None:
        self.when.setEnabled(not unknown)


class ToldRow(RowCard):
    def __init__(self, label: str, number: int, on: Callable[[], None]) -> None:
        super().__init__(tr("Remove row {number}: {label}", number=number, label=label))
        said = tr("{label}, row {number}", label=label, number=number)
        self.person = Field(tr("Name"), tr("{said}: name", said=said), 24, on)
        self.role = Field(tr("Post or relation"), tr("{said}: post or relation", said=said), 22, on)
        self.at = ToldAt(f"told.{number}.at", said, on)
        self.how = Field(tr("How"), tr("{said}: how", said=said), 14, on)
        self.note = Field(tr("What they said (optional)"), tr("{said}: what they said", said=said), 40, on)
        self.first = self.person.line
        self.add(Fields(self.person, self.role, self.how, self.note))
        self.add(self.at)
        self.finish()

    def value(self) -> Told:
        return Told(self.person.text(), self.role.text(), self.at.value(), self.how.text(), self.note.text())

    def set_value(self, told: Told) -> None:
        for field, text in (
            (self.person, told.name),
            (self.role, told.role),
            (self.how, told.how),
            (self.note, told.note),
        ):
            field.line.setText(text)
        self.at.set_value(told.at)


class ToldQuestion(Rows):
    """Who has been told, a row for each."""

    def __init__(self, name: str, label: str, hint: str = "") -> None:
        super().__init__(name, label, hint, tr("Add another person"))

    def make_row(self, number: int) -> ToldRow:
        return ToldRow(self.label_text, number, self.changed.emit)

    def value(self) -> tuple[Told, ...]:
        rows = (row.value() for row in self.made() if isinstance(row, ToldRow))
        return tuple(told for told in rows if told != Told())

    def problem(self) -> str:
        rows = (row.at.problem() for row in self.made() if isinstance(row, ToldRow))
        return next((found for found in rows if found), "")

    def set_value(self, people: Sequence[Told]) -> None:
        self.fill(len(people))
        for row, told in zip(self.made(), people, strict=False):
            if isinstance(row, ToldRow):
                row.set_value(told)
