"""The pages about records beside concerns without a window: what is asked, said, signed and left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from desktop.domain.entry_catalogue import ENTRY_TYPES
from desktop.domain.entry_types import Asks
from desktop.domain.guidance_parts import Threshold
from desktop.domain.records import Quote, When
from desktop.domain.rules import Prompt
from desktop.domain.statements import Changes
from desktop.services.entries import RecordedEntry
from desktop.services.pages.fields import Missing
from desktop.services.withdrawing import Named
from desktop.ui.child.amend_fields import AmendField, Amendment
from desktop.ui.entries.adding import AddEntryPresenter, AddRoutes
from desktop.ui.entries.amending import AmendEntryPresenter, AmendEntryRoutes
from desktop.ui.entries.lines import entry_line, scores_of
from desktop.ui.entries.presenter import EntryPresenter, EntryRoutes
from desktop.ui.entries.screen import EntryScreen, FormScreen, form_screen, menu
from desktop.ui.entries.steps import StepPresenter, StepRoutes, StepScreen
from desktop.ui.messages import Said
from tests.fakes.tasks import FakeTasks
from tests.unit.services.people import GUIDANCE, KIAN, Area, utc


@dataclass
class View:
    """Remembers what it was told to show."""

    forms: list[FormScreen] = field(default_factory=list)
    checks: list[Sequence[tuple[str, str, str]]] = field(default_factory=list)
    problems: list[Sequence[Missing]] = field(default_factory=list)
    entries: list[EntryScreen] = field(default_factory=list)
    steps: list[StepScreen] = field(default_factory=list)
    fields: list[tuple[AmendField, ...]] = field(default_factory=list)
    chosen: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    prompts: list[tuple[str, ...]] = field(default_factory=list)

    def show_form(self, screen: FormScreen) -> None:
        self.forms.append(screen)

    def show_prompts(self, prompts: tuple[Prompt, ...]) -> None:
        self.prompts.append(tuple(one.id for one in prompts))

    def show_check(self, rows: Sequence[tuple[str, str, str]]) -> None:
        self.checks.append(rows)

    def show_problems(self, problems: Sequence[Missing]) -> None:
        self.problems.append(tuple(problems))

    def show_entry(self, screen: EntryScreen) -> None:
        self.entries.append(screen)

    def show_step(self, screen: StepScreen) -> None:
        self.steps.append(screen)

    def show_fields(self, title: str, fields: tuple[AmendField, ...], *, told_by: bool) -> None:
        assert title
        assert told_by
        self.fields.append(fields)

    def choose(self, name: str) -> None:
        self.chosen.append(name)

    def show_busy(self, said: str) -> None:
        self.said.append(said)

    def show_exported(self, title: str, said: str, *, delete: bool) -> None:
        self.said.append(f"{title} {said} {delete}")

    def show_failure(self, said: Said) -> None:
        self.said.append(said.happened)


@pytest.fixture
def area(tmp_path: Path) -> Iterator[Area]:
    made = Area(tmp_path, utc("2026-11-20T09:40"))
    yield made
    made.close()


@pytest.fixture
def child(area: Area) -> str:
    return area.school.children.register(KIAN).child


def adding(area: Area, child: str, family: str) -> tuple[View, AddEntryPresenter, list[RecordedEntry]]:
    view, made = View(), list[RecordedEntry]()
    routes = AddRoutes(made.append, lambda: None, lambda _changes: None)
    presenter = AddEntryPresenter(view, area.school, FakeTasks(), routes)
    presenter.open(child, family)
    return view, presenter, made


@pytest.mark.parametrize("family", ENTRY_TYPES)
def test_every_type_has_a_form_and_every_choice_its_words(family: str) -> None:
    screen = form_screen(ENTRY_TYPES[family], "Kian Pellow", GUIDANCE)
    assert screen.about == "About Kian Pellow"
    assert all(one.question.endswith("?") and one.label for one in screen.asked)
    assert [one.kind for one in screen.asked if not one.choices and one.kind in {Asks.CHOICE, Asks.LEVEL}] == []
    assert all(choice.label for one in screen.asked for choice in one.choices)
    assert bool(screen.note) == (family == "supervision")


def test_the_guidance_speaks_while_one_writes_and_again_before_one_signs(area: Area, child: str) -> None:
    values = {"happened": When("2026-11-19"), "planned": "appointment", "result": "not-brought"}
    view, presenter, _ = adding(area, child, "non_engagement")
    for day in ("2026-10-02", "2026-11-02"):
        presenter.look(values)
        area.school.entries.record(child, "non_engagement", values | {"happened": When(day)})
    presenter.look(values)
    presenter.done(values)
    assert view.prompts == [(), (), ("was-not-brought",), ("was-not-brought",)]


def test_the_areas_own_threshold_document_stands_beside_the_question() -> None:
    local = replace(GUIDANCE, threshold=Threshold("Ashmere thresholds", "March 2026"))
    document = next(
        one for one in form_screen(ENTRY_TYPES["level_change"], "Kian", local).asked if one.name == "document"
    )
    assert document.hint == "Your area’s document: Ashmere thresholds, March 2026."


def test_the_menu_has_a_concern_first_and_a_line_for_each_type() -> None:
    lines = menu()
    assert [line.family for line in lines] == ["", *ENTRY_TYPES]
    assert all(line.title and line.line.endswith(".") for line in lines)


def test_a_long_form_is_looked_through_and_a_short_one_is_signed_at_once(area: Area, child: str) -> None:
    view, presenter, made = adding(area, child, "voice")
    presenter.sign()
    presenter.done({}, (Missing("happened", "This is no date"),))
    assert [problem.field for problem in view.problems[-1]] == ["happened", "seen"]
    presenter.done({"wishes": "A dog", "words": (Quote("A dog, please"),), "happened": When("2026-11-19")})
    answers = {name: text for name, _, text in view.checks[-1]}
    assert (answers["words"], answers["happened"], answers["barrier"]) == ("“A dog, please”", "19 November 2026", "")
    assert made == []
    presenter.sign()
    presenter.sign()
    assert len(made) == 1
    view, presenter, made = adding(area, child, "action")
    presenter.done({"what": "Ring the nurse"})
    assert (view.checks, len(made)) == ([], 1)


def test_a_failure_is_said_and_signing_can_be_tried_again(area: Area, child: str) -> None:
    view, presenter, made = adding(area, child, "action")
    presenter.done({"what": "Ring the nurse", "due": "tomorrow"})
    assert view.said[-1].startswith("An answer does not have the form")
    presenter.done({"what": "Ring the nurse", "due": "2026-11-21"})
    assert len(made) == 1
    adding(area, "nobody", "action")[0].said[-1]


def test_a_record_is_read_again_when_it_changes_and_printed_under_a_name_without_a_name(
    area: Area, child: str, tmp_path: Path
) -> None:
    made = area.school.entries.record(child, "action", {"what": "Ring the nurse", "due": "2026-11-21"})
    view, went = View(), list[tuple[str, ...]]()
    routes = EntryRoutes(
        lambda *to: went.append(("amend", *to)), lambda *to: went.append(("step", *to)), lambda to: went.append((to,))
    )
    presenter = EntryPresenter(view, area.school.entries, FakeTasks(), routes, area.school.now, area.school.papers)
    presenter.open(made.record)
    screen = view.entries[-1]
    assert (screen.due, screen.closes, screen.ours) == ("Due tomorrow, Saturday 21 November 2026", True, True)
    presenter.changed(Changes(frozenset({"another"})))
    assert len(view.entries) == 1
    presenter.changed(area.school.withdrawing.withdraw(made.record, "The wrong child"))
    assert view.entries[-1].withdrawn.startswith("By Odette Farrow, Larkmere Primary on ")
    assert (view.entries[-1].due, view.entries[-1].closes) == ("", False)
    presenter.amend("due")
    presenter.step("take_back")
    presenter.child()
    assert went == [("amend", made.record, "due"), ("step", made.record, "take_back"), (child,)]
    assert presenter.proposed_file_name() == "record-2026-11-20.pdf"
    file = tmp_path / "record.pdf"
    presenter.print(file)
    assert b"Ring the nurse" in file.read_bytes()
    presenter.delete_file()
    assert not file.exists()


def test_one_field_is_amended_with_a_reason_and_comes_up_as_it_stands(area: Area, child: str) -> None:
    said = {"wishes": "A dog", "words": (Quote("A dog"),), "kept_from": ("C. Dunmore",), "happened": When("2026-11-19")}
    made = area.school.entries.record(child, "voice", said)
    view, back = View(), list[str]()
    routes = AmendEntryRoutes(back.append, lambda _changes: None)
    presenter = AmendEntryPresenter(view, area.school.entries, FakeTasks(), routes, area.school.guidance)
    presenter.open(made.record, "wishes")
    held = {one.name: one.value for one in view.fields[-1]}
    assert {name: held[name] for name in said} == said
    assert view.chosen == ["wishes"]
    presenter.sign(Amendment("", "", "", ""))
    assert [problem.field for problem in view.problems[-1]] == ["field", "reason"]
    presenter.sign(Amendment("wishes", "A cat", "Misheard", "R. Quill"))
    presenter.cancel()
    assert back == [made.record, made.record]
    assert area.school.entries.page(made.record).values["wishes"] == "A cat"
    area.school.withdrawing.withdraw(made.record, "The wrong child")
    presenter.sign(Amendment("wishes", "A bird", "Misheard", ""))
    assert view.said[-1] == "This record is withdrawn, so nothing is added to it."


def test_each_step_asks_for_its_reasons_and_says_where_it_was_sent(area: Area, child: str) -> None:
    made = area.school.entries.record(child, "action", {"what": "Ring the nurse"})
    area.school.sharing.decide(area.share_all(area.school, child))
    view, signed = View(), list[tuple[str, str]]()

    def step(name: str, values: Mapping[str, object]) -> StepScreen:
        routes = StepRoutes(
            lambda _record, _named, title, text: signed.append((title, text)), _left, lambda _changes: None
        )
        presenter = StepPresenter(view, area.school, FakeTasks(), routes)
        presenter.sign(values)
        presenter.open(made.record, name)
        presenter.sign(dict.fromkeys(values, ""))
        assert view.problems[-1], name
        presenter.sign(values)
        presenter.leave()
        return view.steps[-1]

    assert step("withdraw", {"reason": "The wrong child"}).record == "Action"
    assert signed[-1][1] == "It was sent to somebody before. Share, and choose this too, so that they know."
    step("take_back", {"reason": "It was this child"})
    step("disagree", {"by": "Jenna Pellow", "role": "mother", "why": "No need", "as_told_by": ""})
    finish = step("finish", {"outcome": "not-done", "ended_on": "", "ended_why": "She moved"})
    assert finish.what == "Ring the nurse"
    assert [one.name for one in finish.asked] == ["outcome", "ended_on", "ended_why"]
    assert [title for title, _ in signed] == [
        "The record is withdrawn", "The record stands again", "It is kept that somebody disagrees", "It is marked as done",
    ]  # fmt: skip


def _left(_record: str, named: Named) -> None:
    assert named.family == "action"


def test_lines_say_what_is_open_late_done_and_withdrawn_and_scores_leave_out_what_is(area: Area, child: str) -> None:
    school = area.school
    late = school.entries.record(child, "action", {"what": "Ring the nurse", "due": "2026-11-18"}).record
    bare = school.entries.record(child, "action", {"what": "Ask the club"}).record
    done = school.entries.record(child, "action", {"what": "Write"}).record
    school.entries.mark_done(done, {"outcome": "done"})
    for day, score in (("2026-11-12", "8"), ("2026-11-02", "5"), ("2026-11-16", "2")):
        felt = school.entries.record(child, "voice", {"feels_safe": score, "happened": When(day)}).record
    school.withdrawing.withdraw(felt, "Not his number")
    rows = {row.record: row for row in school.entries.of_child(child)}
    lines = {record: entry_line(row, school.now()) for record, row in rows.items()}
    assert (lines[late].due, lines[late].state) == (
        "Overdue by 2 days, it was due on Wednesday 18 November 2026",
        "Open",
    )
    assert (lines[bare].due, lines[bare].closes) == ("No day is set", True)
    assert (lines[done].due, lines[done].state, lines[done].open) == ("", "Done", False)
    assert lines[felt].state == "Withdrawn"
    assert [(one.day, one.number) for one in scores_of(tuple(rows.values()), "voice")] == [
        ("2 Nov 2026", 5), ("12 Nov 2026", 8),
    ]  # fmt: skip
