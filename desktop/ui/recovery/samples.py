"""Invented data for the pictures and the accessibility walk. The words are no one's."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from desktop.services.recovery import RecoveryState
from desktop.ui.language import tr
from desktop.ui.recovery.making_view import RecoveryWordsPage
from desktop.ui.recovery.opening import WORKING
from desktop.ui.recovery.opening_view import ColleaguePage
from desktop.ui.recovery.view import RecoveryPage
from desktop.ui.recovery.wording import state_words

STATE = RecoveryState("Larkmere Primary School", "age1pq1", 2, 3, "2026-11-20T09:40:00+00:00", joined=True)
WORDS = """
academic
acid
acrobat
romp
crush
dough
cinema
eclipse
ladybug
medal
nylon
olympic
parking
railroad
satoshi
tactics
unhappy
vampire
warmth
yoga
aircraft
alpha
amuse
animal
beard
black
boring
cage
carpet
cause
ceiling
check
cover
"""


def none() -> QWidget:
    view = RecoveryPage()
    view.show_state(*state_words(RecoveryState("Larkmere Primary School", "", 0, 0, "", joined=True)))
    view.show_making(offered=True)
    return view


def recovery() -> QWidget:
    view = RecoveryPage()
    view.show_state(*state_words(STATE))
    view.show_rehearsal((), 2)
    return view


def plan() -> QWidget:
    view = RecoveryWordsPage()
    view.show_organisations([("o1", "Larkmere Primary School"), ("o2", "Ashmere MASH")])
    return view


def holder() -> QWidget:
    view = RecoveryWordsPage()
    view.show_holder(WORDS, 2, 3)
    return view


def ready() -> QWidget:
    view = RecoveryWordsPage()
    view.show_ready(
        "Larkmere Primary School",
        "The words of 2 of 3 holders will open the records. Every paper was typed back and is right.",
        "These papers still lie in files: guardbook-recovery-words-1.pdf. Delete them as soon as they are printed, from the wastebasket too.",
    )
    return view


def colleague() -> QWidget:
    view = ColleaguePage()
    view.show_kit("7K2QX-9M4TD-B3H8W-PX61R-0ZJ5N-V6C2Y-E8GAF-4SDTM")
    view.show_source("record-book-2026-11-20-094000.guardbook-backup", "Made on 20 November 2026 at 09:40.")
    return view


def opening() -> QWidget:
    view = ColleaguePage()
    view.show_working(tr(WORKING))
    return view


SAMPLES: Mapping[str, Callable[[], QWidget]] = {
    "": recovery, "none": none, "plan": plan, "holder": holder, "ready": ready, "colleague": colleague, "opening": opening,
}  # fmt: skip
