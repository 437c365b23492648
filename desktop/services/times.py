"""Stored times as moments and as words. The words themselves are the domain's (desktop/domain/dates.py).

Rules this module keeps: a stored time is aware and UTC; an event's time is local wall-clock text and stays text.
"""

from __future__ import annotations

from datetime import UTC, datetime

from desktop.domain.dates import event_words, local, moment_of, moment_words

__all__ = ["iso", "local", "local_text", "moment_of", "moment_words", "text_words"]


def iso(moment: datetime) -> str:
    """A moment as stored text, UTC, to the second."""
    return moment.astimezone(UTC).replace(microsecond=0).isoformat()


def local_text(moment: datetime) -> str:
    """A moment as an event's time: local wall-clock text to the minute."""
    return local(moment).strftime("%Y-%m-%dT%H:%M")


def text_words(text: str) -> str:
    """Local ISO text in words; text that is no date stays as it is."""
    moment = moment_of(text)
    return event_words(local_text(moment) if moment is not None and "T" in text else text)
