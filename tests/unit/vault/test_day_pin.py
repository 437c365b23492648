"""The day's PIN: in memory, for one day, with three tries."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.books import LocalBooks
from desktop.domain.records import OrganisationKind, Profile
from desktop.services.books import BookPlace
from desktop.services.session import Session
from desktop.vault.errors import PinOver, PinTooShort, WrongPin
from desktop.vault.passphrases import KdfCost

PASSPHRASE = "larch gate winter"
PROFILE = Profile("Odette Farrow", "Lead", "Larkmere Primary", OrganisationKind.SCHOOL)
MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.at = MORNING

    def now(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def books(tmp_path: Path, clock: Clock) -> LocalBooks:
    return LocalBooks(tmp_path, clock, kdf=KdfCost(64, 1, 1))


@pytest.fixture
def session(books: LocalBooks) -> Session:
    return books.create(None, PROFILE, PASSPHRASE, books.new_kit())


def _place(books: LocalBooks) -> BookPlace:
    return books.known()[0]


def test_the_pin_opens_the_locked_book_again_on_the_same_day(books: LocalBooks, session: Session) -> None:
    session.keeping.day_pin("4711")
    session.lock()
    assert books.has_pin(_place(books))
    again = books.unlock_with_pin(_place(books), "4711")
    assert again.profile == PROFILE
    again.lock()
    books.unlock_with_pin(_place(books), "4711").lock()


def test_after_three_wrong_tries_only_the_passphrase_opens_it(books: LocalBooks, session: Session) -> None:
    session.keeping.day_pin("4711")
    session.lock()
    for left in (2, 1):
        with pytest.raises(WrongPin) as wrong:
            books.unlock_with_pin(_place(books), "0000")
        assert wrong.value.left == left
    with pytest.raises(PinOver):
        books.unlock_with_pin(_place(books), "0000")
    assert not books.has_pin(_place(books))
    with pytest.raises(PinOver):
        books.unlock_with_pin(_place(books), "4711")
    books.unlock(_place(books), PASSPHRASE).lock()


def test_it_is_over_at_midnight_in_london(books: LocalBooks, session: Session, clock: Clock) -> None:
    session.keeping.day_pin("4711")
    session.lock()
    clock.at = datetime(2026, 11, 23, 23, 59, tzinfo=UTC)
    assert books.has_pin(_place(books))
    clock.at += timedelta(minutes=1)
    assert not books.has_pin(_place(books))
    with pytest.raises(PinOver):
        books.unlock_with_pin(_place(books), "4711")


def test_it_is_gone_with_the_program_and_never_on_the_drive(
    books: LocalBooks, session: Session, tmp_path: Path, clock: Clock
) -> None:
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    keys = (_place(books).folder / "keys.json").read_bytes()
    session.keeping.day_pin("4711")
    session.lock()
    assert {path for path in tmp_path.rglob("*") if path.is_file()} <= before
    assert (_place(books).folder / "keys.json").read_bytes() == keys
    started_again = LocalBooks(tmp_path, clock, kdf=KdfCost(64, 1, 1))
    assert not started_again.has_pin(_place(books))


def test_a_changed_passphrase_takes_the_pin_back(books: LocalBooks, session: Session) -> None:
    session.keeping.day_pin("4711")
    session.keeping.change_passphrase(PASSPHRASE, "four other plain words")
    session.lock()
    assert not books.has_pin(_place(books))


def test_a_wrong_pin_holds_no_lock_on_the_book(books: LocalBooks, session: Session) -> None:
    session.keeping.day_pin("4711")
    session.lock()
    with pytest.raises(WrongPin):
        books.unlock_with_pin(_place(books), "4712")
    books.unlock(_place(books), PASSPHRASE).lock()


def test_a_pin_has_four_figures_and_can_be_taken_back(books: LocalBooks, session: Session) -> None:
    with pytest.raises(PinTooShort):
        session.keeping.day_pin("123")
    session.keeping.day_pin("4711")
    session.keeping.day_pin("")
    session.lock()
    assert not books.has_pin(_place(books))
