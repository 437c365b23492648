"""What the recording form asks, in its order, and what is asked only when an answer calls for it. No Qt.

Rules this module keeps:

* one list of questions serves the form, the check-your-answers page and the error summary;
* what is needed comes first: who may see it, which child, whether the child is safe now, what was seen, when;
* fact, the child's words, what others said and opinion are asked apart, in that order;
* a question that no answer calls for is not on the screen, unless it was answered before;
* whether a child moves about is asked of a child under two, or of unknown age, who has marks; it stands at the end of its section,
  so that it never comes between the box that is written in and the next.
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop.domain.body_marks import standing
from desktop.domain.records import Answer, ConcernEntry
from desktop.domain.rules import says_something
from desktop.ui.language import mark, tr

NINE_NINE_NINE = mark("If a child is in immediate danger, ring 999 now. This form can wait.")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: its field in the entry, its label, a shorter one for summaries, and a hint."""

    field: str
    label: str
    short: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    lead: str
    asked: tuple[Asked, ...]


SECTIONS: tuple[Section, ...] = (
    Section(
        mark("Before you write"),
        "",
        (
            Asked(
                "accused_works_with_children",
                mark("Is it about something that an adult who works with children did?"),
                mark("About something an adult who works with children did"),
                mark(
                    "Paid or unpaid: staff, a volunteer, a coach, a carer. Not one who only saw it. It decides who may see what you write."
                ),
            ),
            Asked(
                "kept_from",
                mark("Who must not see this?"),
                mark("Must not be seen by"),
                mark("One name on each line: the person it is about, and anyone close to them."),
            ),
            Asked("kept_from_why", mark("Why must they not see it? (optional)"), mark("Why they must not see it")),
        ),
    ),
    Section(
        mark("The child"),
        "",
        (
            Asked("child", mark("Which child is this about?"), mark("Child")),
            Asked(
                "others",
                mark("Which other children were part of it? (optional)"),
                mark("Other children in it"),
                mark(
                    "Each gets one line in their own record, which leads here for those who may read it. Nothing you write here is copied."
                ),
            ),
            Asked(
                "role",
                mark("What was this child’s own part in it? (optional)"),
                mark("The child’s part in it"),
            ),
        ),
    ),
    Section(
        mark("Right now"),
        NINE_NINE_NINE,
        (
            Asked("safe_now", mark("Is the child safe now?"), mark("Safe now")),
            Asked(
                "safe_now_note",
                mark("What makes you say so? (optional)"),
                mark("Why we say so"),
                mark("One line, about now. What happened has its own box next: “What was seen or heard?”"),
            ),
        ),
    ),
    Section(
        mark("What was seen and said"),
        mark("Keep facts, words and opinion in their own boxes."),
        (
            Asked(
                "seen",
                mark("What was seen or heard?"),
                mark("Seen or heard"),
                mark("Only what happened, in the order it happened. Your opinion has its own box."),
            ),
            Asked(
                "marks",
                mark("Any marks on the body? (optional)"),
                mark("Marks on the body"),
                mark(
                    "Where, how big, what shape and colour. Do not undress a child to look and do not take photographs."
                ),
            ),
            Asked(
                "body_marks",
                mark("Marks on the body map (optional)"),
                mark("Body map"),
                mark("Each mark gets a number, a place and a description. Nothing drawn is ever erased."),
            ),
            Asked(
                "words",
                mark("The child’s exact words (optional)"),
                mark("The child’s words"),
                mark("As they were said, slang and all. Use a new row for each thing said."),
            ),
            Asked(
                "questions",
                mark("What was the child asked? (optional)"),
                mark("The child was asked"),
                mark("For example, “Tell me about your arm.”"),
            ),
            Asked("reported", mark("What did others say? (optional)"), mark("Others said")),
            Asked(
                "opinion",
                mark("Your opinion or worry (optional)"),
                mark("Opinion"),
                mark("Kept apart from the facts. Say what makes you think so."),
            ),
            Asked(
                "mobile",
                mark("Can the child move about on their own?"),
                mark("Moves about on their own"),
                mark("Rolling, crawling, cruising or walking. A mark on a child who cannot is always urgent."),
            ),
        ),
    ),
    Section(
        mark("When and where"),
        "",
        (
            Asked(
                "happened",
                mark("When did it happen?"),
                mark("It happened"),
                mark("If you only know roughly, say so. It is better than a guess."),
            ),
            Asked(
                "non_recent",
                mark("Did it happen a long time ago?"),
                mark("It happened long ago"),
                mark("Years or months before anybody told of it."),
            ),
            Asked(
                "non_recent_note",
                mark("What is known about that time? (optional)"),
                mark("About its having been long ago"),
                mark("How old the child was, where, and whether anybody may be at risk from the same person now."),
            ),
            Asked("place", mark("Where did it happen? (optional)"), mark("Where")),
            Asked(
                "noticed",
                mark("When was it noticed? (optional)"),
                mark("It was noticed"),
                mark("If that was at another time."),
            ),
        ),
    ),
    Section(
        mark("Who saw it, and who told you"),
        mark("These are often three people. Each is kept."),
        (
            Asked(
                "witness",
                mark("Who saw or heard it?"),
                mark("Saw or heard it"),
                mark("You yourself, or somebody else. Answer this, the next one, or both."),
            ),
            Asked(
                "informant",
                mark("Who told you?"),
                mark("Told me"),
                mark("Leave blank if you saw or heard it yourself."),
            ),
            Asked(
                "present",
                mark("Who else was there? (optional)"),
                mark("Also there"),
                mark("Adults and children who may have seen or heard something. Full names, no initials."),
            ),
            Asked(
                "harmed_by",
                mark("Who is said to have done it? (optional)"),
                mark("Said to have caused harm"),
                mark("As you were told. It is not for you to find out whether it is so."),
            ),
            Asked("typed_by", mark("Who is typing"), mark("Typed by")),
            Asked("from_notes", mark("I am entering this from somebody’s notes"), mark("Entered from notes")),
            Asked(
                "notes_made",
                mark("When were the notes made?"),
                mark("Notes made"),
                mark("For example, 20 November 2026 at 09:20."),
            ),
            Asked("notes_kept", mark("Where is the original kept?"), mark("Original kept")),
            Asked("notes_read_back", mark("Did you read this back to the person who wrote them?"), mark("Read back")),
        ),
    ),
    Section(
        mark("What you did"),
        "",
        (
            Asked(
                "done",
                mark("What did you do?"),
                mark("What you did"),
                mark("First aid, comfort, who you fetched, what you kept."),
            ),
            Asked("told", mark("Who has been told? (optional)"), mark("Told")),
            Asked(
                "parents_told", mark("Have the parents or carers been told? (optional)"), mark("Parents or carers told")
            ),
            Asked(
                "parents_told_why",
                mark("Why not, or what did they say? (optional)"),
                mark("Parents: why not, or what they said"),
                mark("Not telling them is right when telling could put the child at risk."),
            ),
            Asked(
                "review_on",
                mark("Look at this again on which day? (optional)"),
                mark("Look at this again on"),
                mark("Today reminds you two weeks before. For example, 14 1 2027 or 14 January 2027."),
            ),
        ),
    ),
    Section(
        mark("What kind of concern"),
        "",
        (
            Asked("category", mark("Which kind comes first? (optional)"), mark("Main category")),
            Asked("categories", mark("Any further kinds? (optional)"), mark("Further categories")),
            Asked(
                "impact",
                mark("How does it affect the child? (optional)"),
                mark("How it affects the child"),
                mark("Tick what you have seen or been told."),
            ),
            Asked(
                "impact_note",
                mark("More about how it affects the child (optional)"),
                mark("More about how it affects the child"),
            ),
            Asked(
                "strengths",
                mark("What helps and protects the child? (optional)"),
                mark("What helps and protects the child"),
                mark("It matters as much as what worries you."),
            ),
            Asked("strengths_note", mark("More about what helps (optional)"), mark("More about what helps")),
            Asked(
                "barriers",
                mark("What may keep the child from telling? (optional)"),
                mark("What keeps the child from telling"),
                mark("So that the next person knows how to listen."),
            ),
            Asked(
                "barriers_note",
                mark("More about what keeps the child from telling (optional)"),
                mark("More about what keeps the child from telling"),
            ),
            Asked(
                "level",
                mark("What level of need do you see? (optional)"),
                mark("Level of need"),
                mark("It guides; it does not decide for you."),
            ),
            Asked("level_why", mark("Why this level? (optional)"), mark("Why this level")),
            Asked(
                "factors",
                mark("Which assessment factors do you see? (optional)"),
                mark("Assessment factors"),
                mark("The codes of the census of children in need. “No factors” stands alone."),
            ),
        ),
    ),
)


