"""Invented data for the pictures and the accessibility walk."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from desktop.ui.welcome.view import WelcomePage


def first() -> QWidget:
    return WelcomePage()


def books() -> QWidget:
    view = WelcomePage()
    view.show_books([("Odette Farrow, Larkmere Primary School", False), ("Bronagh Tiller, 0-19 service", True)])
    return view


def restore() -> QWidget:
    view = WelcomePage()
    view.show_restore("guardbook-2026-11-20.backup", "Made on Friday 20 November 2026 at 09:40.")
    return view


SAMPLES: Mapping[str, Callable[[], QWidget]] = {"": first, "books": books, "restore": restore}
