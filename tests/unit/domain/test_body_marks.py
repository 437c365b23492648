"""Marks on a body map: kept, struck through, said in words, and placed on outlines that are all named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.domain.body_marks import BABY, CHILD, BodyMark, kept, next_number, standing, struck, with_mark
from desktop.domain.body_places import REGIONS, VIEWS
from desktop.domain.body_words import all_marks, in_short, in_words, where
from desktop.domain.entries import from_fields, to_fields
from desktop.domain.errors import FieldsInvalid
from desktop.domain.kinds import list_fields, misshapen
from desktop.domain.outlines import Outlines
from desktop.domain.records import Answer, ConcernEntry
from desktop.domain.statements import Kind
from desktop.domain.urgency import asks_to_ring
from resources import read

BRUISE = BodyMark(
    number=1, view="face", region="left cheek", x=700, y=610, kind="bruise", site="near the ear", size="2 by 1", shape="round",
    colour="purple", broken_skin=Answer.NO, swelling=Answer.YES, pain=Answer.UNKNOWN, said="It was the door", said_by="Kian",
    seen_or_told="seen", seen_at="2026-11-20T09:05", by="R. Quill, teaching assistant",
)  # fmt: skip
CUT = BodyMark(
    number=2, view="left hand, palm", region="left thumb, palm side", x=90, y=300, kind="cut", bleeding=Answer.YES
)
OUTLINES = {name: Outlines.parse(read(f"body_maps/{name}.json")) for name in (CHILD, BABY)}


def test_a_concern_with_marks_is_written_and_read_back() -> None:
    entry = ConcernEntry(seen="Two marks", body=CHILD, body_marks=(BRUISE, CUT))
    written = to_fields(entry)
    assert from_fields(ConcernEntry, written) == entry
    assert misshapen(Kind.CONCERN_RECORDED, written) == ""
    assert "body_marks" in list_fields("concern")


def test_a_mark_from_elsewhere_must_have_its_shape() -> None:
    for wrong in ({"number": "1"}, {"number": True}, {"x": 1.5}, {"kind": 3}):
        assert misshapen(Kind.CONCERN_RECORDED, {"body_marks": [wrong]}) == "body_marks"
    with pytest.raises(FieldsInvalid):
        from_fields(BodyMark, {"number": True})


def test_a_mark_is_struck_through_with_a_reason_and_its_number_is_used_no_more() -> None:
    marks = struck((BRUISE, CUT), 1, " On the other cheek ")
    assert [one.number for one in standing(marks)] == [2]
    assert marks[0] == replace(BRUISE, struck="On the other cheek")
    assert struck(marks, 1, "Again") == marks
    assert next_number(marks) == 3
    with pytest.raises(FieldsInvalid):
        struck(marks, 2, "  ")


def test_signed_marks_are_kept_or_struck_and_never_changed() -> None:
    signed = (BRUISE,)
    assert kept(signed, with_mark(signed, CUT))
    assert kept(signed, struck(signed, 1, "Wrong side"))
    assert not kept(signed, ())
    assert not kept(signed, (replace(BRUISE, size="4"),))
    assert not kept(struck(signed, 1, "Wrong side"), signed)


def test_a_mark_is_said_in_words_and_a_blank_is_never_no() -> None:
    assert in_words(BRUISE) == (
        "Mark 1: Left cheek (face): near the ear. Bruise, 2 by 1 cm, round, purple; skin not broken, swollen, not known if it "
        "hurts. “It was the door” (Kian). Seen by R. Quill, teaching assistant on 20 November 2026 at 09:05"
    )
    assert "scab" not in in_words(BRUISE)
    assert in_words(replace(CUT, struck="Ink")) == (
        "Mark 2: Left thumb, palm side (left hand, palm). Cut; bleeding. Struck through: Ink"
    )
    assert in_short((BRUISE, replace(CUT, struck="Ink"))) == "left cheek (bruise, 2 by 1 cm)"
    assert all_marks("", (CUT,)) == "On the body map: left thumb, palm side (cut)"


def test_a_drawn_mark_asks_for_a_call_as_a_written_one_does_until_it_is_struck() -> None:
    drawn = ConcernEntry(safe_now=Answer.UNKNOWN, body_marks=(BRUISE,))
    assert asks_to_ring(drawn, ())
    assert not asks_to_ring(replace(drawn, body_marks=struck((BRUISE,), 1, "Ink")), ())


@pytest.mark.parametrize("body", OUTLINES)
def test_every_view_and_region_is_named_and_every_middle_lies_in_its_region(body: str) -> None:
    outlines = OUTLINES[body]
    assert {view.name for view in outlines.views} == set(VIEWS)
    for view in outlines.views:
        names = [region.name for region in view.regions]
        assert len(set(names)) == len(names)
        assert set(names) <= REGIONS
        for region in view.regions:
            found = view.region_at(*view.place_of(region))
            assert found is not None
            assert found.name == region.name, (view.name, region.name)


@pytest.mark.parametrize("body", OUTLINES)
def test_left_and_right_are_the_childs_own(body: str) -> None:
    outlines = OUTLINES[body]

    def across(view: str, region: str) -> int:
        found = outlines.view(view).region(region)
        assert found is not None
        return outlines.view(view).place_of(found)[0]

    assert across("front", "left knee") > 500 > across("front", "right knee")
    assert across("back", "left buttock") < 500 < across("back", "right buttock")
    assert across("face", "left cheek") > 500
    assert across("left hand, palm", "left thumb, palm side") < 500 < across("left hand, back", "left thumb, back")
    assert across("left foot, top", "left big toe, top") > 500 > across("left foot, sole", "left big toe, underside")
    assert across("left side", "left side of face") < across("left side", "back of head, left side")


def test_all_names_stand_in_the_outlines() -> None:
    drawn = {region.name for outlines in OUTLINES.values() for view in outlines.views for region in view.regions}
    assert drawn == REGIONS


def test_a_view_that_the_region_names_is_not_said_twice() -> None:
    assert where(BodyMark(1, "front", "left upper arm, front")) == "Left upper arm, front"
    assert where(BodyMark(1, "face", "face")) == "Face"
    assert where(BodyMark(1, "front", "left knee")) == "Left knee (front)"
