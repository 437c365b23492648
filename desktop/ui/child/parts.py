"""Parts that show a record: facts with all their sides, one concern, its history, a decision about sharing. Widgets only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.body_map.pictures import pictures_of
from desktop.ui.child.screen import ConcernCard, Fact, HistoryLine, ShareLine
from desktop.ui.entries.beside import beside_boxes, strike
from desktop.ui.entries.lines import DISAGREE, TAKE_BACK, WITHDRAW, EntryLine
from desktop.ui.language import tr
from desktop.ui.questions.parts import question_card
from desktop.ui.widgets.boxes import Card, Notice
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.summary_list import SummaryList, SummaryRow
from desktop.ui.widgets.table import Row, Table
from desktop.ui.widgets.text import Rule, Text

FEW = 3  # concerns of which the last is opened


def fact_list(facts: Sequence[Fact], settle: Callable[[str], None] | None = None) -> SummaryList:
    """Labelled facts; a disputed one lists every side with who said it and when, and offers to settle it."""
    made = SummaryList([_row(fact, offered=settle is not None) for fact in facts])
    if settle is not None:
        made.change.connect(settle)
    return made


def entries_table(lines: Sequence[EntryLine], entry: Callable[[str, str], None]) -> Table:
    """Records beside concerns, the latest first; a row opens its page."""
    table = Table(tr("Other records"), (tr("When"), tr("What"), tr("From"), tr("State")), widths=(4, 9, 5, 3), most=9)
    table.set_rows(entry_rows(lines))
    table.opened.connect(lambda key: entry(key.partition(":")[2], ""))
    return table


def entry_rows(lines: Sequence[EntryLine], after: int = 0) -> list[Row]:
    """Its rows; ``after`` is how many stand before them."""
    return [
        Row(f"{number}:{line.record}", (line.when, line.what, line.source, line.state), (number, line.what, line.source, line.state))
        for number, line in enumerate(lines, start=after)
    ]  # fmt: skip


def share_card(
    line: ShareLine, answer: Callable[[str], None] | None = None, opens: Callable[[str], None] | None = None
) -> Card:
    """One decision about sharing, what came back, and what was asked; ``answer`` gets the id of a question, ``opens`` of the decision."""
    card = Card(line.to)
    card.add(Text(f"{line.state[:1].upper()}{line.state[1:]}", "strong"))
    card.add(Text(tr("Decided {decided} by {who}", decided=line.decided, who=line.who), "small"))
    if line.why:
        card.add(Text(tr("Why: {why}", why=line.why)))
    if line.answer:
        card.add(Text(tr("Their answer: {answer}", answer=line.answer), selectable=True))
    for said in line.then:
        card.add(Text(said, "strong", selectable=True))
    for asked in line.questions:
        card.add(question_card(asked, answer))
    if opens is not None and line.share:
        card.add(ActionBar(Button(tr("Open this decision"), "link", lambda: opens(line.share))))
    return card


def _saying(say: Callable[[str], None], step: str) -> Callable[[], None]:
    return lambda: say(step)


class HistoryBox(QWidget):
    """Every statement of a record, the replaced text readable beside the new one."""

    def __init__(self, lines: Sequence[HistoryLine], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for number, line in enumerate(lines):
            if number:
                column.addWidget(Rule())
            column.addWidget(Text(line.title, "strong"))
            column.addWidget(Text(f"{line.who}. {line.times}.", "small"))
            if line.said:
                column.addWidget(SummaryList([SummaryRow(label, text) for label, text in line.said if text]))
            if line.reason:
                column.addWidget(Text(tr("Why: {reason}", reason=line.reason), selectable=True))
            for label, before, now in line.changed:
                column.addWidget(Text(tr("{label}, before", label=label), "hint"))
                column.addWidget(Text(before or tr("Not asked"), selectable=True))
                column.addWidget(Text(tr("{label}, now", label=label), "hint"))
                column.addWidget(Text(now or tr("Taken back"), selectable=True))
            if line.note:
                column.addWidget(Notice("warning", "", line.note))


class ConcernBox(Card):
    """One concern: its title and marks, all it says, and its history. Long ones open on demand."""

    def __init__(
        self,
        concern: ConcernCard,
        *,
        amend: Callable[[], None] | None,
        tell: Callable[[], None] | None = None,
        call: Callable[[], None] | None = None,
        papers: Callable[[], None] | None = None,
        opened: bool,
        settle: Callable[[str], None] | None = None,
        say: Callable[[str], None] | None = None,
        goes: Callable[[str, str, str], None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """``say`` gets the step that withdraws it, takes that back, or keeps that somebody disagrees; ``goes`` leads to a
        photograph of its note.
        """
        super().__init__(concern.title, parent)
        if concern.marks:
            self.add(Text(". ".join(concern.marks), "error" if "Urgent" in concern.marks else "strong"))
        self._title = concern.title
        self._concern, self._settle, self._say, self._goes = concern, settle, say, goes
        photo = partial(goes, "note_photo", concern.id, "") if goes is not None and concern.takes_photo else None
        more = (
            (tr("Tell a colleague"), tell),
            (tr("Print or copy"), papers),
            (tr("Keep a photograph of the note"), photo),
        )
        self._more = tuple((words, on) for words, on in more if on is not None)
        for box in beside_boxes(concern.withdrawn, concern.disagreements):
            self.add(box)
        self.gist = Text(concern.gist, "muted")
        self.add(self.gist)
        self.inside = QWidget()
        self._inside = QVBoxLayout(self.inside)
        self._inside.setContentsMargins(0, 6, 0, 6)
        self._inside.setSpacing(14)
        self.toggle = Button(tr("Read it all"), on=self._toggle)
        bar = ActionBar(self.toggle)
        if amend is not None and not concern.withdrawn:
            change = Button(tr("Amend"), on=amend)
            change.setAccessibleName(tr("Amend: {title}", title=concern.title))
            bar.add(change)
        if call is not None and not concern.withdrawn:
            rang = Button(tr("Log a call"), on=call)
            rang.setAccessibleName(tr("Log a call: {title}", title=concern.title))
            bar.add(rang)
        self.add(self.inside)
        self.add(bar)
        self._show(opened=opened)

    def unfold(self) -> None:
        """Show it all, and put the keyboard there."""
        self._show(opened=True)
        self.toggle.setFocus()

    def _toggle(self) -> None:
        self._show(opened=self.inside.isHidden())

    def _fill(self) -> None:
        """Made when it is first read: a child may have many concerns."""
        facts = fact_list(self._concern.facts, self._settle)
        if self._concern.withdrawn:
            strike(facts)
        self._inside.addWidget(facts)
        if self._concern.drawn.marks:
            self._inside.addWidget(pictures_of(self._concern.drawn))
        for photo, line, shows in self._concern.photos:
            self._inside.addWidget(self._photo(photo, line, shows))
        if self._concern.history:
            self._inside.addWidget(Text(tr("What was written, and when"), "strong"))
            self._inside.addWidget(HistoryBox(self._concern.history))
        if self._more:
            bar = ActionBar()
            for words, on in self._more:
                button = Button(words, on=on)
                button.setAccessibleName(f"{words}: {self._title}")
                bar.add(button)
            self._inside.addWidget(bar)
        if self._say is not None:
            self._inside.addWidget(self._steps(self._say))

    def _photo(self, photo: str, line: str, shows: str) -> QWidget:
        box = Card()
        box.add(Text(line, "strong"))
        box.add(Text(shows))
        if self._goes is not None:
            look = Button(tr("Look at it"), "link", partial(self._goes, "see_note", self._concern.id, photo))
            look.setAccessibleName(tr("Look at it: {line}", line=line))
            box.add(ActionBar(look))
        return box

    def _steps(self, say: Callable[[str], None]) -> ActionBar:
        steps = [(DISAGREE, tr("Somebody disagrees"))]
        if self._concern.ours:
            withdrawn = bool(self._concern.withdrawn)
            steps.insert(0, (TAKE_BACK, tr("Take the withdrawal back")) if withdrawn else (WITHDRAW, tr("Withdraw")))
        bar = ActionBar()
        for step, words in steps:
            button = Button(words, "link", _saying(say, step))
            button.setAccessibleName(f"{words}: {self._title}")
            bar.add(button)
        return bar

    def _show(self, *, opened: bool) -> None:
        if opened and not self._inside.count():
            self._fill()
        self.inside.setVisible(opened)
        self.gist.setVisible(not opened and bool(self._concern.gist))
        said = tr("Fold it up") if opened else tr("Read it all")
        self.toggle.say(said)
        self.toggle.setAccessibleName(f"{said}: {self._title}")


def _row(fact: Fact, *, offered: bool) -> SummaryRow:
    if len(fact.sides) == 1 and not fact.note:
        return SummaryRow(fact.label, fact.sides[0][0])
    sides = "\n".join(f"{text or tr('Not asked')}   ({who})" if who else text for text, who in fact.sides)
    return SummaryRow(fact.label, sides, fact.settle if offered else "", fact.note, tr("Settle"))
