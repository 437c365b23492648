"""Two records of one person: said, undone, and the same in every book."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.people import DIFFERENT, SAME, Pair, PersonEntry, RelationshipEntry, groups
from desktop.domain.records import ChildEntry
from desktop.services.errors import NoSuchRecord, NothingChanged, ReasonNeeded
from desktop.services.stored import OWN, JournalEntry
from desktop.storage.connection import connect
from desktop.storage.store import Store
from tests.unit.services.people import ESME, KEY, KIAN, KIANS_ARM, Area

CIAN = ChildEntry(given_names="Cian", family_name="Pellow", born="2017-03-14", address="18 Tern Close")
HIS_COAT = replace(KIANS_ARM, seen="No coat in the rain for the third day", category="NEG", words=())
WALLED = replace(
    KIANS_ARM, seen="A worker was alone with him", kept_from=("R. Quill",), accused_works_with_children="yes"
)
ENDS = st.sampled_from("abcdef")
PAIRS = st.lists(
    st.tuples(ENDS, ENDS, st.sampled_from((SAME, SAME, DIFFERENT))).map(lambda one: Pair(*one)), max_size=9
)


def two(area: Area) -> tuple[str, str]:
    children = area.school.children
    return children.register(KIAN).child, children.register(CIAN, duplicates_seen=True).child


def test_two_records_of_one_child_are_one_page_and_one_row_until_it_is_withdrawn(area: Area) -> None:
    school = area.school
    kian, cian = two(area)
    for child, concern in ((kian, KIANS_ARM), (cian, HIS_COAT)):
        school.concerns.record(child, concern)
        school.people.add(child, PersonEntry("Jenna", child[:4]), RelationshipEntry("mother"), duplicates_seen=True)
    before = {child: school.children.page(child) for child in (kian, cian)}
    assert [one[0] for one in before[kian].around.likely] == [cian]
    school.same.say(kian, cian, SAME, "same birthday, mother confirmed the spelling")
    (row,) = school.children.search("pellow")
    assert (row.concerns, set(row.also) | {row.name}) == (2, {"Kian Pellow", "Cian Pellow"})
    for child, other in ((kian, cian), (cian, kian)):
        page = school.children.page(child)
        assert {concern.child for concern in page.concerns} == {kian, cian}
        assert len(page.chronology) == 2
        assert len(page.around.people) == 2
        assert [one.child for one in page.others] == [other]
        assert page.around.likely == ()
        assert [(one.answer, one.who) for one in page.around.same] == [(SAME, "Odette Farrow")]
    (said,) = school.same.of(kian)
    with pytest.raises(ReasonNeeded):
        school.same.withdraw(said.id, " ")
    school.same.withdraw(said.id, "two boys after all")
    assert len(school.children.search("pellow")) == 2
    for child in (kian, cian):
        after = school.children.page(child)
        assert (after.concerns, after.chronology, after.fields) == (
            before[child].concerns, before[child].chronology, before[child].fields
        )  # fmt: skip
    with pytest.raises(NoSuchRecord):
        school.same.withdraw(said.id, "again")


def test_the_share_page_says_whose_statements_stand_in_the_other_record(area: Area) -> None:
    school = area.school
    kian, cian = two(area)
    assert school.sharing.choices(kian).joined == ()
    school.same.say(kian, cian, SAME, "same birthday, mother confirmed the spelling")
    assert school.sharing.choices(kian).joined == (school.same.name_of(cian),)


def test_that_two_are_not_the_same_is_remembered_and_not_asked_again(area: Area) -> None:
    school = area.school
    kian, cian = two(area)
    school.same.say(kian, cian, DIFFERENT, "cousins")
    assert school.children.page(kian).around.likely == ()
    assert school.same.group_of(kian) == (kian,)
    with pytest.raises(NothingChanged):
        school.same.say(cian, kian, DIFFERENT, "cousins")
    school.same.say(cian, kian, SAME, "the birth certificate says so")
    assert school.same.group_of(kian) == (kian,)  # two colleagues disagree: a person settles it by withdrawing one
    assert {one.disputed for one in school.same.of(kian)} == {True}
    first = next(one for one in school.same.of(kian) if one.answer == DIFFERENT)
    school.same.withdraw(first.id, "I mixed them up")
    assert school.same.group_of(kian) == (kian, cian)


def test_only_two_children_or_two_adults_are_compared_and_with_a_reason(area: Area) -> None:
    school = area.school
    kian, cian = two(area)
    jenna, _ = school.people.register(PersonEntry("Jenna", "Pellow"))
    for one, other in ((kian, jenna), (kian, kian), (kian, "nobody")):
        with pytest.raises(NoSuchRecord):
            school.same.say(one, other, SAME, "because")
    with pytest.raises(ReasonNeeded):
        school.same.say(kian, cian, SAME, " ")


def test_a_record_that_some_must_not_see_stays_on_its_own_page(area: Area) -> None:
    school = area.school
    kian, cian = two(area)
    school.concerns.record(cian, WALLED)
    school.same.say(kian, cian, SAME, "one boy")
    page = school.children.page(kian)
    assert (page.concerns, page.chronology, page.around.kept_back) == ((), (), 1)
    assert "alone with him" not in repr(replace(page, others=()))
    assert [concern.walled for concern in school.children.page(cian).concerns] == [True]


def test_two_adults_are_one_person_with_the_children_of_both(area: Area) -> None:
    school = area.school
    kian = school.children.register(KIAN).child
    esme = school.children.register(ESME).child
    jenna = school.people.add(kian, PersonEntry("Jenna", "Pellow"), RelationshipEntry("mother")).person
    jen = school.people.add(
        esme, PersonEntry("Jen", "Pellow"), RelationshipEntry("mother"), duplicates_seen=True
    ).person
    assert school.people.family_of(kian) == ()
    school.same.say(jenna, jen, SAME, "same telephone")
    assert {row.name for row in school.people.page(jen).children} == {"Kian Pellow", "Esme Rook"}
    assert len(school.people.search("pellow")) == 1
    assert [link.child for link in school.people.family_of(kian)] == [esme]
    (said,) = school.same.of(jen)
    school.same.withdraw(said.id, "two women")
    assert school.people.family_of(kian) == ()


def test_another_organisation_cannot_make_two_children_one_in_our_book(area: Area) -> None:
    kian, cian = two(area)
    with area.health.book.writing() as sheet:
        said = sheet.say("same.said", (area.health.book.new_id(), kian, cian), {"answer": SAME, "reason": "mischief"})
        token = sheet.tokens[said.id]
    with area.school.book.writing() as sheet:
        sheet.add(sheet.writer.append([JournalEntry(said, token, area.school.now(), "letter")]))
    assert area.school.same.group_of(kian) == (kian,)
    assert len(area.school.children.search("pellow")) == 2


@given(pairs=PAIRS, seed=st.randoms(use_true_random=False))
@settings(max_examples=120, derandomize=True)
def test_who_is_one_person_is_the_same_whatever_the_order_and_withdrawing_undoes_it(
    pairs: list[Pair], seed: Random
) -> None:
    shuffled = list(pairs)
    seed.shuffle(shuffled)
    assert groups(shuffled) == groups(pairs)
    found = groups(pairs)
    assert all(len(group) > 1 for group in found)
    assert sum(len(group) for group in found) == len(frozenset().union(*found))
    more = Pair("a", "z", SAME)
    assert groups([*pairs, more]) != found
    assert groups([pair for pair in [more, *pairs] if pair != more]) == found


def test_both_orders_of_coming_in_say_the_same_and_what_is_withdrawn_late_is_seen_at_once(
    area: Area, tmp_path: Path
) -> None:
    school = area.school
    kian, cian = two(area)
    school.same.say(kian, cian, SAME, "one boy")
    school.same.withdraw(school.same.of(kian)[0].id, "two boys")
    school.same.say(kian, cian, SAME, "one boy after all")
    school.same.say(kian, cian, DIFFERENT, "not sure")
    store = school.book.store
    entries = []
    for statement, token in store.all_tokens():
        said = store.statement(statement)
        assert said is not None
        entries.append(JournalEntry(said, token, area.school.now(), OWN))
    digests, groups_seen = [], []
    for number, order in enumerate((entries, entries[::-1])):
        copy = Store(connect(tmp_path / f"{number}.db", KEY, create=True))
        for entry in order:
            with copy.transaction() as writer:
                writer.append([entry])
        digests.append(copy.views_digest())
        groups_seen.append([folded.fields for folded in copy.records_of_family("same")])
        copy.close()
    assert digests[0] == digests[1]
    assert groups_seen[0] == groups_seen[1]


def test_who_was_called_another_child_while_adding_is_not_asked_about_again(area: Area) -> None:
    school = area.school
    kian = school.children.register(KIAN).child
    cian = school.children.register(CIAN, duplicates_seen=True, not_same=(kian,)).child
    assert school.children.page(kian).around.likely == school.children.page(cian).around.likely == ()
    assert [(one.answer, one.reason) for one in school.same.of(cian)] == [(DIFFERENT, "Said when the record was added")]
    jenna = school.people.add(kian, PersonEntry("Jenna", "Pellow"), RelationshipEntry("mother")).person
    other = school.people.add(
        cian, PersonEntry("Jenna", "Pellow"), RelationshipEntry("mother"), duplicates_seen=True, not_same=(jenna,)
    ).person
    assert school.people.page(other).likely == ()
