"""People around a child through the real pages and a real record book: look first, add, take over, change, compare."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.people import PersonEntry, RelationshipEntry
from desktop.domain.records import Attended, ChildEntry
from desktop.domain.statements import Changes
from desktop.services.pages.fields import Missing
from desktop.ui.child.amend_fields import Amendment
from desktop.ui.child.amend_view import AmendPage
from desktop.ui.child.screen import screen
from desktop.ui.child.view import ChildRecordPage
from desktop.ui.children.add_view import AddChildPage
from desktop.ui.children.child_codes import child_codes
from desktop.ui.page import Page
from desktop.ui.people import wiring
from desktop.ui.people.add_view import AddPersonPage
from desktop.ui.people.adding import AddPersonPresenter, AddPersonRoutes
from desktop.ui.people.amending import AmendPeoplePresenter, AmendPeopleRoutes
from desktop.ui.people.compare_view import ComparePage, WithdrawPage
from desktop.ui.people.comparing import ComparePresenter, WithdrawPresenter
from desktop.ui.people.person import PersonPresenter
from desktop.ui.people.person_view import PersonRecordPage
from desktop.ui.shell.routes import Place
from desktop.ui.tasks import Tasks
from tests.fakes.tasks import FakeTasks
from tests.ui.recording import keep_now
from tests.unit.services.people import GUIDANCE, KIAN, Area, utc

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def area(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Area]:
    folder: Path = tmp_path_factory.mktemp("area")
    made = Area(folder, utc("2026-11-20T09:40"))
    yield made
    made.close()


@pytest.fixture
def kian(area: Area) -> str:
    found = area.school.children.search("pellow kian")
    return found[0].id if found else area.school.children.register(KIAN).child


def press(page: QWidget, name: str) -> None:
    """Press the button that a screen reader calls so."""
    found = [button for button in page.findChildren(QPushButton) if button.accessibleName() == name]
    assert found, (name, sorted(button.accessibleName() for button in page.findChildren(QPushButton)))
    found[-1].click()


def said(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel))


def adding(area: Area, qtbot: QtBot, child: str, wanted: str) -> tuple[AddPersonPage, list[Changes]]:
    page, added = AddPersonPage(), list[Changes]()
    qtbot.addWidget(page)
    routes = AddPersonRoutes(back=lambda: None, added=added.append)
    presenter = AddPersonPresenter(page, area.school, FakeTasks(), routes, child, wanted)
    page.presenter = presenter
    page.searched.connect(presenter.search)
    page.chosen.connect(presenter.choose)
    page.new_asked.connect(presenter.new)
    page.submitted.connect(presenter.submit)
    page.different.connect(presenter.different)
    page.same_as.connect(presenter.same_as)
    presenter.start()
    return page, added


def child_page(area: Area, qtbot: QtBot, child: str) -> ChildRecordPage:
    page = ChildRecordPage(lambda: "chronology.pdf")
    qtbot.addWidget(page)
    page.show_child(screen(area.school.children.page(child), TODAY))
    page.finish()
    return page


def test_a_row_of_the_childs_record_is_taken_over_and_stands_as_a_card(area: Area, qtbot: QtBot, kian: str) -> None:
    page, added = adding(area, qtbot, kian, "row:0")
    assert page.search.value() == "Jenna Pellow"
    press(page, "Add a person")
    assert page.relation is not None
    assert page.person is not None
    assert page.relation.relation.value() == "mother"
    assert page.person.given.value() == "Jenna"
    page.relation.lives.set_value("yes")
    page.relation.since.set_value("2017-03-14")
    page.person.telephone.set_value("01632 960155")
    press(page, "Save the person")
    assert len(added) == 1
    shown = child_page(area, qtbot, kian)
    assert "Lives with the child, since 14 March 2017" in said(shown)
    assert "Jenna Pellow, mother" not in said(shown).partition("Written in the child’s details")[2]


def test_somebody_who_is_in_the_book_is_shown_first_and_only_related(area: Area, qtbot: QtBot, kian: str) -> None:
    area.school.people.search("jenna") or area.school.people.register(PersonEntry("Jenna", "Pellow"))
    noah = area.school.children.register(ChildEntry(given_names="Noah", family_name="Rook", born="2015-01-02")).child
    page, added = adding(area, qtbot, noah, "family")
    page.search.set_value("jenna")
    press(page, "Search")
    press(page, "This is the one: Jenna Pellow")
    assert page.person is None
    assert page.relation is not None
    press(page, "Save the person")
    assert page.question("relation").error == "Say who they are to the child"
    page.relation.relation.set_value("own-words")
    page.relation.words.set_value("godmother")
    press(page, "Save the person")
    assert len(added) == 1
    assert [row.relation for row in area.school.people.of_child(noah)] == ["godmother"]
    assert len(area.school.people.search("jenna")) == 1


def test_a_likely_one_is_shown_before_a_second_record_is_made(area: Area, qtbot: QtBot, kian: str) -> None:
    area.school.people.register(PersonEntry("Bronagh", "Tiller", agency="0-19 service"), duplicates_seen=True)
    page, added = adding(area, qtbot, kian, "professional")
    page.search.set_value("somebody else")
    press(page, "Search")
    press(page, "Add a person")
    assert page.relation is not None
    assert page.person is not None
    page.relation.relation.set_value("health-visitor")
    page.person.given.set_value("Bronach")
    page.person.family.set_value("Tiller")
    page.person.agency.set_value("0-19 service")
    press(page, "Save the person")
    assert not added
    assert "same agency and a name that sounds alike" in said(page)
    press(page, "This is the one: Bronagh Tiller")
    assert len(added) == 1
    assert len(area.school.people.search("tiller")) == 1
    assert "Health visitor" in said(child_page(area, qtbot, kian))


def test_a_relation_is_ended_with_its_reason_and_stands_under_what_was(area: Area, qtbot: QtBot, kian: str) -> None:
    people = area.school.people
    craig = people.add(
        kian, PersonEntry("Craig", "Dunmore"), RelationshipEntry("partner", "no", "yes", since="2025-01-10")
    )
    page, signed = AmendPage(), list[Changes]()
    qtbot.addWidget(page)
    routes = AmendPeopleRoutes(back=lambda: None, signed=signed.append)
    presenter = AmendPeoplePresenter(page, people, area.school.guidance, FakeTasks(), routes)
    presenter.open_relation(craig.relationship)
    presenter.sign(Amendment("until", "2026-10-01", "", ""))
    assert page.question("reason").error
    presenter.sign(Amendment("until", "2026-10-01", "moved out", ""))
    assert len(signed) == 1
    shown = said(child_page(area, qtbot, kian))
    assert "Craig Dunmore" in shown.partition("Not any more")[2]
    assert "Lived with the child, 10 January 2025 to 1 October 2026" in shown
    presenter.open_person(craig.person)
    presenter.sign(Amendment("address_withheld", "yes", "he is at a refuge", ""))
    assert people.entry(craig.person).address_withheld


def test_two_records_are_read_side_by_side_called_one_child_and_apart_again(
    area: Area, qtbot: QtBot, kian: str
) -> None:
    children = area.school.children
    cian = children.register(
        ChildEntry(given_names="Cian", family_name="Pellow", born="2017-03-14"), duplicates_seen=True
    ).child
    assert "May have another record: Cian Pellow" in said(child_page(area, qtbot, kian))
    page, done = ComparePage(), list[Changes]()
    qtbot.addWidget(page)
    presenter = ComparePresenter(page, area.school, FakeTasks(), (kian, cian), done.append)
    page.same.connect(presenter.same)
    page.different.connect(presenter.different)
    presenter.open()
    press(page, "They are the same child")
    assert page.question("reason").error
    page.reason.set_value("the birth certificate was seen")
    press(page, "They are the same child")
    assert len(done) == 1
    shown = child_page(area, qtbot, kian)
    assert "Also recorded as Cian Pellow." in said(shown)
    assert "The same person as Cian Pellow" in said(shown)
    withdraw = WithdrawPage()
    qtbot.addWidget(withdraw)
    (row,) = area.school.same.of(kian)
    undoing = WithdrawPresenter(withdraw, area.school.same, FakeTasks(), (row.id, kian), done.append)
    withdraw.signed.connect(undoing.sign)
    undoing.open()
    assert "the birth certificate was seen" in said(withdraw)
    press(withdraw, "Sign the withdrawal")
    assert withdraw.question("reason").error
    withdraw.reason.set_value("it was his cousin’s")
    press(withdraw, "Sign the withdrawal")
    assert len(done) == 2
    assert "Also recorded as" not in said(child_page(area, qtbot, kian))


def test_an_adults_page_names_the_children_and_nothing_recorded_about_them(area: Area, qtbot: QtBot, kian: str) -> None:
    people = area.school.people
    added = people.add(kian, PersonEntry("Rosa", "Pellow", known_as="Nan"), RelationshipEntry("grandparent"))
    page, went = PersonRecordPage(), list[tuple[str, str, str]]()
    qtbot.addWidget(page)
    page.goes.connect(lambda *place: went.append(place))
    presenter = PersonPresenter(page, people, FakeTasks(), added.person)
    presenter.open()
    assert page.title.text() == "Rosa Pellow"
    assert "To this child: Grandparent" in said(page)
    press(page, "Open the record: Kian Pellow")
    press(page, "Correct the details")
    assert went == [("child", kian, ""), ("amend_person", added.person, "")]
    people.amend(added.person, {"telephone": "01632 960111"}, "she rang")
    presenter.changed(Changes(frozenset({added.person})))
    assert "01632 960111" in said(page)


def test_every_page_leads_where_its_buttons_say(area: Area, qtbot: QtBot, kian: str) -> None:
    people, went = area.school.people, list[Place]()
    added = people.add(kian, PersonEntry("Ada", "Quill"), RelationshipEntry("aunt-uncle"), duplicates_seen=True)
    other = people.register(PersonEntry("Ada", "Quil"), duplicates_seen=True)[0]

    def build(name: str, record: str, extra: str = "") -> Page:
        tasks = cast("Tasks", FakeTasks())
        page = wiring.build(area.school, tasks, went.append, Place(name, record, extra), lambda _changes: None)
        qtbot.addWidget(page)
        return page

    assert set(wiring.PLACES) == {"person", "add_person", "amend_person", "amend_relation", "compare", "withdraw_same"}
    press(build("add_person", kian, "family"), "Cancel")
    assert went[-1] == Place("child", kian, "family")
    amend = build("amend_relation", added.relationship)
    assert isinstance(amend, AmendPage)
    amend.choose("until")
    amend.signed.emit(Amendment("until", "2026-11-01", "moved to Leeds", ""), ())
    assert went[-1] == Place("child", kian, "amended")
    press(build("amend_person", added.person), "Cancel")
    assert went[-1] == Place("person", added.person)
    compare = build("compare", added.person, other)
    assert isinstance(compare, ComparePage)
    compare.reason.set_value("same telephone")
    press(compare, "They are the same person")
    assert went[-1] == Place("person", added.person)
    (said_so,) = area.school.same.of(other)
    withdraw = build("withdraw_same", said_so.id, other)
    press(withdraw, "Cancel")
    assert went[-1] == Place("person", other)
    press(build("person", other), "See both side by side: The same person as Ada Quill")
    assert went[-1] == Place("compare", other, added.person)


def test_what_was_written_of_a_person_and_not_saved_is_there_again(area: Area, qtbot: QtBot, kian: str) -> None:
    tasks = cast("Tasks", FakeTasks())

    def come() -> AddPersonPage:
        place = Place("add_person", kian, "family")
        page = wiring.build(area.school, tasks, lambda _place: None, place, lambda _changes: None)
        assert isinstance(page, AddPersonPage)
        qtbot.addWidget(page)
        page.search.set_value("nobody of this name")
        press(page, "Search")
        press(page, "Add a person")
        keep_now(page)  # as its clock does when the form stands
        return page

    first = come()
    assert first.person is not None
    first.person.given.set_value("Theo")
    first.save_draft()
    again = come()
    assert again.person is not None
    assert again.person.given.value() == "Theo"
    press(again, "Cancel")
    third = come()
    assert third.person is not None
    assert third.person.given.value() == ""


def test_more_about_a_child_opens_at_what_is_wrong_in_it_and_folding_loses_nothing(qtbot: QtBot) -> None:
    page = AddChildPage(child_codes(GUIDANCE))
    qtbot.addWidget(page)
    page.show_form(ChildEntry(given_names="Kian"))
    page.finish()
    assert page.more.inside.isHidden()
    page.show_problems((Missing("disabilities", "“No disability” stands alone"),))
    assert not page.more.inside.isHidden()
    entry = ChildEntry(
        given_names="Kian", disabilities=("MOB", "HEAR"), interpreter="yes", placement="with his godmother", gp="Fen Surgery",
        schools=(Attended("Thornby Nursery", "2020", "2022"),), flags=("Nut allergy",), setting_withheld=True, uasc="no",
    )  # fmt: skip
    page.show_form(entry)
    press(page, "Fold up what is more about this child")
    assert page.more.inside.isHidden()
    assert page.entry() == entry
