"""Who asks, who answers, and how a day to look again folds: the same in every record book."""

from __future__ import annotations

import itertools

import pytest

from desktop.domain.acceptance import Members, judge
from desktop.domain.folding import Folded, fold
from desktop.domain.kinds import MOST_ASKED, misshapen
from desktop.domain.statements import Json, Statement
from tests.unit.domain.editions import said

SCHOOL, CLUB, DESK = "school-1", "club-1", "desk-1"
MEMBERS = Members.of_rows(
    [
        (SCHOOL, "Odette Farrow", "larkmere", "lead"),
        (CLUB, "Coach", "club", "lead"),
        (DESK, "Lewis Aske", "ashmere", "desk"),
    ]
)
SHARED = said("s", {"share": True}, kind="sharing.decided", after=("c1",), device=SCHOOL)
ASKED = said("q", {"question": "Who collects him?", "why": "x"}, kind="question.asked", after=("s",), device=DESK)


def answer(device: str, after: tuple[str, ...] = ("q",)) -> Statement:
    return said("a", {"known": "no"}, kind="question.answered", after=after, device=device)


def folded(*statements: Statement) -> Folded:
    return fold(statements, judge(statements, MEMBERS))


def refusals(*statements: Statement) -> dict[str, str]:
    return {statement.id: reason for statement, reason in folded(*statements).refused}


def test_the_desk_asks_and_who_shared_answers_in_whatever_order_it_comes() -> None:
    for order in itertools.permutations((SHARED, ASKED, answer(SCHOOL))):
        assert refusals(*order) == {}


@pytest.mark.parametrize("device", [SCHOOL, CLUB])
def test_nobody_else_than_the_desk_asks(device: str) -> None:
    asked = said("q", {"question": "Who?"}, kind="question.asked", after=("s",), device=device)
    assert refusals(SHARED, asked) == {"q": "only a person at the desk may say this"}


@pytest.mark.parametrize("device", [CLUB, DESK])
def test_nobody_else_than_who_was_asked_answers(device: str) -> None:
    assert refusals(SHARED, ASKED, answer(device)) == {"a": "only the organisation that was asked may answer"}


def test_an_answer_without_an_accepted_question_waits() -> None:
    forged = said("q", {"question": "Who?"}, kind="question.asked", after=("s",), device=CLUB)
    told = "the question that it answers has not come, or was not accepted"
    assert refusals(SHARED, answer(SCHOOL, ("q", "s")))["a"] == told
    assert refusals(SHARED, forged, answer(SCHOOL))["a"] == told
    assert refusals(SHARED, ASKED, answer(SCHOOL)) == {}


def test_a_stranger_asks_nothing() -> None:
    asked = said("q", {"question": "Who?"}, kind="question.asked", after=("s",), device="new")
    assert refusals(SHARED, asked) == {"q": "unknown sender"}


@pytest.mark.parametrize(
    ("kind", "fields", "wrong"),
    [
        ("question.asked", {"question": "x" * MOST_ASKED}, ""),
        ("question.asked", {"question": "x" * (MOST_ASKED + 1)}, "question"),
        ("question.asked", {"wanted_by": "2026-11-24T17:00"}, ""),
        ("question.asked", {"wanted_by": "2026-11-24"}, ""),
        ("question.asked", {"wanted_by": "2026-02-30"}, "wanted_by"),
        ("question.asked", {"wanted_by": "tomorrow"}, "wanted_by"),
        ("question.asked", {"wanted_by": "2026-W48-2"}, "wanted_by"),
        ("question.asked", {"asked_by": "Lewis"}, "asked_by"),
        ("question.answered", {"known": "no"}, ""),
        ("question.answered", {"known": "perhaps"}, "known"),
        ("concern.recorded", {"review_on": "2027-01-14"}, ""),
        ("concern.recorded", {"review_on": 20270114}, "review_on"),
        ("sharing.reviewed", {"review_on": None}, ""),
    ],
)
def test_shapes_are_bounded(kind: str, fields: dict[str, Json], wrong: str) -> None:
    assert misshapen(kind, fields) == wrong


def test_looking_again_moves_the_day_and_is_said_by_who_decided() -> None:
    kept = said("s", {"share": False, "review_on": "2026-12-01"}, kind="sharing.decided", after=("c1",), device=SCHOOL)
    looked = said(
        "r", {"review_on": "2027-01-14", "reason": "calm"}, kind="sharing.reviewed", after=("s",), device=SCHOOL
    )
    record = folded(kept, looked)
    assert record.fields["review_on"].value == "2027-01-14"
    assert "reason" not in record.fields
    theirs = said("r", {"review_on": None, "reason": "x"}, kind="sharing.reviewed", after=("s",), device=CLUB)
    assert folded(kept, theirs).fields["review_on"].value == "2026-12-01"
