"""Ask who sent a referral, or answer the desk: write, see exactly what leaves, sign.

Rules this module keeps:

* nothing is signed that was not shown; changing anything after that shows it again;
* "sent" is never said: a sealed letter waits until a receipt proves that it was delivered;
* records go with an answer by the sharing page only, where every field is chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar

from desktop.domain.records import AnswerEntry, QuestionEntry
from desktop.domain.statements import Changes
from desktop.services.pages.fields import Missing
from desktop.services.pages.questions import Asking, QuestionPreview, QuestionRow
from desktop.ui.language import tr
from desktop.ui.messages import Said, say
from desktop.ui.questions.screen import AnswerScreen, AskScreen, LeavingScreen, answer_screen, leaving_screen
from desktop.ui.tasks import Runs

CLOSES = "17:00"  # the end of a working day
E = TypeVar("E")


class LeavingView(Protocol):
    """What both pages can show."""

    def show_busy(self, said: str) -> None: ...
    def show_form(self) -> None: ...
    def show_problems(self, problems: Sequence[Missing]) -> None: ...
    def show_leaving(self, screen: LeavingScreen) -> None: ...
    def show_signed(self, lines: Sequence[str]) -> None: ...
    def show_failure(self, said: Said) -> None: ...


class AskView(LeavingView, Protocol):
    def show_asking(self, screen: AskScreen) -> None: ...


class AnswerView(LeavingView, Protocol):
    def show_question(self, screen: AnswerScreen) -> None: ...


class QuestionsService(Protocol):
    def asking(self, enquiry: str) -> Asking: ...
    def question(self, question: str) -> QuestionRow: ...
    def check_question(self, entry: QuestionEntry) -> tuple[Missing, ...]: ...
    def check_answer(self, entry: AnswerEntry) -> tuple[Missing, ...]: ...
    def preview_question(self, entry: QuestionEntry) -> QuestionPreview: ...
    def preview_answer(self, entry: AnswerEntry) -> QuestionPreview: ...
    def ask(self, entry: QuestionEntry) -> Changes: ...
    def answer(self, entry: AnswerEntry) -> Changes: ...


@dataclass(frozen=True, slots=True)
class QuestionRoutes:
    """``back`` leads to the enquiry, or to the child that the question is about."""

    back: Callable[[str], None]
    share: Callable[[str], None]
    letters: Callable[[], None]
    told: Callable[[Changes], None]


@dataclass(frozen=True, slots=True)
class _Steps(Generic[E]):
    check: Callable[[E], tuple[Missing, ...]]
    preview: Callable[[E], QuestionPreview]
    sign: Callable[[E], Changes]


class _Letter(Generic[E]):
    """From what was typed to what was signed."""

    def __init__(self, view: LeavingView, tasks: Runs, told: Callable[[Changes], None], steps: _Steps[E]) -> None:
        self._view, self._tasks, self._told = view, tasks, told
        self._steps = steps
        self._shown: E | None = None
        self._signing = False

    def review(self, entry: E, unreadable: Sequence[Missing]) -> None:
        steps = self._steps
        seen = {problem.field for problem in unreadable}

        def work() -> tuple[tuple[Missing, ...], QuestionPreview | None]:
            problems = (*unreadable, *(one for one in steps.check(entry) if one.field not in seen))
            return problems, None if problems else steps.preview(entry)

        def then(found: tuple[tuple[Missing, ...], QuestionPreview | None]) -> None:
            problems, preview = found
            self._view.show_problems(problems)
            if preview is not None:
                self._shown = entry
                self._view.show_leaving(leaving_screen(preview))

        self._tasks.run(work, then, self.failed)

    def back_to_form(self) -> None:
        self._shown = None
        self._view.show_form()

    def sign(self) -> None:
        entry = self._shown
        if entry is None or self._signing:
            return
        self._signing = True
        self._view.show_busy(tr("Signing and sealing…"))

        def then(changes: Changes) -> None:
            self._shown, self._signing = None, False
            self._told(changes)
            self._view.show_signed(
                (
                    tr("It has not reached anyone yet. It goes by itself when the area can be reached."),
                    tr("Letters shows when it is delivered."),
                    tr("If a child may be in danger, ring. Do not wait for an answer here."),
                )
            )

        self._tasks.run(lambda: self._steps.sign(entry), then, self.failed)

    def failed(self, error: Exception) -> None:
        self._signing = False
        self._view.show_failure(say(error))


class AskPresenter:
    """One question about one enquiry."""

    def __init__(self, view: AskView, service: QuestionsService, tasks: Runs, routes: QuestionRoutes) -> None:
        self._view, self._service, self._tasks, self._routes = view, service, tasks, routes
        self._letter = _Letter(
            view, tasks, routes.told, _Steps(service.check_question, service.preview_question, service.ask)
        )
        self._enquiry = ""
        self.back_to_form, self.sign = self._letter.back_to_form, self._letter.sign

    def open(self, enquiry: str) -> None:
        self._enquiry = enquiry

        def then(found: Asking) -> None:
            self._view.show_asking(AskScreen(found.organisation, found.child_name, CLOSES))

        self._tasks.run(lambda: self._service.asking(enquiry), then, self._letter.failed)

    def review(self, entry: QuestionEntry, unreadable: Sequence[Missing] = ()) -> None:
        """``wanted_by`` of the entry is a day: the answer is wanted by the end of that working day."""
        wanted = f"{entry.wanted_by}T{CLOSES}" if entry.wanted_by else ""
        self._letter.review(replace(entry, enquiry=self._enquiry, wanted_by=wanted), unreadable)

    def back(self) -> None:
        self._routes.back(self._enquiry)

    def letters(self) -> None:
        self._routes.letters()


class AnswerPresenter:
    """One question of the desk, and the answer to it."""

    def __init__(self, view: AnswerView, service: QuestionsService, tasks: Runs, routes: QuestionRoutes) -> None:
        self._view, self._service, self._tasks, self._routes = view, service, tasks, routes
        self._letter = _Letter(
            view, tasks, routes.told, _Steps(service.check_answer, service.preview_answer, service.answer)
        )
        self._question = self._child = ""
        self.back_to_form, self.sign = self._letter.back_to_form, self._letter.sign

    def open(self, question: str) -> None:
        self._question = question

        def then(row: QuestionRow) -> None:
            self._child = row.child
            self._view.show_question(answer_screen(row))

        self._tasks.run(lambda: self._service.question(question), then, self._letter.failed)

    def review(self, entry: AnswerEntry) -> None:
        self._letter.review(replace(entry, question=self._question), ())

    def share(self) -> None:
        """Choose records to share first; what is typed here is kept meanwhile."""
        self._routes.share(self._child)

    def back(self) -> None:
        self._routes.back(self._child)

    def letters(self) -> None:
        self._routes.letters()
