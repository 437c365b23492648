"""More about this child: what the official profile asks, folded away until somebody opens it. Widgets only.

Rules this module keeps: nothing here is needed; what holds something is open when the form comes up; folding it up again
loses nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.records import ChildEntry
from desktop.ui.children.child_codes import ChildCodes
from desktop.ui.children.schools import SchoolsQuestion
from desktop.ui.language import tr
from desktop.ui.slices import appear
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.choice_questions import ChecksQuestion, ChoiceQuestion, yes_no_unknown
from desktop.ui.widgets.question import Question
from desktop.ui.widgets.text import Text, grow_with_text
from desktop.ui.widgets.text_questions import LongTextQuestion, TextQuestion

FIELDS = (
    "flags", "gp", "disabilities", "mobile", "special_needs", "communication", "language", "interpreter", "ethnicity",
    "religion", "identity", "schools", "upn_unknown", "placement", "safeguards", "legal_status", "uasc", "age_assessment", "immigration",
)  # fmt: skip


class LinesQuestion(LongTextQuestion):
    """Texts, one on each line."""

    def lines(self) -> tuple[str, ...]:
        return tuple(line.strip() for line in self.value().splitlines() if line.strip())

    def set_value(self, text: str | tuple[str, ...]) -> None:
        super().set_value(text if isinstance(text, str) else "\n".join(text))


class MoreAboutChild(QWidget):
    """``opened()`` when it was unfolded."""

    opened = Signal()

    def __init__(self, codes: ChildCodes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._codes = codes
        self._entry = ChildEntry()
        self._made: dict[str, Question] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        self.toggle = Button(tr("More about this child"), on=self._toggle)
        column.addWidget(ActionBar(self.toggle))
        said = tr(
            "Health and needs, language, earlier schools, where the child is placed, legal status. All of it can be added later."
        )
        column.addWidget(Text(said, "hint"))
        self.inside = QWidget()
        self._inside = QVBoxLayout(self.inside)
        self._inside.setContentsMargins(0, 8, 0, 0)
        self._inside.setSpacing(22)
        grow_with_text(self.inside)
        self.inside.hide()
        column.addWidget(self.inside)
        grow_with_text(self)
        self.toggle.setAccessibleDescription(said)

    def build(self) -> Iterator[None]:
        """The steps that make the questions, still folded away."""
        for heading, questions in self._groups():
            yield from appear(self._inside, (Text(heading, "subheading"), *questions))
            self._made |= {question.name: question for question in questions}
        self.set_value(self._entry)

    def questions(self) -> tuple[Question, ...]:
        return tuple(self._made.values())

    def value(self, entry: ChildEntry) -> ChildEntry:
        """The entry with what is written here."""
        if not self._made:
            return replace(entry, **cast("Any", {name: getattr(self._entry, name) for name in FIELDS}))
        return replace(entry, **cast("Any", {name: _read(question) for name, question in self._made.items()}))

    def set_value(self, entry: ChildEntry) -> None:
        self._entry = entry
        for name, question in self._made.items():
            value = getattr(entry, name)
            listed = self._codes.choices.get(name, ())
            offered = self._codes.of(name, value) if listed else ()
            if isinstance(question, ChoiceQuestion | ChecksQuestion) and len(offered) > len(listed):
                question.set_choices(offered)
            cast("Any", question).set_value(value)
        if any(getattr(entry, name) for name in FIELDS):
            self.show_all()

    def show_all(self) -> None:
        """Unfold it."""
        self.inside.show()
        self.toggle.say(tr("Fold up what is more about this child"))

    def _toggle(self) -> None:
        if self.inside.isHidden():
            self.show_all()
            self.opened.emit()
            return
        self.inside.hide()
        self.toggle.say(tr("More about this child"))

    def _groups(self) -> tuple[tuple[str, tuple[Question, ...]], ...]:
        answers, codes = yes_no_unknown(), self._codes

        def one_of(name: str, label: str) -> ChoiceQuestion:
            return ChoiceQuestion(name, label, codes.of(name), optional=True, inline=True)

        flags = LinesQuestion(
            "flags",
            tr("What must whoever opens this know at once?"),
            tr("One thing on each line. For example: severe nut allergy; never let R. Pellow collect."),
            rows=2,
            optional=True,
        )
        needs = (
            TextQuestion("gp", tr("GP surgery"), optional=True),
            ChecksQuestion("disabilities", tr("Disabilities"), codes.of("disabilities"), optional=True),
            ChoiceQuestion("mobile", tr("Can they move about on their own?"), answers, optional=True, inline=True),
            LongTextQuestion("special_needs", tr("Special educational needs"), rows=2, optional=True),
            LongTextQuestion(
                "communication",
                tr("Communication needs"),
                tr("How they tell others what they want, and what helps. For example: signs, pictures, a hearing aid."),
                rows=2,
                optional=True,
            ),
        )
        background = (
            TextQuestion("language", tr("First language"), width=24, optional=True),
            ChoiceQuestion("interpreter", tr("Is an interpreter needed?"), answers, optional=True, inline=True),
            one_of("ethnicity", tr("Ethnicity")),
            TextQuestion("religion", tr("Religion"), width=24, optional=True),
            LongTextQuestion(
                "identity",
                tr("Culture and identity"),
                tr(
                    "What else matters about who they are, in their own words. Write nothing here that they do not wish to be known."
                ),
                rows=2,
                optional=True,
            ),
        )
        schools = (SchoolsQuestion(), one_of("upn_unknown", tr("Why is there no UPN?")))
        placed = (
            one_of("placement", tr("Where do they live now?")),
            LongTextQuestion(
                "safeguards",
                tr("If they live away from home, what keeps them safe there?"),
                tr(
                    "Who visits and sees them alone, whom they can ring, who checks the carers, what contact there is with the family."
                ),
                rows=2,
                optional=True,
            ),
            one_of("legal_status", tr("Legal status")),
            ChoiceQuestion(
                "uasc", tr("Are they unaccompanied and seeking asylum?"), answers, optional=True, inline=True
            ),
            LongTextQuestion(
                "age_assessment",
                tr("Was their age assessed?"),
                tr("When, by whom, and with what result. Until it is known, they are treated as a child."),
                rows=2,
                optional=True,
            ),
            LongTextQuestion("immigration", tr("Immigration"), rows=2, optional=True),
        )
        return (
            (tr("To know at once"), (flags,)),
            (tr("Health and needs"), needs),
            (tr("Language and background"), background),
            (tr("Earlier schools"), schools),
            (tr("Where they live, and legal status"), placed),
        )


def _read(question: Question) -> object:
    return question.lines() if isinstance(question, LinesQuestion) else cast("Any", question).value()
