"""Ask who sent a referral, or answer the desk: write, see exactly what leaves, sign.

Rules this module keeps:

* nothing is signed that was not shown; changing anything after that shows it again;
* "sent" is never said: a sealed letter waits until a receipt proves that it was delivered;
* records go with an answer by the sharing page only, where every field is chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from desktop.domain.records import AnswerEntry, QuestionEntry
from desktop.domain.statements import Changes
from desktop.services.pages.fields import Missing
from desktop.services.pages.questions import Asking, QuestionPreview, QuestionRow
from desktop.ui.questions.leaving import LeavingView, Letter, Steps
from desktop.ui.questions.screen import AnswerScreen, AskScreen, answer_screen
from desktop.ui.tasks import Runs

CLOSES = "17:00"  # the end of a working day


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
    def question_delivered(self, enquiry: str) -> datetime | None: ...
    def answer_delivered(self, question: str) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class QuestionRoutes:
    """``back`` leads to the enquiry, or to the child that the question is about."""

    back: Callable[[str], None]
    share: Callable[[str], None]
    letters: Callable[[], None]
    told: Callable[[Changes], None]


class AskPresenter:
    """One question about one enquiry."""

    def __init__(self, view: AskView, service: QuestionsService, tasks: Runs, routes: QuestionRoutes) -> None:
        self._view, self._service, self._tasks, self._routes = view, service, tasks, routes
        self._letter = Letter(
            view,
            tasks,
            routes.told,
            Steps(
                service.check_question,
                service.preview_question,
                service.ask,
                lambda entry: service.question_delivered(entry.enquiry),
            ),
        )
        self._enquiry = ""
        self.back_to_form, self.sign, self.changed = self._letter.back_to_form, self._letter.sign, self._letter.changed

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
        self._letter = Letter(
            view,
            tasks,
            routes.told,
            Steps(
                service.check_answer,
                service.preview_answer,
                service.answer,
                lambda entry: service.answer_delivered(entry.question),
            ),
        )
        self._question = self._child = ""
        self.back_to_form, self.sign, self.changed = self._letter.back_to_form, self._letter.sign, self._letter.changed

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
