"""One child's page: three times, all sides, and the old text beside the new."""

# ruff: noqa: ARG002  # a stand-in takes what the real one takes

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from desktop.domain.clocks import Due
from desktop.domain.records import Answer, Attended, ChildEntry, ConcernEntry, Quote, Relative
from desktop.domain.statements import Changes
from desktop.domain.urgency import Number
from desktop.services.pages.children import ChildPage, ChronologyRow, Earlier
from desktop.services.pages.entries import OPEN, EntryRow
from desktop.services.pages.fields import FieldSide, FieldView, HistoryRow, Missing
from desktop.services.pages.shares import ShareRow
from desktop.services.pages.waiting import Alert, ClockRow, UndecidedRow
from desktop.ui.child.amend_fields import AmendField, Amendment, Held, child_field
from desktop.ui.child.amending import AmendPresenter, AmendRoutes
from desktop.ui.child.paging import EarlierLines, Paging
from desktop.ui.child.presenter import ChildPresenter, ChildRoutes
from desktop.ui.child.screen import DISPUTED, ChildScreen, ConcernCard, screen
from desktop.ui.messages import Said
from tests.fakes.tasks import FakeTasks
from tests.fakes.ui_session import NOW, FakeSession

LATER = NOW + timedelta(days=3)
TO_DO = EntryRow(
    record="e1", family="action", child="c1", child_name="Kian Pellow", title="Action", event_at="", precision="exact", written_at=NOW,
    received_at=NOW, what="Ring the nurse", source="Odette Farrow", significance="", action="", state=OPEN,
)  # fmt: skip


def _page(**changes: Any) -> ChildPage:
    parts: dict[str, Any] = dict.fromkeys(
        ("fields", "history", "chronology", "concerns", "shares", "openings", "same_address", "clocks"), ()
    )
    return ChildPage(id="c1", name="Kian Pellow", known_as="", **(parts | changes))


def test_a_disputed_field_shows_all_its_sides_with_who_and_when() -> None:
    sides = (
        FieldSide("4 Sallow Row", "Odette Farrow", NOW, "s1"),
        FieldSide("18 Tern Close", "B. Tiller", LATER, "s2"),
    )
    shown = screen(_page(fields=(FieldView("address", "Address", "disputed", sides),)), date(2026, 11, 23))
    assert shown.facts[0].note == DISPUTED
    assert [text for text, _who in shown.facts[0].sides] == ["4 Sallow Row", "18 Tern Close"]
    assert shown.facts[0].sides[0][1] == "Odette Farrow, 20 November 2026 at 09:41"


def test_what_reached_nobody_and_what_nobody_decided_stand_on_the_childs_page() -> None:
    number = Number("Ashmere Emergency Duty Team", "01632 960199", "out", None)
    alert = Alert("d1", "c1", "Kian Pellow", "Not safe now", number, "", NOW, draft=True)
    row = UndecidedRow("r1", "c1", "Kian Pellow", "Neglect, 20 November 2026", NOW)
    shown = screen(_page(alerts=(alert,), undecided=(row,)), date(2026, 11, 23))
    (line,) = shown.alerts
    assert line.title == "This is not signed, and has not reached anyone."
    assert line.text == "Ring Ashmere Emergency Duty Team, 01632 960199. Not safe now."
    assert shown.undecided == ("Neglect, 20 November 2026. Signed 20 November 2026 at 09:41.",)
    assert shown.undecided_concern == row.concern, "Decide leads to the one it stands beside"
    assert screen(_page(undecided=(row, row)), date(2026, 11, 23)).undecided_concern == ""


def test_a_clock_that_was_met_stands_behind_those_that_run() -> None:
    rows = [
        ClockRow("c1", "Kian Pellow", one, one, Due(NOW, day_only=False, words=one), one)
        for one in ("met", "overdue", "met", "later")
    ]
    shown = screen(_page(clocks=tuple(rows)), date(2026, 11, 23))
    assert [line.words for line in shown.clocks] == ["overdue", "later", "met", "met"]


def test_what_is_due_first_stands_first_and_what_has_no_day_last() -> None:
    due = {"soon": Due(NOW, day_only=True, words=""), "late": Due(NOW - timedelta(days=2), day_only=True, words="")}
    rows = tuple(replace(TO_DO, record=one, due=due.get(one)) for one in ("none", "soon", "late"))
    assert [line.record for line in screen(_page(todo=rows), date(2026, 11, 23)).todo] == ["late", "soon", "none"]


def test_the_three_times_of_an_entry_stand_apart() -> None:
    row = ChronologyRow(
        "2026-11-20T09:05", "about", NOW, LATER, "Marks", "R. Quill", "Level 4", "r1", "concern", late=True
    )
    line = screen(_page(chronology=(row,)), date(2026, 11, 23)).chronology[0]
    assert (line.happened, line.written, line.received) == (
        "about 20 Nov 2026, 09:05",
        "20 Nov 2026, 09:41",
        "23 Nov 2026, 09:41",
    )
    assert line.note == "Written more than a day later"


