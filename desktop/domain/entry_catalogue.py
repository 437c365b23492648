"""The types of record beside concerns: one page of data each (facts.md R2, R6, R15, R20, R25, R26).

Rules this module keeps:

* to add a type is to add it here and to docs/spec/kinds-v1.md; nothing else is written for it;
* what a child feels is the child's own number and words, never the writer's;
* no question has an answer before it was asked.
"""

from __future__ import annotations

from collections.abc import Mapping

from desktop.domain.entry_types import REVIEW, THRESHOLD, Asks, EntryClock, EntryField, EntryType, Needed
from desktop.language import mark

MIN_REASONS = 10  # characters of the reasons of a decision
DONE, NOT_DONE = "done", "not-done"
PRIVATE_FOSTERING_CLOCK = "T18"

_LOOK_AGAIN = EntryField(
    REVIEW, mark("Look at this again on"), mark("When will you look at this again?"), Asks.DAY,
    mark("Leave it blank when that is not needed. It comes up under Today."),
)  # fmt: skip

VOICE = EntryType(
    "voice",
    mark("Child’s voice"),
    mark("What the child said, showed or wishes, and how safe they feel."),
    mark("When was the child seen or heard?"),
    (
        EntryField("seen", mark("Child seen"), mark("Was the child seen?"), Asks.ANSWER),
        EntryField("seen_alone", mark("Seen alone"), mark("Was the child seen alone?"), Asks.ANSWER),
        EntryField(
            "bedroom_seen", mark("Bedroom seen"), mark("Was the child’s bedroom seen?"), Asks.ANSWER,
            mark("For a visit at home."),
        ),
        EntryField("language", mark("Language"), mark("Which language did you speak together?"), Asks.LINE),
        EntryField(
            "interpreter", mark("Who interpreted"), mark("Who interpreted?"), Asks.LINE,
            mark("A relative or another child should not interpret. If there was nobody else, say so."),
        ),
        EntryField(
            "words", mark("The child’s exact words"), mark("What did the child say, in their own words?"), Asks.QUOTES,
        ),
        EntryField(
            "shown", mark("What the child showed or drew"), mark("What did the child show, draw or do?"), Asks.TEXT,
            mark("Describe it: what is on a drawing, what they pointed to, how they were. For a child too young to tell, this is their voice."),
        ),
        EntryField(
            "feels_safe", mark("Feels safe"), mark("How safe does the child feel, from 0 to 10?"), Asks.SCORE,
            mark("0 is not safe at all, 10 is as safe as can be. The child’s own number, not yours."),
        ),
        EntryField("feels_safe_why", mark("Why this number"), mark("What makes it that number?"), Asks.TEXT),
        EntryField("wishes", mark("What the child wishes"), mark("What does the child wish would happen?"), Asks.TEXT),
        EntryField(
            "barrier", mark("What may keep them from telling"), mark("What may keep the child from telling?"), Asks.TEXT,
            mark("For example: too young, somebody was in the room, afraid of what happens next."),
        ),
        EntryField("advocate", mark("Advocate offered"), mark("Was an advocate offered?"), Asks.ANSWER),
    ),
    (Needed(("seen", "words", "shown", "feels_safe", "wishes"), mark("Say whether the child was seen, or what they said, showed or wish")),),
    told=("words", "shown", "feels_safe", "wishes", "seen", "seen_alone"),
)  # fmt: skip

ACTION = EntryType(
    "action",
    mark("Action"),
    mark("Something that somebody will do, and by when. It comes up under Today until it is done."),
    mark("When was this agreed?"),
    (
        EntryField("what", mark("What is to be done"), mark("What is to be done?"), Asks.TEXT),
        EntryField("owner", mark("Who will do it"), mark("Who will do it?"), Asks.LINE),
        EntryField("due", mark("By when"), mark("By when?"), Asks.DAY),
        EntryField("why", mark("Why"), mark("Why, and what should come of it?"), Asks.TEXT),
    ),
    (Needed(("what",), mark("Say what is to be done")),),
    told=("what", "outcome", "ended_why"),
    action=("owner", "due"),
    owner="owner",
    due="due",
    closing=(
        EntryField(
            "outcome", mark("What became of it"), mark("Was it done?"), Asks.CHOICE,
            choices=((DONE, mark("Done")), (NOT_DONE, mark("It will not be done"))),
        ),
        EntryField("ended_on", mark("When it was done"), mark("On which day?"), Asks.DAY),
        EntryField("ended_why", mark("What came of it, or why not"), mark("What came of it? If it will not be done, why not?"), Asks.TEXT),
    ),
    planned=True,
)  # fmt: skip

