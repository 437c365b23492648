"""One holder's words: numbered in columns, saved to print, and typed back. It decides nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop.ui.files import save_as
from desktop.ui.language import tr
from desktop.ui.secret_paper import SecretPaper
from desktop.ui.widgets.boxes import clear
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.text_questions import LongTextQuestion

ACROSS = 3  # columns, read downwards as on the paper


class WordsPart(SecretPaper):
    """One holder's words, numbered."""

    def __init__(self) -> None:
        typed = LongTextQuestion(
            "typed_words",
            tr("The holder types the words from the paper"),
            tr("This makes sure that the paper is right. Capitals and numbers between the words do not matter."),
            rows=5,
        )
        super().__init__(typed, 10, 4)
        self._number = 1
        self.save = Button(tr("Save this paper as a PDF to print"), on=self._save)
        by_hand = Text(
            tr(
                "You can also write the words down by hand, with their numbers. Guardbook keeps them nowhere, and does not send them "
                "to a printer itself, because the printing system would keep a readable copy."
            ),
            "small",
        )
        self.add_below(ActionBar(self.save), by_hand)

    def show_words(self, words: str, number: int) -> None:
        """``words`` of holder ``number``, parted by spaces; "" takes them away."""
        self._number = number
        clear(self.grid)
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
            self.grid.addWidget(count, place % rows, place // rows * 2, Qt.AlignmentFlag.AlignRight)
            self.grid.addWidget(text, place % rows, place // rows * 2 + 1)
            self.grid.setColumnStretch(place // rows * 2 + 1, 1)

    def _save(self) -> None:
        offered = f"guardbook-recovery-words-{self._number}.pdf"  # it names nobody
        self.save_asked.emit(save_as(self, tr("Save the words to print them"), offered, tr("PDF (*.pdf)")))
