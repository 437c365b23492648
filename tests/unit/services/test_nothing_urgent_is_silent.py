"""Whatever made the form say "ring" stays on every screen, signed or not, until somebody rang or opened it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from desktop.domain.records import CallEntry, ConcernEntry
from desktop.services.walls import KEPT
from desktop.ui.concern.whom_to_ring import ring_now
from tests.numbers import property_of
from tests.unit.services.people import ESME, KIAN, KIANS_ARM, Area, utc

ENTRIES = some.builds(
    replace,
    some.just(replace(KIANS_ARM, words=(), questions="")),
    level=some.sampled_from(["", "1", "2", "3", "4", "unknown"]),
    safe_now=some.sampled_from(["yes", "no", "unknown"]),
    marks=some.sampled_from(["", "  ", "none", "2 cm blue mark on the left cheek"]),
    seen=some.sampled_from(["He was quiet", "a bruise", "He was unconscious", "She said she wants to die"]),
    mobile=some.sampled_from(["", "yes", "no"]),
    category=some.sampled_from(["", "PHY", "NEG", "SAB", "fgm", "allegation"]),
    categories=some.just(()),
    accused_works_with_children=some.sampled_from(["no", "yes"]),
    kept_from=some.just(("the deputy head",)),
)
AMBER = replace(KIANS_ARM, level="2", safe_now="unknown", seen="He was quiet", words=(), mobile="yes")
NOT_SAFE = replace(KIANS_ARM, level="2", safe_now="no", accused_works_with_children="yes", kept_from=())
NOT_SAFE_AT_HOME = replace(KIANS_ARM, level="2", safe_now="no", marks="")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Area]:
    made = Area(tmp_path_factory.mktemp("ringing"), utc("2026-11-20T20:40"), joined=False)
    yield made
    made.close()


def called(area: Area, record: str) -> None:
    area.school.ringing.log_call(CallEntry(record, area.school.now(), "01632 960 999", "Wyn Prosser", advice="Stay."))


@property_of
@given(entry=ENTRIES, baby=some.booleans())
def test_the_form_says_ring_exactly_when_the_kept_draft_and_the_signed_record_are_alerts(
    book: Area, entry: ConcernEntry, baby: bool
) -> None:
    school = book.school
    child = school.children.register(ESME if baby else KIAN, duplicates_seen=True).child
    prompts = school.concerns.prompts(child, entry)
    ring = ring_now(entry, prompts, school.ringing.contacts(), school.now(), school.calendar)
    said = ring is not None and not ring.calm
    assert (ring is not None) or entry.safe_now == "yes"
    draft = school.concerns.save_draft(None, child, entry)
    assert (draft in [alert.concern for alert in school.ringing.alerts()]) is said
    recorded = school.concerns.record(child, entry, draft)
    waiting = [alert for alert in school.ringing.alerts() if alert.concern == recorded.concern]
    assert (recorded.urgent, bool(waiting)) == (said, said)
    assert not any(alert.draft for alert in school.ringing.alerts())
    if said:
        called(book, recorded.concern)
    assert school.ringing.alerts() == ()


def test_marks_on_a_child_of_whom_nobody_knows_if_they_are_safe_stay_after_signing(area: Area) -> None:
    area.at(utc("2026-11-20T20:40"))
    child = area.school.children.register(KIAN).child
    recorded = area.school.concerns.record(child, AMBER)
    (alert,) = area.school.today.page().alerts
    assert (recorded.urgent, alert.concern, alert.number.number) == (True, recorded.concern, "01632 960102")
    assert alert.why == "Marks, and nobody knows if the child is safe"
    assert area.school.children.page(child).alerts == (alert,)
    called(area, recorded.concern)
    assert area.school.today.page().alerts == area.school.children.page(child).alerts == ()
    assert [row.record for row in area.school.today.page().clocks] == [recorded.concern], (
        "it stays until sharing is decided"
    )


def test_the_list_of_an_older_version_is_made_again(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    concern = area.school.concerns.record(child, AMBER).concern
    with area.school.book.writing() as sheet:
        sheet.writer.put_setting("to be rung about", None)
    assert [alert.concern for alert in area.school.ringing.alerts()] == [concern]


def test_one_side_of_a_dispute_is_enough_to_ring(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    concern = area.school.concerns.record(child, AMBER).concern
    area.school.concerns.amend(concern, {"safe_now": "yes"}, "she is with her aunt")
    assert area.school.ringing.alerts() == ()
    area.school.concerns.amend(concern, {"safe_now": "unknown"}, "nobody knows where she is")
    assert len(area.school.ringing.alerts()) == 1


def test_a_kept_draft_that_asks_for_a_call_stays_until_it_is_thrown_away(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    draft = area.school.concerns.save_draft(None, child, AMBER)
    (alert,) = area.school.today.page().alerts
    assert (alert.concern, alert.draft, alert.child_name) == (draft, True, "Kian Pellow")
    assert "Kian Pellow" in area.school.ringing.script(draft)
    assert area.school.children.page(child).alerts == (alert,)
    area.school.concerns.discard_draft(draft)
    assert area.school.ringing.alerts() == ()


def test_a_draft_without_a_child_rings_too(area: Area) -> None:
    area.school.concerns.save_draft(None, None, AMBER)
    (alert,) = area.school.ringing.alerts()
    assert (alert.child, alert.child_name) == ("", "No child chosen yet")


def test_a_draft_about_staff_rings_without_a_name(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    draft = area.school.concerns.save_draft(None, child, NOT_SAFE)
    (alert,) = area.school.today.page().alerts
    assert (alert.child_name, alert.why, alert.number.number) == (KEPT, "Urgent", "01632 960101")
    assert "Kian" not in repr(alert)
    called(area, draft)
    assert area.school.ringing.alerts() == ()
    assert "Wyn Prosser" not in repr(area.school.children.page(child).chronology), "its call is kept from them too"


def test_a_call_about_a_draft_counts_for_the_record_it_becomes(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    draft = area.school.concerns.save_draft(None, child, AMBER)
    called(area, draft)
    assert area.school.ringing.alerts() == ()
    concern = area.school.concerns.record(child, AMBER, draft).concern
    assert area.school.ringing.alerts() == ()
    assert "Wyn Prosser" in repr(area.school.concerns.page(concern).history) + repr(area.school.children.page(child))
    assert [row.record for row in area.school.today.page().clocks] == [concern]
    assert [page.id for page in area.school.children.page(child).concerns] == [concern]


def test_a_draft_is_signed_under_its_own_id_once(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    draft = area.school.concerns.save_draft(None, child, AMBER)
    first = area.school.concerns.record(child, AMBER, draft).concern
    assert first == draft
    assert area.school.concerns.record(child, AMBER, draft).concern != draft


def test_a_calm_draft_is_no_alert(area: Area) -> None:
    area.school.concerns.save_draft(None, None, replace(AMBER, marks=""))
    area.school.concerns.save_draft(None, None, ConcernEntry())
    assert area.school.ringing.alerts() == ()


def test_a_call_can_be_logged_about_a_concern_that_asks_for_none(book: Area) -> None:
    school = book.school
    child = school.children.register(KIAN, duplicates_seen=True).child
    calm = school.concerns.record(child, replace(KIANS_ARM, level="2", safe_now="unknown", marks=""))
    assert not calm.urgent
    about = school.ringing.about(calm.concern)
    assert (about.why, about.danger) == ("", False)
    assert about.number.number
    assert about.script
    called(book, calm.concern)
    said = [line.what for line in school.children.page(child).chronology if line.family == "call"]
    assert len(said) == 1
    asking = school.concerns.record(child, NOT_SAFE_AT_HOME)
    assert school.ringing.about(asking.concern).why == "Not safe now"
    assert school.ringing.about(asking.concern).danger
