"""None"""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.domain.acceptance import Withdrawal
from desktop.domain.statements import Position
from desktop.storage.connection import connect
from desktop.storage.store import Store
from tests.unit.storage.put_away import ARM, EAR, KIAN, MAISIE, kian, put
from tests.unit.storage.saying import BEGAN, Speaker, entry, record_id


def test_what_was_appended_is_there_after_closing_and_opening(path: Path, key: bytearray) -> None:
    store, speaker = Store(connect(path, key, create=True)), Speaker("school")
    first = kian(speaker)
    second = entry(speaker.say("concern.recorded", (ARM, KIAN), {"seen": "two marks"}), minutes=5)
    put(store, first, second)
    store.close()
    store = Store(connect(path, key))
    assert store.statement(second.statement.id) == second.statement
    assert store.token(first.statement.id) == first.token
    assert store.received_at(second.statement.id) == BEGAN + timedelta(minutes=5)
    assert store.source(second.statement.id) == "own"
    assert store.statements_about(KIAN) == (first.statement, second.statement)
    assert store.statements_of_kind("concern.recorded") == (second.statement,)
    assert list(store.all_tokens()) == [(e.statement.id, e.token) for e in (first, second)]
    assert (store.all_tokens()[-1][0], len(store.all_tokens())) == (second.statement.id, 2)
    assert store.statement("0" * 64) is None
    assert store.record("nowhere") is None
    store.close()


def test_the_head_is_the_last_statement_written_here(store: Store) -> None:
    speaker = Speaker("school")
    assert store.head(speaker.device) is None
    first = kian(speaker)
    second = entry(speaker.say("record.opened", (KIAN,), {"record_family": "child"}))
    back = entry(speaker.say("record.opened", (KIAN,), {"record_family": "child"}), source="bundle-1")
    put(store, first, second, back)
    assert store.head(speaker.device) == Position("epoch-1", 2, first.statement.id)
    assert store.head_statement(speaker.device) == second.statement.id
    speaker.epoch, speaker.seq, speaker.last = "epoch-2", 0, None
    restored = entry(speaker.say("device.restored", (record_id("device"),), {"last_head": second.statement.id}))
    put(store, restored)
    assert store.head(speaker.device) == Position("epoch-2", 1, None)


def test_an_append_says_what_changed(store: Store) -> None:
    speaker = Speaker("school")
    put(store, kian(speaker))
    with store.transaction() as writer:
        changes = writer.append([entry(speaker.say("concern.recorded", (ARM, KIAN), {"seen": "marks"}))])
    assert changes.records == {ARM, KIAN}
    assert changes.families == {"concern", "child"}


def test_the_same_statement_again_changes_nothing(store: Store) -> None:
    said = kian(Speaker("school"))
    put(store, said)
    before = store.views_digest()
    assert put(store, said) == frozenset()
    assert put(store, replace(said, source="bundle-9")) == frozenset()
    assert (store.views_digest(), store.source(said.statement.id), len(store.all_tokens())) == (before, "own", 1)


def test_a_fuller_copy_adds_what_it_discloses_and_keeps_the_first_arrival(store: Store) -> None:
    speaker = Speaker("school")
    put(store, kian(speaker))
    whole = speaker.say("concern.recorded", (ARM, KIAN), {"seen": "marks", "opinion": "worried", "done": "rang"})
    put(store, entry(whole.without({"opinion"}, position=True), source="bundle-1", minutes=1))
    put(store, entry(whole.without({"done"}), source="bundle-2", minutes=2))
    held = store.statement(whole.id)
    assert held is not None
    assert dict(held.fields) == {"seen": "marks", "opinion": "worried", "done": "rang"}
    assert held.left_out == 0
    assert held.position is not None
    assert (store.source(whole.id), store.received_at(whole.id)) == ("bundle-1", BEGAN + timedelta(minutes=1))
    folded = store.record(ARM)
    assert folded is not None
    assert set(folded.fields) == {"seen", "opinion", "done"}


def test_a_copy_that_hides_its_record_is_filed_anew_when_a_fuller_one_comes(store: Store) -> None:
    said = Speaker("school").say("concern.recorded", (ARM, KIAN), {"seen": "marks"})
    put(store, entry(said.without(about={ARM})))
    assert store.record(ARM) is None
    assert store.record(KIAN) is not None
    assert put(store, entry(said)) == {ARM, KIAN}
    assert store.record(ARM) is not None
    assert store.record(KIAN) is None
    assert store.problems() == ()


def test_what_an_own_device_said_counts_once_the_device_is_known_to_be_ones_own(store: Store) -> None:
    before = Speaker("before the restore")
    back = before.say("child.registered", (KIAN,), {"given_names": "Kian"})
    put(store, entry(back, source="bundle-1"))
    assert store.children() == ()
    put(store, entry(before.say("device.started", (record_id("device"),), {"name": "Odette Farrow"})))
    assert [hit.child for hit in store.children()] == [KIAN]


