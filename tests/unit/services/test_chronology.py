"""A chronology read and printed as it was chosen, over real record books."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from desktop.domain.people import PersonEntry, RelationshipEntry
from desktop.domain.records import When
from desktop.domain.statements import Kind
from desktop.services.errors import NoSuchRecord
from desktop.services.pages.children import ChronologyRow
from desktop.services.pages.chronology import Shown
from desktop.services.session import Session
from tests.unit.services.people import ESMES_CHEEK, KIAN, KIANS_ARM, Area, utc

COAT = replace(KIANS_ARM, happened=When("2026-11-12"), seen="No coat for days", category="NEG", level="2", marks="")
MAISIE = replace(KIAN, given_names="Maisie", nhs_number="", upn="", born="2023-02-01", people=())


def lines(session: Session, child: str, **chosen: object) -> tuple[ChronologyRow, ...]:
    shown = Shown(**chosen)  # type: ignore[arg-type]  # names of what can be chosen
    return session.chronology.page(child, shown).rows


def two_of_kian(area: Area) -> tuple[str, str, str]:
    """A coat that was written late, and an arm: the child and the two concerns."""
    child = area.school.children.register(KIAN).child
    coat = area.school.concerns.record(child, COAT).concern
    return child, coat, area.school.concerns.record(child, KIANS_ARM).concern


def test_lines_stand_by_when_it_happened_and_what_was_written_late_is_marked(area: Area) -> None:
    child, coat, arm = two_of_kian(area)
    found = lines(area.school, child)
    assert [(one.record, one.late) for one in found] == [(coat, True), (arm, False)]
    assert found[0].written_at > found[1].written_at - timedelta(minutes=1)
    assert found[1].significance.startswith("Level 4")


def test_a_day_before_an_amendment_a_withdrawal_and_a_record_knows_nothing_of_them(area: Area) -> None:
    child, coat, arm = two_of_kian(area)
    area.at(utc("2026-11-24T10:00"))
    area.school.concerns.amend(arm, {"seen": "It was the other arm"}, "Looked again")
    area.school.withdrawing.withdraw(coat, "It was another child")
    area.school.children.amend(child, {"family_name": "Pelloe"}, "Spelled so")
    area.school.concerns.record(child, replace(KIANS_ARM, seen="A third thing"))
    now, then = lines(area.school, child), lines(area.school, child, known_on="2026-11-23")
    assert (len(now), len(then)) == (3, 2)
    assert [one.withdrawn for one in now if one.record == coat] == [True]
    assert not any(one.withdrawn or one.amended for one in then)
    assert "Two round" in then[1].what
    page = area.school.chronology.page(child, Shown(known_on="2026-11-23"))
    assert page.child_name == "Kian Pellow"
    assert lines(area.school, child, known_on="2026-11-19") == ()
    paper = area.school.papers.chronology_pdf(child, shown=Shown(known_on="2026-11-23")).decode()
    assert "an older view" in paper
    for later in ("other arm", "Looked again", "another child", "Pelloe", "A third thing"):
        assert later not in paper


def test_what_came_by_letter_is_known_from_the_day_it_came_and_not_from_when_it_was_written(area: Area) -> None:
    child = area.health.children.register(KIAN).child
    area.health.concerns.record(child, replace(ESMES_CHEEK, happened=When("2026-11-19T14:20")))
    area.health.sharing.decide(area.share_all(area.health, child))
    area.at(utc("2026-11-22T11:00"))
    area.post.exchange(area.health, area.desk)
    found = lines(area.desk, child, kinds=("concern",))
    assert [one.received_at.date().isoformat() for one in found] == ["2026-11-22"]
    assert lines(area.desk, child, known_on="2026-11-21") == ()
    assert len(lines(area.desk, child, known_on="2026-11-22", kinds=("concern",))) == 1


def test_a_day_ends_at_midnight_in_london(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    area.at(utc("2027-06-10T22:59"))
    area.school.concerns.record(child, COAT)
    area.at(utc("2027-06-10T23:01"))  # one minute past midnight of the eleventh, in summer
    area.school.concerns.record(child, KIANS_ARM)
    assert len(lines(area.school, child, known_on="2027-06-10")) == 1
    assert len(lines(area.school, child, known_on="2027-06-11")) == 2


def siblings(area: Area) -> tuple[str, str]:
    kian = area.school.children.register(KIAN).child
    maisie = area.school.children.register(MAISIE, duplicates_seen=True).child
    mother = PersonEntry("Jenna", "Pellow")
    added = area.school.people.add(kian, mother, RelationshipEntry("mother", lives_with="yes"))
    area.school.people.relate(maisie, added.person, RelationshipEntry("mother", lives_with="yes"))
    return kian, maisie


def test_a_family_stands_together_each_line_naming_its_child_and_without_walled_records(area: Area) -> None:
    kian, maisie = siblings(area)
    area.school.concerns.record(kian, KIANS_ARM)
    area.school.concerns.record(maisie, replace(COAT, seen="She was cold"))
    walled = replace(KIANS_ARM, seen="Zanzibar", accused_works_with_children="yes", kept_from=("the head",))
    area.school.concerns.record(maisie, walled)
    area.school.concerns.record(kian, walled)
    found = lines(area.school, kian, family=True)
    assert [(one.child_name, one.child) for one in found] == [("Maisie Pellow", maisie), ("Kian Pellow", kian)]
    paper = area.school.papers.chronology_pdf(kian, shown=Shown(family=True)).decode()
    assert "Maisie Pellow" in paper
    assert "are never in a family’s chronology" in paper
    for said in ("Zanzibar", "the head", "Ask Odette"):
        assert said not in paper
    (alone,) = (one for one in lines(area.school, maisie) if one.kept)
    assert (alone.event_at, alone.source, alone.significance, alone.late) == ("", "", "", False)
    assert "Ask Odette Farrow, Larkmere Primary" in alone.what
    for child in (kian, maisie):  # that it was printed is said of each child whose record is on it
        exports = area.school.book.store.statements_of_kinds([child], [Kind.RECORD_EXPORTED])[child]
        assert "The children of the family together" in str(exports[0].fields["shown"])


def test_each_choice_leaves_out_what_it_says_and_a_walled_line_stays_whatever_kind_is_chosen(area: Area) -> None:
    child, coat, arm = two_of_kian(area)
    voice = area.school.entries.record(child, "voice", {"wishes": "To see Nan"}).record
    area.school.withdrawing.withdraw(voice, "Said by his brother")
    area.school.concerns.record(child, replace(KIANS_ARM, seen="Zanzibar", kept_from=("the head",)))

    def shown(**chosen: object) -> set[str]:
        return {one.record for one in lines(area.school, child, **chosen) if not one.kept}

    assert shown(kinds=("voice",)) == {voice}
    assert shown(significant=True) == {arm}
    assert shown(withdrawn=False) == {coat, arm}
    assert shown(until="2026-11-12") == {coat}
    assert shown(since="2026-11-13", kinds=("concern",)) == {arm}
    assert shown(writers=("Somebody Else",)) == set()
    assert shown(writers=("Odette Farrow",)) == {coat, arm, voice}
    for chosen in ({"kinds": ("voice",)}, {"significant": True}, {"writers": ("Somebody Else",)}):
        assert len([one for one in lines(area.school, child, **chosen) if one.kept]) == 1
    page = area.school.chronology.page(child)
    assert ([one.code for one in page.kinds], page.writers) == (["concern", "voice"], ("Odette Farrow",))


def test_what_was_chosen_is_said_on_the_paper_and_in_what_is_signed(area: Area) -> None:
    child, _, _ = two_of_kian(area)
    shown = Shown(kinds=("concern",), since="2026-11-13", until="2026-11-30", significant=True, withdrawn=False)
    paper = area.school.papers.chronology_pdf(child, shown=shown).decode()
    (said,) = area.school.book.store.statements_of_kind(Kind.RECORD_EXPORTED)
    for part in (
        "Only these kinds of record: Concerns.",
        "Only from 13 November 2026 to 30 November 2026.",
        "Only what is significant",
        "Without what was withdrawn.",
        "1 of 2 lines: the others are left out.",
    ):
        assert part in paper
        assert part in str(said.fields["shown"])
    assert "No coat for days" not in paper


def test_a_long_chronology_is_read_a_part_at_a_time(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    for day in range(1, 8):
        area.school.concerns.record(child, replace(COAT, happened=When(f"2026-11-0{day}")))
    pages = [area.school.chronology.page(child, start=start, most=3) for start in (0, 3, 6, 90)]
    assert [(page.start, len(page.rows), page.count) for page in pages] == [(0, 3, 7), (3, 3, 7), (6, 1, 7), (6, 1, 7)]
    area.school.concerns.record(child, COAT)
    assert area.school.chronology.page(child, most=3).count == 8


def test_a_record_of_the_same_child_is_read_with_it_from_the_day_somebody_said_so(area: Area) -> None:
    child, _, _ = two_of_kian(area)
    other = area.school.children.register(replace(KIAN, given_names="Cian"), duplicates_seen=True).child
    area.school.concerns.record(other, replace(KIANS_ARM, seen="On the other record"))
    area.at(utc("2026-11-24T10:00"))
    area.school.same.say(child, other, "same", "The birth certificate was seen")
    assert len(lines(area.school, child)) == 3
    assert len(lines(area.school, child, known_on="2026-11-23")) == 2


def test_no_child_is_no_chronology_and_nothing_is_said_about_it(area: Area) -> None:
    with pytest.raises(NoSuchRecord):
        area.school.chronology.page("nobody")
    with pytest.raises(NoSuchRecord):
        area.school.papers.chronology_pdf("nobody", shown=Shown(family=True))
    assert area.school.book.store.statements_of_kind(Kind.RECORD_EXPORTED) == ()


def test_family_and_household_stand_on_paper_without_an_address_or_a_number(area: Area) -> None:
    kian, _ = siblings(area)
    paper = area.school.papers.chronology_pdf(kian).decode()
    assert "('Jenna Pellow', 'Mother'" in paper


def test_reading_notes_an_opening_of_each_child_that_is_read(area: Area) -> None:
    kian, maisie = siblings(area)
    area.school.chronology.page(kian, Shown(family=True))
    opened = {said.about[0] for said in area.school.book.store.statements_of_kind(Kind.RECORD_OPENED)}
    assert {kian, maisie} <= opened


def test_an_address_withheld_later_is_on_no_older_view_and_on_no_familys_paper(area: Area) -> None:
    kian, maisie = siblings(area)
    area.at(utc("2026-11-24T10:00"))
    refuge = {"address": "9 Fennel Court", "postcode": "ZY9 9ZZ", "address_withheld": True}
    for child in (kian, maisie):
        area.school.children.amend(child, refuge, "They moved in a hurry")
    for shown in (Shown(), Shown(known_on="2026-11-23"), Shown(family=True), Shown(family=True, known_on="2026-11-23")):
        paper = area.school.papers.chronology_pdf(kian, shown=shown).decode()
        for said in ("Fennel", "Sallow", "ZY1", "ZY9"):
            assert said not in paper
