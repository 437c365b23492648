"""Every widget in every state, with invented people; each is a page of the gallery and of the registry.

Rules this module keeps: a widget that pages share has its states here, before any page uses it; one function is one page of the
gallery; nothing here reads a record book.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QWidget

from desktop.services.pages.fields import Choice, Missing
from desktop.ui.language import tr
from desktop.ui.page import Page
from desktop.ui.theme import PALETTES, TEXT_PAIRS, contrast
from desktop.ui.widgets.badges import Badge, ClockBadge, LetterState, PersonChip
from desktop.ui.widgets.boxes import Card, EmptyState, ErrorSummary, Notice
from desktop.ui.widgets.buttons import ActionBar, Button, FlowLayout, Link
from desktop.ui.widgets.choice_questions import ChecksQuestion, ChoiceQuestion, TickQuestion, yes_no_unknown
from desktop.ui.widgets.date_questions import DateQuestion, WhenQuestion
from desktop.ui.widgets.summary_list import SummaryList, SummaryRow
from desktop.ui.widgets.table import Row, Sorts, Table
from desktop.ui.widgets.task_list import Task, TaskList
from desktop.ui.widgets.text import Rule, Text, grow_with_text
from desktop.ui.widgets.text_questions import LongTextQuestion, SearchQuestion, SecretQuestion, TextQuestion

SAFE = (
    Choice("yes", "Yes", "An adult who can keep him safe is with him."),
    Choice("no", "No"),
    Choice("unknown", "I do not know"),
)
KINDS = (Choice("neglect", "Neglect"), Choice("physical", "Physical abuse"), Choice("emotional", "Emotional abuse"))


def _page(title: str, *parts: QWidget, wide: bool = False) -> Page:
    page = Page(title, wide=wide)
    for part in parts:
        page.add(part)
    return page


def texts() -> Page:
    """The type scale, and the quiet line between parts."""
    return _page(
        "Text and lines",
        Text("A heading of a part", "heading"),
        Text("A heading inside a part", "subheading"),
        Text(
            "What is read at length: Kian held his left arm close while taking off his coat. Siân Ŵyn Ŷ, Łukasz, 陈小明."
        ),
        Text("A first sentence that carries the page", "lead"),
        Text("What stands out", "strong"),
        Text("A hint under a label", "hint"),
        Text("Small print: written 20 November 2026 at 09:40", "small"),
        Text("What is wrong", "error"),
        Rule(),
        Text("K7QM-2R9D-XH4T", "code", selectable=True),
        Text("01234 567 890", "number", selectable=True),
    )


def buttons() -> Page:
    """Each kind, enabled and not; a link, and one that wraps."""
    off = [Button(f"{kind}, not now", kind) for kind in ("primary", "secondary", "danger")]
    for button in off:
        button.setEnabled(False)
    return _page(
        "Buttons and links",
        ActionBar(Button("Sign and save", "primary"), Button("Save the draft"), Button("Throw it away", "danger")),
        ActionBar(*off),
        ActionBar(Link("Open the child’s page"), Link("Add another person")),
        Link(
            "A link that is longer than the line goes on in the next one, as a sentence would, and all of it can be"
            " pressed: nothing of what it says is cut off at the end of the line"
        ),
    )


def questions() -> Page:
    """Text questions: one line, several, optional, secret, search."""
    kept = LongTextQuestion("seen", "What was seen or heard?", "Only what happened, in the order it happened.")
    kept.set_value("Kian held his left arm close while taking off his coat.")
    return _page(
        "Questions answered in words",
        TextQuestion("name", "Your name", "As colleagues know you.", width=30),
        TextQuestion("place", "Where did it happen?", optional=True),
        kept,
        SecretQuestion("passphrase", "Passphrase", "At least 10 characters. You may paste."),
        SearchQuestion("search", "Find a child", "Search", "A name, a date of birth, a postcode or a number."),
    )


def choices() -> Page:
    """One of several, some of several, a tick, and one that is chosen already."""
    chosen = ChoiceQuestion("safe_now", "Is the child safe now?", SAFE)
    chosen.set_value("no")
    return _page(
        "Questions answered by choosing",
        chosen,
        ChoiceQuestion("mobile", "Can the child move about on their own?", yes_no_unknown(), inline=True),
        ChecksQuestion("categories", "Any further kinds?", KINDS, optional=True),
        TickQuestion("from_notes", "I am entering this from somebody’s notes"),
    )


def dates() -> Page:
    """A day in three fields; a moment, how sure one is of it, and a note."""
    born = DateQuestion("born", "Date of birth")
    born.set_value("2017-03-14")
    return _page("Dates", born, WhenQuestion("happened", "When did it happen?"))


def errors() -> Page:
    """The summary that takes the focus, and what is wrong at each question."""
    page = _page(
        "What is wrong",
        TextQuestion("seen", "What was seen or heard?", "Only what happened."),
        DateQuestion("born", "Date of birth"),
        ChoiceQuestion("safe_now", "Is the child safe now?", SAFE),
        ChecksQuestion("categories", "Any further kinds?", KINDS),
    )
    page.show_problems(
        (
            Missing("seen", "Say what was seen or heard"),
            Missing("born", "There is no such date; check the day and the month"),
            Missing("safe_now", "Say whether the child is safe now; you may not know"),
            Missing("categories", "Choose at least one"),
        )
    )
    return page


def notices() -> Page:
    """Each kind of notice, one with a button, and the empty state."""
    return _page(
        "Notices, cards and empty states",
        Notice("info", "The recovery kit is in the safe", "It was checked on 20 November 2026."),
        Notice("success", "Signed and saved", "It is in your record book only."),
        Notice("warning", "The list of people is old", "Someone may have left since.", Button("Fetch the newest")),
        Notice("danger", "Ring 999 now", "Then ring Ashmere MASH. Writing can wait."),
        _card(),
        EmptyState("Nothing needs you today", "What is due is shown here.", Button("Record a concern", "primary")),
    )


def _card() -> Card:
    card = Card("A card around what belongs together")
    card.add(Text("Kian Pellow: to Ashmere MASH"))
    return card


def badges() -> Page:
    """Each state of a letter, of a clock, and a person."""
    return _page(
        "States and people",
        Text("A letter", "subheading"),
        _beside(
            LetterState("Waiting to leave", "waiting"),
            LetterState("Delivered", "good"),
            LetterState("Set aside", "attention"),
        ),
        Text("A clock", "subheading"),
        _beside(
            ClockBadge("Overdue", "overdue"),
            ClockBadge("Due today", "today"),
            ClockBadge("Later", "later"),
            ClockBadge("Done", "met"),
        ),
        Text("A child in danger now", "subheading"),
        _beside(Badge("Not safe now", "urgent", "triangle-alert")),
        Text("A person", "subheading"),
        _beside(PersonChip("Odette Farrow", "designated lead"), PersonChip("Siân Ŵyn")),
    )


def _beside(*parts: Badge) -> QWidget:
    row = QWidget()
    flow = FlowLayout(row)
    for part in parts:
        flow.addWidget(part)
    grow_with_text(row)
    return row


def lists() -> Page:
    """The summary list with Change, and the task list."""
    rows = (
        SummaryRow("Child", "Kian Pellow", "child"),
        SummaryRow(
            "Seen or heard", "Kian held his left arm close while taking off his coat.", "seen", "In your own words"
        ),
        SummaryRow("Opinion", "", "opinion"),
    )
    tasks = (
        Task("who", "Who keeps this record book", "Done", "good"),
        Task(
            "ring", "Whom you ring when it is urgent", "To do", "attention", "Two numbers: in and out of office hours."
        ),
        Task("join", "Join your area", "Not yet", "calm", waits_for="The invitation has not come."),
    )
    return _page("Lists", SummaryList(rows), Text("A task list", "heading"), TaskList(tasks))


def tables() -> Page:
    """A table that sorts itself, and one that asks for its order."""
    rows = [
        Row("a", ("Kian Pellow", "14 March 2017", "4 Sallow Row, ZY1 2AB")),
        Row("b", ("Łukasz Żak", "2 May 2016", "18 Tern Close, ZY1 4CD")),
        Row("c", ("Siân Ŵyn", "9 January 2015", "Caravan 7, Pell Lane, ZX1 2AB")),
    ]
    here = Table("Children at this address", ("Name", "Born", "Address"))
    here.set_rows(rows)
    asked = Table("Children found", ("Name", "Born", "Address"), sorts=Sorts.ASKED)
    asked.set_rows(rows)
    asked.headings.show_order(1, down=True)
    return _page("Tables", here, asked, wide=True)


def colours() -> Page:
    """Every pair of colours that is used for text, with its computed contrast in each palette."""
    rows = [
        Row(f"{ink} {ground}", (f"{ink} / {ground}", *(_ratio(name, ink, ground) for name in PALETTES)))
        for ink, ground in TEXT_PAIRS
    ]
    table = Table(
        "Pairs of colours",
        ("Pair", *(tr(colours.title) for colours in PALETTES.values())),
        widths=(3, 1, 1, 1),
        most=50,
    )
    table.set_rows(rows)
    return _page("Colours", Text("Text needs 4.5 to 1; edges and marks 3 to 1."), table, wide=True)


def _ratio(name: str, ink: str, ground: str) -> str:
    palette = PALETTES[name]
    return f"{contrast(getattr(palette, ink), getattr(palette, ground)):.1f}"


def summary() -> Page:
    """The error summary alone, as a page without questions shows it."""
    alone = ErrorSummary()
    page = _page("The error summary alone", alone)
    alone.show_problems((Missing("passphrase", "Type the passphrase or the recovery kit of that backup"),))
    return page


PARTS: dict[str, Callable[[], Page]] = {
    "texts": texts,
    "buttons": buttons,
    "questions": questions,
    "choices": choices,
    "dates": dates,
    "errors": errors,
    "notices": notices,
    "badges": badges,
    "lists": lists,
    "tables": tables,
    "colours": colours,
    "summary": summary,
}


def window() -> QWidget:
    """The gallery itself."""
    from desktop.ui.gallery.window import GalleryWindow  # noqa: PLC0415 - it shows what stands above

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return GalleryWindow(app)


SAMPLES: dict[str, Callable[[], QWidget]] = {**PARTS, "window": window}
