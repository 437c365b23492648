"""The screens' name for ``desktop.language``: every text a page says goes through ``tr``; a constant is marked with ``mark``.

Rules this module keeps: an answer's code is never translated, only its words; the guidance edition's own words are shown as it has
them, so only choices that stand in the code are passed through ``translated``.
"""

from __future__ import annotations

from collections.abc import Iterable

from desktop.language import mark, tr
from desktop.services.pages import Choice

__all__ = ["mark", "tr", "translated"]


def translated(choices: Iterable[Choice]) -> tuple[Choice, ...]:
    """Return marked choices with their words in the person's language."""
    return tuple(Choice(one.code, tr(one.label), tr(one.hint)) for one in choices)
