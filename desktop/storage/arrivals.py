"""How a statement came, as the journal keeps it: by which place in the hub's log, by when, and who handed it on.

Rules this module keeps: of two ways of coming the earliest of each part counts; whoever hands on their own words vouches for nothing.
"""

from __future__ import annotations

import json

from desktop.domain.acceptance import Arrival, HandedOn
from desktop.services.stored import JournalEntry
from desktop.storage.content import moment, seconds, to_text

ARRIVAL = "log_index, there_by, handed_on"  # columns of a statement's row


def arrival_of(author: str, entry: JournalEntry) -> Arrival:
    """How this letter brings a statement of ``author``: whoever hands on their own words vouches for nothing."""
    at = moment(seconds(entry.there_by or entry.received_at))
    handed = (HandedOn(entry.handed_by, entry.log_index, at),) if entry.handed_by not in ("", author) else ()
    return Arrival(entry.log_index, there_by=at, handed_on=handed)


def joined(one: Arrival, other: Arrival) -> Arrival:
    """The lowest of each that is known."""
    handed: dict[str, HandedOn] = {}
    for each in (*one.handed_on, *other.handed_on):
        known = handed.get(each.device, each)
        handed[each.device] = HandedOn(
            each.device, _lowest(known.log_index, each.log_index), min(known.there_by, each.there_by)
        )
    times = [each.there_by for each in (one, other) if each.there_by is not None]
    handed_on = tuple(handed[device] for device in sorted(handed))
    return Arrival(_lowest(one.log_index, other.log_index), there_by=min(times, default=None), handed_on=handed_on)


def _lowest(*indexes: int | None) -> int | None:
    return min((index for index in indexes if index is not None), default=None)


def arrival_from(index: int | None, there_by: int | None, handed_on: str) -> Arrival:
    """From the columns of ``ARRIVAL``."""
    handed = tuple(HandedOn(device, at, moment(when)) for device, at, when in json.loads(handed_on))
    return Arrival(index, there_by=None if there_by is None else moment(there_by), handed_on=handed)


def arrival_row(came: Arrival) -> tuple[int | None, int | None, str]:
    """In the order of ``ARRIVAL``."""
    handed = [[each.device, each.log_index, seconds(each.there_by)] for each in came.handed_on]
    return came.log_index, None if came.there_by is None else seconds(came.there_by), to_text(handed)
