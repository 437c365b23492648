"""Which tombstones bind, and what a hold keeps: the same for the same statements and members."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.domain.acceptance import ACCEPTED, Arrival, Members, Withdrawal, judge
from desktop.domain.erasing import EVERY_FIELD, barred_by, due, held_records, may_be_erased
from desktop.domain.extracts import Cut, cut, extract_of, is_made_of
from desktop.domain.folding import fold
from desktop.domain.statements import Json
from tests.unit.domain.editions import BEGUN, said

MEMBERS = Members.of_rows(
    [("lead", "Odette Farrow", "larkmere", "lead"), ("recorder", "R. Quill", "larkmere", "recorder"),
     ("desk", "Lewis Aske", "ashmere", "desk")], own=("lead",),
)  # fmt: skip
TOMBSTONE = said("t", {"statements": [{"statement": "a"}]}, kind="record.erased", device="lead")
HOLD = said("h", {"reason": "inquiry"}, kind="hold.placed", device="lead", about=("child",))


def test_a_tombstone_names_fields_or_all_of_them() -> None:
    rows: list[Json] = [{"statement": "a", "fields": ["seen", "words"]}, {"statement": "b"}, {"x": 1}, "nonsense"]
    assert barred_by(replace(TOMBSTONE, fields={"statements": rows})) == {
        "a": frozenset({"seen", "words"}),
        "b": frozenset({EVERY_FIELD}),
    }
    assert barred_by(replace(TOMBSTONE, fields={})) == {}


@pytest.mark.parametrize(("device", "binds"), [("lead", True), ("recorder", False), ("desk", False), ("nobody", False)])
def test_a_tombstone_binds_when_a_lead_of_our_own_organisation_wrote_it(device: str, binds: bool) -> None:
    assert bool(due([replace(TOMBSTONE, device=device)], (), MEMBERS, {})) is binds


def test_a_thief_erases_nothing() -> None:
    rows = [("lead", "Odette Farrow", "larkmere", "lead")]
    stolen = Members.of_rows(rows, ("other", "lead"), compromised={"lead": Withdrawal(BEGUN, 5)})
    assert not due([TOMBSTONE], (), stolen, {"t": Arrival(5)})
    assert due([TOMBSTONE], (), stolen, {"t": Arrival(4)})


def test_a_hold_keeps_what_it_is_about_until_it_is_lifted_by_the_same_organisation() -> None:
    held = held_records([HOLD], MEMBERS, {})
    assert held == {"child"}
    assert not due([TOMBSTONE], held, MEMBERS, {})
    for device, lifted in (("lead", True), ("desk", False), ("recorder", False)):
        lift = said("l", kind="hold.lifted", device=device, about=("child",), after=("h",))
        assert (held_records([HOLD, lift], MEMBERS, {}) == frozenset()) is lifted
    assert held_records([replace(HOLD, device="desk")], MEMBERS, {}) == frozenset()


def test_what_the_chain_is_checked_by_is_never_erased() -> None:
    kinds = (
        "record.erased",
        "hold.placed",
        "hold.lifted",
        "device.started",
        "clock.noted",
        "desk.granted",
        "hub.disputed",
    )
    assert not any(map(may_be_erased, kinds))
    assert all(map(may_be_erased, ("concern.recorded", "child.amended", "sharing.decided", "plan.made")))


def test_what_was_erased_is_gone_and_not_missing() -> None:
    bare = said("a", device="lead", left_out=4)
    beside = said("c", {"place": "hall"}, kind="concern.amended", device="recorder")
    for record, state in (([bare, beside], "incomplete"), ([bare, beside, TOMBSTONE], "settled")):
        assert fold(record, lambda _: ACCEPTED).fields["place"].state == state


SEEN = "Maisie said that Jo Hart did it"


def extract(parts: list[str], reasons: list[str], field: str = "seen") -> Json:
    return {"field": field, "parts": list(parts), "reasons": list(reasons)}


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (extract(["Maisie said that ", " did it"], ["third person"]), ""),
        (extract(["", " said that ", " did it"], ["x", "y"]), ""),
        (extract(["Maisie said that ", " did nothing"], ["third person"]), "it is not made of the text that it names"),
        (
            extract(["Maisie said that Jo Hart", " did it"], ["nothing is left out"]),
            "it is not made of the text that it names",
        ),
        (extract(["Maisie", " that ", " said ", ""], ["x", "y", "z"]), "it is not made of the text that it names"),
        (extract(["Maisie said that "], []), "it is not made of the text that it names"),
        (extract(["Maisie", "it"], [""]), "it is not made of the text that it names"),
        (extract(["Maisie", "it"], ["r"], "words"), "it is not made of the text that it names"),
        (extract(["anything", "at all"], ["r"], "place"), ""),  # a text that is not here: nobody can say
    ],
)
def test_an_extract_is_judged_by_its_original(row: Json, why: str) -> None:
    original = said("a", {"seen": SEEN, "words": [{"words": "x"}]}, device="lead")
    made = said("e", {"of": "a", "extract": row}, kind="text.extracted", device="lead", after=("a",))
    record = [original, made]
    assert judge(record, MEMBERS)(made).reason == why
    assert fold(record, judge(record, MEMBERS)).fields["seen"].value == SEEN


def test_an_extract_of_which_a_part_was_left_out_shows_nothing_and_does_no_harm() -> None:
    hollow = said("e", {"of": "a"}, kind="text.extracted", device="lead", left_out=1)
    assert extract_of(hollow) is None
    assert judge([hollow], MEMBERS)(hollow).accepted


def test_what_was_cut_is_an_extract_of_its_text() -> None:
    found = cut(SEEN, [Cut(17, 24, "third person"), Cut(0, 6, "a child")])
    assert found == (("", " said that ", " did it"), ("a child", "third person"))
    row = extract(list(found[0]), list(found[1]))
    made = extract_of(said("e", {"of": "a", "extract": row}, kind="text.extracted"))
    assert made is not None
    assert is_made_of(made, SEEN)
    assert made.text == "[▇ 1] said that [▇ 2] did it"
