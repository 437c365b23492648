"""The body map: choose a view, place a numbered mark, describe it, strike it through; and the table that says the same.

Rules this module keeps:

* the rules of looking stand above it: first aid first, no undressing, no photograph, no dating by colour, no medical opinion;
* every place can be chosen by name from a list as well, for who cannot press a small one;
* the table has every mark of the record, whichever view is shown; the picture has those of its view;
* picture and questions stand beside each other where there is room, below each other where there is none.
"""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.body_marks import BODIES
from desktop.domain.body_words import view_name
from desktop.services.pages.fields import Choice
from desktop.ui.body_map.describe import MarkForm
from desktop.ui.body_map.drawing import Spot, outlines
from desktop.ui.body_map.figure import BodyFigure
from desktop.ui.body_map.marking import Marking, group_of
from desktop.ui.body_map.place_list import PlaceList
from desktop.ui.body_map.table import WIDTHS, columns, rows
from desktop.ui.choice_words import translated
from desktop.ui.language import mark, tr
from desktop.ui.widgets.boxes import EmptyState, Notice
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.choice_questions import ChoiceQuestion
from desktop.ui.widgets.spoken import say_now
from desktop.ui.widgets.table import Row, Sorts, Table
from desktop.ui.widgets.text import Text, grow_with_text

GROUPS = (
    Choice("body", mark("Whole body")),
    Choice("head", mark("Head and face")),
    Choice("hands", mark("Hands")),
    Choice("feet", mark("Feet")),
)
RULES = mark(
    "Never undress a child to look, and take no photographs. Draw only what is in sight or what you were told. Do not say how old a "
    "bruise is: colour cannot tell. A body map does not replace a medical opinion."
)
BESIDE = 92  # letters of width that picture and questions need to stand beside each other


