"""Draws the application's real windows, offscreen, over the record books of the play, and keeps the pictures.

The books are opened through the unlock page, as a person opens them, with the workers and threads of the real application.
"""

from __future__ import annotations

import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget

from demo.partnership import Partnership
from demo.stage import Stage
from desktop.app import Application
from desktop.domain.entries import to_fields
from desktop.services.books import BookPlace
from desktop.ui import registry, theme
from desktop.ui.page import Page
from desktop.ui.shell.routes import Place
from desktop.ui.unlock.view import UnlockPage

WIDE, HIGH = 1280, 800
NO_NEWS = ("propagateSizeHints", "This plugin does not support")  # what the offscreen platform cannot do
PATIENCE = 60.0  # seconds
LOOKS = {"light": ("light", 100), "dark": ("dark", 100), "large": ("light", 200)}


def last_place(trace: TracebackType | None) -> str:
    """Where a fault came from: file and line, never a value."""
    if trace is None:
        return "an unknown place"
    last = traceback.extract_tb(trace)[-1]
    return f"{Path(last.filename).name}, line {last.lineno}"


class Gallery:
    """Where the pictures go. Make one for a process."""

    def __init__(self, output: Path) -> None:
        self.output = output
        output.mkdir(parents=True, exist_ok=True)
        for old in [*output.rglob("*.png"), *output.glob("*.pdf")]:
            old.unlink()
        made = QApplication.instance()
        self.qt = made if isinstance(made, QApplication) else QApplication(["guardbook-demo"])
        self.kept = 0
        qInstallMessageHandler(self.hear)
        self.faults: list[str] = []
        sys.excepthook = lambda kind, _error, trace: self.faults.append(f"{kind.__name__} in {last_place(trace)}")

    def hear(self, kind: QtMsgType, _context: object, said: str) -> None:
        """Qt's own words: what the offscreen platform cannot do is no news; a warning is kept as a fault."""
        if kind is not QtMsgType.QtDebugMsg and not any(words in said for words in NO_NEWS):
            self.faults.append(f"Qt said: {said[:80]}")

    def draw_urgent(self, made: Partnership, stage: Stage, rhys: str) -> None:
        """The club on Saturday evening: the panel that stays."""
        with (
            stage.step("P1", "Windows: the club's panel on Saturday at 20:20") as step,
            self.opened(made, "club") as app,
        ):
            assert app.book is not None
            texts = " ".join(label.text() for label in app.book.ring.findChildren(QWidget) if hasattr(label, "text"))
            step.holds("the panel shows the out-of-hours number", "01632 960999" in texts)
            step.holds("the window's title names nobody", app.window.windowTitle() == "Guardbook")
            self.visit(app, {"club-today": Place("today"), "club-child": Place("child", rhys)})

    def draw(self, made: Partnership, stage: Stage, kian: str, esme: str) -> None:
        """School, health visitor and desk, each with their pages; every other screen with invented data; the chronology."""
        with stage.step("P2", "The chronology as PDF, and the note that it was made") as step:
            paper = made["school"].papers.chronology_pdf(kian)
            (self.output / "chronology.pdf").write_bytes(paper)
            exported = [
                row for row in made["school"].book.store.statements_about(kian) if row.kind == "record.exported"
            ]
            step.holds("a PDF was made, and the record says so", paper.startswith(b"%PDF") and exported)
        with stage.step("P3", "Windows: the school's record book") as step:
            entry = made.cast.concerns["kian"]
            draft = made["school"].concerns.save_draft(None, kian, entry)
            pages = {
                "today": Place("today"),
                "children": Place("children"),
                "child": Place("child", kian),
                "concern": Place("concern", kian, draft),
                "share": Place("share", kian),
                "letters": Place("letters"),
                "settings": Place("settings"),
                "partnership": Place("membership"),
            }
            with self.opened(made, "school") as app:
                self.visit(app, pages)
            step.holds(f"{len(to_fields(entry))} fields of the concern went through the form unchanged", draft)
        with stage.step("P4", "Windows: the health visitor's child, and the desk"):
            with self.opened(made, "health") as app:
                self.visit(app, {"health-child": Place("child", esme)})
            enquiry = made["desk"].desk.enquiries()[0].id
            with self.opened(made, "desk") as app:
                self.visit(
                    app,
                    {"desk": Place("desk"), "enquiry": Place("enquiry", enquiry), "telephone": Place("phone_referral")},
                )
        with stage.step("P5", "Every other screen and state, with invented data") as step:
            self.samples()
            step.holds(f"{self.kept} pictures are kept", self.kept > len(registry.samples()))
        with stage.step("P6", "What the windows ran into while they were drawn") as step:
            step.holds("; ".join(self.faults) or "nothing", not self.faults)

    # the application

    @contextmanager
    def opened(self, made: Partnership, key: str) -> Iterator[Application]:
        """Lock the play's session, open the same book in the application through its unlock page, and give it back afterwards."""
        made[key].lock()
        app = Application(self.qt, made.home, clock=made.clock)
        app.start()
        app.window.resize(WIDE, HIGH)  # whatever the offscreen platform takes for its screen
        place = made.places[key]
        app.doors.show_unlock(BookPlace(place.folder, place.label))
        door = self.page(app)
        if not isinstance(door, UnlockPage):
            raise TypeError("the unlock page is not there")
        self.keep(app.window, "unlock")
        door.passphrase.line.setText(made.cast.passphrase)
        door.open.click()
        try:
            self.until(lambda: app.book is not None)
            self.settle(app)
            yield app
        finally:
            app.close()
            app.window.close()
            self.qt.processEvents()
            made.sessions[key] = made.books.unlock(place, made.cast.passphrase)

    def visit(self, app: Application, pages: dict[str, Place]) -> None:
        """Go to each page in each look and keep a picture."""
        assert app.book is not None
        for looks, (palette, percent) in LOOKS.items():
            app.change_looks(palette, percent)
            for name, place in pages.items():
                app.book.go(place)
                self.settle(app)
                self.keep(app.window, f"{name}-{looks}")
        app.change_looks(*LOOKS["light"])

    def samples(self) -> None:
        """Every page of the registry, in the usual looks."""
        theme.apply(self.qt, theme.Theme())
        for name, factory in registry.samples().items():
            widget = factory()
            widget.resize(WIDE, HIGH)
            widget.show()
            self.qt.processEvents()
            self.keep(widget, f"screens/{name}")
            widget.hide()
            widget.deleteLater()

    # waiting and keeping

    def page(self, app: Application) -> Page:
        self.qt.processEvents()
        return next(page for page in app.window.findChildren(Page) if page.isVisible())

    def settle(self, app: Application) -> None:
        """Until the worker has done what was asked, and what that asked in turn, and the page stands."""
        for _ in range(3):
            done: list[bool] = []
            app.tasks.run(lambda: True, done.append)
            self.until(partial(bool, done))
        self.until(lambda: all(page.ready() for page in app.window.findChildren(Page) if page.isVisible()))
        self.qt.processEvents()

    def until(self, so: Callable[[], bool]) -> None:
        """Work through the window's events until something is so."""
        end = time.monotonic() + PATIENCE
        while not so():
            if time.monotonic() > end:
                raise TimeoutError("the window did not come to it")
            self.qt.processEvents()
            time.sleep(0.002)

    def keep(self, widget: QWidget, name: str) -> None:
        path = self.output / f"{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        widget.grab().save(str(path))
        self.kept += 1
