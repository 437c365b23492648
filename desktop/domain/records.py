"""What a person fills in, and what a screen reads: plain, frozen values without behaviour.

Rules this module keeps:

* a blank means *not asked*: ``""`` is never written into a statement; only an amendment says ``null``, to take a value back;
* fact, the child's words, what others said and opinion are separate fields;
* an entry's field names are the statement's field names (docs/spec/kinds-v1.md lists them).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from desktop.domain.body_marks import BodyMark


class Answer(StrEnum):
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"  # "I do not know" is an answer


class Precision(StrEnum):
    EXACT = "exact"
    ABOUT = "about"
    UNKNOWN = "unknown"


class OrganisationKind(StrEnum):
    SCHOOL = "school"
    HEALTH = "health"
    CLUB = "club"
    FAITH = "faith"
    HUB = "hub"


class Role(StrEnum):
    RECORDER = "recorder"
    LEAD = "lead"
    DESK = "desk"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class When:
    """A moment as a person knows it. ``at`` is local wall-clock time, ISO 8601, to the day or the minute."""

    at: str = ""  # "2026-11-20T09:05", "2026-11-20" or "" when not known
    precision: Precision = Precision.EXACT
    note: str = ""  # "before registration", "some time in the holidays"


@dataclass(frozen=True, slots=True)
class Person:
    """Someone named in a record. All fields may be blank."""

    name: str = ""
    role: str = ""  # post or relation: "teaching assistant", "mother"
    how: str = ""  # "saw", "heard", "was told"


@dataclass(frozen=True, slots=True)
class Relative:
    """A row of family, household, or other adults around the child."""

    name: str = ""
    relation: str = ""
    parental_responsibility: str = ""  # Answer or blank
    household: str = ""  # Answer or blank
    born: str = ""
    record: str = ""  # record id of a child in this book, when linked
    note: str = ""


@dataclass(frozen=True, slots=True)
class Attended:
    """A school, nursery or club that the child went to before. ``since`` and ``until`` as somebody knows them."""

    name: str = ""
    since: str = ""
    until: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ChildEntry:
    given_names: str = ""
    family_name: str = ""
    known_as: str = ""
    born: str = ""  # ISO date; never together with `expected`
    expected: str = ""  # ISO date for an unborn child
    sex: str = ""  # M, F or U (facts.md 4.6)
    nhs_number: str = ""  # ten digits, no spaces
    upn: str = ""
    ethnicity: str = ""
    language: str = ""
    address: str = ""
    postcode: str = ""
    address_withheld: bool = False  # "must not be disclosed": stays out of every share, print and file
    setting: str = ""  # school, nursery, club
    people: tuple[Relative, ...] = ()
    setting_withheld: bool = False  # the same for the school alone
    schools: tuple[Attended, ...] = ()  # earlier ones
    gp: str = ""
    upn_unknown: str = ""  # code of the edition: why there is no UPN
    disabilities: tuple[str, ...] = ()  # codes of the edition
    special_needs: str = ""  # special educational needs
    communication: str = ""  # how the child communicates, and what helps
    mobile: str = ""  # can the child move about on their own? Answer or blank
    interpreter: str = ""  # is one needed? Answer or blank
    religion: str = ""
    legal_status: str = ""  # code of the edition
    placement: str = ""  # code of the edition, or own words
    uasc: str = ""  # unaccompanied, seeking asylum: Answer or blank
    immigration: str = ""
    age_assessment: str = ""  # when, by whom, with what result
    safeguards: str = ""  # away from home: who sees to it that the child is safe there
    identity: str = ""  # culture, and what else matters about who they are (protected characteristics)
    flags: tuple[str, ...] = ()  # what whoever opens the record has to know at once


@dataclass(frozen=True, slots=True)
class Quote:
    """Exact words, and whose they are."""

    words: str
    by: str = ""
    language: str = ""
    translation: str = ""
    interpreter: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """``at`` is local, to the day or minute, or ``NOT_KNOWN``; older records have free text there."""

    name: str = ""
    role: str = ""
    at: str = ""
    how: str = ""  # "in person", "telephone"
    note: str = ""


NOT_KNOWN = "unknown"  # of a time that nobody can say any more


@dataclass(frozen=True, slots=True)
class InvolvedChild:
    """Another child of the same event. The concern keeps ``child`` (record id) and ``role`` (domain/involvement.py); the rest goes into
    that child's own record.
    """

    child: str = ""
    name: str = ""
    role: str = ""
    note: str = ""  # about that child alone


@dataclass(frozen=True, slots=True)
class Alleged:
    """Who is said to have caused harm. ``record`` is a person's or a child's record in this book; it is kept apart and never leaves."""

    name: str = ""
    relation: str = ""  # code of the edition's "harm_relations", or own words
    record: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ConcernEntry:
    role: str = ""  # this child's part in the event: a code of domain/involvement.py
    others: tuple[InvolvedChild, ...] = ()  # other children of the same event
    happened: When = field(default_factory=When)
    non_recent: str = ""  # did it happen long ago? Answer or blank
    non_recent_note: str = ""
    noticed: When = field(default_factory=When)
    place: str = ""
    witness: Person = field(default_factory=Person)  # who saw or heard it
    informant: Person = field(default_factory=Person)  # who told the person typing
    present: tuple[Person, ...] = ()  # who else was there
    harmed_by: tuple[Alleged, ...] = ()
    from_notes: bool = False
    notes_made: str = ""  # when the note was made
    notes_kept: str = ""  # where the original lies
    notes_read_back: str = ""  # Answer or blank
    seen: str = ""  # fact: what was seen or heard
    marks: str = ""  # marks on the body, as text
    body: str = ""  # which outline: body_marks.CHILD or BABY
    body_marks: tuple[BodyMark, ...] = ()  # the body map; each mark one disclosure
    words: tuple[Quote, ...] = ()  # the child's exact words
    questions: str = ""  # what the child was asked
    reported: tuple[Quote, ...] = ()  # what others said
    opinion: str = ""
    mobile: str = ""  # can the child move about on their own? Answer or blank
    category: str = ""  # main: PHY, SAB, EMO, NEG, or a further concern type of the edition
    categories: tuple[str, ...] = ()  # further
    impact: tuple[str, ...] = ()  # codes of the edition
    impact_note: str = ""
    strengths: tuple[str, ...] = ()  # codes of the edition
    strengths_note: str = ""
    barriers: tuple[str, ...] = ()  # codes of the edition: what keeps the child from telling
    barriers_note: str = ""
    factors: tuple[str, ...] = ()  # assessment factors (facts.md 4.4), for those who use them
    level: str = ""  # "1".."4" or "they-decide"
    level_why: str = ""
    safe_now: str = ""  # Answer or blank
    safe_now_note: str = ""
    done: str = ""  # what you did
    told: tuple[Told, ...] = ()  # who was told
    parents_told: str = ""  # Answer or blank
    parents_told_why: str = ""
    accused_works_with_children: str = ""  # Answer or blank
    kept_from: tuple[str, ...] = ()  # who must not see this
    kept_from_why: str = ""
    review_on: str = ""  # ISO day on which somebody looks at this again


@dataclass(frozen=True, slots=True)
class SharingEntry:
    """A decision to share, or not to. ``left_out`` maps a statement id to the field names left out of it."""

    share: bool
    child: str
    statements: tuple[str, ...]
    reasons: str
    recipient: str = ""  # organisation id in the directory; blank when not sharing
    purpose: str = ""  # code of the edition
    basis: str = ""  # code of the edition; offered by organisation kind
    family_told: str = ""  # Answer
    family_told_why: str = ""
    consent: str = ""
    left_out: tuple[tuple[str, tuple[str, ...]], ...] = ()
    list_old_why: str = ""  # why it could not wait for a newer list of people
    review_on: str = ""  # ISO day on which a decision not to share is looked at again
    without_letter: bool = False  # it was shared another way, and no letter is made
    told_how: str = ""  # code of TOLD_HOW (domain/told_how.py)
    told_whom: str = ""
    told_at: str = ""  # local ISO day, with a time when it is known
    requested_by: str = ""  # who asked for it: name, post, agency
    no_call_why: str = ""  # why nobody has to be rung about a record that asks for a call, when it is not shared


@dataclass(frozen=True, slots=True)
class QuestionEntry:
    """What the desk asks an organisation about a referral of its own. ``wanted_by``: local, to the day or minute, or ""."""

    enquiry: str
    question: str
    why: str = ""
    wanted_by: str = ""


@dataclass(frozen=True, slots=True)
class AnswerEntry:
    """The answer to a question. ``known`` is "no" for "we know nothing about this", which is an answer too."""

    question: str  # statement id
    known: str = ""  # Answer.YES or Answer.NO
    text: str = ""


@dataclass(frozen=True, slots=True)
class ReviewEntry:
    """That a record was looked at again: what was found, and the next day (ISO) or "" for none."""

    record: str
    found: str
    again: str = ""


@dataclass(frozen=True, slots=True)
class CallEntry:
    """A telephone call about an urgent record. A phone referral at the desk is its mirror image."""

    record: str  # the concern it is about
    at: datetime  # aware
    number: str
    person: str
    who: str = "me"  # "me" or the name of the person who rang
    advice: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Contacts:
    """Whom to ring. In hours are ``opens`` to ``closes`` on the working days of the edition."""

    in_hours_name: str = ""
    in_hours_number: str = ""
    out_of_hours_name: str = ""
    out_of_hours_number: str = ""
    opens: str = "09:00"
    closes: str = "17:00"
    lado_name: str = ""  # the designated officer, for allegations about adults who work with children
    lado_number: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """Who keeps this record book."""

    name: str
    role_title: str  # "Designated safeguarding lead"
    organisation: str
    organisation_kind: OrganisationKind
    contacts: Contacts = field(default_factory=Contacts)
