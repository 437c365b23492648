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


LONG = (
    "Dr Annunziata Featherstonehaugh-Cholmondeley de la Zouche-Whittingstall III, MBE JP, "
    "The Ancient and Worshipful Federation of Larkmere, Tarn and St Bride's Primary Schools with their Nurseries and Clubs"
)


def long_names() -> QWidget:
    """Names as long as they may get, and a backup of one of these books."""
    view = WelcomePage()
    view.show_books([(LONG, False), (f"{LONG} (restored 23 Nov 2026)", False), ("Bronagh Tiller, 0-19 service", True)])
    view.show_restore(
        "guardbook-2026-11-20.backup",
        "Made on 20 November 2026 at 09:40.",
        "This record book is here already, last written 23 November 2026 at 08:15.",
    )
    return view


def restore() -> QWidget:
    view = WelcomePage()
    view.show_restore("guardbook-2026-11-20.backup", "Made on 20 November 2026 at 09:40.")
    return view


SAMPLES: Mapping[str, Callable[[], QWidget]] = {"": first, "books": books, "restore": restore, "long_names": long_names}
