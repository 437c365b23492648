"""Walled records on screens that anybody near may glance at: named as kept, and nothing of them told.

Rules this module keeps:

* a walled record is never silent: its alert, clock or letter stays, under words that name no child;
* what a letter or a decision carries is walled when one of the records it shares is.
"""

from __future__ import annotations

from desktop.language import mark
from desktop.services.book import OpenBook
from desktop.services.histories import founding

KEPT = mark("A record kept from some people")
KEPT_SCRIPT = mark("Open the record for what to say. Ring from where nobody else can hear.")


def share_is_walled(book: OpenBook, share: str) -> bool:
    """Whether a share, or a telling of colleagues, carries a record that is kept from someone."""
    folded = book.store.record(share) if share else None
    decided = founding(folded) if folded is not None and folded.family in {"share", "telling"} else None
    return decided is not None and bool(book.store.walled(decided.about[2:]))
