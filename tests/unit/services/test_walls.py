"""A record that someone must not see: it rings, waits and is printed like any other, and nothing of it is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.domain.statements import Json
from desktop.services.errors import NoSuchRecord
from desktop.services.walls import KEPT
from tests.unit.services import hostile
from tests.unit.services.people import KIAN, KIANS_ARM, Area, utc

WALLED = replace(
    KIANS_ARM,
    kept_from=("the deputy head",),
    kept_from_why="he is the one it is about",
    accused_works_with_children="yes",
    seen="Zanzibar",
    marks="Zanzibar",
    opinion="Zanzibar",
    done="Zanzibar",
    words=(),
)
TOLD = ("Zanzibar", "Physical", "deputy", "Kian", "Quill")


def walled(area: Area) -> tuple[str, str]:
    child = area.school.children.register(KIAN).child
    return child, area.school.concerns.record(child, WALLED).concern


def test_it_is_not_found_by_its_words_and_adds_nothing_to_its_childs_row(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    (before,) = area.school.children.search("Kian")
    area.at(utc("2026-11-21T09:40"))
    concern = area.school.concerns.record(child, WALLED).concern
    assert area.school.children.search("Zanzibar") == area.school.children.search("deputy") == ()
    assert area.school.children.search("Kian") == (before,)
    assert [found.row for found in area.school.children.likely_duplicates(KIAN)] == [before]
    assert area.school.children.same_address(KIAN) == (before,)
    area.school.concerns.amend(concern, {"kept_from": (), "accused_works_with_children": "no"}, "it was another person")
    assert [row.concerns for row in area.school.children.search("Zanzibar")] == [1]


def test_a_draft_of_it_is_listed_without_its_words_from_the_accusation_on(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    draft = area.school.concerns.save_draft(None, child, replace(WALLED, kept_from=()))
    (row,) = area.school.today.page().drafts
    assert (row.id, row.child_name, row.summary) == (draft, KEPT, "")
    assert area.school.concerns.draft(draft).entry.seen == "Zanzibar"
    assert area.school.children.search("Zanzibar") == ()


def test_it_rings_without_telling_whom_it_is_about(area: Area) -> None:
    _, concern = walled(area)
    (alert,) = area.school.ringing.alerts()
    assert (alert.concern, alert.child_name, alert.why) == (concern, KEPT, "Urgent")
    assert "Kian Pellow" in area.school.ringing.script(concern)
    with pytest.raises(NoSuchRecord):
        area.school.ringing.script("nothing")


def test_today_tells_nothing_of_it_from_the_letter_to_the_answer(area: Area) -> None:
    child, concern = walled(area)
    area.school.concerns.save_draft(None, child, WALLED)
    area.school.sharing.decide(area.share_all(area.school, child, reasons="Zanzibar"))
    pages = [area.school.today.page()]
    assert [row.about for row in pages[0].waiting] == [KEPT]
    area.post.exchange(area.school, area.desk)
    pages.append(area.school.today.page())
    assert [row.child_name for row in pages[1].clocks] == [KEPT, KEPT]
    (enquiry,) = area.desk.desk.enquiries()
    area.desk.desk.decide(enquiry.id, area.desk.guidance.outcomes[0].code, "Zanzibar")
    area.post.exchange(area.desk, area.school)
    pages.append(area.school.today.page())
    assert [row.outcome for row in pages[2].answers] == [KEPT]
    assert concern in [alert.concern for alert in pages[0].alerts]
    for page in pages:
        for said in TOLD:
            assert said not in repr(replace(page, freshness=pages[0].freshness))


def test_paper_names_it_and_tells_nothing_of_it(area: Area) -> None:
    child, concern = walled(area)
    area.school.concerns.amend(concern, {"seen": "Zanzibar again"}, "Zanzibar")
    area.school.sharing.decide(area.share_all(area.school, child, reasons="Zanzibar"))
    paper = area.school.papers.chronology_pdf(child).decode()
    assert paper.count("must not see") == 2
    for said in ("Zanzibar", "deputy", "Quill"):
        assert said not in paper


def test_a_wall_stands_while_one_side_of_a_dispute_has_it(area: Area) -> None:
    child, concern = walled(area)
    kept = area.school.book.store.statements_about(concern)[0]
    with area.school.book.writing() as sheet:  # two who amend without knowing each other
        sheet.say("concern.amended", (concern, child), {"kept_from": None, "reason": "an error"}, (kept.id,))
    with area.school.book.writing() as sheet:
        sheet.say("concern.amended", (concern, child), {"kept_from": ["the head"], "reason": "more"}, (kept.id,))
    assert area.school.children.search("Zanzibar") == ()
    assert area.school.concerns.page(concern).walled
    assert "Zanzibar" not in area.school.papers.chronology_pdf(child).decode()


def test_an_amended_address_that_must_not_be_disclosed_is_not_on_paper_old_or_new(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    area.school.children.amend(child, {"address": "9 Fennel Court", "address_withheld": True}, "they moved in a hurry")
    paper = area.school.papers.chronology_pdf(child).decode()
    assert "they moved in a hurry" in paper
    for said in ("Fennel", "Sallow"):
        assert said not in paper


def test_only_our_own_organisations_wall_hides_a_record_here(area: Area) -> None:
    child, concern = walled(area)
    area.school.sharing.decide(area.share_all(area.school, child))
    area.post.exchange(area.school, area.desk)
    page = area.desk.concerns.page(concern)
    assert not page.walled
    assert "the deputy head" in [side.text for field in page.fields for side in field.sides]
    assert [row.id for row in area.desk.children.search("Zanzibar")] == [child]


def test_nobody_else_can_hide_a_record_or_take_our_wall_away_by_saying_the_same_before_us(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    plain = area.school.concerns.record(child, KIANS_ARM).concern
    kept = area.school.concerns.record(child, WALLED).concern
    take = area.school.mailroom.take_in
    for number, record in enumerate((plain, kept)):
        fields: dict[str, Json] = {"kept_from": ["the deputy head"]}
        theirs = hostile.said(area, area.keys["health"], (record, child), fields, seq=number + 1, days_ago=1)
        assert take(hostile.sent(area, "health", [theirs.token], to="school"), "letter").set_aside == ""
    assert [row.id for row in area.school.children.search("classroom")] == [child]
    assert not area.school.concerns.page(plain).walled
    assert area.school.concerns.page(kept).walled
    assert area.school.children.search("Zanzibar") == ()
    store = area.school.book.store
    assert store.walled((plain, kept)) == {kept}
    assert area.school.keeping.verify().problems == ()
