"""Choices that stand in the code, with their words in the person's language.

Rules this module keeps: an answer's code is never translated, only its words; the guidance edition's own words are shown as it has
them, so only marked choices are passed through here.
"""

from __future__ import annotations

from collections.abc import Iterable

from desktop.services.pages.fields import Choice
from desktop.ui.language import tr


def translated(choices: Iterable[Choice]) -> tuple[Choice, ...]:
    """Return marked choices with their words in the person's language."""
    return tuple(Choice(one.code, tr(one.label), tr(one.hint)) for one in choices)
