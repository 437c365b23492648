"""The settings page, in cards."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QDir, QTimer
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from desktop.domain.records import Profile
from desktop.services.pages import Choice
from desktop.ui.first_run.answers import Answers
from desktop.ui.first_run.parts import ContactQuestions
from desktop.ui.language import mark, tr
from desktop.ui.page import Page
from desktop.ui.settings.presenter import SettingsPresenter
from desktop.ui.slices import Slices, appear
from desktop.ui.theme import PALETTES, TEXT_SIZES
from desktop.ui.widgets.boxes import Card
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.choice_questions import ChoiceQuestion
from desktop.ui.widgets.summary_list import SummaryList, SummaryRow
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.text_questions import SecretQuestion

ABOUT = mark(
    "Guardbook supports your area's safeguarding procedures and does not replace them. If a child is in immediate danger, ring 999."
)


class SettingsPage(Page):
    """``palette`` and ``percent`` are the looks in use. Set ``presenter`` before it is shown."""

    def __init__(self, palette: str = "light", percent: int = 100, version: str = "") -> None:
        super().__init__(tr("Settings"))
        self.presenter: SettingsPresenter | None = None
        self.busy = self.add(Text("", "muted"))
        self.busy.hide()
        self.stop = Button(tr("Stop checking"), on=lambda: self._ask(lambda p: p.stop_verifying()))
        self.add(self.stop)
        self.stop.hide()
        self._progress = QTimer(self)
        self._progress.setInterval(250)
        self._progress.timeout.connect(lambda: self._ask(lambda p: self.busy.setText(p.checking())))
        self._later: list[Card] = []
        self._make_profile()
        self._make_looks(palette, percent)
        below = self.add(QWidget())
        self._below = QVBoxLayout(below)
        self._below.setContentsMargins(0, 0, 0, 0)
        self._below.setSpacing(22)
        self._make_contacts()
        self._make_keeping()
        self._make_passphrase()
        about = self._keep(Card(tr("About Guardbook")))
        about.add(Text(tr(ABOUT)))
        about.add(Text(tr("Version {version}", version=version) if version else "", "small"))
        self._slices = Slices(self)
        self._slices.begin(appear(self._below, self._later))

    def entered(self) -> None:
        self._ask(lambda p: p.read())
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

    def show_busy(self, what: str, *, stoppable: bool = False) -> None:
        """Say what is being done; ``stoppable`` offers a way to stop it and follows how far it is. "" ends it."""
        self.busy.setText(what)
        self.busy.setVisible(bool(what))
        self.stop.setVisible(stoppable)
        (self._progress.start if stoppable else self._progress.stop)()
        for button in (self.back_up, self.verify, self.change):
            button.setEnabled(not what)
        if what:
            self.to_top()

    def forget_secrets(self) -> None:
        for question in (self.old, self.new, self.again):
            question.set_value("")
        self.known.set_value("")

    def _keep(self, card: Card) -> Card:
        """A card that comes after the window has shown the first ones."""
        self._later.append(card)
        return card

    def _make_profile(self) -> None:
        card = self.add(Card(tr("Who keeps this record book")))
        self.profile = SummaryList(blank="")
        card.add(self.profile)
        self.membership = Button(tr("Your partnership"), on=lambda: self._ask(lambda p: p.membership()))
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
        for question in (self.text_size, self.colours):
            question.changed.connect(self._look)

    def _make_contacts(self) -> None:
        card = self._keep(Card(tr("Whom to ring when it is urgent")))
        self.contacts = ContactQuestions()
        card.add(self.contacts)
        self.keep_contacts = Button(tr("Keep these numbers"), on=self._change_contacts)
        card.add(ActionBar(self.keep_contacts))
        self.know(card)

    def _make_keeping(self) -> None:
        card = self._keep(Card(tr("Backup and checks")))
        card.add(
            Text(
                tr(
                    "A backup is one sealed file with everything in it. Keep it somewhere else: a USB stick, or another drive."
                )
            )
        )
        self.back_up = Button(tr("Back up to a folder"), on=self._back_up)
        self.verify = Button(tr("Verify my record book"), on=lambda: self._ask(lambda p: p.verify()))
        card.add(ActionBar(self.back_up, self.verify))
        card.add(
            Text(
                tr("Verifying reads every entry again and checks that it is unchanged and signed by who wrote it."),
                "hint",
            )
        )

    def _make_passphrase(self) -> None:
        card = self._keep(Card(tr("Passphrase")))
        self.old = SecretQuestion("old", tr("The passphrase you use now"))
        self.new = SecretQuestion(
            "new", tr("A new passphrase"), tr("At least 10 characters. Three or four words are good.")
        )
        self.again = SecretQuestion("again", tr("The new passphrase again"))
        self.known = ChoiceQuestion(
            "known",
            tr("Might someone know the old one?"),
            [Choice("no", tr("No")), Choice("yes", tr("Yes, or I am not sure"), tr("We then say what else to do."))],
        )
        self.change = Button(tr("Change my passphrase"), on=self._change_passphrase)
        for part in (self.old, self.new, self.again, self.known, ActionBar(self.change)):
            card.add(part)
        self.know(card)

    def _look(self) -> None:
        if self.text_size.value() and self.colours.value():
            self._ask(lambda p: p.look(self.colours.value(), int(self.text_size.value())))

    def _change_contacts(self) -> None:
        c = self.contacts
        answers = Answers(
            in_name=c.in_name.value(), in_number=c.in_number.value(), out_name=c.out_name.value(),
            out_number=c.out_number.value(), opens=c.opens.value(), closes=c.closes.value(),
        )  # fmt: skip
        self._ask(lambda p: p.change_contacts(answers))

    def _change_passphrase(self) -> None:
        self._ask(
            lambda p: p.change_passphrase(self.old.value(), self.new.value(), self.again.value(), self.known.value())
        )

    def _back_up(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, tr("Choose a folder for the backup"), QDir.homePath())
        self._ask(lambda p: p.back_up(folder))

    def _ask(self, what: Callable[[SettingsPresenter], None]) -> None:
        if self.presenter is not None:
            what(self.presenter)
