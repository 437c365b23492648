"""Who may say what about which record, the same in every record book."""

from __future__ import annotations

import itertools
from datetime import timedelta

import pytest

from desktop.domain.acceptance import Arrival, HandedOn, Member, Members, Moved, Withdrawal, judge, may_say
from desktop.domain.folding import Folded, fold
from desktop.domain.record_ids import mint
from desktop.domain.statements import Statement
from tests.unit.domain.editions import said

SCHOOL, SCHOOL_TOO, CLUB, DESK = "school-1", "school-2", "club-1", "desk-1"
MEMBERS = Members.of_rows(
    [
        (SCHOOL, "Odette Farrow", "larkmere", "lead"),
        (SCHOOL_TOO, "Deputy", "larkmere", "recorder"),
        (CLUB, "Coach", "club", "lead"),
        (DESK, "Lewis Aske", "ashmere", "desk"),
    ]
)
RECORDED = said("a", {"marks": "4 cm"}, device=SCHOOL)


def folded(*statements: Statement, members: Members = MEMBERS) -> Folded:
    return fold(statements, judge(statements, members))


def refusals(record: Folded) -> dict[str, str]:
    return {statement.id: reason for statement, reason in record.refused}


def test_a_colleague_of_the_recorder_may_amend() -> None:
    record = folded(RECORDED, said("b", {"marks": "3 cm"}, after=("a",), device=SCHOOL_TOO))
    assert record.fields["marks"].value == "3 cm"


@pytest.mark.parametrize("device", [CLUB, DESK])
def test_another_organisation_may_not_amend(device: str) -> None:
    record = folded(RECORDED, said("b", {"marks": "none"}, after=("a",), device=device))
    assert record.fields["marks"].value == "4 cm"
    assert refusals(record) == {"b": "only the organisation that wrote this record may amend it"}


def test_a_stranger_is_kept_aside_until_a_directory_names_them() -> None:
    stranger = said("b", {"marks": "3 cm"}, after=("a",), device="new")
    assert refusals(folded(RECORDED, stranger)) == {"b": "unknown sender"}
    later = Members({**MEMBERS.entries, "new": Members.of_rows([("new", "New", "larkmere", "lead")]).entries["new"]})
    assert folded(RECORDED, stranger, members=later).fields["marks"].value == "3 cm"


def test_before_a_directory_is_joined_ones_own_devices_are_accepted() -> None:
    alone = Members(own=("old", "mine"))
    record = folded(
        said("a", {"marks": "4 cm"}, device="old"),
        said("b", {"marks": "3 cm"}, after=("a",), device="mine"),
        members=alone,
    )
    assert record.fields["marks"].value == "3 cm"
    assert not record.refused


def test_a_device_from_before_a_restore_counts_as_ones_own_organisation() -> None:
    restored = Members.of_rows([("mine", "Odette Farrow", "larkmere", "lead")], own=("old", "mine"))
    record = folded(
        said("a", {"marks": "4 cm"}, device="old"),
        said("b", {"marks": "3 cm"}, after=("a",), device="mine"),
        members=restored,
    )
    assert record.fields["marks"].value == "3 cm"


@pytest.mark.parametrize("kind", ["referral.opened", "enquiry.opened", "enquiry.joined", "enquiry.decided"])
def test_only_the_desk_opens_and_decides(kind: str) -> None:
    assert may_say(said("x", kind=kind, device=DESK), "larkmere", MEMBERS).accepted
    verdict = may_say(said("x", kind=kind, device=SCHOOL), "larkmere", MEMBERS)
    assert (verdict.accepted, verdict.reason) == (False, "only a person at the desk may say this")


def test_the_desks_answer_moves_the_share_of_a_school() -> None:
    record = folded(
        said("s", {"share": True, "reasons": "r"}, kind="sharing.decided", after=("c1",), device=SCHOOL),
        said("d", {"outcome": "referral-strategy"}, kind="enquiry.decided", after=("s",), device=DESK),
        said("f", {"outcome": "contact-nfa"}, kind="enquiry.decided", after=("s", "d"), device=CLUB),
        said("k", {"bundle": "b"}, kind="receipt.kept", device=CLUB),
    )
    assert record.fields["decision.outcome"].value == "referral-strategy"
    assert set(refusals(record)) == {"f", "k"}


