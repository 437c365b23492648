"""Body maps to read: the views that have marks, beside each other, and those of several records laid over each other.

Rules this module keeps: a picture that cannot be changed says in its name which marks it has; the table beside it says the
rest; a record is laid over by a tick, which shows its sign.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.body_marks import CHILD, Drawn
from desktop.domain.body_words import body_name, view_name
from desktop.ui.body_map.drawing import Spot, badge, badge_size, outlines
from desktop.ui.body_map.figure import BodyFigure
from desktop.ui.body_map.overlay import WIDTHS, MapRecord, Sign, columns, legend, rows, sign_words, signs
from desktop.ui.language import tr
from desktop.ui.widgets.boxes import clear
from desktop.ui.widgets.buttons import FlowLayout
from desktop.ui.widgets.options import Tick
from desktop.ui.widgets.table import Row, Sorts, Table
from desktop.ui.widgets.text import Text, grow_with_text

TONE_ROLES = (
    QPalette.ColorRole.Highlight, QPalette.ColorRole.Link, QPalette.ColorRole.WindowText, QPalette.ColorRole.Light,
)  # fmt: skip
Laid = tuple[str, Spot, str]  # the body, the mark as it is painted, its sign in words


class Pictures(QWidget):
    """The views that have a mark, each with its name below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, gap=18)
        grow_with_text(self)

    def show_laid(self, laid: Sequence[Laid]) -> None:
        """Show these marks; views without one are left out."""
        clear(self._flow)
        bodies = dict.fromkeys(body for body, _spot, _words in laid)
        for body in bodies:
            here = [(spot, words) for each, spot, words in laid if each == body]
            for view in outlines(body).views:
                if told := [words for spot, words in here if spot.mark.view == view.name]:
                    name = view_name(view.name)
                    said = f"{body_name(body)}, {name}" if len(bodies) > 1 else name
                    figure = BodyFigure(view, readable_only=True)
                    figure.show_spots([spot for spot, _words in here])
                    figure.setAccessibleName(tr("Body map, {view}: {marks}", view=said, marks=", ".join(told)))
                    box = _captioned(figure, said)
                    self._flow.addWidget(box)
                    box.show()


def _captioned(figure: BodyFigure, said: str) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(figure)
    caption = Text(said[:1].upper() + said[1:], "small")
    caption.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    column.addWidget(caption)
    box.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return box


def pictures_of(held: Drawn) -> Pictures:
    """One record's map, to read."""
    made = Pictures()
    made.show_laid([(held.body or CHILD, Spot(one), str(one.number)) for one in held.marks])
    return made


class SignSwatch(QWidget):
    """The sign of a record, beside its tick."""

    def __init__(self, sign: Sign, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign = sign
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = round(badge_size(self.font()) * 1.5)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(TONE_ROLES[self._sign.tone]))
        middle = QPointF(self.width() / 2, self.height() / 2)
        painter.drawPath(badge(self._sign.shape, middle, badge_size(self.font())))
        painter.end()


class LaidOver(QWidget):
    """Choose records; their marks lie over each other, and the table says which is which."""

    def __init__(self, records: Sequence[MapRecord], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._records = tuple(records)
        self._signs = signs(self._records)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        grow_with_text(self)
        self.ticks: dict[str, Tick] = {}
        for one in self._records:
            sign = self._signs[one.record]
            line = QHBoxLayout()
            line.setSpacing(6)
            tick = Tick(legend(one, sign))
            tick.setChecked(True)
            tick.toggled.connect(lambda _on: self._show())
            self.ticks[one.record] = tick
            line.addWidget(SignSwatch(sign), 0, Qt.AlignmentFlag.AlignVCenter)
            line.addWidget(tick, 1)
            column.addLayout(line)
        self.pictures = Pictures()
        column.addWidget(self.pictures)
        self.none = Text(tr("No record is chosen."), "muted")
        column.addWidget(self.none)
        self.table = Table(tr("Marks of the chosen records"), columns(), sorts=Sorts.NOT, widths=WIDTHS, most=40)
        column.addWidget(self.table)
        self._show()

    def shown(self) -> frozenset[str]:
        """The records that are laid over each other now."""
        return frozenset(record for record, tick in self.ticks.items() if tick.isChecked())

    def _show(self) -> None:
        shown = self.shown()
        self.pictures.show_laid(
            [one for record in self._records if record.record in shown for one in self._laid(record)]
        )
        told = rows(self._records, shown)
        self.table.set_rows([Row(str(at), cells) for at, cells in enumerate(told)])
        self.table.setVisible(bool(told))
        self.none.setVisible(not told)

    def _laid(self, record: MapRecord) -> list[Laid]:
        sign = self._signs[record.record]
        return [
            (record.drawn.body or CHILD, Spot(one, sign.shape, TONE_ROLES[sign.tone]), sign_words(sign, one.number))
            for one in record.drawn.marks
        ]
