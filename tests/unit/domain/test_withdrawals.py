"""A withdrawal is told from the set of statements: in any order, by whom it may be said, and taken back by name."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.acceptance import Members, judge
from desktop.domain.folding import Folded, fold
from desktop.domain.statements import Statement
from desktop.domain.withdrawals import disagreements, is_withdrawn, newest, withdrawals
from tests.numbers import property_of
from tests.unit.domain.editions import said

SCHOOL, SCHOOL_TOO, CLUB = "school-1", "school-2", "club-1"
MEMBERS = Members.of_rows(
    [(SCHOOL, "Odette Farrow", "larkmere", "lead"), (SCHOOL_TOO, "Deputy", "larkmere", "recorder"), (CLUB, "Coach", "club", "lead")]
)  # fmt: skip
VOICE = said("a", {"wishes": "A dog"}, kind="voice.recorded", device=SCHOOL)
WITHDRAWN, REINSTATED, DISPUTED = "record.withdrawn", "record.reinstated", "record.disputed"


def folded(*statements: Statement) -> Folded:
    return fold(statements, judge(statements, MEMBERS))


def gone(name: str, *after: str, device: str = SCHOOL, minutes: int = 5) -> Statement:
    return said(name, {"reason": "another child"}, kind=WITHDRAWN, after=after, device=device, minutes=minutes)


def back(name: str, *after: str, device: str = SCHOOL) -> Statement:
    return said(name, {"reason": "it was this child"}, kind=REINSTATED, after=after, device=device, minutes=9)


def test_a_withdrawn_record_keeps_its_fields_and_stands_again_when_that_is_taken_back() -> None:
    record = folded(VOICE, gone("w", "a"))
    assert (is_withdrawn(record), record.fields["wishes"].value, record.family) == (True, "A dog", "voice")
    assert not is_withdrawn(folded(VOICE, gone("w", "a"), back("r", "w")))
    assert [s.id for s in withdrawals(folded(VOICE, gone("w", "a"), back("r", "w"), gone("x", "a")))] == ["x"]


def test_two_withdrawals_that_did_not_know_each_other_are_both_taken_back() -> None:
    apart = (VOICE, gone("w", "a"), gone("x", "a", device=SCHOOL_TOO))
    assert is_withdrawn(folded(*apart, back("r", "w")))
    assert not is_withdrawn(folded(*apart, back("r", "w", "x")))


def test_what_was_amended_beside_a_withdrawal_counts_when_it_is_taken_back() -> None:
    amended = said("b", {"wishes": "A cat"}, kind="voice.amended", after=("a",), device=SCHOOL_TOO, minutes=6)
    record = folded(VOICE, gone("w", "a"), amended, back("r", "w"))
    assert (is_withdrawn(record), record.fields["wishes"].value, newest(record)) == (False, "A cat", ("b",))


def test_another_organisation_neither_withdraws_ours_nor_takes_our_withdrawal_back() -> None:
    foreign = folded(VOICE, gone("w", "a", device=CLUB))
    assert not is_withdrawn(foreign)
    assert foreign.refused[0][1] == "only the organisation that wrote this record may withdraw it"
    held = folded(VOICE, gone("w", "a"), back("r", "w", device=CLUB))
    assert is_withdrawn(held)
    assert [s.id for s, _ in held.refused] == ["r"]


def test_a_withdrawal_whose_record_has_not_come_waits_for_it() -> None:
    lone = folded(gone("w", "a"))
    assert lone.refused[0][1] == "what it amends has not come yet"
    assert is_withdrawn(folded(gone("w", "a"), VOICE))


def test_a_disagreement_is_kept_from_anybody_and_moves_nothing() -> None:
    note = said("d", {"by": {"name": "Coach"}, "why": "Not so"}, kind=DISPUTED, after=("a",), device=CLUB)
    record = folded(VOICE, note)
    assert [s.id for s in disagreements(record)] == ["d"]
    assert (is_withdrawn(record), record.fields["wishes"].state) == (False, "settled")


def test_only_concerns_and_the_records_beside_them_are_withdrawn() -> None:
    shared = said("s", {"share": True}, kind="sharing.decided", device=SCHOOL)
    assert not is_withdrawn(folded(shared, gone("w", "s")))


@st.composite
def histories(draw: st.DrawFn) -> list[Statement]:
    """A record with amendments, withdrawals and their taking back, each naming some of what was said before it."""
    made = [VOICE]
    for number in range(draw(st.integers(1, 7))):
        kind = draw(st.sampled_from(["voice.amended", WITHDRAWN, REINSTATED, DISPUTED]))
        names = draw(st.lists(st.sampled_from([s.id for s in made]), min_size=1, max_size=3, unique=True))
        device = draw(st.sampled_from([SCHOOL, SCHOOL, SCHOOL_TOO, CLUB]))
        fields = {"wishes": f"wish {number}"} if kind == "voice.amended" else {}
        made.append(
            said(f"s{number}", fields, kind=kind, after=tuple(names), device=device, minutes=draw(st.integers(0, 60)))
        )
    return made


@property_of
@given(histories(), st.randoms(use_true_random=False))
def test_in_whatever_order_they_come_the_same_stands(history: list[Statement], chance: Random) -> None:
    shuffled = list(history)
    chance.shuffle(shuffled)
    one, other = folded(*history), folded(*shuffled)
    assert one == other
    assert [s.id for s in withdrawals(one)] == [s.id for s in withdrawals(other)]
    refused = {s.id for s, _ in one.refused}
    ours = [s for s in history if s.id not in refused]
    taken_back = {name for s in ours if s.kind == REINSTATED for name in s.after}
    assert {s.id for s in withdrawals(one)} == {s.id for s in ours if s.kind == WITHDRAWN} - taken_back
    assert not any(s.device == CLUB for s in withdrawals(one))
