"""The ways through an open book: back and forward, what can be done, and finding it. No Qt."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.services.found import Found, RecordFound
from desktop.services.pages.children import ChildRow
from desktop.ui.shell.commands import Command, Deeds, commands
from desktop.ui.shell.finder import Finder, Hit
from desktop.ui.shell.fuzzy import best, score
from desktop.ui.shell.routes import Place
from desktop.ui.shell.visits import Left, Visits
from tests.fakes.tasks import FakeTasks

KIAN = ChildRow("k1", "Kian Pellow", "Kip", "2017-03-14", "", "1 Moss Way", 2, datetime(2026, 11, 20, tzinfo=UTC))
PAGES = frozenset({"today", "children", "concern", "letters", "settings", "add_child", "membership", "help"})


def _nothing() -> None:
    """Goes nowhere."""


def _commands(went: list[Place], pages: frozenset[str] = PAGES) -> tuple[Command, ...]:
    deeds = Deeds(_nothing, _nothing, _nothing, _nothing, _nothing, _nothing, lambda _step: None)
    return commands(pages, went.append, deeds, lambda: Place("letters"))


def test_back_and_forward_lead_through_the_pages_as_they_were_left() -> None:
    visits = Visits()
    visits.went_on(Left(Place("today"), scroll=120))
    visits.went_on(Left(Place("children"), typed={"Search": "kian"}))
    assert visits.back(Left(Place("child", "k1"))) == Left(Place("children"), typed={"Search": "kian"})
    assert visits.back(Left(Place("children"))) == Left(Place("today"), scroll=120)
    assert visits.back(Left(Place("today"))) is None
    assert visits.forward(Left(Place("today"))) == Left(Place("children"))
    assert visits.forward(Left(Place("children"))) == Left(Place("child", "k1"))
    assert visits.forward(Left(Place("child", "k1"))) is None


def test_going_somewhere_new_forgets_the_way_forward() -> None:
    visits = Visits()
    visits.went_on(Left(Place("today")))
    visits.back(Left(Place("children")))
    visits.went_on(Left(Place("today")))
    assert visits.forward(Left(Place("today"))) is None


def test_what_outlives_a_lock_holds_no_words() -> None:
    visits = Visits()
    visits.went_on(Left(Place("children"), typed={"Search": "Kian Pellow"}))
    trail = visits.trail(Left(Place("child", "k1"), 40, 3, {"A note": "two round marks"}))
    assert "Pellow" not in repr(trail)
    assert "marks" not in repr(trail)
    again = Visits()
    again.resume(trail)
    assert trail.here == Left(Place("child", "k1"), 40, 3)
    assert again.back(trail.here) == Left(Place("children"))


def test_every_action_has_a_name_and_keys_of_its_own() -> None:
    made = _commands([])
    assert all(one.title for one in made)
    keys = [one.keys for one in made if one.keys]
    assert len(set(keys)) == len(keys)


def test_what_the_role_does_not_have_is_not_offered() -> None:
    names = {one.name for one in _commands([], PAGES - {"help"})}
    assert names.isdisjoint({"desk", "phone_referral", "help", "keys"})
    assert {"lock", "hide", "find"} <= names


def test_help_is_about_the_page_one_is_on() -> None:
    went: list[Place] = []
    next(one for one in _commands(went) if one.keys == "F1").run()
    assert went == [Place("help", "letters")]


def test_a_call_is_logged_about_the_concern_one_is_on_and_else_it_is_asked_about_which() -> None:
    went: list[Place] = []
    next(one for one in _commands(went) if one.name == "log_call").run()
    deeds = Deeds(_nothing, _nothing, _nothing, _nothing, _nothing, _nothing, lambda _step: None)
    made = commands(PAGES, went.append, deeds, lambda: Place("concern_page", "r1"))
    next(one for one in made if one.name == "log_call").run()
    assert went == [Place("call", "", "me"), Place("call", "r1", "me")]


def test_a_few_letters_find_an_action() -> None:
    made = _commands([])
    for asked, name in (
        ("rec con", "concern"),
        ("lock", "lock"),
        ("log a call", "log_call"),
        ("bigger", "larger"),
        ("addc", "add_child"),
        ("pin", "settings"),
        ("guide", "help"),
        ("usb", "letters"),
        ("chronology", "children"),
        ("calendar", "settings"),
    ):
        assert best(asked, made, lambda one: f"{one.title} {one.also}")[0].name == name, asked
    printing = {one.name for one in best("print", made, lambda one: f"{one.title} {one.also}")[:3]}
    assert {"help", "children"} <= printing
    assert best("zzz", made, lambda one: one.title) == []


def test_accents_and_capitals_do_not_matter() -> None:
    assert score("SIAN", "Siân Prosser") is not None


@settings(derandomize=True)
@given(st.text(max_size=12), st.text(max_size=30))
def test_what_fits_has_every_letter_asked_for(asked: str, name: str) -> None:
    if score(asked, name) is not None:
        plain = unicodedata.normalize("NFKD", name).casefold()
        assert all(c in plain or not c.isascii() for c in asked.casefold() if not c.isspace())


class Index:
    """A search that answers when it is told to."""

    def __init__(self, found: Found) -> None:
        self.found = found

    def find(self, _text: str) -> Found:
        return self.found


class List:
    def __init__(self) -> None:
        self.hits: list[Hit] = []
        self.said = ""

    def show_hits(self, hits: Sequence[Hit], said: str) -> None:
        self.hits, self.said = list(hits), said


class Later:
    """A worker that answers only when asked to."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def run(self, fn: Callable[[], object], then: Callable[..., None] | None = None, _failed: object = None) -> None:
        assert then is not None
        self.waiting.append(lambda: then(fn()))


def test_children_records_and_actions_stand_in_one_list() -> None:
    view, went = List(), list[Place]()
    record = RecordFound("c1", "k1", "Kian Pellow", "Physical abuse, 20 November 2026")
    finder = Finder(view, Index(Found((KIAN,), (record,))), FakeTasks(), went.append, _commands(went))
    finder.asked("child")
    assert [hit.title for hit in view.hits][:2] == ["Kian Pellow (Kip)", "Physical abuse, 20 November 2026"]
    assert "Children" in [hit.title for hit in view.hits]
    for hit in view.hits[:2]:
        assert hit.run is not None
        hit.run()
    assert went == [Place("child", "k1"), Place("concern_page", "c1")]


def test_a_record_kept_from_some_people_leads_nowhere_and_says_whom_to_ask() -> None:
    view = List()
    Finder(view, Index(Found((), (), ("R. Quill, Larkmere",))), FakeTasks(), lambda _place: None, ()).asked("kian")
    assert view.hits == [Hit("A record kept from some people", "Ask R. Quill, Larkmere")]
    Finder(view, Index(Found((), (), ("",))), FakeTasks(), lambda _place: None, ()).asked("kian")
    assert view.hits == [Hit("A record kept from some people", "On the child’s page; you wrote it")]


def test_an_answer_to_what_is_not_asked_any_more_is_dropped() -> None:
    view, later = List(), Later()
    finder = Finder(view, Index(Found((KIAN,))), later, lambda _place: None, ())
    finder.asked("kian")
    finder.asked("esme")
    later.waiting[0]()
    assert view.hits == []
    later.waiting[1]()
    assert len(view.hits) == 1
    finder.asked("")
    assert (view.hits, view.said) == ([], "")
