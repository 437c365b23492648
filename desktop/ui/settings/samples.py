"""Invented data for the pictures and the accessibility walk."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from desktop.domain.records import Contacts, OrganisationKind, Profile
from desktop.ui.settings.view import SettingsPage

PROFILE = Profile(
    "Odette Farrow",
    "Designated safeguarding lead",
    "Larkmere Primary School",
    OrganisationKind.SCHOOL,
    Contacts("Ashmere MASH", "01632 960 140", "Ashmere Emergency Duty Team", "01632 960 199"),
)


def settings() -> QWidget:
    view = SettingsPage("light", 100, "0.1.0")
    view.show_profile(PROFILE)
    view.finish()
    return view


SAMPLES: Mapping[str, Callable[[], QWidget]] = {"": settings}
