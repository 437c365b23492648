"""Invented data for the pictures and the accessibility walk."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from desktop.ui.first_run.presenter import PAGES
from desktop.ui.first_run.view import FirstRunPage
from desktop.ui.first_run.wording import drive_words

KIT = "7K2QX-9M4TD-B3H8W-PX61R-0ZJ5N-V6C2Y-E8GAF-4SDTM"


def _page(name: str) -> Callable[[], QWidget]:
    def make() -> QWidget:
        view = FirstRunPage()
        view.show_kit(KIT)
        view.name.set_value("Odette Farrow")
        view.role_title.set_value("Designated safeguarding lead")
        view.organisation.set_value("Larkmere Primary School")
        view.kind.set_value("school")
        view.contacts.in_name.set_value("Ashmere MASH")
        view.contacts.in_number.set_value("01632 960 140")
        view.show_page(name, PAGES.index(name) + 1, len(PAGES))
        return view

    return make


def _resumed() -> QWidget:
    view = FirstRunPage()
    view.show_page("passphrase", 3, len(PAGES))
    view.show_asked_again(True)
    view.show_begun("You began before, and it stopped here. What you typed is back.")
    return view


def _warned() -> QWidget:
    view = FirstRunPage()
    view.show_page("done", 5, len(PAGES))
    view.show_drive(*drive_words("open"))
    view.show_paper(
        "The recovery kit still lies in a file: guardbook-recovery-kit.pdf in /home/odette/Documents. Anyone who has it can open "
        "your record book. Delete it as soon as it is printed, from the wastebasket too.",
        delete=True,
    )
    return view


SAMPLES: Mapping[str, Callable[[], QWidget]] = {
    **{name: _page(name) for name in PAGES}, "resumed": _resumed, "warned": _warned,
}  # fmt: skip
