"""The recovery kit: in large groups, saved to print, copied, and typed back. It decides nothing."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.ui.files import save_as
from desktop.ui.language import tr
from desktop.ui.secret_copy import SecretCopy
from desktop.ui.secret_paper import SecretPaper
from desktop.ui.widgets.boxes import clear
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.text_questions import LongTextQuestion

OFFERED = "guardbook-recovery-kit.pdf"  # it names nobody
ACROSS = 4  # groups in a row


class KitPart(SecretPaper):
    """The kit in large groups; ``kit_text`` is what is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        typed = LongTextQuestion(
            "typed_kit",
            tr("Type the recovery kit from your paper"),
            tr("This makes sure that the paper is right. Capitals, spaces and hyphens do not matter."),
            rows=2,
        )
        super().__init__(typed, 28, 0, parent)
        self.kit_text = ""
        self.clipboard = SecretCopy(self)
        self.save = Button(tr("Save it as a PDF to print"), on=self._save)
        self.copy_kit = Button(tr("Copy it"), on=self._copy)
        by_hand = Text(
            tr(
                "You can also write it down by hand: eight groups of five. It has no letter I, L, O or U. Guardbook does not send "
                "it to a printer itself, because the printing system would keep a readable copy."
            ),
            "small",
        )
        self.copied = Text(
            tr("Copied for one minute. Paste it where you can print it, and do not save that file."), "small"
        )
        place = self.copied.sizePolicy()
        place.setRetainSizeWhenHidden(True)  # so that no button moves away from under the mouse when it comes
        self.copied.setSizePolicy(place)
        self.copied.hide()
        self.add_below(ActionBar(self.save, self.copy_kit), by_hand, self.copied)

    def show_kit(self, kit: str) -> None:
        """``kit`` is in printed groups, joined by hyphens."""
        self.kit_text = kit
        clear(self.grid)
        for place, group in enumerate(kit.split("-")):
            text = Text(group, "kit", selectable=True)
            text.setWordWrap(False)
            text.setAccessibleName(tr("Group {number}: {letters}", number=place + 1, letters=" ".join(group)))
            self.grid.addWidget(Text(str(place + 1), "small"), place // ACROSS * 3, place % ACROSS)
            self.grid.addWidget(text, place // ACROSS * 3 + 1, place % ACROSS)
        self.grid.setRowMinimumHeight(2, 14)

    def left(self) -> None:
        """The page is left: the kit does not stay on the clipboard."""
        self.clipboard.forget()
        self.copied.hide()

    def forget(self) -> None:
        self.left()
        self.kit_text = ""
        self.typed.set_value("")
        clear(self.grid)

    def _copy(self) -> None:
        self.clipboard.copy(
            tr("Guardbook recovery kit\n\n{kit_text}\n\nKeep this away from the computer.", kit_text=self.kit_text)
        )
        self.copied.show()

    def _save(self) -> None:
        self.save_asked.emit(save_as(self, tr("Save the recovery kit to print it"), OFFERED, tr("PDF (*.pdf)")))
