"""Whom to ring, said while one still writes. No Qt.

Rules this module keeps: what is urgent says so at once, with name and number for this hour, and 999; "I do not know if the
child is safe" is not silence either: beside marks it asks for a call, and otherwise it says calmly who can be rung; the line
never says that anybody was told.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from desktop.domain.records import Answer, ConcernEntry, Contacts
from desktop.domain.rules import Prompt
from desktop.domain.urgency import POLICE_NUMBER, asks_to_ring, is_urgent, number_for
from desktop.domain.working_days import WorkingDays
from desktop.ui.language import mark, tr
from desktop.ui.ring_panel.presenter import hours_words, then_words, whom_words

DESK = "the safeguarding desk"  # as the guidance edition writes it; an area's own edition may call it something else
KEPT = mark("What you wrote here is kept: writing can wait.")
FIRST = mark("If the child is in danger at this moment, ring 999 first. What you wrote here is kept: writing can wait.")


@dataclass(frozen=True, slots=True)
class RingNow:
    """``whom`` is "Ashmere MASH, 01632 960 140"; ``urgent`` is red, else amber; ``calm`` asks for no call, and says who answers;
    ``danger`` says 999 first, so that nothing beside it has to.
    """

    urgent: bool
    whom: str
    title: str
    text: str
    calm: bool = False
    danger: bool = False


def ring_now(
    entry: ConcernEntry, prompts: Iterable[Prompt], contacts: Contacts, now: datetime, calendar: WorkingDays
) -> RingNow | None:
    """What the form shows for ``entry`` as it stands; None when nothing in it asks for a call or for a number."""
    found = tuple(prompts)
    asks = asks_to_ring(entry, found)
    if not asks and entry.safe_now != Answer.UNKNOWN:
        return None
    number = number_for(contacts, now, calendar)
    whom = whom_words(number)
    text = f"{hours_words(number)}. {tr(FIRST)}"
    if not asks:
        return RingNow(False, whom, tr("If it cannot wait, ring {whom}", whom=whom), text, calm=True)
    if entry.safe_now == Answer.NO:
        known = "" if number.number == POLICE_NUMBER else whom
        then = tr("Ring 999 now. Then ring {whom}", whom=known) if known else tr("Ring 999 now")
        wait = f"{hours_words(number)}. " if known else f"{then_words(number)}. "
        return RingNow(True, known, then, f"{wait}{tr(KEPT)}", danger=True)
    if is_urgent(entry, found):
        return RingNow(True, whom, tr("Ring now: {whom}", whom=whom), text)
    return RingNow(
        False, whom, tr("There are marks, and you do not know if the child is safe. Ring {whom}", whom=whom), text
    )


def with_officer(
    prompts: tuple[Prompt, ...], contacts: Contacts, now: datetime, calendar: WorkingDays, called: str = DESK
) -> tuple[Prompt, ...]:
    """Who to ring in the guidance's words, with a number: the designated officer, and the desk as it is reached this hour.

    The edition says "the safeguarding desk", or what the area calls it; outside its hours that is somebody else, and one page
    says one number.
    """
    now_number = number_for(contacts, now, calendar)
    desk = ", ".join(part for part in (now_number.name, now_number.number) if part)
    prompts = tuple(replace(one, text=one.text.replace(called, desk)) for one in prompts)
    if contacts.lado_number:
        whom = ", ".join(part for part in (contacts.lado_name, contacts.lado_number) if part)
        said = " " + tr("Ring {whom}.", whom=whom)
    else:
        said = tr(
            " If you do not have their number, ask {whom}, {number}.",
            whom=now_number.name or tr("the area"),
            number=now_number.number,
        )
    return tuple(replace(one, text=one.text + said) if one.route == "lado" else one for one in prompts)
