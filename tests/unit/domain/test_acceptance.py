"""Who may say what about which record, the same in every record book."""

from __future__ import annotations

import itertools
from datetime import timedelta

import pytest

from desktop.domain.acceptance import Arrival, Members, Withdrawal, judge, may_say
from desktop.domain.folding import Folded, fold
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
    for left, accepted in ((decision.written_at + timedelta(seconds=1), True), (decision.written_at, False)):
        verdict = may_say(decision, "larkmere", Members.of_rows(rows, withdrawn={DESK: Withdrawal(left)}))
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


def test_where_the_logs_length_at_the_theft_is_not_known_the_written_time_of_logged_letters_counts() -> None:
    for at, counts in ((RECORDED.written_at, False), (RECORDED.written_at + timedelta(seconds=1), True)):
        assert may_say(RECORDED, "larkmere", stolen(Withdrawal(at)), Arrival(7)).accepted is counts
        assert not may_say(RECORDED, "larkmere", stolen(Withdrawal(at)), Arrival()).accepted


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
