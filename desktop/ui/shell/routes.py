"""Where one can go in the main window. No Qt.

A page asks to go somewhere by calling ``Go`` with a ``Place``; it never builds another page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A page by name, with the record it is about, when it is about one.

    Names: today, children, child (id), chronology (id = child), concern (id = child, extra = draft id), concern_page (id),
    share (id = child, extra = concern), note_photo (id = concern), see_note (id = concern, extra = the photograph),
    decision (id), amend_decision (id, extra = a field), letters, letter (id), desk, enquiry (id), phone_referral, ask (id =
    enquiry), question (id), review (id = record), settings, membership, person (id), add_person (id = child), amend_person,
    amend_relation (id), compare (id and extra = two records),
    withdraw_same (id, extra = one of the records).
    """

    page: str
    id: str = ""
    extra: str = ""


Go = Callable[[Place], None]
