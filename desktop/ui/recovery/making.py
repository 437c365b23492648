"""An administrator makes an organisation's recovery words. No Qt.

Rules this module keeps:

* one holder's words are on the screen at a time, and the next come when these were typed back from their paper;
* the words are kept in memory until the last paper is checked, and nowhere else; a PDF is written only where the person chooses;
* nothing is published before every paper was checked, and then it is the public recipient alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from desktop.services.pages.fields import Missing
from desktop.ui.language import mark, tr
from desktop.ui.messages import Said, say
from desktop.ui.private_file import write_private
from desktop.ui.recovery.presenter import Listed
from desktop.ui.recovery.wording import typed_problem
from desktop.ui.tasks import Runs

MOST_HOLDERS = 16
OFFERED = "partnership.directory"
PUBLISHED = mark(
    "Each record book of the organisation seals itself to the new words when it gets this directory: send and fetch letters now, or give "
    "the file to everyone. When two people look after the partnership, the other one may have to sign it first: then it stands on the "
    "partnership page as a change, and this file is for them."
)


class Made(Protocol):
    """vault.recovery.MadeRecovery."""

    @property
    def recipient(self) -> str: ...
    @property
    def needed(self) -> int: ...
    @property
    def words(self) -> tuple[str, ...]: ...


class Recovery(Protocol):
    """session.recovery."""

    def administered(self) -> Sequence[Listed]: ...
    def publish(self, organisation: str, recipient: str, needed: int, holders: int, /) -> bytes: ...


class View(Protocol):
    def show_organisations(self, listed: Sequence[tuple[str, str]]) -> None: ...
    def show_holder(self, words: str, number: int, holders: int) -> None: ...
    def show_paper(self, said: str) -> None: ...
    def show_ready(self, organisation: str, said: str, files: str) -> None: ...
    def show_files(self, files: str) -> None: ...
    def show_published(self) -> None: ...
    def show_stopped(self) -> None: ...
    def show_signed(self) -> None: ...
    def ask_where(self, name: str) -> str: ...
    def show_problems(self, problems: Sequence[Missing]) -> None: ...
    def show_notice(self, kind: str, title: str, text: str = "") -> None: ...
    def show_failure(self, said: Said) -> None: ...


class MakingPresenter:
    """``make(needed, holders)`` makes the words; ``paper(words, number, needed, holders, organisation)`` one holder's PDF."""

    def __init__(
        self,
        view: View,
        recovery: Recovery,
        make: Callable[[int, int], Made],
        paper: Callable[[str, int, int, int, str], bytes],
        tasks: Runs,
    ) -> None:
        self._view, self._recovery, self._make, self._paper, self._tasks = view, recovery, make, paper, tasks
        self._names: dict[str, str] = {}
        self._organisation = ""
        self._made: Made | None = None
        self._number = 1
        self._files: list[Path] = []
        self._signed = b""

    def read(self) -> None:
        if self._made is None and not self._signed:
            self._tasks.run(lambda: tuple(self._recovery.administered()), self._listed, self._fail)

    def begin(self, organisation: str, holders: str, needed: str) -> None:
        """``holders`` and ``needed`` are as typed."""
        problems = [] if organisation in self._names else [Missing("organisation", tr("Choose the organisation"))]
        count, enough = _number(holders), _number(needed)
        if not 2 <= count <= MOST_HOLDERS:
            problems.append(Missing("holders", tr("Give a number from 2 to {most}", most=MOST_HOLDERS)))
        elif not 2 <= enough <= count:
            problems.append(Missing("needed", tr("Give a number from 2 to {count}", count=count)))
        self._view.show_problems(problems)
        if not problems:
            self._organisation = organisation
            self._tasks.run(lambda: self._make(enough, count), self._begun, self._fail)

    def save(self, chosen: str) -> None:
        """Write this holder's paper into the file that was chosen; "" means that the person changed their mind."""
        made, number = self._made, self._number
        if not chosen or made is None:
            return
        file, name = Path(chosen), self._names[self._organisation]
        self._view.show_paper(tr("Making the PDF."))

        def work() -> Path:
            write_private(file, self._paper(made.words[number - 1], number, made.needed, len(made.words), name))
            return file

        self._tasks.run(work, self._saved, self._not_saved)

    def typed(self, words: str) -> None:
        """Words typed back from the paper: the next holder's come when they are right."""
        made = self._made
        if made is None:
            return
        problem = typed_problem(made.words[self._number - 1], words)
        self._view.show_problems([Missing("typed_words", problem)] if problem else ())
        if problem:
            return
        if self._number < len(made.words):
            self._number += 1
            self._view.show_holder(made.words[self._number - 1], self._number, len(made.words))
            return
        said = tr(
            "The words of {needed} of {holders} holders will open the records. Every paper was typed back and is right.",
            needed=made.needed,
            holders=len(made.words),
        )
        self._view.show_ready(self._names[self._organisation], said, self._left())

    def delete_files(self) -> None:
        """Remove the PDFs that were saved here."""
        files = tuple(self._files)

        def work() -> None:
            for file in files:
                file.unlink(missing_ok=True)

        self._tasks.run(work, lambda _none: self._deleted(), self._fail)

    def stop(self) -> None:
        """End it half way: the words are forgotten, their files deleted, and nothing of it counts."""
        self._made, self._number = None, 1
        saved = tuple(self._files)
        self._view.show_problems(())

        def work() -> None:
            for file in saved:
                file.unlink(missing_ok=True)

        self._tasks.run(work, lambda _none: self._stopped(), self._fail)

    def publish(self) -> None:
        made, organisation = self._made, self._organisation
        if self._signed:
            self._offer(self._signed)
        elif made is not None:
            self._tasks.run(
                lambda: self._recovery.publish(organisation, made.recipient, made.needed, len(made.words)),
                self._offer,
                self._fail,
            )

    # inside

    def _listed(self, listed: Sequence[Listed]) -> None:
        self._names = {one.id: one.name for one in listed}
        self._view.show_organisations([(one.id, one.name) for one in listed])

    def _begun(self, made: Made) -> None:
        self._made, self._number = made, 1
        self._view.show_holder(made.words[0], 1, len(made.words))

    def _saved(self, file: Path) -> None:
        if file not in self._files:
            self._files.append(file)
        said = tr("Saved as {name} in {folder}. Print it there; the holder then types the words from the paper.", name=file.name,
                  folder=file.parent)  # fmt: skip
        self._view.show_paper(said)

    def _not_saved(self, error: Exception) -> None:
        self._view.show_paper("")
        self._fail(error)

    def _left(self) -> str:
        if not self._files:
            return ""
        names = ", ".join(file.name for file in self._files)
        return tr(
            "These papers still lie in files: {names}. Delete them as soon as they are printed, from the wastebasket too.",
            names=names,
        )

    def _deleted(self) -> None:
        self._files.clear()
        self._view.show_files("")

    def _stopped(self) -> None:
        self._files.clear()
        self._view.show_stopped()
        self._view.show_notice(
            "info",
            tr("Stopped: nothing was changed"),
            tr("The words made so far open nothing, and their files here are deleted. Destroy what was printed."),
        )

    def _offer(self, content: bytes) -> None:
        """From here on it is signed: the words are not needed any more, and asking again would sign it twice."""
        self._made, self._signed = None, content
        self._view.show_signed()
        where = self._view.ask_where(OFFERED)
        if where:
            self._tasks.run(lambda: write_private(Path(where), content), lambda _none: self._published(), self._fail)
            return
        self._view.show_notice(
            "warning",
            tr("The words are signed into the list, and it is not kept in a file yet"),
            tr("Press the button again to choose where the file goes."),
        )

    def _published(self) -> None:
        self._view.show_published()
        self._view.show_notice(
            "success", tr("The recovery words are signed into the partnership's list"), tr(PUBLISHED)
        )

    def _fail(self, error: Exception) -> None:
        self._view.show_failure(say(error))


def _number(typed: str) -> int:
    return int(typed) if typed.strip().isdecimal() and len(typed.strip()) < 4 else 0
