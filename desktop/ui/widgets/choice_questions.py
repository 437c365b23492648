"""Questions answered by choosing. "I do not know" is a choice like any other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from desktop.services.pages.fields import Choice
from desktop.ui.choice_words import translated
from desktop.ui.language import mark, tr
from desktop.ui.widgets.buttons import FlowLayout
from desktop.ui.widgets.options import Radio, Tick
from desktop.ui.widgets.question import Question
from desktop.ui.widgets.spoken import say_now
from desktop.ui.widgets.text import Text

_YES_NO_UNKNOWN = (Choice("yes", mark("Yes")), Choice("no", mark("No")), Choice("unknown", mark("I do not know")))


def yes_no_unknown() -> tuple[Choice, ...]:
    """Return the three answers; their codes are the values of ``desktop.domain.records.Answer``."""
    return translated(_YES_NO_UNKNOWN)


class ChoiceQuestion(Question):
    """One of several; ``inline`` sets short ones side by side. ``reveal`` shows a further question under a choice while it is chosen."""

    def __init__(
        self,
        name: str,
        label: str,
        choices: Sequence[Choice],
        hint: str = "",
        *,
        optional: bool = False,
        big: bool = False,
        inline: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, label, hint, optional=optional, big=big, parent=parent)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        self.box.addLayout(self._rows)
        self._beside = FlowLayout(gap=8) if inline else None
        if self._beside is not None:
            self._rows.addLayout(self._beside)
        self._group = QButtonGroup(self)
        self._radios: dict[str, Radio] = {}
        self._revealed: dict[str, QWidget] = {}
        self.set_choices(choices)
        self._group.buttonToggled.connect(self._toggled)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Replace the choices; the answer is kept when its code is still there."""
        kept = self.value() if self._radios else ""
        for radio in self._radios.values():
            self._group.removeButton(radio)
            (self._beside or self._rows).removeWidget(radio)
            radio.deleteLater()
        self._radios = {}
        self._controls = []
        for choice in choices:
            radio = Radio(choice.label, choice.hint)
            self._radios[choice.code] = radio
            self._group.addButton(radio)
            (self._beside or self._rows).addWidget(radio)
            self._controls.append(radio)
            radio.setAccessibleName(f"{self.label_text}: {choice.label}")
        self.set_value(kept)

    def reveal(self, code: str, widget: QWidget) -> None:
        """Show ``widget`` under the choice ``code`` while it is the answer."""
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(40, 4, 0, 10)
        inner.addWidget(widget)
        below = self._rows.count() if self._beside else self._rows.indexOf(self._radios[code]) + 1
        self._rows.insertWidget(below, holder)
        self._revealed[code] = holder
        holder.setVisible(self.value() == code)

    def speak_as(self, of: str) -> None:
        """Say ``of`` before every choice: a form that asks the same in several rows says which row."""
        for control in self._controls:
            control.setAccessibleName(f"{of}: {control.accessibleName()}")

    def first_control(self) -> QWidget:
        return next((r for r in self._radios.values() if r.isChecked()), self._controls[0])

    def value(self) -> str:
        """The chosen code, or ``""``."""
        return next((code for code, radio in self._radios.items() if radio.isChecked()), "")

    def set_value(self, code: str) -> None:
        self._group.setExclusive(False)
        for each, radio in self._radios.items():
            radio.setChecked(each == code)
        self._group.setExclusive(True)

    def _toggled(self) -> None:
        for code, holder in self._revealed.items():
            opens = self._radios[code].isChecked() and holder.isHidden()
            holder.setVisible(self._radios[code].isChecked())
            if opens and self._radios[code].hasFocus():
                say_now(" ".join(shown.text() for shown in holder.findChildren(Text) if shown.isVisibleTo(holder)))
        self.changed.emit()


class ChecksQuestion(Question):
    """Any number of several."""

    def __init__(
        self,
        name: str,
        label: str,
        choices: Sequence[Choice],
        hint: str | None = None,
        *,
        optional: bool = False,
        big: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        hint = tr("Choose all that apply.") if hint is None else hint
        super().__init__(name, label, hint, optional=optional, big=big, parent=parent)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        self.box.addLayout(self._rows)
        self._ticks: dict[str, Tick] = {}
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Replace the choices; ticks are kept where the code is still there."""
        kept = self.value()
        for tick in self._ticks.values():
            self._rows.removeWidget(tick)
            tick.deleteLater()
        self._ticks = {}
        self._controls = []
        for choice in choices:
            tick = Tick(choice.label, choice.hint)
            tick.setChecked(choice.code in kept)
            tick.toggled.connect(lambda _on: self.changed.emit())
            tick.setAccessibleName(f"{self.label_text}: {choice.label}")
            self._ticks[choice.code] = tick
            self._rows.addWidget(tick)
            self._controls.append(tick)

    def value(self) -> tuple[str, ...]:
        """The ticked codes, in the order shown."""
        return tuple(code for code, tick in self._ticks.items() if tick.isChecked())

    def set_value(self, codes: Iterable[str]) -> None:
        wanted = set(codes)
        for code, tick in self._ticks.items():
            tick.setChecked(code in wanted)


class TickQuestion(Question):
    """A single tick box; its text is the question."""

    def __init__(self, name: str, label: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, label, hint, parent=parent)
        self.label.hide()
        self.hint.hide()
        self.tick = Tick(label, hint)
        self.tie(self.tick)
        self.box.addWidget(self.tick)
        self.tick.toggled.connect(lambda _on: self.changed.emit())

    def value(self) -> bool:
        return self.tick.isChecked()

    def set_value(self, ticked: bool) -> None:
        self.tick.setChecked(ticked)
