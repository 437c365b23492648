"""Members who mean ill: they take over a record, come back after leaving, say a role they do not have, hide a fork."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bundle.keys import DeviceKeys
from bundle.statements import SignedStatement, StatementPayload, issue, parse
from desktop.domain.folding import Folded
from desktop.domain.records import Profile, Role
from desktop.domain.statements import Json
from desktop.services.session import Session
from desktop.storage.store import Store
from tests.unit.services.hostile import forge, sent
from tests.unit.services.people import DESK, KIAN, KIANS_ARM, LARKMERE, Area, HandClock, open_book, utc

BEGIN_NOT = "only the device that gave this record its number may begin it"


def say(
    area: Area,
    who: str,
    kind: str,
    about: Sequence[str],
    fields: Mapping[str, Json],
    *,
    after: Sequence[str] = (),
    at: int | None = None,
    must: bool = False,
    seq: int = 1,
) -> SignedStatement:
    """A genuine statement of ``who``, whatever it says and whenever it says that it was written."""
    written = int(area.clock.time.timestamp()) if at is None else at
    payload = StatementPayload(
        kind, tuple(about), fields, tuple(after), written, "england-2026", must, ("ILL", seq, None)
    )
    return issue(payload, area.keys[who], area.random)


def tombstone(area: Area, who: str, record: str, *named: str, seq: int = 2) -> SignedStatement:
    rows: list[Json] = [{"statement": one} for one in named]
    return say(area, who, "record.erased", (record,), {"statements": rows, "reason": "age"}, must=True, seq=seq)


def hand(area: Area, sender: str, to: str, *said: SignedStatement) -> None:
    reader: Session = getattr(area, to)
    assert reader.mailroom.take_in(sent(area, sender, [one.token for one in said], to=to), "letter").set_aside == ""


def colleague(area: Area, name: str, profile: Profile, role: Role = Role.LEAD) -> Session:
    """A further computer of an organisation, in everybody's directory."""
    area.keys[name] = DeviceKeys.generate(area.random)
    area.clocks[name] = HandClock(area.clock.time)
    session = open_book(
        area.folder / f"{name}.db", area.keys[name], area.clocks[name], area.random, replace(profile, name=name)
    )
    area.admit(session, role)
    spread(area, session)
    return session


def spread(area: Area, *others: Session) -> None:
    for session in (area.school, area.health, *others):
        session.membership.adopt_directory(area.desk.membership.directory_file())


def storage(session: Session) -> Store:
    store = session.book.store
    assert isinstance(store, Store)
    return store


def record(reader: Session, named: str) -> Folded:
    folded = reader.book.store.record(named)
    assert folded is not None
    return folded


def begun(area: Area) -> tuple[str, str, str]:
    """The school's child, concern and share; the desk has them."""
    child = area.school.children.register(KIAN).child
    concern = area.school.concerns.record(child, KIANS_ARM).concern
    share = area.school.sharing.decide(area.share_all(area.school, child)).share
    area.post.exchange(area.school, area.desk)
    return child, concern, share


def first(reader: Session, named: str) -> str:
    return next(one.id for one in reader.book.store.statements_about(named) if one.kind == "concern.recorded")


@pytest.mark.parametrize("to", ["desk", "school"])
def test_who_knows_a_records_id_neither_hides_moves_nor_renames_it(area: Area, to: str) -> None:
    child, concern, share = begun(area)
    reader: Session = getattr(area, to)
    forged = [
        say(area, "health", kind, about, {"done": "x"} if kind.startswith("concern") else {"given_names": "Zed"}, at=0)
        for kind, about in (
            ("concern.recorded", (concern, "another-child")),
            ("child.registered", (concern,)),
            ("concern.recorded", (child,)),
            ("child.registered", (child,)),
            ("child.registered", (share,)),
        )
    ]
    hand(area, "health", to, *forged)
    assert [hit.name for hit in reader.children.search("")] == ["Kian Pellow"]
    assert [one.id for one in reader.book.store.records_of_child(child, "concern")] == [concern]
    assert [record(reader, one).family for one in (child, concern, share)] == ["child", "concern", "share"]
    assert {why for one in (child, concern, share) for _, why in record(reader, one).refused} == {BEGIN_NOT}
    assert {field.state for field in record(reader, concern).fields.values()} == {"settled"}
    assert reader.children.page(child).name == "Kian Pellow"


def test_every_record_that_is_begun_here_says_who_may_begin_it(area: Area) -> None:
    assert {len(named) for named in begun(area)} == {32}


def test_a_leaver_erases_and_rewrites_nothing_through_anybodys_letter(area: Area) -> None:
    _, concern, _ = begun(area)
    colleague(area, "deputy", LARKMERE)
    area.desk.membership.withdraw(area.keys["deputy"].id)
    spread(area)
    area.at(area.clock.time + timedelta(days=30))
    recorded, dated = first(area.school, concern), int(utc("2026-11-19T09:40").timestamp())
    told: dict[str, Json] = {"seen": "No marks after all"}
    amended = say(area, "deputy", "concern.amended", (concern,), told, after=(recorded,), at=dated)
    hand(area, "health", "school", amended, tombstone(area, "deputy", concern, recorded))
    assert record(area.school, concern).fields["seen"].value == KIANS_ARM.seen
    assert {why for _, why in record(area.school, concern).refused} == {
        "its author had left, and no colleague handed it on",
        "its author had left when this came, and erases and holds nothing",
    }
    statement = area.school.book.store.statement(recorded)
    assert statement is not None
    assert statement.left_out == 0


