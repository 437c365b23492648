"""A picture to look at, larger and smaller by buttons and by the keys + and -; arrows move over it when it is larger than its frame.

Rules this module keeps: at first the whole of it is seen; it has its words as its description, for who does not see it.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.language import tr
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.spoken import say_now

STEP, MOST = 1.25, 8.0
HIGH, HIGHEST = 20, 520  # lines of text that the frame is high, and dots that it is at most: it fits a small window
BIGGER = frozenset({Qt.Key.Key_Plus, Qt.Key.Key_Equal})
SMALLER = frozenset({Qt.Key.Key_Minus, Qt.Key.Key_Underscore})


class NotePicture(QScrollArea):
    """The frame with the picture in it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image, self.zoom = QImage(), 1.0
        self._dots = QLabel()
        self._dots.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWidget(self._dots)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Photograph of the note"))

    def show_image(self, image: QImage, shows: str) -> None:
        self._image = image
        self.describe(shows)
        self.set_zoom(1.0)

    def describe(self, shows: str) -> None:
        """What a screen reader says that it shows."""
        self.setAccessibleDescription(
            ". ".join(part for part in (shows, tr("+ and - make it larger and smaller")) if part)
        )

    def set_zoom(self, zoom: float) -> None:
        """1 is the whole of it in the frame."""
        self.zoom = min(MOST, max(1.0, zoom))
        self._draw()

    def sizeHint(self) -> QSize:
        return QSize(320, min(HIGHEST, self.fontMetrics().height() * HIGH))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.fontMetrics().height() * 6)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in BIGGER:
            self.set_zoom(self.zoom * STEP)
        elif event.key() in SMALLER:
            self.set_zoom(self.zoom / STEP)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw()

    def _draw(self) -> None:
        if self._image.isNull():
            return
        room, ratio = self.maximumViewportSize(), self.devicePixelRatioF()
        fits = self._image.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio) * self.zoom
        made = self._image.scaled(
            fits * ratio, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        made.setDevicePixelRatio(ratio)
        self._dots.setPixmap(QPixmap.fromImage(made))
        self._dots.resize(fits)


class Viewer(QWidget):
    """The picture with its buttons."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.picture = NotePicture()
        self.larger = Button(tr("Larger (+)"), on=lambda: self._step(STEP))
        self.smaller = Button(tr("Smaller (-)"), on=lambda: self._step(1 / STEP))
        column.addWidget(self.picture)
        column.addWidget(ActionBar(self.larger, self.smaller))

    def _step(self, by: float) -> None:
        self.picture.set_zoom(self.picture.zoom * by)
        say_now(tr("{percent} per cent", percent=round(self.picture.zoom * 100)))
