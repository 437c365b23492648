"""A photograph of a note through the real window, by keys: kept with the concern, looked at, copied out, and never readable on disk."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.statements import Kind
from desktop.services.session import Session
from desktop.ui.concern.view import ConcernView
from desktop.ui.note_photo import see_view, view
from desktop.ui.note_photo.picture import decoded
from desktop.ui.note_photo.see_view import SeeNotePage
from desktop.ui.note_photo.view import KeepNotePage
from desktop.ui.shell.routes import Place
from desktop.ui.widgets.buttons import Button
from tests.ui.recording import press, write
from tests.ui.scenarios.keyboard import Keyboard
from tests.ui.shell import Shell
from tests.ui.test_note_picture import CAMERA, PLACE, photograph
from tests.unit.services.people import KIAN, KIANS_ARM, Area

SHOWS = "Two pages in blue ink"


@pytest.fixture
def kian(session: Session) -> str:
    return session.children.register(KIAN).child


@pytest.fixture
def concern(session: Session, kian: str) -> str:
    return session.concerns.record(kian, KIANS_ARM).concern


@pytest.fixture
def chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What the system's file dialog would say: that dialog is no part of the window."""
    file = tmp_path / "Kian Pellow.jpg"
    file.write_bytes(photograph(600, 400))
    monkeypatch.setattr(view, "open_file", lambda *_: str(file))
    return file


def keep(keys: Keyboard) -> None:
    keys.push("Choose the photograph")
    keys.write("What does it show?", SHOWS)
    keys.tick("This is a photograph of the note only")
    keys.push("Sign and keep")


def test_it_is_kept_and_looked_at_by_keys_alone(
    shell: Shell, session: Session, concern: str, chosen: Path, area: Area
) -> None:
    keys = Keyboard(shell)
    shell.go(Place("concern_page", concern))
    keys.wait(lambda: shell.page() is not None and shell.page().ready(), "the page does not stand")
    keys.push("Keep a photograph of the note: Physical abuse, 20 November 2026 at 09:05")
    page = shell.page()
    assert isinstance(page, KeepNotePage)
    keep(keys)
    assert str(chosen) in page.original.text.text()
    (photo,) = session.note_photos.page(concern).photos
    assert photo.shows == SHOWS
    kept = session.note_photos.read(concern, photo.id)
    upright = decoded(kept)
    assert (upright.width(), upright.height()) == (400, 600)
    for gone in (PLACE, CAMERA, b"Exif"):
        assert gone not in kept
    for path in area.folder.rglob("*"):
        if path.is_file() and path != chosen:
            lying = path.read_bytes()
            assert kept[:40] not in lying, path.name
            assert kept[-200:-160] not in lying, path.name
            assert b"Kian Pellow.jpg" not in lying, path.name

    keys.push("Back to the concern")
    keys.wait(lambda: shell.page() is not None and shell.page().ready(), "the page does not stand")
    keys.push(f"Look at it: Photograph of the note, kept by {photo.who} on 20 November 2026 at 09:40")
    seen = shell.page()
    assert isinstance(seen, SeeNotePage)
    frame = seen.viewer.picture
    assert keys.heard().described.startswith(SHOWS)
    for _ in range(3):
        keys.press(Qt.Key.Key_Plus)
    assert frame.zoom == pytest.approx(1.25**3)
    keys.press(Qt.Key.Key_Minus)
    assert frame.zoom == pytest.approx(1.25**2)


def test_a_file_that_is_no_photograph_is_told_and_another_can_be_chosen(
    shell: Shell, session: Session, concern: str, chosen: Path
) -> None:
    whole = chosen.read_bytes()
    chosen.write_bytes(b"%PDF-1.7")
    shell.go(Place("note_photo", concern))
    page = shell.page()
    assert isinstance(page, KeepNotePage)
    press(shell, page, "Choose the photograph")
    assert page.notice.title.text().startswith("This file is not a PNG or JPEG")
    assert not page.viewer.isVisible()
    chosen.write_bytes(whole)
    press(shell, page, "Choose the photograph")
    assert page.viewer.isVisible()
    press(shell, page, "Sign and keep")
    assert page.errors.isVisible()
    assert session.note_photos.page(concern).photos == ()


def test_a_copy_is_saved_for_its_owner_alone_and_signed(
    shell: Shell, session: Session, concern: str, chosen: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = session.note_photos.keep(concern, chosen.read_bytes(), SHOWS).photo
    copy = tmp_path / "copy.jpg"
    monkeypatch.setattr(see_view, "save_as", lambda *_: str(copy))
    shell.go(Place("see_note", concern, photo))
    page = shell.page()
    assert isinstance(page, SeeNotePage)
    press(shell, page, "Save a copy")
    assert copy.read_bytes() == chosen.read_bytes()
    assert copy.stat().st_mode & 0o077 == 0
    assert len(session.book.store.statements_of_kind(Kind.RECORD_EXPORTED)) == 1


@pytest.mark.parametrize("damage", ["gone", "damaged"])
def test_one_that_cannot_be_shown_says_why(
    shell: Shell, session: Session, concern: str, chosen: Path, area: Area, damage: str
) -> None:
    photo = session.note_photos.keep(concern, chosen.read_bytes(), SHOWS).photo
    (file,) = [path for path in area.folder.rglob("*") if path.name == photo]
    if damage == "gone":
        file.unlink()
    else:
        file.write_bytes(b"x" + file.read_bytes()[1:])
    shell.go(Place("see_note", concern, photo))
    page = shell.page()
    assert isinstance(page, SeeNotePage)
    said = "This file has not come yet." if damage == "gone" else "This photograph was damaged or exchanged"
    assert page.notice.title.text().startswith(said)
    assert not page.viewer.isVisible()


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("from_notes", [True, False])
def test_after_signing_it_is_offered_for_what_was_entered_from_notes(
    qtbot: QtBot, shell: Shell, session: Session, kian: str, from_notes: bool
) -> None:
    entry = replace(KIANS_ARM, body_marks=())
    if not from_notes:
        entry = replace(entry, from_notes=False, notes_made="", notes_kept="", notes_read_back="")
    page = write(shell, kian, entry)
    page.deaf_for = 0
    press(shell, page, "Check your answers")
    press(shell, page, "Sign and save")
    assert isinstance(page, ConcernView)
    offered = [one for one in page.done.findChildren(Button) if one.text() == "Keep a photograph of the note"]
    assert len(offered) == from_notes
    if from_notes:
        press(shell, page, "Keep a photograph of the note")
        assert isinstance(shell.page(), KeepNotePage)
    assert QApplication.focusWidget() is not None
