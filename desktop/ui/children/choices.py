"""The answers offered when a child is added; they are translated where they are shown."""

from __future__ import annotations

from desktop.services.pages.fields import Choice
from desktop.ui.language import mark

BORN = (
    Choice("born", mark("On this day")),
    Choice("expected", mark("Not yet born")),
    Choice("unknown", mark("I do not know the date")),
)
SEX = (Choice("F", mark("Female")), Choice("M", mark("Male")), Choice("U", mark("Not known, or not yet born")))
