"""Questions with rows: people, words, and who was told.

Rules this module keeps: a row that is blank is no answer; a row with something in it goes only after a question; every line has its own name for a screen reader, with the number
of its row; words said in another language keep that language, with the translation and who interpreted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QRadioButton, QVBoxLayout, QWidget

from desktop.domain.records import Person, Quote, Told
from desktop.ui.language import tr
from desktop.ui.widgets.boxes import Card, Notice
from desktop.ui.widgets.buttons import ActionBar, Button, FlowLayout
from desktop.ui.widgets.question import Question
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.text_questions import Line, LongBox


class Field(QWidget):
    """A label above one line, to stand beside others."""

    def __init__(self, label: str, spoken: str, characters: int, on: Callable[[], None]) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        self.label = Text(label)
        self.label.setWordWrap(False)
        self.line = Line(characters)
        self.line.setAccessibleName(spoken)
        self.label.setBuddy(self.line)
        box.addWidget(self.label)
        box.addWidget(self.line, 0, Qt.AlignmentFlag.AlignLeft)
        self.line.textChanged.connect(lambda _text: on())

    def text(self) -> str:
        return self.line.text().strip()


class Fields(QWidget):
    """Fields that stand beside each other while there is room."""

    def __init__(self, *fields: QWidget) -> None:
        super().__init__()
        flow = FlowLayout(self, gap=14)
        for field in fields:
            flow.addWidget(field)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        policy.setVerticalPolicy(policy.Policy.Minimum)
        self.setSizePolicy(policy)


class PersonQuestion(Question):
    """Name and post of one person; ``how`` is kept as it came."""

    def __init__(self, name: str, label: str, hint: str = "", *, how: str = "", optional: bool = False) -> None:
        super().__init__(name, label, hint, optional=optional)
        self._how = how
        self.person = Field(tr("Name"), tr("{label}: name", label=label), 26, self.changed.emit)
        self.role = Field(tr("Post or relation"), tr("{label}: post or relation", label=label), 24, self.changed.emit)
        self.tie(self.person.line, "name")
        self.tie(self.role.line, tr("post or relation"))
        self.box.addWidget(Fields(self.person, self.role))

    def value(self) -> Person:
        said = Person(self.person.text(), self.role.text())
        return Person(said.name, said.role, self._how) if said != Person() else said

    def set_value(self, person: Person) -> None:
        self._how = person.how or self._how
        self.person.line.setText(person.name)
        self.role.line.setText(person.role)


class Rows(Question):
    """Rows that can be added and taken away; there is always one to write in."""

    def __init__(self, name: str, label: str, hint: str, add: str, *, least: int = 1) -> None:
        super().__init__(name, label, hint)
        self._least = least
        self._made: list[RowCard] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(10)
        self.box.addLayout(self._rows)
        self.add_button = Button(add, on=self.add_row)
        self.add_button.setAccessibleName(f"{add}: {label}")
        self.box.addWidget(ActionBar(self.add_button))
        self.fill(0)

    def make_row(self, number: int) -> RowCard:
        raise NotImplementedError

    def fill(self, count: int) -> None:
        """Have exactly ``count`` blank rows, and at least as many as this question starts with."""
        for row in self._made:
            self._rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._made = []
        for _ in range(max(count, self._least)):
            self._add()

    def add_row(self) -> None:
        """Add a row and put the keyboard into it."""
        self._add().first.setFocus()
        self.changed.emit()

    def first_control(self) -> QWidget:
        return self._made[0].first if self._made else self.add_button

    def made(self) -> Sequence[RowCard]:
        return self._made

    def _add(self) -> RowCard:
        row = self.make_row(len(self._made) + 1)
        row.remove.clicked.connect(lambda: row.ask_to_go(lambda: self._take_away(row)))
        self._made.append(row)
        self._rows.addWidget(row)
        self._number()
        return row

    def _take_away(self, row: RowCard) -> None:
        place = self._made.index(row)
        self._made.remove(row)
        self._rows.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._number()
        (self._made[max(0, place - 1)].first if self._made else self.add_button).setFocus()
        self.changed.emit()

    def _number(self) -> None:
        for row in self._made:
            row.remove.setVisible(len(self._made) > self._least)
        if self._made:
            self.label.setBuddy(self._made[0].first)


class RowCard(Card):
    """One row in a quiet box. ``first`` is where the keyboard goes."""

    def __init__(self, removed: str) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.first: QWidget = self
        self.sure: Notice | None = None
        self.remove = Button(tr("Remove this row"), "link")
        self.remove.setAccessibleName(removed)

    def finish(self) -> None:
        self.box.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)

    def filled(self) -> bool:
        """Whether anything stands in it."""
        texts = [line.text() for line in self.findChildren(Line)]
        texts += [box.toPlainText() for box in self.findChildren(LongBox)]
        return any(text.strip() for text in texts) or any(r.isChecked() for r in self.findChildren(QRadioButton))

    def ask_to_go(self, go: Callable[[], None]) -> None:
        """Go away at once when blank; else ask first, with the keyboard on "Keep it"."""
        if not self.filled():
            go()
            return
        if self.sure is None:
            keep = Button(tr("Keep it"), on=self._keep)
            take = Button(tr("Remove it"), "danger", go)
            self.sure = Notice(
                "warning", tr("Remove this row?"), tr("What is written in it cannot be got back."), keep, take
            )
            self.box.addWidget(self.sure)
            self._keep_button = keep
        self.sure.show()
        self._keep_button.setFocus()

    def _keep(self) -> None:
        if self.sure is not None:
            self.sure.hide()
        self.remove.setFocus()


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

    def __init__(self, name: str, label: str, hint: str = "", *, by: str = "Who said it", add: str) -> None:
        self._by = by
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


class ToldRow(RowCard):
    def __init__(self, label: str, number: int, on: Callable[[], None]) -> None:
        super().__init__(tr("Remove row {number}: {label}", number=number, label=label))
        said = tr("{label}, row {number}", label=label, number=number)
        self.person = Field(tr("Name"), tr("{said}: name", said=said), 24, on)
        self.role = Field(tr("Post or relation"), tr("{said}: post or relation", said=said), 22, on)
        self.at = Field(tr("When"), tr("{said}: when", said=said), 14, on)
        self.how = Field(tr("How"), tr("{said}: how", said=said), 14, on)
        self.note = Field(tr("What they said (optional)"), tr("{said}: what they said", said=said), 40, on)
        self.first = self.person.line
        self.add(Fields(self.person, self.role, self.at, self.how, self.note))
        self.finish()

    def value(self) -> Told:
        return Told(self.person.text(), self.role.text(), self.at.text(), self.how.text(), self.note.text())

    def set_value(self, told: Told) -> None:
        for field, text in (
            (self.person, told.name),
            (self.role, told.role),
            (self.at, told.at),
            (self.how, told.how),
            (self.note, told.note),
        ):
            field.line.setText(text)


class ToldQuestion(Rows):
    """Who has been told, a row for each."""

    def __init__(self, name: str, label: str, hint: str = "") -> None:
        super().__init__(name, label, hint, tr("Add another person"))

    def make_row(self, number: int) -> ToldRow:
        return ToldRow(self.label_text, number, self.changed.emit)

    def value(self) -> tuple[Told, ...]:
        rows = (row.value() for row in self.made() if isinstance(row, ToldRow))
        return tuple(told for told in rows if told != Told())

    def set_value(self, people: Sequence[Told]) -> None:
        self.fill(len(people))
        for row, told in zip(self.made(), people, strict=False):
            if isinstance(row, ToldRow):
                row.set_value(told)
