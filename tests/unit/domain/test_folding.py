"""A record's state depends on what names what, and on nothing else."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.acceptance import ACCEPTED, Acceptance
from desktop.domain.folding import Folded, fold, forked_in, merge
from desktop.domain.statements import Position, Statement
from tests.numbers import property_of
from tests.unit.domain.editions import said

REFUSED = Acceptance(accepted=False, reason="unknown sender")


def everything(_: Statement) -> Acceptance:
    return ACCEPTED


def texts(folded: Folded, field: str) -> list[object]:
    return [value.value for value in folded.fields[field].values]


def test_a_recorded_field_is_settled() -> None:
    folded = fold([said("a", {"seen": "a mark"})], everything)
    assert (folded.id, folded.family) == ("record", "concern")
    assert folded.fields["seen"].state == "settled"
    assert folded.fields["seen"].value == "a mark"


def test_an_amendment_overrides_what_it_names_and_leaves_the_rest() -> None:
    folded = fold(
        [said("a", {"marks": "4 cm", "place": "hall"}), said("b", {"marks": "3 cm"}, after=("a",))], everything
    )
    assert texts(folded, "marks") == ["3 cm"]
    assert texts(folded, "place") == ["hall"]
    assert all(field.state == "settled" for field in folded.fields.values())
    assert [s.id for s in folded.statements] == ["a", "b"]


def test_an_earlier_clock_does_not_make_an_amendment_older() -> None:
    folded = fold([said("a", {"marks": "4 cm"}, minutes=60), said("b", {"marks": "3 cm"}, after=("a",))], everything)
    assert texts(folded, "marks") == ["3 cm"]


def test_two_amendments_that_do_not_know_each_other_are_both_kept() -> None:
    both = [
        said("a", {"marks": "4 cm"}),
        said("b", {"marks": "3 cm"}, after=("a",), minutes=1),
        said("c", {"marks": "5 cm"}, after=("a",), minutes=2),
    ]
    folded = fold(both, everything)
    assert folded.fields["marks"].state == "disputed"
    assert texts(folded, "marks") == ["3 cm", "5 cm"]
    settled = fold([*both, said("d", {"marks": "3 cm"}, after=("b", "c"))], everything)
    assert settled.fields["marks"].state == "settled"
    assert texts(settled, "marks") == ["3 cm"]


def test_two_who_say_the_same_do_not_disagree() -> None:
    same = [
        said("a", {"marks": "4 cm"}),
        said("b", {"marks": "3 cm"}, after=("a",)),
        said("c", {"marks": "3 cm"}, after=("a",)),
    ]
    folded = fold(same, everything)
    assert folded.fields["marks"].state == "settled"


def test_a_settlement_reaches_through_an_amendment_of_another_field() -> None:
    folded = fold(
        [
            said("a", {"marks": "4 cm"}),
            said("b", {"place": "yard"}, after=("a",)),
            said("c", {"marks": "3 cm"}, after=("b",)),
        ],
        everything,
    )
    assert texts(folded, "marks") == ["3 cm"]


def test_a_missing_statement_makes_a_field_incomplete_never_disputed() -> None:
    folded = fold(
        [said("a", {"marks": "4 cm", "place": "hall"}), said("c", {"marks": "3 cm"}, after=("missing",))], everything
    )
    assert folded.fields["marks"].state == "incomplete"
    assert folded.fields["place"].state == "incomplete"  # the missing one may have amended it


def test_what_overtakes_the_missing_statement_is_settled() -> None:
    folded = fold([said("c", {"marks": "3 cm"}, after=("missing",))], everything)
    assert folded.fields["marks"].state == "settled"


def test_an_ancestor_that_came_bare_may_hide_a_change() -> None:
    folded = fold(
        [
            said("a", {"marks": "4 cm", "place": "hall"}),
            said("b", after=("a",), left_out=4),
            said("c", {"marks": "3 cm"}, after=("b",)),
        ],
        everything,
    )
    assert folded.fields["marks"].state == "settled"
    assert folded.fields["place"].state == "incomplete"


def test_the_reason_of_an_amendment_is_no_field_of_the_record() -> None:
    folded = fold(
        [
            said("a", {"marks": "4 cm", "typed_by": {"name": "Ms Farrow"}}),
            said("b", {"marks": "3 cm", "reason": "measured", "as_told_by": "R. Quill", "typed_by": {}}, after=("a",)),
        ],
        everything,
    )
    assert set(folded.fields) == {"marks", "typed_by"}
    assert texts(folded, "typed_by") == [{"name": "Ms Farrow"}]


def test_a_list_folds_as_one_value() -> None:
    folded = fold(
        [
            said("a", {"words": [{"words": "one"}]}),
            said("b", {"words": [{"words": "one"}, {"words": "two"}]}, after=("a",)),
        ],
        everything,
    )
    assert texts(folded, "words") == [[{"words": "one"}, {"words": "two"}]]


def test_what_is_not_accepted_is_kept_with_its_reason_and_moves_nothing() -> None:
    stranger = said("b", {"marks": "none"}, after=("a",), device="stranger")
    folded = fold([said("a", {"marks": "4 cm"}), stranger], lambda s: REFUSED if s.device == "stranger" else ACCEPTED)
    assert texts(folded, "marks") == ["4 cm"]
    assert folded.refused == ((stranger, "unknown sender"),)
    assert folded.fields["marks"].state == "settled"


def test_an_unknown_kind_is_kept_and_moves_nothing() -> None:
    folded = fold([said("a", {"marks": "4 cm"}), said("z", {"marks": "none"}, kind="concern.coloured")], everything)
    assert texts(folded, "marks") == ["4 cm"]
    assert len(folded.statements) == 2
    assert not folded.closed


def test_an_unknown_kind_that_must_be_understood_closes_the_record() -> None:
    assert fold([said("a"), said("z", kind="concern.walled", must=True)], everything).closed


def test_a_fork_keeps_both_and_marks_the_record() -> None:
    one = said("a", {"marks": "4 cm"}, position=Position("e", 3, "p"))
    other = said("b", {"marks": "5 cm"}, position=Position("e", 3, "p"))
    folded = fold([one, other], everything)
    assert folded.forked
    assert folded.fields["marks"].state == "disputed"
    assert forked_in([one, other]) == {"desk-a"}
    assert fold([one], everything, forked_devices={"desk-a"}).forked
    assert not fold([one], everything).forked


def test_a_cycle_ends_as_a_disagreement() -> None:
    folded = fold([said("a", {"marks": "1"}, after=("b",)), said("b", {"marks": "2"}, after=("a",))], everything)
    assert folded.fields["marks"].state == "disputed"


def test_two_copies_of_one_statement_make_one_with_all_that_either_shows() -> None:
    one = said("a", {"seen": "a mark"}, left_out=2)
    other = said("a", {"opinion": "worried"}, left_out=2, about=("record",))
    merged = merge(one, other)
    assert merged == merge(other, one)
    assert dict(merged.fields) == {"seen": "a mark", "opinion": "worried"}
    assert merged.left_out == 1
    assert len(fold([one, other], everything).statements) == 1


def test_a_share_folds_its_answer_beside_its_reasons() -> None:
    folded = fold(
        [
            said("s", {"share": True, "reasons": "at risk"}, kind="sharing.decided", after=("elsewhere",)),
            said("r", {"bundle": "b"}, kind="receipt.kept"),
            said("o", {"person": "Lewis Aske"}, kind="referral.opened", after=("s",)),
            said("d", {"outcome": "referral-strategy", "reasons": "serious"}, kind="enquiry.decided", after=("s",)),
        ],
        everything,
    )
    assert folded.family == "share"
    assert {name: field.value for name, field in folded.fields.items()} == {
        "share": True,
        "reasons": "at risk",
        "decision.outcome": "referral-strategy",
        "decision.reasons": "serious",
    }
    assert {field.state for field in folded.fields.values()} == {"settled"}


def test_a_telephone_referral_and_its_answer_are_an_enquiry() -> None:
    folded = fold(
        [
            said("o", {"caller": "B. Tiller"}, kind="enquiry.opened"),
            said("d", {"outcome": "referral-strategy"}, kind="enquiry.decided", after=("o",)),
        ],
        everything,
    )
    assert folded.family == "enquiry"


@st.composite
def histories(draw: st.DrawFn) -> list[Statement]:
    """Up to eight statements, each after some before it or after one that never came; some refused, some bare."""
    made: list[Statement] = []
    for index in range(draw(st.integers(1, 8))):
        earlier = [s.id for s in made] + ["missing", f"s{index + 1}"]  # the next one: a cycle that nobody could sign
        after = tuple(sorted(draw(st.sets(st.sampled_from(earlier), max_size=3)))) if index else ()
        fields = draw(st.dictionaries(st.sampled_from(["seen", "marks"]), st.sampled_from(["x", "y"]), max_size=2))
        made.append(
            said(
                f"s{index}",
                fields,
                after=after,
                device=draw(st.sampled_from(["a", "b", "stranger"])),
                minutes=draw(st.integers(-60, 60)),
                left_out=draw(st.integers(0, 1)),
                position=Position("e", draw(st.integers(0, 3)), None),
            )
        )
    return made


@property_of
@given(histories(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_nothing(history: list[Statement], shuffler: random.Random) -> None:
    def judge(statement: Statement) -> Acceptance:
        return REFUSED if statement.device == "stranger" else ACCEPTED

    shuffled = [replace(s) for s in history] + [history[0]]
    shuffler.shuffle(shuffled)
    folded = fold(history, judge)
    assert folded == fold(shuffled, judge)
    for field in folded.fields.values():
        assert field.values
        assert (field.state == "disputed") <= (len(field.values) > 1)
        if any("missing" in s.after for s in folded.statements if s.kind == "concern.amended"):
            assert field.state != "disputed"


def test_a_record_is_of_one_family_whatever_else_claims_its_id() -> None:
    first = said("a", {"seen": "4 cm"}, minutes=1)
    other = said("b", {"given_names": "Nobody"}, kind="child.registered", minutes=2)
    amends = said("c", {"given_names": "Nobody"}, kind="child.amended", after=("b",), minutes=3)
    call = said("d", {"person": "Lewis Aske"}, kind="call.logged", after=("a",), minutes=4)
    for order in itertools.permutations((first, other, amends, call)):
        record = fold(order, everything)
        assert record.family == "concern"
        assert set(record.fields) == {"seen"}
        assert [statement.id for statement in record.statements] == ["a", "d"]
        assert {statement.id for statement, _ in record.refused} == {"b", "c"}
        assert {reason for _, reason in record.refused} == {"this record was begun as another kind of record"}