def test_a_leavers_honest_words_count_where_a_successor_shares_them(area: Area) -> None:
    deputy = colleague(area, "deputy", LARKMERE)
    child = deputy.children.register(KIAN).child
    concern = deputy.concerns.record(child, KIANS_ARM).concern
    tokens = [
        deputy.book.store.token(one.id)
        for named in (child, concern)
        for one in deputy.book.store.statements_about(named)
    ]
    area.at(area.clock.time + timedelta(days=1))
    area.desk.membership.withdraw(deputy.device)
    spread(area)
    area.at(area.clock.time + timedelta(days=30))
    words = [parse(token) for token in dict.fromkeys(tokens) if token]
    hand(area, "health", "desk", *words)
    assert not record(area.desk, concern).fields
    hand(area, "school", "desk", *words)
    assert record(area.desk, concern).fields["seen"].value == KIANS_ARM.seen
    assert not storage(area.desk).views_differ()


def test_a_decision_that_a_leaver_dates_back_decides_nothing(area: Area) -> None:
    colleague(area, "second", DESK, Role.DESK)
    child, _, share = begun(area)
    area.desk.membership.withdraw(area.keys["second"].id)
    spread(area)
    before = int((area.clock.time - timedelta(days=2)).timestamp())
    area.at(area.clock.time + timedelta(days=60))
    decided = area.desk.book.store.statements_about(share)[0].id
    told: dict[str, Json] = {"outcome": "referral-nfa", "reasons": "x", "decided_by": {"name": "Second"}}
    decision = say(area, "second", "enquiry.decided", (share, child), told, after=(decided,), at=before)
    for to in ("desk", "school"):
        hand(area, "health", to, decision)
        assert "decision.outcome" not in record(getattr(area, to), share).fields
    assert len(area.desk.desk.enquiries(undecided=True)) == 1


def test_what_was_decided_and_held_stands_when_its_author_has_another_role(area: Area) -> None:
    second, deputy = colleague(area, "second", DESK, Role.DESK), colleague(area, "deputy", LARKMERE)
    colleague(area, "third", LARKMERE)
    child, concern, share = begun(area)
    decided = area.desk.book.store.statements_about(share)[0].id
    told: dict[str, Json] = {"outcome": "referral-strategy", "reasons": "marks", "decided_by": {"name": "Second"}}
    decision = say(area, "second", "enquiry.decided", (share, child), told, after=(decided,))
    hold = say(area, "deputy", "hold.placed", (concern,), {"reason": "an inquiry"}, must=True)
    hand(area, "second", "school", decision)
    hand(area, "deputy", "school", hold)
    recorded = first(area.school, concern)
    hand(area, "third", "school", tombstone(area, "third", concern, recorded))
    area.at(area.clock.time + timedelta(days=300))
    area.desk.membership.set_role(second.device, "recorder", "Elsewhere")
    area.desk.membership.set_role(deputy.device, "recorder", "Class teacher")
    spread(area)
    assert record(area.school, share).fields["decision.outcome"].value == "referral-strategy"
    statement = area.school.book.store.statement(recorded)
    assert statement is not None
    assert statement.left_out == 0
    late = say(area, "second", "enquiry.decided", (share, child), told | {"outcome": "referral-nfa"}, seq=9, at=0)
    hand(area, "second", "school", late)
    assert record(area.school, share).fields["decision.outcome"].value == "referral-strategy"
    assert "its author had left the desk when this came" in {why for _, why in record(area.school, share).refused}


def test_a_tombstone_about_something_else_does_not_erase_what_is_held(area: Area) -> None:
    _, concern, _ = begun(area)
    colleague(area, "deputy", LARKMERE)
    recorded = first(area.school, concern)
    hand(area, "deputy", "school", say(area, "deputy", "hold.placed", (concern,), {"reason": "inquiry"}, must=True))
    hand(area, "deputy", "school", tombstone(area, "deputy", "unrelated", recorded))
    statement = area.school.book.store.statement(recorded)
    assert statement is not None
    assert statement.left_out == 0


def test_an_erasure_hides_no_fork_in_whatever_order_it_comes(tmp_path: Path) -> None:
    found = set()
    for number, order in enumerate(itertools.permutations("12t")):
        folder = tmp_path / str(number)
        folder.mkdir()
        area = Area(folder, utc("2026-11-20T09:40"))
        forged = forge(area, "health", ("rec1", "child1"), [("seen", "no marks"), ("seen", "many marks")])
        halves = [parse(forged.copy(but={out})) for out in ("many marks", "no marks")]
        said = {"1": halves[0], "2": halves[1], "t": tombstone(area, "desk", "rec1", halves[0].id)}
        for one in order:
            hand(area, "desk" if one == "t" else "health", "desk", said[one])
        store = storage(area.desk)
        assert store.forked_devices() == {area.health.device}
        assert store.problems() == ()
        found.add(store.views_digest())
        area.close()
    assert len(found) == 1
