"""Guidance that was shown because of other records stays in the record book: its title alone would tell of them."""

from __future__ import annotations

from dataclasses import replace

from bundle.statements import parse, verify
from desktop.domain.records import Answer, Person, When
from desktop.services.redaction import INSIDE, hand_on
from tests.unit.services.people import KIAN, KIANS_ARM, Area

AGAIN = "The same child, twice within a week, from different people"
EARLIER = replace(
    KIANS_ARM, happened=When("2026-11-18T09:05"), witness=Person("P. Vale", "midday supervisor", "saw"), words=()
)


def test_what_counted_earlier_records_is_neither_offered_nor_handed_on_and_the_signature_holds(area: Area) -> None:
    school = area.school
    child = school.children.register(KIAN).child
    school.concerns.record(child, EARLIER)
    second = school.concerns.record(child, replace(KIANS_ARM, safe_now=Answer.NO))
    assert "twice-in-a-week" in {prompt.id for prompt in second.prompts}
    assert "danger-now" in {prompt.id for prompt in second.prompts}
    offered = [one for one in school.sharing.choices(child).statements if one.record == second.concern]
    assert AGAIN not in str(offered)
    assert "Not safe now" in str(offered)
    entry = area.share_all(school, child, statements=(second.statement,))
    preview = school.sharing.preview(entry)
    assert AGAIN not in str(preview.leaves)
    assert "Not safe now" in str(preview.leaves)
    assert any(AGAIN in label and why == INSIDE for _, label, why in preview.stays)
    folded = school.book.store.record(child)
    assert folded is not None
    sent = parse(hand_on(school.book, folded, second.statement, ()).leaves.token)
    verify(sent, area.keys["school"].card())
    assert "twice-in-a-week" not in str(sent.fields["prompts"])
    assert "danger-now" in str(sent.fields["prompts"])


def test_the_desk_is_told_nothing_of_an_earlier_concern_that_was_not_shared(area: Area) -> None:
    school = area.school
    child = school.children.register(KIAN).child
    school.concerns.record(child, EARLIER)
    second = school.concerns.record(child, KIANS_ARM)
    details = next(one.id for one in school.sharing.choices(child).statements if one.kind == "child.registered")
    school.sharing.decide(area.share_all(school, child, statements=(details, second.statement)))
    area.post.exchange(school, area.desk)
    got = area.desk.book.store.statement(second.statement)
    assert got is not None
    assert got.fields["seen"] == KIANS_ARM.seen
    assert "twice-in-a-week" not in str(got.fields.get("prompts"))


def test_guidance_that_this_edition_does_not_know_stays_too(area: Area) -> None:
    school = area.school
    child = school.children.register(KIAN).child
    concern = school.concerns.record(child, replace(KIANS_ARM, safe_now=Answer.NO)).concern
    with school.book.writing() as sheet:
        later = sheet.say("concern.amended", (concern, child), {"prompts": ["of-another-edition"]}, ())
    folded = school.book.store.record(child)
    assert folded is not None
    handed = hand_on(school.book, folded, later.id, ())
    assert "prompts" not in handed.leaves.fields
    assert handed.stays == {"prompts": INSIDE}