NON_ENGAGEMENT = EntryType(
    "non_engagement",
    mark("No access or missed contact"),
    mark("A visit, a call or an appointment that did not happen, and the reason given."),
    mark("When was it planned for?"),
    (
        EntryField(
            "planned", mark("Planned contact"), mark("What was planned?"), Asks.CHOICE,
            choices=(
                ("home-visit", mark("Visit at home")), ("appointment", mark("Appointment")), ("telephone", mark("Telephone call")),
                ("setting", mark("Meeting at school, nursery or club")), ("other", mark("Something else")),
            ),
        ),
        EntryField(
            "result", mark("What happened"), mark("What happened?"), Asks.CHOICE,
            choices=(
                ("no-access", mark("Nobody opened, or nobody answered")), ("cancelled", mark("Cancelled by the family")),
                ("not-brought", mark("The child was not brought")), ("refused", mark("Refused")),
                ("not-alone", mark("The child was seen, but not alone")), ("moved", mark("They were not there any more")),
            ),
        ),
        EntryField("reason_given", mark("Reason given"), mark("Which reason was given, and by whom?"), Asks.TEXT),
        EntryField(
            "attempt", mark("Attempt"), mark("Which attempt is this?"), Asks.LINE, mark("For example: the second since 1 December."),
        ),
        EntryField(
            "trigger", mark("Area’s trigger met"), mark("Is your area’s trigger met?"), Asks.ANSWER,
            mark("Many areas act after two or three missed contacts. Your own procedures say how many."),
        ),
        EntryField("escalation", mark("What was done about it"), mark("What was done about it, and who was told?"), Asks.TEXT),
    ),
    (Needed(("planned", "result", "reason_given"), mark("Say what was planned, or what happened")),),
    told=("planned", "result", "reason_given", "attempt"),
    significance=("trigger",),
    action=("escalation",),
    planned=True,
)  # fmt: skip

DECISION = EntryType(
    "decision",
    mark("Decision with reasons"),
    mark("What was decided, by whom and why, also when it was to do nothing."),
    mark("When was it decided?"),
    (
        EntryField("decision", mark("What was decided"), mark("What was decided?"), Asks.TEXT),
        EntryField(
            "reasons", mark("Reasons"), mark("What are the reasons?"), Asks.TEXT,
            mark("In full sentences: somebody may ask in ten years."), least=MIN_REASONS,
        ),
        EntryField("decided_by", mark("Decided by"), mark("Who decided it?"), Asks.LINE),
        EntryField("considered", mark("What else was considered"), mark("What else was considered?"), Asks.TEXT),
        EntryField("outcome", mark("Outcome"), mark("What comes of it?"), Asks.TEXT),
        EntryField("reference", mark("Reference"), mark("Is there a reference?"), Asks.LINE, mark("For example, of a referral or a meeting.")),
        _LOOK_AGAIN,
    ),
    (Needed(("decision",), mark("Say what was decided")), Needed(("reasons",), mark("Give the reasons"))),
    told=("decision", "reasons", "reference"),
    action=("outcome",),
    planned=True,
)  # fmt: skip

LEVEL_CHANGE = EntryType(
    "level_change",
    mark("Level of need"),
    mark("The level of need as you see it now, the evidence for it, and why it moved."),
    mark("When was it decided?"),
    (
        EntryField("level_before", mark("Level before"), mark("Which level was it before?"), Asks.LEVEL),
        EntryField("level", mark("Level now"), mark("Which level is it now?"), Asks.LEVEL),
        EntryField(
            "step", mark("Step"), mark("Is it a step up or down?"), Asks.CHOICE,
            choices=(("up", mark("Step up")), ("down", mark("Step down")), ("same", mark("It stays as it is"))),
        ),
        EntryField("document", mark("Threshold document"), mark("Which threshold document did you use?"), Asks.LINE, mark("Your area’s document, by its name."), area=THRESHOLD),
        EntryField("document_version", mark("Its version or date"), mark("Which version, or of which date?"), Asks.LINE),
        EntryField("evidence_child", mark("Evidence: the child’s development"), mark("What is the evidence about the child’s development?"), Asks.TEXT),
        EntryField("evidence_parents", mark("Evidence: parents and carers"), mark("What is the evidence about parents and carers?"), Asks.TEXT),
        EntryField("evidence_family", mark("Evidence: family and environment"), mark("What is the evidence about the family and where they live?"), Asks.TEXT),
        EntryField("why", mark("Why this level"), mark("Why this level?"), Asks.TEXT),
        _LOOK_AGAIN,
    ),
    (Needed(("level",), mark("Choose the level it is now")), Needed(("why",), mark("Say why it is this level"))),
    told=("level", "step", "why"),
    significance=("level",),
    planned=True,
)  # fmt: skip

