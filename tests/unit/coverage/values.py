"""What is written into each field, once when it is recorded and once when it is amended, and how it then reads and is searched for.

Rules this module keeps:

* a field without a value of its own here gets a word that stands nowhere else: a new field is covered without a line;
* a code reads as its label and is searched for by a word of it; a day is searched for as people write days;
* what is knowingly not shown, not searched for or not amended stands in ``EXEMPT`` with its reason, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatch
from functools import cache

from desktop.domain.body_marks import FEATURES
from desktop.domain.entry_catalogue import ENTRY_TYPES
from tests.unit.coverage.leaves import Leaf, leaves

_FIRST = (
    "ba",
    "be",
    "bi",
    "bo",
    "bu",
    "da",
    "de",
    "di",
    "do",
    "du",
    "ga",
    "ge",
    "gi",
    "go",
    "gu",
    "ka",
    "ke",
    "ki",
    "ko",
    "ku",
)


class Way(StrEnum):
    """What the issue asks of every field; exemptions are from one of them."""

    READ = "read"
    AMENDED = "amended"
    FOUND = "found"
    PRINTED = "printed"


@dataclass(frozen=True, slots=True)
class Said:
    """``words`` are how it reads on a page; ``typed`` what somebody looks for."""

    value: object
    words: str
    typed: str


def _same(value: str) -> Said:
    return Said(value, value, value)


def _day(value: str, words: str) -> Said:
    year, month, day = value[:10].split("-")
    return Said(value, words, f"{day}/{month}/{year}")


def _yes() -> tuple[Said, Said]:
    return Said("yes", "Yes", ""), Said("no", "No", "")


def _feature(yes: str, no: str) -> tuple[Said, Said]:
    return Said("yes", yes, ""), Said("no", no, "")


GIVEN: Mapping[str, tuple[Said, Said]] = {
    "child.born": (_day("2017-03-14", "14 March 2017"), _day("2017-03-15", "15 March 2017")),
    "child.expected": (_day("2027-02-14", "14 February 2027"), _day("2027-02-16", "16 February 2027")),
    "child.sex": (Said("M", "Male", "male"), Said("F", "Female", "female")),
    "child.nhs_number": (Said("9990001235", "999 000 1235", "999 000 1235"), Said("9990002347", "999 000 2347", "9990002347")),
    "child.upn": (_same("A336400018001"), _same("P207000016049")),
    "child.upn_unknown": (Said("UN3", "Educated outside England", "educated outside"), Said("UN4", "Newly known to us", "newly known")),
    "child.ethnicity": (Said("MWBC", "White and Black Caribbean", "caribbean"), Said("AIND", "Indian", "indian")),
    "child.postcode": (Said("ZY1 2AB", "ZY1 2AB", "zy12ab"), Said("ZX1 2AB", "ZX1 2AB", "zx1 2ab")),
    "child.people.parental_responsibility": (Said("yes", "parental responsibility: yes", ""), Said("no", "parental responsibility: no", "")),
    "child.people.household": (Said("yes", "same household: yes", ""), Said("no", "same household: no", "")),
    "child.people.born": (_day("1990-01-02", "2 January 1990"), _day("1990-01-03", "3 January 1990")),
    "child.disabilities": (Said("HEAR", "Hearing", "hearing"), Said("VIS", "Vision", "vision")),
    "child.legal_status": (Said("C1", "Interim care order", "interim"), Said("E1", "Placement order", "placement order")),
    "child.placement": (Said("refuge", "Refuge", "refuge"), Said("hospital", "Hospital", "hospital")),
    "child.address_withheld": (Said(False, "", ""), Said(True, "Yes", "")),
    "child.setting_withheld": (Said(False, "", ""), Said(True, "Yes", "")),
    "person.born": (_day("1988-05-06", "6 May 1988"), _day("1988-05-07", "7 May 1988")),
    "person.sex": (Said("F", "Female", ""), Said("M", "Male", "")),
    "person.postcode": (Said("ZY1 3AB", "ZY1 3AB", "zy13ab"), Said("ZX1 3AB", "ZX1 3AB", "zx1 3ab")),
    "person.address_withheld": (Said(False, "", ""), Said(True, "Yes", "")),
    "relationship.relation": (Said("stepfather", "Stepfather", "stepfather"), Said("grandparent", "Grandparent", "grandparent")),
    "relationship.since": (_day("2024-05-01", "1 May 2024"), _day("2024-05-02", "2 May 2024")),
    "relationship.until": (_day("2026-06-01", "1 June 2026"), _day("2026-06-02", "2 June 2026")),
    "relationship.mistaken": (Said(False, "", ""), Said(True, "Yes", "")),
    "concern.happened.at": (_day("2026-11-18T09:05", "18 November 2026 at 09:05"), _day("2026-11-19T10:10", "19 November 2026 at 10:10")),
    "concern.happened.precision": (Said("about", "about 18 November", ""), Said("unknown", "not known exactly", "")),
    "concern.noticed.at": (_day("2026-11-16T11:05", "16 November 2026 at 11:05"), _day("2026-11-17T12:10", "17 November 2026 at 12:10")),
    "concern.noticed.precision": (Said("about", "about 16 November", ""), Said("unknown", "not known exactly", "")),
    "concern.notes_made": (_day("2026-11-14T09:15", "14 November 2026 at 09:15"), _day("2026-11-15T09:20", "15 November 2026 at 09:20")),
    "concern.from_notes": (Said(True, "Yes", ""), Said(True, "", "")),
    "concern.body": (Said("baby", "A baby", ""), Said("child", "A child", "")),
    "concern.body_marks.number": (Said(1, "1", ""), Said(2, "2", "")),
    "concern.body_marks.view": (Said("face", "face", "face"), Said("back", "back", "back")),
    "concern.body_marks.region": (Said("left cheek", "left cheek", "left cheek"), Said("left calf", "left calf", "calf")),
    "concern.body_marks.x": (Said(700, "", ""), Said(400, "", "")),
    "concern.body_marks.y": (Said(610, "", ""), Said(800, "", "")),
    "concern.body_marks.kind": (Said("bruise", "Bruise", "bruise"), Said("burn", "Burn or scald", "scald")),
    "concern.body_marks.struck": (Said("", "", ""), _same("zqstruckby")),
    "concern.body_marks.seen_or_told": (Said("seen", "Seen", ""), Said("told", "Told", "")),
    "concern.body_marks.seen_at": (_day("2026-11-12T09:35", "12 November 2026 at 09:35"), _day("2026-11-13T09:40", "13 November 2026 at 09:40")),
    "concern.body_marks.broken_skin": _feature("skin broken", "skin not broken"),
    "concern.body_marks.swelling": _feature("swollen", "not swollen"),
    "concern.body_marks.scab": _feature("scab", "no scab"),
    "concern.body_marks.blister": _feature("blister", "no blister"),
    "concern.body_marks.bleeding": _feature("bleeding", "not bleeding"),
    "concern.body_marks.dirt": _feature("grit or dirt in it", "clean"),
    "concern.body_marks.heat": _feature("feels hot", "does not feel hot"),
    "concern.body_marks.pain": _feature("hurts", "does not hurt"),
    "concern.body_marks.movement_limited": _feature("hard to move", "moves as usual"),
    "concern.category": (Said("NEG", "Neglect", "neglect"), Said("EMO", "Emotional abuse", "emotional")),
    "concern.categories": (Said("young-carer", "Young carer", "young carer"), Said("forced-marriage", "Forced marriage", "forced marriage")),
    "concern.factors": (Said("10A", "Going missing", "going missing"), Said("12A", "Trafficking", "trafficking")),
    "concern.level": (Said("3", "Level 3: targeted or complex needs", "targeted"), Said("2", "Level 2: additional or emerging needs", "emerging")),
    "concern.told.at": (_day("2026-11-10T09:45", "10 November 2026 at 09:45"), _day("2026-11-11T09:50", "11 November 2026 at 09:50")),
    "concern.review_on": (_day("2027-01-11", "11 January 2027"), _day("2027-01-12", "12 January 2027")),
    "concern.role": (Said("harmed", "Was harmed, or may have been", "harmed"), Said("witness", "Saw or heard it", "heard")),
    "concern.others.role": (Said("alleged", "Is said to have harmed somebody", "harmed"), Said("witness", "Saw or heard it", "heard")),
    "involvement.role": (Said("alleged", "Is said to have harmed somebody", "harmed"), Said("witness", "Saw or heard it", "heard")),
    "concern.harmed_by.relation": (Said("stranger", "A stranger", "stranger"), Said("step-parent", "Step-parent", "partner")),
    "concern.impact": (Said("sleep", "Sleeps badly, nightmares", "nightmares"), Said("eating", "A change in eating", "eating")),
    "concern.strengths": (Said("friends", "Good friends", "friends"), Said("attends", "Comes to school or the club regularly", "regularly")),
    "concern.barriers": (Said("ashamed", "Ashamed, or blames themselves", "ashamed"), Said("groomed", "Believes it is a friendship", "friendship")),
    "share.share": (Said(True, "Yes", ""), Said(True, "Yes", "")),
    "share.recipient": (Said("", "Ashmere MASH", ""), Said("", "Ashmere MASH", "")),
    "share.statements": (Said("", "Who zq", ""), Said("", "Who zq", "")),
    "share.left_out": (Said("", "Known as", ""), Said("", "Known as", "")),
    "share.purpose": (Said("help", "Ask for early help or family help", "early help"), Said("help", "Ask for early help or family help", "early help")),
    "share.basis": (Said("public-task", "Our public task", "public task"), Said("vital-interests", "Saving a life", "saving")),
    "share.family_told": (Said("no", "No", ""), Said("yes", "Yes", "")),
    "share.no_call_why": (_same("zqnocallby"), _same("zqnocallby")),
    "share.review_on": (_day("2027-01-13", "13 January 2027"), _day("2027-01-14", "14 January 2027")),
    "share.told_how": (Said("in-person", "In person", "in person"), Said("telephone", "By telephone", "telephone")),
    "share.told_at": (_day("2026-11-19T10:05", "19 November 2026 at 10:05"), _day("2026-11-19T10:15", "19 November 2026 at 10:15")),
    "non_engagement.planned": (Said("home-visit", "Visit at home", "visit at home"), Said("appointment", "Appointment", "appointment")),
    "non_engagement.result": (Said("refused", "Refused", "refused"), Said("cancelled", "Cancelled by the family", "cancelled")),
    "action.outcome": (Said("done", "Done", ""), Said("not-done", "It will not be done", "")),
    "level_change.level_before": (Said("1", "Level 1: universal", "universal"), Said("2", "Level 2: additional or emerging needs", "emerging")),
    "level_change.level": (Said("3", "Level 3: targeted or complex needs", "targeted"), Said("4", "Level 4: specialist or acute needs", "acute")),
    "level_change.step": (Said("up", "Step up", "step up"), Said("down", "Step down", "step down")),
    "private_fostering.census": (
        Said("8D", "In the United Kingdom, for education", "education"), Said("8E", "In the United Kingdom, arranged in the family", "arranged"),
    ),
}  # fmt: skip
"""By path: what is written, how it reads, and what is typed into the search. "" where nobody would look for it by that word."""

_ANSWERS = frozenset(
    [
        "mobile",
        "interpreter",
        "uasc",
        "notes_read_back",
        "safe_now",
        "parents_told",
        "accused_works_with_children",
        "non_recent",
        "lives_with",
        "parental_responsibility",
        "seen",
        "seen_alone",
        "bedroom_seen",
        "advocate",
        "trigger",
        "assessment",
    ]
)
_SCORES = frozenset({"feels_safe", "feels_supported"})
_DAYS = frozenset({"due", "ended_on", "next_on", "since", "notified_on", "review_on"})
_TEXT = frozenset({"concern.seen", "voice.interpreter", "decision.seen"})  # named like an answer, and asked in words

_EVERY_WAY = frozenset(Way)
_A_LINK = "the id of another record in this book: it leads there, and is no word; the name stands in that record"
_AN_ANSWER = "yes, no or not known: nobody looks for a record by that word; its question stands beside it on the page and on paper"
EXEMPT: tuple[tuple[str, frozenset[Way], str], ...] = (
    ("child.people.record", _EVERY_WAY, _A_LINK),
    ("concern.harmed_by.record", _EVERY_WAY, _A_LINK),
    ("concern.others.child", _EVERY_WAY, _A_LINK),
    ("concern.others.name", _EVERY_WAY, "read from that child's own record, and written nowhere else"),
    ("concern.others.note", _EVERY_WAY, "stands in that child's own record alone: involvement.note"),
    ("involvement.*", frozenset({Way.PRINTED}), "not on paper yet: it has a line in the child's chronology on the screen, and the concern that it points to is printed"),
    ("relationship.taken_from.*", _EVERY_WAY, "which row of the child's record was taken over; nobody types it"),
    ("share.child", _EVERY_WAY, "the child on whose page it stands"),
    ("share.without_letter", _EVERY_WAY, "is not kept: told_how says that there was no letter"),
    ("share.share", frozenset({Way.AMENDED, Way.FOUND}), "what was decided stands; who decides otherwise decides again"),
    ("share.recipient", frozenset({Way.AMENDED, Way.FOUND}), "a letter that left went where it went; letters are listed by whom they are to"),
    ("share.statements", frozenset({Way.AMENDED, Way.FOUND}), "what left stays what left; each is found by its own words"),
    ("share.left_out", frozenset({Way.AMENDED, Way.FOUND}), "what left stays what left; these are names of questions"),
    ("share.purpose", frozenset({Way.AMENDED}), "what the letter said stays what it said"),
    ("share.no_call_why", frozenset({Way.AMENDED}), "it silences an alarm: it is taken back by ringing, or by deciding again"),
    ("concern.body_marks.[xy]", _EVERY_WAY, "where the pen stood on the outline: in words it is the view and the region"),
    ("concern.body_marks.number", frozenset({Way.FOUND}), "the number of a mark on its own map"),
    ("concern.body_marks.struck", frozenset({Way.READ}), "there is nothing to read before a mark is struck through"),
    ("concern.from_notes", frozenset({Way.FOUND}), _AN_ANSWER),
    ("concern.body", frozenset({Way.FOUND}), "a child's outline or a baby's"),
    ("*.precision", frozenset({Way.FOUND}), "how sure one is of a time"),
    ("*.kept_from", frozenset({Way.FOUND}), "a record that somebody must not see is found by none of its words, on purpose"),
    ("*.kept_from_why", frozenset({Way.FOUND}), "a record that somebody must not see is found by none of its words, on purpose"),
    ("supervision.*", frozenset({Way.FOUND}), "between two people: found by none of its words, on purpose"),
    ("*.address_withheld", frozenset({Way.FOUND}), _AN_ANSWER),
    ("*.setting_withheld", frozenset({Way.FOUND}), _AN_ANSWER),
    ("relationship.mistaken", frozenset({Way.FOUND}), _AN_ANSWER),
    ("person.sex", frozenset({Way.FOUND}), _AN_ANSWER),
    ("share.family_told", frozenset({Way.FOUND}), _AN_ANSWER),
    ("action.outcome", frozenset({Way.FOUND}), "done or not: what is open stands under Today"),
    ("*.seen_or_told", frozenset({Way.FOUND}), "seen or told"),
    ("child.people.household", frozenset({Way.FOUND}), _AN_ANSWER),
    *((f"concern.body_marks.{name}", frozenset({Way.FOUND}), _AN_ANSWER) for name in FEATURES),
    *((f"*.{name}", frozenset({Way.FOUND}), _AN_ANSWER) for name in sorted(_ANSWERS)),
    *((f"*.{name}", frozenset({Way.FOUND}), "the child's own number: it stands in the line over time") for name in sorted(_SCORES)),
)  # fmt: skip
"""(path, the ways that are left out, why): the one place in which a field may be excused."""


@cache
def _words() -> Mapping[str, tuple[str, str]]:
    """Two words for each field that has no others: ten letters, none the beginning of another, in no language."""
    made = {}
    for number, leaf in enumerate(leaves()):
        middle = _FIRST[number // 20 % 20] + _FIRST[number % 20]
        made[leaf.path] = (f"zq{middle}rona", f"zq{middle}luma")
    return made


def said_of(leaf: Leaf) -> tuple[Said, Said]:
    """What is written into a field first, and what it is amended to."""
    if leaf.path in GIVEN:
        return GIVEN[leaf.path]
    if leaf.path not in _TEXT:
        if leaf.name in _ANSWERS and not leaf.cell:
            return _yes()
        if leaf.name in _SCORES:
            return Said("3", "3 out of 10", ""), Said("7", "7 out of 10", "")
        if leaf.name in _DAYS and leaf.family not in {"child", "person"}:
            return _a_day(leaf)
        if leaf.name == "happened":
            return _moment(leaf)
    first, second = _words()[leaf.path]
    return _same(first), _same(second)


def _a_day(leaf: Leaf) -> tuple[Said, Said]:
    number = 2 + 2 * (sum(map(ord, leaf.path)) % 12)
    first, second = (_day(f"2027-04-{day:02}", f"{day} April 2027") for day in (number, number + 1))
    return first, second


def _moment(leaf: Leaf) -> tuple[Said, Said]:
    if leaf.cell == "precision":
        return Said("about", "about", ""), Said("unknown", "not known exactly", "")
    if leaf.cell == "at":
        day = 1 + list(ENTRY_TYPES).index(leaf.family)  # one of its own for each kind: a search lists the latest few
        return (
            _day(f"2026-10-{day:02}T09:25", f"{day} October 2026 at 09:25"),
            _day(f"2026-09-{day:02}T09:30", f"{day} September 2026 at 09:30"),
        )
    first, second = _words()[leaf.path]
    return _same(first), _same(second)


def exempt(leaf: Leaf, way: Way) -> str:
    """Why this field need not be read, amended, found or printed; "" when it must be."""
    if leaf.path in _TEXT:
        return ""
    return next((why for path, ways, why in EXEMPT if way in ways and fnmatch(leaf.path, path)), "")