def test_fields_without_the_form_of_their_kind_are_not_accepted() -> None:
    assert refusals(folded(said("a", {"words": "just a text"}, device=SCHOOL))) == {
        "a": "its fields do not have the form of its kind"
    }


def test_an_unknown_field_does_no_harm() -> None:
    assert folded(said("a", {"weather": ["rain", {"mm": 3}]}, device=SCHOOL)).fields["weather"].state == "settled"


def test_a_record_is_begun_once() -> None:
    again = said("b", {"marks": "none"}, kind="concern.recorded", after=("a",), device=CLUB)
    record = folded(RECORDED, again)
    assert record.fields["marks"].value == "4 cm"
    assert set(refusals(record)) == {"b"}


def test_two_organisations_that_begin_one_record_are_shown_and_neither_settles_the_others() -> None:
    theirs = said("b", {"marks": "none"}, device=CLUB)
    takeover = said("c", {"marks": "none"}, after=("a", "b"), device=CLUB)
    record = folded(RECORDED, theirs, takeover)
    assert record.fields["marks"].state == "disputed"
    assert set(refusals(record)) == {"c"}
    own = said("d", {"marks": "3 cm"}, after=("a",), device=SCHOOL)
    assert {value.value for value in folded(RECORDED, theirs, own).fields["marks"].values} == {"3 cm", "none"}


def test_an_amendment_of_nothing_known_waits() -> None:
    assert refusals(folded(said("b", {"marks": "3 cm"}, after=("gone",), device=SCHOOL))) == {
        "b": "what it amends has not come yet"
    }


def test_only_the_records_own_organisation_may_close_it_with_an_unknown_kind() -> None:
    assert folded(RECORDED, said("w", kind="concern.walled", must=True, after=("a",), device=SCHOOL)).closed
    assert not folded(RECORDED, said("w", kind="concern.walled", must=True, after=("a",), device=CLUB)).closed


def test_the_verdicts_do_not_depend_on_the_order_of_arrival() -> None:
    statements = [
        RECORDED,
        said("b", {"marks": "3 cm"}, after=("a",), device=SCHOOL_TOO),
        said("c", {"marks": "none"}, after=("a",), device=CLUB),
        said("d", {"marks": "2 cm"}, after=("b",), device="stranger"),
    ]
    results = [folded(*order) for order in itertools.permutations(statements)]
    assert all(result == results[0] for result in results)


def test_what_a_desk_worker_decided_before_leaving_stands_and_nothing_after_counts() -> None:
    rows = [(m.device, m.person, m.organisation, m.role) for m in MEMBERS.entries.values()]
    decision = said("b", {"outcome": "assess"}, kind="enquiry.decided", device=DESK)
    came = Arrival(there_by=decision.written_at + timedelta(days=1))
    for left, accepted in ((decision.written_at + timedelta(days=2), True), (decision.written_at, False)):
        verdict = may_say(decision, "larkmere", Members.of_rows(rows, withdrawn={DESK: Withdrawal(left)}), came)
        assert verdict.accepted == accepted
    assert "had left the desk" in verdict.reason


# --- a key that may be in other hands --------------------------------------------------------------------------------

THEFT = Withdrawal(RECORDED.written_at + timedelta(days=1), index=40)


def stolen(since: Withdrawal = THEFT) -> Members:
    rows = [(m.device, m.person, m.organisation, m.role) for m in MEMBERS.entries.values()]
    return Members.of_rows(rows, compromised={SCHOOL: since})


