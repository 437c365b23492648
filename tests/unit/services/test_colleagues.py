"""Telling colleagues: who can open what, and what follows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bundle.container import Parts, pack
from bundle.errors import NotARecipient
from bundle.keys import DeviceKeys
from bundle.letters import open_letter
from desktop.domain.records import Role
from desktop.services.errors import KeptFromThem, NoRecipient, NotYourRecord
from desktop.services.session import Session
from desktop.services.stored import LetterState
from tests.unit.services.people import KIAN, KIANS_ARM, LARKMERE, Area, HandClock, open_book, utc, waiting

START = utc("2026-11-20T09:30")


class School(Area):
    """A school with a lead, a deputy and a classroom assistant, each with a record book of their own."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, START)
        self.deputy = self._colleague("Mirren Voss", "Deputy safeguarding lead", Role.LEAD)
        self.assistant = self._colleague("Perran Quill", "Teaching assistant", Role.RECORDER)
        for session in (self.school, self.deputy, self.assistant):
            session.membership.adopt_directory(self.desk.membership.directory_file())

    def _colleague(self, name: str, title: str, role: Role) -> Session:
        profile = replace(LARKMERE, name=name, role_title=title)
        clock = self.clocks[name] = HandClock(START)
        self.keys[name] = DeviceKeys.generate(self.random)
        session = open_book(self.folder / f"{role.value}.db", self.keys[name], clock, self.random, profile)
        self.admit(session, role)
        return session

    def everyone(self) -> tuple[Session, ...]:
        return (self.school, self.deputy, self.assistant)

    def record(self, **changes: Any) -> str:
        """A concern in the teaching assistant's book."""
        child = self.assistant.children.register(KIAN).child
        entry = replace(KIANS_ARM, **changes)
        return self.assistant.concerns.record(child, entry).concern


@pytest.fixture
def school(tmp_path: Path) -> School:
    return School(tmp_path)


def test_leads_are_suggested_and_anybody_of_the_organisation_can_be_chosen(school: School) -> None:
    choices = school.assistant.colleagues.choices(school.record())
    assert [(one.person, one.role, one.suggested, one.kept) for one in choices.people] == [
        ("Mirren Voss", "Deputy safeguarding lead", True, False),
        ("Odette Farrow", "Designated safeguarding lead", True, False),
    ]
    assert choices.child_name == "Kian Pellow"


def test_who_is_told_reads_the_whole_record_and_the_author_sees_that_it_was_opened(school: School) -> None:
    concern = school.record()
    school.assistant.colleagues.tell(concern, ["Odette Farrow"], "You are in until four?")
    school.post.exchange(*school.everyone())
    (row,) = school.school.colleagues.unread()
    assert (row.who, row.child_name, row.note) == ("Perran Quill", "Kian Pellow", "You are in until four?")
    assert school.deputy.colleagues.unread() == ()
    assert school.deputy.children.search() == ()
    page = school.school.concerns.page(concern)
    assert page.entry.words == KIANS_ARM.words
    assert school.school.colleagues.unread() == ()
    school.post.exchange(*school.everyone())
    (told,) = school.assistant.colleagues.of_record(concern)
    assert [(one.person, one.opened_at) for one in told.people] == [("Odette Farrow", START)]


def test_nobody_else_of_the_organisation_can_open_the_letter(school: School) -> None:
    concern = school.record()
    school.assistant.colleagues.tell(concern, ["Odette Farrow"])
    (letter,) = waiting(school.assistant)
    sealed, directory = pack(Parts(letter.waybill, letter.sealed, None)), school.desk.book.directory
    assert directory is not None
    for name, refused in {"Mirren Voss": True, "desk": True, "health": True, "school": False}.items():
        try:
            open_letter(sealed, keys=school.keys[name], directory=directory, now=START)
        except NotARecipient:
            assert refused, name
        else:
            assert not refused, name


def test_a_record_that_is_kept_from_somebody_suggests_nobody_and_is_never_sealed_to_them(school: School) -> None:
    concern = school.record(accused_works_with_children="yes", kept_from=("Ms Voss, deputy", "her brother"))
    choices = school.assistant.colleagues.choices(concern)
    assert [(one.person, one.suggested, one.kept) for one in choices.people] == [
        ("Mirren Voss", False, True),
        ("Odette Farrow", False, False),
    ]
    with pytest.raises(KeptFromThem):
        school.assistant.colleagues.tell(concern, ["Odette Farrow", "Mirren Voss"])
    assert waiting(school.assistant) == []
    school.assistant.colleagues.tell(concern, ["Odette Farrow"], "Please ring me")
    school.post.exchange(*school.everyone())
    (row,) = school.school.colleagues.unread()
    assert (row.child_name, row.note, row.walled) == ("A record kept from some people", "", True)
    assert school.deputy.children.search() == ()


def test_what_is_said_later_goes_to_the_same_people_both_ways(school: School) -> None:
    concern = school.record()
    school.assistant.colleagues.tell(concern, ["Odette Farrow"])
    school.post.exchange(*school.everyone())
    school.school.concerns.amend(concern, {"opinion": "He seemed frightened"}, "I saw him after lunch")
    school.assistant.concerns.amend(concern, {"place": "cloakroom"}, "I remembered wrongly")
    school.post.exchange(*school.everyone())
    for session in (school.school, school.assistant):
        entry = session.concerns.page(concern).entry
        assert (entry.opinion, entry.place) == ("He seemed frightened", "cloakroom")
    assert school.deputy.children.search() == ()


