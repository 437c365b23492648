"""The desk's decision in words: before it is signed, right after, and once its answer has a receipt. No Qt.

Rules this module keeps: every word that leaves is shown first, with who gets it; "delivered" is said only by the receipt; where
the referral came by telephone it is said that no letter goes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desktop.services.pages.enquiries import EnquiryPage
from desktop.services.pages.fields import Missing
from desktop.ui.language import tr

Words = Callable[[EnquiryPage], str]  # what is said above the page once it was read; "" for nothing


@dataclass(frozen=True, slots=True)
class Decision:
    """What was typed. ``outcome`` is a code."""

    outcome: str
    reasons: str
    next_contact: str = ""
    tell_family: str = ""


@dataclass(frozen=True, slots=True)
class DecisionScreen:
    """The decision before it is signed: who gets it, and every word that leaves."""

    to: str
    letter: str  # whether a letter goes
    rows: tuple[tuple[str, str], ...]
    button: str


def silent(_page: EnquiryPage) -> str:
    return ""


def lacking(outcome: str, reasons: str) -> list[Missing]:
    problems = []
    if not outcome:
        problems.append(Missing("outcome", tr("Choose what happens next")))
    if not reasons.strip():
        problems.append(Missing("reasons", tr("Give the reasons: the referrer reads them")))
    return problems


def decision_screen(page: EnquiryPage, decision: Decision) -> DecisionScreen:
    """Say what would be signed, and who reads it."""
    outcome = next((one.label for one in page.outcomes if one.code == decision.outcome), decision.outcome)
    rows = (
        (tr("What happens next"), outcome),
        (tr("Reasons"), decision.reasons.strip()),
        (tr("Who will be in touch, and when"), decision.next_contact.strip()),
        (tr("What the family may be told"), decision.tell_family.strip()),
    )
    said = tuple((label, text) for label, text in rows if text)
    if by_telephone_only(page):
        no_letter = tr("No letter goes. Ring {source} and tell them.", source=page.ring_back or page.row.sender)
        return DecisionScreen(tr("Not signed yet"), no_letter, said, tr("Sign the decision"))
    to = ", ".join(dict.fromkeys(one.label for one in page.may_ask)) or page.row.organisation
    goes = tr("It goes to {to} as it stands here. It cannot be changed after it is signed.", to=to)
    return DecisionScreen(tr("Not signed yet"), goes, said, tr("Sign the decision and answer"))


def signed_words(page: EnquiryPage) -> str:
    """What becomes of the answer, right after it was signed."""
    if by_telephone_only(page):
        return tr("Decision signed and kept. It came by telephone: no letter goes, so ring and tell them.")
    return tr("Decision signed. The answer is sealed and waits to leave; it has not reached the referrer yet.")


def delivered_words(page: EnquiryPage) -> str:
    """Once every answer has its receipt; "" before."""
    if by_telephone_only(page) or any(clock.before for clock in page.clocks):
        return ""
    to = tr("everybody who sent it") if page.row.joined_with else page.row.organisation
    return tr("Decision signed. The answer was delivered to {to}.", to=to)


def by_telephone_only(page: EnquiryPage) -> bool:
    """No letter came, so none answers it."""
    return page.row.kind == "telephone" and not page.row.joined_with
