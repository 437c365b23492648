"""Keeping and looking at a photograph of a note: nothing is signed unseen or unsaid, and the original is not forgotten."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest

from desktop.domain.statements import Changes
from desktop.services.errors import AttachmentNotHere, NotAPhotograph, PhotographDamaged
from desktop.services.pages.fields import Missing
from desktop.services.pages.note_photos import NoteKept, NotePage, NotePhoto
from desktop.ui.messages import Said, say
from desktop.ui.note_photo.presenter import KeepPresenter, KeepScreen, Prepared
from desktop.ui.note_photo.seeing import SeePresenter, SeeScreen

T = TypeVar("T")
NOW = datetime(2026, 11, 20, 9, 52, tzinfo=UTC)
PHOTO = NotePhoto("p1", "Two pages in blue ink", "Odette Farrow", NOW, here=True)
PAGE = NotePage("k1", "c1", "Kian Pellow", "Physical abuse, 20 November 2026", offered=True, photos=())
FILE = Path("/media/stick/Kian Pellow.jpg")


class AtOnce:
    """Runs work where it is asked."""

    def run(
        self,
        fn: Callable[[], T],
        then: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        try:
            result = fn()
        except Exception as error:  # noqa: BLE001 - as the worker does
            assert failed is not None
            failed(error)
            return
        if then is not None:
            then(result)


@dataclass
class Notes:
    """Keeps photographs in a list."""

    shown: NotePage = PAGE
    kept: list[tuple[bytes, str]] = field(default_factory=list)
    fault: Exception | None = None
    copied: int = 0

    def page(self, concern: str) -> NotePage:
        assert concern == self.shown.concern
        return self.shown

    def keep(self, concern: str, jpeg: bytes, shows: str) -> NoteKept:
        self.kept.append((jpeg, shows))
        return NoteKept("p1", Changes(records=frozenset({concern})))

    def read(self, concern: str, photo: str) -> bytes:
        assert concern == self.shown.concern
        if self.fault is not None:
            raise self.fault
        return b"jpeg of " + photo.encode()

    def copy(self, concern: str, photo: str) -> bytes:
        self.copied += 1
        return self.read(concern, photo)


@dataclass
class Screen:
    """Remembers what it was told to show."""

    form: KeepScreen | None = None
    seen: SeeScreen | None = None
    picture: object = None
    problems: Sequence[Missing] = ()
    said: tuple[str, ...] = ()
    failure: Said | None = None

    def show_busy(self, said: str) -> None:
        assert said

    def show_form(self, screen: KeepScreen) -> None:
        self.form = screen

    def show_picture(self, picture: object) -> None:
        self.picture = picture

    def show_photo(self, screen: SeeScreen, picture: object) -> None:
        self.seen, self.picture = screen, picture

    def show_problems(self, problems: Sequence[Missing]) -> None:
        self.problems = problems

    def show_kept(self, title: str, text: str, warning: str) -> None:
        self.said = (title, text, warning)

    def show_saved(self, title: str, text: str) -> None:
        self.said = (title, text)

    def show_failure(self, said: Said) -> None:
        self.failure = said


def prepare(file: Path) -> Prepared:
    if file.suffix != ".jpg":
        raise NotAPhotograph("no picture")
    return Prepared(b"plain", "as decoded")


def keeping(notes: Notes) -> tuple[KeepPresenter, Screen, list[Changes]]:
    screen, told = Screen(), list[Changes]()
    presenter = KeepPresenter(screen, notes, AtOnce(), prepare, told.append)
    presenter.open("k1")
    return presenter, screen, told


def seeing(notes: Notes) -> tuple[SeePresenter, Screen]:
    screen = Screen()
    presenter = SeePresenter(screen, notes, AtOnce(), lambda content: content, lambda: NOW)
    presenter.open("k1", "p1")
    return presenter, screen


def test_nothing_is_signed_before_a_picture_was_seen() -> None:
    notes = Notes()
    presenter, _, _ = keeping(notes)
    presenter.keep("Two pages", only_note=True)
    assert notes.kept == []


def test_what_it_shows_and_that_it_is_the_note_only_are_asked_first() -> None:
    notes = Notes()
    presenter, screen, _ = keeping(notes)
    presenter.choose(FILE)
    assert screen.picture == "as decoded"
    presenter.keep(" ", only_note=False)
    assert [one.field for one in screen.problems] == ["shows", "only_note"]
    presenter.keep("Two pages", only_note=False)
    assert [one.field for one in screen.problems] == ["only_note"]
    assert notes.kept == []


def test_what_was_shown_is_kept_once_and_where_the_original_lies_is_said() -> None:
    notes = Notes()
    presenter, screen, told = keeping(notes)
    presenter.choose(FILE)
    presenter.keep("Two pages", only_note=True)
    presenter.keep("Two pages", only_note=True)
    assert notes.kept == [(b"plain", "Two pages")]
    assert told == [Changes(records=frozenset({"k1"}))]
    assert str(FILE) in screen.said[2]
    assert screen.problems == ()


def test_another_file_takes_the_place_of_the_first_and_one_that_is_no_picture_does_not() -> None:
    presenter, screen, _ = keeping(Notes())
    presenter.choose(Path("letter.pdf"))
    assert screen.failure == say(NotAPhotograph())
    assert screen.picture is None
    presenter.choose(FILE)
    assert screen.picture == "as decoded"


def test_a_concern_that_takes_none_says_so_and_those_that_are_kept_are_named() -> None:
    _, screen, _ = keeping(Notes(replace(PAGE, offered=False, photos=(PHOTO,))))
    assert screen.form is not None
    assert screen.form.refused
    assert screen.form.before == ("Photograph of the note, kept by Odette Farrow on 20 November 2026 at 09:52",)


def test_it_is_shown_with_its_words_and_a_copy_lies_where_the_person_chose(tmp_path: Path) -> None:
    notes = Notes(replace(PAGE, photos=(PHOTO,)))
    presenter, screen = seeing(notes)
    assert screen.seen is not None
    assert screen.seen.shows == PHOTO.shows
    assert screen.picture == b"jpeg of p1"
    assert presenter.file_name() == "note-2026-11-20.jpg"
    presenter.save(tmp_path / "note.jpg")
    assert (tmp_path / "note.jpg").read_bytes() == b"jpeg of p1"
    assert notes.copied == 1
    assert str(tmp_path / "note.jpg") in screen.said[0]


@pytest.mark.parametrize("fault", [AttachmentNotHere("not yet"), PhotographDamaged("damaged")])
def test_what_cannot_be_shown_is_told(fault: Exception) -> None:
    _, screen = seeing(Notes(replace(PAGE, photos=(PHOTO,)), fault=fault))
    assert screen.failure == say(fault)
    assert screen.seen is None


def test_a_photograph_that_is_not_of_this_concern_is_told() -> None:
    _, screen = seeing(Notes(PAGE))
    assert screen.failure is not None
