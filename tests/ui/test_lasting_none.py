"""PySide6 6.12.0 loses a reference of None at each void call, which ends Python 3.11 after some ten thousand calls; we pin one that counts."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

IMMORTAL_FROM = (3, 12)
CALLS = 1000


def test_a_thousand_void_calls_lose_no_reference_of_none(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        label.setText("")
    assert sys.getrefcount(None) > before - CALLS / 10 or sys.version_info >= IMMORTAL_FROM
