"""Invented data for the pictures and the accessibility walk."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from desktop.services.pages.fields import Missing
from desktop.ui.language import tr
from desktop.ui.unlock.presenter import WRONG
from desktop.ui.unlock.view import UnlockPage

OPENS = "otter gravel plum"


def passphrase() -> QWidget:
    return UnlockPage("Odette Farrow, Larkmere Primary School")


def wrong() -> QWidget:
    view = UnlockPage("Odette Farrow, Larkmere Primary School")
    view.show_problems([Missing("passphrase", tr(WRONG))])
    return view


def kit() -> QWidget:
    view = UnlockPage("Odette Farrow, Larkmere Primary School")
    view.ask_for_kit(True)
    return view


def pin() -> QWidget:
    """Locked in the day: the PIN first, letters still waiting, two other books here."""
    view = UnlockPage(
        "Odette Farrow, Larkmere Primary School", besides=["Bronagh Tiller, Ashmere Health Visiting"], pin=True
    )
    view.show_waiting(2)
    view.show_call()
    return view


def demo() -> QWidget:
    """One of the demo's books, with more beside it than are named."""
    besides = [f"{name} (demo)" for name in ("Bronagh Tiller, Ashmere Health Visiting", "Piers Aske, Tarn Rowing Club",
               "Wren Dunmore, St Bride's", "Idris Marl, Ashmere MASH", "Ffion Quill, Ashmere MASH", "Tobi Holt, the office")]  # fmt: skip
    return UnlockPage("Odette Farrow, Larkmere Primary School (demo)", demo_passphrase=OPENS, besides=besides)


SAMPLES: Mapping[str, Callable[[], QWidget]] = {"": passphrase, "wrong": wrong, "kit": kit, "pin": pin, "demo": demo}
