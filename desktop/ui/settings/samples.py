"""Invented data for the pictures and the accessibility walk."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from desktop.domain.records import Contacts, OrganisationKind, Profile
from desktop.services.diagnostics import text
from desktop.services.recovery import RecoveryState
from desktop.ui.language import tr
from desktop.ui.recovery.wording import state_words
from desktop.ui.settings.cards import GuidanceCard
from desktop.ui.settings.diagnostics_view import DiagnosticsPage
from desktop.ui.settings.local_guidance import OfferedScreen
from desktop.ui.settings.local_guidance_view import LocalGuidancePage
from desktop.ui.settings.new_keys_view import NewKeysPage
from desktop.ui.settings.safekeeping import COPYING
from desktop.ui.settings.view import SettingsPage
from desktop.ui.shell.screenshots import said

PROFILE = Profile(
    "Odette Farrow",
    "Designated safeguarding lead",
    "Larkmere Primary School",
    OrganisationKind.SCHOOL,
    Contacts("Ashmere MASH", "01632 960 140", "Ashmere Emergency Duty Team", "01632 960 199"),
)


def settings() -> QWidget:
    guidance = GuidanceCard(
        "England, autumn 2026",
        "30 September 2026",
        ("Working Together to Safeguard Children 2026, published 18 March 2026",),
        "This edition supports the procedures of your partnership and does not replace them.",
    )
    view = SettingsPage("light", 100, "0.1.0", guidance=guidance, screenshots=said(kept_out=False))
    view.show_profile(PROFILE)
    view.show_last_backup("Last backup: 20 November 2026 at 16:59 (3 days ago).")
    view.show_recovery(
        *state_words(RecoveryState("Larkmere Primary School", "age1pq1", 2, 3, "2026-11-20", joined=True))
    )
    view.finish()
    return view


def busy() -> QWidget:
    """A backup under way."""
    view = SettingsPage("light", 100, "0.1.0")
    view.show_profile(PROFILE)
    view.finish()
    view.show_busy(f"{tr(COPYING)} 1,204 of 3,812 so far.", stoppable=True)
    return view


def diagnostics() -> QWidget:
    view = DiagnosticsPage()
    program = {"Guardbook": "0.1.0", "Python": "3.11.7", "System": "Linux 6.1"}
    view.show_text(text({"Program": program, "Record book": {"Statements": "3812", "Records": "412"}}))
    return view


def new_keys() -> QWidget:
    view = NewKeysPage()
    view.show_kit("7K2QX-9M4TD-3FQ8Z-W5NPR-2H7JC-8B4VT-6XKQ9-D3M5S")
    return view


def local_guidance() -> QWidget:
    """The area's own edition is used."""
    view = LocalGuidancePage()
    view.show_standing(
        (
            ("The country’s edition", "England, autumn 2026, in force from 1 September 2026", ""),
            ("Your area’s own", "Ashmere, autumn 2026", ""),
            ("Written by", "Ashmere Safeguarding Children Partnership", ""),
            ("In use", "Yes", ""),
            ("Taken in", "2 November 2026 by Odette Farrow", ""),
        ),
        removable=True,
    )
    return view


def local_guidance_offered() -> QWidget:
    """What a newer file changes."""
    view = LocalGuidancePage()
    view.show_standing(
        (("The country’s edition", "England, autumn 2026, in force from 1 September 2026", ""),), removable=False
    )
    view.show_offered(
        OfferedScreen(
            "Ashmere, autumn 2026",
            "Ashmere Safeguarding Children Partnership. In force from 1 November 2026.",
            (
                ("What the desk is called", "the Ashmere Front Door", "the safeguarding desk"),
                ("Prevent referrals", "Ashmere Prevent team; 01632 960 155; Monday to Friday, 9 to 5", ""),
                (
                    "Telephone referral confirmed in writing",
                    "24 hours",
                    "24 hours (some areas) or 2 working days (other areas)",
                ),
                ("Threshold document", "Right help, right time; 3.1, October 2026", ""),
            ),
        )
    )
    return view


SAMPLES: Mapping[str, Callable[[], QWidget]] = {
    "": settings, "busy": busy, "diagnostics": diagnostics, "new_keys": new_keys, "local_guidance": local_guidance,
    "local_guidance_offered": local_guidance_offered,
}  # fmt: skip
