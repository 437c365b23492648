"""Which windows may be shown at all: those of the registry, and what Qt makes for them (menus, tips, lists of a box).

A window that no sample has is walked by nobody: its names, its Tab order, its contrast and its language are not tested.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from desktop.ui import registry

QTS_OWN = frozenset({"QMenu", "QTipLabel", "QComboBoxPrivateContainer", "QMessageBox", "QFileDialog"})
BARE = frozenset({"QWidget", "QMainWindow", "QFrame"})  # a test's own box around a part


class Registered:
    """Asks the samples, the nearest first, and builds no more of them than it needs."""

    def __init__(self) -> None:
        self._known: set[str] = set(BARE)
        self._left = dict(registry.samples())

    def has(self, kind: type) -> bool:
        """Whether some sample is of this class, or has it among its parts; a test's own class counts as what it is made from."""
        kind = next((one for one in kind.__mro__ if not one.__module__.startswith("tests")), kind)
        package = kind.__module__.removeprefix("desktop.ui.").partition(".")[0]
        near = sorted(self._left, key=lambda name: (name.split(".")[0] != package, name.split(".")[0] != "gallery"))
        while kind.__name__ not in self._known and near:
            page = self._left.pop(near.pop(0))()
            self._known |= {type(widget).__name__ for widget in (page, *page.findChildren(QWidget))}
            page.deleteLater()
        return kind.__name__ in self._known


class Watch(QObject):
    """Remembers the class of every top-level window that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: set[type] = set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() != QEvent.Type.Show or not isinstance(watched, QWidget) or not watched.isWindow():
            return False
        if watched.metaObject().className() not in QTS_OWN:  # Python knows a tip only as the label it is made from
            self.shown.add(type(watched))
        return False

    def unregistered(self, samples: Registered) -> list[str]:
        """Those that no sample has."""
        return sorted(kind.__name__ for kind in tuple(self.shown) if not samples.has(kind))
