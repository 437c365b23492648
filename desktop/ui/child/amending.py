"""Correct or add to what was signed: one field, with a reason, and who said so.

Rules this module keeps:

* nothing signed is changed: the old text stays readable beside the new one;
* an amendment has a reason; "as told by" keeps whose correction it is when the typist only passes it on;
* a field with several rows (words, who was told, family) keeps its rows: lines that were not touched stay as they were.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Protocol

from desktop.domain.records import Answer, ChildEntry, ConcernEntry, Quote, When
from desktop.domain.statements import Changes, Json
from desktop.services.pages import Choice, ConcernPage, Missing
from desktop.ui.concern.wording import ANSWERS, asked
from desktop.ui.messages import Said, say
from desktop.ui.tasks import Runs

YES_NO = tuple(Choice(code, words) for code, words in ANSWERS.items())
CHILD_LABELS = {
    "given_names": "Given names",
    "family_name": "Family name",
    "known_as": "Known as",
    "born": "Date of birth",
    "expected": "Expected date of birth",
    "sex": "Sex",
    "address": "Address",
    "postcode": "Postcode",
    "nhs_number": "NHS number",
    "upn": "Unique pupil number (UPN)",
    "setting": "School, nursery or club",
    "address_withheld": "The address and school must not be disclosed",
    "language": "First language",
}
CONCERN_FIELDS = (
    "happened",
    "place",
    "seen",
    "marks",
    "words",
    "questions",
    "reported",
    "opinion",
    "mobile",
    "category",
    "level",
    "level_why",
    "safe_now",
    "safe_now_note",
    "done",
    "parents_told",
    "parents_told_why",
)
SHORT = frozenset({*CHILD_LABELS, "place"} - {"address"})
SEXES = (Choice("F", "Female"), Choice("M", "Male"), Choice("U", "Not known"))


@dataclass(frozen=True, slots=True)
class AmendField:
    """``kind``: "line", "text", "date", "when", "choice" or "lines" (one row a line)."""

    name: str
    label: str
    kind: str
    value: str | When
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Amendment:
    """What the person typed."""

    field: str
    value: str | When
    reason: str
    as_told_by: str


class AmendView(Protocol):
    def show_busy(self, said: str) -> None: ...
    def show_fields(self, title: str, fields: tuple[AmendField, ...], *, told_by: bool) -> None: ...
    def show_problems(self, problems: Sequence[Missing]) -> None: ...
    def show_failure(self, said: Said) -> None: ...


class AmendChildren(Protocol):
    def entry(self, child_id: str) -> ChildEntry: ...
    def amend(self, child_id: str, changes: Mapping[str, Json], reason: str) -> Changes: ...


class AmendConcerns(Protocol):
    def page(self, concern_id: str) -> ConcernPage: ...
    def amend(self, concern_id: str, changes: Mapping[str, object], reason: str, as_told_by: str = "") -> Changes: ...


class AmendSession(Protocol):
    @property
    def children(self) -> AmendChildren: ...
    @property
    def concerns(self) -> AmendConcerns: ...


@dataclass(frozen=True, slots=True)
class AmendRoutes:
    back: Callable[[str], None]  # the child's page
    told: Callable[[Changes], None]


class AmendPresenter:
    """``choices`` are the edition's: field name ("category", "level") to its choices."""

    def __init__(
        self,
        view: AmendView,
        session: AmendSession,
        tasks: Runs,
        routes: AmendRoutes,
        choices: Mapping[str, tuple[Choice, ...]],
    ) -> None:
        self._view = view
        self._session = session
        self._tasks = tasks
        self._routes = routes
        self._choices = choices
        self._family = self._record = self._child = ""
        self._entry: ChildEntry | ConcernEntry = ChildEntry()
        self._signing = False

    def open_child(self, child: str) -> None:
        """Amend who the child is."""
        self._family, self._record, self._child = "child", child, child

        def then(entry: ChildEntry) -> None:
            self._entry = entry
            shown = tuple(_child_field(name, label, entry) for name, label in CHILD_LABELS.items())
            self._view.show_fields("Correct the child’s details", shown, told_by=False)

        self._tasks.run(lambda: self._session.children.entry(child), then, self._failed)

    def open_concern(self, concern: str, child: str) -> None:
        """Amend one concern."""
        self._family, self._record, self._child = "concern", concern, child

        def then(page: ConcernPage) -> None:
            self._entry = page.entry
            self._child = page.child
            shown = tuple(_concern_field(name, page.entry, self._choices) for name in CONCERN_FIELDS)
            self._view.show_fields("Amend this concern", shown, told_by=True)

        self._tasks.run(lambda: self._session.concerns.page(concern), then, self._failed)

    def sign(self, amendment: Amendment, unreadable: Sequence[Missing] = ()) -> None:
        """Check and sign. A blank new text is an answer: it says that nothing should stand there."""
        problems = list(unreadable)
        if not amendment.field:
            problems.append(Missing("field", "Choose what to correct"))
        if not amendment.reason.strip():
            problems.append(Missing("reason", "Say why it is corrected"))
        self._view.show_problems(problems)
        if problems or self._signing:
            return
        self._signing = True
        self._view.show_busy("Signing…")

        def then(changes: Changes) -> None:
            self._signing = False
            self._routes.told(changes)
            self._routes.back(self._child)

        self._tasks.run(lambda: self._work(amendment), then, self._failed)

    def cancel(self) -> None:
        self._routes.back(self._child)

    def _work(self, amendment: Amendment) -> Changes:
        reason = amendment.reason.strip()
        if self._family == "child":
            return self._session.children.amend(self._record, self._child_changes(amendment), reason)
        value = _as_field(amendment, self._entry)
        return self._session.concerns.amend(
            self._record, {amendment.field: value}, reason, amendment.as_told_by.strip()
        )

    def _child_changes(self, amendment: Amendment) -> dict[str, Json]:
        value = str(amendment.value)
        if amendment.field == "address_withheld":
            return {amendment.field: value == Answer.YES}
        changes: dict[str, Json] = {amendment.field: value}
        other = {"born": "expected", "expected": "born"}.get(amendment.field)
        if other and value and isinstance(self._entry, ChildEntry) and asdict(self._entry)[other]:
            changes[other] = ""  # a date of birth and an expected date never stand together
        return changes

    def _failed(self, error: Exception) -> None:
        self._signing = False
        self._view.show_failure(say(error))


