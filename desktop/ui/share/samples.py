"""Sharing with invented people: to choose, not joined, with errors, the preview, not sharing, and decided."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from desktop.services.pages.fields import Choice, Missing
from desktop.ui.child.samples import FARROW, HISTORY
from desktop.ui.child.screen import Fact
from desktop.ui.language import tr
from desktop.ui.share.decision import DecisionScreen
from desktop.ui.share.decision_view import DecisionPageView
from desktop.ui.share.screen import (
    NOT_JOINED,
    ChoicesScreen,
    FieldBox,
    PreviewGroup,
    PreviewScreen,
    SharedScreen,
    StatementBox,
)
from desktop.ui.share.view import SharePage

BOXES = (
    StatementBox(
        "s1",
        "Who Kian Pellow is",
        "Written 20 November 2026 at 09:12",
        ticked=True,
        note="",
        fields=(
            FieldBox("given_names", "Name", "Kian Pellow", locked=False),
            FieldBox("born", "Date of birth", "14 March 2017", locked=False),
            FieldBox("address", "Address", "", locked=True),
        ),
    ),
    StatementBox(
        "s2",
        "Concern of 20 November 2026: physical abuse",
        "Written 20 November 2026 at 09:40",
        ticked=True,
        note="",
        fields=(
            FieldBox("seen", "Seen or heard", "Kian held his left arm close while taking off his coat.", locked=False),
            FieldBox("words", "The child’s words", "“Craig got me with the charger”", locked=False),
            FieldBox(
                "body_marks",
                "Body map",
                "1 left upper arm, front: bruise, 2 cm\n2 right thigh, inner side: burn or scald",
                locked=False,
                rows=(
                    ("body_marks#0", "1 left upper arm, front: bruise, 2 cm"),
                    ("body_marks#1", "2 right thigh, inner side: burn or scald"),
                ),
            ),
            FieldBox("opinion", "Opinion", "Not a place where children usually hurt themselves.", locked=False),
        ),
    ),
    StatementBox(
        "s3",
        "Concern of 3 October 2026",
        "Written 6 October 2026 at 08:50",
        ticked=False,
        note="Kept from some people. Tick it only if you are sure.",
        fields=(FieldBox("seen", "Seen or heard", "No lunch and no coat.", locked=False),),
    ),
)
SCREEN = ChoicesScreen(
    boxes=BOXES,
    recipients=(Choice("o1", "Ashmere MASH", "4 people can open it"),),
    purposes=(
        Choice("refer", "Refer a child who may be at risk of harm", "The safeguarding desk decides what happens next."),
        Choice("inform", "Pass on something they should know", "About a child they are working with."),
    ),
    bases=(
        Choice("task-and-duty", "Our public task, and the duty to share"),
        Choice("vital-interests", "Saving a life"),
        Choice("consent", "They agreed", "Never wait for it when a child may be at risk."),
        Choice(
            "they-decide",
            "I do not know, they will decide",
            "Then “Our public task, and the duty to share” is kept, the usual one for an organisation like yours.",
        ),
    ),
    suggested_basis="task-and-duty",
    note="",
    child="Kian Pellow",
)


def choose() -> SharePage:
    page = SharePage()
    page.show_choices(SCREEN)
    return page


def one_of_several() -> SharePage:
    """Come from one concern: the others are offered unticked, and of long records the first lines stand there."""
    page = SharePage()
    first, concern, walled = BOXES
    reasons = "\n".join([concern.fields[0].text] * 6)
    fields = (replace(concern.fields[0], text=reasons), *concern.fields[1:])
    other = replace(concern, id="s4", title="Concern of 16 November 2026: neglect", ticked=False)
    note = "Only this concern is ticked, and who the child is. Tick another record if it is needed too."
    boxes = (first, other, replace(concern, fields=fields), walled)
    page.show_choices(replace(SCREEN, boxes=boxes, several=note))
    page.choice.set_value("share")
    page.statements.finish()
    return page


def sent_before() -> SharePage:
    page = SharePage()
    there = "To Ashmere MASH: signed 20 November 2026 at 09:50, delivered 20 November 2026 at 11:02."
    page.show_choices(replace(SCREEN, earlier=(there,)))
    return page


def sharing() -> SharePage:
    page = choose()
    page.choice.set_value("share")
    page.statements.finish()
    return page


def leaving_out() -> QWidget:
    page = sharing()
    page.statements.boxes()[1].choose.click()
    return page


def not_joined() -> SharePage:
    page = SharePage()
    ring = "If a child is in danger now, ring 999. Else ring Ashmere MASH: 01632 960 140. In office hours."
    page.show_choices(
        ChoicesScreen(BOXES[:2], (), SCREEN.purposes, SCREEN.bases, "task-and-duty", tr(NOT_JOINED), ring=ring)
    )
    page.statements.finish()
    return page


def shared_another_way() -> QWidget:
    page = not_joined()
    page.choice.set_value("told")
    return page


def errors() -> QWidget:
    page = sharing()
    page.show_problems(
        (Missing("purpose", "Say why it is shared"), Missing("family_told", "Say whether the family knows"))
    )
    return page


def joined() -> SharePage:
    page = SharePage()
    page.show_choices(replace(SCREEN, joined=("Kyan Pellow",)))
    page.choice.set_value("share")
    page.statements.finish()
    return page


def keeping() -> QWidget:
    page = SharePage()
    page.show_choices(replace(SCREEN, rings=("Level 4",)))
    page.choice.set_value("keep")
    page.ringing.needed.set_value("no")
    page.statements.finish()
    return page


def preview() -> QWidget:
    page = choose()
    page.show_preview(
        PreviewScreen(
            "Ashmere MASH",
            ("Lewis Aske", "Priya Nandakumar"),
            (
                PreviewGroup("Who Kian Pellow is", (("Name", "Kian Pellow"), ("Date of birth", "14 March 2017"))),
                PreviewGroup(
                    "Concern of 20 November 2026: physical abuse",
                    (
                        ("Seen or heard", "Kian held his left arm close while taking off his coat."),
                        ("The child’s words", "“Craig got me with the charger 'cause I spilt the milk”"),
                    ),
                ),
            ),
            (
                PreviewGroup("Who Kian Pellow is", (("Address", "Must not be disclosed"),)),
                PreviewGroup("Concern of 20 November 2026: physical abuse", (("Opinion", "You left it out"),)),
            ),
            ("The family has not been told. Your reason goes with it.",),
            (
                ("Does the family know? (goes with it)", "No. It could put him at risk."),
                ("Your reasons (they go with it)", "Marks in two places, and he names an adult at home."),
            ),
            "Sign and send to Ashmere MASH",
            share=True,
            title="Exactly what leaves",
        )
    )
    return page


def preview_not() -> QWidget:
    page = choose()
    reasons = "Spoke with mother; breakfast club began. Looked at again on 20 October."
    rows = (
        ("What it is about", "Who Kian Pellow is\nConcern of 3 October 2026"),
        ("Does the family know?", "Yes. Mother was here."),
        ("Your reasons", reasons),
        ("Why nobody has to be rung", "Level 4 was ticked by mistake."),
        ("Look at this again on", "20 January 2027"),
    )
    page.show_preview(
        PreviewScreen("", (), (), (), (), rows, "Sign: do not share", share=False, title="Check: do not share")
    )
    return page


def done() -> QWidget:
    page = choose()
    page.show_done(
        SharedScreen(
            "Signed, sealed and waiting to leave",
            (
                "It has not reached anyone yet. It goes by itself when the area can be reached.",
                "Letters shows when it is delivered, and when a person has opened it.",
                "If a child may be in danger, ring. Do not wait for an answer here.",
            ),
            letters=True,
            head="Signed, for Ashmere MASH",
        )
    )
    return page


def decision() -> QWidget:
    page = DecisionPageView(lambda: "record-2026-11-23.pdf")
    facts = (
        Fact("Shared", (("Yes", FARROW),)),
        Fact("Who asked for it", (("Lewis Aske, screening social worker, Ashmere MASH", FARROW),)),
        Fact("Shared with", (("Ashmere MASH", FARROW),)),
        Fact("Lawful basis", (("Our public task, and the duty to share", FARROW),)),
        Fact("Reasons", (("Marks in two places, and he names an adult at home.", FARROW),)),
        Fact("What was shared", (("Who Kian Pellow is\nConcern of 20 November 2026: physical abuse", FARROW),)),
        Fact("What was left out", (("Who Kian Pellow is: Address, Postcode", FARROW),)),
        Fact("Family told about sharing", (("No", FARROW),)),
    )
    about = "About Kian Pellow"
    title = "Decision to share, 20 November 2026"
    page.show_decision(DecisionScreen("s1", title, about, facts, HISTORY, walled=True, amends=True, reviews=True))
    return page


def decision_saved() -> QWidget:
    page = decision()
    assert isinstance(page, DecisionPageView)
    page.show_exported("Record saved", "It is saved as record-2026-11-23.pdf. It is not locked.", delete=True)
    return page


SAMPLES = {
    "": choose,
    "decision": decision,
    "decision_saved": decision_saved,
    "sent_before": sent_before,
    "sharing": sharing,
    "one_of_several": one_of_several,
    "joined": joined,
    "keeping": keeping,
    "leaving_out": leaving_out,
    "not_joined": not_joined,
    "shared_another_way": shared_another_way,
    "errors": errors,
    "preview": preview,
    "preview_not": preview_not,
    "done": done,
}
