"""Witnessing the hub's log: what this book saw of it, kept durably, against what the hub shows it next.

Rules this module keeps:

* the newest checkpoint moves on only with a proof that the log only grew; a book restored from a backup goes on from its
  older one;
* every checkpoint that reaches us from elsewhere (a member's cover, a receipt) is a *claim*: the next exchange asks the
  hub to prove that it is of the same log, so two members who correspond find out a hub that shows them two;
* what contradicts is never mended silently: it stands as an alarm, and both signed words are kept as a statement for the
  hub's operator and the auditor. It ends when the administrators name another log in the directory;
* nothing is lost by it: letters stay in the outbox with the same bytes, and a stick carries them.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bundle.checkpoints import Checkpoint, LogCard, open_checkpoint, read_unverified
from bundle.errors import BundleError, HistoryChanged
from bundle.receipts import Receipt
from bundle.times import from_seconds, to_seconds
from bundle.witness import check_growth, check_same, check_time
from desktop.domain.statements import Changes, Json, Kind
from desktop.language import mark, tr
from desktop.services.times import iso

if TYPE_CHECKING:
    from desktop.services.book import OpenBook, Sheet

LOG = "hub log"  # setting: what is known of the log that the directory names
DISPUTED = "hub log disputed"  # setting: {"origin", "reason", "noticed"}; gone when another log is named
MOST_CLAIMS = 64
MOST_MARKS = 500
ALARM = (
    mark(
        "Your area's letter service shows a history of letters that cannot be the one it showed before, or to others."
    ),
    mark("Nothing is lost: your letters wait here, nothing is sent to it, and the evidence is kept."),
    mark("Tell the administrator of your partnership today; ring about what is urgent, or carry it on a USB stick."),
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A checkpoint that came from elsewhere and was verified when it came: its signed note, and the device that sent it (our own: a receipt)."""

    note: str
    sender: str


@dataclass(frozen=True, slots=True)
class Known:
    """What this book knows of one log, in seconds of the hub's clock: ``marks`` are (index, received at) of receipts seen,
    ``moments`` (size, signed at) of checkpoints that were proved, both ascending.
    """

    origin: str
    note: str = ""
    claims: tuple[Claim, ...] = ()
    marks: tuple[tuple[int, int], ...] = ()
    moments: tuple[tuple[int, int], ...] = ()


