"""Settings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.books import LocalBooks
from desktop.domain.records import ChildEntry, Profile
from desktop.domain.statements import Changes
from desktop.services.errors import Cancelled
from desktop.services.pages.keeping import Verified
from desktop.services.preference_values import Preferences
from desktop.services.recovery import RecoveryState
from desktop.ui.settings.diagnostics import DiagnosticsPresenter
from desktop.ui.settings.diagnostics_view import DiagnosticsPage
from desktop.ui.settings.locking import LockingPresenter
from desktop.ui.settings.new_keys import NewKeysPresenter
from desktop.ui.settings.new_keys_view import NewKeysPage
from desktop.ui.settings.presenter import SettingsPresenter
from desktop.ui.settings.safekeeping import SafekeepingPresenter
from desktop.ui.settings.samples import PROFILE
from desktop.ui.settings.view import SettingsPage
from desktop.ui.shell.routes import Place
from desktop.ui.widgets.buttons import Link
from desktop.vault.errors import PinTooShort, WrongPassphrase
from desktop.vault.passphrases import KdfCost
from tests.fakes.tasks import FakeTasks

Progress: TypeAlias = Callable[[int, int], bool]
NOW = datetime(2026, 11, 23, 19, 5, tzinfo=UTC)
KIT = "7K2QX-9M4TD-3FQ8Z-W5NPR-2H7JC-8B4VT-6XKQ9-D3M5S"
NEW = "four other plain words"
RECOVERY = RecoveryState("Larkmere Primary School", "age1pq1", 2, 3, "2026-11-20T09:40:00+00:00", joined=True)


class Book:
    """Keeping, the session's profile and the preferences in one."""

    def __init__(self) -> None:
        self.profile = PROFILE
        self.passphrase = "three plain words"
        self.problems: tuple[str, ...] = ()
        self.backed_up = ""
        self.pin = ""
        self.chosen = Preferences()

    def change_profile(self, profile: Profile) -> Changes:
        self.profile = profile
        return Changes(frozenset({"profile"}))

    def change_passphrase(self, old: str, new: str) -> None:
        if old != self.passphrase:
            raise WrongPassphrase
        self.passphrase = new

    def rekey(self, old: str, new: str, kit: str, progress: Progress | None = None) -> None:
        assert kit == KIT
        self._work(progress)
        self.change_passphrase(old, new)

    def back_up(self, folder: Path, progress: Progress | None = None) -> Path:
        self._work(progress)
        self.backed_up = "2026-11-23T16:59:00+00:00"
        return folder / "guardbook-2026-11-20.backup"

    def last_backup(self) -> str:
        return self.backed_up

    def verify(self, progress: Progress | None = None) -> Verified:
        self._work(progress)
        return Verified(412, self.problems)

    def read(self) -> Preferences:
        return self.chosen

    def change(self, chosen: Preferences) -> Changes:
        self.chosen = chosen
        return Changes()

    def set_pin(self, pin: str) -> None:
        if pin and len(pin) < 4:
            raise PinTooShort
        self.pin = pin

    def _work(self, progress: Progress | None) -> None:
        for done in (0, 200, 412):
            if progress is not None and not progress(done, 412):
                raise Cancelled
            self.between()

    def between(self) -> None:
        """What a person does while it is being done."""


def _page(qtbot: QtBot) -> tuple[SettingsPage, Book, list[object]]:
    view, book, tasks = SettingsPage(), Book(), FakeTasks()
    went: list[object] = []
    qtbot.addWidget(view)
    view.presenter = SettingsPresenter(
        view, book, book, tasks, went.append, went.append, lambda palette, percent: went.append((palette, percent))
    )
    view.safekeeping = SafekeepingPresenter(view, book, tasks, lambda: NOW, lambda: RECOVERY)
    view.locking = LockingPresenter(view, book, tasks, went.append, book.set_pin, lambda: b"BEGIN:VCALENDAR")
    view.show()
    view.entered()
    view.finish()
    return view, book, went


def _change(view: SettingsPage, old: str, new: str, known: str) -> None:
    card = view.secret
    card.known.set_value(known)
    card.old.set_value(old)
    card.new.set_value(new)
    card.again.set_value(new)
    card.change.click()


def test_a_changed_passphrase_is_kept_and_the_fields_forget_it(qtbot: QtBot) -> None:
    view, book, _went = _page(qtbot)
    _change(view, "three plain words", "four other plain words", "no")
    assert book.passphrase == "four other plain words"
    assert view.secret.old.value() == view.secret.new.value() == ""
    assert view.notice.property("kind") == "success"


def test_if_someone_may_know_the_old_one_the_way_leads_to_new_keys(qtbot: QtBot) -> None:
    view, book, went = _page(qtbot)
    _change(view, "three plain words", "four other plain words", "yes")
    assert went == [Place("new_keys")]
    assert book.passphrase == "three plain words"
    assert view.secret.old.value() == ""


