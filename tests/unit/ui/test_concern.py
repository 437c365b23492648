"""Write, check, sign: drafts are never refused, and nothing is signed unseen."""

from __future__ import annotations

from dataclasses import replace

from desktop.domain.labels import FIELD_LABELS
from desktop.domain.records import Answer, ChildEntry, ConcernEntry, Person, Quote, Told
from desktop.services.pages.fields import Missing
from desktop.ui.concern.checking import in_order
from desktop.ui.concern.drafting import NOT_SAVED
from desktop.ui.concern.questions import FOLDS, SECTIONS, hidden
from desktop.ui.concern.questions import asked as asked_one
from desktop.ui.concern.wording import BLANK, answers, quote, told
from tests.fakes.tasks import Later
from tests.fakes.ui_session import BABY, DiskIsFull
from tests.unit.ui.concern_screen import WRITTEN, made, write


def test_nothing_is_saved_before_something_is_written() -> None:
    screen, session, presenter, _went = made()
    screen.on_form = presenter.touched  # filling the form makes the widgets speak
    presenter.open("c1")
    presenter.tick()
    presenter.save()
    assert session.concerns.kept == {}


def test_a_draft_saves_itself_and_says_when() -> None:
    screen, session, presenter, _went = made()
    presenter.open()
    write(screen, presenter, ConcernEntry(seen="half a sen"))
    presenter.tick()
    assert screen.state == "Draft saved at 09:41"
    assert session.concerns.kept["d1"].entry.seen == "half a sen"
    assert session.concerns.kept["d1"].child == ""
    presenter.tick()
    assert session.concerns.saves == 1


def test_two_saves_under_way_keep_one_draft() -> None:
    later = Later()
    screen, session, presenter, _went = made(later)
    presenter.open()
    later.waiting.pop()()
    write(screen, presenter, ConcernEntry(seen="one"))
    presenter.tick()
    write(screen, presenter, ConcernEntry(seen="one two"))
    presenter.tick()  # the first answer is still on its way: wait
    presenter.save()  # but the page is going: save now
    assert list(session.concerns.kept) == ["d1"]
    assert session.concerns.kept["d1"].entry.seen == "one two"


def test_a_draft_that_could_not_be_saved_is_told_and_tried_again() -> None:
    screen, session, presenter, _went = made()
    presenter.open()
    session.concerns.fails = DiskIsFull()
    write(screen, presenter)
    presenter.tick()
    assert screen.state == NOT_SAVED
    session.concerns.fails = None
    presenter.tick()
    assert session.concerns.kept["d1"].entry == WRITTEN


def test_a_draft_is_taken_up_again_where_it_was_left() -> None:
    screen, session, presenter, _went = made()
    session.concerns.save_draft(None, "c1", WRITTEN)
    presenter.open(draft="d1")
    assert screen.now == WRITTEN
    assert screen.child == "Kian Pellow|Born 14 March 2017, Larkmere Primary"
    assert screen.state == "Draft saved 20 November 2026 at 09:41"


def test_adding_a_child_keeps_the_draft_and_comes_back_to_it() -> None:
    screen, session, presenter, went = made()
    presenter.open()
    write(screen, presenter)
    presenter.which.find("Maisie")
    assert screen.searched
    presenter.add_child()
    assert went == ["add Maisie for d1"]
    assert session.concerns.kept["d1"].entry == WRITTEN


def test_the_guidance_speaks_while_one_writes() -> None:
    screen, _session, presenter, _went = made()
    presenter.open("c1")
    write(screen, presenter, replace(WRITTEN, marks="1 cm blue mark, right cheek", mobile=Answer.NO))
    presenter.tick()
    assert screen.prompts == (BABY,)


def test_what_is_missing_is_listed_in_the_order_of_the_page() -> None:
    screen, _session, presenter, _went = made()
    presenter.open()
    screen.bad = (Missing("happened", "The date needs a month"),)
    presenter.checking.review()
    assert screen.problems == ("child", "safe_now", "seen", "happened")
    assert screen.checked is None


def test_one_error_is_said_for_each_field() -> None:
    errors = in_order((Missing("seen", "b"), Missing("happened", "unreadable"), Missing("happened", "missing")))
    assert [(error.field, error.message) for error in errors] == [("seen", "b"), ("happened", "unreadable")]


def test_signing_takes_exactly_what_was_checked() -> None:
    screen, session, presenter, went = made()
    presenter.open("c1")
    write(screen, presenter)
    presenter.checking.review()
    assert screen.checked is not None
    presenter.checking.sign()
    assert session.concerns.recorded == [("c1", WRITTEN)]
    assert session.concerns.kept == {}
    assert screen.done is not None
    assert screen.done.child_name == "Kian Pellow"
    assert went == ["told c1,r1"]


def test_nothing_is_signed_that_was_changed_after_the_check() -> None:
    screen, session, presenter, _went = made()
    presenter.open("c1")
    write(screen, presenter)
    presenter.checking.review()
    presenter.touched()
    presenter.checking.sign()
    assert session.concerns.recorded == []


