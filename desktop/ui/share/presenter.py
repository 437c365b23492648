"""Share with the area, or decide not to, and say why.

Rules this module keeps:

* nothing is sent that the preview did not show; changing anything after the preview asks for it again;
* what must not be disclosed is shown locked, and a record with a wall starts unticked;
* deciding not to share has the same weight: its reasons are asked and kept;
* "sent" is never said: a sealed letter waits until a receipt proves that it was delivered.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from desktop.domain.records import SharingEntry
from desktop.domain.statements import Changes
from desktop.services.pages import Decided, Missing, ShareableStatement, ShareChoices, SharePreview
from desktop.ui import times
from desktop.ui.messages import Said, say
from desktop.ui.tasks import Runs


@dataclass(frozen=True, slots=True)
class FieldBox:
    """One field with its checkbox. A locked one never leaves, and the screen says so."""

    name: str
    label: str
    text: str
    locked: bool


@dataclass(frozen=True, slots=True)
class StatementBox:
    id: str
    title: str
    written: str
    ticked: bool
    note: str
    fields: tuple[FieldBox, ...]


@dataclass(frozen=True, slots=True)
class PreviewGroup:
    """What leaves, or stays, of one statement: (label, text or why)."""

    title: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PreviewScreen:
    to: str
    people: tuple[str, ...]
    leaves: tuple[PreviewGroup, ...]
    stays: tuple[PreviewGroup, ...]
    warnings: tuple[str, ...]
    reasons: str
    button: str
    share: bool


@dataclass(frozen=True, slots=True)
class SharedScreen:
    title: str
    lines: tuple[str, ...]
    letters: bool


class ShareView(Protocol):
    def entry(self) -> SharingEntry: ...
    def show_busy(self, said: str) -> None: ...
    def show_choices(self, choices: ShareChoices, boxes: tuple[StatementBox, ...], note: str) -> None: ...
    def show_problems(self, problems: Sequence[Missing]) -> None: ...
    def show_preview(self, screen: PreviewScreen) -> None: ...
    def show_form(self) -> None: ...
    def show_done(self, screen: SharedScreen) -> None: ...
    def show_failure(self, said: Said) -> None: ...


class SharingService(Protocol):
    def choices(self, child_id: str) -> ShareChoices: ...
    def check(self, entry: SharingEntry) -> tuple[Missing, ...]: ...
    def preview(self, entry: SharingEntry) -> SharePreview: ...
    def decide(self, entry: SharingEntry) -> Decided: ...


class ShareSession(Protocol):
    @property
    def sharing(self) -> SharingService: ...


@dataclass(frozen=True, slots=True)
class ShareRoutes:
    open_child: Callable[[str], None]
    letters: Callable[[], None]
    told: Callable[[Changes], None]


class SharePresenter:
    """One decision about one child."""

    def __init__(self, view: ShareView, session: ShareSession, tasks: Runs, routes: ShareRoutes) -> None:
        self._view = view
        self._session = session
        self._tasks = tasks
        self._routes = routes
        self._child = ""
        self._shown: SharingEntry | None = None
        self._deciding = False

    def open(self, child: str) -> None:
        self._child = child
        self._shown, self._deciding = None, False
        self._view.show_busy("Reading the record…")

        def then(choices: ShareChoices) -> None:
            if child == self._child:
                boxes = tuple(_box(statement) for statement in choices.statements)
                self._view.show_choices(choices, boxes, "" if choices.recipients else NOT_JOINED)

        self._tasks.run(lambda: self._session.sharing.choices(child), then, self._failed)

    def review(self) -> None:
        """Check the form, then show exactly what would leave and what stays."""
        entry = self._view.entry()

        def work() -> tuple[tuple[Missing, ...], SharePreview | None]:
            missing = self._session.sharing.check(entry)
            return missing, None if missing or not entry.share else self._session.sharing.preview(entry)

        def then(result: tuple[tuple[Missing, ...], SharePreview | None]) -> None:
            missing, preview = result
            if missing:
                self._view.show_problems(missing)
                return
            self._shown = entry
            self._view.show_preview(_preview(entry, preview))

        self._tasks.run(work, then, self._failed)

    def back_to_form(self) -> None:
        self._shown = None
        self._view.show_form()

    def decide(self) -> None:
        """Sign the decision that was shown, and seal its letters."""
        entry = self._shown
        if entry is None or self._deciding:
            return
        self._deciding = True
        self._view.show_busy("Signing and sealing…" if entry.share else "Signing…")

        def then(decided: Decided) -> None:
            self._shown, self._deciding = None, False
            self._routes.told(decided.changes)
            self._view.show_done(_done(entry, decided))

        def failed(error: Exception) -> None:
            self._deciding = False
            self._failed(error)

        self._tasks.run(lambda: self._session.sharing.decide(entry), then, failed)

    def open_child(self) -> None:
        self._routes.open_child(self._child)

    def letters(self) -> None:
        self._routes.letters()

    def _failed(self, error: Exception) -> None:
        self._view.show_failure(say(error))


NOT_JOINED = (
    "This record book has not joined an area yet, so nothing can be sent from here. You can still record a decision. "
    "If a child may be at risk, ring."
)


def _box(statement: ShareableStatement) -> StatementBox:
    note = "Kept from some people. Tick it only if you are sure." if statement.walled else ""
    fields = tuple(FieldBox(name, label, text, withheld) for name, label, text, withheld in statement.fields)
    return StatementBox(
        statement.id,
        statement.title,
        f"Written {times.when(statement.written_at)}",
        not statement.walled,
        note,
        fields,
    )


def _groups(rows: tuple[tuple[str, str, str], ...]) -> tuple[PreviewGroup, ...]:
    gathered: dict[str, list[tuple[str, str]]] = {}
    for title, label, text in rows:
        gathered.setdefault(title, []).append((label, text))
    return tuple(PreviewGroup(title, tuple(pairs)) for title, pairs in gathered.items())


def _preview(entry: SharingEntry, preview: SharePreview | None) -> PreviewScreen:
    if preview is None:
        return PreviewScreen("", (), (), (), (), entry.reasons, "Sign: do not share", share=False)
    return PreviewScreen(
        preview.to,
        preview.people,
        _groups(preview.leaves),
        _groups(preview.stays),
        preview.warnings,
        entry.reasons,
        f"Sign and send to {preview.to}",
        share=True,
    )


def _done(entry: SharingEntry, decided: Decided) -> SharedScreen:
    if not entry.share:
        return SharedScreen(
            "Decision kept: not shared",
            ("Nothing has left this record book.", "The decision and your reasons are on the child’s page."),
            letters=False,
        )
    return SharedScreen(
        "Signed, sealed and waiting to leave",
        (
            "It has not reached anyone yet. It goes by itself when the area can be reached.",
            "Letters shows when it is delivered, and when a person has opened it.",
            "If a child may be in danger, ring. Do not wait for an answer here.",
        ),
        letters=bool(decided.letters),
    )
