"""A copied record book in use on two computers at once: both are told, and nothing that either wrote is lost."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from desktop.services.session import Session
from tests.e2e.faults.area import Area, Watch, assert_whole, share
from tests.e2e.restore.admitting import admit_again
from tests.e2e.world import copy_book

LATER = timedelta(seconds=5)  # times in statements are whole seconds; a test is quicker than two people


def later(area: Area, watch: Watch) -> None:
    """Let some seconds pass, for this clock and for the hub."""
    watch.fast = LATER
    area.hub.start(watch.now())


def two_of_the_schools(area: Area, watch: Watch) -> tuple[Session, Session]:
    """The book and its copy, both open; ``watch`` is the first one's clock."""
    copied = copy_book(area.place("school"), area.home / "books" / "copied")
    return area.unlock("school", watch=watch), area.unlock_at(copied)


def alarmed(session: Session) -> bool:
    """On the first screen and on the partnership's page alike."""
    on_today = any("two computers" in warning for warning in session.today.page().warnings)
    assert on_today == any("two computers" in alarm for alarm in session.membership.standing().alarms)
    return on_today


def test_both_write_both_exchange_and_both_are_told(area: Area) -> None:
    first, second = two_of_the_schools(area, Watch())
    kian, kians = area.refer(first, "kian")
    esme, esmes = area.refer(second, "esme")
    assert not alarmed(first)
    assert not alarmed(second)
    area.start_hub()
    first.courier.exchange()
    second.courier.exchange()
    first.courier.exchange()
    assert alarmed(first)
    assert alarmed(second)
    for session in (first, second):
        assert {row.id for row in session.children.search("")} == {kian, esme}, "nothing either wrote is lost"
        assert session.device in session.book.store.forked_devices()
    desk = area.unlock("desk")
    desk.courier.exchange()
    assert {row.id for row in desk.desk.enquiries()} == {kians, esmes}
    for session in (first, second, desk):
        assert session.letters.set_aside() == ()
        assert session.book.store.problems() == ()
    assert first.book.store.record(kian) == second.book.store.record(kian), "both say the same of the record"
    for session in (first, second):  # and work goes on while a person sorts it out
        share(session, kian)
        session.courier.exchange()
    assert_whole(desk)


def test_a_copy_that_first_only_reads_is_told_once_both_have_written(area: Area) -> None:
    watch = Watch()
    first, second = two_of_the_schools(area, watch)
    area.refer(first, "kian")
    area.start_hub()
    first.courier.exchange()
    second.courier.exchange()  # found behind its own letters: like a restore, so nothing is said yet
    assert not alarmed(second)
    area.refer(second, "esme")
    second.courier.exchange()
    first.courier.exchange()
    assert alarmed(first)
    later(area, watch)
    area.refer(first, "rhys")
    first.courier.exchange()
    second.courier.exchange()
    assert alarmed(second)


def test_a_restored_book_is_told_that_the_one_it_replaces_is_still_in_use(area: Area, tmp_path: Path) -> None:
    watch = Watch()
    first = area.unlock("school", watch=watch)
    area.refer(first, "kian")
    backup = first.keeping.back_up(tmp_path / "stick")
    second = area.keep(area.books().restore(backup, area.passphrase))
    area.start_hub()
    admit_again(area, second)
    second.courier.exchange()
    area.refer(second, "esme")
    second.courier.exchange()
    later(area, watch)
    area.refer(first, "rhys")
    first.courier.exchange()
    second.courier.exchange()
    assert alarmed(second)
    assert {row.name for row in first.children.search("")} <= {row.name for row in second.children.search("")}
