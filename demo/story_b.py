"""Scenario B: a health visitor with no signal, Wednesday 23 December 2026; and a club on a Saturday evening."""

from __future__ import annotations

from datetime import date, datetime

from demo.partnership import Partnership, exchange
from demo.stage import Stage
from desktop.domain.dates import LONDON, local
from desktop.domain.records import CallEntry, SharingEntry
from desktop.services.pages.enquiries import PhoneReferral

CHRISTMAS_EVE = date(2026, 12, 24)


def play(made: Partnership, stage: Stage) -> str:
    """Play it; return the child's record id."""
    health, desk, cast, clock = made["health"], made["desk"], made.cast, made.clock
    esme, concern = "", ""

    with stage.step("B1", "Esme Rook is added during the visit, with no network") as step:
        clock.set(2026, 12, 23, 14, 22)
        esme = health.children.register(cast.children["esme"]).child
        step.holds(
            "she is found by her mother's family name", [row.id for row in health.children.search("Rook")] == [esme]
        )

    with stage.step("B2", "The bruise rule speaks offline") as step:
        prompts = health.concerns.prompts(esme, cast.concerns["esme"])
        bruise = next(one for one in prompts if "bruise" in one.id)
        step.holds(bruise.title, bruise.urgent)

    with stage.step("B3a", "The desk takes the telephone referral at 14:40") as step:
        clock.set(2026, 12, 23, 14, 40)
        phone = desk.desk.take_phone_referral(
            PhoneReferral(
                caller="Bronagh Tiller",
                organisation="Ashmere 0-19 Service",
                number="01632 960417",
                at=datetime(2026, 12, 23, 14, 40, tzinfo=LONDON),
                given_names="Esme",
                family_name="Rook",
                born="2026-10-02",
                said="A 1 cm blue mark on the right cheek of a baby who does not roll.",
                advice="Same-day paediatric opinion; a written referral follows.",
            )
        )
        row = next(one for one in desk.desk.enquiries() if one.id == phone)
        step.holds("its clock runs: decision due Thursday 24 December 2026", local(row.due.at).date() == CHRISTMAS_EVE)

    with stage.step("B3b", "She writes at 15:30, still offline, and logs her call") as step:
        clock.set(2026, 12, 23, 15, 30)
        recorded = health.concerns.record(esme, cast.concerns["esme"])
        concern = recorded.concern
        alert = health.ringing.alerts()[0]
        step.holds(
            f"the panel: ring {alert.number.name} {alert.number.number}", recorded.urgent and alert.number.hours == "in"
        )
        step.holds("it never says sent", "sent" not in (alert.why + alert.script).lower())
        at = datetime(2026, 12, 23, 14, 40, tzinfo=LONDON)
        health.ringing.log_call(
            CallEntry(concern, at, alert.number.number, "Lewis Aske", advice="Same-day paediatric opinion")
        )
        step.holds("the panel ends with the logged call", not health.ringing.alerts())

    with stage.step("B4a", "Shared, sealed, waiting for a signal") as step:
        choices = health.sharing.choices(esme)
        recipient = next(one for one in choices.recipients if one.name == cast.desk)
        share = cast.shares["esme"]
        health.sharing.decide(
            SharingEntry(
                share=True,
                child=esme,
                statements=tuple(one.id for one in choices.statements),
                recipient=recipient.id,
                purpose=choices.purposes[0].code,
                basis=choices.suggested_basis,
                reasons=share["reasons"],
                family_told=share["family_told"],
                consent=share["consent"],
                list_old_why=share["list_old_why"] if choices.list_old else "",
            )
        )
        step.holds("the list of people was old, and why it could not wait is kept", choices.list_old)
        step.holds("it waits, visibly", health.letters.freshness().waiting == 1)

    with stage.step("B4b", "24 December 09:10: synced; the telephone call and the letter become one enquiry") as step:
        clock.set(2026, 12, 24, 9, 10)
        made.hub.start(clock.now())
        exchange(made, "health", "desk")
        letter = next(one for one in desk.desk.enquiries() if "Esme" in one.child_name and one.id != phone)
        page = desk.desk.open(letter.id)
        times = " | ".join(f"{label} {local(at):%d/%m %H:%M} ({whose})" for label, at, whose in page.times)
        shown = [f"{local(at):%d %H:%M}" for _, at, _ in page.times]
        step.holds(
            f"event, written and received stand apart: {times}", {"23 14:20", "23 15:30", "24 09:10"} <= set(shown)
        )
        desk.desk.join(phone, letter.id, "Same child, same caller, same mark.")
        joined = next(one for one in desk.desk.enquiries() if letter.id in (one.id, *one.joined_with))
        step.holds(
            "one enquiry; T1 runs from the 14:40 call: due 24 December", local(joined.due.at).date() == CHRISTMAS_EVE
        )
        step.holds("it is listed once", len([one for one in desk.desk.enquiries() if "Esme" in one.child_name]) == 1)

    with stage.step("B4c", "The desk answers; the health visitor sees it") as step:
        clock.set(2026, 12, 24, 9, 40)
        answer, outcomes = cast.answers["esme"], page.outcomes
        outcome = next(one for one in outcomes if "strategy" in one.label.lower())
        desk.desk.decide(letter.id, outcome.code, answer["reasons"], answer["next_contact"])
        made.hub.start(clock.now())
        exchange(made, "desk", "health", "school", "club", "faith", "office")
        shown_share = health.children.page(esme).shares[0]
        step.holds(f"the answer reads: {shown_share.outcome}", answer["reasons"] in shown_share.outcome_reasons)
    made.hub.stop()
    return esme


def play_club(made: Partnership, stage: Stage) -> str:
    """A Saturday evening at the pool; return the child's record id."""
    club, cast = made["club"], made.cast
    rhys = ""
    with stage.step("C1", "Saturday 20:00, a club: the panel gives the out-of-hours number") as step:
        made.clock.set(2026, 11, 21, 20, 0)
        rhys = club.children.register(cast.children["rhys"]).child
        club.concerns.record(rhys, cast.concerns["rhys"])
        alert = club.ringing.alerts()[0]
        step.holds(
            f"ring {alert.number.name} {alert.number.number}",
            alert.number.hours == "out" and alert.number.number == "01632 960999",
        )
        step.holds("it never says sent", "sent" not in (alert.why + alert.script).lower())
    with stage.step("C2", "Deciding not to share is recorded with its reason") as step:
        made.clock.set(2026, 11, 21, 20, 20)
        statements = tuple(one.id for one in club.sharing.choices(rhys).statements)
        club.sharing.decide(
            SharingEntry(
                share=False,
                child=rhys,
                statements=statements,
                reasons="The duty team has taken it over by telephone.",
                family_told="no",
                family_told_why="Unsafe: the person he fears answers the telephone.",
            )
        )
        row = club.children.page(rhys).shares[0]
        step.holds("the decision and its reason are on the child's page", not row.shared and "duty team" in row.reasons)
    return rhys
