"""What is written in the scenarios: two days in the life of people who are all invented.

Rules this module keeps: between them the concerns answer every field of ``ConcernEntry`` and every cell of its rows
(``test_every_field.py``); what the tests read back is compared with these, as they stand here.
"""

from __future__ import annotations

from dataclasses import replace

from desktop.domain.body_marks import BABY, CHILD, SEEN, TOLD, BodyMark
from desktop.domain.records import (
    NOT_KNOWN,
    Alleged,
    ChildEntry,
    ConcernEntry,
    InvolvedChild,
    Person,
    Precision,
    Quote,
    Told,
    When,
)
from desktop.ui.body_map.drawing import outlines

QUILL = Person("R. Quill", "Teaching assistant")
SAW = "saw or heard"
MAISIE = ChildEntry(given_names="Maisie", family_name="Pellow", born="2023-04-02", sex="F")
RHYS_HIMSELF = ChildEntry(given_names="Rhys", family_name="Tanner", born="2014-06-30", sex="M")


def placed(body: str, mark: BodyMark) -> BodyMark:
    """The mark in the middle of its region, where the keyboard puts it."""
    view = outlines(body).view(mark.view)
    region = view.region(mark.region)
    assert region is not None
    x, y = view.place_of(region)
    return replace(mark, x=x, y=y)


KIANS_MARKS = (
    BodyMark(
        1, "left side", "left upper arm, outer side", kind="bruise", site="four fingers above the elbow", size="2", shape="round",
        colour="purple and yellow", broken_skin="no", swelling="no", scab="no", blister="no", bleeding="no", dirt="no", heat="unknown",
        pain="yes", movement_limited="no", said="Craig got me with the charger", said_by="Kian", seen_or_told=SEEN,
        by="R. Quill, teaching assistant", seen_at="2026-11-20T09:05",
    ),
    BodyMark(2, "left side", "left upper arm, outer side", kind="bruise", size="2", shape="round", colour="purple", seen_or_told=SEEN),
    BodyMark(3, "head, left side", "left ear", kind="red", size="4", shape="a straight line", colour="red", seen_or_told=SEEN,
             struck="Put on the ear; it is behind it"),
    BodyMark(4, "head, left side", "behind the left ear", kind="red", size="4", shape="a straight line", colour="red", seen_or_told=SEEN),
)  # fmt: skip

KIAN = ConcernEntry(
    accused_works_with_children="no",
    others=(InvolvedChild("", "Maisie Pellow", "witness", "She was in the room"),),
    role="harmed",
    safe_now="yes",
    safe_now_note="In school until 15:15. Not safe to go home without advice.",
    seen="Kian did not take his cardigan off.\nTwo round marks on the left upper arm, a straight line behind the left ear.",
    marks="1 and 2: left upper arm, outer side, round, 2 cm each, purple and yellow. 3: behind the left ear, straight line, 4 cm, red.",
    body=CHILD,
    body_marks=tuple(placed(CHILD, mark) for mark in KIANS_MARKS),
    words=(
        Quote("Craig got me with the charger 'cause I spilt the milk", "Kian"),
        Quote("Boli mnie", "Kian", "Polish", "It hurts", "Ms Nowak, school interpreter"),
    ),
    questions="Tell me about your arm.",
    reported=(Quote("He was fine when I left him at the gate", "Craig Dunmore, stepfather"),),
    opinion="He was quieter than usual.",
    happened=When("2026-11-19T18:30", Precision.ABOUT, "Before tea, he says"),
    place="At home, 4 Sallow Row",
    noticed=When("2026-11-20T09:05"),
    witness=Person(QUILL.name, QUILL.role, SAW),
    informant=QUILL,
    present=(Person("Jenna Pellow", "Mother", "Was in the kitchen, Kian says"),),
    harmed_by=(Alleged("Craig Dunmore", "step-parent", "", "Kian named him"),),
    from_notes=True,
    notes_made="20 November 2026 at 09:15",
    notes_kept="Signed sheet in the locked cabinet",
    notes_read_back="yes",
    done="Stayed with Kian and told the head.",
    told=(
        Told("Odette Farrow", "Designated safeguarding lead", "2026-11-20T09:20", "in person", "She rings the area"),
        Told("Mr Haddon", "Head teacher", NOT_KNOWN),
    ),
    parents_told="no",
    parents_told_why="It may put Kian at more risk.",
    review_on="2027-01-14",
    category="PHY",
    categories=("EMO", "domestic-abuse"),
    impact=("anxiety", "school"),
    impact_note="Flinches when a door bangs.",
    strengths=("trusted-adult",),
    strengths_note="He goes to R. Quill by himself.",
    barriers=("scared", "loyal"),
    barriers_note="Afraid of what happens to his mother.",
    level="4",
    level_why="Marks, and he names an adult at home.",
)

ESME = ConcernEntry(
    accused_works_with_children="no",
    safe_now="unknown",
    safe_now_note="Going to hospital today with her mother.",
    seen="1 cm blue mark on the right cheek. Weight 4.9 kg, dropped two centiles. The caravan was cold.",
    marks="1: right cheek, round, 1 cm, blue.",
    body=BABY,
    body_marks=(
        placed(BABY, BodyMark(1, "face", "right cheek", kind="bruise", size="1", shape="round", colour="blue", broken_skin="no",
                              said="She rolled on her dummy", said_by="Tasha Rook, mother", seen_or_told=SEEN)),
        placed(BABY, BodyMark(2, "left foot, sole", "left heel, underside", kind="other", seen_or_told=TOLD, by="Tasha Rook, mother")),
    ),
    reported=(
        Quote("She rolled on her dummy", "Tasha Rook, mother"),
        Quote("I have been very low since she came", "Tasha Rook, mother"),
    ),
    mobile="no",
    happened=When("2026-12-23T14:20"),
    place="Caravan 7, Pell Lane, at home",
    witness=Person("Bronagh Tiller", "Health visitor", SAW),
    from_notes=True,
    notes_made="23 December 2026 at 14:35, after the visit",
    notes_kept="Her own notebook",
    notes_read_back="no",
    done="Rang the MASH from the village telephone box at 14:40.",
    told=(Told("Lewis Aske", "MASH social worker", "2026-12-23T14:40", "telephone", "Same-day paediatric opinion"),),
    parents_told="yes",
    parents_told_why="Told mother why; she agreed to the hospital.",
    category="PHY",
    categories=("NEG",),
    impact=("growth",),
    barriers=("too-young",),
    level="4",
    level_why="A mark on a baby who does not move about on her own.",
)  # fmt: skip

RHYS = ConcernEntry(
    accused_works_with_children="yes",
    kept_from=("Gareth Lowe", "Dawn Lowe"),
    kept_from_why="He coaches here, and she is his wife.",
    safe_now="yes",
    seen="Rhys told of a coach who shut him in the store when he was six.",
    words=(Quote("He said nobody would believe me", "Rhys"),),
    happened=When("2020-06-01", Precision.UNKNOWN, "The summer he was six"),
    non_recent="yes",
    non_recent_note="He was six. The coach still trains the under-eights.",
    witness=Person("Wyn Prosser", "Welfare officer", SAW),
    harmed_by=(Alleged("Gareth Lowe", "worker", "linked", "Rhys named him"),),
    done="Listened, and rang the designated officer.",
    category="EMO",
    categories=("allegation", "non-recent"),
    level="they-decide",
    factors=("17A", "18C"),
)
"""Written at the desk, where the census's codes are used."""
