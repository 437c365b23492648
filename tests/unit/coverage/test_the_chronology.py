"""Each column of a chronology, in its lines and on paper: three times apart, source, significance, and what stands beside it."""

from __future__ import annotations

import pytest

from tests.unit.coverage.filled import Filled
from tests.unit.coverage.leaves import Leaf
from tests.unit.coverage.test_every_field import stands
from tests.unit.coverage.values import said_of

SEEN = said_of(Leaf("concern", "seen"))[1].words
COLUMNS = {
    "event_at": "19 November 2026",
    "precision": "not known exactly",
    "written_at": "20 November 2026",
    "received_at": "Written here",
    "what": SEEN,
    "source": "written by Odette Farrow",
    "significance": "Level 2: additional or emerging needs",
    "late": "Written more than a day later",
}


@pytest.mark.parametrize("column", COLUMNS)
def test_a_column_is_on_paper(filled: Filled, column: str) -> None:
    assert stands(COLUMNS[column], filled.records["child"].paper)


def test_a_record_has_one_line_however_often_it_was_amended(filled: Filled) -> None:
    child, concern = filled.records["child"].id, filled.records["concern"].id
    lines = [row for row in filled.session.children.page(child).chronology if row.record == concern]
    assert len(lines) == 1
    (line,) = lines
    assert line.amended
    assert not line.withdrawn
    assert SEEN in line.what


def test_the_action_of_a_line_is_what_was_done_about_it(filled: Filled) -> None:
    record = filled.records["non_engagement"].id
    (line,) = (
        row for row in filled.session.children.page(filled.records["child"].id).chronology if row.record == record
    )
    assert line.action == said_of(Leaf("non_engagement", "escalation"))[1].words