def test_a_wrong_old_passphrase_stays_at_its_field(qtbot: QtBot) -> None:
    view, book, _went = _page(qtbot)
    _change(view, "wrong", "four other plain words", "no")
    assert view.secret.old.error
    assert book.passphrase == "three plain words"


def test_the_question_who_knows_must_be_answered(qtbot: QtBot) -> None:
    view, book, _went = _page(qtbot)
    _change(view, "three plain words", "four other plain words", "")
    assert view.secret.known.error
    assert book.passphrase == "three plain words"


def test_verifying_says_what_was_found(qtbot: QtBot) -> None:
    view, book, _went = _page(qtbot)
    view.safe.verify.click()
    assert "412" in view.notice.text.text()
    book.problems = ("One signature does not fit.",)
    view.safe.verify.click()
    assert view.notice.property("kind") == "warning"


def test_verifying_says_how_far_it_is_and_can_be_stopped(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    view, book, _went = _page(qtbot)
    view.show()
    seen: list[str] = []

    def between() -> None:
        assert view.stop.isVisible()
        assert view.safekeeping
        seen.append(view.safekeeping.under_way.how_far())
        view.stop.click()

    monkeypatch.setattr(book, "between", between)
    view.safe.verify.click()
    assert seen == ["Checking every entry and its signature. 0 of 412 so far."]
    assert not view.stop.isVisible()
    assert "412" not in view.notice.text.text()
    assert "stopped" in view.notice.title.text().lower()


def test_a_backup_names_the_file_and_where_not_to_keep_it_and_is_remembered(qtbot: QtBot) -> None:
    view, _book, _went = _page(qtbot)
    assert "No backup" in view.safe.last.text()
    view.safe.back_up_asked.emit("/media/stick")
    assert "guardbook-2026-11-20.backup in /media/stick" in view.notice.title.text()
    assert "away from this computer" in view.notice.text.text()
    assert view.safe.last.text() == "Last backup: 23 November 2026 at 16:59 (2 hours ago)."


def test_a_backup_can_be_stopped(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    view, book, _went = _page(qtbot)
    monkeypatch.setattr(book, "between", view.stop.click)
    view.safe.back_up_asked.emit("/media/stick")
    assert book.backed_up == ""
    assert "stopped" in view.notice.title.text().lower()


def test_lock_times_take_effect_at_once(qtbot: QtBot) -> None:
    view, book, went = _page(qtbot)
    view.lock.resting.set_value("2")
    assert book.chosen == Preferences(2, 10)
    view.telling.notify.set_value(False)
    assert went[-1] == Preferences(2, 10, notify=False)


def test_a_pin_is_typed_twice_and_forgotten_by_the_page(qtbot: QtBot) -> None:
    view, book, _went = _page(qtbot)
    for pin, again, field in (
        ("", "", "pin"),
        ("1234", "1234", "pin"),
        ("5555", "5555", "pin"),
        ("4711", "4712", "pin_again"),
        ("47", "47", "pin"),
    ):
        view.lock.pin.set_value(pin)
        view.lock.pin_again.set_value(again)
        view.lock.set_pin.click()
        assert view.question(field).error, pin
        assert book.pin == ""
    view.lock.pin.set_value("4711")
    view.lock.pin_again.set_value("4711")
    view.lock.set_pin.click()
    assert book.pin == "4711"
    assert view.lock.pin.value() == ""
    assert "midnight" in view.notice.title.text()
    view.lock.no_pin.click()
    assert book.pin == ""


def test_the_calendar_file_is_written_where_it_was_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    view, _book, _went = _page(qtbot)
    view.telling.calendar_asked.emit("")
    view.telling.calendar_asked.emit(str(tmp_path / "limits.ics"))
    assert (tmp_path / "limits.ics").read_bytes() == b"BEGIN:VCALENDAR"
    assert "limits.ics" in view.notice.title.text()


def test_the_lado_s_number_is_kept_with_the_others(qtbot: QtBot) -> None:
    view, book, _went = _page(qtbot)
    view.contacts.lado_name.set_value("Ashmere LADO")
    view.contacts.lado_number.set_value("nobody")
    view.contacts.keep.click()
    assert view.contacts.lado_number.error
    view.contacts.lado_number.set_value("01632 960 155")
    view.contacts.keep.click()
    assert book.profile.contacts.lado_number == "01632 960 155"
    assert book.profile.contacts.in_hours_number == PROFILE.contacts.in_hours_number


def test_who_else_can_open_the_record_book_is_said_plainly_and_leads_on(qtbot: QtBot) -> None:
    view, _, went = _page(qtbot)
    assert view.recovery.said.text() == (
        "Larkmere Primary School can open these records with the words of 2 of 3 holders since 20 November 2026."
    )
    view.recovery.more.click()
    assert went == [Place("recovery")]


def _new_keys(qtbot: QtBot) -> tuple[NewKeysPage, Book]:
    view, book = NewKeysPage(), Book()
    qtbot.addWidget(view)
    view.presenter = NewKeysPresenter(view, book, lambda: KIT, FakeTasks())
    view.show()
    view.entered()
    for question, text in ((view.old, book.passphrase), (view.new, NEW), (view.again, NEW)):
        question.set_value(text)
    return view, book


def test_new_keys_are_made_only_when_the_new_kit_was_typed_back(qtbot: QtBot) -> None:
    view, book = _new_keys(qtbot)
    view.kit.typed.set_value(KIT.replace("W5NPR", "W5NPX"))
    view.go.click()
    assert "group 4" in view.kit.typed.error
    assert book.passphrase == "three plain words"
    view.kit.typed.set_value(KIT.lower().replace("-", " "))
    view.go.click()
    assert book.passphrase == NEW
    assert "destroy them" in view.notice.text.text()
    assert view.old.value() == view.kit.kit_text == ""


def test_making_new_keys_says_how_far_it_is_and_can_be_stopped(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    view, book = _new_keys(qtbot)
    seen: list[str] = []

    def between() -> None:
        assert view.presenter
        seen.append(view.presenter.under_way.how_far())
        view.stop.click()

    monkeypatch.setattr(book, "between", between)
    view.kit.typed.set_value(KIT)
    view.go.click()
    assert seen == ["Making new keys, and writing the record book anew with them. 0 % so far."]
    assert book.passphrase == "three plain words"
    assert not view.stop.isVisible()


def test_what_is_saved_for_the_computer_s_keeper_is_what_was_shown(qtbot: QtBot, tmp_path: Path) -> None:
    view = DiagnosticsPage()
    qtbot.addWidget(view)
    facts = {"Program": {"Guardbook": "0.1.0"}, "Record book": {"Records": "412"}}
    view.presenter = DiagnosticsPresenter(view, lambda: facts, FakeTasks())
    view.show()
    view.entered()
    file = tmp_path / "facts.txt"
    view.presenter.save("")
    view.presenter.save(str(file))
    assert file.read_text("utf-8").strip() == view.facts.value()
    assert "  Records: 412" in view.facts.value()
    assert "facts.txt" in view.notice.title.text()


def test_the_facts_of_a_real_book_hold_no_word_of_it(tmp_path: Path) -> None:
    books = LocalBooks(tmp_path, kdf=KdfCost(64, 1, 1))
    session = books.create(None, PROFILE, "larch gate winter", books.new_kit())
    child = session.children.register(ChildEntry(given_names="Kian", family_name="Pellow", born="2017-03-14")).child
    said = str(session.diagnostics.facts())
    for word in ("Kian", "Pellow", "2017", child, PROFILE.name, PROFILE.organisation, str(tmp_path)):
        assert word not in said
    session.lock()


def test_new_numbers_are_kept_and_told_to_the_window(qtbot: QtBot) -> None:
    view, book, went = _page(qtbot)
    view.contacts.contacts.in_number.set_value("01632 960 141")
    view.contacts.keep.click()
    assert book.profile.contacts.in_hours_number == "01632 960 141"
    assert went == [Changes(frozenset({"profile"}))]


def test_the_contents_lead_to_each_part_below(qtbot: QtBot) -> None:
    view, _book, _went = _page(qtbot)
    view.resize(900, 600)
    view.show()
    links = view.contents.findChildren(Link)
    assert [link.text() for link in links][:3] == ["Whom to ring when it is urgent", "Locking", "Backup and checks"]
    next(link for link in links if link.text() == "Passphrase").click()
    qtbot.waitUntil(lambda: view.secret.isAncestorOf(QApplication.focusWidget() or view))
    top = view.secret.mapTo(view.paper.viewport(), QPoint(0, 0)).y()
    assert 0 <= top < 100


def test_looks_take_effect_at_once_and_the_partnership_is_one_press_away(qtbot: QtBot) -> None:
    view, _book, went = _page(qtbot)
    view.colours.set_value("dark")
    view.membership.click()
    assert went[-2:] == [("dark", 100), Place("membership")]


def test_what_verifying_found_is_said_in_the_card_it_was_asked_in(qtbot: QtBot) -> None:
    view, _book, _went = _page(qtbot)
    qtbot.mouseClick(view.safe.verify, Qt.MouseButton.LeftButton)
    assert view.safe.isAncestorOf(view.notice)
    assert "whole" in view.notice.title.text()
