"""Invented data for the pictures and the accessibility walk."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from desktop.domain.records import OrganisationKind
from desktop.services.countersigning import ProposalSummary
from desktop.services.desk_keys import Colleague
from desktop.services.pages.membership import RequestSummary, Standing
from desktop.ui.language import tr
from desktop.ui.membership.handing_on import GOES, SAVE, STAYS_HERE, Unsaved
from desktop.ui.membership.together_parts import TakingOut, Together
from desktop.ui.membership.together_presenter import IS_LOST
from desktop.ui.membership.view import MembershipPage

WORDS = "otter lantern gravel plum violet harbor"
DEVICES = (
    ("Odette Farrow", "Larkmere Primary School", WORDS),
    ("Lewis Aske", "Ashmere MASH", "tidal marble acorn shrug pebble onion"),
)


PEOPLE = (("d1", "Lewis Aske, Ashmere MASH"), ("d2", "Odette Farrow, Larkmere Primary School"))


def not_joined() -> QWidget:
    view = MembershipPage()
    view.show_standing(Standing(False, "", "", "", False, WORDS, False), ())
    return view


def founding() -> QWidget:
    """The fields of whoever sets an area up, unfolded."""
    view = MembershipPage()
    view.show_standing(Standing(False, "", "", "", False, WORDS, False), ())
    view.founding.show_fields()
    return view


def asked() -> QWidget:
    view = MembershipPage()
    view.show_standing(Standing(False, "", "", "", False, WORDS, True), ())
    view.show_request_made(WORDS)
    return view


def administrator() -> QWidget:
    view = MembershipPage()
    standing = Standing(True, "Ashmere", "Ashmere MASH", "administrator", True, WORDS, False, None, DEVICES)
    view.show_standing(
        standing,
        [("o1", "Larkmere Primary School", OrganisationKind.SCHOOL), ("o2", "0-19 service", OrganisationKind.HEALTH)],
    )
    view.show_request(
        RequestSummary(
            "Bronagh Tiller",
            "Health visitor",
            "0-19 service",
            "recorder",
            "unplug cobalt daisy frosty ladder mural",
            b"",
        )
    )
    view.show_together(
        Together((Colleague("d", "Tom Adeyemi", "Ashmere MASH"),), others=(("d1", "Lewis Aske"),), people=PEOPLE)
    )
    changes = ("Lewis Aske looks after the partnership from now on.", "Tom Adeyemi of Ashmere MASH joins.")
    view.show_proposal(ProposalSummary(changes, mine=False, missing=1, content=b""))
    return view


def replacement() -> QWidget:
    """A request from a restored record book."""
    view = MembershipPage()
    standing = Standing(True, "Ashmere", "Ashmere MASH", "administrator", True, WORDS, False, None, DEVICES)
    view.show_standing(standing, [("o1", "Larkmere Primary School", OrganisationKind.SCHOOL)])
    who = "Odette Farrow, Larkmere Primary School"
    view.show_request(RequestSummary("Odette Farrow", "Lead", "Larkmere Primary School", "lead", WORDS, b"", who))
    return view


def taking_out() -> QWidget:
    """A computer is about to be taken out; an earlier list has no place yet."""
    view = MembershipPage()
    standing = Standing(True, "Ashmere", "Ashmere MASH", "administrator", True, WORDS, False, None, DEVICES)
    view.show_standing(standing, [("o1", "Larkmere Primary School", OrganisationKind.SCHOOL)])
    view.show_together(Together(people=PEOPLE))
    view.show_notice("success", tr("{person} is admitted", person="Tom Adeyemi"), tr(GOES))
    button = tr(SAVE["partnership.directory"])
    view.show_unsaved(Unsaved(tr("This file has no place yet"), tr(STAYS_HERE), button))
    whose = PEOPLE[0][1]
    asked = tr("Take out the computer of {person}?", person=whose)
    view.ask_taking_out(TakingOut(asked, tr(IS_LOST), tr("Yes, take out the computer of {person}", person=whose)))
    return view


SAMPLES: Mapping[str, Callable[[], QWidget]] = {
    "": not_joined, "founding": founding, "asked": asked, "administrator": administrator, "replacement": replacement,
    "taking_out": taking_out,
}  # fmt: skip
