"""A record to look at again, with invented people: a decision not to share, a concern that is late, with errors."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtWidgets import QWidget

from desktop.domain.clocks import Due
from desktop.services.pages.fields import Missing
from desktop.services.pages.waiting import ReviewRow
from desktop.ui.reviews.presenter import review_screen
from desktop.ui.reviews.view import ReviewPage

NOW = datetime(2026, 11, 20, 17, 40, tzinfo=UTC)
SHARE = ReviewRow(
    "s1", "share", "k1", "Kian Pellow", "Decision not to share", "Spoke with mother; breakfast club began.", "2026-11-27",
    Due(datetime(2026, 11, 27, 23, 59, tzinfo=UTC), True, "by Fri 27 Nov 2026"), "later",
)  # fmt: skip
CONCERN = ReviewRow(
    "c1", "concern", "k2", "Esme Rook", "Neglect, 3 October 2026", "", "2026-11-17",
    Due(datetime(2026, 11, 17, 23, 59, tzinfo=UTC), True, "by Tue 17 Nov 2026"), "overdue", walled=True,
)  # fmt: skip


def share() -> ReviewPage:
    page = ReviewPage()
    page.show_review(review_screen(SHARE, NOW))
    return page


def late() -> QWidget:
    page = ReviewPage()
    page.show_review(review_screen(CONCERN, NOW))
    return page


def errors() -> QWidget:
    page = share()
    page.show_problems((Missing("found", "Say what you found"), Missing("again", "Give a day that is still to come")))
    return page


SAMPLES = {"": share, "late": late, "errors": errors}
