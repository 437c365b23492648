"""Gives an open book's screen everything that can be done from anywhere: the menu, the search box and the keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer

from desktop.ui.shell.book_view import BookView
from desktop.ui.shell.commands import DESK_ONLY, Deeds, commands
from desktop.ui.shell.finder import Finder, Finds
from desktop.ui.shell.window import MainWindow
from desktop.ui.tasks import Runs


def join(
    book: BookView, window: MainWindow, finding: Finds, tasks: Runs, text_size: Callable[[int], None], *, desk: bool
) -> None:
    """``text_size`` goes a step up (1), down (-1) or back to the usual (0); ``desk``: whether the person works at the desk."""
    deeds = Deeds(
        back=book.back, forward=book.forward, find=book.search.open, lock=window.leave_book, hide=window.hide_now,
        close=lambda: QTimer.singleShot(0, window, window.close), text_size=text_size,
    )  # fmt: skip
    pages = {page for page in book.pages() if desk or page not in DESK_ONLY}
    made = commands(pages, book.go, deeds, lambda: book.place)
    book.command(made)
    book.search.finder = Finder(book.search, finding, tasks, book.go, made)
