"""What came before what: the same as following every path, without following every path."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain import ancestry
from desktop.domain.acceptance import ACCEPTED, Members, judge
from desktop.domain.ancestry import Ancestry
from desktop.domain.folding import fold
from desktop.domain.statements import Statement
from tests.unit.domain.editions import said


class Counting(dict[str, Statement]):
    """Statements that count how often one is looked at."""

    looks = 0

    def __getitem__(self, one: str) -> Statement:
        self.looks += 1
        return super().__getitem__(one)


def paths(known: dict[str, Statement], one: str) -> set[str]:
    """Every id that a path of ``after`` leads to."""
    found: set[str] = set()
    waiting = [one]
    while waiting:
        here = known.get(waiting.pop())
        for parent in here.after if here else ():
            if parent not in found:
                found.add(parent)
                waiting.append(parent)
    return found


@st.composite
def families(draw: st.DrawFn) -> dict[str, Statement]:
    """Statements that name earlier ones, some of which have not come."""
    known: dict[str, Statement] = {}
    for number in range(draw(st.integers(1, 12))):
        earlier = [f"s{one:02}" for one in range(number)] + ["gone1", "gone2"]
        after = draw(st.lists(st.sampled_from(earlier), max_size=3, unique=True))
        if draw(st.booleans()) or not known:
            known[f"s{number:02}"] = said(f"s{number:02}", {}, after=tuple(after))
    return known


@given(families(), st.data())
@settings(max_examples=50, derandomize=True, deadline=None)
def test_it_finds_what_following_every_path_finds(known: dict[str, Statement], data: st.DataObject) -> None:
    group = data.draw(st.lists(st.sampled_from(sorted(known)), max_size=6, unique=True))
    unseen = data.draw(st.sets(st.sampled_from([*sorted(known), "gone1", "gone2"]), max_size=3))
    reached = set().union(*(paths(known, one) for one in group))
    before, beside = Ancestry(known).behind({"group": group}, unseen)
    assert before["group"] == reached & set(group) if len(group) > 1 else not before["group"]
    assert beside == ({"group"} if unseen - reached else set())


def test_each_statement_is_looked_at_once_for_every_block_of_questions() -> None:
    count = 2 * ancestry.BLOCK
    known = Counting({"0": said("0", {})})
    known |= {str(one): said(str(one), {}, after=(str(one - 1),)) for one in range(1, count)}
    before, _ = Ancestry(known).behind({"all": list(known)})
    assert before["all"] == set(known) - {str(count - 1)}
    assert known.looks == 2 * count


def test_hundreds_of_amendments_that_name_all_before_them_fold_to_the_last() -> None:
    names = [str(one) for one in range(400)]
    dense = [said(name, {"seen": name, "marks": name}, after=tuple(names[:one])) for one, name in enumerate(names)]
    folded = fold(dense, lambda _: ACCEPTED)
    assert [(field.state, field.value) for field in folded.fields.values()] == [("settled", "399")] * 2
    members = Members.of_rows([("desk-a", "Odette Farrow", "school", "lead")])
    judged = judge(dense, members)
    assert all(judged(statement).accepted for statement in dense)
