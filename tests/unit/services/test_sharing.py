from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bundle.container import Parts, pack
from bundle.letters import open_letter
from desktop.domain.records import SharingEntry
from desktop.services.desk_keys import desk_identities
from desktop.services.errors import Incomplete, NoRecipient, NothingToShare, NotJoined, ReasonNeeded
from desktop.services.outgoing import DESK, OWN_COPY
from tests.unit.services.people import KIAN, KIANS_ARM, Area, utc, waiting

HIDDEN = replace(KIAN, address_withheld=True)


def said_to_the_desk(area: Area) -> str:
    """Everything readable in the letters that the desk can open."""
    directory = area.desk.book.directory
    assert directory is not None
    texts = []
    for letter in waiting(area.school):
        if letter.audience == DESK:
            container = pack(Parts(letter.waybill, letter.sealed, None))
            identities, boxes = desk_identities(area.desk.book, directory)
            opened = open_letter(
                container,
                keys=area.keys["desk"],
                directory=directory,
                now=area.clock.time,
                identities=identities,
                mailboxes=boxes,
            )
            texts += [str(dict(one.fields)) for one in opened.statements]
            assert all(one.position is None for one in opened.statements)
    return " ".join(texts)


def test_a_withheld_address_never_leaves_whatever_was_ticked(area: Area) -> None:
    child = area.school.children.register(HIDDEN).child
    area.school.concerns.record(child, KIANS_ARM)
    area.school.children.amend(child, {"address": "9 Hidden Way"}, "moved")
    entry = area.share_all(area.school, child)
    preview = area.school.sharing.preview(entry)
    assert not any("Hidden" in text or "Sallow" in text or "ZY1" in text for _, _, text in preview.leaves)
    assert {(label, why) for _, label, why in preview.stays} >= {
        ("Address", "must not be disclosed"),
        ("Postcode", "must not be disclosed"),
        ("School, nursery or club", "must not be disclosed"),
    }
    area.school.sharing.decide(entry)
    said = said_to_the_desk(area)
    assert "Kian" in said
    for secret in ("Hidden", "Sallow", "ZY1"):
        assert secret not in said


