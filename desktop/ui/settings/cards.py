"""The cards of the settings page. Each asks, and says what was asked by a signal or a callback; none decides."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal

from desktop.domain.records import Contacts
from desktop.services.pages.fields import Choice
from desktop.services.preference_values import RESTING, WRITING, Preferences
from desktop.ui import files
from desktop.ui.first_run.answers import Answers
from desktop.ui.first_run.parts import ContactQuestions
from desktop.ui.language import tr
from desktop.ui.widgets.boxes import Card
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.choice_questions import ChoiceQuestion, TickQuestion
from desktop.ui.widgets.summary_list import SummaryList, SummaryRow
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.text_questions import SecretQuestion, TextQuestion

CALENDAR = "guardbook-time-limits.ics"  # it names nobody


class LockingCard(Card):
    """When the book locks by itself, and the day's PIN."""

    chosen = Signal(object)  # Preferences
    pin_set = Signal(str, str)
    pin_taken_back = Signal()

    def __init__(self, screenshots: str) -> None:
        super().__init__(tr("Locking"))
        self._preferences = Preferences()
        self.resting = ChoiceQuestion(
            "resting",
            tr("Lock when nobody has touched the computer for"),
            [Choice(str(n), tr("%n minute(s)", n=n)) for n in RESTING],
            inline=True,
        )
        self.writing = ChoiceQuestion(
            "writing",
            tr("In the middle of a recording, for"),
            [Choice(str(n), tr("%n minute(s)", n=n)) for n in WRITING],
            inline=True,
        )
        self.add(self.resting)
        self.add(self.writing)
        self.add(
            Text(
                tr(
                    "Also when the computer's screen is locked, it goes to sleep, or another person takes it. 30 seconds before, you can "
                    "say Stay. What you wrote is kept."
                ),
                "hint",
            )
        )
        self.pin = SecretQuestion(
            "pin",
            tr("A PIN for the rest of today"),
            tr(
                "At least four figures. It opens this record book after a lock until midnight, with three tries. It is kept in memory "
                "only, and is gone when Guardbook is closed."
            ),
        )
        self.pin_again = SecretQuestion("pin_again", tr("The PIN again"))
        self.set_pin = Button(tr("Use this PIN today"), on=self._set_pin)
        self.no_pin = Button(tr("Take the PIN back"), "link", self.pin_taken_back.emit)
        for part in (self.pin, self.pin_again, ActionBar(self.set_pin, self.no_pin), Text(screenshots, "hint")):
            self.add(part)
        for question in (self.resting, self.writing):
            question.changed.connect(self._changed)

    def show_preferences(self, chosen: Preferences) -> None:
        self._preferences = chosen
        for question, value in ((self.resting, chosen.resting), (self.writing, chosen.writing)):
            question.blockSignals(True)
            question.set_value(str(value))
            question.blockSignals(False)

    def forget(self) -> None:
        self.pin.set_value("")
        self.pin_again.set_value("")

    def _set_pin(self) -> None:
        self.pin_set.emit(self.pin.value(), self.pin_again.value())

    def _changed(self) -> None:
        resting, writing = self.resting.value(), self.writing.value()
        if resting and writing:
            self._preferences = replace(self._preferences, resting=int(resting), writing=int(writing))
            self.chosen.emit(self._preferences)


class TellingCard(Card):
    """What the desktop may say, and the calendar file."""

    chosen = Signal(bool)
    calendar_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__(tr("Reminders outside Guardbook"))
        self.notify = TickQuestion(
            "notify",
            tr("Let the desktop say that something needs me"),
            tr(
                "It says “Guardbook: something needs you” and no more, while the record book is open behind another window."
            ),
        )
        self.save = Button(tr("Save time limits for my calendar"), on=self._save)
        self.add(self.notify)
        self.add(ActionBar(self.save))
        self.add(
            Text(
                tr(
                    "The file has the dates of your open time limits and what the guidance calls them, without any name. Think who can "
                    "see your calendar before you open it there."
                ),
                "hint",
            )
        )
        self.notify.changed.connect(lambda: self.chosen.emit(self.notify.value()))

    def show_preferences(self, chosen: Preferences) -> None:
        self.notify.blockSignals(True)
        self.notify.set_value(chosen.notify)
        self.notify.blockSignals(False)

    def _save(self) -> None:
        self.calendar_asked.emit(files.save_as(self, tr("Save the calendar file"), CALENDAR, tr("Calendar (*.ics)")))


