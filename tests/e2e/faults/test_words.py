"""Each of the world's faults has its own three sentences: not those for a bug of ours, and not another fault's."""

from __future__ import annotations

import bundle.errors as letters
import desktop.storage.errors as storage
import desktop.sync.errors as sync
import desktop.vault.errors as vault
from desktop.ui.messages import BUG, say

FAULTS: tuple[type[Exception], ...] = (
    vault.WrongPassphrase,
    vault.KeysDamaged,
    vault.VaultInUse,
    storage.DatabaseDamaged,
    storage.DatabaseTooNew,
    storage.DiskFull,
    sync.HubAway,
    sync.HubAnsweredNonsense,
    sync.DeviceNotAdmitted,
    sync.FolderFull,
    letters.Malformed,
    letters.SignatureInvalid,
    letters.DigestMismatch,
    letters.NotARecipient,
    letters.UnknownSender,
    letters.SenderRevoked,
)


def test_every_fault_has_its_own_clear_words() -> None:
    said = {kind.__name__: say(kind.__new__(kind)) for kind in FAULTS}
    assert BUG not in said.values()
    assert len(set(said.values())) == len(FAULTS)
    assert len({words.happened for words in said.values()}) == len(FAULTS)
    assert all(words.happened and words.safe and words.next for words in said.values())
