"""The question of a form that is answered on the body map.

Rules this module keeps: what was drawn is told in words beside the button, all of it; where there is no page of its own for the
map (``inside``), it opens below the button.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal

from desktop.domain.body_marks import BodyMark, Drawn
from desktop.domain.body_words import in_words
from desktop.ui.body_map.body_map import BodyMap
from desktop.ui.body_map.marking import Marking
from desktop.ui.language import tr
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.question import Question
from desktop.ui.widgets.text import Text


class MarksQuestion(Question):
    """``open_asked`` when the map is wanted and is not shown inside."""

    open_asked = Signal()

    def __init__(self, name: str, label: str, hint: str = "", *, inside: bool = False) -> None:
        super().__init__(name, label, hint)
        self.marking = Marking()
        self._map: BodyMap | None = None
        self._inside = inside
        self.summary = Text("", selectable=True)
        self.box.addWidget(self.summary)
        self.open = Button(tr("Open the body map"), on=self._open)
        self.tie(self.open, tr("open the body map"))
        self.box.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)
        self._tell()

    def value(self) -> tuple[BodyMark, ...]:
        return self.marking.marks

    def drawn(self) -> Drawn:
        """Outline and marks together."""
        return Drawn(self.marking.body if self.marking.marks else "", self.marking.marks)

    def set_value(self, marks: Sequence[BodyMark] | Drawn) -> None:
        held = marks if isinstance(marks, Drawn) else Drawn(self.marking.body, tuple(marks))
        self.set_drawn(held)

    def set_drawn(self, held: Drawn, signed: Collection[int] = ()) -> None:
        """Show other marks; ``signed`` are the numbers that stand in a record already."""
        signed = signed or (tuple(one.number for one in held.marks) if self._inside else ())
        self.marking = Marking(held.marks, held.body, signed)
        if self._map is not None:
            self._map.take_marking(self.marking)
        self._tell()

    def offer_body(self, body: str) -> None:
        """Begin with this outline, as long as nothing is drawn."""
        if self.marking.may_change_body() and body:
            self.marking.body = body
            if self._map is not None:
                self._map.show_all()

    def map(self) -> BodyMap:
        """The map, made when it is first wanted."""
        if self._map is None:
            self._map = BodyMap(self.marking)
            self._map.changed.connect(self._changed)
        return self._map

    def _open(self) -> None:
        if not self._inside:
            self.open_asked.emit()
            return
        shown = self.map()
        if shown.parent() is not self:
            self.box.addWidget(shown)
        shown.show()
        self.open.hide()
        self._tell()
        shown.take_focus()

    def _changed(self) -> None:
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        told = "\n".join(in_words(one) for one in self.marking.marks)
        self.summary.setText(told)
        self.summary.setVisible(bool(told) and not (self._inside and self._map is not None))  # the table says it