def test_an_amendment_shows_the_old_text_its_reason_and_whose_it_is() -> None:
    row = HistoryRow(
        "s2", "concern.amended", "Amended", "Odette Farrow", "Larkmere Primary", NOW, NOW, "Measured again", "R. Quill",
        (("Marks", "4 cm", "3 cm"),), 0, accepted=True,
    )  # fmt: skip
    line = screen(_page(history=(row,)), date(2026, 11, 23)).history[0]
    assert line.changed == (("Marks", "4 cm", "3 cm"),)
    assert line.who == "Odette Farrow, Larkmere Primary, as told by R. Quill"
    assert line.reason == "Measured again"


def test_what_is_said_for_the_first_time_is_no_before_and_now() -> None:
    row = HistoryRow(
        "s3", "enquiry.decided", "Decision", "Lewis Aske", "Ashmere MASH", NOW, NOW, "Two marks", "",
        (("Decided by", "", "Lewis Aske"), ("Outcome", "", "Assessment"), ("Reasons", "the referrer’s", "Two marks")), 0, accepted=True,
    )  # fmt: skip
    line = screen(_page(history=(row,)), date(2026, 11, 23)).history[0]
    assert line.changed == ()
    assert line.said == (("Outcome", "Assessment"), ("Decided by", "Lewis Aske"))
    assert line.reason == "Two marks"


def test_a_statement_that_is_not_accepted_is_shown_with_why_and_left_out_fields_are_counted() -> None:
    row = HistoryRow(
        "s2", "concern.amended", "Amended", "A", "Thornby", NOW, NOW, "", "", (), 2, accepted=False,
        not_accepted_why="only the author’s organisation amends it",
    )  # fmt: skip
    note = screen(_page(history=(row,)), date(2026, 11, 23)).history[0].note
    assert "changes nothing here" in note
    assert "2 fields left out by Thornby." in note


def test_what_was_not_shared_stands_beside_what_was_with_the_answer() -> None:
    shared = ShareRow("x", NOW, "O. Farrow", "Ashmere MASH", True, "Marks", "answered", "Strategy", "two marks", LATER)
    kept = ShareRow("y", NOW, "O. Farrow", "", False, "Spoke with mother", "decided not to share", "", "", None)
    lines = screen(_page(shares=(shared, kept)), date(2026, 11, 23)).shares
    assert lines[0].answer == "Strategy: two marks (23 November 2026 at 09:41)"
    assert (lines[1].to, lines[1].why) == ("Not shared", "Spoke with mother")


class Screen:
    def __init__(self) -> None:
        self.pages: list[ChildScreen] = []
        self.said: list[str] = []
        self.fields: tuple[AmendField, ...] = ()
        self.problems: tuple[str, ...] = ()

    def show_busy(self, said: str) -> None:
        self.said.append(said)

    def show_earlier(self, part: str, lines: EarlierLines) -> None:
        self.said.append(f"earlier {part}: {len(lines.concerns)} concerns")

    def show_concern(self, concern: ConcernCard) -> None:
        self.said.append(f"concern {concern.id}")

    def earlier_failed(self, part: str) -> None:
        self.said.append(f"no earlier {part}")

    def begin_at_concern(self, concern: str) -> None:
        self.said.append(f"comes up at {concern}")

    def show_child(self, page: ChildScreen) -> None:
        self.pages.append(page)

    def show_exported(self, title: str, said: str, *, delete: bool) -> None:
        self.said.append(f"{title} {said} {delete}")

    def show_failure(self, said: Said) -> None:
        self.said.append(str(said))

    def show_fields(self, title: str, fields: tuple[AmendField, ...], *, told_by: bool) -> None:
        self.fields = fields

    def choose(self, name: str) -> None:
        self.chosen = name

    def show_problems(self, problems: Sequence[Missing]) -> None:
        self.problems = tuple(problem.field for problem in problems)


def _opened() -> tuple[Screen, FakeSession, ChildPresenter]:
    shown, session = Screen(), FakeSession()
    session.children.entries["c1"] = ChildEntry("Kian", "Pellow", born="2017-03-14")

    def nowhere(*_given: str) -> None:
        """A route that is not looked at."""

    presenter = ChildPresenter(shown, session, FakeTasks(), ChildRoutes(nowhere, nowhere, nowhere, nowhere, nowhere))
    presenter.open("c1")
    return shown, session, presenter


def test_a_chronology_goes_where_it_was_asked_under_a_name_that_says_nothing(tmp_path: Path) -> None:
    shown, session, presenter = _opened()
    assert presenter.proposed_file_name() == "chronology-2026-11-20.pdf"
    presenter.print_chronology(tmp_path / presenter.proposed_file_name())
    assert session.papers.made == ["c1"]
    assert (tmp_path / "chronology-2026-11-20.pdf").read_bytes().startswith(b"%PDF")
    assert "Pellow" not in shown.said[-1]
    assert str(tmp_path / "chronology-2026-11-20.pdf") in shown.said[-1], "the whole path, to find it again"
    presenter.delete_file()
    assert not (tmp_path / "chronology-2026-11-20.pdf").exists()
    assert shown.said[-1].startswith("The file is deleted")


