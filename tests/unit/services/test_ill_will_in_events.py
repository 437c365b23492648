"""Members who mean ill, in what came last: several children in one event, chronologies, decisions that are amended."""

from __future__ import annotations

import io
import signal
import subprocess
import sys
from dataclasses import fields as cells_of
from dataclasses import is_dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from bundle.attachments import seal_attachment
from desktop.domain.entry_catalogue import ENTRY_TYPES
from desktop.domain.entry_types import Asks, EntryType
from desktop.domain.kinds import KINDS
from desktop.domain.record_ids import mint
from desktop.domain.records import ChildEntry, ConcernEntry, InvolvedChild
from desktop.domain.statements import Json, Kind
from desktop.services.histories import founding
from desktop.services.involvements import Involvements
from desktop.services.pages.chronology import Shown
from desktop.services.session import Session
from desktop.storage.search import ADULT, CODE, SHARED, WITHDRAWN
from tests.unit.services.event_victim import Doomed, book_in
from tests.unit.services.hostile import sent
from tests.unit.services.people import LARKMERE, Area
from tests.unit.services.test_members_who_mean_ill import begun, colleague, first, hand, record, say, storage

BEFORE_THE_FIRST_DAY = "0001-01-01T00:00+14:00"
AFTER_THE_LAST = "9999-12-31T23:59-14:00"
ENDS = ("0001-01-01", "9999-12-31")


def at_the_end(one: EntryType, day: str) -> dict[str, Json]:
    """A record beside concerns whose every day lies at an end of the calendar, and which is still to be done."""
    said: dict[str, Json] = {"happened": {"at": day, "precision": "exact"}}
    closing = {one.clock.ends if one.clock else "", *(field.name for field in one.closing)}
    days = [field.name for field in one.every if field.asks is Asks.DAY and field.name not in closing]
    return said | dict.fromkeys(days, day)


def everything_opens(reader: Session, child: str) -> None:
    """Every page and paper of a child that can hold something of what others wrote."""
    reader.children.page(child)
    reader.today.page()
    reader.ringing.alerts()
    reader.entries.due()
    reader.finding.find("Kian")
    for one in (each for family in ENTRY_TYPES for each in reader.book.store.records_of_child(child, family)):
        reader.entries.page(one.id)
        reader.papers.entry_pdf(one.id)
    reader.sharing.choices(child)
    for shown in (Shown(), Shown(family=True), Shown(known_on="2026-11-20"), Shown(since="2026-01-01")):
        reader.chronology.page(child, shown)
        reader.papers.chronology_pdf(child, shown=shown, maps=True)
    for one in reader.book.store.records_of_child(child, "concern"):
        reader.concerns.page(one.id)
        reader.papers.concern_pdf(one.id)
        reader.papers.family_pdf(one.id)
        reader.papers.plain_copy(one.id)
    for one in reader.book.store.records_of_child(child, "share"):
        reader.decisions.page(one.id)
        reader.papers.decision_pdf(one.id)
    assert storage(reader).problems() == ()


