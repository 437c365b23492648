"""The records beside concerns, each type by its data: written, read back, amended, withdrawn, found, in the chronology."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.domain.entry_catalogue import ENTRY_TYPES
from desktop.domain.entry_types import HAPPENED, REVIEW, Asks, EntryField, EntryType
from desktop.domain.errors import FieldsInvalid
from desktop.domain.records import Quote, ReviewEntry, When
from desktop.services.errors import Incomplete, NoSuchRecord, NotYourRecord, ReasonNeeded, RecordWithdrawn
from desktop.services.pages.fields import Missing
from tests.unit.services.people import ESME, KIAN, Area, utc

EVERY = [pytest.param(one, id=one.family) for one in ENTRY_TYPES.values()]
SAID: dict[Asks, object] = {
    Asks.LINE: "Zebulon",
    Asks.TEXT: "Zebulon came to the door",
    Asks.NAMES: (),
    Asks.DAY: "2026-12-01",
    Asks.WHEN: When("2026-11-18T15:30"),
    Asks.MOMENT: When("2026-11-18T15:30"),
    Asks.ANSWER: "yes",
    Asks.LEVEL: "2",
    Asks.SCORE: "7",
    Asks.QUOTES: (Quote("Zebulon is loud at night", "Kian"),),
}


def answer(field: EntryField) -> object:
    return field.choices[0][0] if field.choices else SAID[field.asks]


def every_answer(one: EntryType) -> dict[str, object]:
    """Every question of the form answered, save those that would keep it from somebody."""
    return {field.name: answer(field) for field in one.asked if not field.name.startswith("kept_from")}


@pytest.fixture
def child(area: Area) -> str:
    return area.school.children.register(KIAN).child


@pytest.mark.parametrize("one", EVERY)
def test_every_field_of_every_type_is_written_read_back_amended_and_told(
    area: Area, child: str, one: EntryType
) -> None:
    school, said = area.school, every_answer(one)
    record = school.entries.record(child, one.family, said).record
    page = school.entries.page(record)
    assert {view.name for view in page.fields} == {*said, "typed_by"}
    assert all(view.label and view.sides[0].text for view in page.fields)
    assert (page.child, page.row.event_at, page.row.what != "") == (child, "2026-11-18T15:30", True)
    assert page.row.received_at == page.row.written_at
    area.at(utc("2026-11-23T11:00"))
    for field in (field for field in one.fields if field.asks in {Asks.TEXT, Asks.LINE}):
        school.entries.amend(record, {field.name: "As it should read, in full"}, "Misheard", "R. Quill")
        assert school.entries.page(record).values[field.name] == "As it should read, in full"
    newest = school.entries.page(record).history[-1]
    assert (newest.title, newest.reason, newest.as_told_by) == ("Amended", "Misheard", "R. Quill")
    assert newest.changed[0][2] == "As it should read, in full"
    (line,) = [line for line in school.children.page(child).chronology if line.record == record]
    assert line.what.startswith(one.title)
    assert (line.event_at, line.amended, line.withdrawn) == ("2026-11-18T15:30", True, False)
    assert line.late


@pytest.mark.parametrize("one", EVERY)
def test_what_one_type_says_is_found_by_its_words_and_marked_once_withdrawn(
    area: Area, child: str, one: EntryType
) -> None:
    school = area.school
    record = school.entries.record(child, one.family, every_answer(one)).record
    found = [hit.id for hit in school.finding.find("zebulon").records]
    assert found == ([] if one.private else [record])
    assert school.children.search()[0].concerns == 0
    school.withdrawing.withdraw(record, "Written about the wrong child")
    assert [hit.withdrawn for hit in school.finding.find("zebulon").records] == [True] * len(found)
    assert school.children.search("zebulon") == ()
    assert school.entries.page(record).row.state == "withdrawn"
    school.withdrawing.take_back(record, "It was this child after all")
    assert [hit.id for hit in school.finding.find("zebulon").records] == found
    assert school.entries.page(record).beside.withdrawn is None


@pytest.mark.parametrize("one", EVERY)
def test_a_record_that_says_nothing_is_refused_and_one_field_makes_it_meaningful(
    area: Area, child: str, one: EntryType
) -> None:
    school = area.school
    missing = school.entries.check(one.family, {HAPPENED: When("2026-11-19")})
    assert [problem.message for problem in missing] == [need.message for need in one.needed]
    with pytest.raises(Incomplete):
        school.entries.record(child, one.family, {})
    needed = {need.fields[0]: one.field(need.fields[0]) for need in one.needed}
    least = {name: answer(field) for name, field in needed.items() if field is not None}
    record = school.entries.record(child, one.family, least).record
    assert {view.name for view in school.entries.page(record).fields} == {*least, "typed_by"}
    with pytest.raises(Incomplete):
        school.entries.amend(record, dict.fromkeys(least, ""), "A mistake")


def test_reasons_of_a_decision_have_ten_characters_and_a_day_to_look_again_is_to_come(area: Area, child: str) -> None:
    said = {"decision": "No referral", "reasons": "Too short", REVIEW: "2026-11-19"}
    assert area.school.entries.check("decision", said) == (
        Missing("reasons", "Write at least 10 characters"),
        Missing(REVIEW, "Give a day that is still to come"),
    )
    record = area.school.entries.record(
        child, "decision", said | {"reasons": "Seen with his aunt, and calm", REVIEW: "2026-11-27"}
    ).record
    (review,) = area.school.today.page().reviews
    assert (review.record, review.family, review.title) == (record, "decision", "Decision with reasons")
    area.school.reviews.looked(ReviewEntry(record, "Nothing new"))
    assert area.school.today.page().reviews == ()
    area.school.entries.amend(record, {REVIEW: "2026-11-28"}, "The lead asked")
    area.school.withdrawing.withdraw(record, "Decided anew")
    assert area.school.today.page().reviews == ()


def test_an_action_is_due_overdue_and_done(area: Area, child: str) -> None:
    school = area.school
    soon = school.entries.record(child, "action", {"what": "Ring the nurse", "owner": "R. Quill", "due": "2026-11-21"})
    school.entries.record(child, "action", {"what": "Ask the club", "due": "2027-02-01"})
    school.entries.record(child, "action", {"what": "Write to the aunt"})
    (row,) = school.today.page().entries
    assert (row.what, row.owner, row.due_state, row.child_name) == ("Ring the nurse", "R. Quill", "soon", "Kian Pellow")
    area.at(utc("2026-11-23T09:00"))
    assert [one.due_state for one in school.entries.due()] == ["overdue"]
    with pytest.raises(Incomplete):
        school.entries.mark_done(soon.record, {"ended_why": "She came"})
    school.entries.mark_done(soon.record, {"outcome": "done", "ended_on": "2026-11-23", "ended_why": "She came"})
    assert school.entries.due() == ()
    states = {one.record: one.state for one in school.entries.of_child(child)}
    assert (states[soon.record], sorted(states.values())) == ("done", ["done", "open", "open"])
    newest = school.entries.page(soon.record).history[-1]
    assert newest.reason == "She came"
    assert ("What became of it", "", "Done") in newest.changed
    area.at(utc("2027-01-20T09:00"))
    assert [one.what for one in school.entries.due()] == ["Ask the club"]


def test_a_withdrawn_action_asks_for_nothing_and_is_not_amended(area: Area, child: str) -> None:
    made = area.school.entries.record(child, "action", {"what": "Ring the nurse", "due": "2026-11-21"})
    area.school.withdrawing.withdraw(made.record, "Agreed with the wrong family")
    assert area.school.entries.due() == ()
    with pytest.raises(RecordWithdrawn):
        area.school.entries.amend(made.record, {"owner": "Nobody"}, "A mistake")
    with pytest.raises(RecordWithdrawn):
        area.school.entries.mark_done(made.record, {"outcome": "done"})
    area.school.withdrawing.take_back(made.record, "It was the right one")
    assert [one.record for one in area.school.entries.due()] == [made.record]


def test_private_fostering_runs_the_editions_clock_until_the_council_was_told(area: Area, child: str) -> None:
    said = {"carer": "Mrs Imrie", "relation": "a friend's mother", "since": "2026-11-20"}
    made = area.school.entries.record(child, "private_fostering", said)
    (row,) = area.school.entries.due()
    assert row.due is not None
    assert (row.due_label, row.due.day.isoformat()) == (area.school.guidance.clock("T18").label, "2026-11-22")
    area.school.entries.amend(made.record, {"notified_on": "2026-11-21"}, "The carer rang the council")
    assert area.school.entries.due() == ()


def test_a_supervision_note_stays_between_the_two(area: Area, child: str) -> None:
    school = area.school
    made = school.entries.record(child, "supervision", {"supervisor": "Amir Haddon", "reflection": "Wyvern"})
    assert school.finding.find("wyvern").records == ()
    assert school.finding.find("Pellow").kept == ("",), "who wrote it is not told to ask herself"
    (offered,) = [one for one in school.sharing.choices(child).statements if one.id == made.statement]
    assert offered.walled
    assert b"Wyvern" not in school.papers.chronology_pdf(child)
    assert school.entries.page(made.record).private
    (line,) = [line for line in school.children.page(child).chronology if line.record == made.record]
    assert "Wyvern" not in line.what


def test_a_record_kept_from_somebody_is_named_nowhere_near(area: Area, child: str) -> None:
    said = {"what": "Ask Zebulon", "due": "2026-11-21", "kept_from": ("C. Dunmore",), "kept_from_why": "his stepfather"}
    area.school.entries.record(child, "action", said)
    (row,) = area.school.today.page().entries
    assert (row.child_name, row.what, row.owner) == ("A record kept from some people", "", "")
    assert area.school.finding.find("zebulon").records == ()
    assert b"Zebulon" not in area.school.papers.chronology_pdf(child)


def test_what_has_not_the_shape_of_its_type_is_not_signed(area: Area, child: str) -> None:
    for wrong in ({"feels_safe": "11"}, {"wishes": "A dog", "colour": "blue"}, {"wishes": "A dog", HAPPENED: "x"}):
        with pytest.raises(FieldsInvalid):
            area.school.entries.record(child, "voice", wrong)
    with pytest.raises(NoSuchRecord):
        area.school.entries.record(child, "horoscope", {"what": "x"})
    with pytest.raises(NoSuchRecord):
        area.school.entries.record("nobody", "voice", {"wishes": "A dog"})


def test_every_type_can_be_shared_field_by_field_and_is_read_at_the_desk(area: Area, child: str) -> None:
    school = area.school
    made = school.entries.record(child, "voice", {"wishes": "To stay with his aunt", "barrier": "Zebulon listens"})
    choices = school.sharing.choices(child)
    (offered,) = [one for one in choices.statements if one.id == made.statement]
    assert (offered.title, offered.walled) == ("Child’s voice", False)
    assert [label for _, label, _, _ in offered.fields] == [
        "What the child wishes", "What may keep them from telling", "Written by",
    ]  # fmt: skip
    entry = replace(
        area.share_all(school, child),
        statements=(choices.statements[0].id, made.statement),
        left_out=((made.statement, ("barrier",)),),
    )
    assert not any("Zebulon" in text for _, _, text in school.sharing.preview(entry).leaves)
    school.sharing.decide(entry)
    area.post.exchange(school, area.desk)
    page = area.desk.entries.page(made.record)
    assert page.values["wishes"] == "To stay with his aunt"
    assert ("barrier" in page.values, page.history[0].left_out, page.beside.ours) == (False, 1, False)
    with pytest.raises(NotYourRecord):
        area.desk.entries.amend(made.record, {"wishes": "Nothing"}, "We know better")
    with pytest.raises(NotYourRecord):
        area.desk.withdrawing.withdraw(made.record, "We know better")


def test_a_withdrawal_and_a_disagreement_are_shared_like_anything_else(area: Area, child: str) -> None:
    school = area.school
    made = school.entries.record(child, "voice", {"wishes": "To stay with his aunt"})
    school.sharing.decide(area.share_all(school, child))
    area.post.exchange(school, area.desk)
    school.withdrawing.withdraw(made.record, "It was said by another child")
    school.withdrawing.disagree(made.record, "Jenna Pellow", "mother", "He never said it", "R. Quill")
    titles = [one.title for one in school.sharing.choices(child).statements]
    assert titles[-2:] == ["Withdrawn: Child’s voice", "Somebody disagrees: Child’s voice"]
    school.sharing.decide(area.share_all(school, child))
    area.post.exchange(school, area.desk)
    beside = area.desk.entries.page(made.record).beside
    assert beside.withdrawn is not None
    assert (beside.withdrawn.why, beside.withdrawn.organisation) == ("It was said by another child", "Larkmere Primary")
    (note,) = beside.disagreements
    assert (note.by, note.why, note.as_told_by) == ("Jenna Pellow, mother", "He never said it", "R. Quill")


def test_who_disagrees_and_why_are_needed_and_another_organisation_may_say_so(area: Area, child: str) -> None:
    made = area.school.entries.record(child, "decision", {"decision": "Wait", "reasons": "Nothing new so far"})
    with pytest.raises(ReasonNeeded):
        area.school.withdrawing.disagree(made.record, "Jenna Pellow", "mother", " ")
    with pytest.raises(ReasonNeeded):
        area.school.withdrawing.withdraw(made.record, " ")
    area.school.sharing.decide(area.share_all(area.school, child))
    area.post.exchange(area.school, area.desk)
    area.desk.withdrawing.disagree(made.record, "Lewis Aske", "social worker", "We would not wait")
    (note,) = area.desk.withdrawing.of(made.record).disagreements
    assert (note.who, note.organisation) == ("Lewis Aske", "Ashmere MASH")


def test_a_begun_form_is_an_unfinished_draft_and_a_private_one_names_no_child(area: Area, child: str) -> None:
    esme = area.school.children.register(ESME).child
    area.school.unfinished.keep(f"entry:voice:{child}", {"What the child wishes": "A dog"})
    area.school.unfinished.keep(f"entry:supervision:{esme}", {"Reflection": "Wyvern"})
    drafts = {row.family: row for row in area.school.today.page().drafts}
    assert (drafts["voice"].child, drafts["voice"].child_name, drafts["voice"].summary) == (
        child, "Kian Pellow", "Child’s voice",
    )  # fmt: skip
    assert drafts["supervision"].child_name == "A record kept from some people"


def test_what_a_letter_brought_is_read_on_the_enquiry(area: Area, child: str) -> None:
    made = area.school.entries.record(child, "voice", {"wishes": "To stay with his aunt"})
    area.school.sharing.decide(area.share_all(area.school, child))
    area.post.exchange(area.school, area.desk)
    (row,) = area.desk.desk.enquiries()
    (entry,) = area.desk.desk.open(row.id).entries
    assert (entry.id, entry.title, entry.values["wishes"]) == (made.record, "Child’s voice", "To stay with his aunt")


def test_a_record_goes_on_paper_with_its_amendments_and_says_that_it_is_withdrawn(area: Area, child: str) -> None:
    papers, made = area.school.papers, area.school.entries.record(child, "voice", {"wishes": "A dog"})
    area.school.entries.amend(made.record, {"wishes": "A cat"}, "Misheard")
    assert {words in papers.entry_pdf(made.record) for words in (b"A dog", b"A cat", b"Misheard")} == {True}
    assert b"A dog" in papers.chronology_pdf(child)
    area.school.withdrawing.withdraw(made.record, "It was another child")
    assert b"(withdrawn)" in papers.entry_pdf(made.record)
    exported = [said.fields["paper"] for said in area.school.book.store.statements_of_kind("record.exported")]
    assert exported.count("entry") == 4
