"""A member of the partnership means ill: genuine letters that would stop, drop or hide what others sent."""

from __future__ import annotations

import pytest

from desktop.services.incoming import TakenIn
from tests.unit.services.hostile import Forge, forge, said, sent
from tests.unit.services.people import Area


def take(area: Area, container: bytes) -> TakenIn:
    return area.desk.mailroom.take_in(container, "letter")


def one_name_twice(area: Area) -> tuple[str, str]:
    forged = forge(area, "school", ("rec1", "child1"), [("seen", "no marks"), ("seen", "many marks")])
    first, second = (forged.copy(but={out}) for out in ("many marks", "no marks"))
    return first, second


def one_record_twice(area: Area) -> tuple[str, str]:
    forged = forge(area, "school", ("rec2", "rec2", "child1"), [("seen", "no marks")])
    first, again, child, field = forged.disclosures[:4]
    whole, bare = (Forge(forged.jwt, shown) for shown in ((first, child, field), (again, child)))
    return whole.copy(), bare.copy()


def too_much_together(area: Area) -> tuple[str, str]:
    forged = forge(area, "school", ("rec3",), [(f"x{number}", "v") for number in range(600)])
    names = [f"x{number}" for number in range(600)]
    return forged.copy(but=names[:300]), forged.copy(but=names[300:])


@pytest.mark.parametrize("halves", [one_name_twice, one_record_twice, too_much_together])
def test_two_halves_of_a_statement_that_do_not_go_together_stop_nothing_and_mark_their_author(
    area: Area, halves: object
) -> None:
    assert callable(halves)
    store = area.desk.book.store
    first, second = halves(area)
    beside = said(area, area.keys["school"], ("rec9", "child9"), {"seen": "a mark"}, seq=9)
    assert take(area, sent(area, "school", [first])).set_aside == ""
    taken = take(area, sent(area, "school", [second, beside.token]))
    assert (taken.fresh, taken.set_aside) == (True, "")
    tokens = [token for _, token in store.all_tokens()]
    assert first in tokens
    assert second not in tokens
    assert store.statement(beside.id) is not None
    assert store.forked_devices() == {area.school.device}
    store.rebuild_views()
    assert store.forked_devices() == {area.school.device}
    assert area.desk.keeping.verify().problems == ()