def test_the_wall_of_an_address_holds_while_it_is_disputed_or_was_taken_back_late(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    area.school.children.amend(child, {"address_withheld": True}, "they have fled")
    area.school.sharing.decide(area.share_all(area.school, child))
    assert "Sallow" not in said_to_the_desk(area)


def test_what_the_preview_shows_is_what_leaves(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    area.school.concerns.record(child, KIANS_ARM)
    choices = area.school.sharing.choices(child)
    concern = next(one.id for one in choices.statements if one.kind == "concern.recorded")
    entry = area.share_all(area.school, child, left_out=((concern, ("opinion", "words", "questions")),))
    preview = area.school.sharing.preview(entry)
    assert not any("charger" in text for _, _, text in preview.leaves)
    assert ("The child's exact words", "you left it out") in {(label, why) for _, label, why in preview.stays}
    area.school.sharing.decide(entry)
    said = said_to_the_desk(area)
    assert "charger" not in said
    assert "Tell me about" not in said
    area.post.exchange(area.school, area.desk)
    (row,) = area.desk.desk.enquiries()
    assert "2 fields left out" in row.marks


def test_the_own_copy_is_complete_and_keeps_positions(area: Area) -> None:
    child = area.school.children.register(HIDDEN).child
    area.school.concerns.record(child, KIANS_ARM)
    area.school.sharing.decide(area.share_all(area.school, child))
    directory = area.school.book.directory
    assert directory is not None
    (own,) = [letter for letter in waiting(area.school) if letter.audience == OWN_COPY]
    container = pack(Parts(own.waybill, own.sealed, None))
    opened = open_letter(container, keys=area.keys["school"], directory=directory, now=area.clock.time)
    assert all(one.position is not None and one.left_out == 0 for one in opened.statements)
    assert "Sallow" in str([dict(one.fields) for one in opened.statements])


def test_not_sharing_is_recorded_the_same_way_and_sends_nothing(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    decided = area.school.sharing.decide(
        SharingEntry(share=False, child=child, statements=(), reasons="Spoke to his mother", family_told="yes")
    )
    assert decided.letters == ()
    assert waiting(area.school) == []
    (share,) = area.school.children.page(child).shares
    assert (share.shared, share.state, share.reasons) == (False, "decided not to share", "Spoke to his mother")


def test_a_walled_concern_is_offered_as_walled_and_warned_about(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    area.school.concerns.record(child, replace(KIANS_ARM, kept_from=("the deputy head",)))
    choices = area.school.sharing.choices(child)
    assert {one.kind: one.walled for one in choices.statements} == {"child.registered": False, "concern.recorded": True}
    warnings = area.school.sharing.preview(area.share_all(area.school, child)).warnings
    assert any("who must not see it" in warning for warning in warnings)


def test_each_thing_that_is_missing_has_its_own_refusal(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    entry = area.share_all(area.school, child)
    decide = area.school.sharing.decide
    with pytest.raises(NothingToShare):
        decide(replace(entry, statements=()))
    with pytest.raises(ReasonNeeded):
        decide(replace(entry, reasons=" "))
    with pytest.raises(Incomplete):
        decide(replace(entry, family_told_why=""))
    with pytest.raises(NoRecipient):
        decide(replace(entry, recipient="nobody"))
    assert waiting(area.school) == []
    assert area.school.children.page(child).shares == ()


def test_before_joining_nothing_can_be_sent_and_a_decision_not_to_share_still_can_be_made(tmp_path: Path) -> None:
    area = Area(tmp_path, utc("2026-11-20T09:40"), joined=False)
    child = area.school.children.register(KIAN).child
    choices = area.school.sharing.choices(child)
    assert choices.recipients == ()
    entry = SharingEntry(
        share=True,
        child=child,
        statements=tuple(one.id for one in choices.statements),
        reasons="worried",
        recipient="desk",
        purpose="refer",
        basis=choices.suggested_basis,
        family_told="yes",
    )
    with pytest.raises(NotJoined):
        area.school.sharing.decide(entry)
    area.school.sharing.decide(replace(entry, share=False, statements=(), recipient=""))
    area.close()


def test_a_referral_starts_its_clock_when_it_provably_arrived(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    area.school.sharing.decide(area.share_all(area.school, child))
    assert area.school.today.page().clocks == ()
    area.at(utc("2026-11-20T10:15"))
    area.post.send(area.school)
    assert [clock.due.words for clock in area.school.today.page().clocks] == [
        "by Mon 23 Nov 2026",
        "by Wed 27 Jan 2027",
    ]
    area.at(utc("2026-11-24T09:00") + timedelta(0))
    assert area.school.today.page().clocks[0].state == "overdue"


def by_telephone(area: Area, child: str) -> SharingEntry:
    choices = area.school.sharing.choices(child)
    return SharingEntry(
        share=True,
        child=child,
        statements=tuple(one.id for one in choices.statements),
        reasons="He may be hurt again",
        basis=choices.suggested_basis,
        family_told="yes",
        without_letter=True,
        told_how="telephone",
        told_whom="Lewis Aske, Ashmere MASH",
        told_at="2026-11-20T09:30",
    )


def test_what_was_shared_by_telephone_is_kept_with_whom_and_when_and_makes_no_letter(tmp_path: Path) -> None:
    area = Area(tmp_path, utc("2026-11-20T09:40"), joined=False)
    child = area.school.children.register(KIAN).child
    area.school.concerns.record(child, KIANS_ARM)
    assert len(area.school.today.page().undecided) == 1
    entry = by_telephone(area, child)
    gaps = replace(entry, told_how="", told_whom=" ", told_at="2026-11-20T09:41")
    assert {one.field for one in area.school.sharing.check(gaps)} == {"told_how", "told_whom", "told_at"}
    decided = area.school.sharing.decide(entry)
    assert decided.letters == ()
    assert waiting(area.school) == []
    page = area.school.children.page(child)
    assert area.school.today.page().undecided == ()
    (row,) = page.shares
    said = "told Lewis Aske, Ashmere MASH by telephone, 20 November 2026 at 09:30"
    assert (row.to, row.shared, row.state) == ("Lewis Aske, Ashmere MASH", True, said)
    assert any(f"Decided to share: {said}" in line.what for line in page.chronology)
    assert area.school.ringing.alerts() != (), "the call is logged where it is asked for"
    area.close()


def test_a_decision_not_to_share_ends_the_call_only_where_it_says_why_nobody_has_to_be_rung(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    area.school.concerns.record(child, KIANS_ARM)
    keep = replace(by_telephone(area, child), share=False, without_letter=False)
    area.school.sharing.decide(keep)
    assert len(area.school.ringing.alerts()) == 1
    area.school.sharing.decide(replace(keep, no_call_why="The level was ticked by mistake: it was another child."))
    assert area.school.ringing.alerts() == ()


def test_a_referral_without_address_or_sex_says_so_gently_and_an_answer_says_what_is_done_now(area: Area) -> None:
    child = area.school.children.register(replace(KIAN, address="", sex="")).child
    area.school.concerns.record(child, KIANS_ARM)
    entry = area.share_all(area.school, child)
    (said,) = [one for one in area.school.sharing.preview(entry).warnings if one.startswith("Not in it: ")]
    assert said.startswith("Not in it: address, sex.")
    share = area.school.sharing.decide(entry).share
    area.post.exchange(area.school, area.desk)
    area.desk.desk.decide(share, "referral-strategy", "A clear account.")
    area.post.exchange(area.desk, area.school)
    (row,) = area.school.children.page(child).shares
    assert row.next_step.startswith("They go on with it.")
