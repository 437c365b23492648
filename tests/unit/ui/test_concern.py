"""Write, check, sign: drafts are never refused, and nothing is signed unseen."""

# ruff: noqa: ARG002  # a stand-in takes what the real one takes

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

import resources
from desktop.domain.records import Answer, ChildEntry, ConcernEntry, Contacts, Person, Precision, Quote, Told, When
from desktop.domain.rules import Prompt
from desktop.services.pages.fields import Missing
from desktop.ui.children.checking import from_search
from desktop.ui.children.presenter import ResultLine
from desktop.ui.concern.checking import in_order
from desktop.ui.concern.drafting import NOT_SAVED
from desktop.ui.concern.ports import ConcernRoutes, DoneScreen
from desktop.ui.concern.presenter import ConcernPresenter
from desktop.ui.concern.questions import FOLDS, SECTIONS, hidden
from desktop.ui.concern.questions import asked as asked_one
from desktop.ui.concern.whom_to_ring import DESK, RingNow, ring_now, with_officer
from desktop.ui.concern.wording import BLANK, AnswerSection, answers, quote, told
from desktop.ui.messages import Said
from desktop.ui.tasks import Runs
from tests.fakes.tasks import FakeTasks
from tests.fakes.ui_session import BABY, NOW, DiskIsFull, FakeSession

WRITTEN = ConcernEntry(
    happened=When("2026-11-20T09:05", Precision.ABOUT),
    seen="He held his arm.",
    words=(Quote("Craig got me", "Kian"),),
    safe_now=Answer.YES,
    category="PHY",
    accused_works_with_children=Answer.NO,
)


class Screen:
    """The form as the presenter sees it: an entry to read, and what it was told to show."""

    def __init__(self) -> None:
        self.now = ConcernEntry()
        self.bad: tuple[Missing, ...] = ()
        self.child = ""
        self.young = True
        self.state = ""
        self.ring: RingNow | None = None
        self.unfinished = ""
        self.ways: list[str] = []
        self.prompts: tuple[Prompt, ...] = ()
        self.problems: tuple[str, ...] = ()
        self.checked: tuple[AnswerSection, ...] | None = None
        self.done: DoneScreen | None = None
        self.failures: list[Said] = []
        self.on_form: Callable[[], None] = lambda: None

    def entry(self) -> ConcernEntry:
        return self.now

    def unreadable(self) -> tuple[Missing, ...]:
        return self.bad

    def show_form(self, entry: ConcernEntry, typed_by: str) -> None:
        self.now, self.typed_by = entry, typed_by
        self.on_form()

    def show_child(self, name: str, detail: str) -> None:
        self.child = f"{name}|{detail}"

    def show_young(self, young: bool, /) -> None:
        self.young = young

    def show_witness(self, witness: Person) -> None:
        self.now = replace(self.now, witness=witness)

    def show_child_search(self, said: str, lines: tuple[ResultLine, ...], *, searched: bool) -> None:
        self.child, self.found, self.searched = "", lines, searched

    def show_draft_state(self, said: str) -> None:
        self.state = said

    def show_unfinished(self, said: str) -> None:
        self.unfinished = said

    def show_ring(self, ring: RingNow | None) -> None:
        self.ring = ring

    def show_prompts(self, prompts: tuple[Prompt, ...]) -> None:
        self.prompts = prompts

    def show_problems(self, problems: Sequence[Missing]) -> None:
        self.problems = tuple(problem.field for problem in problems)

    def show_check(self, sections: tuple[AnswerSection, ...], prompts: tuple[Prompt, ...]) -> None:
        self.checked = sections

    def show_question(self, field: str) -> None:
        self.asked = field

    def show_done(self, screen: DoneScreen) -> None:
        self.done = screen

    def show_busy(self, said: str) -> None:
        self.busy = said

    def show_failure(self, said: Said) -> None:
        self.failures.append(said)


T = TypeVar("T")


