"""Prompts that count earlier records read no more than they must, and give nothing away."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from desktop.domain.records import ConcernEntry, Person, Quote, When
from desktop.services.ports import Store
from tests.unit.services.people import ESME, KIAN, KIANS_ARM, Area

MONDAY = replace(
    KIANS_ARM, happened=When("2026-11-16T09:05"), witness=Person("B. Mallow", "lunchtime supervisor", "saw")
)
HELD_BACK = replace(
    MONDAY,
    accused_works_with_children="yes",
    kept_from=("Craig Dunmore",),
    category="low-level",
    categories=(),
    level="2",
)


def said(area: Area, child: str, entry: ConcernEntry) -> set[str]:
    return {prompt.id for prompt in area.school.concerns.prompts(child, entry)}


def test_two_people_within_a_week_are_told_to_read_both(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    area.school.concerns.record(child, MONDAY)
    recorded = area.school.concerns.record(child, KIANS_ARM)
    assert "twice-in-a-week" in {prompt.id for prompt in recorded.prompts}
    late = replace(KIANS_ARM, happened=When("2026-11-09T09:05"), witness=Person("C. Tarn", "teacher", "saw"))
    assert "twice-in-a-week" in said(area, child, late)
    assert "twice-in-a-week" not in said(area, child, replace(late, happened=When("2026-11-08T09:05")))


def test_that_there_were_two_is_not_said_before_anything_is_written_about_this_one(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    area.school.concerns.record(child, MONDAY)
    begun = replace(KIANS_ARM, seen="", marks="", words=(), reported=())
    assert "twice-in-a-week" not in said(area, child, begun)
    assert "twice-in-a-week" in said(area, child, replace(begun, marks="A bruise"))


def test_neither_the_same_person_nor_another_child_makes_two(area: Area) -> None:
    child, other = area.school.children.register(KIAN).child, area.school.children.register(ESME).child
    area.school.concerns.record(child, MONDAY)
    assert "twice-in-a-week" not in said(area, child, replace(KIANS_ARM, witness=MONDAY.witness))
    assert "twice-in-a-week" not in said(area, other, KIANS_ARM)
    assert "twice-in-a-week" not in said(area, "", KIANS_ARM)


def test_a_record_never_counts_itself_when_it_is_amended(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    concern = area.school.concerns.record(child, KIANS_ARM).concern
    area.school.concerns.amend(concern, {"witness": Person("B. Mallow", "teacher", "saw")}, "it was the teacher")
    held = area.school.book.store.record(concern)
    assert held is not None
    assert "twice-in-a-week" not in str(held.fields["prompts"].value if "prompts" in held.fields else "")


def test_the_same_person_named_about_two_children_is_a_pattern(area: Area) -> None:
    child, other = area.school.children.register(KIAN).child, area.school.children.register(ESME).child
    area.school.concerns.record(child, HELD_BACK)
    assert "low-level-pattern" in said(area, other, HELD_BACK)
    assert "low-level-pattern" not in said(area, other, replace(HELD_BACK, kept_from=("Carl Dunmore",)))


def test_an_open_record_does_not_tell_that_there_is_one_kept_from_someone(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    area.school.concerns.record(child, HELD_BACK)
    assert "twice-in-a-week" not in said(area, child, KIANS_ARM)
    hidden = replace(KIANS_ARM, accused_works_with_children="yes", kept_from=("Craig Dunmore",))
    assert "twice-in-a-week" in said(area, child, hidden)


def test_a_withdrawn_record_counts_no_more(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    concern = area.school.concerns.record(child, MONDAY).concern
    assert "twice-in-a-week" in said(area, child, KIANS_ARM)
    area.school.withdrawing.withdraw(concern, "it was about another child")
    assert "twice-in-a-week" not in said(area, child, KIANS_ARM)


def test_records_are_read_once_for_a_draft_that_is_saved_again_and_again(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    area.school.concerns.record(child, MONDAY)
    book = area.school.book
    reads: list[str] = []

    class Watched:
        """The book's store, which tells what is read of a child."""

        def __getattr__(self, name: str) -> object:
            if name == "records_of_child":
                reads.append(name)
            return getattr(store, name)

    store = book.store
    book.store = cast("Store", Watched())  # it answers all that a store does
    draft = area.school.concerns.save_draft(None, child, KIANS_ARM)
    said(area, child, KIANS_ARM)
    before = len(reads)
    for _ in range(3):
        area.school.concerns.save_draft(draft, child, KIANS_ARM)
        said(area, child, KIANS_ARM)
    assert len(reads) == before
    book.store = store
    area.school.concerns.record(child, KIANS_ARM, draft)
    late = replace(KIANS_ARM, witness=Person("C. Tarn", "teacher", "saw"))
    assert "twice-in-a-week" in said(area, child, late)


def missed(area: Area, child: str, day: str, result: str = "not-brought") -> str:
    values = {"happened": When(day), "planned": "appointment", "result": result}
    return area.school.entries.record(child, "non_engagement", values).record


def on_page(area: Area, record: str) -> set[str]:
    return {prompt.id for prompt in area.school.entries.page(record).prompts}


def test_a_child_who_was_not_brought_for_the_third_time_in_a_year_is_seen_on_the_third_records_page(area: Area) -> None:
    child = area.school.children.register(ESME).child
    first = missed(area, child, "2026-09-01")
    second = missed(area, child, "2026-10-06")
    assert "was-not-brought" not in on_page(area, second)
    third = missed(area, child, "2026-11-10")
    assert "was-not-brought" in on_page(area, third)
    area.school.withdrawing.withdraw(first, "it was another child's appointment")
    assert "was-not-brought" not in on_page(area, third)
    assert on_page(area, first) == set()


def test_the_childs_words_in_a_record_beside_concerns_are_heard_too(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    said_so = {"happened": When("2026-11-20T09:05"), "words": (Quote("I want to die"),)}
    voice = area.school.entries.record(child, "voice", said_so).record
    (prompt,) = area.school.entries.page(voice).prompts
    assert (prompt.id, prompt.urgent) == ("suicide-risk", True)
