"""One question a page: which pages there are, where one goes on, and that the choice is kept."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from desktop.domain.records import Answer, ConcernEntry, Person, When
from desktop.domain.statements import Changes
from desktop.services.preference_values import Preferences
from desktop.ui.concern.guided import FIRST, NEEDED, Pages, may_check, needed_words, start, steps
from desktop.ui.concern.questions import hidden, sections
from desktop.ui.concern.way import WayOfWriting
from desktop.ui.messages import Said
from tests.fakes.tasks import FakeTasks

BEGUN = ConcernEntry(accused_works_with_children=Answer.NO)


def _fields(entry: ConcernEntry) -> list[str]:
    return [page.field for page in steps(hidden(entry))]


def test_the_pages_are_the_questions_of_the_form_in_their_order_and_what_is_not_asked_is_skipped() -> None:
    everything = [one.field for section in sections() for one in section.asked if one.field != "typed_by"]
    assert [page.field for page in steps(())] == everything
    away = hidden(BEGUN)
    assert _fields(BEGUN) == [field for field in everything if field not in away]
    assert "notes_made" not in _fields(BEGUN)


def test_an_answer_that_calls_for_another_question_brings_it_next() -> None:
    pages, walled = Pages(), replace(BEGUN, accused_works_with_children=Answer.YES)
    pages.turn_to(FIRST, hidden(walled))
    assert pages.beside(hidden(BEGUN), 1) == "child"
    assert pages.beside(hidden(walled), 1) == "kept_from"
    pages.turn_to("safe_now", hidden(replace(BEGUN, safe_now=Answer.NO)))
    assert pages.beside(hidden(replace(BEGUN, safe_now=Answer.NO)), 1) == "safe_now_note"


def test_how_far_one_is_stands_in_words_and_there_is_nothing_beyond_the_ends() -> None:
    pages, away = Pages(), hidden(BEGUN)
    assert pages.beside(away, -1) == ""
    page, said = pages.now(away)
    assert (page.field, said) == (FIRST, f"Question 1 of {len(steps(away))}: Before you write")
    pages.turn_to(steps(away)[-1].field, away)
    assert pages.beside(away, 1) == ""
    pages.turn_to("happened.note", away)
    assert pages.field == "happened", "a part of a question stands on the question's page"
    pages.turn_to("notes_made", away)
    assert pages.field == "happened", "what is not asked is no page"


def test_a_draft_goes_on_where_the_first_needed_answer_is_missing() -> None:
    pages = steps(hidden(BEGUN))
    assert start(ConcernEntry(), pages) == FIRST
    assert start(BEGUN, pages) == "child", "nothing is written yet"
    accused = replace(BEGUN, accused_works_with_children="yes")
    assert start(accused, pages) == "kept_from", "who may see the rest comes before the rest"
    written = replace(BEGUN, safe_now=Answer.YES, seen="He winced.", happened=When("2026-11-20"))
    assert start(written, pages) == "witness"
    assert start(replace(written, informant=Person("R. Quill"), done="Stayed with him."), pages) == FIRST


def test_what_is_needed_is_said_and_what_is_not_can_be_left_blank() -> None:
    assert all("needed" in needed_words(name) for name in NEEDED if name != FIRST)
    assert "blank" in needed_words("opinion")


def test_once_all_that_is_needed_is_answered_one_may_check_at_every_page() -> None:
    done = replace(
        BEGUN,
        safe_now=Answer.YES,
        seen="He winced.",
        happened=When("2026-11-20"),
        witness=Person("R. Quill"),
        done="Sat down.",
    )
    assert may_check(done, hidden(done), child=True)
    assert not may_check(done, hidden(done), child=False)
    assert not may_check(replace(done, done=""), hidden(done), child=True)
    walled = replace(done, accused_works_with_children=Answer.YES)
    assert not may_check(walled, hidden(walled), child=True), "who must not see it is needed then"
    assert "check your answers now" in needed_words("opinion", may_check=True)


@dataclass
class _Book:
    kept: Preferences = field(default_factory=lambda: Preferences(resting=2, notify=False))

    def read(self) -> Preferences:
        return self.kept

    def change(self, chosen: Preferences) -> Changes:
        self.kept = chosen
        return Changes()


@dataclass
class _View:
    shown: list[bool] = field(default_factory=list)
    failed: list[Said] = field(default_factory=list)

    def show_guided(self, guided: bool) -> None:
        self.shown.append(guided)

    def show_failure(self, said: Said) -> None:
        self.failed.append(said)


def test_the_way_of_writing_is_kept_with_the_book_and_changes_no_other_choice() -> None:
    book, view = _Book(), _View()
    way = WayOfWriting(view, book, FakeTasks())
    way.read()
    way.choose(True)
    assert book.kept == Preferences(resting=2, notify=False, guided=True)
    WayOfWriting(view, book, FakeTasks()).read()
    assert view.shown == [False, True, True]
