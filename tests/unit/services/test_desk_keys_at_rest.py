"""The desk's keys as they lie in a record book: the database alone opens no letter, and a known key is replaced."""

from __future__ import annotations

from pathlib import Path

from bundle.encoding import b64u
from bundle.keys import DeviceKeys
from desktop.domain.records import Role
from desktop.domain.statements import Kind
from desktop.services.desk_keys import DESK_KEYS, DOUBTED, desk_identities, kept_keys
from desktop.services.keeping import Tick
from desktop.services.session import Session
from tests.unit.services.people import DESK, KIAN, KIANS_ARM, Area, open_book


def colleague(area: Area) -> Session:
    keys = DeviceKeys.generate(area.random)
    area.keys["tom"], area.clocks["tom"] = keys, type(area.clock)(area.clock.time)
    profile = type(DESK)("Tom Adeyemi", "Social worker", DESK.organisation, DESK.organisation_kind, DESK.contacts)
    made = open_book(area.folder / "tom.db", keys, area.clocks["tom"], area.random, profile)
    area.admit(made, Role.DESK)
    made.membership.adopt_directory(area.desk.membership.directory_file())
    return made


def current(session: Session) -> str:
    directory = session.book.joined()
    epoch = directory.epoch(directory.desks[0].id)
    assert epoch is not None
    return epoch.recipient


def test_the_database_alone_holds_no_key_of_the_desk(area: Area) -> None:
    tom = colleague(area)
    area.desk.desk_keys.grant(tom.device)
    area.post.exchange(area.desk, tom)
    assert tom.desk_keys.held(current(tom))
    seed = kept_keys(area.desk.book)[current(area.desk)]
    assert kept_keys(tom.book)[current(tom)] == seed
    for session in (area.desk, tom):
        granted = session.book.store.statements_of_kind(Kind.DESK_GRANTED)
        said = str([session.book.store.setting(DESK_KEYS), *(one.fields for one in granted)])
        assert len(granted) == 1
        assert current(session) in said
        for form in (b64u(seed), seed.hex(), str(seed)):
            assert form not in said
    for content in ("desk.db", "desk.db-wal", "tom.db", "tom.db-wal"):
        path = Path(area.folder / content)
        assert not path.exists() or seed not in path.read_bytes()
    tom.lock()


def test_another_person_who_opens_the_book_opens_no_letter_to_the_desk(area: Area) -> None:
    recovered = DeviceKeys.generate(area.random)
    held = area.desk.book.keys
    area.desk.book.keys = recovered  # as after the organisation's recovery: the records open, and nothing personal
    try:
        assert kept_keys(area.desk.book) == {}
        assert desk_identities(area.desk.book, area.desk.book.joined()) == ([], [])
        assert not area.desk.desk_keys.held(current(area.desk))
    finally:
        area.desk.book.keys = held
    assert area.desk.desk_keys.held(current(area.desk))


def test_after_new_keys_for_the_book_the_next_key_of_the_desk_replaces_the_one_that_may_be_known(area: Area) -> None:
    tom = colleague(area)
    area.desk.desk_keys.grant(tom.device)
    area.post.exchange(area.desk, tom)
    assert tom.desk_keys.needing_a_key() == ()
    before = current(tom)
    tom.keeping.restored()  # a copy of the book is about: it came out of a backup
    assert before in str(tom.book.store.setting(DOUBTED))
    assert [desk.name for desk in tom.desk_keys.needing_a_key()] == ["Ashmere MASH"]
    tom.desk_keys.propose()
    tom.desk_keys.propose()
    assert len(tom.book.store.statements_of_kind(Kind.DESK_PROPOSED)) == 1
    area.post.exchange(tom, area.desk)
    assert area.desk.desk_keys.asked() == ("Ashmere MASH",)
    listed = area.desk.membership.list_desk_keys()
    for session in (tom, area.school, area.health):
        session.membership.adopt_directory(listed)
    assert current(tom) != before
    assert tom.desk_keys.needing_a_key() == ()
    assert area.desk.desk_keys.asked() == ()
    child = area.school.children.register(KIAN).child
    area.school.concerns.record(child, KIANS_ARM)
    area.school.sharing.decide(area.share_all(area.school, child))
    area.post.exchange(area.school, tom)
    assert len(tom.desk.enquiries()) == 1
    assert [one.device for one in tom.desk_keys.waiting()] == [area.desk.device]
    tom.lock()


def test_an_administrator_at_the_desk_replaces_the_key_by_their_next_change(area: Area) -> None:
    before = current(area.desk)
    area.desk.keeping.restored()
    area.desk.membership.set_role(area.health.device, "lead", "Manager")
    assert current(area.desk) != before
    assert area.desk.desk_keys.held(current(area.desk))


def test_a_rekey_doubts_the_keys_and_a_book_without_any_has_nothing_to_doubt(area: Area) -> None:
    class Keeper:
        def rekey(self, old: str, new: str, kit: str, tick: Tick) -> None:
            assert (old, new, kit) == ("old", "new", "kit")
            tick(1, 1)

    for session in (area.desk, area.school):
        session.keeping._keeper = Keeper()  # type: ignore[assignment]  # of a keeper only this one verb is asked
        session.keeping.rekey("old", "new", "kit")
    assert area.desk.book.store.setting(DOUBTED) == [current(area.desk)]
    assert area.school.book.store.setting(DOUBTED) is None
