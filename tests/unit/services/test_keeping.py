from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bundle.recipients import Identity
from desktop.domain.records import Contacts
from desktop.domain.statements import Changes, Kind
from desktop.services.errors import Cancelled, TransferUnavailable
from tests.unit.services.people import KIAN, KIANS_ARM, Area, on_disk, utc


def test_a_whole_book_verifies(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    area.school.concerns.record(child, KIANS_ARM)
    area.school.sharing.decide(area.share_all(area.school, child))
    area.post.exchange(area.school, area.desk)
    for session in (area.school, area.desk):
        verified = session.keeping.verify()
        assert verified.problems == ()
        assert verified.statements > 3


def test_a_statement_changed_behind_the_books_back_is_found(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    area.school.concerns.record(child, KIANS_ARM)
    database = on_disk(area.school).database
    with database.transaction():
        database.run("UPDATE statement SET token = replace(token, 'a', 'b') WHERE kind = 'concern.recorded'")
    problems = area.school.keeping.verify().problems
    assert problems
    assert "Kian" not in " ".join(problems)


def test_a_backup_is_remembered_and_the_vault_is_asked(area: Area, tmp_path: Path) -> None:
    assert area.school.keeping.last_backup() == ""
    area.school.keeping.back_up(tmp_path)
    assert area.school.keeping.last_backup() == "2026-11-20T09:40:00+00:00"
    area.school.keeping.change_passphrase("old one here", "new one here")
    area.school.keeping.checkpoint()


def test_a_book_without_a_courier_says_so(area: Area) -> None:
    with pytest.raises(TransferUnavailable):
        _ = area.school.courier


def test_changed_numbers_are_the_ones_shown(area: Area) -> None:
    contacts = Contacts("New desk", "01632 960103", "", "")
    area.school.change_profile(replace(area.school.profile, contacts=contacts))
    child = area.school.children.register(KIAN).child
    area.school.concerns.record(child, KIANS_ARM)
    assert area.school.ringing.alerts()[0].number.number == "01632 960103"
    area.at(utc("2026-11-21T20:00"))
    assert area.school.ringing.alerts()[0].number.number == "01632 960102", "the desk's own, from the directory"


def test_today_gathers_what_waits(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    area.school.concerns.save_draft(None, child, KIANS_ARM)
    area.school.concerns.record(child, KIANS_ARM)
    area.school.sharing.decide(area.share_all(area.school, child))
    page = area.school.today.page()
    assert (len(page.alerts), len(page.drafts), len(page.waiting)) == (2, 1, 1), "the kept draft asks for a call too"
    assert (page.freshness.waiting, page.freshness.reached_at) == (1, None)
    area.post.exchange(area.school)
    fresh = area.school.today.page().freshness
    assert (fresh.waiting, fresh.reached_at, fresh.area) == (0, utc("2026-11-20T09:40"), "Ashmere MASH")


def test_verifying_tells_how_far_it_is_and_can_be_broken_off(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    for _ in range(120):
        area.school.concerns.record(child, KIANS_ARM)
    told: list[tuple[int, int]] = []

    def go_on(done: int, total: int) -> bool:
        told.append((done, total))
        return True

    verified = area.school.keeping.verify(go_on)
    assert verified.problems == ()
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert (told[0][0], told[-1][0]) == (0, told[-1][1])
    assert len({total for _, total in told}) == 1
    assert len(told) > 3
    with pytest.raises(Cancelled):
        area.school.keeping.verify(lambda done, _: done == 0)
    with pytest.raises(Cancelled):
        area.school.keeping.verify(lambda done, _: done <= 120)
    assert area.school.keeping.verify().problems == ()


def test_a_view_that_says_something_else_than_its_statement_is_found_and_mended(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    concern = area.school.concerns.record(child, KIANS_ARM).concern
    database = on_disk(area.school).database
    for change in (
        "UPDATE said SET content = replace(content, 'charger', 'nothing')",
        "UPDATE record SET folded = replace(folded, 'settled', 'disputed')",
        "UPDATE child SET given_names = 'Kyan'",
        "DELETE FROM record WHERE family = 'concern'",
        "INSERT INTO searched (row, child) VALUES (9999, 0)",
        "INSERT INTO fork VALUES ('some device')",
    ):
        with database.transaction():
            database.run(change)
        assert area.school.keeping.verify().problems == ("The database says: views.",), change
        assert area.school.keeping.verify().problems == (), change
    assert "charger" in repr(area.school.concerns.page(concern))


def test_a_book_learns_its_organisations_recovery_once_and_says_so(area: Area) -> None:
    keeping, book = area.school.keeping, area.school.book
    assert keeping.learn_recovery() == Changes()
    recipient = Identity(bytes(range(32))).recipient
    assert book.me is not None
    area.desk.membership.set_recovery(book.me.organisation, recipient, needed=2, holders=3)
    area.school.membership.adopt_directory(area.desk.membership.directory_file())
    assert keeping.recovery() == recipient
    (said,) = book.store.statements_of_kind(Kind.RECOVERY_CHANGED)
    assert (said.about, said.fields) == ((book.device,), {"recipient": recipient})
    assert keeping.learn_recovery() == Changes()


def test_keys_are_changed_by_the_vault_and_can_be_broken_off(area: Area, tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []

    def goes_on(done: int, total: int) -> bool:
        steps.append((done, total))
        return True

    area.school.keeping.rekey("old one here", "new one here", "a kit", goes_on)
    assert steps == [(0, 1)]
    with pytest.raises(Cancelled):
        area.school.keeping.rekey("old one here", "new one here", "a kit", lambda *_: False)
    with pytest.raises(Cancelled):
        area.school.keeping.back_up(tmp_path, lambda *_: False)
    assert area.school.keeping.last_backup() == ""


def test_a_book_that_joined_nothing_learns_no_recovery(tmp_path: Path) -> None:
    alone = Area(tmp_path, utc("2026-11-20T09:40"), joined=False)
    assert alone.school.keeping.learn_recovery() == Changes()
    alone.close()
