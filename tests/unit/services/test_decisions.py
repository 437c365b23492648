"""A decision about sharing as a record: read by name, put right with a reason, listed and printed no further than what it shares."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.domain.records import SharingEntry, When
from desktop.domain.statements import Kind
from desktop.services.errors import NoSuchRecord, NothingChanged, NotYourRecord, ReasonNeeded
from tests.unit.services.people import KIAN, KIANS_ARM, Area


def decided(area: Area, **changes: object) -> tuple[str, str]:
    """A letter to the desk about Kian: (child, decision)."""
    child = area.school.children.register(KIAN).child
    area.school.concerns.record(child, KIANS_ARM)
    entry = area.share_all(area.school, child, requested_by="Lewis Aske, Ashmere MASH", consent="Not asked", **changes)
    return child, area.school.sharing.decide(entry).share


def test_a_decision_names_what_left_and_to_whom_and_no_id(area: Area) -> None:
    _, share = decided(area)
    page = area.school.decisions.page(share)
    texts = {view.name: view.sides[0].text for view in page.fields}
    assert texts["recipient"] == "Ashmere MASH"
    assert "Concern of 20 November 2026: physical abuse" in texts["statements"]
    assert texts["requested_by"] == "Lewis Aske, Ashmere MASH"
    assert page.title == "Decision to share, 20 November 2026"
    assert "list_old_why" not in page.amendable
    assert area.school.decisions.page(share) == page


def test_what_was_written_is_put_right_with_a_reason_and_what_left_is_not(area: Area) -> None:
    _, share = decided(area)
    decisions = area.school.decisions
    decisions.amend(share, {"consent": "Mother agreed", "family_told": "yes"}, "She rang back", "Jenna Pellow")
    page = decisions.page(share)
    assert page.values["consent"] == "Mother agreed"
    (_, amended) = page.history
    assert (amended.reason, amended.as_told_by) == ("She rang back", "Jenna Pellow")
    assert ("Agreement", "Not asked", "Mother agreed") in amended.changed
    for wrong in ({"recipient": "x"}, {"statements": ()}, {"purpose": "help"}, {"told_whom": "somebody"}):
        with pytest.raises(NothingChanged):
            decisions.amend(share, wrong, "Wrong")
    with pytest.raises(NothingChanged):
        decisions.amend(share, {"consent": "Mother agreed"}, "Again")
    with pytest.raises(ReasonNeeded):
        decisions.amend(share, {"reasons": ""}, "No reasons any more")
    with pytest.raises(NoSuchRecord):
        decisions.page("nothing")
    assert len(area.school.book.store.statements_of_kind(Kind.SHARING_AMENDED)) == 1


def test_when_somebody_was_told_is_put_right_as_a_moment(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    concern = area.school.sharing.choices(child).statements[0].id
    entry = SharingEntry(
        share=True, child=child, statements=(concern,), reasons="They asked", basis="public-task", family_told="yes",
        without_letter=True, told_how="telephone", told_whom="Lewis Aske", told_at="2026-11-20T09:00",
    )  # fmt: skip
    share = area.school.sharing.decide(entry).share
    area.school.decisions.amend(share, {"told_at": When("2026-11-20T09:20")}, "Read the wrong clock")
    texts = {view.name: view.sides[0].text for view in area.school.decisions.page(share).fields}
    assert texts["told_at"] == "20 November 2026 at 09:20"


def test_only_who_decided_puts_it_right(area: Area) -> None:
    _, share = decided(area)
    area.post.exchange(area.school, area.desk)
    page = area.desk.decisions.page(share)
    assert not page.amendable
    assert not page.ours
    with pytest.raises(NotYourRecord):
        area.desk.decisions.amend(share, {"reasons": "They made that up"}, "To change what they said")


def test_a_decision_is_found_by_its_reasons_and_no_child_is(area: Area) -> None:
    child, share = decided(area, reasons="Zebrawood was mentioned")
    found = area.school.finding.find("zebrawood")
    assert [(one.id, one.family, one.title) for one in found.records] == [
        (share, "share", "Decision to share, 20 November 2026")
    ]
    assert found.children == ()
    assert [row.id for row in area.school.children.search("zebrawood")] == []
    assert child in {row.id for row in area.school.children.search("Pellow")}


def test_a_decision_about_a_record_with_a_wall_is_not_found(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    area.school.concerns.record(child, replace(KIANS_ARM, kept_from=("the deputy head",)))
    area.school.sharing.decide(area.share_all(area.school, child, reasons="Zebrawood was mentioned"))
    assert area.school.finding.find("zebrawood").records == ()
    assert area.school.finding.find("zebrawood").children == ()


def test_a_decision_and_an_adult_go_on_paper_and_that_they_did_is_recorded(area: Area) -> None:
    _, share = decided(area)
    area.school.decisions.amend(share, {"consent": "Mother agreed"}, "She rang back")
    paper = area.school.papers.decision_pdf(share).decode()
    for part in ("Ashmere MASH", "Mother agreed", "Not asked", "She rang back"):
        assert part in paper
    copies = [said.fields["paper"] for said in area.school.book.store.statements_of_kind(Kind.RECORD_EXPORTED)]
    assert copies == ["decision"]
