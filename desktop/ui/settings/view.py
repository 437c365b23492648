"""The settings page, in cards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.records import Profile
from desktop.services.pages.fields import Choice
from desktop.services.preference_values import Preferences
from desktop.ui.language import mark, tr
from desktop.ui.page import Page
from desktop.ui.settings.cards import (
    ContactsCard,
    GuidanceCard,
    LockingCard,
    PassphraseCard,
    RecoveryCard,
    SafekeepingCard,
    TellingCard,
)
from desktop.ui.settings.contents import Contents
from desktop.ui.settings.locking import LockingPresenter
from desktop.ui.settings.presenter import SettingsPresenter
from desktop.ui.settings.safekeeping import SafekeepingPresenter
from desktop.ui.slices import Slices, appear
from desktop.ui.theme import PALETTES, TEXT_SIZES
from desktop.ui.widgets.boxes import Card
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.choice_questions import ChoiceQuestion
from desktop.ui.widgets.summary_list import SummaryList, SummaryRow
from desktop.ui.widgets.text import Text

ABOUT = mark(
    "Guardbook supports your area's safeguarding procedures and does not replace them. If a child is in immediate danger, ring 999."
)


class SettingsPage(Page):
    """``palette`` and ``percent`` are the looks in use. Set the three presenters before it is shown."""

    def __init__(
        self,
        palette: str = "light",
        percent: int = 100,
        version: str = "",
        *,
        guidance: GuidanceCard | None = None,
        screenshots: str = "",
    ) -> None:
        super().__init__(tr("Settings"))
        self.presenter: SettingsPresenter | None = None
        self.safekeeping: SafekeepingPresenter | None = None
        self.locking: LockingPresenter | None = None
        self.contents = self.add(Contents(self, self.finish))
        self.busy = self.add(Text("", "muted"))
        self.busy.hide()
        self.stop = Button(tr("Stop"), on=lambda: self._keep_safe(lambda p: p.under_way.stop()))
        self.add(self.stop)
        self.stop.hide()
        self._progress = QTimer(self)
        self._progress.setInterval(250)
        self._progress.timeout.connect(lambda: self._keep_safe(lambda p: self.busy.setText(p.under_way.how_far())))
        self._make_profile()
        self._make_looks(palette, percent)
        below = self.add(QWidget())
        self._below = QVBoxLayout(below)
        self._below.setContentsMargins(0, 0, 0, 0)
        self._below.setSpacing(22)
        self.lock, self.telling, self.contacts = LockingCard(screenshots), TellingCard(), ContactsCard()
        self.safe, self.recovery, self.secret = SafekeepingCard(), RecoveryCard(), PassphraseCard()
        self._chosen = Preferences()
        self._connect()
        about = self._about(version)
        later = [
            self.contacts,
            self.lock,
            self.safe,
            self.recovery,
            self.secret,
            self.telling,
            *([guidance] if guidance else []),
            about,
        ]
        for card in later:
            self.know(card)
        self.contents.list(later)
        self._slices = Slices(self)
        self._slices.begin(appear(self._below, later))

    def entered(self) -> None:
        self._ask(lambda p: p.read())
        self._keep_safe(lambda p: p.read())
        self._lock(lambda p: p.read())
        self.text_size.take_focus()

    def ready(self) -> bool:
        return not self._slices.busy()

    def finish(self) -> None:
        """Set the cards that are still to come in their place."""
        self._slices.finish()

    def show_profile(self, profile: Profile) -> None:
        self.profile.set_rows(
            [
                SummaryRow(tr("Name"), profile.name),
                SummaryRow(tr("Role"), profile.role_title),
                SummaryRow(tr("Organisation"), profile.organisation),
            ]
        )
        self.contacts.set_contacts(profile.contacts)

    def show_preferences(self, chosen: Preferences) -> None:
        self._chosen = chosen
        self.lock.show_preferences(chosen)
        self.telling.show_preferences(chosen)

    def show_last_backup(self, said: str) -> None:
        self.safe.last.setText(said)

    def show_recovery(self, said: str, follows: str) -> None:
        self.recovery.said.setText(said)
        self.recovery.follows.setText(follows)

    def show_busy(self, what: str, *, stoppable: bool = False) -> None:
        """Say what is being done; ``stoppable`` offers a way to stop it and follows how far it is. "" ends it."""
        self.busy.setText(what)
        self.busy.setVisible(bool(what))
        self.stop.setVisible(stoppable)
        (self._progress.start if stoppable else self._progress.stop)()
        for button in (self.safe.back_up, self.safe.verify, self.secret.change):
            button.setEnabled(not what)
        if what:
            QTimer.singleShot(0, self, lambda: self.bring(self.busy))

    def show_notice(self, kind: str, title: str, text: str = "") -> None:
        """Said in the card that was worked in, where the eye is."""
        super().show_notice(kind, title, text)
        if title or text:
            QTimer.singleShot(0, self, lambda: self.bring(self.notice))

    def _stand_in(self, card: Card) -> None:
        """What comes of the next thing is said at the end of this card."""
        for part in (self.busy, self.stop, self.notice):
            card.add(part)

    def forget_secrets(self) -> None:
        self.secret.forget()

    def forget_pin(self) -> None:
        self.lock.forget()

    def _make_profile(self) -> None:
        card = self.add(Card(tr("Who keeps this record book")))
        self.profile = SummaryList(blank="")
        card.add(self.profile)
        self.membership = Button(tr("Your partnership"), on=lambda: self._ask(lambda p: p.go("membership")))
        card.add(ActionBar(self.membership))

    def _make_looks(self, palette: str, percent: int) -> None:
        card = self.add(Card(tr("Text and colours")))
        self.text_size = ChoiceQuestion(
            "size", tr("Text size"), [Choice(str(n), f"{n} %") for n in TEXT_SIZES], inline=True
        )
        self.text_size.set_value(str(percent))
        self.colours = ChoiceQuestion(
            "palette", tr("Colours"), [Choice(c.name, tr(c.title)) for c in PALETTES.values()], inline=True
        )
        self.colours.set_value(palette)
        card.add(self.text_size)
        card.add(self.colours)
        card.add(Text(tr("Nothing on these screens moves or fades, so there is no motion to switch off."), "hint"))
        for question in (self.text_size, self.colours):
            question.changed.connect(self._look)

    def _about(self, version: str) -> Card:
        about = Card(tr("About Guardbook"))
        about.add(Text(tr(ABOUT)))
        about.add(Text(tr("Version {version}", version=version) if version else "", "small"))
        self.diagnostics = Button(
            tr("Facts for whoever looks after this computer"), on=lambda: self._ask(lambda p: p.go("diagnostics"))
        )
        about.add(ActionBar(self.diagnostics))
        return about

    def _connect(self) -> None:
        for card, asked in (
            (self.contacts, self.contacts.keep.pressed), (self.safe, self.safe.back_up.pressed), (self.safe, self.safe.verify.pressed),
            (self.secret, self.secret.change.pressed),
        ):  # fmt: skip
            asked.connect(lambda card=card: self._stand_in(card))
        self.contacts.keep.clicked.connect(lambda _checked=False: self._change_contacts())
        self.safe.back_up_asked.connect(lambda folder: self._keep_safe(lambda p: p.back_up(folder)))
        self.safe.verify.clicked.connect(lambda _checked=False: self._keep_safe(lambda p: p.verify()))
        self.recovery.more.clicked.connect(lambda _checked=False: self._ask(lambda p: p.go("recovery")))
        self.secret.change.clicked.connect(lambda _checked=False: self._change_passphrase())
        self.lock.chosen.connect(self._prefer)
        self.lock.pin_set.connect(lambda pin, again: self._lock(lambda p: p.pin(pin, again)))
        self.lock.pin_taken_back.connect(lambda: self._lock(lambda p: p.take_pin_back()))
        self.telling.chosen.connect(lambda on: self._prefer(replace(self._chosen, notify=on)))
        self.telling.calendar_asked.connect(lambda file: self._lock(lambda p: p.save_calendar(file)))

    def _prefer(self, chosen: Preferences) -> None:
        self._chosen = Preferences(chosen.resting, chosen.writing, self.telling.notify.value())
        self._lock(lambda p: p.prefer(self._chosen))

    def _look(self) -> None:
        if self.text_size.value() and self.colours.value():
            above = self._height_of_looks()
            self._ask(lambda p: p.look(self.colours.value(), int(self.text_size.value())))
            QTimer.singleShot(0, self, lambda: self._stay_at(above))

    def _height_of_looks(self) -> int:
        return self.text_size.mapTo(self.paper.viewport(), QPoint(0, 0)).y()

    def _stay_at(self, above: int) -> None:
        """Other letters, other heights: the question that was answered stays where it was on the screen."""
        bar = self.paper.verticalScrollBar()
        bar.setValue(bar.value() + self._height_of_looks() - above)

    def _change_contacts(self) -> None:
        c = self.contacts
        self._ask(lambda p: p.change_contacts(c.answers(), c.lado_name.value(), c.lado_number.value()))

    def _change_passphrase(self) -> None:
        c = self.secret
        self._ask(lambda p: p.change_passphrase(c.old.value(), c.new.value(), c.again.value(), c.known.value()))

    def _ask(self, what: Callable[[SettingsPresenter], None]) -> None:
        if self.presenter is not None:
            what(self.presenter)

    def _keep_safe(self, what: Callable[[SafekeepingPresenter], None]) -> None:
        if self.safekeeping is not None:
            what(self.safekeeping)

    def _lock(self, what: Callable[[LockingPresenter], None]) -> None:
        if self.locking is not None:
            what(self.locking)
