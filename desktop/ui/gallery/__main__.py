"""``python -m desktop.ui.gallery``: look at every part of the pages, in every state, palette and text size."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication

from desktop.ui import theme
from desktop.ui.gallery.window import GalleryWindow


def main() -> int:
    """Open the gallery and stay until it is closed."""
    app = QApplication(sys.argv[:1])
    theme.load_fonts()
    theme.apply(app, theme.Theme())
    window = GalleryWindow(app)
    window.resize(1280, 860)
    window.show()
    return app.exec()


if __name__ == "__main__":
    raise SystemExit(main())
