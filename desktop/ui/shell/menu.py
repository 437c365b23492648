"""The menu in the bar: everything one can do from here, with its keys.

Rules this module keeps: one button with one list under headings, because a tired person looks in one place; what is in it is what the
search box finds and the keyboard does (``commands``), so that none of them knows more than the others.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from desktop.ui.language import tr
from desktop.ui.shell.commands import GROUPS, Command
from desktop.ui.widgets.buttons import Button


class ShellMenu(QMenu):
    """The open menu. A screen reader says each entry with its keys."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Menu"), parent)
        self.setAccessibleName(tr("Menu"))

    def fill(self, commands: Sequence[Command], actions: Sequence[QAction]) -> None:
        group = ""
        for command, action in zip(commands, actions, strict=True):
            if command.group != group:
                group = command.group
                self.addSection(tr(GROUPS[group]))
            self.addAction(action)


class MenuButton(Button):
    """Opens the menu below itself; F10 too."""

    def __init__(self, menu: ShellMenu) -> None:
        super().__init__(
            tr("Menu"), "bar", self.open, describe=tr("Everything you can do here, with its keys. Also F10.")
        )
        self.menu_shown = menu

    def open(self) -> None:
        self.menu_shown.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))
        self.menu_shown.setActiveAction(next(a for a in self.menu_shown.actions() if not a.isSeparator()))


def actions(commands: Sequence[Command], owner: QWidget) -> list[QAction]:
    """One action for each command, its keys working in the whole window of ``owner``."""
    made: list[QAction] = []
    for command in commands:
        action = QAction(command.title.replace("&", "&&"), owner)
        if command.keys:
            action.setShortcut(QKeySequence(command.keys))
            action.setShortcutVisibleInContextMenu(True)
        action.triggered.connect(lambda _checked=False, run=command.run: run())
        owner.addAction(action)
        made.append(action)
    return made
