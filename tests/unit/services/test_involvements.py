"""Several children in one event: each gets a line of their own, and never a word of the concern."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.domain.involvement import ROLES
from desktop.domain.records import Alleged, ChildEntry, InvolvedChild, Person
from desktop.domain.statements import Kind
from desktop.services.errors import Incomplete, NoSuchRecord, NothingChanged
from desktop.services.involvements import Involvements
from desktop.services.walls import KEPT
from tests.unit.services.people import KIAN, KIANS_ARM, Area

MAISIE = ChildEntry(given_names="Maisie", family_name="Pellow", born="2023-08-01")
TOBY = ChildEntry(given_names="Toby", family_name="Marl", born="2016-05-04")
CANARY = "Kestrelwood"
EVENT = replace(
    KIANS_ARM,
    seen=f"{CANARY}: two marks",
    marks=CANARY,
    opinion=CANARY,
    done=f"Fetched the head, {CANARY}",
    words=(),
    place=CANARY,
    role="harmed",
    present=(Person("Jo Wren", "volunteer", "heard it"),),
    harmed_by=(Alleged("Craig Dunmore", "step-parent", "", "named by the child"),),
)


def recorded(area: Area, *, kept_from: tuple[str, ...] = ()) -> tuple[str, str, str, str]:
    """(Kian, Maisie, Toby, the concern about Kian in which the other two had a part)."""
    kian, maisie, toby = (area.school.children.register(one).child for one in (KIAN, MAISIE, TOBY))
    others = (
        InvolvedChild(maisie, "Maisie Pellow", "witness", "She was in the next room"),
        InvolvedChild(toby, "Toby Marl", "alleged"),
    )
    entry = replace(EVENT, others=others, kept_from=kept_from)
    return kian, maisie, toby, area.school.concerns.record(kian, entry).concern


def said_about(area: Area, child: str) -> str:
    """Everything that stands in a child's record, as text."""
    return "".join(repr(said) for said in area.school.book.store.statements_about(child))


def test_each_other_child_gets_a_pointer_a_role_and_their_own_note(area: Area) -> None:
    _, maisie, toby, concern = recorded(area)
    involved = Involvements(area.school.book)
    (row,) = involved.of_child(maisie)
    assert (row.concern, row.event_at, row.note) == (concern, "2026-11-20T09:05", "She was in the next room")
    assert row.what == "Involved in an event recorded with another child: saw or heard it"
    (row,) = involved.of_child(toby)
    assert (row.what.rpartition(": ")[2], row.note) == (ROLES["alleged"].lower(), "")


def test_no_word_of_the_concern_stands_in_another_childs_record_or_letter(area: Area) -> None:
    kian, maisie, toby, _ = recorded(area)
    for child in (maisie, toby):
        assert CANARY not in said_about(area, child)
        assert "Dunmore" not in said_about(area, child)
        assert {said.kind for said in area.school.book.store.statements_about(child)} == {
            Kind.CHILD_REGISTERED,
            Kind.INVOLVEMENT_RECORDED,
        }
        assert {each.kind for each in area.school.sharing.choices(child).statements} == {Kind.CHILD_REGISTERED}
    (told,) = (said for said in area.school.book.store.statements_about(kian) if said.kind == Kind.CONCERN_RECORDED)
    assert told.fields["others"] == [{"child": maisie, "role": "witness"}, {"child": toby, "role": "alleged"}]


def test_the_concerns_page_names_the_other_children_and_their_statement_does_not(area: Area) -> None:
    _, maisie, _, concern = recorded(area)
    page = area.school.concerns.page(concern)
    views = {view.name: view.sides[0].text for view in page.fields}
    assert views["others"] == "Maisie Pellow: Saw or heard it\nToby Marl: Is said to have harmed somebody"
    assert views["role"] == ROLES["harmed"]
    assert views["present"] == "Jo Wren, volunteer, heard it"
    assert views["harmed_by"] == "Craig Dunmore, Step-parent, or a parent's partner; named by the child"
    assert page.entry.others[0] == InvolvedChild(maisie, "Maisie Pellow", "witness", "She was in the next room")


def test_it_is_walled_with_its_concern_and_opens_with_it(area: Area) -> None:
    _, maisie, _, concern = recorded(area, kept_from=("the deputy head",))
    involved = Involvements(area.school.book)
    (row,) = involved.of_child(maisie)
    assert (row.walled, row.what, row.note) == (True, KEPT, "")
    assert area.school.children.search("next room") == ()
    area.school.concerns.amend(concern, {"kept_from": ()}, "it was another person")
    (row,) = involved.of_child(maisie)
    assert (row.walled, row.note) == (False, "She was in the next room")
    area.school.concerns.amend(concern, {"kept_from": ("Tom Vane",)}, "he is her uncle")
    assert involved.of_child(maisie)[0].walled


def test_an_amended_event_moves_the_lines_of_the_other_children(area: Area) -> None:
    _, maisie, toby, concern = recorded(area)
    involved = Involvements(area.school.book)
    before = area.school.concerns.page(concern).entry.others
    kept = (replace(before[0], role="harmed", note="She was hit too"),)
    area.school.concerns.amend(concern, {"others": kept}, "Toby was not there")
    (row,) = involved.of_child(maisie)
    assert (row.what.rpartition(": ")[2], row.note, row.amended) == (ROLES["harmed"].lower(), "She was hit too", True)
    (row,) = involved.of_child(toby)
    assert row.withdrawn
    area.school.concerns.amend(concern, {"others": (*kept, before[1])}, "He was there after all")
    assert [row.withdrawn for row in involved.of_child(toby)].count(False) == 1
    assert CANARY not in said_about(area, maisie) + said_about(area, toby)


