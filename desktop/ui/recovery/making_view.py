"""New recovery words: how many, then one holder at a time, then into the partnership's list. It decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.services.pages.fields import Choice
from desktop.ui import files
from desktop.ui.language import tr
from desktop.ui.page import Page
from desktop.ui.recovery.making import MakingPresenter
from desktop.ui.recovery.words_part import WordsPart
from desktop.ui.widgets.boxes import Notice
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.choice_questions import ChoiceQuestion
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.text_questions import TextQuestion


class RecoveryWordsPage(Page):
    """Set ``presenter`` before it is shown. ``choose`` gets a name and gives the place for a file, or ""."""

    def __init__(self, choose: Callable[[str], str] | None = None) -> None:
        super().__init__(tr("Make recovery words"))
        self._choose = choose
        self.presenter: MakingPresenter | None = None
        self._make_plan()
        self._make_holder()
        self._make_ready()
        self._show(self.plan)

    def entered(self) -> None:
        self._ask(lambda p: p.read())

    def show_organisations(self, listed: Sequence[tuple[str, str]]) -> None:
        self.organisation.set_choices([Choice(number, name) for number, name in listed])
        if len(listed) == 1:
            self.organisation.set_value(listed[0][0])
        self.organisation.take_focus()

    def show_holder(self, words: str, number: int, holders: int) -> None:
        self.which.setText(tr("Paper {number} of {holders}", number=number, holders=holders))
        self.words.show_words(words, number)
        self.next.say(
            tr("These are right: next holder") if number < holders else tr("These are right: that was the last")
        )
        self._show(self.holder)
        self.words.save.setFocus()

    def show_paper(self, said: str) -> None:
        self.words.show_paper(said)

    def show_ready(self, organisation: str, said: str, files: str) -> None:
        self.words.show_words("", 1)
        self.done.say("success", organisation, said)
        self.show_files(files)
        self._show(self.whole)
        self.publish.setFocus()

    def show_files(self, files: str) -> None:
        self.files.setText(files)
        self.files.setVisible(bool(files))
        self.delete.setVisible(bool(files))

    def show_stopped(self) -> None:
        """Back to the plan, with nothing of the words left on the page."""
        self.words.show_words("", 1)
        self.show_files("")
        self._show(self.plan)
        self.organisation.take_focus()

    def show_signed(self) -> None:
        """It cannot be stopped any more."""
        self.stop_late.hide()

    def show_published(self) -> None:
        for done in (self.publish, self.advice, self.stop_late):
            done.hide()

    def ask_where(self, name: str) -> str:
        if self._choose is not None:
            return self._choose(name)
        return files.save_as(self, tr("Choose where to keep the file"), name)

    # building

    def _make_plan(self) -> None:
        self.plan, box = _part()
        box.addWidget(
            Text(
                tr(
                    "Each holder gets a paper with 33 words. Some of them together can then open a copy of any record book of the "
                    "organisation; each alone can open nothing. Have the holders and a printer or pens with you: every paper is typed back "
                    "before anything counts."
                )
            )
        )
        self.organisation = ChoiceQuestion("organisation", tr("Whose record books?"), ())
        self.holders = TextQuestion(
            "holders", tr("How many people hold words?"), tr("Three is good: the head, a governor or trustee, and the deputy."), width=4
        )  # fmt: skip
        self.holders.set_value("3")
        self.needed = TextQuestion(
            "needed",
            tr("How many of them are needed together?"),
            tr("At least two. One fewer than hold words is good: then a lost paper loses nothing."),
            width=4,
        )
        self.needed.set_value("2")
        self.begin = Button(tr("Make the words"), "primary", self._begin)
        for part in (self.organisation, self.holders, self.needed, ActionBar(self.begin)):
            box.addWidget(part)
        self.add(self.plan)

    def _make_holder(self) -> None:
        self.holder, box = _part()
        self.which = Text("", "heading")
        self.words = WordsPart()
        self.words.save_asked.connect(lambda file: self._ask(lambda p: p.save(file)))
        self.next = Button("", "primary", lambda: self._ask(lambda p: p.typed(self.words.typed.value())))
        self.stop = Button(tr("Stop, and throw these words away"), on=lambda: self._ask(lambda p: p.stop()))
        leave = Text(
            tr("If you leave this page now, the papers made so far open nothing: destroy them and begin again."), "hint"
        )
        only = Text(tr("Only this holder should see these words and keep this paper."), "strong")
        for part in (self.which, only, self.words, ActionBar(self.next, self.stop), leave):
            box.addWidget(part)
        self.add(self.holder)

    def _make_ready(self) -> None:
        self.whole, box = _part()
        self.done = Notice("success")
        self.files = Text("", "strong")
        self.delete = Button(tr("Delete these files now"), on=lambda: self._ask(lambda p: p.delete_files()))
        self.advice = Text(
            tr("The words count when they stand in the partnership's list. Only what anyone may know goes there, never the words."), "hint"
        )  # fmt: skip
        self.publish = Button(
            tr("Sign them into the partnership's list"), "primary", lambda: self._ask(lambda p: p.publish())
        )
        self.stop_late = Button(tr("Stop, and throw these words away"), on=lambda: self._ask(lambda p: p.stop()))
        for part in (
            self.done,
            self.files,
            ActionBar(self.delete),
            self.advice,
            ActionBar(self.publish, self.stop_late),
        ):
            box.addWidget(part)
        self.add(self.whole)
        self.show_files("")

    def _show(self, wanted: QWidget) -> None:
        for part in (self.plan, self.holder, self.whole):
            part.setVisible(part is wanted)
        self.to_top()

    def _begin(self) -> None:
        self._ask(lambda p: p.begin(self.organisation.value(), self.holders.value(), self.needed.value()))

    def _ask(self, what: Callable[[MakingPresenter], None]) -> None:
        if self.presenter is not None:
            what(self.presenter)


def _part() -> tuple[QWidget, QVBoxLayout]:
    part = QWidget()
    box = QVBoxLayout(part)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(18)
    return part, box
