"""The foot of a form that is saved: its buttons stay in sight while the form scrolls. It decides nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.page import Page
from desktop.ui.widgets.buttons import ActionBar, Button


class SaveFoot(QWidget):
    """Stands below the part of a page that scrolls."""

    def __init__(self, *buttons: Button) -> None:
        super().__init__()
        self.setObjectName("status")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(44, 10, 24, 12)
        column.addWidget(ActionBar(*buttons))

    def join(self, page: Page) -> None:
        """Stand below what scrolls on a page."""
        if isinstance(layout := page.layout(), QVBoxLayout):
            layout.addWidget(self)
            layout.setStretchFactor(page.paper, 1)