SUPERVISION = EntryType(
    "supervision",
    mark("Supervision note"),
    mark("What you thought through with your supervisor. It stays between the two of you."),
    mark("When did you meet?"),
    (
        EntryField("supervisor", mark("Supervisor"), mark("Who was the supervisor?"), Asks.LINE),
        EntryField("worker", mark("Worker"), mark("Who was supervised?"), Asks.LINE),
        EntryField("reflection", mark("Reflection"), mark("What did you think through?"), Asks.TEXT, mark("What is known, what is feared, what is hoped, what would change your mind.")),
        EntryField("decisions", mark("Decisions"), mark("What was decided?"), Asks.TEXT),
        EntryField("wellbeing", mark("How the worker is"), mark("How is the worker, and what would help?"), Asks.TEXT),
        EntryField("next_on", mark("Next supervision"), mark("When do you meet next?"), Asks.DAY),
    ),
    (Needed(("reflection", "decisions", "wellbeing"), mark("Say what you thought through or decided")),),
    told=("supervisor",),
    action=("decisions",),
    private=True,
    planned=True,
)  # fmt: skip

YOUNG_CARER = EntryType(
    "young_carer",
    mark("Young carer"),
    mark("Whom the child cares for, what they do, and what it does to them."),
    mark("When did you learn of this?"),
    (
        EntryField("cares_for", mark("Cares for"), mark("Whom does the child care for?"), Asks.LINE),
        EntryField("tasks", mark("What they do"), mark("What does the child do?"), Asks.TEXT, mark("For example: medicines, meals, younger children, staying awake.")),
        EntryField("hours", mark("Hours a week"), mark("About how many hours a week?"), Asks.LINE),
        EntryField("impact", mark("What it does to them"), mark("What does it do to the child?"), Asks.TEXT, mark("School, health, friends, sleep.")),
        EntryField("wishes", mark("What the child wishes"), mark("What does the child wish would happen?"), Asks.TEXT),
        EntryField(
            "feels_supported", mark("Feels supported"), mark("How supported does the child feel, from 0 to 10?"), Asks.SCORE,
            mark("0 is not at all, 10 is as much as they wish. The child’s own number, not yours."),
        ),
        EntryField("assessment", mark("Assessment offered"), mark("Was a young carer’s assessment offered?"), Asks.ANSWER),
        _LOOK_AGAIN,
    ),
    (Needed(("cares_for", "tasks", "impact"), mark("Say whom the child cares for, or what they do")),),
    told=("cares_for", "tasks", "hours", "impact", "feels_supported"),
    action=("assessment",),
)  # fmt: skip

PRIVATE_FOSTERING = EntryType(
    "private_fostering",
    mark("Private fostering"),
    mark("The child lives for 28 days or more with somebody who is no close relative."),
    mark("When did you learn of this?"),
    (
        EntryField("carer", mark("Carer"), mark("Who cares for the child?"), Asks.LINE),
        EntryField("relation", mark("Relation to the child"), mark("What are they to the child?"), Asks.LINE),
        EntryField("since", mark("Since"), mark("Since when does the child live there?"), Asks.DAY),
        EntryField("length", mark("Expected length"), mark("How long is it expected to last?"), Asks.LINE),
        EntryField(
            "census", mark("Kind of arrangement"), mark("Which kind of arrangement is it?"), Asks.CHOICE,
            mark("The council counts private fostering by these."),
            choices=(
                ("8B", mark("From overseas, means to return")), ("8C", mark("From overseas, means to stay")),
                ("8D", mark("In the United Kingdom, for education")), ("8E", mark("In the United Kingdom, arranged in the family")),
                ("8F", mark("Another arrangement")),
            ),
        ),
        EntryField("parents_contact", mark("Contact with the parents"), mark("What contact is there with the parents?"), Asks.TEXT),
        EntryField(
            "notified_on", mark("Council told on"), mark("When was the council told?"), Asks.DAY,
            mark("The carer and the parents must tell the council. Whoever learns of it should make sure of that."),
        ),
        EntryField("notified_how", mark("Who told them"), mark("Who told them, and whom?"), Asks.LINE),
        _LOOK_AGAIN,
    ),
    (Needed(("carer", "since"), mark("Say who cares for the child, or since when")),),
    told=("carer", "relation", "since", "length"),
    action=("notified_on",),
    clock=EntryClock(PRIVATE_FOSTERING_CLOCK, "since", "notified_on"),
)  # fmt: skip

ENTRY_TYPES: Mapping[str, EntryType] = {
    one.family: one
    for one in (
        VOICE, ACTION, NON_ENGAGEMENT, DECISION, LEVEL_CHANGE, YOUNG_CARER, PRIVATE_FOSTERING, SUPERVISION,
    )
}  # fmt: skip
"""By family, in the order of the menu."""

ENTRY_FAMILIES = frozenset(ENTRY_TYPES)
PRIVATE = frozenset(family for family, one in ENTRY_TYPES.items() if one.private)
