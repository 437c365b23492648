"""Letters: what waits, what went, what came, and how fresh this book is.

Rules this module keeps:

* a letter's state is never better than what is proved: delivered is the hub's receipt, opened is a person's statement;
* a letter that was set aside is shown with its reason and never hidden; once a person said that they have seen it,
  nothing warns of it any more, until it is refused for another reason;
* own copies travel silently: they are counted as waiting only when nothing else is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from desktop.domain.statements import Changes, Json
from desktop.language import tr
from desktop.services.book import OpenBook
from desktop.services.concern_pages import ConcernPages
from desktop.services.errors import NoSuchRecord
from desktop.services.outgoing import DESK, KEYS, OPENED, OWN_COPY
from desktop.services.pages.letters import Freshness, LetterRow
from desktop.services.shares import Shares
from desktop.services.stored import IncomingLetter, LetterState, OutboxRow
from desktop.services.times import moment_of
from desktop.services.walls import KEPT, share_is_walled

HUB_REACHED = "hub reached"  # setting: when the hub last answered, ISO
REPLACED = "SenderReplaced"  # why a lost computer's letter does not leave any more; its own copies need not
UNSEEN = frozenset({OWN_COPY, KEYS, OPENED})  # letters between computers, that nobody wrote
SEEN = "seen of those set aside"  # setting: the reason that was seen, by letter
OUT, IN = "out", "in"
WAITING = (LetterState.SEALED, LetterState.CARRIED)


class Letters:
    def __init__(self, book: OpenBook, shares: Shares, concerns: ConcernPages) -> None:
        self._book, self._shares, self._concerns = book, shares, concerns

    def outbox(self) -> tuple[LetterRow, ...]:
        """Letters to others, newest first; own copies are not shown."""
        letters = self._book.store.outbox()
        return tuple(self._out(one) for one in reversed(letters) if one.audience not in UNSEEN)

    def inbox(self) -> tuple[LetterRow, ...]:
        """Letters that were taken in, newest first; own copies are not shown."""
        letters = sorted(self._book.store.incoming(), key=lambda one: one.received_at, reverse=True)
        return tuple(self._in(one) for one in letters if not one.refused and one.audience not in UNSEEN)

    def set_aside(self) -> tuple[LetterRow, ...]:
        """Letters refused, in either direction; ``reason`` is the error's class name."""
        seen = self._seen()
        out = self._book.store.outbox(LetterState.SET_ASIDE)
        refused = [self._out(one) for one in out if one.audience not in UNSEEN or one.reason != REPLACED]
        refused += [self._in(one) for one in self._book.store.incoming(LetterState.SET_ASIDE)]
        told = (replace(row, seen=seen.get(row.bundle) == row.reason) for row in refused)
        return tuple(sorted(told, key=lambda row: row.written_at, reverse=True))

    def acknowledge(self, bundle_id: str) -> Changes:
        """Note that a person has seen this letter among those set aside. Raises NoSuchRecord when it is not."""
        aside = {row.bundle: row for row in self.set_aside()}
        if bundle_id not in aside:
            raise NoSuchRecord("no such letter among those set aside")
        seen: dict[str, Json] = {row.bundle: row.reason for row in aside.values() if row.seen}
        with self._book.writing() as sheet:
            sheet.writer.put_setting(SEEN, {**seen, bundle_id: aside[bundle_id].reason})
            sheet.add(Changes(families=frozenset({"letter"})))
        return sheet.changes

    def _seen(self) -> Mapping[str, Json]:
        kept = self._book.store.setting(SEEN)
        return kept if isinstance(kept, Mapping) else {}

    def waiting(self) -> tuple[LetterRow, ...]:
        """Letters to others that have no receipt yet, oldest first."""
        return tuple(self._out(one) for one in self._book.store.outbox(*WAITING) if one.audience not in UNSEEN)

    def letter(self, bundle_id: str) -> LetterRow:
        """Raises NoSuchRecord."""
        for one in self._book.store.outbox():
            if one.bundle == bundle_id:
                return self._out(one)
        letter = self._book.store.incoming_letter(bundle_id)
        if letter is None:
            raise NoSuchRecord("no such letter in this record book")
        return self._in(letter)

    def freshness(self) -> Freshness:
        """When the area was last reached, and how many letters to others have not left yet."""
        kept = self._book.store.setting(HUB_REACHED)
        return Freshness(
            joined=self._book.me is not None,
            reached_at=moment_of(kept) if isinstance(kept, str) else None,
            waiting=len(self.waiting()),
            area=self._book.area,
        )

    def _out(self, letter: OutboxRow) -> LetterRow:
        child = self._child(letter.share)
        return LetterRow(
            bundle=letter.bundle,
            direction=OUT,
            state=self._state(letter),
            who=letter.to,
            about=self._about(letter.share, child),
            written_at=letter.written_at,
            delivered_at=letter.delivered_at,
            reason=letter.reason,
            child=child,
        )

    def _state(self, letter: OutboxRow) -> str:
        share = self._shares.share(letter.share) if letter.audience == DESK else None
        if share is not None and letter.state is not LetterState.SET_ASIDE:
            if share.answer is not None:
                return LetterState.ANSWERED.value
            if share.opened is not None:
                return LetterState.OPENED.value
        return letter.state.value

    def _in(self, letter: IncomingLetter) -> LetterRow:
        child = self._child(letter.share)
        return LetterRow(
            bundle=letter.bundle,
            direction=IN,
            state=letter.state.value,
            who=self._sender(letter.sender),
            about=self._about(letter.share, child),
            written_at=letter.hub_received_at or letter.received_at,
            delivered_at=letter.received_at,
            reason=letter.reason,
            child=child,
        )

    def _sender(self, device: str) -> str:
        if not device:
            return tr("a sender who cannot be read")
        place = self._book.organisation(device)
        return f"{self._book.person(device)}, {place}" if place else self._book.person(device)

    def _about(self, share: str, child: str) -> str:
        if not child:
            return ""
        return tr(KEPT) if share_is_walled(self._book, share) else self._concerns.child_name(child)

    def _child(self, share: str) -> str:
        for said in self._book.store.statements_about(share) if share else ():
            if len(said.about) > 1 and said.about[0] == share:
                return said.about[1]
        return ""
