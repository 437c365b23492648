"""The partnership page: where one stands, joining by files, and the administrator's work."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer

from desktop.services.pages.fields import Choice
from desktop.services.pages.membership import RequestSummary, Standing
from desktop.ui.choice_words import translated
from desktop.ui.files import open_file, save_as
from desktop.ui.language import tr
from desktop.ui.membership.choices import REPLACED, ROLE_WORDS, ROLES
from desktop.ui.membership.founding import FoundingCard
from desktop.ui.membership.handing_on import Unsaved
from desktop.ui.membership.presenter import MembershipPresenter, Organisation
from desktop.ui.membership.together import TogetherCards
from desktop.ui.membership.together_parts import Summary, TakingOut, Together
from desktop.ui.membership.together_presenter import TogetherPresenter
from desktop.ui.page import Page
from desktop.ui.widgets.boxes import Card, Notice
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.choice_questions import ChoiceQuestion, TickQuestion
from desktop.ui.widgets.summary_list import SummaryList, SummaryRow
from desktop.ui.widgets.table import Row, Table
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.text_questions import TextQuestion


class MembershipPage(Page):
    """Set ``presenter`` before it is shown. ``choose`` gets a name and gives the place for a file, or ""."""

    def __init__(self, choose: Callable[[str], str] | None = None) -> None:
        super().__init__(tr("Your partnership"))
        self._choose = choose
        self.presenter: MembershipPresenter | None = None
        self.save = Button("", "primary", lambda: self._ask(lambda p: p.handing_on.save()))
        self.unsaved = self.add(Notice("warning", "", "", self.save))
        self.unsaved.hide()
        self.standing = self.add(SummaryList(blank=""))
        self._make_joining()
        self._make_directory()
        self._make_founding()
        self._make_inviting()
        self._make_admitting()
        self.presenter_together: TogetherPresenter | None = None
        self.together = self.add(TogetherCards(lambda: self.presenter_together))
        self.clear_taking_out = self.together.clear_taking_out
        self.know(self.together.other)
        for question in (self.together.talked, self.together.leaver, self.together.how):
            self.know(question)
        self.people = self.add(
            Table(
                tr("People in the partnership"), (tr("Person"), tr("Organisation"), tr("Six words")), widths=(3, 4, 5)
            )
        )
        for part in (
            self.joining,
            self.directory,
            self.founding,
            self.inviting,
            self.admitting,
            self.together,
            self.people,
        ):
            self.know(part)
            part.hide()

    def entered(self) -> None:
        self._ask(lambda p: p.read())
        if self.presenter_together is not None:
            self.presenter_together.read()

    # what the presenter shows

    def show_standing(self, standing: Standing, organisations: Sequence[Organisation]) -> None:
        rows = [SummaryRow(tr("Partnership"), standing.area if standing.joined else tr("Not joined yet"))]
        if standing.joined:
            rows += [
                SummaryRow(tr("Organisation"), standing.organisation),
                SummaryRow(tr("Role"), tr(ROLE_WORDS.get(standing.role, standing.role))),
            ]
        if standing.waiting:
            rows.append(SummaryRow(tr("Request"), tr("Made. The directory file has not come back yet.")))
        if standing.unproved:
            rows.append(SummaryRow(tr("Has not answered the first letter yet"), ", ".join(standing.unproved)))
        rows.append(SummaryRow(tr("Six words of this computer"), standing.words))
        self.standing.set_rows(rows)
        self.joining.setVisible(not standing.joined)
        self.directory.setVisible(standing.joined or standing.waiting)
        self.founding.setVisible(not standing.joined and not standing.waiting)
        for card in (self.inviting, self.admitting):
            card.setVisible(standing.administrator)
        self.keep_list.setVisible(standing.administrator)
        self.together.setVisible(standing.joined)
        self.together.both.setVisible(standing.administrator or standing.proposal)
        self.people.setVisible(bool(standing.devices))
        self.people.set_rows([Row(f"{n}", device) for n, device in enumerate(standing.devices)])
        self.organisation.set_choices([Choice(number, name) for number, name, _kind in organisations])

    def show_request_made(self, words: str) -> None:
        self.own_words.setText(words)
        self.own_words.setAccessibleName(tr("Six words: {words}", words=words))
        for part in (self.own_words, self.read_out):
            part.show()

    def show_request(self, summary: RequestSummary) -> None:
        rows = [
            SummaryRow(tr("Person"), summary.person),
            SummaryRow(tr("Role"), f"{summary.role_title} ({tr(ROLE_WORDS.get(summary.role, summary.role))})"),
            SummaryRow(tr("Organisation"), summary.organisation),
        ]
        if summary.replaces:
            said = tr("This replaces the lost computer of {person}", person=summary.replaces)
            rows.append(SummaryRow(tr("A restored record book"), said))
        self.request.set_rows(rows)
        self.words.setText(summary.words)
        for part in self._request_parts:
            part.show()
        self.replaced.setVisible(bool(summary.replaces))
        self.replaced.set_value("")
        self.compared.set_value(False)
        self.compared.take_focus()

    def show_together(self, together: Together) -> None:
        self.together.show_together(together)

    def show_proposal(self, summary: Summary | None) -> None:
        self.together.show_proposal(summary)

    def ask_taking_out(self, asked: TakingOut | None) -> None:
        self.together.ask_taking_out(asked)

    def show_unsaved(self, unsaved: Unsaved | None) -> None:
        """A signed file that has no place yet; its button stays until it has one."""
        self.unsaved.setVisible(unsaved is not None)
        if unsaved is None:
            return
        self.save.setText(unsaved.button)
        self.unsaved.say("warning", unsaved.title, unsaved.text)
        self.save.setFocus()

    def show_notice(self, kind: str, title: str, text: str = "") -> None:
        """Said at the top, and brought in sight once what was pressed has let go of the keyboard."""
        super().show_notice(kind, title, text)
        if title or text:
            QTimer.singleShot(0, self, self.to_top)

    def ask_where(self, name: str) -> str:
        if self._choose is not None:
            return self._choose(name)
        return save_as(self, tr("Choose where to keep the file"), name)

    # building

    def _make_joining(self) -> None:
        self.joining = self.add(Card(tr("Join a partnership")))
        self.joining.add(
            Text(
                tr(
                    "You need the invitation file from your area's safeguarding team. Opening it makes a request file to send back."
                )
            )
        )
        self.open_invitation = Button(
            tr("Open my invitation"), "primary", self._picking(tr("the invitation"), lambda p, f: p.open_invitation(f))
        )
        self.joining.add(ActionBar(self.open_invitation))
        self.read_out = Text(tr("Ring the person who invited you and read these six words out:"), "label")
        self.own_words = Text("", "code", selectable=True)
        for part in (self.read_out, self.own_words):
            part.hide()
            self.joining.add(part)

    def _make_directory(self) -> None:
        self.directory = self.add(Card(tr("Directory file")))
        self.directory.add(
            Text(
                tr(
                    "The directory says who belongs to the partnership. It comes by itself when the safeguarding team is reached, or as a file."
                )
            )
        )
        self.adopt = Button(
            tr("Take in a directory file"), on=self._picking(tr("the directory file"), lambda p, f: p.adopt(f))
        )
        self.keep_list = Button(tr("Save the list of people"), on=lambda: self._ask(lambda p: p.save_list()))
        self.keep_list.hide()
        self.directory.add(ActionBar(self.adopt, self.keep_list))

    def _make_founding(self) -> None:
        self.founding = self.add(
            FoundingCard(lambda card, listed, desk: self._ask(lambda p: p.found(card, listed, desk)))
        )

    def _make_inviting(self) -> None:
        self.inviting = self.add(Card(tr("Invite a person")))
        self.organisation = ChoiceQuestion("organisation", tr("Organisation"), ())
        self.role = ChoiceQuestion("role", tr("What will this person do?"), translated(ROLES))
        self.person = TextQuestion("person", tr("Their name"), optional=True)
        self.invite = Button(tr("Make the invitation"), on=self._invite)
        for part in (self.organisation, self.role, self.person, ActionBar(self.invite)):
            self.inviting.add(part)

    def _make_admitting(self) -> None:
        self.admitting = self.add(Card(tr("Admit a person")))
        self.read_request = Button(
            tr("Read a request file"), on=self._picking(tr("the request"), lambda p, f: p.read_request(f))
        )
        self.request = SummaryList(blank="")
        self.words = Text("", "code", selectable=True)
        self.compared = TickQuestion(
            "compared", tr("I rang this person on a number I know, and they read out the same six words")
        )
        self.admit = Button(
            tr("Admit this person"),
            "primary",
            lambda: self._ask(lambda p: p.admit(compared=self.compared.value(), replaced=self.replaced.value())),
        )
        self.replaced = ChoiceQuestion(
            "replaced",
            tr("What happened to the other computer?"),
            translated(REPLACED),
            hint=tr("Send and fetch letters before you admit them: what it sent until then stays good."),
        )
        self.admitting.add(ActionBar(self.read_request))
        ring = Notice(
            "info",
            tr("Ring this person before you admit them"),
            tr("Use a number you know, not one from a mail. The six words are:"),
        )
        self._request_parts = (self.request, ring, self.words, self.compared, self.replaced, self.admit)
        for part in self._request_parts:
            self.admitting.add(part)
            part.hide()

    def _invite(self) -> None:
        self._ask(lambda p: p.invite(self.organisation.value(), self.role.value(), self.person.value()))

    def _picking(self, what: str, then: Callable[[MembershipPresenter, str], None]) -> Callable[[], None]:
        def pick() -> None:
            file = open_file(self, tr("Choose {what}", what=what))
            self._ask(lambda p: then(p, file))

        return pick

    def _ask(self, what: Callable[[MembershipPresenter], None]) -> None:
        if self.presenter is not None:
            what(self.presenter)
