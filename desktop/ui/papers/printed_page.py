"""A page that shows one record and saves it as paper: what such pages have in common.

Rules this module keeps: the page is there once something stands in it; what changed elsewhere goes to the presenter.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.statements import Changes
from desktop.ui.page import Page
from desktop.ui.papers.saved import SavedFile


class PrintedPage(Page):
    """What is shown stands in ``inside_column``; a subclass sets ``stands`` when it does. ``file_name`` proposes a name that says
    nothing about anybody.
    """

    presenter: object = None  # kept alive by its view
    says_its_name = False
    changed_elsewhere = Signal(object)

    def __init__(
        self, title: str, file_name: Callable[[], str], *, spacing: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, parent=parent)
        self.saved = self.add(SavedFile(file_name))
        self.inside = self.add(QWidget())
        self.inside_column = QVBoxLayout(self.inside)
        self.inside_column.setContentsMargins(0, 0, 0, 0)
        self.inside_column.setSpacing(spacing)
        self.stands = False

    def ready(self) -> bool:
        return self.stands

    def refresh(self, changes: Changes) -> None:
        self.changed_elsewhere.emit(changes)

    def show_exported(self, title: str, said: str, *, delete: bool) -> None:
        self.saved.show_exported(title, said, delete=delete)
