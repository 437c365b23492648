"""Invented data for the pictures and the accessibility walk."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from desktop.domain.records import OrganisationKind
from desktop.services.pages import RequestSummary, Standing
from desktop.ui.membership.view import MembershipPage

FINGERPRINT = "48213 90577 11284 66031"
DEVICES = (
    ("Odette Farrow", "Larkmere Primary School", FINGERPRINT),
    ("Lewis Aske", "Ashmere MASH", "10477 83920 55618 20933"),
)


def not_joined() -> QWidget:
    view = MembershipPage()
    view.show_standing(Standing(False, "", "", "", False, FINGERPRINT, False), ())
    return view


def asked() -> QWidget:
    view = MembershipPage()
    view.show_standing(Standing(False, "", "", "", False, FINGERPRINT, True), ())
    view.show_request_made(FINGERPRINT)
    return view


def administrator() -> QWidget:
    view = MembershipPage()
    standing = Standing(True, "Ashmere", "Ashmere MASH", "administrator", True, FINGERPRINT, False, None, DEVICES)
    view.show_standing(
        standing,
        [("o1", "Larkmere Primary School", OrganisationKind.SCHOOL), ("o2", "0-19 service", OrganisationKind.HEALTH)],
    )
    view.show_request(
        RequestSummary("Bronagh Tiller", "Health visitor", "0-19 service", "recorder", "90331 27745 60018 44129", b"")
    )
    return view


SAMPLES: Mapping[str, Callable[[], QWidget]] = {"": not_joined, "asked": asked, "administrator": administrator}
