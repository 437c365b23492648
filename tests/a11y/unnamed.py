"""A planted window that does it wrong: its field has no name. Run with the project's Python."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget


def main() -> int:
    """Open the window and stay until it is closed."""
    qt = QApplication(sys.argv[:1])
    window = QWidget()
    window.setWindowTitle("Open my record book")
    column = QVBoxLayout(window)
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    column.addWidget(line)
    column.addWidget(QPushButton("Open"))
    window.show()
    return qt.exec()


if __name__ == "__main__":
    sys.exit(main())
