"""Between forms, statements and words: nothing is lost and nothing is guessed."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.acceptance import ACCEPTED
from desktop.domain.entries import changes_between, child_entry, concern_entry, from_fields, to_fields
from desktop.domain.entry_catalogue import ENTRY_TYPES
from desktop.domain.errors import FieldsInvalid
from desktop.domain.folding import fold
from desktop.domain.kinds import AMENDMENT_ONLY, KINDS, family_of, list_fields, misshapen
from desktop.domain.labels import FIELD_LABELS, label
from desktop.domain.records import (
    Answer,
    ChildEntry,
    ConcernEntry,
    Person,
    Precision,
    Quote,
    Relative,
    Told,
    When,
)
from desktop.domain.statements import Json, Kind
from desktop.domain.wording import text_of
from tests.unit.domain.editions import england, said

ENGLAND = england()
FULL = ConcernEntry(
    happened=When("2026-11-20T09:05", Precision.ABOUT, "before registration"),
    noticed=When("2026-11-20"),
    place="classroom",
    witness=Person("R. Quill", "teaching assistant", "saw"),
    from_notes=True,
    seen="two marks",
    words=(Quote("Craig got me with the charger", "Kian"),),
    reported=(Quote("upadł", "mother", "Polish", "he fell", "an aunt"),),
    category="PHY",
    categories=("EMO",),
    factors=("18C", "3B"),
    level="4",
    safe_now=Answer.YES,
    told=(Told("Lewis Aske", "Ashmere MASH", "2026-11-20T10:15", "telephone"),),
    kept_from=("Mr Crane",),
)
text = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=8)
quotes = st.tuples() | st.builds(Quote, words=text.filter(bool), by=text).map(lambda quote: (quote,))
entries = st.builds(
    ConcernEntry,
    happened=st.builds(When, at=text, precision=st.sampled_from(Precision), note=text),
    witness=st.builds(Person, name=text),
    from_notes=st.booleans(),
    seen=text,
    words=quotes,
    categories=st.lists(text.filter(bool), max_size=2).map(tuple),
)


@given(entries)
@settings(max_examples=50, derandomize=True, deadline=None)
def test_an_entry_comes_back_as_it_went_in(entry: ConcernEntry) -> None:
    assert from_fields(ConcernEntry, to_fields(entry)) == entry


@given(entries, entries)
@settings(max_examples=50, derandomize=True, deadline=None)
def test_the_changes_between_two_entries_lead_from_one_to_the_other(one: ConcernEntry, other: ConcernEntry) -> None:
    changes = changes_between(one, other)
    amended = [said("a", to_fields(one)), said("b", changes, after=("a",))]
    assert not misshapen("concern.amended", changes)
    assert concern_entry(fold(amended, lambda _: ACCEPTED)) == other


def test_a_blank_is_not_written() -> None:
    assert to_fields(ConcernEntry()) == {}
    assert to_fields(ChildEntry(given_names="Esme", people=(Relative(),))) == {"given_names": "Esme"}


def test_taking_a_value_back_is_said_in_so_many_words() -> None:
    before = ChildEntry(address="4 Sallow Row", address_withheld=True)
    assert changes_between(before, ChildEntry()) == {"address": None, "address_withheld": False}


def test_what_an_entry_writes_has_the_form_of_its_kind() -> None:
    assert misshapen("concern.recorded", to_fields(FULL)) == ""
    child = ChildEntry(given_names="Esme", people=(Relative("Tasha Rook", "mother", "yes"),), address_withheld=True)
    assert misshapen("child.registered", to_fields(child)) == ""
    assert child_entry(fold([said("a", to_fields(child), kind="child.registered")], lambda _: ACCEPTED)) == child


@pytest.mark.parametrize(
    ("name", "value"),
    [("seen", 3), ("words", "text"), ("words", ["text"]), ("happened", "today"), ("from_notes", "yes"),
     ("categories", [1]), ("seen", None), ("witness", {"name": {"first": "x"}}), ("witness", {"name": 3}), ("words", [{"words": "x"}, {"by": 3}]),
     ("told", [{"at": ["x"]}]), ("happened", {"precision": "roughly"}), ("noticed", {"at": False})],
)  # fmt: skip
def test_a_field_of_another_form_is_named_and_refused(name: str, value: Json) -> None:
    assert misshapen("concern.recorded", {name: value}) == name


def test_reading_a_field_of_another_form_says_which_and_not_what() -> None:
    with pytest.raises(FieldsInvalid) as caught:
        from_fields(ConcernEntry, {"words": [{"words": ["CANARY"]}]})
    assert str(caught.value) == "words.words"
    with pytest.raises(FieldsInvalid) as caught:
        from_fields(ConcernEntry, {"happened": {"precision": "CANARY"}})
    assert (caught.value.__cause__, caught.value.__context__) == (None, None)


odd = st.none() | st.booleans() | st.integers(0, 9) | text | st.lists(text, max_size=1)
SHAPED = {"concern.recorded": ConcernEntry, "child.registered": ChildEntry}


@st.composite
def anything_of_a_kind(draw: st.DrawFn) -> tuple[str, dict[str, Json]]:
    """Fields of the known names, in shapes that are nearly right: known cells with values of every kind."""
    kind = draw(st.sampled_from(sorted(SHAPED)))
    written: dict[str, Json] = {}
    for name in draw(st.lists(st.sampled_from(sorted(KINDS[kind].fields)), max_size=4)):
        row = st.fixed_dictionaries({}, optional={cell: odd for cell, _ in KINDS[kind].fields[name].cells})
        written[name] = draw(odd | row | st.lists(row, max_size=2))
    return kind, written


@given(anything_of_a_kind())
@settings(max_examples=50, derandomize=True, deadline=None)
def test_what_has_the_form_of_its_kind_can_always_be_read(drawn: tuple[str, dict[str, Json]]) -> None:
    kind, written = drawn
    accepted = {name: value for name, value in written.items() if not misshapen(kind, {name: value})}
    from_fields(SHAPED[kind], accepted)


def test_every_cell_of_an_entrys_rows_has_a_shape() -> None:
    concern, child = KINDS["concern.recorded"].fields, KINDS["child.registered"].fields
    rows = [(concern, "happened", When), (concern, "noticed", When), (concern, "witness", Person)]
    rows += [(concern, "informant", Person), (concern, "words", Quote), (concern, "reported", Quote)]
    for of, name, entry in [*rows, (concern, "told", Told), (child, "people", Relative)]:
        assert {cell for cell, _ in of[name].cells} == {field.name for field in fields(entry)}


def test_every_kind_has_a_family_and_every_field_a_label() -> None:
    assert set(KINDS) == set(Kind) | {kind for one in ENTRY_TYPES.values() for kind in (one.recorded, one.amended)}
    for kind, spec in KINDS.items():
        assert family_of(kind) == spec.family
        if spec.family in FIELD_LABELS and spec.part.value != "event":
            names = {spec.prefix + name for name in spec.fields if name not in AMENDMENT_ONLY}
            assert names - {"role"} <= set(FIELD_LABELS[spec.family]), kind
    assert family_of("body.mapped") == "body"
    assert label("concern", "weather_then") == "Weather then"


def test_the_lists_of_a_family_are_known() -> None:
    assert {"words", "reported", "told", "categories"} <= list_fields("concern")
    assert "people" in list_fields("child")
    assert "seen" not in list_fields("concern")


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("happened", "about 20 November 2026 at 09:05 (before registration)"),
        ("witness", "R. Quill, teaching assistant, saw"),
        ("words", "“Craig got me with the charger” (Kian)"),
        ("reported", "“upadł” (mother) in Polish; in English: “he fell”, interpreted by an aunt"),
        ("category", "Physical abuse"),
        ("categories", "Emotional abuse"),
        ("factors", "Physical abuse: adult on child; Domestic abuse: of a parent or carer"),
        ("level", "Level 4: specialist or acute needs"),
        ("safe_now", "Yes"),
        ("from_notes", "Yes"),
        ("told", "Lewis Aske, Ashmere MASH; telephone, 20 November 2026 at 10:15"),
        ("kept_from", "Mr Crane"),
    ],
)
def test_a_field_is_told_in_words(field: str, words: str) -> None:
    assert text_of("concern", field, to_fields(FULL)[field], ENGLAND) == words


def test_a_relative_is_told_in_one_line() -> None:
    people: Json = [
        {"name": "Jenna Pellow", "relation": "mother", "parental_responsibility": "yes", "household": "yes"},
        {"name": "Craig Dunmore", "relation": "stepfather", "parental_responsibility": "unknown"},
    ]
    assert text_of("child", "people", people, ENGLAND) == (
        "Jenna Pellow, mother; parental responsibility: yes; same household: yes\n"
        "Craig Dunmore, stepfather; parental responsibility: not known"
    )


def test_numbers_days_and_codes_of_a_child_are_told_in_words() -> None:
    child = to_fields(replace(ChildEntry(), born="2026-10-02", nhs_number="9990002347", ethnicity="MWBC", sex="F"))
    assert [text_of("child", name, child[name], ENGLAND) for name in ("born", "nhs_number", "ethnicity", "sex")] == [
        "2 October 2026",
        "999 000 2347",
        "White and Black Caribbean",
        "Female",
    ]
    assert text_of("child", "born", None, ENGLAND) == ""
    assert text_of("share", "decision.outcome", "contact-nfa", ENGLAND) == "No further action"


def test_the_specification_names_every_kind_and_every_field() -> None:
    page = (Path(__file__).parents[3] / "docs" / "spec" / "kinds-v1.md").read_text(encoding="utf-8")
    for kind, spec in KINDS.items():
        assert f"| `{kind}` | {spec.family} | {spec.part} |" in page
        assert all(f"`{name}`" in page for name in spec.fields), kind
