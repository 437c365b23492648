"""Adults and professionals around a child, who lived with whom when, and which children are of one family."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from desktop.domain.people import PersonEntry, RelationshipEntry
from desktop.domain.records import ChildEntry
from desktop.services.errors import (
    Incomplete,
    LikelyPerson,
    NoSuchRecord,
    NothingChanged,
    NotYourRecord,
    ReasonNeeded,
)
from desktop.services.stored import JournalEntry
from tests.unit.services.people import ESME, KIAN, KIANS_ARM, Area

JENNA = PersonEntry(
    "Jenna", "Pellow", born="1991-04-02", telephone="01632 960155", address="4 Sallow Row", postcode="zy12ab"
)
MOTHER = RelationshipEntry("mother", "yes", "yes", since="2017-03-14")
CRAIG = PersonEntry("Craig", "Dunmore")
MAISIE = ChildEntry(given_names="Maisie", family_name="Pellow", born="2023-05-02")


def test_an_adult_is_added_with_what_they_are_to_the_child_and_read_back(area: Area) -> None:
    people = area.school.people
    kian = area.school.children.register(KIAN).child
    added = people.add(kian, JENNA, MOTHER)
    (row,) = people.of_child(kian)
    assert (row.name, row.relation, row.group, row.other) == ("Jenna Pellow", "Mother", "parent", added.person)
    assert (row.entry.parental_responsibility, row.entry.lives_with, row.entry.since) == ("yes", "yes", "2017-03-14")
    assert row.person is not None
    assert row.person.address == "4 Sallow Row, ZY1 2AB"
    assert [one.id for one in people.search("pellow 960155")] == [added.person]
    page = people.page(added.person)
    assert [(one.name, one.relation) for one in page.children] == [("Kian Pellow", "Mother")]
    assert {view.label: view.sides[0].text for view in page.fields}["Date of birth"] == "2 April 1991"


def test_an_adult_who_may_be_there_already_is_asked_about_first(area: Area) -> None:
    people = area.school.people
    kian = area.school.children.register(KIAN).child
    jenna = people.add(kian, JENNA, MOTHER).person
    with pytest.raises(LikelyPerson) as refused:
        people.register(PersonEntry("Jen", "Pello", telephone="+44 1632 960155"))
    assert [(match.row.id, match.why) for match in refused.value.matches] == [
        (jenna, "same telephone number and a name that sounds alike")
    ]
    assert "Pell" not in str(refused.value)
    with pytest.raises(Incomplete):
        people.register(PersonEntry(note="somebody"))
    with pytest.raises(Incomplete):
        people.relate(kian, jenna, RelationshipEntry())
    with pytest.raises(NoSuchRecord):
        people.relate(kian, "nobody", MOTHER)
    with pytest.raises(NothingChanged):
        people.relate(kian, kian, RelationshipEntry("sibling"))


def test_who_lived_there_when_stays_to_be_read_after_it_ended(area: Area) -> None:
    people = area.school.people
    kian = area.school.children.register(KIAN).child
    people.add(kian, JENNA, MOTHER)
    craig = people.add(kian, CRAIG, RelationshipEntry("partner", "no", "yes", since="2025-01-10"))
    people.end(craig.relationship, "2026-10-01", "moved out")
    assert [row.name for row in people.household(kian, date(2026, 6, 1))] == ["Jenna Pellow", "Craig Dunmore"]
    assert [row.name for row in people.household(kian, date(2026, 11, 1))] == ["Jenna Pellow"]
    assert [row.name for row in people.household(kian, date(2024, 1, 1))] == ["Jenna Pellow"]
    assert [(row.name, row.ended) for row in people.of_child(kian)] == [
        ("Jenna Pellow", False),
        ("Craig Dunmore", True),
    ]
    people.relate(kian, craig.person, RelationshipEntry("partner", "no", "yes", since="2026-11-05"))  # he came back
    assert len(people.household(kian, date(2026, 11, 20))) == 2
    with pytest.raises(ReasonNeeded):
        people.end(craig.relationship, "2026-10-02", " ")
    with pytest.raises(Incomplete):
        people.end(craig.relationship, "2024-10-02", "a slip")


def test_professionals_stand_beside_the_family_with_post_and_agency(area: Area) -> None:
    people = area.health.people
    esme = area.health.children.register(ESME).child
    visitor = PersonEntry(
        "Bronagh", "Tiller", telephone="01632 960177", post="Health visitor", agency="Ashmere 0-19 service"
    )
    people.add(esme, visitor, RelationshipEntry("health-visitor", since="2026-10-09"))
    (row,) = people.of_child(esme)
    assert (row.relation, row.group) == ("Health visitor", "professional")
    assert row.person is not None
    assert row.person.post == "Health visitor, Ashmere 0-19 service"
    page = area.health.children.page(esme)
    assert page.around.people == (row,)


def test_an_amendment_keeps_the_old_text_and_needs_a_reason(area: Area) -> None:
    people = area.school.people
    kian = area.school.children.register(KIAN).child
    added = people.add(kian, JENNA, replace(MOTHER, parental_responsibility="unknown"))
    people.amend(added.person, {"telephone": "01632 960156"}, "new number")
    people.amend_relationship(added.relationship, {"parental_responsibility": "yes"}, "birth certificate seen")
    assert people.entry(added.person).telephone == "01632 960156"
    assert people.page(added.person).history[1].changed == (("Telephone", "01632 960155", "01632 960156"),)
    fields, history = people.relationship_fields(added.relationship)
    assert {view.name: view.sides[0].text for view in fields}["parental_responsibility"] == "Yes"
    assert history[1].reason == "birth certificate seen"
    assert people.relationship(added.relationship).entry.parental_responsibility == "yes"
    with pytest.raises(ReasonNeeded):
        people.amend(added.person, {"telephone": "0"}, "")
    with pytest.raises(NothingChanged):
        people.amend(added.person, {"telephone": "01632 960156"}, "again")
    with pytest.raises(Incomplete):
        people.amend(added.person, {"given_names": "", "family_name": ""}, "not known")


def test_children_of_one_family_are_linked_by_relation_parent_or_home_and_nothing_is_copied(area: Area) -> None:
    people, children = area.school.people, area.school.children
    kian, maisie = children.register(KIAN).child, children.register(MAISIE).child
    noah = children.register(ChildEntry(given_names="Noah", family_name="Dunmore", born="2012-01-20")).child
    area.school.concerns.record(kian, KIANS_ARM)
    jenna = people.add(kian, JENNA, MOTHER).person
    people.relate(maisie, jenna, RelationshipEntry("mother", "yes", "no"))
    craig = people.add(kian, CRAIG, RelationshipEntry("partner", "no", "yes"))
    lodging = people.relate(noah, craig.person, RelationshipEntry("father", "yes", "yes"))
    links = {link.child: (link.relation, link.why) for link in people.family_of(kian)}
    assert links == {
        maisie: ("Brother or sister", "both have Jenna Pellow"),
        noah: ("Lives in the same home", "both live with Craig Dunmore"),
    }
    assert [link.child for link in people.family_of(noah)] == [kian]
    people.end(lodging.relationship, "2026-11-01", "moved to his grandmother")
    assert [link.child for link in people.family_of(kian)] == [maisie]
    assert children.page(noah).chronology == ()
    assert children.page(noah).concerns == ()


def test_a_relation_between_children_is_recorded_once_and_read_from_both(area: Area) -> None:
    people, children = area.school.people, area.school.children
    kian, maisie = children.register(KIAN).child, children.register(MAISIE).child
    people.relate(kian, maisie, RelationshipEntry("half-sibling", lives_with="yes"))
    assert [(row.name, row.relation, row.is_child) for row in people.of_child(kian)] == [
        ("Maisie Pellow", "Half-brother or half-sister", True)
    ]
    assert [(row.name, row.relation) for row in people.of_child(maisie)] == [
        ("Kian Pellow", "Half-brother or half-sister")
    ]
    noah = children.register(ChildEntry(given_names="Noah", born="2012-01-20")).child
    people.relate(kian, noah, RelationshipEntry("hurt him at the club"))  # own words are not turned round
    assert [(row.name, row.relation) for row in people.of_child(noah)] == [("Kian Pellow", "Family")]
    assert [link.name for link in people.family_of(noah)] == []


def test_the_rows_of_the_childs_record_stay_readable_and_are_taken_over_one_by_one(area: Area) -> None:
    people = area.school.people
    kian = area.school.children.register(KIAN).child
    assert [old.text.partition(",")[0] for old in people.to_take_over(kian)] == [
        "Jenna Pellow",
        "Craig Dunmore",
        "Maisie",
    ]
    row = people.old_row(kian, 0)
    assert (row.person.given_names, row.person.family_name, row.relationship.relation) == ("Jenna", "Pellow", "mother")
    people.add(kian, row.person, row.relationship)
    assert [old.number for old in people.to_take_over(kian)] == [1, 2]
    assert len(area.school.children.entry(kian).people) == 3
    assert people.old_row(kian, 2).relationship.relation == "sibling"
    with pytest.raises(NoSuchRecord):
        people.old_row(kian, 9)


def test_adults_and_relations_are_in_no_letter_to_another_organisation(area: Area) -> None:
    kian = area.school.children.register(KIAN).child
    area.school.people.add(kian, replace(JENNA, address="9 Fennel Court", address_withheld=True), MOTHER)
    area.school.concerns.record(kian, KIANS_ARM)
    offered = {one.kind for one in area.school.sharing.choices(kian).statements}
    assert not {kind for kind in offered if kind.startswith(("person.", "relationship.", "same."))}
    area.school.sharing.decide(area.share_all(area.school, kian))
    area.post.exchange(area.school, area.desk)
    assert area.desk.people.of_child(kian) == ()
    assert area.desk.people.search("fennel") == ()


def test_another_organisation_cannot_amend_an_adult_it_was_told_of(area: Area) -> None:
    kian = area.school.children.register(KIAN).child
    added = area.school.people.add(kian, JENNA, MOTHER)
    store = area.school.book.store
    entries = [said for said in store.statements_about(added.person) if said.about[0] == added.person]
    with area.health.book.writing() as sheet:
        token = store.token(entries[0].id)
        assert token is not None
        sheet.add(sheet.writer.append([JournalEntry(entries[0], token, area.health.now(), "letter")]))
    with pytest.raises(NotYourRecord):
        area.health.people.amend(added.person, {"telephone": "1"}, "because")


def test_a_relation_that_was_recorded_by_mistake_links_nobody_and_stays_readable(area: Area) -> None:
    people, children = area.school.people, area.school.children
    kian, maisie = children.register(KIAN).child, children.register(MAISIE).child
    wrong = people.relate(kian, maisie, RelationshipEntry("sibling", lives_with="yes"))
    people.amend_relationship(wrong.relationship, {"mistaken": True}, "it was another Maisie")
    assert people.family_of(kian) == people.family_of(maisie) == ()
    assert people.household(kian, date(2026, 11, 20)) == ()
    assert [(row.ended, row.entry.mistaken) for row in people.of_child(kian)] == [(True, True)]
    assert people.relationship_fields(wrong.relationship)[1][1].reason == "it was another Maisie"
    people.amend_relationship(wrong.relationship, {"mistaken": False}, "it was her after all")
    assert [link.child for link in people.family_of(kian)] == [maisie]