def sections() -> tuple[Section, ...]:
    """Return the questions in the person's language."""
    return tuple(Section(tr(one.title), tr(one.lead), tuple(_said(each) for each in one.asked)) for one in SECTIONS)


def _said(one: Asked) -> Asked:
    return Asked(one.field, tr(one.label), tr(one.short), tr(one.hint))


def asked(field: str) -> Asked:
    """Return the question of one entry field; KeyError for a field that the form does not ask."""
    for section in SECTIONS:
        for question in section.asked:
            if question.field == field:
                return _said(question)
    raise KeyError(field)


@dataclass(frozen=True, slots=True)
class Fold:
    """Questions that few need: they open with a button, or when they were answered before.

    ``said_back``: a blank is said back as "Not answered"; else a question that was never opened was not asked.
    """

    button: str
    fields: tuple[str, ...]
    said_back: bool = True


FOLDS: tuple[Fold, ...] = (
    Fold(mark("Draw the marks on a body map"), ("body_marks",)),
    Fold(mark("Add what was asked, or what others said"), ("questions", "reported")),
    Fold(mark("Other children were part of it"), ("others",), said_back=False),
    Fold(mark("It was noticed at another time"), ("noticed",)),
    Fold(mark("It happened a long time ago"), ("non_recent",), said_back=False),
    Fold(mark("Add who else was there"), ("present",), said_back=False),
    Fold(mark("Say who may have caused harm"), ("harmed_by",), said_back=False),
    Fold(mark("Show further kinds of concern"), ("categories",)),
    Fold(mark("Add how it affects the child"), ("impact",), said_back=False),
    Fold(mark("Add what helps the child"), ("strengths",), said_back=False),
    Fold(mark("Add what stops the child telling"), ("barriers",), said_back=False),
    Fold(mark("Set a day to look at this again"), ("review_on",)),
    Fold(mark("Add assessment factors"), ("factors",)),
)


