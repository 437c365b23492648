"""Placing, describing and striking marks: what the body map's widgets show and change. No Qt.

Rules this module keeps:

* a second press on the very spot of a mark of which nothing is said yet places no other;
* a mark that was just placed may be given up until it is kept, and one of which nothing is said until it is signed; every other
  is only struck through, with a reason;
* what was signed is not described anew: it is struck through, and a new one placed;
* everything that stands here is the answer, also a mark that is still being described: a draft loses nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from desktop.domain.body_marks import CHILD, BodyMark, is_described, next_number, struck, undescribed, with_mark

FIRST_VIEW = "front"
SPOT = 12  # of 1,000: two presses nearer to each other than this are one spot


class Marking:
    """One child's marks in one record. ``signed`` are the numbers that stand in it already."""

    def __init__(self, marks: Sequence[BodyMark] = (), body: str = "", signed: Collection[int] = ()) -> None:
        self.marks = tuple(marks)
        self.body = body or CHILD
        self.signed = frozenset(signed)
        self.view = next((one.view for one in reversed(self.marks)), FIRST_VIEW)
        self.new = 0  # the number of the mark that is being placed, or 0
        self.chosen = 0  # the number of the mark that is shown, or 0

    def mark(self) -> BodyMark | None:
        """The mark that is shown."""
        return next((one for one in self.marks if one.number == self.chosen), None)

    def place(self, region: str, x: int, y: int) -> BodyMark:
        """Place a new mark in the view that is shown. One that was being described is kept."""
        here = self.mark()
        bare = (
            BodyMark(number=self.new, view=self.view, region=region, x=here.x, y=here.y) if here is not None else None
        )
        if here is not None and here == bare and max(abs(here.x - x), abs(here.y - y)) < SPOT:
            return here
        made = BodyMark(number=next_number(self.marks), view=self.view, region=region, x=x, y=y)
        self.marks = (*self.marks, made)
        self.new = self.chosen = made.number
        return made

    def describe(self, said: BodyMark) -> None:
        """Take what is said of the shown mark; where it is stays."""
        here = self.mark()
        if here is None or not self.may_describe():
            return
        at = replace(
            said, number=here.number, view=here.view, region=here.region, x=here.x, y=here.y, struck=here.struck
        )
        self.marks = with_mark(self.marks, at)

    def may_describe(self) -> bool:
        here = self.mark()
        return here is not None and here.number not in self.signed and not here.struck

    def keep(self) -> None:
        """The new mark is described: from now on it is only struck through."""
        self.new = self.chosen = 0

    def may_give_up(self) -> bool:
        """Whether the shown mark can be taken away: it was just placed, or nobody said anything of it and it is not signed."""
        here = self.mark()
        return here is not None and (here.number == self.new or (self.may_describe() and not is_described(here)))

    def choose_bare(self) -> bool:
        """Show the first mark of which nothing is said yet, so that it is described or taken away; whether there is one."""
        bare = next((one for one in undescribed(self.marks) if one.number not in self.signed), None)
        if bare is None or self.chosen:
            return False
        self.choose(bare.number)
        return True

    def give_up(self) -> None:
        """The shown mark was not meant."""
        if self.may_give_up():
            self.marks = tuple(one for one in self.marks if one.number != self.chosen)
        self.new = self.chosen = 0

    def choose(self, number: int) -> None:
        """Show a mark, and the view that it is in. A new one is kept."""
        if any(one.number == number for one in self.marks):
            self.new = self.new if self.new == number else 0
            self.chosen = number
            here = self.mark()
            self.view = here.view if here is not None else self.view

    def strike(self, reason: str) -> str:
        """Strike the shown mark through; what is missing, or "" when it is done."""
        if not reason.strip():
            return "reason"
        self.marks = struck(self.marks, self.chosen, reason)
        self.new = self.chosen = 0
        return ""

    def may_change_body(self) -> bool:
        """Places in one outline mean nothing in the other."""
        return not self.marks

    def groups(self, views: Sequence[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The views in their groups: "body", "head", "hands", "feet"."""
        found: dict[str, list[str]] = {}
        for view in views:
            found.setdefault(group_of(view), []).append(view)
        return tuple((group, tuple(names)) for group, names in found.items())


def group_of(view: str) -> str:
    """In which group a view is offered."""
    if "hand" in view:
        return "hands"
    if "foot" in view:
        return "feet"
    return "head" if view.startswith(("head", "face")) else "body"