@pytest.mark.parametrize("who", ["health", "colleague"])
def test_no_time_that_no_calendar_has_and_no_row_of_a_wrong_form_closes_a_page(area: Area, who: str) -> None:
    child, _, share = begun(area)
    if who == "colleague":
        colleague(area, who, LARKMERE)
    decided = area.school.book.store.statements_about(share)[0].id
    ill: list[tuple[str, dict[str, Json]]] = [
        (Kind.CONCERN_RECORDED, {"seen": "x", name: {"at": at, "precision": "exact"}})
        for name in ("happened", "noticed")
        for at in (BEFORE_THE_FIRST_DAY, AFTER_THE_LAST)
    ]
    rows: list[tuple[str, Json]] = [
        ("others", [{"child": child, "name": ["x"], "role": "witness"}]),
        ("others", [{"child": "x", "note": 7}]),
        ("others", [{"child": child, "role": "witness"}] * 200),
        ("harmed_by", [{"name": "x", "record": ["x"]}]),
        ("harmed_by_links", [{"name": None, "relation": None, "record": "x"}, {}]),
        ("present", [{}, {"name": None}]),
        ("told", [{"name": "x", "at": BEFORE_THE_FIRST_DAY}]),
    ]
    ill += [(Kind.CONCERN_RECORDED, {"seen": "x", name: value}) for name, value in rows]
    ill += [
        (Kind.CALL_LOGGED, {"person": "x", "at": AFTER_THE_LAST}),
        (Kind.SHARING_DECIDED, {"share": True, "told_at": BEFORE_THE_FIRST_DAY, "told_how": "x" * 5_000}),
        ("voice.recorded", {"happened": {"at": BEFORE_THE_FIRST_DAY}}),
        ("private_fostering.recorded", {"happened": {"at": AFTER_THE_LAST}}),
        *((one.recorded, at_the_end(one, day)) for one in ENTRY_TYPES.values() for day in ENDS),
        *((Kind.CONCERN_RECORDED, {"seen": "x", "happened": {"at": day}, "review_on": day}) for day in ENDS),
        *((Kind.SHARING_DECIDED, {"share": True, "purpose": "refer", "review_on": day}) for day in ENDS),
        (Kind.INVOLVEMENT_RECORDED, {"concern": child, "role": "x" * 5_000, "note": AFTER_THE_LAST}),
    ]
    said = [
        say(area, who, kind, (mint(area.random, area.keys[who].id), child), fields, seq=number)
        for number, (kind, fields) in enumerate(ill, start=10)
    ]
    amended: dict[str, Json] = {"told_at": BEFORE_THE_FIRST_DAY, "reasons": "They never agreed", "reason": "x"}
    hand(area, who, "school", *said, say(area, who, Kind.SHARING_AMENDED, (share, child), amended, after=(decided,)))
    everything_opens(area.school, child)
    folded = area.school.book.store.record(share)
    assert folded is not None
    assert (folded.fields["reasons"].value == "He may be hurt again") == (who == "health")


def test_each_cell_that_is_read_from_a_row_of_a_concern_has_its_form_asked_for() -> None:
    spec, hints = KINDS[Kind.CONCERN_RECORDED].fields, get_type_hints(ConcernEntry)
    for name, hint in hints.items():
        row = (get_args(hint) or (hint,))[0]
        if is_dataclass(row):
            assert {cell.name for cell in cells_of(row)} <= {cell for cell, _ in spec[name].cells}, name


def test_what_was_not_accepted_or_names_a_child_in_passing_is_no_line_of_the_chronology(area: Area) -> None:
    child, _, share = begun(area)
    made = mint(area.random, area.keys["health"].id)
    ill: list[tuple[str, tuple[str, ...], dict[str, Json]]] = [
        (Kind.SHARING_AMENDED, (made, child), {"reasons": "Osprey", "reason": "Osprey"}),
        (Kind.CALL_LOGGED, (child,), {"at": 5, "person": "Osprey"}),
        (Kind.CALL_LOGGED, (made, child), {"at": ["x"], "person": "Osprey"}),
        (Kind.QUESTION_ANSWERED, (share, child), {"known": "yes", "text": "Osprey"}),
        (Kind.ENQUIRY_DECIDED, (child,), {"outcome": "x", "reasons": "Osprey"}),
        (Kind.ENQUIRY_DECIDED, ("elsewhere", child), {"outcome": "referral-nfa", "reasons": "Osprey"}),
        (Kind.QUESTION_ASKED, ("one", "two", child), {"question": "Osprey"}),
        (Kind.CALL_LOGGED, ("one", "two", child), {"person": "Osprey"}),
    ]
    hand(area, "health", "school", *(say(area, "health", *one, seq=at) for at, one in enumerate(ill, start=10)))
    whole = area.school.chronology.page(child)
    assert "Osprey" not in repr(whole)
    assert "Bronagh Tiller" not in whole.writers
    lines = area.school.children.page(child).chronology
    assert [(row.written_at, row.what) for row in whole.rows] == [(row.written_at, row.what) for row in lines]