def in_the_open(accused: str) -> frozenset[str]:
    """Return what is folded away for others and asked openly here: whom an allegation against one who works with children is about."""
    return frozenset({"harmed_by"}) if accused == Answer.YES else frozenset()


def folds() -> tuple[Fold, ...]:
    """Return what is folded away, with the buttons in the person's language."""
    return tuple(Fold(tr(one.button), one.fields, one.said_back) for one in FOLDS)


def asks_mobile(entry: ConcernEntry, *, young: bool = True) -> bool:
    """Whether it matters if the child moves about; ``young`` is under two, or of unknown age."""
    return young and (says_something(entry.marks) or bool(standing(entry.body_marks)))


NEED_BIRTH = ("marks", "body_marks", "words", "questions", "mobile", "barriers", "barriers_note")
"""What is asked of a child who is born: marks, words and moving about."""


def hidden(entry: ConcernEntry, *, young: bool = True, codes: bool = False, unborn: bool = False) -> frozenset[str]:
    """Return the fields that no answer calls for. One that holds an answer is never among them, save what has no meaning without it.

    ``codes``: whether the person works with the census's codes; nobody else is asked for them. ``unborn``: the child is expected.
    """
    gone = {name for name in NEED_BIRTH if unborn and not getattr(entry, name)}
    if entry.accused_works_with_children != Answer.YES:
        gone |= {"kept_from", "kept_from_why"}
    if not entry.from_notes:
        gone |= {"notes_made", "notes_kept", "notes_read_back"}
    for asks, field in (
        (entry.safe_now, "safe_now_note"), (asks_mobile(entry, young=young), "mobile"), (entry.level, "level_why"),
        (entry.parents_told, "parents_told_why"), (codes, "factors"), (entry.others, "role"),
        (entry.non_recent, "non_recent_note"), (entry.impact, "impact_note"), (entry.strengths, "strengths_note"),
        (entry.barriers, "barriers_note"),
    ):  # fmt: skip
        if not asks and not getattr(entry, field):
            gone.add(field)
    return frozenset(gone)


def in_order() -> dict[str, int]:
    """Return the place of every field on the page."""
    return {one.field: place for place, one in enumerate(each for section in SECTIONS for each in section.asked)}
