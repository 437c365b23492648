"""A letter that was just signed leaves at once in the real application, not at the next steady round."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from demo.partnership import Partnership
from desktop.app import Application
from desktop.domain.records import ChildEntry, SharingEntry
from desktop.services.books import BookPlace
from desktop.services.pages.shares import Decided
from desktop.services.session import Session
from desktop.ui.unlock.view import UnlockPage
from tests.e2e.world import CHEAP, copy_of

T = TypeVar("T")


def share(session: Session) -> Decided:
    child = session.children.register(made_up()).child
    choices = session.sharing.choices(child)
    return session.sharing.decide(
        SharingEntry(
            share=True,
            child=child,
            statements=tuple(one.id for one in choices.statements),
            recipient=next(one.id for one in choices.recipients if one.kind == "hub"),
            purpose=choices.purposes[0].code,
            basis=choices.suggested_basis,
            reasons="To keep the child safe.",
            family_told="yes",
        )
    )


def made_up() -> ChildEntry:
    return ChildEntry(given_names="Nia", family_name="Brock", sex="F")


def test_a_signed_letter_is_delivered_within_seconds(qtbot: QtBot, template: Partnership, tmp_path: Path) -> None:
    world = copy_of(template, tmp_path / "home")
    world.hub.start(datetime.now(UTC))
    qt = QApplication.instance()
    assert isinstance(qt, QApplication)
    app = Application(qt, world.home, kdf=CHEAP)
    try:
        app.start()
        place = world.places["school"]
        app.doors.show_unlock(BookPlace(place.folder, place.label))
        door = app.window.findChildren(UnlockPage)[-1]
        door.passphrase.line.setText(world.cast.passphrase)
        door.open.click()
        qtbot.waitUntil(lambda: app.book is not None, timeout=20_000)
        session = app.session
        assert session is not None
        qtbot.waitUntil(lambda: app._pace is not None and app._pace._rounds.seconds_until_next() > 60, timeout=20_000)
        decided = ask(qtbot, app, lambda: share(session))
        assert ask(qtbot, app, lambda: states(session)) == {"sealed"}
        assert app.book is not None
        app.book.changed(decided.changes)
        qtbot.waitUntil(lambda: ask(qtbot, app, lambda: states(session)) == {"delivered"}, timeout=20_000)
    finally:
        app.close()
        app.window.close()
        world.hub.stop()


def states(session: Session) -> set[str]:
    return {row.state for row in session.letters.outbox()}


def ask(qtbot: QtBot, app: Application, what: Callable[[], T]) -> T:
    """Ask the database worker and wait for its answer."""
    answer: list[T] = []
    app.tasks.run(what, answer.append)
    qtbot.waitUntil(lambda: bool(answer), timeout=20_000)
    return answer[0]