def test_pressing_twice_signs_once() -> None:
    later = Later()
    screen, session, presenter, _went = made(later)
    presenter.open("c1")
    later.waiting.pop()()
    write(screen, presenter)
    presenter.checking.review()
    for answer in later.waiting:
        answer()
    presenter.checking.sign()
    presenter.checking.sign()
    assert len(session.concerns.recorded) == 1


def test_a_failure_to_sign_keeps_the_draft_and_can_be_tried_again() -> None:
    screen, session, presenter, _went = made()
    presenter.open("c1")
    write(screen, presenter)
    presenter.checking.review()
    session.concerns.fails = DiskIsFull()
    presenter.checking.sign()
    assert screen.failures
    assert list(session.concerns.kept) == ["d1"]
    session.concerns.fails = None
    presenter.checking.sign()
    assert len(session.concerns.recorded) == 1


def test_throwing_a_draft_away_leaves_nothing_behind() -> None:
    screen, session, presenter, went = made()
    presenter.open("c1")
    write(screen, presenter)
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


def test_whom_the_first_answer_is_about_is_said_back_and_never_confused_with_who_saw_it() -> None:
    wanted = "About something an adult who works with children did"
    assert asked_one("accused_works_with_children").short == wanted
    assert FIELD_LABELS["concern"]["accused_works_with_children"] == wanted
    (first, *_others) = answers(WRITTEN, "Kian Pellow", "Odette Farrow", {})[0].rows
    assert (first.label, first.text) == (wanted, "No")


def test_who_must_not_see_it_is_said_back_when_an_adult_who_works_with_children_is_involved() -> None:
    entry = replace(WRITTEN, accused_works_with_children=Answer.YES, kept_from=("A. Person", "B. Person"))
    rows = {row.field: row.text for section in answers(entry, "", "", {}) for row in section.rows}
    assert rows["kept_from"] == "A. Person\nB. Person"
    assert Person() == WRITTEN.witness


def test_a_new_form_offers_the_concern_that_is_not_finished() -> None:
    screen, session, presenter, went = made()
    session.concerns.save_draft(None, "c1", WRITTEN)
    presenter.open()
    assert "unfinished concern" in screen.unfinished
    presenter.go_on()
    assert went == ["on with c1 d1"]
    screen, session, presenter, went = made()
    session.concerns.save_draft(None, "c1", WRITTEN)
    presenter.open("c1", "d1")
    assert screen.unfinished == ""


def test_the_way_back_leads_to_the_draft_and_then_to_what_was_signed() -> None:
    screen, _session, presenter, _went = made()
    presenter.open("c1")
    write(screen, presenter)
    presenter.tick()
    presenter.checking.review()
    presenter.checking.sign()
    assert screen.ways == ["kept c1 d1", "signed r1"]


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
    screen, session, presenter, _went = made()
    session.children.entries["b1"] = ChildEntry("Mila", "Pellow", born="2026-09-01")
    marked = replace(WRITTEN, marks="A bruise on the cheek", witness=Person("R. Quill"), done="Rang")
    presenter.open("c1")
    assert not screen.young, "nine years old"
    assert screen.body == "child"
    write(screen, presenter, marked)
    presenter.checking.review()
    assert screen.problems == ()
    assert screen.checked is not None
    assert "mobile" not in {row.field for section in screen.checked for row in section.rows}
    presenter.which.choose("b1")
    write(screen, presenter, marked)
    presenter.checking.review()
    assert screen.young
    assert screen.problems == ("mobile",)
    write(screen, presenter, replace(marked, mobile=Answer.UNKNOWN))
    screen.problems = ()
    presenter.checking.review()
    assert screen.problems == ()
    assert "mobile" in hidden(replace(WRITTEN, marks="No marks seen"))
    fields = [one.field for section in SECTIONS for one in section.asked]
    assert fields.index("mobile") > fields.index("opinion"), "never between a box and the next"


def test_whoever_saw_it_gives_name_and_post_with_one_press() -> None:
    screen, _session, presenter, _went = made()
    presenter.open("c1")
    presenter.saw_it_myself()
    assert screen.now.witness == Person("Odette Farrow", "Designated safeguarding lead")


def test_a_child_whose_name_nobody_knows_is_added_on_the_spot_and_is_to_be_completed() -> None:
    screen, session, presenter, went = made()
    presenter.open()
    write(screen, presenter)
    presenter.which.unnamed("a boy of about six in a red coat")
    assert went == ["told c2"], "one stays on the form"
    (child,) = [one for one, entry in session.children.entries.items() if entry.given_names == "Name not known"]
    entry = session.children.entries[child]
    assert entry.setting == session.profile.organisation
    assert "Still to be completed" in entry.flags[0]
    assert "red coat" in entry.flags[0]
    assert session.concerns.kept["d1"].child == child
    assert presenter.which.name == "Name not known"
