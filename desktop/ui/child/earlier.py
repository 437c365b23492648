"""What came before: how many rows of a part are shown, of how many, and a button for the next of them. Widgets only.

Rules this module keeps:

* that there is more is said in words with both numbers; where everything is shown, nothing is said;
* the keyboard goes on with the first of the rows that came, and never falls off the page: not when the button goes with the last
  of them either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.language import tr
from desktop.ui.slices import prepare
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.spoken import say_now
from desktop.ui.widgets.table import Row, Table
from desktop.ui.widgets.text import Text, grow_with_text


class Earlier(QWidget):
    """Stands below the rows that are shown; what comes goes above its button."""

    def __init__(self, name: str, shown: int, of: int, ask: Callable[[], None], parent: QWidget | None = None) -> None:
        """``name`` says for a screen reader what is shown: "Show earlier concerns"."""
        super().__init__(parent)
        grow_with_text(self)
        self._shown, self._of = shown, of
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(14)
        self.said = Text("", "hint")
        self.ask = Button(tr("Show earlier ones"), on=self._asked)
        self.ask.setAccessibleName(name)
        self._bar = ActionBar(self.ask)
        self._column.addWidget(self.said)
        self._column.addWidget(self._bar)
        self._ask = ask
        self._say()

    def insert(self, parts: Iterable[QWidget]) -> Iterator[None]:
        """The steps that put these above the button, one after the other."""
        for part in parts:
            part.hide()
            self._column.insertWidget(self._column.indexOf(self.said), part)
            prepare(part)
            yield
            part.show()
            self.came(1)
            yield

    def came(self, number: int) -> None:
        """So many more are shown."""
        self._shown += number
        self._say()

    def settle(self, first: QWidget | None) -> None:
        """The keyboard goes on with what came first; what there is now is said."""
        self.ask.setEnabled(True)
        (first or self.ask).setFocus(Qt.FocusReason.OtherFocusReason)
        say_now(self.said.text() or tr("All of them are shown."))

    def failed(self) -> None:
        """Nothing came: it can be asked again."""
        self.ask.setEnabled(True)

    def _asked(self) -> None:
        self.ask.setEnabled(False)
        self._ask()

    def _say(self) -> None:
        left = self._shown < self._of
        said = tr("The latest {shown} of {of}.", shown=f"{self._shown:,}", of=f"{self._of:,}") if left else ""
        self.said.setText(said)
        self.said.setVisible(left)
        self._bar.setVisible(left)


class EarlierRows(Earlier):
    """The same below a table, which takes the rows that come."""

    def __init__(self, name: str, table: Table, rows: Sequence[Row], of: int, ask: Callable[[], None]) -> None:
        super().__init__(name, len(rows), of, ask)
        self._table, self._rows = table, list(rows)

    def append(self, rows: Sequence[Row]) -> None:
        """The rows that came, at the end; the first of them is chosen."""
        self._rows += rows
        self._table.set_rows(self._rows)
        self.came(len(rows))
        if rows:
            self._table.choose(rows[0].key)
        self.settle(self._table)

    def count(self) -> int:
        return len(self._rows)