def _child_field(name: str, label: str, entry: ChildEntry) -> AmendField:
    value = str(asdict(entry)[name])
    if name == "address_withheld":
        return AmendField(name, label, "choice", Answer.YES if entry.address_withheld else Answer.NO, YES_NO[:2])
    if name in ("born", "expected"):
        return AmendField(name, label, "date", value)
    if name == "sex":
        return AmendField(name, label, "choice", value, SEXES)
    return AmendField(name, label, "line" if name in SHORT else "text", value)


def _concern_field(name: str, entry: ConcernEntry, choices: Mapping[str, tuple[Choice, ...]]) -> AmendField:
    label = asked(name).short
    value = getattr(entry, name)
    if isinstance(value, When):
        return AmendField(name, label, "when", value)
    if name in ("words", "reported"):
        return AmendField(name, label, "lines", "\n".join(_flat(row.words) for row in value))
    if name in choices:
        return AmendField(name, label, "choice", str(value), choices[name])
    if name in ("mobile", "safe_now", "parents_told"):
        return AmendField(name, label, "choice", str(value), YES_NO)
    return AmendField(name, label, "line" if name in SHORT else "text", str(value))


def _flat(words: str) -> str:
    return " ".join(words.split())


def _as_field(amendment: Amendment, entry: ChildEntry | ConcernEntry) -> object:
    if amendment.field not in ("words", "reported") or not isinstance(amendment.value, str):
        return Answer(amendment.value) if amendment.value in tuple(Answer) else amendment.value
    before = {_flat(row.words): row for row in getattr(entry, amendment.field)}
    lines = [line.strip() for line in amendment.value.splitlines() if line.strip()]
    return tuple(before.get(line, Quote(line)) for line in lines)