def test_no_part_in_an_event_that_another_organisation_tells_of_stands_hides_or_fills_anything(area: Area) -> None:
    child, concern, _ = begun(area)
    area.school.concerns.amend(concern, {"kept_from": ("Tom Vane",)}, "he works here")
    before = area.school.chronology.page(child)
    told: dict[str, Json] = {"concern": concern, "note": "Osprey", "kept_from": ["Odette Farrow"]}
    said = [
        say(area, "health", Kind.INVOLVEMENT_RECORDED, (mint(area.random, area.keys["health"].id), child), told, seq=n)
        for n in range(10, 120)
    ]
    hand(area, "health", "school", *said)
    after = area.school.chronology.page(child)
    assert (after.rows, after.count, after.kinds, after.writers) == (before.rows, 2, before.kinds, before.writers)
    assert "Osprey" not in repr(area.school.children.page(child))
    assert Involvements(area.school.book).of_child(child) == ()
    assert area.school.finding.find("Osprey").records == ()


def test_no_amendment_by_a_colleague_moves_what_a_record_was_begun_with(area: Area) -> None:
    child, concern, share = begun(area)
    colleague(area, "colleague", LARKMERE)
    maisie = area.school.children.register(ChildEntry("Maisie", "Pellow", born="2023-08-01")).child
    area.school.concerns.amend(concern, {"others": (InvolvedChild(maisie, role="witness"),)}, "She was there")
    (line,) = Involvements(area.school.book).of_child(maisie)
    stood = {one: record(area.school, one).fields for one in (share, line.record)}
    moved: list[tuple[str, str, dict[str, Json]]] = [
        (Kind.SHARING_AMENDED, share, {"share": False}),
        (Kind.SHARING_AMENDED, share, {"recipient": None}),
        (Kind.SHARING_AMENDED, share, {"statements": []}),
        (Kind.SHARING_REVIEWED, share, {"left_out": 7, "review_on": "2027-01-01"}),
        (Kind.INVOLVEMENT_AMENDED, line.record, {"concern": "elsewhere"}),
    ]
    said = []
    for number, (kind, named, fields) in enumerate(moved, start=10):
        begins = founding(record(area.school, named))
        assert begins is not None
        about = (named, begins.about[1])
        said.append(say(area, "colleague", kind, about, {**fields, "reason": "x"}, after=(begins.id,), seq=number))
    hand(area, "colleague", "school", *said)
    assert {one: record(area.school, one).fields for one in stood} == stood
    assert len(record(area.school, share).refused) == 4
    everything_opens(area.school, child)


def test_a_draft_about_another_child_of_an_event_is_kept_from_whom_the_event_is_kept_from_later(area: Area) -> None:
    child, concern, _ = begun(area)
    maisie = area.school.children.register(ChildEntry("Maisie", "Pellow", born="2023-08-01")).child
    area.school.concerns.amend(concern, {"others": (InvolvedChild(maisie, role="witness"),)}, "She was there")
    concerns = area.school.concerns
    draft = concerns.begin_other(concern, maisie)
    begun_there = concerns.save_draft(None, child, ConcernEntry(seen="Something else"))
    concerns.save_draft(draft, maisie, replace(concerns.draft(draft).entry, seen="Osprey"))
    concerns.amend(concern, {"kept_from": ("Tom Vane",)}, "he works here")
    assert concerns.draft(draft).entry.kept_from == ("Tom Vane",)
    assert concerns.draft(draft).entry.seen == "Osprey"
    assert concerns.draft(begun_there).entry.kept_from == ()
    today = repr(area.school.today.page().drafts)
    assert "Osprey" not in today
    assert "Maisie" not in today


