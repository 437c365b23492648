"""The lines of a child's records: they say of each record what reading it says, and change with it."""

from __future__ import annotations

from dataclasses import replace

from desktop.domain.body_marks import BodyMark
from desktop.domain.listing import Marks, listed, score_in
from desktop.domain.records import CallEntry, Precision, When
from desktop.services.stored import RecordLine
from desktop.services.times import moment_of
from tests.unit.services.people import KIAN, KIANS_ARM, Area, on_disk
from tests.unit.services.years import BEGAN, action_for, years_about


def lines(area: Area, child: str) -> dict[str, RecordLine]:
    return {line.record: line for line in area.school.book.store.lines_of_child(child)}


def test_a_line_says_when_it_happened_and_when_it_was_written(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    known = area.school.concerns.record(child, KIANS_ARM).concern
    noticed = replace(KIANS_ARM, happened=When("", Precision.UNKNOWN, "last week"), noticed=When("2026-11-19"))
    unknown = replace(KIANS_ARM, happened=When("", Precision.UNKNOWN, "before the summer"))
    seen, never = (area.school.concerns.record(child, entry).concern for entry in (noticed, unknown))
    found, written = lines(area, child), int(area.school.now().timestamp())
    assert {found[one].written for one in (known, seen, never)} == {written}
    for record, text in ((known, KIANS_ARM.happened.at), (seen, "2026-11-19")):
        at = moment_of(text)
        assert at is not None
        assert (found[record].happened, found[record].marks & Marks.DATED) == (int(at.timestamp()), Marks.DATED)
    assert (found[never].happened, found[never].marks & Marks.DATED) == (written, 0), "where it was written"


def test_a_mark_comes_and_goes_with_what_it_stands_for(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    drawn = replace(
        KIANS_ARM, body="child", body_marks=(BodyMark(1, "front", "left upper arm, front", 748, 270, "bruise"),)
    )
    concern = area.school.concerns.record(child, drawn).concern

    def stands(mark: Marks) -> bool:
        return bool(lines(area, child)[concern].marks & mark)

    assert stands(Marks.DRAWN)
    assert not stands(Marks.WITHDRAWN)
    area.school.withdrawing.withdraw(concern, "it was about another child")
    assert stands(Marks.WITHDRAWN)
    area.school.withdrawing.take_back(concern, "it was about him after all")
    assert not stands(Marks.WITHDRAWN)
    assert not stands(Marks.WALLED)
    area.school.concerns.amend(concern, {"kept_from": ("R. Quill",)}, "she is his aunt")
    assert stands(Marks.WALLED)
    assert not stands(Marks.CALLED)
    area.school.ringing.log_call(CallEntry(concern, BEGAN, "01632 960101", "L. Aske", "me"))
    assert stands(Marks.CALLED)
    assert stands(Marks.TOLD)
    assert not stands(Marks.READ)
    area.school.concerns.page(concern)
    assert stands(Marks.READ)


def test_what_is_to_be_done_is_open_until_it_is_done(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    action = action_for(area.school, child, "2026-12-01")
    assert lines(area, child)[action].marks & Marks.OPEN
    area.school.entries.mark_done(action, {"outcome": "The nurse was rung", "done_on": "2026-11-20"})
    assert not lines(area, child)[action].marks & Marks.OPEN


def test_the_number_a_child_said_stands_in_its_line(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    years = years_about(area.school, child, concerns=1, voices=11)
    found = lines(area, child)
    assert [score_in(found[one].marks) for one in years.voices] == list(range(11))
    assert score_in(found[years.concerns[0]].marks) == -1


def test_lines_are_those_of_the_folded_records_also_after_they_were_made_anew(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    years_about(area.school, child, 5, 5)
    action_for(area.school, child, "2026-12-01")
    store = on_disk(area.school)

    def as_folded() -> set[RecordLine]:
        made = set()
        for folded in store.records([line.record for line in store.lines_of_child(child)]):
            one = listed(folded)
            made.add(RecordLine(folded.id, folded.family, one.written, one.happened, one.marks))
        return made

    before = set(store.lines_of_child(child))
    assert before == as_folded()
    assert len(before) == 12
    store.rebuild_views()
    assert set(store.lines_of_child(child)) == before
    assert not store.views_differ()


def test_the_latest_that_was_said_comes_first_and_what_was_shown_is_left_out(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    years = years_about(area.school, child, 4, 0)
    store = area.school.book.store
    latest, count = store.said_last(years.concerns, ("concern.recorded",), 2)
    assert ([record for record, _ in latest], count) == ([years.concerns[3], years.concerns[2]], 4)
    out = [said.id for _, said in latest]
    earlier, count = store.said_last(years.concerns, ("concern.recorded",), 9, out)
    assert ([record for record, _ in earlier], count) == ([years.concerns[1], years.concerns[0]], 4)
    assert len(store.said_last((child,), ("concern.recorded",), 9)[0]) == 4, "they are about the child too"
    assert store.said_last((child,), ("concern.recorded",), 9, first=True) == ((), 0)
