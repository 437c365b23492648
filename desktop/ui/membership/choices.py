"""What can be chosen on the partnership page, in words. No Qt."""

from __future__ import annotations

from desktop.services.pages.fields import Choice
from desktop.ui.language import mark
from desktop.ui.membership.presenter import LOST, STAYS, STOLEN

ROLES = (
    Choice("recorder", mark("Records concerns")),
    Choice("lead", mark("Leads on safeguarding in the organisation")),
    Choice("desk", mark("Works in the safeguarding team")),
    Choice("administrator", mark("Looks after the partnership")),
)
REPLACED = (
    Choice(
        LOST, mark("It is lost or broken"), mark("It counts no more from now on. What it signed before stays good.")
    ),
    Choice(
        STOLEN,
        mark("It was stolen, or someone may know its passphrase"),
        mark("Its key counts as not safe: nothing that comes from it from now on is believed."),
    ),
    Choice(STAYS, mark("It stays in use for now"), mark("Two computers of one person. You can take it out later.")),
)
ROLE_WORDS = {choice.code: choice.label for choice in ROLES}
