"""No concern of ours leaves Today before somebody decided about sharing it."""

from __future__ import annotations

from dataclasses import replace

from desktop.domain.records import SharingEntry
from desktop.domain.statements import Kind
from desktop.services.pages.today import TodayPage
from desktop.services.walls import KEPT
from tests.unit.services.people import ESME, KIAN, KIANS_ARM, Area, utc

CALM = replace(KIANS_ARM, level="1", safe_now="yes", marks="", seen="He was quiet", words=(), mobile="yes")


def undecided(area: Area) -> list[str]:
    page: TodayPage = area.school.today.page()
    return [row.concern for row in page.undecided]


def test_every_concern_waits_the_oldest_first_until_it_is_decided(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    assert undecided(area) == []
    first = area.school.concerns.record(child, CALM).concern
    area.at(utc("2026-11-20T11:00"))
    second = area.school.concerns.record(child, KIANS_ARM).concern
    assert undecided(area) == [first, second]
    assert [row.concern for row in area.school.children.page(child).undecided] == [first, second]
    assert area.desk.today.page().undecided == ()
    statement = area.school.concerns.page(first).history[0].statement
    area.school.sharing.decide(
        SharingEntry(share=False, child=child, statements=(statement,), reasons="A quiet day", family_told="yes")
    )
    assert undecided(area) == [second]
    area.school.sharing.decide(area.share_all(area.school, child))
    assert undecided(area) == []
    assert area.school.children.page(child).undecided == ()


def test_a_decision_that_names_no_record_counts_for_what_was_written_before(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    area.school.concerns.record(child, CALM)
    undecided(area)
    area.at(utc("2026-11-20T11:00"))
    area.school.sharing.decide(SharingEntry(False, child, (), "A quiet day", family_told="yes"))
    assert undecided(area) == []
    area.at(utc("2026-11-20T12:00"))
    later = area.school.concerns.record(child, CALM).concern
    assert undecided(area) == [later]
    with area.school.book.writing() as sheet:
        sheet.writer.put_setting("not decided about sharing", None)
    assert undecided(area) == [later], "read from the journal it says the same"


def test_a_decision_about_the_childs_details_alone_counts_for_no_concern(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    concern = area.school.concerns.record(child, CALM).concern
    details = next(one.id for one in area.school.sharing.choices(child).statements if one.kind == Kind.CHILD_REGISTERED)
    area.at(utc("2026-11-20T11:00"))
    area.school.sharing.decide(SharingEntry(False, child, (details,), "They know him", family_told="yes"))
    assert undecided(area) == [concern]
    with area.school.book.writing() as sheet:
        sheet.writer.put_setting("not decided about sharing", None)
    assert undecided(area) == [concern], "read from the journal it says the same"


def test_one_that_is_kept_from_some_people_names_no_child_on_today(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    area.school.concerns.record(child, replace(CALM, kept_from=("the deputy head",)))
    (row,) = area.school.today.page().undecided
    assert (row.child_name, row.title, row.walled) == (KEPT, "", True)
    (own,) = area.school.children.page(child).undecided
    assert own.child_name == "Kian Pellow"


def test_what_another_organisation_sent_is_theirs_to_decide(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    area.school.concerns.record(child, CALM)
    area.school.sharing.decide(area.share_all(area.school, child))
    area.post.exchange(area.school, area.desk)
    assert area.desk.children.search("Kian")
    assert area.desk.today.page().undecided == ()


def test_more_than_one_page_holds_are_counted(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    for _ in range(53):
        area.school.concerns.record(child, CALM)
    page = area.school.today.page()
    assert (len(page.undecided), page.undecided_more) == (50, 3)


def test_of_several_decisions_that_name_no_record_the_last_about_that_child_counts(area: Area) -> None:
    kian, esme = area.school.children.register(KIAN).child, area.school.children.register(ESME).child
    written = []
    for day, child in enumerate((kian, esme, kian, esme, kian)):
        area.at(utc(f"2026-11-2{day}T11:00"))
        written.append(area.school.concerns.record(child, CALM).concern)
        if day in {1, 2, 3}:
            with area.school.book.writing() as sheet:
                decided = (area.school.book.new_id(), child)
                sheet.say(Kind.SHARING_DECIDED, decided, {"share": False, "reasons": "known already"})
    assert undecided(area) == [written[4]]