def test_whose_name_comes_to_stand_there_hears_nothing_more(school: School) -> None:
    concern = school.record()
    school.assistant.colleagues.tell(concern, ["Odette Farrow", "Mirren Voss"])
    school.post.exchange(*school.everyone())
    school.assistant.concerns.amend(concern, {"kept_from": ("Mirren Voss",)}, "She is his aunt")
    school.assistant.concerns.amend(concern, {"opinion": "Frightened of home"}, "I think so")
    school.post.exchange(*school.everyone())
    assert school.school.concerns.page(concern).entry.opinion == "Frightened of home"
    assert school.deputy.concerns.page(concern).entry.opinion == ""


def test_a_decision_to_share_follows_those_who_know_every_record_in_it(school: School) -> None:
    concern = school.record()
    child = school.assistant.children.search()[0].id
    school.assistant.colleagues.tell(concern, ["Odette Farrow"])
    other = school.assistant.concerns.record(child, replace(KIANS_ARM, seen="A second thing")).concern
    school.assistant.colleagues.tell(other, ["Mirren Voss"])
    school.assistant.sharing.decide(school.share_all(school.assistant, child))
    school.post.exchange(*school.everyone())
    assert school.school.children.page(child).shares == ()
    assert school.deputy.children.page(child).shares == ()
    choices = school.assistant.sharing.choices(child)
    first = tuple(one.id for one in choices.statements if concern in _about(school.assistant, one.id))
    school.assistant.sharing.decide(school.share_all(school.assistant, child, statements=first))
    school.post.exchange(*school.everyone())
    assert len(school.school.children.page(child).shares) == 1
    assert school.deputy.children.page(child).shares == ()


def _about(session: Session, statement: str) -> tuple[str, ...]:
    said = session.book.store.statement(statement)
    return said.about if said else ()


def test_another_organisations_record_is_not_told_and_nobody_is_not_told(school: School) -> None:
    concern = school.record()
    with pytest.raises(NoRecipient):
        school.assistant.colleagues.tell(concern, [])
    with pytest.raises(NoRecipient):
        school.assistant.colleagues.tell(concern, ["Lewis Aske"])
    child = school.assistant.children.search()[0].id
    school.assistant.sharing.decide(school.share_all(school.assistant, child))
    school.post.exchange(school.assistant, school.desk)
    with pytest.raises(NotYourRecord):
        school.desk.colleagues.tell(concern, ["Somebody Else"])


def test_the_letter_is_listed_with_whom_it_is_for_and_waits_like_any_other(school: School) -> None:
    concern = school.record()
    school.assistant.colleagues.tell(concern, ["Odette Farrow", "Mirren Voss"])
    (row,) = school.assistant.letters.outbox()
    assert (row.who, row.about, row.state) == ("Mirren Voss, Odette Farrow", "Kian Pellow", LetterState.SEALED.value)


def test_a_share_is_never_sealed_to_somebody_elsewhere_who_must_not_see_it(school: School) -> None:
    school.record(accused_works_with_children="yes", kept_from=("Bronagh Tiller", "Lewis Aske"))
    child = school.assistant.children.search()[0].id
    choices = school.assistant.sharing.choices(child)
    health = next(one.id for one in choices.recipients if one.name == "Ashmere 0-19 service")
    entry = school.share_all(school.assistant, child, recipient=health)
    preview = school.assistant.sharing.preview(entry)
    assert preview.people == ()
    assert any("It is not sealed to Bronagh Tiller" in warning for warning in preview.warnings)
    with pytest.raises(NoRecipient):
        school.assistant.sharing.decide(entry)
    desk = school.assistant.sharing.preview(school.share_all(school.assistant, child))
    assert any("Lewis Aske" in warning and "ring instead" in warning for warning in desk.warnings)


def test_a_supervision_note_is_suggested_to_nobody_and_is_read_by_the_other_of_the_two_alone(school: School) -> None:
    child = school.assistant.children.register(KIAN).child
    note = school.assistant.entries.record(child, "supervision", {"reflection": "Wyvern", "supervisor": "Mirren Voss"})
    choices = school.assistant.colleagues.choices(note.record)
    assert (choices.walled, [one.person for one in choices.people if one.suggested]) == (True, [])
    school.assistant.colleagues.tell(note.record, ("Mirren Voss",))
    school.post.exchange(*school.everyone())
    (told,) = school.deputy.today.page().told
    assert (told.family, told.child_name) == ("supervision", "A record kept from some people")
    assert school.deputy.entries.page(note.record).values["reflection"] == "Wyvern"
    assert school.deputy.finding.find("wyvern").records == ()
    assert school.school.book.store.record(note.record) is None


def test_that_a_record_is_withdrawn_and_that_somebody_disagrees_follows_whoever_was_told(school: School) -> None:
    concern = school.record()
    school.assistant.colleagues.tell(concern, ("Odette Farrow",))
    school.assistant.withdrawing.withdraw(concern, "It was another child")
    school.assistant.withdrawing.disagree(concern, "Jenna Pellow", "mother", "He never said it")
    school.post.exchange(*school.everyone())
    beside = school.school.concerns.page(concern).beside
    assert beside.withdrawn is not None
    assert [one.by for one in beside.disagreements] == ["Jenna Pellow, mother"]
    school.school.withdrawing.take_back(concern, "It was Kian")
    school.post.exchange(*school.everyone())
    assert school.assistant.concerns.page(concern).beside.withdrawn is None
