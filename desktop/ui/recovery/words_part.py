"""One holder's words: numbered in columns, saved to print, and typed back. It decides nothing."""

from __future__ import annotations

from PySide6.QtCore import QDir, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QVBoxLayout, QWidget

from desktop.ui.language import tr
from desktop.ui.widgets.boxes import Card, clear
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.text_questions import LongTextQuestion

ACROSS = 3  # columns, read downwards as on the paper


class WordsPart(QWidget):
    """``save_asked(file)``: where the person wants the PDF, "" when they changed their mind."""

    save_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._number = 1
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(22)
        card = Card()
        self._words = QGridLayout()
        self._words.setHorizontalSpacing(10)
        self._words.setVerticalSpacing(4)
        card.box.addLayout(self._words)
        self.save = Button(tr("Save this paper as a PDF to print"), on=self._save)
        card.add(ActionBar(self.save))
        card.add(
            Text(
                tr(
                    "You can also write the words down by hand, with their numbers. Guardbook keeps them nowhere, and does not send them "
                    "to a printer itself, because the printing system would keep a readable copy."
                ),
                "small",
            )
        )
        self.paper = Text("", "strong")
        self.paper.hide()
        card.add(self.paper)
        box.addWidget(card)
        self.typed = LongTextQuestion(
            "typed_words",
            tr("The holder types the words from the paper"),
            tr("This makes sure that the paper is right. Capitals and numbers between the words do not matter."),
            rows=5,
        )
        box.addWidget(self.typed)

    def show_words(self, words: str, number: int) -> None:
        """``words`` of holder ``number``, parted by spaces; "" takes them away."""
        self._number = number
        clear(self._words)
        self.typed.set_value("")
        self.show_paper("")
        said = words.split()
        rows = -(-len(said) // ACROSS)
        for place, word in enumerate(said):
            count = Text(str(place + 1), "small")
            count.setWordWrap(False)
            text = Text(word, "strong", selectable=True)
            text.setWordWrap(False)
            text.setAccessibleName(tr("Word {number}: {word}", number=place + 1, word=word))
            self._words.addWidget(count, place % rows, place // rows * 2, Qt.AlignmentFlag.AlignRight)
            self._words.addWidget(text, place % rows, place // rows * 2 + 1)
            self._words.setColumnStretch(place // rows * 2 + 1, 1)

    def show_paper(self, said: str) -> None:
        self.paper.setText(said)
        self.paper.setVisible(bool(said))

    def _save(self) -> None:
        home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or QDir.homePath()
        offered = f"{home}/guardbook-recovery-words-{self._number}.pdf"  # it names nobody
        file, _kind = QFileDialog.getSaveFileName(self, tr("Save the words to print them"), offered, tr("PDF (*.pdf)"))
        self.save_asked.emit(file)
