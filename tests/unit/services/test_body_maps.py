"""A body map in a real record book: amended by adding and striking only, found, printed, and shared without one of its marks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bundle.statements import parse, verify
from desktop.domain.body_marks import CHILD, BodyMark, struck
from desktop.domain.entries import concern_entry
from desktop.domain.records import Answer
from desktop.services.errors import MarkErased
from desktop.services.redaction import hand_on
from desktop.ui.concern.wording import answers
from tests.unit.services.people import KIAN, KIANS_ARM, Area

ARM = BodyMark(number=1, view="front", region="left upper arm, front", x=748, y=270, kind="bruise", size="2")
THIGH = BodyMark(
    number=2, view="front", region="right thigh, inner side", x=450, y=600, kind="burn", said="Hexham lighter"
)
MARKED = replace(KIANS_ARM, marks="", body=CHILD, body_marks=(ARM, THIGH))


def test_an_amendment_adds_and_strikes_and_takes_nothing_away(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    concern = area.school.concerns.record(child, MARKED).concern
    added = BodyMark(number=3, view="face", region="left cheek", x=700, y=600, kind="red")
    after = (*struck(MARKED.body_marks, 1, "The other arm"), added)
    area.school.concerns.amend(concern, {"body_marks": after}, "Looked again with the nurse")
    page = area.school.concerns.page(concern)
    assert page.entry.body_marks == after
    (told,) = [view.sides[0].text for view in page.fields if view.name == "body_marks"]
    assert told.splitlines()[0].endswith("Struck through: The other arm")
    for gone in ((THIGH, added), (replace(ARM, size="4"), THIGH, added), ()):
        with pytest.raises(MarkErased):
            area.school.concerns.amend(concern, {"body_marks": gone}, "tidier")


def test_what_is_said_of_a_mark_is_found_and_told_in_the_chronology(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    concern = area.school.concerns.record(child, MARKED).concern
    assert [row.id for row in area.school.finding.find("hexham lighter").records] == [concern]
    (row,) = [one for one in area.school.children.page(child).chronology if one.family == "concern"]
    assert "left upper arm, front (bruise, 2 cm); right thigh, inner side (burn or scald)" in row.what


def test_one_mark_is_left_out_of_a_share_and_the_signature_still_holds(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    recorded = area.school.concerns.record(child, MARKED)
    folded = area.school.book.store.record(child)
    assert folded is not None
    handed = hand_on(area.school.book, folded, recorded.statement, ("body_marks#1",))
    sent = parse(handed.leaves.token)
    verify(sent, area.keys["school"].card())
    rows = sent.fields["body_marks"]
    assert isinstance(rows, list)
    assert [row["number"] for row in rows] == [1]
    assert "Hexham" not in handed.leaves.token
    assert "inner side" not in str(dict(sent.fields))
    assert sent.rows_left_out == {"body_marks": 1}
    assert handed.stays == {"body_marks#1": "you left it out"}


def test_the_share_page_offers_each_mark_and_the_preview_says_which_stays(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    recorded = area.school.concerns.record(child, MARKED)
    (offered,) = [one for one in area.school.sharing.choices(child).statements if one.id == recorded.statement]
    marks = [(row, text) for name, row, text in offered.rows if name == "body_marks"]
    assert [row for row, _ in marks] == ["body_marks#0", "body_marks#1"]
    entry = area.share_all(area.school, child, left_out=((recorded.statement, ("body_marks#1",)),))
    preview = area.school.sharing.preview(entry)
    assert not any("inner side" in text for _, _, text in preview.leaves)
    assert [(label, why) for _, label, why in preview.stays if "inner side" in label] == [
        (f"Marks on the body map: {marks[1][1]}", "you left it out")
    ]


def test_a_drawn_mark_is_enough_to_say_what_was_seen_and_rings_when_nobody_knows_if_the_child_is_safe(
    area: Area,
) -> None:
    child = area.school.children.register(KIAN).child
    drawn = replace(MARKED, seen="", words=(), reported=(), level="", category="", safe_now=Answer.UNKNOWN)
    assert area.school.concerns.check(drawn) == ()
    recorded = area.school.concerns.record(child, drawn)
    kept = area.school.book.store.record(recorded.concern)
    assert kept is not None
    assert concern_entry(kept).body_marks == drawn.body_marks
    assert recorded.urgent
    assert [alert.concern for alert in area.school.ringing.alerts()] == [recorded.concern]


def test_a_draft_keeps_the_map_and_the_check_page_tells_it(area: Area) -> None:
    draft = area.school.concerns.save_draft(None, None, MARKED)
    kept = area.school.concerns.draft(draft).entry
    assert kept == MARKED
    told = [
        row.text
        for section in answers(kept, "Kian", "Odette Farrow", {})
        for row in section.rows
        if row.field == "body_marks"
    ]
    assert [text.splitlines() for text in told] == [
        [
            "Mark 1: Left upper arm, front. Bruise, 2 cm",
            "Mark 2: Right thigh, inner side (front). Burn or scald. “Hexham lighter”",
        ]
    ]
