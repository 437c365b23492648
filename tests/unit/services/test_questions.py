"""The desk asks who sent a referral, and the answer comes back: real record books, letters passed as bytes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.domain.records import AnswerEntry, ConcernEntry, QuestionEntry
from desktop.domain.statements import Kind
from desktop.services.errors import AlreadyDecided, Incomplete, NoSuchRecord, NotADesk
from desktop.services.pages.enquiries import PhoneReferral
from desktop.services.pages.questions import QuestionRow
from tests.unit.services.people import ESME, KIAN, KIANS_ARM, Area, utc, waiting

ASKED = "Has anybody else collected him this term?"
WHY = "To know who has been with him on school days."


def referral(area: Area, concern: ConcernEntry = KIANS_ARM) -> str:
    child = area.school.children.register(KIAN).child
    area.school.concerns.record(child, concern)
    share = area.school.sharing.decide(area.share_all(area.school, child)).share
    area.post.exchange(area.school, area.desk)
    return share


def entry(share: str, wanted_by: str = "2026-11-21T17:00") -> QuestionEntry:
    return QuestionEntry(share, ASKED, WHY, wanted_by)


def asked(area: Area) -> QuestionRow:
    """The question as the school sees it."""
    share = referral(area)
    area.desk.questions.ask(entry(share))
    area.post.exchange(area.desk, area.school)
    (row,) = area.school.today.page().questions
    return row


def test_a_question_reaches_who_sent_the_referral_and_its_answer_comes_back_with_its_own_times(area: Area) -> None:
    share = referral(area)
    area.at(utc("2026-11-20T11:00"))
    area.desk.questions.ask(entry(share))
    area.at(utc("2026-11-20T11:05"))
    area.post.exchange(area.desk, area.school)
    (row,) = area.school.today.page().questions
    assert (row.desk, row.child_name, row.question, row.why) == ("Ashmere MASH", "Kian Pellow", ASKED, WHY)
    assert (row.due.words, row.state) == ("by 17:00 on Sat 21 Nov 2026", "soon") if row.due else False
    (shared,) = area.school.children.page(row.child).shares
    assert [one.id for one in shared.questions] == [row.id]

    area.at(utc("2026-11-20T12:00"))
    area.school.questions.answer(AnswerEntry(row.id, "yes", "An uncle, twice in October."))
    assert area.school.today.page().questions == ()
    area.at(utc("2026-11-20T12:30"))
    area.post.exchange(area.school, area.desk)
    (unread,) = area.desk.today.page().replies
    assert unread.child_name == "Kian Pellow"
    area.at(utc("2026-11-20T12:45"))
    page = area.desk.desk.open(share)
    (back,) = page.questions
    (answer,) = back.answers
    assert (answer.who, answer.known, answer.text) == ("Odette Farrow", "yes", "An uncle, twice in October.")
    assert (answer.written_at, answer.hub_received_at) == (utc("2026-11-20T12:00"), utc("2026-11-20T12:30"))
    assert [label for label, _, _ in page.times][-4:] == [
        "Asked",
        "Answer written",
        "Answer received",
        "Answer fetched here",
    ]
    assert area.desk.today.page().replies == (), "read"


def test_that_nothing_is_known_is_an_answer(area: Area) -> None:
    row = asked(area)
    area.school.questions.answer(AnswerEntry(row.id, "no"))
    area.post.exchange(area.school, area.desk)
    (back,) = area.desk.desk.open(row.share).questions
    assert [(one.known, one.text) for one in back.answers] == [("no", "")]


def test_what_the_preview_shows_is_what_leaves_and_nothing_else(area: Area) -> None:
    share = referral(area)
    shown = area.desk.questions.preview_question(entry(share))
    assert shown.to == "Larkmere Primary"
    assert shown.people == ("Odette Farrow, Designated safeguarding lead",)
    assert shown.leaves == (
        ("The question", ASKED),
        ("Why it is asked", WHY),
        ("An answer is wanted by", "21 November 2026 at 17:00"),
        ("Asked by", "Lewis Aske, Screening social worker"),
    )
    area.desk.questions.ask(entry(share))
    (row,) = area.desk.desk.open(share).questions
    said = area.desk.book.store.statement(row.id)
    assert said is not None
    assert set(said.fields) == {"question", "why", "wanted_by", "asked_by"}
    area.post.exchange(area.desk, area.school)
    back = area.school.questions.preview_answer(AnswerEntry(row.id, "no", ""))
    assert back.to == "Ashmere MASH"
    assert "Lewis Aske, Screening social worker" in back.people
    assert back.leaves == (
        ("What is known", "We know nothing about this."),
        ("Answered by", "Odette Farrow, Designated safeguarding lead"),
    )


def test_only_the_desk_asks_and_only_at_a_letter_that_is_not_decided(area: Area) -> None:
    share = referral(area)
    with pytest.raises(NotADesk):
        area.school.questions.ask(entry(share))
    phone = area.desk.desk.take_phone_referral(
        PhoneReferral("Odette Farrow", "", "", utc("2026-11-20T09:30"), family_name="Pellow", said="marks")
    )
    for unknown in (phone, "nothing"):
        with pytest.raises(NoSuchRecord):
            area.desk.questions.ask(entry(unknown))
    area.desk.desk.decide(share, "referral-nfa", "because")
    with pytest.raises(AlreadyDecided):
        area.desk.questions.asking(share)


def test_a_question_needs_itself_its_reason_and_a_day_that_is_to_come(area: Area) -> None:
    share = referral(area)
    blank = area.desk.questions.check_question(QuestionEntry(share, "", "", "2026-11-01"))
    assert {one.field for one in blank} == {"question", "why", "wanted_by"}
    with pytest.raises(Incomplete):
        area.desk.questions.ask(QuestionEntry(share, "x" * 4_001, WHY))
    before = waiting(area.desk)
    assert not [one for one in before if one.audience == "question"]


def test_nobody_else_answers_and_who_was_not_asked_sees_no_question(area: Area) -> None:
    row = asked(area)
    area.post.exchange(area.desk, area.health)
    assert area.health.today.page().questions == ()
    with pytest.raises(NoSuchRecord):
        area.health.questions.answer(AnswerEntry(row.id, "no"))
    with pytest.raises(NoSuchRecord):
        area.desk.questions.answer(AnswerEntry(row.id, "no"))
    with area.desk.book.writing() as sheet:
        sheet.say(Kind.QUESTION_ANSWERED, (row.share, row.child), {"known": "no"}, (row.id,))
    (still,) = area.desk.desk.open(row.share).questions
    assert still.answers == (), "kept, and it answers nothing"


def test_an_answer_needs_to_say_whether_anything_is_known(area: Area) -> None:
    row = asked(area)
    for lacking in (AnswerEntry(row.id), AnswerEntry(row.id, "yes", "  "), AnswerEntry(row.id, "no", "x" * 4_001)):
        with pytest.raises(Incomplete):
            area.school.questions.answer(lacking)
    assert area.school.today.page().questions, "it stays until it is answered"


def test_a_question_about_a_walled_record_names_no_child_on_today(area: Area) -> None:
    share = referral(area, replace(KIANS_ARM, accused_works_with_children="yes", kept_from=("C. Dunmore",)))
    area.desk.questions.ask(entry(share))
    area.post.exchange(area.desk, area.school)
    (row,) = area.school.today.page().questions
    assert (row.child_name, row.question, row.why) == ("A record kept from some people", "", "")
    assert area.school.questions.question(row.id).question == ASKED, "whoever opens it reads it"


def test_the_question_and_its_answer_stand_in_the_chronology_and_the_letters(area: Area) -> None:
    row = asked(area)
    area.school.questions.answer(AnswerEntry(row.id, "yes", "An uncle."))
    told = [line.what for line in area.school.children.page(row.child).chronology]
    assert f"Question from the desk. {ASKED.rstrip('.')}" in told
    assert "Answer to the desk. An uncle" in told
    assert [one.about for one in area.school.letters.outbox()] == ["Kian Pellow", "Kian Pellow"]
    area.school.children.register(ESME)


def test_an_answer_is_wanted_tonight_when_the_office_has_closed_and_its_delivery_is_known_by_its_receipt(
    area: Area,
) -> None:
    share = referral(area)
    area.at(utc("2026-11-20T22:09"))
    late = entry(share, "2026-11-20T17:00")
    assert area.desk.questions.check_question(late) == ()
    assert ("An answer is wanted by", "20 November 2026 at 23:59") in area.desk.questions.preview_question(late).leaves
    assert [one.field for one in area.desk.questions.check_question(entry(share, "2026-11-19T17:00"))] == ["wanted_by"]
    area.desk.questions.ask(late)
    assert area.desk.questions.question_delivered(share) is None
    area.post.exchange(area.desk, area.school)
    assert area.desk.questions.question_delivered(share) is not None
    (row,) = area.school.today.page().questions
    area.school.questions.answer(AnswerEntry(row.id, "no"))
    assert area.school.questions.answer_delivered(row.id) is None
    area.post.exchange(area.school, area.desk)
    assert area.school.questions.answer_delivered(row.id) is not None
