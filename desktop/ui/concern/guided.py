"""The questions of the form as pages, one after the other. No Qt.

Rules this module keeps:

* the pages are the questions of ``questions`` in their order, without those that no answer calls for; so an answer that calls for
  another question brings it next;
* what is folded away on the one page is a page like any other here;
* what is needed says so, and nothing keeps a person from going on without it: the check asks for it again;
* a draft goes on where the first needed answer is missing.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from desktop.domain.body_marks import is_described
from desktop.domain.records import Answer, ConcernEntry, When
from desktop.ui.concern.questions import NINE_NINE_NINE, sections
from desktop.ui.language import tr

FIRST = "accused_works_with_children"
NEEDED = (FIRST, "kept_from", "child", "safe_now", "seen", "mobile", "happened", "witness", "done")
NOT_ASKED = ("typed_by",)  # said on the one page, and answered by nobody


@dataclass(frozen=True, slots=True)
class Step:
    """One page: ``field`` of the entry, the ``section`` it stands in, and what the section says first."""

    field: str
    section: str
    lead: str


def steps(away: Collection[str]) -> tuple[Step, ...]:
    """Return the pages in their order; ``away`` are fields that are not asked now."""
    over = tr(NINE_NINE_NINE)  # it stands above every page of the form
    return tuple(
        Step(one.field, section.title, "" if section.lead == over else section.lead)
        for section in sections()
        for one in section.asked
        if one.field not in away and one.field not in NOT_ASKED
    )


def start(entry: ConcernEntry, pages: tuple[Step, ...]) -> str:
    """Return the page on which one begins, or goes on with a draft: the first needed answer that is missing."""
    if not entry.accused_works_with_children:
        return FIRST
    if entry.accused_works_with_children == Answer.YES and not entry.kept_from:
        return "kept_from"  # who may see the rest comes before the rest
    lacking = set(_lacking(entry))
    if len(lacking) == len(_lacking(ConcernEntry())):
        lacking.add("child")  # nothing is written yet: the child comes first
    return next((page.field for page in pages if page.field in lacking), FIRST)


def _lacking(entry: ConcernEntry) -> tuple[str, ...]:
    told = (
        ("safe_now", entry.safe_now),
        (
            "seen",
            entry.seen or entry.marks or any(map(is_described, entry.body_marks)) or entry.words or entry.reported,
        ),
        ("happened", entry.happened != When()),
        ("witness", entry.witness.name or entry.informant.name),
        ("done", entry.done),
    )
    return tuple(field for field, said in told if not said)


def may_check(entry: ConcernEntry, away: Collection[str], *, child: bool) -> bool:
    """Whether everything that is needed is answered; ``child`` is whether one is chosen."""
    called = (name for name in ("kept_from", "mobile") if name not in away)
    answered = child and bool(entry.accused_works_with_children) and not _lacking(entry)
    return answered and all(getattr(entry, name) for name in called)


class Pages:
    """Which question is the page now. ``on`` is whether it is one question a page at all."""

    def __init__(self) -> None:
        self.on = False
        self.field = FIRST

    def begin(self, entry: ConcernEntry, away: Collection[str]) -> None:
        self.field = start(entry, steps(away))

    def turn_to(self, field: str, away: Collection[str]) -> None:
        """Make ``field`` the page, when it is one; a part of a question ("happened.note") stands on the question's."""
        field = field.partition(".")[0]
        if any(page.field == field for page in steps(away)):
            self.field = field

    def beside(self, away: Collection[str], by: int) -> str:
        """Return the page after (1) or before (-1) this one; "" beyond the ends."""
        fields = [page.field for page in steps(away)]
        at = fields.index(self.field) + by if self.field in fields else 0
        return fields[at] if 0 <= at < len(fields) else ""

    def now(self, away: Collection[str]) -> tuple[Step, str]:
        """Return the page, and how far one is: "Question 4 of 23: Right now"."""
        pages = steps(away)
        at = next((number for number, page in enumerate(pages) if page.field == self.field), 0)
        page = pages[at]
        self.field = page.field  # an answer may have taken the old one away
        return page, tr(
            "Question {number} of {total}: {section}", number=at + 1, total=len(pages), section=page.section
        )


def needed_words(field: str, *, may_check: bool = False) -> str:
    """Return whether the answer is needed, or that nothing needed is missing any more, in words."""
    if may_check:
        return tr("All that is needed is answered. You can check your answers now, or go on with Next.")
    if field == FIRST:
        return tr(
            "Answer this first: it decides who may see the rest. After it six answers are needed; leave blank what was not asked."
        )
    if field in NEEDED:
        return tr("This answer is needed before you sign. You can come back to it.")
    return tr("Nothing to say here? Leave it blank and press Next.")
