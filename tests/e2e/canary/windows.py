"""Canaries typed, key by key, into the real windows: first run, the recording form, a search; then a hide, an unlock, and an end without warning.

``python -m tests.e2e.canary.windows HOME CANARIES`` prints the window's title each time it was looked at.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from desktop.app import Application
from desktop.books import LocalBooks, SystemClock
from desktop.domain.records import ChildEntry, OrganisationKind, Profile
from desktop.services.books import BookPlace
from desktop.ui.concern.questions import folds
from desktop.ui.concern.view import ConcernView
from desktop.ui.page import Page
from desktop.ui.shell.routes import Place
from desktop.ui.unlock.view import UnlockPage
from tests.e2e.canary.words import Words
from tests.e2e.world import CHEAP

PASSPHRASE = "a passphrase for nobody"
PATIENCE = 60.0


class Hands:
    """Types and looks as a person does."""

    def __init__(self, qt: QApplication, app: Application, words: Words) -> None:
        self.qt, self.app, self.words = qt, app, words

    def until(self, so: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not so():
            if time.monotonic() > end:
                raise TimeoutError("the window did not come to it")
            self.qt.processEvents()
            time.sleep(0.002)

    def settle(self) -> None:
        for _ in range(3):
            done: list[bool] = []
            self.app.tasks.run(lambda: True, done.append)
            self.until(partial(bool, done))
        print("title:", self.app.window.windowTitle(), flush=True)

    def page(self) -> Page:
        self.qt.processEvents()
        return next(page for page in self.app.window.findChildren(Page) if page.isVisible())

    def type_everywhere(self, page: QWidget) -> int:
        """A canary into every field that can be typed into; how many there were."""
        fields = [
            w
            for kind in (QLineEdit, QPlainTextEdit, QTextEdit)
            for w in page.findChildren(kind)
            if w.isVisible() and w.isEnabled()
        ]
        typed = 0
        for field in fields:
            if field.isReadOnly():
                continue
            field.setFocus()
            QTest.keyClicks(field, self.words.new(field.accessibleName() or type(field).__name__))
            typed += 1
        return typed

    def unlock(self) -> None:
        door = self.page()
        assert isinstance(door, UnlockPage)
        QTest.keyClicks(door.passphrase.line, PASSPHRASE)
        door.open.click()
        self.until(lambda: self.app.book is not None)
        self.settle()


def main(home: str, canaries: str) -> None:
    words = Words()
    try:
        play(Path(home), words)
    finally:
        Path(canaries).write_text(json.dumps(words.named), encoding="utf-8")
    sys.stdout.flush()
    os._exit(0)  # no close, no lock


def play(home: Path, words: Words) -> None:
    books = LocalBooks(home, SystemClock(), kdf=CHEAP)
    session = books.create(
        None, Profile("Wyn Prosser", "Welfare officer", "Otters", OrganisationKind.CLUB), PASSPHRASE, books.new_kit()
    )
    child = session.children.register(ChildEntry(given_names=words.new("given"), family_name=words.new("family"))).child
    session.lock()
    qt = QApplication(["guardbook"])
    app = Application(qt, home)
    hands = Hands(qt, app, words)
    app.start()
    known = books.known()[0]
    app.doors.show_unlock(BookPlace(known.folder, known.label))
    hands.unlock()
    assert app.book is not None
    app.book.go(Place("concern", child))
    hands.settle()
    form = hands.page()
    assert isinstance(form, ConcernView)
    answer_first_question(form)
    form.form.finish()  # the sections come in steps; typing wants them all
    hands.settle()
    open_everything(form)
    hands.settle()
    typed = hands.type_everywhere(form)
    print("typed into", typed, "fields", flush=True)
    hands.settle()
    app.window.hide_now()
    hands.until(lambda: app.session is None)
    hands.settle()
    app.window.come_back()
    hands.unlock()
    for place in ("children", "today", "letters"):
        app.book.go(Place(place))
        hands.settle()
        hands.type_everywhere(hands.page())
    held = QGuiApplication.clipboard().mimeData()
    print("clipboard:", held.text() if isinstance(held, QMimeData) else "", flush=True)


ANSWERS = {"from_notes": True, "safe_now": "no", "level": "4", "parents_told": "no", "marks": "a mark"}


def open_everything(form: ConcernView) -> None:
    """The answers that call for further questions, and what is folded away."""
    for field, answer in ANSWERS.items():
        form.question(field).set_value(answer)
    for fold in folds():
        form.form.reveal(fold.fields[0])
    form.form.touched.emit()


def answer_first_question(form: ConcernView) -> None:
    """An adult who works with children: the rest of the form opens, and who must not see it is asked."""
    form.question("accused_works_with_children").set_value("yes")
    form.form.touched.emit()


if __name__ == "__main__":
    main(*sys.argv[1:])
