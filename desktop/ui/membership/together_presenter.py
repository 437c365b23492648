"""What members do together: let a colleague open earlier letters, make a desk's next key, sign a change that needs two.

Rules this module keeps: nobody signs a change before it was shown in words and they said that they talked about it;
no computer is taken out before it was said whose it is and what happens, and a person said yes to that;
everything is done on the worker; files are read and written by the person's choice.
"""

from __future__ import annotations

from collections.abc import Callable

from desktop.domain.statements import Changes
from desktop.services.pages.fields import Missing
from desktop.ui.language import mark, tr
from desktop.ui.membership.handing_on import CHANGE, LIST
from desktop.ui.membership.presenter import read
from desktop.ui.membership.together_parts import (
    Countersigning,
    DeskKeys,
    Membership,
    Signed,
    Summary,
    TakingOut,
    Together,
    View,
)
from desktop.ui.messages import say
from desktop.ui.tasks import Runs


class TogetherPresenter:
    """``offer`` asks where a file goes and writes it there; ``changed`` is told what changed."""

    def __init__(
        self,
        view: View,
        desk_keys: DeskKeys,
        countersigning: Countersigning,
        membership: Membership,
        tasks: Runs,
        offer: Callable[[bytes, str, str, str], None],
        changed: Callable[[Changes], None],
    ) -> None:
        self._view, self._keys, self._signing, self._membership = view, desk_keys, countersigning, membership
        self._tasks, self._offer, self._changed = tasks, offer, changed
        self._proposal: Summary | None = None
        self._people: dict[str, str] = {}
        self._leaving: tuple[str, str] | None = None

    def read(self) -> None:
        self._tasks.run(self._together, self._show, self._fail)

    def grant(self, device: str, person: str) -> None:
        """Let a colleague open the desk's earlier letters."""
        self._tasks.run(lambda: self._keys.grant(device), lambda changes: self._granted(changes, person), self._fail)

    def propose_key(self) -> None:
        self._tasks.run(self._keys.propose, self._key_proposed, self._fail)

    def list_keys(self) -> None:
        self._tasks.run(
            self._membership.list_desk_keys,
            lambda content: self._offer(content, LIST, tr("The key is in the list"), tr(LISTED)),
            self._fail,
        )

    def share_administration(self, device: str) -> None:
        if not device:
            self._view.show_problems([Missing("other", tr("Choose the person"))])
            return
        self._view.show_problems(())
        self._tasks.run(lambda: self._signing.share_administration(device), self._signed, self._fail)

    def withdraw(self, device: str, how: str) -> None:
        """Ask before it is done. ``how``: "left", or "lost" when somebody else may have the computer."""
        problems = [] if device else [Missing("leaver", tr("Choose the person"))]
        problems += [] if how else [Missing("how", tr("Say why"))]
        self._view.show_problems(problems)
        if problems:
            return
        self._leaving = device, how
        whose = self._people.get(device, "")
        self._view.ask_taking_out(
            TakingOut(
                tr("Take out the computer of {person}?", person=whose),
                tr(IS_LOST if how == LOST else HAS_LEFT),
                tr("Yes, take out the computer of {person}", person=whose),
            )
        )

    def leave_in(self) -> None:
        """Not yes: nothing was signed."""
        self._leaving = None
        self._view.ask_taking_out(None)

    def take_out(self) -> None:
        """Yes to what was asked: now it is signed."""
        if self._leaving is None:
            return
        (device, how), self._leaving = self._leaving, None
        self._view.ask_taking_out(None)
        whose = self._people.get(device, "")
        self._tasks.run(
            lambda: self._membership.withdraw(device, compromised=how == LOST),
            lambda content: self._withdrawn(content, whose),
            self._fail,
        )

    def open_proposal(self, file: str) -> None:
        if file:
            self._tasks.run(lambda: self._signing.read(read(file)), self._got_proposal, self._fail)

    def countersign(self, *, talked: bool) -> None:
        proposal = self._proposal
        if proposal is None:
            return
        if not talked:
            self._view.show_problems([Missing("talked", tr("Talk to the person who prepared it, then tick the box"))])
            return
        self._view.show_problems(())
        self._tasks.run(lambda: self._signing.countersign(proposal.content), self._signed, self._fail)

    # inside

    def _together(self) -> Together:
        return Together(
            tuple(self._keys.waiting()),
            bool(self._keys.needing_a_key()),
            tuple(self._keys.asked()),
            self._signing.waiting(),
            tuple(self._signing.others()),
            tuple(self._membership.people()),
        )

    def _show(self, together: Together) -> None:
        self._people = dict(together.people)
        self._view.show_together(together)
        self._got_proposal(together.proposal)

    def _got_proposal(self, summary: Summary | None) -> None:
        self._proposal = summary
        self._view.show_proposal(summary)

    def _granted(self, changes: Changes, person: str) -> None:
        self._view.show_notice(
            "success",
            tr("{person} can open earlier letters soon", person=person),
            tr("The key goes to them with the next letters that are sent."),
        )
        self._changed(changes)
        self.read()

    def _key_proposed(self, changes: Changes) -> None:
        self._view.show_notice("success", tr("The next key is made"), tr(PROPOSED))
        self._changed(changes)
        self.read()

    def _signed(self, signed: Signed) -> None:
        if signed.proposal:
            self._offer(signed.content, CHANGE, tr("The change waits for a second signature"), tr(WAITS))
        else:
            self._offer(signed.content, LIST, tr("The change is signed by both"), tr(IN_FORCE))
        self.read()

    def _withdrawn(self, content: bytes, whose: str) -> None:
        self._view.clear_taking_out()
        self._offer(content, LIST, tr("The computer of {person} counts no more", person=whose), tr(GONE))
        self.read()

    def _fail(self, error: Exception) -> None:
        self._view.show_failure(say(error))


LEFT, LOST = "left", "lost"
IS_LOST = mark(
    "Lost or stolen: from now on nothing that comes from this computer is believed, no letter is sealed to it, and it fetches none. "
    "What it sent before stays good. You sign this, and it cannot be undone: when the computer is found, it joins anew."
)
HAS_LEFT = mark(
    "They left, or use it no more: from now on no letter is sealed to this computer, and it sends and fetches none. What was "
    "recorded on it stays good and stays where it is. You sign this, and it cannot be undone: to use it again, it joins anew."
)
GONE = mark(
    "It counts from the moment this directory reaches the area's letter service: send and fetch letters now. When two "
    "people look after the partnership, the other one may have to sign it first: it then stands above as a change."
)
WAITS = mark(
    "Give this file to another person who looks after the partnership. Nothing changes before they sign it too."
)
IN_FORCE = mark("Send this directory file to everyone, or send and fetch letters now: then it goes by itself.")
LISTED = mark("Letters are sealed to the new key as soon as this directory has reached the people who write them.")
PROPOSED = mark(
    "The people who look after the partnership put it in the list. Until then letters still reach each of you."
)
