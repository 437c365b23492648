"""The real application over real record books, driven by keys and the mouse: first run, unlock, kit, a restored backup."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt

from desktop import places
from desktop.books import LocalBooks
from desktop.ui.first_run.view import FirstRunPage
from desktop.ui.unlock.view import UnlockPage
from desktop.ui.welcome.view import WelcomePage
from desktop.ui.widgets.boxes import Notice
from tests.ui.application.somebody import CHEAP, NEW, PASSPHRASE, Somebody


def test_the_first_run_is_gone_through_by_keyboard_and_the_book_opens_again(start: Callable[[], Somebody]) -> None:
    someone = start()
    someone.sees(WelcomePage)
    someone.pushes("Start my record book")
    someone.sees(FirstRunPage)
    someone.fills("Your name", "Odette Farrow")
    someone.fills("Your role", "Designated safeguarding lead")
    someone.fills("Your organisation", "Larkmere Primary")
    someone.tabs_to("School, college or nursery")
    someone.presses(Qt.Key.Key_Space)
    someone.pushes("Continue")
    someone.fills("Their number in office hours", "01632 960101")
    someone.fills("Office hours begin", "9:00")
    someone.fills("Office hours end", "17:00")
    someone.fills("Their number at other times", "01632 960102")
    someone.pushes("Continue")
    someone.fills("Passphrase", PASSPHRASE)
    someone.fills("The passphrase again", PASSPHRASE)
    someone.pushes("Continue")
    page = someone.page()
    assert isinstance(page, FirstRunPage)
    someone.wait(lambda: bool(page.kit.kit_text) and page.kit.typed.isVisible())
    someone.fills("Type the recovery kit", page.kit.kit_text.lower().replace("-", " "))
    someone.pushes("Make my record book")
    someone.wait(page.join_later.isVisible)
    assert page.kit.kit_text == ""
    someone.pushes("Later: open my record book")
    someone.in_book()
    someone.clicks(someone.app.window.lock_button)
    someone.opens()
    someone.in_book()


def test_a_first_run_that_was_stopped_is_the_first_thing_at_the_next_start(
    start: Callable[[], Somebody], home: Path
) -> None:
    someone = start()
    someone.sees(WelcomePage)
    someone.pushes("Start my record book")
    someone.sees(FirstRunPage)
    someone.fills("Your name", "Odette Farrow")
    someone.page().save_draft()
    someone.wait(lambda: places.first_run_begun(home))
    someone = start()
    someone.sees(FirstRunPage)
    page = someone.page()
    assert isinstance(page, FirstRunPage)
    someone.wait(lambda: page.name.value() == "Odette Farrow")


def test_a_restored_backup_says_so_and_what_is_not_in_it(
    start: Callable[[], Somebody], kit: str, home: Path, tmp_path: Path
) -> None:
    books = LocalBooks(home, kdf=CHEAP)
    session = books.unlock_with_kit(books.known()[0], kit, PASSPHRASE)
    file = session.keeping.back_up(tmp_path)
    session.lock()
    someone = start()
    someone.app.doors.show_welcome()
    someone.sees(WelcomePage)
    page = someone.page()
    assert isinstance(page, WelcomePage)
    assert page.presenter is not None
    page.presenter.pick_backup(str(file))
    page.presenter.restore(PASSPHRASE)
    someone.in_book()

    def said() -> bool:
        shown = someone.app.book.page() if someone.app.book is not None else None
        titles = [notice.title.text() for notice in shown.findChildren(Notice)] if shown is not None else []
        return "The backup is restored: 1 child in this record book" in titles

    someone.wait(said)


def test_a_wrong_passphrase_is_said_at_the_field_and_the_right_one_opens(
    start: Callable[[], Somebody], kit: str
) -> None:
    someone = start()
    someone.opens("not the passphrase")
    door = someone.door()
    someone.wait(lambda: bool(door.passphrase.error))
    assert "recovery kit" in door.passphrase.error
    assert someone.app.session is None
    door.passphrase.set_value("")
    door.passphrase.take_focus()
    someone.types(PASSPHRASE)
    someone.presses(Qt.Key.Key_Return)
    someone.in_book()


def test_the_kit_opens_with_a_new_passphrase_which_holds_after_a_restart(
    start: Callable[[], Somebody], kit: str
) -> None:
    someone = start()
    someone.sees(UnlockPage)
    someone.pushes("I have forgotten it")
    someone.fills("Recovery kit", kit)
    someone.fills("A new passphrase", NEW)
    someone.fills("The new passphrase again", NEW)
    someone.presses(Qt.Key.Key_Return)
    someone.in_book()
    again = start()
    again.opens(PASSPHRASE)
    again.wait(lambda: bool(again.door().passphrase.error))
    again.door().passphrase.set_value("")
    again.door().passphrase.take_focus()
    again.types(NEW)
    again.presses(Qt.Key.Key_Return)
    again.in_book()


def test_no_book_means_the_welcome_page_and_no_demo_that_did_not_come_along(start: Callable[[], Somebody]) -> None:
    someone = start()
    someone.sees(WelcomePage)
    page = someone.page()
    assert isinstance(page, WelcomePage)
    assert not page.demo.isVisible()
    assert not page.hint.isVisible()
    assert page.start.isVisible()
