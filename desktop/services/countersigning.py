"""Changes of the partnership that need two: prepared by one administrator, countersigned by another, then in force.

Rules this module keeps:

* nobody signs what was not shown: a proposal is read back whole, and told in plain words, before it is countersigned;
* a proposal follows from the directory in use here, or it is refused;
* what has all its signatures is a directory, and is verified as everyone will verify it before it is kept;
* that a key is not safe is said with its place in the log, where this book knows the log: a time alone would reach back
  over everything that the hub can no longer date;
* one proposal at a time is kept here, beside the directory in use.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bundle.directory import (
    Directory,
    DirectoryFiles,
    Proposal,
    add_signature,
    look_at_proposal,
    missing_signatures,
    pack_directory,
    sign_next,
    sign_root,
    unpack_directory,
    verify_directory,
)
from bundle.encoding import b64u, unb64u
from desktop.domain.statements import Changes, Json
from desktop.services.adopting import Adopting
from desktop.services.book import OpenBook
from desktop.services.directory_changes import told
from desktop.services.errors import NotAnAdministrator, NotJoined, ProposalNotNeeded, ProposalUntold

PROPOSED = "directory proposed"  # setting: the packed proposal that waits for a signature, base64url


@dataclass(frozen=True, slots=True)
class ProposalSummary:
    """What a proposal would change. ``mine``: this device signed it already; ``missing``: signatures still to come."""

    changes: tuple[str, ...]
    mine: bool
    missing: int
    content: bytes


@dataclass(frozen=True, slots=True)
class SignedFile:
    """A file to hand on: the directory for everyone, or a ``proposal`` for another administrator."""

    content: bytes
    proposal: bool


class Countersigning:
    def __init__(self, book: OpenBook, adopting: Adopting) -> None:
        self._book, self._adopting = book, adopting

    def waiting(self) -> ProposalSummary | None:
        """The proposal that is kept here, if it still follows from the directory in use."""
        kept = self._book.store.setting(PROPOSED)
        if not isinstance(kept, str) or not kept or self._book.directory is None:
            return None
        try:
            return self.read(unb64u(kept))
        except (ProposalNotNeeded, ProposalUntold):
            return None

    def read(self, content: bytes) -> ProposalSummary:
        """What a proposal file would change, in plain words.

        Raises NotJoined, ProposalNotNeeded, ProposalUntold, and bundle's Malformed, DirectoryInvalid, DirectoryRollback and the like.
        """
        return self._summary(self._look(unpack_directory(content, proposal=True)), content)

    def countersign(self, content: bytes) -> SignedFile:
        """Sign a proposal too; with the last signature it is in force here. Raises as ``read``, and NotAnAdministrator."""
        files = unpack_directory(content, proposal=True)
        proposal = self._look(files)
        told(self._book.joined(), proposal)  # nobody signs what has no words
        if self._book.device not in proposal.signers:
            raise NotAnAdministrator("only those whose signature it needs countersign a proposal")
        return self.keep(add_signature(files, self._book.keys))

    def keep(self, files: DirectoryFiles, settings: Sequence[tuple[str, Json]] = ()) -> SignedFile:
        """Put what this device just signed in force, or keep it as a proposal while it lacks signatures."""
        book = self._book
        held = book.store.directory()
        trusted = unpack_directory(held) if held is not None else files
        if missing_signatures(files):
            packed = pack_directory(files, proposal=True)
            with book.writing() as sheet:
                sheet.writer.put_setting(PROPOSED, b64u(packed))
                for name, value in settings:
                    sheet.writer.put_setting(name, value)
                sheet.add(Changes(families=frozenset({"standing"})))
            return SignedFile(packed, proposal=True)
        mine = verify_directory(files, trusted=trusted, now=book.now(), require_hub=False)
        packed = pack_directory(files)
        with book.writing() as sheet:
            self._adopting.keep(sheet, packed, mine)
            sheet.writer.put_setting(PROPOSED, "")
            for name, value in settings:
                sheet.writer.put_setting(name, value)
        book.load_directory()
        return SignedFile(packed, proposal=False)

    def share_administration(self, device: str) -> SignedFile:
        """Propose a second administrator, and that every change of the partnership needs both from then on.

        ``device`` is a listed device. Raises NotAnAdministrator, UnknownSender (bundle).
        """
        directory, files = self.administered()
        cards = [directory.device(one).card for one in sorted({*directory.administrators, device})]
        rooted = sign_root(
            files,
            cards,
            [self._book.keys],
            online=directory.hub.online,
            now=self._book.now(),
            threshold=min(2, len(cards)),
        )
        return self.keep(sign_next(rooted, directory.contents, self._book.keys, now=self._book.now()))

    def others(self) -> tuple[tuple[str, str], ...]:
        """(device, person) of everyone who could become the second administrator, by name; for an administrator."""
        book = self._book
        directory = book.directory
        if directory is None or book.device not in directory.administrators or directory.threshold > 1:
            return ()
        live = directory.current_devices(book.now())
        return tuple(
            sorted(
                ((one.id, one.person) for one in live if one.id not in directory.administrators),
                key=lambda one: one[1],
            )
        )

    def administered(self) -> tuple[Directory, dict[str, bytes]]:
        """The directory in use and its files, for one of its administrators. Raises NotAnAdministrator, NotJoined."""
        directory = self._book.joined()
        if self._book.device not in directory.administrators:
            raise NotAnAdministrator("only an administrator of the partnership does this")
        return directory, self._held()

    def _held(self) -> dict[str, bytes]:
        kept = self._book.store.directory()
        if kept is None:
            raise NotJoined("this record book belongs to no partnership yet")
        return unpack_directory(kept)

    def _look(self, files: DirectoryFiles) -> Proposal:
        proposal = look_at_proposal(files, trusted=self._held())
        directory = self._book.joined()
        if proposal.version <= directory.version:
            raise ProposalNotNeeded("what this proposes is in force already")
        for entry in proposal.contents.devices:
            known = directory.devices.get(entry.id)
            unsafe = entry.compromised_from
            new = unsafe is not None and (known is None or known.compromised_from != unsafe)
            if new and unsafe is not None and not unsafe.index and self._book.witnessing.log_size():
                raise ProposalUntold("a key is said to be unsafe without its place in the log")
        return proposal

    def _summary(self, proposal: Proposal, content: bytes) -> ProposalSummary:
        directory = self._book.joined()
        return ProposalSummary(
            changes=told(directory, proposal),
            mine=self._book.device in proposal.signed,
            missing=proposal.missing,
            content=content,
        )
