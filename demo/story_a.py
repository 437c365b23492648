"""Scenario A: a school, Friday 20 November 2026. A teaching assistant sees marks; the designated lead writes, shares, and is answered."""

from __future__ import annotations

from datetime import date

from demo.partnership import Partnership, exchange
from demo.stage import Stage
from desktop.domain.dates import local
from desktop.domain.records import SharingEntry
from desktop.services.errors import LikelyDuplicate
from desktop.services.pages.enquiries import EnquiryRow

MONDAY, WEDNESDAY = date(2026, 11, 23), date(2027, 1, 27)


def play(made: Partnership, stage: Stage) -> str:
    """Play it; return the child's record id."""
    school, desk, cast, clock = made["school"], made["desk"], made.cast, made.clock
    kian, wanted = "", cast.children["kian"]

    with stage.step("A1", "Search first, then add Kian Pellow with his family") as step:
        clock.set(2026, 11, 20, 9, 25)
        step.holds("nobody of that name is in the record book yet", not school.children.search("Pellow"))
        kian = school.children.register(wanted).child
        step.holds("the search now finds him", [row.id for row in school.children.search("pelow kian"[-4:])] == [kian])
        try:
            school.children.register(wanted)
        except LikelyDuplicate as seen:
            step.holds(
                "a second Kian is not made without looking at the first",
                kian in {one.row.id for one in seen.duplicates},
            )
        else:
            step.holds("a second Kian is not made without looking at the first", so=False)

    concern = ""
    with stage.step("A2", "Ms Farrow enters the concern from R. Quill's signed sheet") as step:
        clock.set(2026, 11, 20, 9, 40)
        entry = cast.concerns["kian"]
        draft = school.concerns.save_draft(None, kian, entry)
        school = made.reopen("school")
        step.holds("the draft was there after lock and unlock", school.concerns.draft(draft).entry == entry)
        recorded = school.concerns.record(kian, entry, draft)
        concern = recorded.concern
        page = school.concerns.page(concern)
        said = {field.name: field.sides[0].text for field in page.fields if field.sides}
        step.holds("saved and signed; the draft is gone", not school.concerns.drafts())
        step.holds(
            "who saw is R. Quill, who typed is Odette Farrow",
            "Quill" in said["witness"] and page.history[0].who == "Odette Farrow",
        )
        step.holds("the child's words are kept as he said them", "'cause I spilt the milk" in said["words"])
        alert = school.ringing.alerts()[0]
        step.holds(
            f"the panel says ring {alert.number.name} {alert.number.number} (in hours)", alert.number.hours == "in"
        )

    with stage.step("A3a", "Share it with the MASH while the hub is away") as step:
        clock.set(2026, 11, 20, 10, 5)
        choices = school.sharing.choices(kian)
        recipient = next(one for one in choices.recipients if one.name == cast.desk)
        share = cast.shares["kian"]
        decided = school.sharing.decide(
            SharingEntry(
                share=True,
                child=kian,
                statements=tuple(one.id for one in choices.statements),
                recipient=recipient.id,
                purpose=choices.purposes[0].code,
                basis=choices.suggested_basis,
                reasons=share["reasons"],
                family_told=share["family_told"],
                family_told_why=share["family_told_why"],
            )
        )
        step.holds("sealed letters wait: the desk's, and the school's own copy", len(decided.letters) == 2)
        step.holds("what waits is visible", school.letters.freshness().waiting == 1)
        step.holds("the panel stays", [one.concern for one in school.ringing.alerts()] == [concern])

    with stage.step("A3b", "The hub is there again: the letter goes, the receipt comes back") as step:
        clock.set(2026, 11, 20, 10, 15)
        made.hub.start(clock.now())
        exchange(made, "school")
        states = {row.state for row in school.letters.outbox() if row.child == kian}
        step.holds("the hub's signed receipt is kept and the letters show delivered", states == {"delivered"})
        step.holds("delivered is not opened: the panel stays", bool(school.ringing.alerts()))

    row: EnquiryRow | None = None
    with stage.step("A3c", "The desk fetches it; its clock runs from the hub's time of receipt") as step:
        exchange(made, "desk")
        row = next(one for one in desk.desk.enquiries() if "Kian" in one.child_name)
        step.holds("received at 10:15 by the hub's clock", f"{local(row.received_at):%H:%M}" == "10:15")
        step.holds("decision due Monday 23 November 2026 (T1)", local(row.due.at).date() == MONDAY)
        opened = desk.desk.open(row.id)
        step.holds("what the school chose is all there", opened.concerns and "Quill" in str(opened.concerns[0].fields))
        limits = [local(clock_row.due.at).date() for clock_row in opened.clocks]
        step.holds("assessment limit Wednesday 27 January 2027 (T5)", WEDNESDAY in limits)

    with stage.step("A3d", "A person at the desk opened it: the school's panel ends") as step:
        exchange(made, "desk", "school")
        step.holds("the panel is gone", not school.ringing.alerts())

    with stage.step("A3e", "The desk decides with reasons; the school sees outcome and reason") as step:
        clock.set(2026, 11, 20, 12, 30)
        made.hub.start(clock.now())
        assert row is not None
        answer, outcomes = cast.answers["kian"], desk.desk.open(row.id).outcomes
        outcome = next(one for one in outcomes if "strategy" in one.label.lower())
        desk.desk.decide(row.id, outcome.code, answer["reasons"], answer["next_contact"])
        exchange(made, "desk", "school", "club")
        shown = school.children.page(kian).shares[0]
        step.holds(
            f"the answer reads: {shown.outcome}",
            outcome.label in shown.outcome and answer["reasons"] in shown.outcome_reasons,
        )

    with stage.step("A5", "R. Quill corrects a size: an amendment, the original readable") as step:
        clock.set(2026, 11, 20, 15, 0)
        change = cast.amendment
        school.concerns.amend(concern, {change["field"]: change["value"]}, change["reason"], change["as_told_by"])
        page = school.concerns.page(concern)
        now = next(field for field in page.fields if field.name == change["field"])
        last = page.history[-1]
        step.holds("the record says 3 cm", now.state == "settled" and "3 cm" in now.sides[0].text)
        step.holds(
            "the old text, 4 cm, is beside it with the reason",
            any("4 cm" in before for _, before, _ in last.changed) and last.reason,
        )
        step.holds("it says as told by R. Quill", last.as_told_by == "R. Quill")
        step.holds("the record book verifies", not school.keeping.verify().problems)
    made.hub.stop()
    return kian