class BodyMap(QWidget):
    """``changed`` whenever the marks or the outline did. ``marking`` is the answer."""

    changed = Signal()

    def __init__(self, marking: Marking, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.marking = marking
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        grow_with_text(self)
        column.addWidget(Notice("warning", tr("Give first aid first"), tr(RULES)))
        self.body = ChoiceQuestion(
            "body", tr("Which outline?"), translated(tuple(Choice(*one) for one in BODIES.items())), inline=True
        )
        self.group = ChoiceQuestion("body_part", tr("Which part of the body?"), translated(GROUPS), inline=True)
        self.views = ChoiceQuestion("body_view", tr("Which view?"), (), inline=True)
        for question in (self.body, self.group, self.views):
            column.addWidget(question)
        self.hint = Text(
            tr("Left and right are the child’s own. Press the place, or go to it with the arrow keys and press Enter."),
            "hint",
        )
        column.addWidget(self.hint)
        self._beside = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._beside.setSpacing(20)
        column.addLayout(self._beside)
        self._picture = QWidget()
        left = QVBoxLayout(self._picture)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(8)
        self.figure = BodyFigure(outlines(marking.body).view(marking.view))
        left.addWidget(self.figure)
        self.places = PlaceList()
        self.by_name = Button(tr("Place a mark there"), on=self._place_by_name)
        label = Text(tr("Or choose the place by its name"), "label")
        label.setBuddy(self.places)
        left.addWidget(label)
        left.addWidget(self.places)
        left.addWidget(ActionBar(self.by_name))
        left.addStretch(1)
        self._beside.addWidget(self._picture, 5)
        self._side = QWidget()
        for part in (self._picture, self._side):
            grow_with_text(part, QSizePolicy.Policy.Ignored)  # what is asked must not push the picture about
        right = QVBoxLayout(self._side)
        right.setContentsMargins(0, 0, 0, 0)
        self.empty = EmptyState(
            tr("No mark is chosen"),
            tr("Place one on the picture, or choose one in the table below to read or strike it through."),
        )
        right.addWidget(self.empty)
        right.addStretch(1)
        self._right = right
        self._form: MarkForm | None = None
        self._beside.addWidget(self._side, 6)
        column.addWidget(Text(tr("The marks in words"), "subheading"))
        self.none = Text(tr("No marks are drawn."), "muted")
        column.addWidget(self.none)
        self.table = Table(tr("Marks on the body"), columns(), sorts=Sorts.NOT, widths=WIDTHS, most=40)
        column.addWidget(self.table)
        self._connect()
        self.show_all()

    def _connect(self) -> None:
        self.body.changed.connect(self._change_body)
        self.group.changed.connect(self._change_group)
        self.views.changed.connect(self._change_view)
        self.figure.place_asked.connect(self._place)
        self.figure.mark_asked.connect(self._choose)
        self.table.opened.connect(lambda key: self._choose(int(key)))

    @property
    def form(self) -> MarkForm:
        """What is asked of a mark, made for the first one that is shown."""
        if self._form is None:
            self._form = MarkForm()
            self._form.changed.connect(self._describe)
            self._form.kept.connect(self._keep)
            self._form.given_up.connect(self._give_up)
            self._form.struck.connect(self._strike)
            self._right.insertWidget(1, self._form)
        return self._form

    def take_marking(self, marking: Marking) -> None:
        """Show other marks."""
        self.marking = marking
        self.show_all()

    def show_bare(self) -> None:
        """Come up with a mark of which nothing is said yet, when there is one."""
        if self.marking.choose_bare():
            self.show_all()

    def show_all(self) -> None:
        """Bring everything up to what the marking says."""
        drawn = outlines(self.marking.body)
        groups = dict(self.marking.groups([view.name for view in drawn.views]))
        for question in (self.body, self.group, self.views):
            question.blockSignals(True)
        self.body.set_value(self.marking.body)
        self.body.setVisible(self.marking.may_change_body())
        group = group_of(self.marking.view)
        self.group.set_value(group)
        self.views.set_choices([Choice(name, _first_capital(view_name(name))) for name in groups[group]])
        self.views.set_value(self.marking.view)
        for question in (self.body, self.group, self.views):
            question.blockSignals(False)
        self._show_view()
        self._show_marks()

    def is_stuck(self) -> bool:
        """Whether the mark that is shown has something that cannot be read; it would be lost by going on."""
        return self._form is not None and self._form.is_stuck()

    def take_focus(self) -> None:
        self.figure.take_focus()

    # what is asked

    def _change_body(self) -> None:
        self.marking.body = self.body.value() or self.marking.body
        self.show_all()
        self.changed.emit()

    def _change_group(self) -> None:
        drawn = outlines(self.marking.body)
        groups = dict(self.marking.groups([view.name for view in drawn.views]))
        self.marking.view = groups[self.group.value()][0]
        self.show_all()

    def _change_view(self) -> None:
        self.marking.view = self.views.value() or self.marking.view
        self._show_view()
        self._show_marks()

    def _place(self, region: str, x: int, y: int) -> None:
        if self.is_stuck():
            return
        self.marking.place(region, x, y)
        self._show_marks()
        self.changed.emit()
        QTimer.singleShot(0, self.form, self.form.take_focus)

    def _place_by_name(self) -> None:
        region = self.figure.view.region(self.places.place())
        if region is not None:
            self._place(region.name, *self.figure.view.place_of(region))

    def _choose(self, number: int) -> None:
        if self.is_stuck():
            return
        self.marking.choose(number)
        self.show_all()
        QTimer.singleShot(0, self.form, self.form.take_focus)

    def _describe(self) -> None:
        self.marking.describe(self.form.described())
        self.form.offer_undo(self.marking.may_give_up())
        self._show_table()
        self.changed.emit()

    def _keep(self) -> None:
        self.marking.keep()
        self._done()

    def _give_up(self) -> None:
        self.marking.give_up()
        self._done()

    def _strike(self, reason: str) -> None:
        missing = self.marking.strike(reason)
        self.form.show_missing(missing)
        if not missing:
            self._done()

    def _done(self) -> None:
        self.show_all()
        self.changed.emit()
        self.figure.take_focus()
        say_now(tr("%n mark(s) drawn.", n=len(self.marking.marks)))

    # showing

    def _show_view(self) -> None:
        view = outlines(self.marking.body).view(self.marking.view)
        self.figure.show_view(view)
        self.places.show_view(view)

    def _show_marks(self) -> None:
        here = self.marking.mark()
        self.figure.show_spots([Spot(one) for one in self.marking.marks], self.marking.chosen)
        self.empty.setVisible(here is None)
        if here is None and self._form is not None:
            self._form.hide()
        if here is not None:
            self.form.show()
            new, undo = here.number == self.marking.new, self.marking.may_give_up()
            self.form.show_mark(here, new=new, open_=self.marking.may_describe(), undo=undo)
        self._show_table()

    def _show_table(self) -> None:
        self.table.set_rows([Row(key, row) for key, row in rows(self.marking.marks)])
        self.table.setVisible(bool(self.marking.marks))
        self.none.setVisible(not self.marking.marks)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= BESIDE * self.fontMetrics().averageCharWidth()
        wanted = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._beside.direction() != wanted:
            self._beside.setDirection(wanted)


def _first_capital(text: str) -> str:
    return text[:1].upper() + text[1:]
