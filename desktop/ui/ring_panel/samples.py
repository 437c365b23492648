"""Invented data for the pictures and the accessibility walk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.ring_panel.call_view import CallPage
from desktop.ui.ring_panel.view import RingPanel
from desktop.ui.ring_panel.which_view import WhichCallPage
from desktop.ui.today.samples import ALERT


def panel() -> QWidget:
    holder = QWidget()
    holder.setObjectName("column")
    box = QVBoxLayout(holder)
    box.setContentsMargins(0, 0, 0, 0)
    ring = RingPanel()
    ring.show_alerts((ALERT, ALERT))
    ring.say.click()
    box.addWidget(ring)
    box.addStretch(1)
    return holder


def danger() -> QWidget:
    """Not safe now: 999 first."""
    holder = panel()
    ring = holder.findChild(RingPanel)
    assert ring is not None
    ring.show_alerts((replace(ALERT, danger=True, why="Not safe now"),))
    ring.say.click()
    return holder


def call() -> QWidget:
    view = CallPage("other")
    view.show_alert(ALERT, "2026-11-20T17:45")
    return view


def card() -> QWidget:
    view = CallPage("card")
    view.show_alert(ALERT, "2026-11-20T17:45")
    return view


def which() -> QWidget:
    """No concern is open: which one was the call about?"""
    view = WhichCallPage()
    view.show_waiting((ALERT, replace(ALERT, concern="r2", child_name="Keira Pellow")))
    return view


SAMPLES: Mapping[str, Callable[[], QWidget]] = {"": panel, "danger": danger, "call": call, "card": card, "which": which}
