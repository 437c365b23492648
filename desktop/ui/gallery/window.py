"""The gallery's window: a page of parts, in the palette, text size and language that are chosen above it.

Rules this module keeps: it changes the looks of the whole application, as the settings page does, so that what is seen here is what
a person sees; it opens no record book and remembers nothing.
"""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QComboBox, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from desktop.language import PSEUDO, SOURCE
from desktop.ui import theme
from desktop.ui.gallery.samples import PARTS
from desktop.ui.language import mark, tr
from desktop.ui.qt_words import speak

LANGUAGES = {SOURCE: mark("English"), PSEUDO: mark("The language of the tests")}


class GalleryWindow(QWidget):
    """Give it the application whose looks it changes."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self._app = app
        self.setObjectName("deck")
        self.setWindowTitle(tr("Guardbook: the parts of its pages"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        bar = QHBoxLayout()
        bar.setContentsMargins(24, 12, 24, 4)
        bar.setSpacing(12)
        self.part = _box(bar, tr("Part"), {name: name for name in PARTS})
        self.colours = _box(bar, tr("Colours"), {one.name: tr(one.title) for one in theme.PALETTES.values()})
        self.percent = _box(bar, tr("Text size"), {str(size): f"{size} %" for size in theme.TEXT_SIZES})
        self.language = _box(bar, tr("Language"), {code: tr(name) for code, name in LANGUAGES.items()})
        bar.addStretch(1)
        column.addLayout(bar)
        self.stack = QStackedWidget()
        column.addWidget(self.stack, 1)
        self.part.currentIndexChanged.connect(lambda _index: self.show_part())
        for box in (self.colours, self.percent, self.language):
            box.currentIndexChanged.connect(lambda _index: self.change_looks())
        self.show_part()

    def change_looks(self) -> None:
        """Give the application what is chosen above, and build the part anew."""
        speak(self._app, self.language.currentData())
        colours = theme.PALETTES[self.colours.currentData()]
        theme.apply(self._app, theme.Theme(colours, int(self.percent.currentData())))
        self.show_part()

    def show_part(self) -> None:
        """Build the chosen part anew."""
        page = PARTS[self.part.currentData()]()
        if (before := self.stack.currentWidget()) is not None:
            self.stack.removeWidget(before)
            before.deleteLater()
        self.stack.addWidget(page)


def _box(bar: QHBoxLayout, label: str, choices: dict[str, str]) -> QComboBox:
    words, box = QLabel(label), QComboBox()
    words.setBuddy(box)
    box.setAccessibleName(label)
    for key, said in choices.items():
        box.addItem(said, key)
    bar.addWidget(words)
    bar.addWidget(box)
    return box
