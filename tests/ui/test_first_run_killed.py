"""The process is killed for real at each step of the first run: it resumes there, and a record book is never half-made."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop import places
from desktop.books import LocalBooks
from desktop.services.books import BookPlace
from desktop.services.session import Session
from desktop.ui.first_run.presenter import FirstRunPresenter
from desktop.ui.first_run.view import FirstRunPage
from tests.fakes.tasks import FakeTasks
from tests.ui.first_run_victim import CHEAP, PASSPHRASE, fill

ROOT = Path(__file__).resolve().parents[2]
AGAIN = "Type your passphrase to go on"
TITLE = {
    "who": "Who keeps this record book?",
    "ring": "Whom do you ring when it is urgent?",
    "passphrase": "Choose a passphrase",
}
DRAWS = range(1, 40)  # more draws of randomness than a book takes; past the last one it is made


def killed(home: Path, stop: str) -> str:
    """Run a first run that kills itself at ``stop``; what it printed."""
    child = subprocess.run(
        [sys.executable, "-m", "tests.ui.first_run_victim", str(home), stop],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert child.returncode in (-signal.SIGKILL, 0), child.stderr
    return child.stdout


def resumed(qtbot: QtBot, home: Path) -> tuple[FirstRunPage, list[Session]]:
    """The first run as it comes up at the next start."""
    page, opened = FirstRunPage(), list[Session]()
    qtbot.addWidget(page)
    page.presenter = FirstRunPresenter(
        page, LocalBooks(home, kdf=CHEAP), FakeTasks(), lambda session, _join: opened.append(session), lambda: None
    )
    page.show()
    page.entered()
    return page, opened


def finish(page: FirstRunPage, opened: list[Session]) -> None:
    """Go on from wherever it stands to a book, and lock it."""
    while page.title.text() in TITLE.values():
        fill(page, next(name for name, title in TITLE.items() if title == page.title.text()))
        page.on.click()
    if page.title.text() == AGAIN:
        page.passphrase.set_value(PASSPHRASE)
        page.on.click()
    fill(page, "kit")
    page.on.click()
    page.join_later.click()
    assert [session.profile.name for session in opened] == ["Odette Farrow"]
    opened[0].lock()


@pytest.mark.parametrize("name", ["who", "ring", "passphrase"])
def test_killed_on_a_page_it_comes_back_there_with_what_was_typed(qtbot: QtBot, tmp_path: Path, name: str) -> None:
    killed(tmp_path, f"typing:{name}")
    assert places.known_books(tmp_path) == ()
    assert places.first_run_begun(tmp_path)
    page, opened = resumed(qtbot, tmp_path)
    assert page.title.text() == TITLE[name]
    assert page.name.value() == "Odette Farrow"
    assert page.contacts.in_number.value() == ("" if name == "who" else "01632 960 140")
    assert page.passphrase.value() == ""
    finish(page, opened)
    assert len(places.known_books(tmp_path)) == 1
    assert not places.first_run_begun(tmp_path)


def test_killed_while_the_kit_is_shown_the_same_kit_comes_back(qtbot: QtBot, tmp_path: Path) -> None:
    kit = killed(tmp_path, "making:1").strip()
    page, opened = resumed(qtbot, tmp_path)
    assert page.title.text() == AGAIN
    page.passphrase.set_value(PASSPHRASE)
    page.on.click()
    assert page.kit.kit_text == kit
    finish(page, opened)


def test_killed_at_every_draw_of_randomness_while_the_book_is_made_there_is_no_book_or_a_whole_one(
    qtbot: QtBot, tmp_path: Path
) -> None:
    for draw in DRAWS:
        home = tmp_path / str(draw)
        said = killed(home, f"making:{draw}")
        known = places.known_books(home)
        if "not killed" in said:
            assert len(known) == 1
            return
        assert known == ()
        page, opened = resumed(qtbot, home)
        assert page.title.text() == AGAIN
        finish(page, opened)
        assert [path.name for path in places.books(home).iterdir()] == [places.known_books(home)[0].folder.name]
    pytest.fail("making a book takes more draws than this test kills at")


def test_killed_when_the_book_was_just_made_the_next_start_opens_it(tmp_path: Path) -> None:
    killed(tmp_path, "made")
    [known] = places.known_books(tmp_path)
    books = LocalBooks(tmp_path, kdf=CHEAP)
    assert books.begun().read() is None
    session = books.unlock(BookPlace(known.folder, known.label), PASSPHRASE)
    assert session.profile.organisation == "Larkmere Primary School"
    session.lock()
    assert not places.first_run_begun(tmp_path)


def test_killed_on_the_last_page_the_book_is_there_and_nothing_is_left_over(tmp_path: Path) -> None:
    killed(tmp_path, "done")
    assert len(places.known_books(tmp_path)) == 1
    assert not places.first_run_begun(tmp_path)