class ContactsCard(Card):
    """Whom to ring, in the area's own words."""

    def __init__(self) -> None:
        super().__init__(tr("Whom to ring when it is urgent"))
        self.contacts = ContactQuestions()
        self.lado_name = TextQuestion(
            "lado_name",
            tr("Whom to tell of an adult who works with children (LADO)"),
            tr("The area's designated officer. Their name or office; on the area's safeguarding website."),
            optional=True,
        )
        self.lado_number = TextQuestion("lado_number", tr("The LADO's number"), optional=True, width=22)
        self.keep = Button(tr("Keep these numbers"))
        heading = Text(tr("An allegation against an adult who works with children"), "subheading")
        for part in (self.contacts, heading, self.lado_name, self.lado_number, ActionBar(self.keep)):
            self.add(part)

    def set_contacts(self, contacts: Contacts) -> None:
        self.contacts.set_contacts(contacts)
        self.lado_name.set_value(contacts.lado_name)
        self.lado_number.set_value(contacts.lado_number)

    def answers(self) -> Answers:
        c = self.contacts
        return Answers(
            in_name=c.in_name.value(), in_number=c.in_number.value(), out_name=c.out_name.value(),
            out_number=c.out_number.value(), opens=c.opens.value(), closes=c.closes.value(),
        )  # fmt: skip


class SafekeepingCard(Card):
    """Backup and verifying."""

    back_up_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__(tr("Backup and checks"))
        self.last = Text("", "strong")
        self.add(self.last)
        self.add(
            Text(
                tr(
                    "A backup is one sealed file with everything in it. Keep it somewhere else: a USB stick, or another drive."
                )
            )
        )
        self.back_up = Button(tr("Back up to a folder"), on=self._back_up)
        self.verify = Button(tr("Verify my record book"))
        self.add(ActionBar(self.back_up, self.verify))
        self.add(
            Text(
                tr("Verifying reads every entry again and checks that it is unchanged and signed by who wrote it."),
                "hint",
            )
        )
        self.add(
            Text(
                tr(
                    "To restore a backup, lock this record book. On the page that opens it, choose “Start another record book, or restore a backup”."
                ),
                "hint",
            )
        )

    def _back_up(self) -> None:
        self.back_up_asked.emit(files.folder(self, tr("Choose a folder for the backup")))


class RecoveryCard(Card):
    """Who can open this record book besides its keeper."""

    def __init__(self) -> None:
        super().__init__(tr("If you cannot open this record book"))
        self.said = Text("", "strong")
        self.follows = Text("")
        self.more = Button(tr("What the organisation's words can do"))
        for part in (self.said, self.follows, ActionBar(self.more)):
            self.add(part)


class PassphraseCard(Card):
    """Changing the passphrase."""

    def __init__(self) -> None:
        super().__init__(tr("Passphrase"))
        self.known = ChoiceQuestion(
            "known",
            tr("Might someone know the passphrase you use now?"),
            [
                Choice("no", tr("No")),
                Choice(
                    "yes",
                    tr("Yes, or I am not sure"),
                    tr("Then the record book gets new keys as well: the button leads you there."),
                ),
            ],
        )
        self.old = SecretQuestion("old", tr("The passphrase you use now"))
        self.new = SecretQuestion(
            "new", tr("A new passphrase"), tr("At least 10 characters. Three or four words are good.")
        )
        self.again = SecretQuestion("again", tr("The new passphrase again"))
        self.change = Button(tr("Change my passphrase"))
        for part in (self.known, self.old, self.new, self.again, ActionBar(self.change)):
            self.add(part)
        self.known.changed.connect(self._known)

    def forget(self) -> None:
        for question in (self.old, self.new, self.again):
            question.set_value("")
        self.known.set_value("")

    def _known(self) -> None:
        """With new keys, the passphrase is changed there."""
        yes = self.known.value() == "yes"
        for question in (self.old, self.new, self.again):
            question.setVisible(not yes)
        self.change.say(tr("Make new keys") if yes else tr("Change my passphrase"))


class GuidanceCard(Card):
    """Which edition of the guidance is in force here, since when, and what it was made from. ``local`` is the area's own, or ""."""

    def __init__(self, title: str, since: str, sources: tuple[str, ...], notice: str, local: str = "") -> None:
        super().__init__(tr("Guidance edition"))
        rows = SummaryList(blank="")
        rows.set_rows(
            [
                SummaryRow(tr("Edition"), title),
                SummaryRow(tr("In force from"), since),
                SummaryRow(tr("Made from"), "\n".join(sources)),
                SummaryRow(tr("Your area’s own"), local or tr("None is used")),
            ]
        )
        self.add(rows)
        self.more = Button(tr("Your area’s own guidance"))
        self.add(ActionBar(self.more))
        self.add(Text(notice, "hint"))