def test_the_page_reads_again_only_when_its_child_changed() -> None:
    shown, _session, presenter = _opened()
    presenter.changed(Changes(frozenset({"c2"})))
    assert len(shown.pages) == 1
    presenter.changed(Changes(frozenset({"c1"})))
    assert len(shown.pages) == 2
    assert shown.pages[0].under == "9 years old, born 14 March 2017."


def test_what_was_asked_for_by_itself_does_not_count_as_depth() -> None:
    paging = Paging(("old",))
    shares = tuple(ShareRow(f"x{n}", NOW, "O. Farrow", "", False, "", "", "", "", None) for n in range(22))
    paging.begin(_page(shares=shares))
    assert paging.also == ("old", "x20", "x21"), "older decisions whose answer was new stay when the page is read again"
    assert (paging.depth().shares, paging.depth().concerns) == (20, 20)
    paging.add(Earlier(shares=tuple(replace(row, share=f"y{row.share}") for row in shares[:20])))
    assert paging.depth().shares == 40


def _amending() -> tuple[Screen, FakeSession, AmendPresenter, list[str]]:
    shown, session, went = Screen(), FakeSession(), list[str]()
    session.children.entries["c1"] = ChildEntry("Esme", "Rook", expected="2026-10-02")
    session.concerns.record("c1", ConcernEntry(seen="a", words=(Quote("ow", "Kian"), Quote("stop", "Craig"))))
    routes = AmendRoutes(back=went.append, told=lambda _changes: None)
    return shown, session, AmendPresenter(shown, session, FakeTasks(), routes, {}), went


def test_an_amendment_needs_a_reason() -> None:
    shown, session, presenter, went = _amending()
    presenter.open_concern("r1", "c1")
    presenter.sign(Amendment("", "", " ", ""))
    assert shown.problems == ("field", "reason")
    presenter.sign(Amendment("marks", "3 cm not 4 cm", "Measured again", "R. Quill"))
    assert session.concerns.amended == [("r1", {"marks": "3 cm not 4 cm"}, "Measured again", "R. Quill")]
    assert went == ["c1"]


def test_everything_that_can_be_recorded_can_be_corrected() -> None:
    shown, session, presenter, _went = _amending()
    presenter.open_concern("r1", "c1")
    not_asked = {"factors", "body"}  # asked of those who use the census's codes; the outline goes with the marks on it
    assert {field.name for field in shown.fields} == {each.name for each in fields(ConcernEntry)} - not_asked
    words = (Quote("ow", "Kian"), Quote("help"))
    presenter.sign(Amendment("words", words, "Heard again", ""))
    assert session.concerns.amended[0][1] == {"words": words}
    presenter.open_child("c1")
    family = (Relative("Joanna Rook", "mother", Answer.YES),)
    presenter.sign(Amendment("people", family, "She gave her name", ""))
    assert session.children.amended[0][1] == {"people": family}


def test_every_field_of_a_child_can_be_corrected_and_lists_stay_lists() -> None:
    shown, session, presenter, _went = _amending()
    presenter.open_child("c1")
    assert {field.name for field in shown.fields} == {each.name for each in fields(ChildEntry)}
    lists: tuple[tuple[str, Held], ...] = (
        ("disabilities", ("HEAR",)),
        ("schools", (Attended("Thornby Nursery"),)),
        ("flags", ("Nut allergy",)),
    )
    for number, (name, value) in enumerate(lists):
        presenter.sign(Amendment(name, value, "Told by the mother", ""))
        assert session.children.amended[number][1] == {name: value}
    presenter.sign(Amendment("setting_withheld", Answer.YES, "He was followed there", ""))
    assert session.children.amended[3][1] == {"setting_withheld": True}


def test_a_disputed_field_offers_to_settle_it_with_all_sides_in_sight() -> None:
    sides = (
        FieldSide("4 Sallow Row", "Odette Farrow", NOW, "s1"),
        FieldSide("18 Tern Close", "B. Tiller", LATER, "s2"),
    )
    view = FieldView("address", "Address", "disputed", sides)
    assert screen(_page(fields=(view,)), date(2026, 11, 23)).facts[0].settle == "address"
    offered = child_field("address", "Address", ChildEntry(address="4 Sallow Row"), view)
    assert [side.partition("   ")[0] for side in offered.sides] == ["4 Sallow Row", "18 Tern Close"]


def test_settling_opens_the_amendment_at_its_field() -> None:
    shown, _session, presenter, _went = _amending()
    presenter.open_child("c1", "address")
    assert shown.chosen == "address"


def test_a_birth_takes_the_expected_date_away() -> None:
    shown, session, presenter, _went = _amending()
    presenter.open_child("c1")
    assert {field.name: field.kind for field in shown.fields}["expected"] == "date"
    presenter.sign(Amendment("born", "2026-10-03", "She was born", ""))
    presenter.sign(Amendment("address_withheld", Answer.YES, "They moved to a refuge", ""))
    assert session.children.amended[0][1] == {"born": "2026-10-03", "expected": ""}
    assert session.children.amended[1][1] == {"address_withheld": True}
