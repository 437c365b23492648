"""What the guidance edition itself adds to the help: rules of recording, how to ask, whom else to reach, how long, older words. No Qt.

Rules this module keeps: these are the edition's words, an area's own among them, shown as it has them; what nobody has checked yet
says so.
"""

from __future__ import annotations

from collections.abc import Mapping

from desktop.domain.guidance import Guidance
from desktop.domain.guidance_parts import Coded, Contact, Retention
from desktop.ui.help.topics import Part
from desktop.ui.language import tr

TOLD = 2  # of today's words for one thing; a search knows them all


def guidance_parts(guidance: Guidance) -> Mapping[str, tuple[Part, ...]]:
    """The parts to put behind a topic's own, by topic."""
    reach = Part(tr("Others in your area"), rows=tuple((one.label, _reach(one)) for one in guidance.contacts))
    kept = Part(
        tr("How long records are kept"),
        (tr("Usual periods; your organisation’s own policy decides."), guidance.legal_hold),
        rows=tuple((one.label, _kept(one)) for one in guidance.retention),
    )
    older = tuple((", ".join(one.then), ", ".join(one.now[:TOLD])) for one in guidance.terms.groups)
    return {
        "recording": (
            Part(tr("The guidance on recording"), rows=_rows(guidance.codes("recording_rules"))),
            Part(tr("How to ask a child"), rows=_rows(guidance.codes("asking"))),
        ),
        "ringing": (reach,) if guidance.contacts else (),
        "safe": (kept,),
        "words": (Part(tr("Older and other words, and what is said now"), rows=older),),
    }


def _rows(listed: tuple[Coded, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((row.label, row.hint) for row in listed)


def _reach(contact: Contact) -> str:
    return ", ".join(part for part in (contact.name, contact.number, contact.mail, contact.hours) if part)


def _kept(kept: Retention) -> str:
    years = tr("%n year(s)", n=kept.years) if kept.years else ""
    begins = {
        "birth": tr("from birth"),
        "record made": tr("from when it was written"),
        "case closed": tr("from when the case was closed"),
        "adoption order": tr("from the adoption order"),
    }[kept.begins]
    said = ", ".join(
        part
        for part in (years and f"{years} {begins}", kept.until and tr("until {until}", until=kept.until), kept.note)
        if part
    )
    return said if kept.status != "unverified" else f"{said} ({tr('to be checked')})"
