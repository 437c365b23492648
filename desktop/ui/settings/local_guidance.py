"""The area's own edition of the guidance: look at a file, take it in, take it out again. No Qt.

Rules this module keeps: nothing is taken before what it changes was shown; what a file did wrong is said in its own place names, so
that whoever wrote it can mend it; the file itself is left where it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from desktop.domain.guidance_parts import Contact
from desktop.domain.local_edition import LARGEST
from desktop.domain.statements import Changes
from desktop.services.local_editions import Offered, Standing
from desktop.services.local_setting import NOT_YET
from desktop.ui import times
from desktop.ui.language import tr
from desktop.ui.messages import Said, say
from desktop.ui.tasks import Runs

Row = tuple[str, str, str]  # what, what it says now, what it said before ("" for what is new)


class Editions(Protocol):
    def standing(self) -> Standing: ...
    def look(self, text: bytes, /) -> Offered: ...
    def take(self, text: bytes, /) -> Changes: ...
    def remove(self) -> Changes: ...


@dataclass(frozen=True, slots=True)
class OfferedScreen:
    """What a file is, and what it changes."""

    title: str
    about: str
    rows: tuple[Row, ...]


class View(Protocol):
    def show_standing(self, rows: Sequence[Row], *, removable: bool) -> None: ...
    def show_offered(self, offered: OfferedScreen | None) -> None: ...
    def show_notice(self, kind: str, title: str, text: str = "") -> None: ...
    def show_failure(self, said: Said) -> None: ...


class LocalGuidancePresenter:
    """``changed`` hears that the guidance is another one, so that pages are read again."""

    def __init__(self, view: View, editions: Editions, tasks: Runs, changed: Callable[[Changes], None]) -> None:
        self._view, self._editions, self._tasks, self._changed = view, editions, tasks, changed
        self._offered: Offered | None = None

    def read(self) -> None:
        self._tasks.run(self._editions.standing, self._show, self._fail)

    def look(self, file: str) -> None:
        """Show what a file would change; ``file`` "" means that the person changed their mind."""
        if file:
            self._tasks.run(lambda: self._editions.look(_read(Path(file))), self._show_offered, self._fail)

    def take(self) -> None:
        """Use what was shown."""
        if self._offered is None:
            return
        offered = self._offered
        self._tasks.run(
            lambda: self._editions.take(offered.text), lambda changes: self._taken(offered, changes), self._fail
        )

    def leave(self) -> None:
        """Leave everything as it is."""
        self._offered = None
        self._view.show_offered(None)

    def remove(self) -> None:
        self._tasks.run(self._editions.remove, self._removed, self._fail)

    def _show(self, standing: Standing) -> None:
        rows: list[Row] = [
            (
                tr("The country’s edition"),
                tr("{title}, in force from {day}", title=standing.title, day=times.day(standing.in_force_from)),
                "",
            )
        ]
        local = standing.local
        if local is None:
            rows.append((tr("Your area’s own"), tr("None is used"), ""))
        else:
            rows.append((tr("Your area’s own"), local.title, ""))
            rows.append((tr("Written by"), local.publisher, ""))
            rows.append((tr("In use"), _use(standing), ""))
            rows.append(
                (tr("Taken in"), tr("{when} by {who}", when=_day(standing.taken_at), who=standing.taken_by), "")
            )
        rows += [(one.label, _reach(one), "") for one in standing.contacts]
        self._view.show_standing(rows, removable=local is not None)

    def _show_offered(self, offered: Offered) -> None:
        self._offered, local = offered, offered.local
        about = tr("{publisher}. In force from {day}.", publisher=local.publisher, day=times.day(local.in_force_from))
        rows = tuple((one.what, one.after or tr("Nothing"), one.before) for one in offered.changes)
        self._view.show_offered(OfferedScreen(local.title, about, rows))

    def _taken(self, offered: Offered, changes: Changes) -> None:
        self.leave()
        said = tr("What you write from now on names it. What was written before stays as it was.")
        self._view.show_notice("success", tr("{title} is taken in", title=offered.local.title), said)
        self._changed(changes)
        self.read()

    def _removed(self, changes: Changes) -> None:
        said = tr("What was written under your area’s own edition still names it.")
        self._view.show_notice("success", tr("The country’s edition is used alone again"), said)
        self._changed(changes)
        self.read()

    def _fail(self, error: Exception) -> None:
        said = say(error)
        self.leave()
        if type(error).__name__ == "LocalEditionInvalid":
            where = tr("In the file: {where}.", where=str(error))
            self._view.show_notice("danger", said.happened, f"{where} {said.safe} {said.next}")
            return
        self._view.show_failure(said)


def _use(standing: Standing) -> str:
    if standing.local is None or not standing.problem:
        return tr("Yes")
    if standing.problem == NOT_YET:
        return tr("From {day}", day=times.day(standing.local.in_force_from))
    return tr("No: it is made for another edition of the country’s. Ask for a newer file.")


def _reach(contact: Contact) -> str:
    return "\n".join(part for part in (contact.name, contact.number, contact.mail, contact.hours) if part)


def _day(at: str) -> str:
    return times.day(datetime.fromisoformat(at).date()) if at else ""


def _read(path: Path) -> bytes:
    """The file, no more of it than is looked at."""
    with path.open("rb") as file:
        return file.read(LARGEST + 1)
