from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.body_marks import BodyMark
from desktop.domain.records import CallEntry, ConcernEntry, Contacts, When
from desktop.services.errors import Incomplete, NoSuchRecord, ReasonNeeded
from desktop.services.walls import KEPT
from desktop.ui.shell.routes import Place
from desktop.ui.today.lines import groups_of
from tests.unit.services.people import KIAN, KIANS_ARM, Area, utc


def test_saving_a_draft_is_never_refused_and_recording_takes_it_away(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    draft = area.school.concerns.save_draft(None, None, ConcernEntry())
    assert area.school.concerns.save_draft(draft, child, KIANS_ARM) == draft
    (row,) = area.school.concerns.drafts()
    assert (row.id, row.child_name) == (draft, "Kian Pellow")
    assert area.school.concerns.draft(draft).entry == KIANS_ARM
    area.school.concerns.record(child, KIANS_ARM, draft)
    assert area.school.concerns.drafts() == ()
    with pytest.raises(NoSuchRecord):
        area.school.concerns.draft(draft)


def test_what_is_missing_is_named_and_nothing_is_written(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    draft = area.school.concerns.save_draft(None, child, ConcernEntry(seen="a mark"))
    with pytest.raises(Incomplete) as refused:
        area.school.concerns.record(child, ConcernEntry(seen="a mark"), draft)
    assert {one.field for one in refused.value.missing} == {"happened", "witness", "safe_now", "done"}
    assert "mark" not in str(refused.value)
    assert len(area.school.concerns.drafts()) == 1
    assert area.school.children.page(child).concerns == ()


def test_a_mark_that_nobody_described_is_not_what_was_seen(area: Area) -> None:
    bare = replace(KIANS_ARM, seen="", marks="", words=(), reported=(), body_marks=(BodyMark(1, "face", "face"),))
    missing = {one.field: one.message for one in area.school.concerns.check(bare)}
    assert missing == {
        "seen": "Say what was seen or heard",
        "body_marks": "Say what mark 1 looks like, or take it away",
    }
    described = BodyMark(1, "face", "face", kind="red")
    assert area.school.concerns.check(replace(bare, body_marks=(described,))) == ()
    struck = replace(described, kind="", struck="Pressed by mistake")
    assert [one.field for one in area.school.concerns.check(replace(bare, body_marks=(struck,)))] == ["seen"]


def test_a_discarded_draft_is_gone_and_discarding_it_again_is_quiet(area: Area) -> None:
    draft = area.school.concerns.save_draft(None, None, ConcernEntry(seen="something"))
    area.school.concerns.discard_draft(draft)
    area.school.concerns.discard_draft(draft)
    assert area.school.concerns.drafts() == ()


def test_what_a_person_wrote_comes_back_as_it_was(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    concern = area.school.concerns.record(child, KIANS_ARM).concern
    page = area.school.concerns.page(concern)
    assert page.entry == KIANS_ARM
    assert page.title == "Physical abuse, 20 November 2026 at 09:05"
    assert not page.walled


def test_a_wall_shows_on_the_page(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    concern = area.school.concerns.record(child, KIANS_ARM).concern
    area.school.concerns.amend(concern, {"kept_from": ("the deputy head",)}, "named in it")
    assert area.school.concerns.page(concern).walled


def test_an_amendment_without_a_reason_is_refused(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    concern = area.school.concerns.record(child, KIANS_ARM).concern
    with pytest.raises(ReasonNeeded):
        area.school.concerns.amend(concern, {"happened": When("2026-11-20T09:10")}, "")


def test_a_record_that_is_no_longer_urgent_clears_its_alert(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    concern = area.school.concerns.record(child, KIANS_ARM).concern
    assert len(area.school.ringing.alerts()) == 1
    area.school.concerns.amend(concern, {"level": "2"}, "looked again with the head")
    assert area.school.ringing.alerts() == ()


def test_after_hours_the_out_of_hours_number_is_shown(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    area.at(utc("2026-11-21T20:00"))
    area.school.concerns.record(child, KIANS_ARM)
    (alert,) = area.school.ringing.alerts()
    assert (alert.number.number, alert.number.hours) == ("01632 960102", "out")
    assert "Kian Pellow" in alert.script


def test_an_urgent_record_that_was_only_rung_stays_open_until_sharing_is_decided(area: Area) -> None:
    school = area.school
    child = school.children.register(KIAN).child
    concern = school.concerns.record(child, replace(KIANS_ARM, level="4", safe_now="no")).concern
    assert school.today.page().clocks == ()
    school.ringing.log_call(CallEntry(concern, school.now(), "01632 960 140", "Lewis Aske"))
    (row,) = school.today.page().clocks
    assert row.words.startswith("Rung 20 November 2026 at ")
    assert "no decision about sharing" in row.words
    assert row.child == child
    assert [open_.record for open_ in school.children.page(child).clocks] == [concern]


def test_a_calm_record_that_was_rung_about_is_not_called_open(area: Area) -> None:
    school = area.school
    child = school.children.register(KIAN).child
    calm = replace(KIANS_ARM, level="2", safe_now="yes", marks="")
    concern = school.concerns.record(child, calm)
    if not concern.urgent:
        school.ringing.log_call(CallEntry(concern.concern, school.now(), "01632 960 140", "Lewis Aske"))
    assert school.today.page().clocks == ()


def test_a_call_to_police_or_the_designated_officer_is_no_referral_and_promises_no_decision(area: Area) -> None:
    school = area.school
    contacts = replace(school.profile.contacts, lado_name="Ida Prentice", lado_number="01632 960 177")
    school.change_profile(replace(school.profile, contacts=contacts))
    child = school.children.register(KIAN).child
    concern = school.concerns.record(child, replace(KIANS_ARM, level="4", safe_now="no")).concern
    for number in ("101", "999", "01632 960177"):
        school.ringing.log_call(CallEntry(concern, school.now(), number, "Somebody"))
        assert school.today.page().clocks == ()
    school.ringing.log_call(CallEntry(concern, school.now(), "01632 960 140", "Lewis Aske"))
    assert len(school.today.page().clocks) == 1


def test_a_walled_record_that_was_only_rung_is_not_named_on_today(area: Area) -> None:
    school = area.school
    child = school.children.register(KIAN).child
    entry = replace(KIANS_ARM, level="4", safe_now="no", kept_from=("the deputy head",))
    concern = school.concerns.record(child, entry).concern
    school.ringing.log_call(CallEntry(concern, school.now(), "01632 960 140", "Lewis Aske"))
    (row,) = school.today.page().clocks
    assert row.child_name == KEPT


def test_today_reminds_until_the_numbers_to_ring_are_entered(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    apart = Area(tmp_path, utc("2026-11-20T09:40"), joined=False)
    request.addfinalizer(apart.close)
    school = apart.school
    school.change_profile(replace(school.profile, contacts=Contacts()))
    assert school.today.page().no_number
    (group,) = [one for one in groups_of(school.today.page(), school.now()) if one.title == "Whom to ring"]
    assert [line.place for line in group.lines] == [Place("settings")]
    school.change_profile(replace(school.profile, contacts=Contacts("A", "01632 960 140", "B", "01632 960 199")))
    assert not school.today.page().no_number


def test_a_chronology_says_that_a_line_was_amended(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    concern = area.school.concerns.record(child, KIANS_ARM).concern
    assert not area.school.children.page(child).chronology[0].amended
    area.school.concerns.amend(concern, {"marks": "one 3 cm line"}, "measured again")
    assert area.school.children.page(child).chronology[0].amended


def test_a_record_about_someone_who_works_with_children_says_who_must_not_see_it(area: Area) -> None:
    entry = replace(KIANS_ARM, accused_works_with_children="yes")
    assert [one.field for one in area.school.concerns.check(entry)] == ["kept_from"]
    assert area.school.concerns.check(replace(entry, kept_from=("not known yet",))) == ()