@pytest.mark.parametrize(
    ("came", "counts"),
    [
        (Arrival(39), True),
        (Arrival(40), False),
        (Arrival(4000), False),
        (Arrival(None), False),
        (Arrival(None, here=True), True),
    ],
)
def test_a_stolen_key_cannot_date_its_statements_before_its_theft(came: Arrival, counts: bool) -> None:
    verdict = may_say(RECORDED, "larkmere", stolen(), came)  # it says that it was written a day before
    assert verdict.accepted is counts
    assert counts or verdict.reason == "the key it is signed with may have been in other hands"


def test_where_the_logs_length_at_the_theft_is_not_known_the_hubs_time_of_logged_letters_counts() -> None:
    logged = RECORDED.written_at + timedelta(days=1)  # it says itself that it was written a day before
    for at, counts in ((logged, False), (logged + timedelta(seconds=1), True)):
        assert may_say(RECORDED, "larkmere", stolen(Withdrawal(at)), Arrival(7, there_by=logged)).accepted is counts
        assert not may_say(RECORDED, "larkmere", stolen(Withdrawal(at)), Arrival(there_by=logged)).accepted


def test_what_a_thief_founds_is_nobodys_origin() -> None:
    record = (RECORDED, said("b", {"marks": "3 cm"}, after=("a",), device=SCHOOL_TOO))
    folded_ = fold(record, judge(record, stolen(), {"a": Arrival(41), "b": Arrival(42)}))
    assert {one.id: why for one, why in folded_.refused} == {
        "a": "the key it is signed with may have been in other hands",
        "b": "what it amends has not come yet",
    }


def test_a_decision_that_was_logged_before_its_author_left_stands_though_its_clock_was_fast() -> None:
    rows = [(m.device, m.person, m.organisation, m.role) for m in MEMBERS.entries.values()]
    decision = said("b", {"outcome": "assess"}, kind="enquiry.decided", device=DESK)
    members = Members.of_rows(rows, withdrawn={DESK: Withdrawal(decision.written_at, 40)})
    assert may_say(decision, "larkmere", members, Arrival(39)).accepted
    assert not may_say(decision, "larkmere", members, Arrival(40)).accepted


# --- who begins a record ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["child.registered", "concern.recorded", "sharing.decided", "enquiry.opened"])
def test_who_knows_a_records_id_cannot_begin_it_again_move_it_or_hide_it(kind: str) -> None:
    record = mint(lambda size: bytes(range(size)), SCHOOL)
    begun = said("m", {"seen": "4 cm"}, device=SCHOOL, about=(record, "child"))
    for other in (CLUB, SCHOOL_TOO, DESK):
        thief = said("a", {"seen": "nothing"}, kind=kind, device=other, about=(record, "other"), minutes=-999_999)
        judged = folded(begun, thief)
        assert (judged.family, judged.fields["seen"].value) == ("concern", "4 cm")
        assert judged.fields["seen"].state == "settled"
        assert refusals(judged) == {
            "a": "only a person at the desk may say this"
            if kind == "enquiry.opened" and other != DESK
            else "only the device that gave this record its number may begin it"
        }


def test_a_founding_statement_without_its_records_is_no_origin_for_an_amendment_of_another_record() -> None:
    record = mint(lambda size: bytes(range(size)), SCHOOL)
    begun = said("m", {"seen": "4 cm"}, device=SCHOOL, about=(record,))
    bare = said("a", {"seen": "nothing"}, device=CLUB, about=())
    amended = said("b", {"seen": "nothing"}, after=("a",), device=CLUB, about=(record,))
    judged = folded(begun, bare, amended)
    assert judged.fields["seen"].value == "4 cm"
    assert judged.fields["seen"].state == "settled"
    assert set(refusals(judged)) == {"a", "b"}


def test_under_an_id_of_another_form_no_clock_decides_who_has_the_record() -> None:
    begun = said("a", {"seen": "4 cm"}, device=SCHOOL)
    for minutes in (-999_999, 999_999):
        other = said("b", {"given_names": "Zed"}, kind="child.registered", device=CLUB, minutes=minutes)
        again = said("c", {"seen": "nothing"}, device=CLUB, minutes=minutes)
        judged = folded(begun, other, again)
        assert judged.family == "concern"
        assert [one.value for one in judged.fields["seen"].values] == ["4 cm", "nothing"]
        assert refusals(judged) == {"b": "this record was begun as another kind of record"}


