"""The two ways through the recording form: all on one page, and one question at a time.

Rules this module keeps: what is written is the same in both; only how one comes to a question differs. A question that is folded away
on the one page has a button of its own, which is pressed by its name.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Qt

from tests.ui.scenarios.keyboard import CTRL, Keyboard

PAGES = 60  # more than the form has


class Way(Protocol):
    """How one comes to the questions of the form that has come up."""

    def begin(self) -> None:
        """Choose this way."""

    def come_to(self, question: str, fold: str) -> None:
        """Come to a question; ``fold`` is the button that unfolds it on the one page, or ""."""

    def check(self) -> None:
        """To the page on which the answers are checked."""


class Quick:
    """All on one page, as the form comes up."""

    def __init__(self, keys: Keyboard) -> None:
        self._keys = keys

    def begin(self) -> None:
        """It is the usual way."""

    def come_to(self, question: str, fold: str) -> None:
        if fold and self._keys.to_first(f"{question}…", fold).name == fold:
            self._keys.push(fold)

    def check(self) -> None:
        self._keys.press(Qt.Key.Key_Return, CTRL)
        self._keys.settle()


class Guided:
    """One question a page, on by the button, to the last page before the answers are checked."""

    def __init__(self, keys: Keyboard) -> None:
        self._keys = keys

    def begin(self) -> None:
        self._keys.push("One question at a time")

    def come_to(self, question: str, fold: str) -> None:  # noqa: ARG002 - on a page of its own nothing is folded away
        passed = []
        while not (here := self._keys.heard().name).startswith(question):
            passed.append(here)
            assert len(passed) <= PAGES, f"no page asks {question!r}; the pages were: {passed}"
            self._keys.push("Next")

    def check(self) -> None:
        for _ in range(PAGES):
            if self._keys.to_first("Next", "Check your answers").name != "Next":
                break
            self._keys.push("Next")
        self._keys.push("Check your answers")


WAYS: tuple[Callable[[Keyboard], Way], ...] = (Quick, Guided)
