"""Qt's own words (the buttons of its dialogs, the menu of a text field) in the person's language.

Rules this module keeps: this is the one place where they are reached; Qt asks a translator by its own contexts
(``QPlatformTheme`` for the buttons of every dialog), and the answers come from the same catalogue as ours. The list serves the
extraction, so that a translator finds them; Qt's ``&`` before a letter is its shortcut and stays in the text.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, QTranslator

from desktop.language import Language, install, named

QT_WORDS: dict[str, tuple[str, ...]] = {
    "QPlatformTheme": ("OK", "Save", "Save All", "Open", "&Yes", "Yes to &All", "&No", "N&o to All", "Abort", "Retry", "Ignore", "Close",
                       "Cancel", "Discard", "Help", "Apply", "Reset", "Restore Defaults"),
    "QLineEdit": ("&Undo", "&Redo", "Cu&t", "&Copy", "&Paste", "Delete", "Select All"),
    "QWidgetTextControl": ("&Undo", "&Redo", "Cu&t", "&Copy", "Copy &Link Location", "&Paste", "Delete", "Select All"),
    "QFileDialog": ("Look in:", "File &name:", "Files of type:", "&Open", "&Save", "&Choose", "Back", "Forward", "Parent Directory",
                    "Create New Folder", "List View", "Detail View", "Sidebar", "Files", "All Files (*)", "Directory:", "&Rename",
                    "&Delete", "Show &hidden files", "&New Folder", "Computer", "Recent Places", "My Computer"),
    "QFileSystemModel": ("Name", "Size", "Kind", "Type", "Date Modified"),
    "QAbstractSpinBox": ("&Step up", "Step &down", "&Select All"),
}  # fmt: skip


NAME = "words"


class QtWords(QTranslator):
    """Answers Qt from our catalogue. Install it on the application; without an answer Qt keeps its English."""

    def __init__(self, language: Language, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(NAME)
        self._language = language

    def translate(self, context: str, text: str, _comment: str | None = None, n: int = -1) -> str:
        """Return Qt's own text in the language; "" keeps Qt's."""
        if text not in QT_WORDS.get(context, ()):
            return ""
        return self._language.find(context, text, None if n < 0 else n) or ""

    def isEmpty(self) -> bool:
        return False


def speak(app: QCoreApplication, code: str) -> None:
    """Give the application its language, Qt's own words too. Call it before the first text is made."""
    for earlier in app.findChildren(
        QtWords, NAME
    ):  # without a name PySide makes ready every kind of child there is: 5 ms
        app.removeTranslator(earlier)
        earlier.deleteLater()
    language = named(code)
    install(language)
    if language is not None:
        app.installTranslator(QtWords(language, app))