# --- who has left, and who has another role now ----------------------------------------------------------------------

LEFT = Withdrawal(RECORDED.written_at + timedelta(days=1), index=40)
LATER = LEFT.at + timedelta(days=60)


def leaving(**withdrawn: Withdrawal) -> Members:
    rows = [(m.device, m.person, m.organisation, m.role) for m in MEMBERS.entries.values()]
    return Members.of_rows(rows, withdrawn={SCHOOL: LEFT, DESK: LEFT, **withdrawn})


@pytest.mark.parametrize("kind", ["record.erased", "hold.placed", "hold.lifted", "desk.granted", "enquiry.decided"])
def test_what_comes_after_its_author_left_erases_holds_and_decides_nothing_whoever_hands_it_on(kind: str) -> None:
    author, colleague = (DESK, "desk-2") if kind.startswith(("enquiry", "desk")) else (SCHOOL, SCHOOL_TOO)
    members = leaving()
    members = Members({**members.entries, "desk-2": Member("desk-2", "Second", "ashmere", "desk")})
    late = Arrival(40, there_by=LATER, handed_on=(HandedOn(colleague, 40, LATER),))
    statement = said("x", kind=kind, device=author)  # dated before leaving
    assert not may_say(statement, "larkmere", members, late).accepted
    assert may_say(statement, "larkmere", members, Arrival(39, there_by=LATER)).accepted
    by_stick = Arrival(there_by=LEFT.at - timedelta(seconds=1))
    assert may_say(statement, "larkmere", members, by_stick).accepted
    assert not may_say(statement, "larkmere", members, Arrival(there_by=LEFT.at)).accepted


def test_what_a_leaver_told_counts_where_a_colleague_who_had_not_left_hands_it_on() -> None:
    def told(device: str, members: Members) -> bool:
        came = Arrival(50, there_by=LATER, handed_on=(HandedOn(device, 50, LATER),))
        return may_say(RECORDED, "", members, came).accepted

    assert told(SCHOOL_TOO, leaving())
    assert not told(CLUB, leaving())
    assert not told("nobody", leaving())
    assert told(SCHOOL_TOO, leaving(**{SCHOOL_TOO: Withdrawal(LATER, 51)}))
    assert not told(SCHOOL_TOO, leaving(**{SCHOOL_TOO: Withdrawal(LATER, 50)}))
    refused = may_say(RECORDED, "", leaving(), Arrival(50, there_by=LATER))
    assert refused.reason == "its author had left, and no colleague handed it on"


def moved(device: str, before: str, now: str) -> Members:
    one = MEMBERS.entries[device]
    person = Member(device, one.person, one.organisation, now, earlier=(Moved(before, LEFT),))
    return Members({**MEMBERS.entries, device: person})


@pytest.mark.parametrize(
    ("kind", "device", "role"),
    [("enquiry.decided", DESK, "desk"), ("hold.placed", SCHOOL, "lead"), ("record.erased", SCHOOL, "lead")],
)
def test_what_was_said_counts_by_the_role_that_its_author_had_then(kind: str, device: str, role: str) -> None:
    statement = said("x", kind=kind, device=device)
    away, arrived = moved(device, role, "recorder"), moved(device, "recorder", role)
    for came, before in ((Arrival(39, there_by=LATER), True), (Arrival(40, there_by=LATER), False)):
        assert may_say(statement, "larkmere", away, came).accepted is before
        assert may_say(statement, "larkmere", arrived, came).accepted is not before


def test_a_desk_is_where_the_directory_lists_one() -> None:
    usurper = Members({"club-2": Member("club-2", "Coach", "club", "desk", keeps_desk=False)})
    verdict = may_say(said("x", kind="enquiry.decided", device="club-2"), "larkmere", usurper)
    assert verdict.reason == "only a person at the desk may say this"
