"""What each question of a record is for, with a good and a poor example. Every example is invented. No Qt.

Rules this module keeps: an example shows one thing; the poor one says why it is poor; nobody is laughed at.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from desktop.ui.language import mark, tr


@dataclass(frozen=True, slots=True)
class FieldHelp:
    """``good`` and ``poor`` are examples, ``why`` says what is wrong with the poor one; all may be blank."""

    why_asked: str
    good: str = ""
    poor: str = ""
    why: str = ""


_FIELDS: Mapping[str, FieldHelp] = {
    "accused_works_with_children": FieldHelp(
        mark(
            "If it is about a member of staff, a volunteer or a carer, they and those close to them must not read it, and it goes to the "
            "designated officer (LADO) and not along the usual way."
        ),
    ),
    "safe_now": FieldHelp(
        mark(
            "If the child is not safe now, stop writing and ring. If you do not know, say so: it is an answer, and the next person knows "
            "that it must be found out."
        ),
        mark("She is in the school office with me until 15:15, and her mother's partner collects her today."),
        mark("Seems fine."),
        mark("It does not say where the child is, with whom, and until when."),
    ),
    "seen": FieldHelp(
        mark(
            "It is what you would say to a court: what you saw and heard yourself, in order. Others decide what it means."
        ),
        mark(
            "At 09:05 he took his coat off with one arm, held the left arm close, and drew in his breath when the sleeve was pulled."
        ),
        mark("He has obviously been hit at home again and was very upset."),
        mark("It says what somebody thinks happened. Nobody saw it, and “very upset” can mean anything."),
    ),
    "marks": FieldHelp(
        mark(
            "Doctors and the police compare it with what is explained later. Size, shape, colour and place matter; the cause does not belong here."
        ),
        mark("Two round marks, about 2 cm each, purple with a yellow edge, outside of the left upper arm."),
        mark("Nasty bruises from a slap."),
        mark("No place, no size, and a cause that nobody saw."),
    ),
    "body_marks": FieldHelp(
        mark(
            "A picture with numbers cannot be misread the way a description can, and shows later whether a mark was there before. Give first "
            "aid first; never undress a child to look, and take no photographs."
        ),
        mark(
            "Mark 1, left upper arm, outer side: 2 cm, round, purple. Seen by me when the sleeve was rolled up for painting."
        ),
        mark("Old bruise on the arm, about a week."),
        mark("Colour does not show how old a bruise is, and it does not say which arm, or where on it."),
    ),
    "words": FieldHelp(
        mark(
            "A child's own words are often the most important part. Written down exactly and soon, they count for much more."
        ),
        mark("“Craig got me with the charger 'cause I spilt the milk.”"),
        mark("Disclosed that her stepfather assaults her."),
        mark("These are not a child's words. What was really said is lost."),
    ),
    "questions": FieldHelp(
        mark(
            "What was asked can change what a child says. Open questions are safest: tell me, explain to me, describe to me."
        ),
        mark("“Tell me about your arm.”"),
        mark("“Did Craig hit you?”"),
        mark("It puts the answer into the child's mouth, and a court may not hear it."),
    ),
    "reported": FieldHelp(
        mark(
            "Explanations from parents and others are compared later with what doctors say, and with what they say next time."
        ),
        mark("Mother at the gate, 08:50: “He fell off the trampoline on Sunday.”"),
        mark("Mum made up some excuse."),
        mark("The explanation itself is missing, and a judgement stands in its place."),
    ),
    "opinion": FieldHelp(
        mark(
            "Your worry is worth writing down, because you know the child. It has its own box so that nobody takes it for a fact."
        ),
        mark(
            "I am worried because this is the third Monday with a mark, and he used to run in and now waits at the gate."
        ),
        mark("I have a bad feeling about that family."),
        mark("It does not say what makes you think so."),
    ),
    "happened": FieldHelp(
        mark(
            "The order of things is found out from times. A rough time that is called rough is better than an exact one that was guessed."
        ),
        mark("About 09:05 on 20 November, before registration."),
    ),
    "informant": FieldHelp(
        mark(
            "Who saw it, who told you, and who types it are often three people. Somebody may need to ask each of them later."
        ),
        mark("R. Quill, teaching assistant, told me at 09:20 what she saw at 09:05."),
    ),
    "done": FieldHelp(
        mark("It shows that the child was looked after, and saves the next person from asking again."),
        mark("Sat with him, gave him a drink, told him I must tell Ms Farrow, fetched her at 09:25. Kept his drawing."),
        mark("Dealt with it."),
        mark("Nobody can tell what was done, or what still has to be."),
    ),
    "parents_told": FieldHelp(
        mark(
            "Parents are told as a rule. Not telling them first is right when it could put the child or somebody else at risk, or when "
            "evidence could be lost. Then say why."
        ),
    ),
    "level": FieldHelp(
        mark(
            "Your area's threshold document describes the levels. “I do not know, they will decide” is a full answer. Level 4 means that "
            "you think the child may be suffering significant harm: ring, do not only write."
        ),
    ),
}


def field_help(field: str) -> FieldHelp | None:
    """Help for one field in the person's language; None where there is none."""
    found = _FIELDS.get(field)
    return (
        FieldHelp(*(tr(getattr(found, one.name)) if getattr(found, one.name) else "" for one in fields(found)))
        if found
        else None
    )


def helped() -> tuple[str, ...]:
    """The fields that have help, in the order they are explained."""
    return tuple(_FIELDS)
