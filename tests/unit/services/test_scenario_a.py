"""Scenario A, steps 1 to 3 and the amendment of 5: a school, the desk, and letters passed as bytes."""

from __future__ import annotations

from tests.unit.services.people import KIAN, KIANS_ARM, Area, utc


def test_a_concern_written_at_school_reaches_the_desk_and_the_answer_comes_back(area: Area) -> None:
    school, desk, post = area.school, area.desk, area.post
    child = school.children.register(KIAN).child
    recorded = school.concerns.record(child, KIANS_ARM)
    assert recorded.urgent
    assert [alert.number.number for alert in school.ringing.alerts()] == ["01632 960101"]

    area.at(utc("2026-11-20T10:10"))
    entry = area.share_all(school, child)
    preview = school.sharing.preview(entry)
    assert preview.to == "Ashmere MASH"
    assert "Lewis Aske, Screening social worker" in preview.people
    decided = school.sharing.decide(entry)
    assert [row.state for row in school.letters.outbox()] == ["sealed"]
    assert len(decided.letters) == 2

    area.at(utc("2026-11-20T10:15"))
    post.exchange(school, desk)
    assert [row.state for row in school.letters.outbox()] == ["delivered"]
    assert school.ringing.alerts(), "delivered is not enough"

    area.at(utc("2026-11-20T10:30"))
    (row,) = desk.desk.enquiries()
    assert (row.child_name, row.organisation, row.urgent) == ("Kian Pellow", "Larkmere Primary", True)
    assert row.due.words == "by Mon 23 Nov 2026"
    page = desk.desk.open(row.id)
    (concern,) = page.concerns
    texts = {view.name: view.sides[0].text for view in concern.fields}
    assert "R. Quill" in texts["witness"]
    assert "charger" in texts["words"]
    assert texts["category"] == "Physical abuse"
    assert {label for label, _, _ in page.times} >= {"Happened", "Written", "Decided to share", "Received"}

    post.exchange(desk, school)
    assert school.ringing.alerts() == ()
    assert [row.state for row in school.letters.outbox()] == ["opened"]

    area.at(utc("2026-11-20T15:00"))
    desk.desk.decide(row.id, "referral-strategy", "Marks and what he said", next_contact="Monday 11:00")
    post.exchange(desk, school)
    assert [row.state for row in school.letters.outbox()] == ["answered"]
    (answer,) = school.today.page().answers
    assert (answer.outcome, answer.outcome_reasons) == ("Referral: strategy discussion", "Marks and what he said")
    (share,) = school.children.page(child).shares
    assert share.outcome == "Referral: strategy discussion"
    assert school.today.page().answers == (), "looked at"
    assert [clock.state for clock in school.children.page(child).clocks] == ["met", "later"], "decision, assessment"


def test_an_amendment_is_shown_with_its_reason_and_the_old_text_stays_readable(area: Area) -> None:
    school, desk, post = area.school, area.desk, area.post
    child = school.children.register(KIAN).child
    concern = school.concerns.record(child, KIANS_ARM).concern
    school.sharing.decide(area.share_all(school, child))
    area.at(utc("2026-11-23T08:30"))
    school.concerns.amend(
        concern,
        {"marks": "two 2 cm round on left upper arm; one 3 cm line behind left ear"},
        "ear mark 3 cm not 4 cm",
        as_told_by="R. Quill",
    )
    page = school.concerns.page(concern)
    first, second = page.history
    assert (second.reason, second.as_told_by) == ("ear mark 3 cm not 4 cm", "R. Quill")
    ((_, before, now),) = second.changed
    assert "4 cm line" in before
    assert "3 cm line" in now
    assert first.kind == "concern.recorded"

    amendment = next(one for one in school.sharing.choices(child).statements if one.kind == "concern.amended")
    school.sharing.decide(area.share_all(school, child, statements=(amendment.id,)))
    post.exchange(school, desk)
    folded = desk.book.store.record(concern)
    assert folded is not None
    assert folded.fields["marks"].state == "settled"
    assert "3 cm line" in str(folded.fields["marks"].value)
    assert not folded.refused
