"""Settings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.domain.records import Profile
from desktop.domain.statements import Changes
from desktop.services.errors import Cancelled
from desktop.services.pages import Verified
from desktop.ui.settings.presenter import SettingsPresenter
from desktop.ui.settings.samples import PROFILE
from desktop.ui.settings.view import SettingsPage
from desktop.ui.shell.routes import Place
from desktop.vault.errors import WrongPassphrase
from tests.fakes.tasks import FakeTasks


class Book:
    """Keeping and the session's profile in one."""

    def __init__(self) -> None:
        self.profile = PROFILE
        self.passphrase = "three plain words"
        self.problems: tuple[str, ...] = ()

    def change_profile(self, profile: Profile) -> Changes:
        self.profile = profile
        return Changes(frozenset({"profile"}))

    def change_passphrase(self, old: str, new: str) -> None:
        if old != self.passphrase:
            raise WrongPassphrase
        self.passphrase = new

    def back_up(self, folder: Path) -> Path:
        return folder / "guardbook-2026-11-20.backup"

    def verify(self, progress: Callable[[int, int], bool] | None = None) -> Verified:
        for done in (0, 200, 412):
            if progress is not None and not progress(done, 412):
                raise Cancelled
            self.between()
        return Verified(412, self.problems)

    def between(self) -> None:
        """What a person does while it is being checked."""


def _page(qtbot: QtBot) -> tuple[SettingsPage, Book, list[object]]:
    view, book, went = SettingsPage(), Book(), []
    qtbot.addWidget(view)
    view.presenter = SettingsPresenter(
        view,
        book,
        book,
        FakeTasks(),
        went.append,
        went.append,
        lambda palette, percent: went.append((palette, percent)),
    )
    view.show()
    view.entered()
    view.finish()
    return view, book, went


def _change(view: SettingsPage, old: str, new: str, known: str) -> None:
    view.old.set_value(old)
    view.new.set_value(new)
    view.again.set_value(new)
    view.known.set_value(known)
    view.change.click()


def test_a_changed_passphrase_is_kept_and_the_fields_forget_it(qtbot: QtBot) -> None:
    view, book, _went = _page(qtbot)
    _change(view, "three plain words", "four other plain words", "no")
    assert book.passphrase == "four other plain words"
    assert view.old.value() == view.new.value() == ""
    assert view.notice.property("kind") == "success"


def test_if_someone_may_know_the_old_one_the_page_says_what_a_change_cannot_do(qtbot: QtBot) -> None:
    view, _book, _went = _page(qtbot)
    _change(view, "three plain words", "four other plain words", "yes")
    assert "copies and backups" in view.notice.text.text()


def test_a_wrong_old_passphrase_stays_at_its_field(qtbot: QtBot) -> None:
    view, book, _went = _page(qtbot)
    _change(view, "wrong", "four other plain words", "no")
    assert view.old.error
    assert book.passphrase == "three plain words"


def test_the_question_who_knows_must_be_answered(qtbot: QtBot) -> None:
    view, book, _went = _page(qtbot)
    _change(view, "three plain words", "four other plain words", "")
    assert view.known.error
    assert book.passphrase == "three plain words"


def test_verifying_says_what_was_found(qtbot: QtBot) -> None:
    view, book, _went = _page(qtbot)
    view.verify.click()
    assert "412" in view.notice.text.text()
    book.problems = ("One signature does not fit.",)
    view.verify.click()
    assert view.notice.property("kind") == "warning"


def test_verifying_says_how_far_it_is_and_can_be_stopped(qtbot: QtBot) -> None:
    view, book, _went = _page(qtbot)
    view.show()
    seen: list[str] = []

    def between() -> None:
        assert view.stop.isVisible()
        assert view.presenter
        seen.append(view.presenter.checking())
        view.stop.click()

    book.between = between  # type: ignore[method-assign]
    view.verify.click()
    assert seen == ["Checking every entry and its signature. 0 of 412 so far."]
    assert not view.stop.isVisible()
    assert "412" not in view.notice.text.text()
    assert "stopped" in view.notice.title.text().lower()


def test_a_backup_names_the_file_and_where_not_to_keep_it(qtbot: QtBot) -> None:
    view, _book, _went = _page(qtbot)
    assert view.presenter
    view.presenter.back_up("/media/stick")
    assert "guardbook-2026-11-20.backup in /media/stick" in view.notice.title.text()
    assert "away from this computer" in view.notice.text.text()


def test_new_numbers_are_kept_and_told_to_the_window(qtbot: QtBot) -> None:
    view, book, went = _page(qtbot)
    view.contacts.in_number.set_value("01632 960 141")
    view.keep_contacts.click()
    assert book.profile.contacts.in_hours_number == "01632 960 141"
    assert went == [Changes(frozenset({"profile"}))]


def test_looks_take_effect_at_once_and_the_partnership_is_one_press_away(qtbot: QtBot) -> None:
    view, _book, went = _page(qtbot)
    view.colours.set_value("dark")
    view.membership.click()
    assert went[-2:] == [("dark", 100), Place("membership")]