def test_a_note_about_another_child_alone_is_amended_in_that_childs_record(area: Area) -> None:
    kian, maisie, _, concern = recorded(area)
    page = area.school.concerns.page(concern)
    noted = (replace(page.entry.others[0], note="She heard shouting"), *page.entry.others[1:])
    area.school.concerns.amend(concern, {"others": noted}, "She told her teacher")
    assert Involvements(area.school.book).of_child(maisie)[0].note == "She heard shouting"
    assert all(said.kind != Kind.CONCERN_AMENDED for said in area.school.book.store.statements_about(kian))
    with pytest.raises(NothingChanged):
        area.school.concerns.amend(concern, {"others": noted}, "again")


def test_a_withdrawn_event_is_withdrawn_for_every_child(area: Area) -> None:
    _, maisie, toby, concern = recorded(area)
    area.school.withdrawing.withdraw(concern, "written about the wrong day")
    rows = [row for child in (maisie, toby) for row in Involvements(area.school.book).of_child(child)]
    assert [row.withdrawn for row in rows] == [True, True]


def test_other_children_are_of_this_book_and_named_once(area: Area) -> None:
    kian = area.school.children.register(KIAN).child
    for others in ((InvolvedChild(kian),), (InvolvedChild("nobody"),), (InvolvedChild("x"), InvolvedChild("x"))):
        with pytest.raises(Incomplete) as refused:
            area.school.concerns.record(kian, replace(EVENT, others=others))
        assert [each.field for each in refused.value.missing] == ["others"]


def test_a_concern_of_their_own_begins_with_the_time_and_the_part_and_no_text(area: Area) -> None:
    kian, maisie, _, concern = recorded(area, kept_from=("the deputy head",))
    draft = area.school.concerns.draft(area.school.concerns.begin_other(concern, maisie))
    assert (draft.child, draft.entry.happened.at, draft.entry.role) == (maisie, "2026-11-20T09:05", "witness")
    assert draft.entry.kept_from == ("the deputy head",)
    assert not any(word in repr(draft) for word in (CANARY, "Dunmore"))
    with pytest.raises(NoSuchRecord):
        area.school.concerns.begin_other(concern, kian)


def test_a_record_joined_with_somebody_accused_stands_apart_and_comes_back(area: Area) -> None:
    kian = area.school.children.register(KIAN).child
    entry = replace(EVENT, harmed_by=(Alleged("Craig Dunmore", "step-parent", "p" * 32), Alleged("", "stranger")))
    made = area.school.concerns.record(kian, entry)
    said = area.school.book.store.statement(made.statement)
    assert said is not None
    assert "p" * 32 not in repr(said.fields["harmed_by"])
    assert area.school.concerns.page(made.concern).entry.harmed_by == entry.harmed_by


def test_a_letter_takes_nothing_that_leads_to_another_record_of_the_book(area: Area) -> None:
    kian, maisie, toby, _ = recorded(area)
    entry = replace(EVENT, harmed_by=(Alleged("Toby Marl", "child-same-setting", toby), Alleged("A man", "stranger")))
    area.school.concerns.record(kian, replace(entry, others=(InvolvedChild(maisie, "", "witness"),)))
    preview = area.school.sharing.preview(area.share_all(area.school, kian))
    leaving = repr(preview.leaves)
    assert "Toby Marl" in leaving
    assert not any(record in leaving for record in (maisie, toby))
    assert "Other children in it" not in leaving
    assert {why for _, label, why in preview.stays if label == "Other children in it"} == {
        "it leads to other people’s records in this book"
    }
    (offered, *_) = [one for one in area.school.sharing.choices(kian).statements if one.kind == Kind.CONCERN_RECORDED]
    assert {"others", "harmed_by_links"}.isdisjoint(name for name, *_ in offered.fields)
    assert all(not row.startswith("others") for _, row, _ in offered.rows)


def test_it_is_one_line_of_the_other_childs_page_that_leads_to_the_concern(area: Area) -> None:
    _, maisie, _, concern = recorded(area)
    (line,) = [row for row in area.school.children.page(maisie).chronology if row.family == "involvement"]
    assert line.what.startswith("Involved in an event recorded with another child: saw or heard it")
    assert (line.event_at, line.record) == ("2026-11-20T09:05", concern)
    assert CANARY not in repr(area.school.children.page(maisie))


def test_no_paper_for_a_family_or_another_system_names_the_other_children(area: Area) -> None:
    _, _, _, concern = recorded(area)
    others = area.school.concerns.page(concern).entry.others
    area.school.concerns.amend(concern, {"others": others[:1]}, "He was not there")
    assert b"Toby Marl" in area.school.papers.concern_pdf(concern)  # our own copy is whole, with what was there before
    family = area.school.papers.family_pdf(concern)
    assert not any(name in family for name in (b"Toby Marl", b"Maisie Pellow: ", b"Craig Dunmore, Step", b"Jo Wren"))
    assert "Maisie Pellow" not in area.school.papers.plain_copy(concern)


def test_a_child_who_was_typed_and_not_chosen_stays_in_the_draft_and_cannot_be_signed(area: Area) -> None:
    kian = area.school.children.register(KIAN).child
    typed = InvolvedChild(name="Tom Bell", role="harmed", note="He ran off")
    entry = replace(KIANS_ARM, others=(typed,))
    draft = area.school.concerns.save_draft(None, kian, entry)
    assert area.school.concerns.draft(draft).entry.others == (typed,)
    with pytest.raises(Incomplete):
        area.school.concerns.record(kian, entry, draft)