def test_a_bare_ancestor_lets_an_amendment_count_once_it_is_here(store: Store) -> None:
    school, desk = Speaker("school"), Speaker("desk")
    put(store, entry(desk.say("device.started", (record_id("desk"),), {"name": "Lewis Aske"})))
    with store.transaction() as writer:
        writer.set_membership(
            [(school.device, "Odette Farrow", "larkmere", "lead"), (desk.device, "Lewis Aske", "ashmere", "desk")]
        )
    recorded = school.say("concern.recorded", (ARM, KIAN), {"seen": "4 cm"})
    amended = school.say("concern.amended", (ARM, KIAN), {"seen": "3 cm", "reason": "measured again"}, [recorded])
    put(store, entry(amended, source="bundle-1"))
    folded = store.record(ARM)
    assert folded is not None
    assert [reason for _, reason in folded.refused] != []
    put(store, entry(recorded.bare(), source="bundle-1"))
    folded = store.record(ARM)
    assert folded is not None
    assert (folded.refused, folded.fields["seen"].value) == ((), "3 cm")
    assert recorded.id in {statement.id for statement in folded.statements}


def test_an_amendment_that_names_another_record_brings_none_of_its_words_along(store: Store) -> None:
    speaker = Speaker("school")
    arm = speaker.say("concern.recorded", (ARM, KIAN), {"seen": "purple marks"})
    walled = speaker.say("concern.recorded", (EAR, KIAN), {"place": "zebra crossing", "kept_from": ["C. Dunmore"]})
    put(store, kian(speaker), entry(arm), entry(walled))
    put(store, entry(speaker.say("concern.amended", (ARM, KIAN), {"seen": "red marks"}, [arm, walled])))
    folded = store.record(ARM)
    assert folded is not None
    assert set(folded.fields) == {"seen"}
    assert [hit.child for hit in store.children("red")] == [KIAN]
    assert store.children("zebra") == ()


def test_two_statements_at_one_place_mark_the_device_as_forked(store: Store) -> None:
    speaker = Speaker("school")
    put(store, kian(speaker))
    folded = store.record(KIAN)
    assert folded is not None
    assert not folded.forked
    put(store, entry(speaker.say("child.registered", (MAISIE,), {"given_names": "Maisie"}, seq=1)))
    assert store.forked_devices() == {speaker.device}
    for record in (KIAN, MAISIE):
        folded = store.record(record)
        assert folded is not None
        assert folded.forked


def test_a_fork_shows_even_when_the_place_is_disclosed_only_later(store: Store) -> None:
    speaker = Speaker("school")
    one = speaker.say("child.registered", (KIAN,), {"given_names": "Kian"})
    two = speaker.say("child.registered", (MAISIE,), {"given_names": "Maisie"}, seq=1)
    put(store, entry(one), entry(two.without(position=True), source="bundle-1"))
    assert store.forked_devices() == frozenset()
    put(store, entry(two, source="bundle-2"))
    assert store.forked_devices() == {speaker.device}


def test_a_membership_that_grows_is_judged_again(store: Store) -> None:
    school, club = Speaker("school"), Speaker("club")
    recorded = school.say("concern.recorded", (ARM, KIAN), {"seen": "4 cm"})
    put(store, entry(recorded))
    put(store, entry(club.say("concern.amended", (ARM, KIAN), {"seen": "nothing"}, [recorded]), source="bundle-1"))

    def seen() -> tuple[object, int]:
        folded = store.record(ARM)
        assert folded is not None
        return folded.fields["seen"].value, len(folded.refused)

    assert seen() == ("4 cm", 1)
    with store.transaction() as writer:
        changes = writer.set_membership([(club.device, "Dai Rees", "own", "recorder")])
    assert ARM in changes.records
    assert seen() == ("nothing", 0)
    with store.transaction() as writer:
        writer.set_membership([(club.device, "Dai Rees", "rovers", "recorder")])
    assert seen() == ("4 cm", 1)


def test_an_own_device_that_no_directory_names_follows_the_one_it_names(store: Store) -> None:
    before, now, helper = Speaker("before the restore"), Speaker("now"), Speaker("helper")
    arm = before.say("concern.recorded", (ARM, KIAN), {"seen": "4 cm"})
    put(store, entry(arm), entry(now.say("device.restored", (record_id("device"),), {"last_head": arm.id})))
    known = (helper.device, "R. Quill", "larkmere", "recorder")
    with store.transaction() as writer:
        writer.set_membership([known])
    amended = helper.say("concern.amended", (ARM, KIAN), {"seen": "3 cm"}, [arm])
    put(store, entry(amended, source="bundle-1"))

    def seen() -> object:
        folded = store.record(ARM)
        assert folded is not None
        return folded.fields["seen"].value

    assert seen() == "4 cm"
    with store.transaction() as writer:
        writer.set_membership([known, (now.device, "Odette Farrow", "larkmere", "lead")])
    assert seen() == "3 cm"


