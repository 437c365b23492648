"""The cards of a child's concerns, the latest written first. Widgets only.

Rules this module keeps: a card is made folded up and filled when it is read; each concern has one card, however it came here;
earlier ones come below when they are asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop.ui.child.earlier import Earlier
from desktop.ui.child.parts import FEW, ConcernBox
from desktop.ui.child.screen import ChildScreen, ConcernCard
from desktop.ui.language import tr
from desktop.ui.widgets.boxes import EmptyState


class ConcernSteps(Protocol):
    """The page: its signals say what is to be done with a concern."""

    @property
    def amend_concern_asked(self) -> SignalInstance: ...
    @property
    def tell_asked(self) -> SignalInstance: ...
    @property
    def call_asked(self) -> SignalInstance: ...
    @property
    def papers_asked(self) -> SignalInstance: ...
    @property
    def settle_concern_asked(self) -> SignalInstance: ...
    @property
    def entry_asked(self) -> SignalInstance: ...
    @property
    def goes(self) -> SignalInstance: ...


class ConcernList:
    """Makes the cards of one page, and finds them again."""

    def __init__(self, steps: ConcernSteps, ask: Callable[[], None]) -> None:
        self._steps, self._ask = steps, ask
        self.boxes: dict[str, ConcernBox] = {}
        self._earlier: Earlier | None = None

    def parts(self, page: ChildScreen) -> Iterator[QWidget]:
        """The section."""
        self.boxes, self._earlier = {}, None
        if not page.concerns:
            yield EmptyState(tr("No concerns recorded"), tr("A concern is kept here once it is signed."))
            return
        for number, concern in enumerate(page.concerns):
            yield self._box(concern, opened=number == 0 and len(page.concerns) <= FEW)
        of = max(page.counts.concerns, len(page.concerns))
        self._earlier = Earlier(tr("Show earlier concerns"), len(page.concerns), of, self._ask)
        yield self._earlier

    def add(self, concerns: Sequence[ConcernCard]) -> Iterator[None]:
        """The steps that put the cards of earlier concerns below, those that are not here yet; the keyboard goes to the first."""
        if self._earlier is None or not isValid(self._earlier):
            return
        new = [concern for concern in concerns if concern.id not in self.boxes]
        yield from self._earlier.insert(self._box(concern, opened=False) for concern in new)
        self._earlier.settle(self.boxes[new[0].id].toggle if new else None)

    def failed(self) -> None:
        if self._earlier is not None and isValid(self._earlier):
            self._earlier.failed()

    def _box(self, concern: ConcernCard, *, opened: bool) -> ConcernBox:
        steps, one = self._steps, concern.id
        box = ConcernBox(
            concern,
            amend=partial(steps.amend_concern_asked.emit, one),
            tell=partial(steps.tell_asked.emit, one),
            call=partial(steps.call_asked.emit, one, "me") if concern.ours else None,
            papers=partial(steps.papers_asked.emit, one),
            opened=opened,
            settle=partial(steps.settle_concern_asked.emit, one),
            say=partial(steps.entry_asked.emit, one),
            goes=steps.goes.emit,
        )
        self.boxes[one] = box
        return box