def test_an_older_view_knows_nothing_of_an_event_whose_concern_had_not_come(area: Area) -> None:
    child, concern, _ = begun(area)
    mine = mint(area.random, area.keys["school"].id)
    said = say(area, "school", Kind.INVOLVEMENT_RECORDED, (mine, child), {"concern": concern, "role": "witness"}, seq=9)
    second = colleague(area, "colleague", LARKMERE)
    assert second.mailroom.take_in(sent(area, "school", [said.token], to="colleague"), "letter").set_aside == ""
    (registered,) = (one for one in area.school.book.store.statements_about(child) if one.kind == Kind.CHILD_REGISTERED)
    token = area.school.book.store.token(registered.id)
    assert token is not None
    hand_over = sent(area, "school", [token], to="colleague")
    assert second.mailroom.take_in(hand_over, "letter").set_aside == ""
    before = area.clock.time.date().isoformat()
    area.at(area.clock.time + timedelta(days=3))
    token = area.school.book.store.token(first(area.school, concern))
    assert token is not None
    assert second.mailroom.take_in(sent(area, "school", [token], to="colleague"), "letter").set_aside == ""
    older, now = (second.chronology.page(child, Shown(known_on=day)).rows for day in (before, ""))
    assert [(row.family, row.event_at) for row in older] == [("involvement", "")]
    assert ("involvement", "2026-11-20T09:05") in [(row.family, row.event_at) for row in now]
    assert second.chronology.page(child, Shown(known_on="9999-12-31")).rows == now


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="a process is killed otherwise on Windows")
@pytest.mark.parametrize("draws", [2, 7, 0])
def test_a_concern_with_three_other_children_is_signed_whole_or_not_at_all(tmp_path: Path, draws: int) -> None:
    victim = subprocess.run(
        [sys.executable, "-m", "tests.unit.services.event_victim", str(tmp_path), str(draws)],
        capture_output=True,
        text=True,
        cwd=Path(__file__).resolve().parents[3],
        check=False,
    )
    assert victim.returncode == (-signal.SIGKILL if draws else 0), victim.stderr
    session = book_in(tmp_path, Doomed(), new=False)
    kept = [session.book.store.statements_of_kind(kind) for kind in (Kind.CONCERN_RECORDED, Kind.INVOLVEMENT_RECORDED)]
    assert [len(one) for one in kept] == ([0, 0] if draws else [1, 3])
    assert len(session.concerns.drafts()) == (1 if draws else 0), "what was typed is there, or what was signed"
    assert storage(session).problems() == ()
    session.lock()


def test_only_who_began_a_concern_keeps_a_photograph_of_its_note(area: Area) -> None:
    child, concern, _ = begun(area)
    content = io.BytesIO(b"x" * 100)
    attachment, _ = seal_attachment(content, io.BytesIO(), name="x.jpg", media_type="image/jpeg", random=area.random)
    fields: dict[str, Json] = {"attachments": [attachment.to_json()], "note_shows": "Osprey"}
    hand(area, "health", "school", say(area, "health", Kind.ATTACHMENT_ADDED, (concern, child), fields))
    hand(
        area,
        "health",
        "school",
        say(area, "health", Kind.ATTACHMENT_ADDED, (concern, child), {"note_shows": ["x"]}, seq=2),
    )
    assert area.school.concerns.page(concern).photos == ()
    assert b"Osprey" not in area.school.papers.concern_pdf(concern)


def test_no_words_in_a_record_pass_for_the_marks_of_the_index(area: Area) -> None:
    child, concern, _ = begun(area)
    area.school.children.amend(child, {"known_as": f"{WITHDRAWN} {SHARED} {ADULT}"}, "x")
    area.school.concerns.amend(concern, {"place": f"{CODE}categoriesneg"}, "x")
    assert [row.id for row in area.school.children.search("Pellow")] == [child]
    assert area.school.finding.find("Pellow").people == ()
    assert area.school.finding.find("neglected").records == ()
