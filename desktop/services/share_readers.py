"""Who at a recipient opens what is sent to them, and who must not.

Rules this module keeps:

* a letter is not sealed to the own devices of a person who must not see one of its records;
* a desk's key is its members' together: where one of them must not see a record, the author is told to ring instead.
"""

from __future__ import annotations

from bundle.directory import DeviceEntry
from bundle.letters import MailboxKey
from desktop.domain.records import SharingEntry
from desktop.language import tr
from desktop.services.book import OpenBook
from desktop.services.outgoing import readers, receivers
from desktop.services.tellings import is_kept_from


class ShareReaders:
    def __init__(self, book: OpenBook) -> None:
        self._book = book

    def boxes(self, entry: SharingEntry) -> tuple[MailboxKey, ...]:
        """The mailboxes that the letter is sealed to. Raises NotJoined; the recipient is in the partnership."""
        barred = self._barred(entry)
        return tuple(
            one for one in receivers(self._book, self._book.joined(), entry.recipient) if self._owner(one) not in barred
        )

    def people(self, entry: SharingEntry) -> tuple[str, ...]:
        """Name and post of everybody who can open it; none before joining."""
        return tuple(f"{one.person}, {one.role_title}" for one in self._readers(entry, barred=False))

    def warnings(self, entry: SharingEntry) -> tuple[str, ...]:
        """One sentence for each person there who must not see a record that was chosen."""
        names = dict.fromkeys(one.person for one in self._readers(entry, barred=True))
        return tuple(self._said_of(name, entry) for name in names)

    def _said_of(self, name: str, entry: SharingEntry) -> str:
        if all(self._owner(one) for one in receivers(self._book, self._book.joined(), entry.recipient)):
            return tr("{name} must not see one of these records. It is not sealed to {name}.", name=name)
        return tr(
            "{name} must not see one of these records, and can open what is sent there. Do not send it: ring instead, and ask "
            "for somebody else.",
            name=name,
        )

    def _readers(self, entry: SharingEntry, *, barred: bool) -> tuple[DeviceEntry, ...]:
        directory = self._book.directory
        if directory is None or entry.recipient not in directory.organisations:
            return ()
        names = self._barred(entry)
        found = readers(self._book, directory, entry.recipient)
        return tuple(one for one in found if (one.person in names) is barred)

    def _barred(self, entry: SharingEntry) -> frozenset[str]:
        """The people of the recipient whose name stands among those who must not see one of the chosen records."""
        directory, store = self._book.directory, self._book.store
        if directory is None or entry.recipient not in directory.organisations:
            return frozenset()
        said = (store.statement(name) for name in entry.statements)
        records = {one.about[0] for one in said if one is not None and one.about}
        chosen = [folded for record in records if (folded := store.record(record)) is not None]
        people = {one.person for one in directory.devices_of(entry.recipient, self._book.now())}
        return frozenset(one for one in people if any(is_kept_from(folded, one) for folded in chosen))

    def _owner(self, mailbox: MailboxKey) -> str:
        """Who alone opens a mailbox; "" for a desk's, which all its members open."""
        entry = self._book.entry_of(mailbox.id)
        return entry.person if entry is not None else ""