class Witnessing:
    """Its methods run on the database worker's thread."""

    def __init__(self, book: OpenBook) -> None:
        self._book = book

    # what others ask

    def newest_checkpoint(self) -> str:
        """The signed note of the newest checkpoint that was proved here; "" before the first."""
        return self._known().note

    def log_size(self) -> int:
        """How many letters the log has by that checkpoint."""
        newest = self._newest(self._known())
        return newest.size if newest else 0

    def disputed(self) -> str:
        """Why the hub of the directory is not believed any more (``HistoryChanged.reason``); "" when it is."""
        kept, origin = self._book.store.setting(DISPUTED), self._origin()
        return str(kept["reason"]) if isinstance(kept, Mapping) and origin and kept.get("origin") == origin else ""

    def alarms(self) -> tuple[str, ...]:
        """The standing alarm, three sentences in one, while the hub is not believed."""
        return (" ".join(tr(sentence) for sentence in ALARM),) if self.disputed() else ()

    # an exchange

    def wanted(self) -> tuple[int, ...]:
        """The sizes from which the hub has to prove that its log grew: ours, and what others say they saw."""
        known, log = self._known(), self._log()
        if log is None:
            return ()
        notes = [known.note, *(claim.note for claim in known.claims)]
        return tuple(sorted({read_unverified(note.encode(), log).size for note in notes if note}))

    def witness(self, note: bytes, paths: Mapping[int, Sequence[bytes] | None]) -> Changes:
        """Judge what the hub shows now. ``paths`` has its proof from each size of ``wanted``, None where it refused.

        Raises ``CheckpointInvalid`` or ``TooLarge`` when it is not this log's word at all. A contradiction is kept, and
        ``disputed`` says so.
        """
        known, log = self._known(), self._log()
        if log is None:
            return Changes()
        shown = open_checkpoint(note, log)
        claims = ([Claim(known.note, self._book.device)] if known.note else []) + list(known.claims)
        for claim in claims:
            seen = read_unverified(claim.note.encode(), log)
            path = paths.get(seen.size)
            try:
                check_growth(seen, shown, path)
            except HistoryChanged as changed:
                return self._dispute(changed.reason, claim, note.decode(), path)
        with self._book.writing() as sheet:
            moments = {**dict(known.moments), shown.size: to_seconds(shown.signed_at)}
            newest = tuple(sorted(moments.items())[-MOST_MARKS:])
            self._keep(sheet, replace(known, note=note.decode(), claims=(), moments=newest))
        return sheet.changes

    # what comes in

    def judge_receipt(self, receipt: Receipt) -> None:
        """Raise ``HistoryChanged`` when a verified receipt contradicts what is known, after keeping both as evidence."""
        known = self._known()
        try:
            self._check_receipt(known, receipt)
        except HistoryChanged as changed:
            said: dict[str, Json] = {"index": receipt.index, "received_at": iso(receipt.received_at)}
            said["waybill"] = receipt.waybill
            self._dispute(changed.reason, Claim(known.note, self._book.device), receipt.note.decode(), None, said)
            raise

    def _check_receipt(self, known: Known, receipt: Receipt) -> None:
        marks = [(index, from_seconds(at)) for index, at in known.marks]
        if any(index == receipt.index and at != receipt.received_at for index, at in marks):
            raise HistoryChanged("back-dated")
        others = [mark for mark in marks if mark[0] != receipt.index]
        newest = self._newest(known)
        if newest is not None:
            check_same(newest, receipt.checkpoint)
        others += [(size, from_seconds(at)) for size, at in known.moments]
        check_time(receipt.index, receipt.received_at, others)

    def note_receipt(self, sheet: Sheet, receipt: Receipt) -> None:
        """Inside a transaction: remember a receipt that was judged; its tree is to be proved at the next exchange."""
        known = self._known()
        marks = {**dict(known.marks), receipt.index: to_seconds(receipt.received_at)}
        newest = tuple(sorted(marks.items())[-MOST_MARKS:])
        self._keep(sheet, self._with_claim(replace(known, marks=newest), receipt.note.decode(), self._book.device))

    def note_cover(self, sheet: Sheet, note: str, sender: str) -> None:
        """Inside a transaction: a genuine letter's cover says what its sender saw of the log.

        A note that is not this log's is the sender's fault or of an earlier log, and accuses nobody.
        """
        log = self._log()
        if log is None or not note:
            return
        try:
            seen = open_checkpoint(note.encode(), log)
        except BundleError:
            return
        known = self._known()
        for other in (known.note, *(claim.note for claim in known.claims)):
            try:
                if other:
                    check_same(read_unverified(other.encode(), log), seen)
            except HistoryChanged as changed:
                self._accuse(sheet, changed.reason, Claim(note, sender), other, None, None)
                return
        self._keep(sheet, self._with_claim(known, note, sender))

    # inside

    def _with_claim(self, known: Known, note: str, sender: str) -> Known:
        log = self._log()
        assert log is not None
        seen = read_unverified(note.encode(), log)
        for other in (known.note, *(claim.note for claim in known.claims)):
            if other and (same := read_unverified(other.encode(), log)).size == seen.size and same.root == seen.root:
                return known
        return replace(known, claims=(*known.claims, Claim(note, sender))[-MOST_CLAIMS:])

    def _dispute(
        self,
        reason: str,
        ours: Claim,
        theirs: str,
        path: Sequence[bytes] | None,
        said: Mapping[str, Json] | None = None,
    ) -> Changes:
        with self._book.writing() as sheet:
            self._accuse(sheet, reason, ours, theirs, path, said)
        return sheet.changes

    def _accuse(
        self,
        sheet: Sheet,
        reason: str,
        ours: Claim,
        theirs: str,
        path: Sequence[bytes] | None,
        said: Mapping[str, Json] | None,
    ) -> None:
        """Keep the first contradiction of a log with everything that proves it; later ones add nothing."""
        if self.disputed():
            return
        noticed = iso(sheet.now)
        sheet.writer.put_setting(DISPUTED, {"origin": self._origin(), "reason": reason, "noticed": noticed})
        fields: dict[str, Json] = {"why": reason, "seen": ours.note, "seen_by": ours.sender, "shown": theirs}
        if path is not None:
            fields["proof"] = [base64.b64encode(value).decode("ascii") for value in path]
        if said is not None:
            fields["receipt"] = dict(said)
        sheet.say(Kind.HUB_DISPUTED, (self._book.device,), fields)
        sheet.add(Changes(families=frozenset({"standing", "letter"})))

    def _newest(self, known: Known) -> Checkpoint | None:
        log = self._log()
        return read_unverified(known.note.encode(), log) if log is not None and known.note else None

    def _log(self) -> LogCard | None:
        directory = self._book.directory
        return directory.hub.log if directory is not None else None

    def _origin(self) -> str:
        directory = self._book.directory
        return directory.hub.origin if directory is not None else ""

    def _known(self) -> Known:
        """What is kept of the log that the directory names; nothing yet of another one."""
        kept, origin = self._book.store.setting(LOG), self._origin()
        if not isinstance(kept, Mapping) or kept.get("origin") != origin:
            return Known(origin)
        claims = tuple(Claim(str(note), str(sender)) for note, sender in _pairs(kept.get("claims")))
        marks, moments = (
            tuple((int(str(place)), int(str(at))) for place, at in _pairs(kept.get(name)))
            for name in ("marks", "moments")
        )
        return Known(origin, str(kept.get("note", "")), claims, marks, moments)

    def _keep(self, sheet: Sheet, known: Known) -> None:
        sheet.writer.put_setting(
            LOG,
            {
                "origin": known.origin,
                "note": known.note,
                "claims": [[claim.note, claim.sender] for claim in known.claims],
                "marks": [list(row) for row in known.marks],
                "moments": [list(row) for row in known.moments],
            },
        )


def _pairs(rows: Json) -> Iterator[tuple[Json, Json]]:
    for row in rows if isinstance(rows, list | tuple) else ():
        if isinstance(row, list | tuple) and len(row) == 2:
            yield row[0], row[1]