def test_records_are_listed_by_child_and_by_family(store: Store) -> None:
    speaker = Speaker("school")
    put(store, kian(speaker))
    for record in (ARM, EAR):
        put(store, entry(speaker.say("concern.recorded", (record, KIAN), {"seen": "marks"})))
    put(store, entry(speaker.say("concern.recorded", (record_id("other"), MAISIE), {"seen": "marks"})))
    put(store, entry(speaker.say("call.logged", (ARM, KIAN), {"person": "Lewis Aske"})))
    assert [folded.id for folded in store.records_of_child(KIAN, "concern")] == [ARM, EAR]
    assert len(store.records_of_family("concern")) == 3
    folded = store.record(ARM)
    assert folded is not None
    assert [statement.kind for statement in folded.statements] == ["concern.recorded", "call.logged"]


def test_a_transaction_that_fails_leaves_nothing(store: Store) -> None:
    speaker = Speaker("school")
    put(store, kian(speaker))
    before = store.views_digest()

    def half() -> None:
        with store.transaction() as writer:
            writer.append([entry(speaker.say("concern.recorded", (ARM, KIAN), {"seen": "marks"}))])
            writer.put_setting("half", value=True)
            raise RuntimeError("planted")

    with pytest.raises(RuntimeError, match="planted"):
        half()
    assert (store.views_digest(), store.setting("half"), len(store.all_tokens())) == (before, None, 1)


def test_a_whole_book_has_no_problems_and_a_bent_view_is_one(store: Store) -> None:
    put(store, kian(Speaker("school")))
    assert store.problems() == ()
    with store.database.transaction():
        store.database.run("UPDATE child SET family_name = 'Bent'")
    assert store.problems() == ("views",)
    store.rebuild_views()
    assert store.problems() == ()
    assert [hit.family_name for hit in store.children()] == ["O'Pellow"]


def test_an_index_that_lost_a_word_is_a_problem(store: Store) -> None:
    put(store, kian(Speaker("school")))
    with store.database.transaction():
        store.database.run("DELETE FROM search_content")
    assert store.problems() != ()
    store.rebuild_views()
    assert store.problems() == ()
    assert [hit.child for hit in store.children("kian")] == [KIAN]


def test_a_desk_worker_who_left_keeps_what_was_decided_before(store: Store) -> None:
    lead, desk = Speaker("lead"), Speaker("desk")
    share = lead.say("sharing.decided", (record_id("share"), record_id("child")), {"share": True, "reasons": "risk"})
    decided = desk.say("enquiry.decided", share.about, {"outcome": "assess", "reasons": "risk"}, [share])
    members = [(lead.device, "Odette Farrow", "larkmere", "lead"), (desk.device, "Lewis Aske", "ashmere", "desk")]
    with store.transaction() as writer:
        writer.append([entry(share), entry(decided, "bundle-1")])
        writer.set_membership(members)
    for left, refused in ((BEGAN + timedelta(seconds=1), ()), (BEGAN, (decided.id,))):
        with store.transaction() as writer:
            writer.set_membership(members, {desk.device: Withdrawal(left)})
        record = store.record(share.about[0])
        assert record is not None
        assert tuple(statement.id for statement, _ in record.refused) == refused  # it says that it was written later


def test_what_a_stolen_key_said_counts_by_the_lowest_index_of_its_letters_in_whatever_order_they_come(
    store: Store, tmp_path: Path, key: bytearray
) -> None:
    lead = Speaker("lead")
    seen = lead.say("concern.recorded", (record_id("concern"), record_id("child")), {"seen": "a mark"})
    members = [(lead.device, "Odette Farrow", "larkmere", "lead")]
    theft = {lead.device: Withdrawal(datetime.fromtimestamp(seen.issued_at, UTC), 5)}
    by_stick, late, early = (replace(entry(seen, f"bundle-{n}"), log_index=n) for n in (None, 5, 4))
    digests = set()
    for number, order in enumerate(itertools.permutations((by_stick, late, early))):
        book = Store(connect(tmp_path / f"{number}.db", key, create=True))
        with book.transaction() as writer:
            writer.set_membership(members, {}, theft)
        for arrived in order:
            with book.transaction() as writer:
                writer.append([arrived])
        record = book.record(record_id("concern"))
        assert record is not None
        assert "seen" in record.fields
        digests.add(book.views_digest())
        book.close()
    assert len(digests) == 1
    with store.transaction() as writer:
        writer.set_membership(members, {}, theft)
        writer.append([late])
    refused = store.record(record_id("concern"))
    assert refused is not None
    assert [one.id for one, _ in refused.refused] == [seen.id]
