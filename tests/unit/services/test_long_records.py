"""A child with years of records: the page reads the latest, counts the rest, and gives it when it is asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import cast

from desktop.domain.people import SAME
from desktop.domain.records import CallEntry, ChildEntry
from desktop.domain.statements import Kind
from desktop.services.pages.children import ChildPage, Depth
from desktop.services.ports import Store
from desktop.services.times import moment_of
from tests.unit.services.people import KIAN, KIANS_ARM, Area
from tests.unit.services.years import BEGAN, Years, action_for, years_about

WHOLE = Depth(10_000, 10_000, 10_000, 10_000, 10_000)
CIAN = ChildEntry(given_names="Cian", family_name="Pellow", born="2017-03-14", address="18 Tern Close")


def long_record(area: Area) -> tuple[str, Years]:
    child = area.school.children.register(KIAN).child
    return child, years_about(area.school, child)


def test_each_part_shows_its_latest_and_says_how_many_there_are(area: Area) -> None:
    child, years = long_record(area)
    page = area.school.children.page(child)
    assert [one.id for one in page.concerns] == [*reversed(years.concerns)][:20]
    assert [one.record for one in page.entries] == [*years.voices][-50:]
    assert (page.counts.concerns, page.counts.entries, page.counts.chronology) == (45, 60, 105)
    assert (len(page.scored), page.counts.scores) == (30, 60)
    assert (len(page.undecided), page.counts.undecided) == (10, 45), "the oldest of them, and how many"
    assert page.undecided[0].concern == years.concerns[0]
    assert page.records >= {*years.concerns, *years.voices}, "a change of any of them is a change of the page"


def test_the_lines_of_the_page_are_the_end_of_the_whole_chronology(area: Area) -> None:
    child, years = long_record(area)
    area.school.ringing.log_call(
        CallEntry(years.concerns[3], BEGAN + timedelta(days=400), "01632 960101", "L. Aske", "me")
    )
    area.school.withdrawing.withdraw(years.concerns[-1], "it was about another child")
    short, whole = area.school.children.page(child), area.school.children.page(child, WHOLE)
    assert short.chronology == whole.chronology[-50:]
    assert len(whole.chronology) == whole.counts.chronology == short.counts.chronology == 106
    at = [moment_of(row.event_at) or row.written_at for row in whole.chronology]
    assert at == sorted(at), "what was written late stands where it happened"
    assert (short.chronology[-1].family, short.chronology[-1].record) == ("call", years.concerns[3])
    (gone,) = (row for row in whole.chronology if row.withdrawn)
    assert gone.record == years.concerns[-1]


def test_earlier_rows_follow_without_a_gap_or_a_repeat_until_all_are_shown(area: Area) -> None:
    child, years = long_record(area)
    page = area.school.children.page(child)
    for part, shown, every in (
        ("concerns", [one.id for one in page.concerns], [*reversed(years.concerns)]),
        ("entries", [one.record for one in reversed(page.entries)], [*reversed(years.voices)]),
    ):
        left = 1
        while left:
            found = area.school.children.earlier(child, part, shown)
            shown.extend([one.id for one in found.concerns] + [one.record for one in reversed(found.entries)])
            left = found.left
            assert left == len(every) - len(shown)
        assert shown == every


def test_a_concern_one_came_for_is_on_the_page_however_old_it_is(area: Area) -> None:
    child, years = long_record(area)
    page = area.school.children.page(child, also=years.concerns[:1])
    assert [one.id for one in page.concerns] == [*[*reversed(years.concerns)][:20], years.concerns[0]]
    deeper = area.school.children.page(child, Depth(concerns=40))
    assert len(deeper.concerns) == 40


def test_what_is_still_to_be_done_stands_there_however_old_it_is(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    old = action_for(area.school, child, "2024-09-20")
    years_about(area.school, child)
    page = area.school.children.page(child)
    assert old not in {row.record for row in page.entries}
    assert [row.record for row in page.todo] == [old]
    area.school.entries.mark_done(old, {"outcome": "The nurse was rung", "done_on": "2024-09-21"})
    assert area.school.children.page(child).todo == ()


def test_an_answer_that_nobody_looked_at_is_shown_under_however_many_later_decisions(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    area.school.concerns.record(child, KIANS_ARM)
    first = area.school.sharing.decide(area.share_all(area.school, child)).share
    area.post.exchange(area.school, area.desk)
    enquiry = area.desk.desk.enquiries()[0].id
    with area.school.book.writing() as sheet:
        for number in range(25):
            sheet.now += timedelta(minutes=number)
            sheet.say(Kind.SHARING_DECIDED, (area.school.book.new_id(), child), {"share": False, "reasons": "no"})
    assert first not in {row.share for row in area.school.children.page(child).shares}
    outcome = area.desk.guidance.outcomes[0].code
    area.desk.desk.decide(enquiry, outcome, "two marks", "L. Aske")
    area.post.exchange(area.desk, area.school)
    assert [row.share for row in area.school.children.page(child).shares][-1] == first, "it is new here"
    assert first not in {row.share for row in area.school.children.page(child).shares}, "it was seen"
    assert first in {row.share for row in area.school.children.page(child, also=(first,)).shares}, (
        "and can stay in sight"
    )


def test_a_walled_record_of_the_other_record_stays_there_and_the_rest_is_paged_together(area: Area) -> None:
    kian, years = long_record(area)
    cian = area.school.children.register(CIAN, duplicates_seen=True).child
    walled = replace(KIANS_ARM, kept_from=("R. Quill",), accused_works_with_children="yes")
    kept = area.school.concerns.record(cian, walled).concern
    seen = area.school.concerns.record(cian, KIANS_ARM).concern
    area.school.same.say(kian, cian, SAME, "same birthday")
    page = area.school.children.page(kian)
    assert page.concerns[0].id == seen
    assert (page.counts.concerns, page.around.kept_back) == (46, 1)
    assert kept not in page.records
    assert kept not in {row.record for row in area.school.children.page(kian, WHOLE).chronology}
    theirs = area.school.children.page(cian)
    assert {one.id for one in theirs.concerns} >= {kept, seen, years.concerns[-1]}
    assert theirs.counts.concerns == 47


def test_who_opened_the_record_is_counted_and_the_earlier_ones_follow(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    for hour in range(24):
        area.at(BEGAN + timedelta(days=900, hours=2 * hour))
        page = area.school.children.page(child)
    assert (len(page.openings), page.counts.openings) == (20, 24)
    found = area.school.children.earlier(child, "openings", [row.statement for row in page.openings])
    assert (len(found.openings), found.left) == (4, 0)
    assert found.openings[0].at < page.openings[-1].at


def test_no_more_is_read_than_is_shown(area: Area) -> None:
    child, _years = long_record(area)
    read: list[str] = []

    class Watched:
        """The book's store, which tells what is read of it."""

        def __getattr__(self, name: str) -> object:
            read.append(name)
            return getattr(store, name)

    def opened() -> ChildPage:
        read.clear()
        return area.school.children.page(child)

    store = area.school.book.store
    area.school.book.store = cast("Store", Watched())  # it answers all that a store does
    opened()  # this is noted once in an hour
    opened()
    before = list(read)
    years_about(area.school, child)
    opened()
    assert len(read) == len(before), "twice as many records, and not one question more"
    assert read.count("statements_about") == 0, "a child's statements are as many as its records"