class Later:
    """The worker does the work at once; its answers are kept back."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def run(
        self,
        fn: Callable[[], T],
        then: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        result = fn()
        self.waiting.append(lambda: then(result) if then else None)


def _made(tasks: Runs | None = None) -> tuple[Screen, FakeSession, ConcernPresenter, list[str]]:
    screen, session, went = Screen(), FakeSession(), list[str]()
    session.children.entries["c1"] = ChildEntry("Kian", "Pellow", born="2017-03-14", setting="Larkmere Primary")
    routes = ConcernRoutes(
        add_child=lambda text, draft: went.append(f"add {text} for {draft}"),
        open_child=lambda child: went.append(f"open {child}"),
        share=lambda child: went.append(f"share {child}"),
        today=lambda: went.append("today"),
        record_another=lambda child: went.append(f"another {child}"),
        told=lambda changes: went.append(f"told {','.join(sorted(changes.records))}"),
        kept=lambda child, draft: screen.ways.append(f"kept {child} {draft}"),
        signed=lambda concern: screen.ways.append(f"signed {concern}"),
        go_on=lambda child, draft: went.append(f"on with {child} {draft}"),
    )
    return screen, session, ConcernPresenter(screen, session, tasks or FakeTasks(), routes, {"PHY": "Physical"}), went


def _write(screen: Screen, presenter: ConcernPresenter, entry: ConcernEntry = WRITTEN) -> None:
    screen.now = entry
    presenter.touched()


def test_nothing_is_saved_before_something_is_written() -> None:
    screen, session, presenter, _went = _made()
    screen.on_form = presenter.touched  # filling the form makes the widgets speak
    presenter.open("c1")
    presenter.tick()
    presenter.save()
    assert session.concerns.kept == {}


def test_a_draft_saves_itself_and_says_when() -> None:
    screen, session, presenter, _went = _made()
    presenter.open()
    _write(screen, presenter, ConcernEntry(seen="half a sen"))
    presenter.tick()
    assert screen.state == "Draft saved at 09:41"
    assert session.concerns.kept["d1"].entry.seen == "half a sen"
    assert session.concerns.kept["d1"].child == ""
    presenter.tick()
    assert session.concerns.saves == 1


def test_two_saves_under_way_keep_one_draft() -> None:
    later = Later()
    screen, session, presenter, _went = _made(later)
    presenter.open()
    later.waiting.pop()()
    _write(screen, presenter, ConcernEntry(seen="one"))
    presenter.tick()
    _write(screen, presenter, ConcernEntry(seen="one two"))
    presenter.tick()  # the first answer is still on its way: wait
    presenter.save()  # but the page is going: save now
    assert list(session.concerns.kept) == ["d1"]
    assert session.concerns.kept["d1"].entry.seen == "one two"


def test_a_draft_that_could_not_be_saved_is_told_and_tried_again() -> None:
    screen, session, presenter, _went = _made()
    presenter.open()
    session.concerns.fails = DiskIsFull()
    _write(screen, presenter)
    presenter.tick()
    assert screen.state == NOT_SAVED
    session.concerns.fails = None
    presenter.tick()
    assert session.concerns.kept["d1"].entry == WRITTEN


def test_a_draft_is_taken_up_again_where_it_was_left() -> None:
    screen, session, presenter, _went = _made()
    session.concerns.save_draft(None, "c1", WRITTEN)
    presenter.open(draft="d1")
    assert screen.now == WRITTEN
    assert screen.child == "Kian Pellow|Born 14 March 2017, Larkmere Primary"
    assert screen.state == "Draft saved 20 November 2026 at 09:41"


def test_adding_a_child_keeps_the_draft_and_comes_back_to_it() -> None:
    screen, session, presenter, went = _made()
    presenter.open()
    _write(screen, presenter)
    presenter.which.find("Maisie")
    assert screen.searched
    presenter.add_child()
    assert went == ["add Maisie for d1"]
    assert session.concerns.kept["d1"].entry == WRITTEN


def test_the_guidance_speaks_while_one_writes() -> None:
    screen, _session, presenter, _went = _made()
    presenter.open("c1")
    _write(screen, presenter, replace(WRITTEN, marks="1 cm blue mark, right cheek", mobile=Answer.NO))
    presenter.tick()
    assert screen.prompts == (BABY,)


def test_what_is_missing_is_listed_in_the_order_of_the_page() -> None:
    screen, _session, presenter, _went = _made()
    presenter.open()
    screen.bad = (Missing("happened", "The date needs a month"),)
    presenter.checking.review()
    assert screen.problems == ("child", "safe_now", "seen", "happened")
    assert screen.checked is None


def test_one_error_is_said_for_each_field() -> None:
    errors = in_order((Missing("seen", "b"), Missing("happened", "unreadable"), Missing("happened", "missing")))
    assert [(error.field, error.message) for error in errors] == [("seen", "b"), ("happened", "unreadable")]


def test_signing_takes_exactly_what_was_checked() -> None:
    screen, session, presenter, went = _made()
    presenter.open("c1")
    _write(screen, presenter)
    presenter.checking.review()
    assert screen.checked is not None
    presenter.checking.sign()
    assert session.concerns.recorded == [("c1", WRITTEN)]
    assert session.concerns.kept == {}
    assert screen.done is not None
    assert screen.done.child_name == "Kian Pellow"
    assert went == ["told c1,r1"]


def test_nothing_is_signed_that_was_changed_after_the_check() -> None:
    screen, session, presenter, _went = _made()
    presenter.open("c1")
    _write(screen, presenter)
    presenter.checking.review()
    presenter.touched()
    presenter.checking.sign()
    assert session.concerns.recorded == []


def test_pressing_twice_signs_once() -> None:
    later = Later()
    screen, session, presenter, _went = _made(later)
    presenter.open("c1")
    later.waiting.pop()()
    _write(screen, presenter)
    presenter.checking.review()
    for answer in later.waiting:
        answer()
    presenter.checking.sign()
    presenter.checking.sign()
    assert len(session.concerns.recorded) == 1


def test_a_failure_to_sign_keeps_the_draft_and_can_be_tried_again() -> None:
    screen, session, presenter, _went = _made()
    presenter.open("c1")
    _write(screen, presenter)
    presenter.checking.review()
    session.concerns.fails = DiskIsFull()
    presenter.checking.sign()
    assert screen.failures
    assert list(session.concerns.kept) == ["d1"]
    session.concerns.fails = None
    presenter.checking.sign()
    assert len(session.concerns.recorded) == 1


def test_an_urgent_concern_shows_whom_to_ring() -> None:
    screen, _session, presenter, _went = _made()
    presenter.open("c1")
    _write(screen, presenter, replace(WRITTEN, marks="1 cm blue mark", mobile=Answer.NO))
    presenter.checking.review()
    presenter.checking.sign()
    assert screen.done is not None
    assert screen.done.alert is not None
    assert screen.done.alert.number.number == "01632 960100"
    assert "sent" not in " ".join(screen.done.next_steps)


def test_throwing_a_draft_away_leaves_nothing_behind() -> None:
    screen, session, presenter, went = _made()
    presenter.open("c1")
    _write(screen, presenter)
    presenter.tick()
    presenter.discard()
    presenter.tick()
    assert session.concerns.kept == {}
    assert went == ["today"]


def test_answers_are_said_back_with_blanks_as_not_answered() -> None:
    sections = answers(WRITTEN, "Kian Pellow", "Odette Farrow", {"PHY": "Physical abuse"})
    rows = {row.field: row.text for section in sections for row in section.rows}
    assert rows["happened"] == "about 20 November 2026 at 09:05"
    assert rows["category"] == "Physical abuse"
    assert rows["words"] == "Kian: “Craig got me”"
    assert rows["safe_now"] == "Yes"
    assert rows["opinion"] == BLANK
    assert "kept_from" not in rows
    assert "notes_made" not in rows


def test_words_in_another_language_keep_it_with_who_interpreted() -> None:
    said = quote(Quote("Boli mnie", "Ola", "Polish", "It hurts", "a telephone interpreter"))
    assert said == "Ola: “Boli mnie” in Polish (“It hurts”, interpreted by a telephone interpreter)"
    assert (
        told(Told("Ms Farrow", "lead", "09:30", "in person", "took over"))
        == "Ms Farrow, lead, 09:30, in person: took over"
    )


def test_who_must_not_see_it_is_said_back_when_an_adult_who_works_with_children_is_involved() -> None:
    entry = replace(WRITTEN, accused_works_with_children=Answer.YES, kept_from=("A. Person", "B. Person"))
    rows = {row.field: row.text for section in answers(entry, "", "", {}) for row in section.rows}
    assert rows["kept_from"] == "A. Person\nB. Person"
    assert Person() == WRITTEN.witness


def test_what_is_urgent_says_whom_to_ring_while_one_still_writes() -> None:
    screen, _session, presenter, _went = _made()
    presenter.open("c1")
    assert screen.ring is None
    screen.now = replace(WRITTEN, safe_now=Answer.NO)
    presenter.weigh()
    assert screen.ring is not None
    assert screen.ring.urgent
    assert screen.ring.title == "Ring now: Ashmere MASH, 01632 960100"
    assert "until 17:00 on Friday 20 November 2026" in screen.ring.text
    assert "999" in screen.ring.text


def test_level_four_rings_also_when_nobody_knows_whether_the_child_is_safe() -> None:
    screen, _session, presenter, _went = _made()
    presenter.open("c1")
    screen.now = replace(WRITTEN, safe_now=Answer.UNKNOWN, level="4")
    presenter.weigh()
    assert screen.ring is not None
    assert screen.ring.urgent


def test_marks_on_a_child_of_whom_nobody_knows_whether_they_are_safe_are_not_met_with_silence() -> None:
    screen, _session, presenter, _went = _made()
    presenter.open("c1")
    screen.now = replace(WRITTEN, safe_now=Answer.UNKNOWN, marks="Two round marks")
    presenter.weigh()
    assert screen.ring is not None
    assert not screen.ring.urgent
    assert "01632 960100" in screen.ring.title
    screen.now = replace(screen.now, safe_now=Answer.YES)
    presenter.weigh()
    assert screen.ring is None


def test_a_prompt_of_the_guidance_brings_the_number_with_it() -> None:
    screen, _session, presenter, _went = _made()
    presenter.open("c1")
    _write(screen, presenter, replace(WRITTEN, marks="Round, 2 cm", mobile=Answer.NO))
    presenter.tick()
    assert screen.prompts == (BABY,)
    assert screen.ring is not None
    assert screen.ring.urgent


def test_a_new_form_offers_the_concern_that_is_not_finished() -> None:
    screen, session, presenter, went = _made()
    session.concerns.save_draft(None, "c1", WRITTEN)
    presenter.open()
    assert "unfinished concern" in screen.unfinished
    presenter.go_on()
    assert went == ["on with c1 d1"]
    screen, session, presenter, went = _made()
    session.concerns.save_draft(None, "c1", WRITTEN)
    presenter.open("c1", "d1")
    assert screen.unfinished == ""


def test_the_way_back_leads_to_the_draft_and_then_to_what_was_signed() -> None:
    screen, _session, presenter, _went = _made()
    presenter.open("c1")
    _write(screen, presenter)
    presenter.tick()
    presenter.checking.review()
    presenter.checking.sign()
    assert screen.ways == ["kept c1 d1", "signed r1"]


def test_who_is_told_to_tell_the_designated_officer_is_told_whom_to_ask() -> None:
    _screen, session, presenter, _went = _made()
    presenter.open("c1")
    lado = Prompt(
        "works-with-children", "The person works with children", "Tell the designated officer.", False, "lado"
    )
    (said,) = presenter._ask_for((lado,))
    assert said.text.endswith("ask Ashmere MASH, 01632 960100.")
    assert presenter._ask_for((BABY,)) == (BABY,)
    known = Contacts(lado_name="Ida Prentice", lado_number="01632 960 177")
    (said,) = with_officer((lado,), known, NOW, session.calendar)
    assert said.text.endswith("Ring Ida Prentice, 01632 960 177.")


def test_out_of_hours_the_guidance_names_the_number_that_answers_and_not_the_desk_that_is_shut() -> None:
    _screen, session, _presenter, _went = _made()
    numbers, evening = session.ringing.contacts(), NOW.replace(hour=20)
    prompt = Prompt("danger-now", "Not safe now", "Ring 999 now. Then ring the safeguarding desk.", True, "999")
    (said,) = with_officer((prompt,), numbers, evening, session.calendar)
    assert said.text == "Ring 999 now. Then ring Ashmere Emergency Duty Team, 01632 960199."
    local = replace(prompt, text="Then ring the Ashmere Front Door.")
    (named,) = with_officer((local,), numbers, evening, session.calendar, "the Ashmere Front Door")
    assert named.text == "Then ring Ashmere Emergency Duty Team, 01632 960199."
    ring = ring_now(replace(WRITTEN, safe_now=Answer.NO), (), numbers, evening, session.calendar)
    assert ring is not None
    assert ring.whom == "Ashmere Emergency Duty Team, 01632 960199"


def test_no_rule_of_the_edition_names_the_desk_otherwise_than_the_form_can_replace() -> None:
    texts = [rule["text"] for rule in json.loads(resources.edition()["prompts.json"])["rules"]]
    ringing = [text for text in texts if "desk" in text]
    assert ringing
    assert all("desk" not in text.replace(DESK, "") for text in ringing)


def test_a_good_record_needs_seven_answers_and_a_blank_form_asks_no_more_than_seventeen() -> None:
    asked = [one.field for section in SECTIONS for one in section.asked if one.field != "typed_by"]
    folded = {name for fold in FOLDS for name in fold.fields}
    blank = [field for field in asked if field not in hidden(ConcernEntry()) | folded]
    assert len(blank) <= 17
    needed = ("accused_works_with_children", "child", "safe_now", "seen", "happened", "witness", "informant", "done")
    optional = [asked_one(field).label for field in blank if field not in needed]
    assert [label for label in optional if "(optional)" not in label and "notes" not in label] == []
    assert blank.index("safe_now") == 2


def test_what_was_answered_is_never_hidden_save_what_has_no_meaning_alone() -> None:
    told = ConcernEntry(
        safe_now_note="In school", mobile=Answer.NO, level_why="Marks", parents_told_why="Risk", notes_kept="Cabinet"
    )
    assert hidden(told) & {"safe_now_note", "mobile", "level_why", "parents_told_why"} == set()
    assert "notes_kept" in hidden(told)
    assert "kept_from" not in hidden(ConcernEntry(accused_works_with_children=Answer.YES))


def test_whether_a_child_moves_about_is_asked_of_the_young_who_have_marks_and_needs_an_answer() -> None:
    screen, session, presenter, _went = _made()
    session.children.entries["b1"] = ChildEntry("Mila", "Pellow", born="2026-09-01")
    marked = replace(WRITTEN, marks="A bruise on the cheek", witness=Person("R. Quill"), done="Rang")
    presenter.open("c1")
    assert not screen.young, "nine years old"
    _write(screen, presenter, marked)
    presenter.checking.review()
    assert screen.problems == ()
    assert screen.checked is not None
    assert "mobile" not in {row.field for section in screen.checked for row in section.rows}
    presenter.which.choose("b1")
    _write(screen, presenter, marked)
    presenter.checking.review()
    assert screen.young
    assert screen.problems == ("mobile",)
    _write(screen, presenter, replace(marked, mobile=Answer.UNKNOWN))
    screen.problems = ()
    presenter.checking.review()
    assert screen.problems == ()
    assert "mobile" in hidden(replace(WRITTEN, marks="No marks seen"))
    fields = [one.field for section in SECTIONS for one in section.asked]
    assert fields.index("mobile") > fields.index("opinion"), "never between a box and the next"


def test_whoever_saw_it_gives_name_and_post_with_one_press() -> None:
    screen, _session, presenter, _went = _made()
    presenter.open("c1")
    presenter.saw_it_myself()
    assert screen.now.witness == Person("Odette Farrow", "Designated safeguarding lead")


def test_a_child_whose_name_nobody_knows_is_added_with_one_press() -> None:
    screen, _session, presenter, went = _made()
    presenter.open()
    _write(screen, presenter)
    presenter.add_unnamed()
    assert went == ["add Name not known for d1"]
    assert from_search("Name not known") == ChildEntry(given_names="Name not known")
