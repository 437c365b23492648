"""Everything that can be wrong with what another machine hands us, as one closed tree.

Rules this module keeps:

* every refusal in ``bundle`` is one of these classes; nothing else is meant to leave the package
  (a ``ValueError`` for a caller's own mistake excepted);
* a class names *what* failed, so that the words for people can be chosen by class alone;
* a message says which rule was broken, in the format's words: never a claim's value, a name, a key or a path.
"""

from __future__ import annotations


class BundleError(Exception):
    """Something that came from outside does not hold. Catch this to set the thing aside, whole."""


class Malformed(BundleError):
    """The bytes are not of the promised form: encoding, JSON, container, missing or unexpected members."""


class TooLarge(BundleError):
    """A bound on size, count or depth is passed. Raised before the thing is parsed or held in memory."""


class UnknownVersion(BundleError):
    """A well-formed thing of a version this program does not know: it needs a newer Guardbook."""


class UnknownAlgorithm(BundleError):
    """The thing names an algorithm outside the fixed list of its format."""


class WrongPartnership(BundleError):
    """The thing is for, or from, another partnership than the one this record book belongs to."""


class UnknownSender(BundleError):
    """The sending or signing device is not in the directory we hold; a newer directory may know it."""


class SenderRevoked(BundleError):
    """The directory says the device was withdrawn, or not yet valid, at the time that counts."""


class SignatureInvalid(BundleError):
    """A signature is missing, surplus, by another key, or does not fit what it is over."""


class DigestMismatch(BundleError):
    """Bytes are whole but are not those that the signed digest or size names."""


class NotARecipient(BundleError):
    """None of our identities opens any stanza of the sealed file: it was sealed to somebody else."""


class HeaderDamaged(BundleError):
    """The sealed file's header is not exactly of the age v1 form, or its MAC does not fit."""


class PayloadDamaged(BundleError):
    """The sealed file's content is cut short, lengthened or altered."""


class CoverMismatch(BundleError):
    """The signed cover inside names another bundle, partnership, sender, recipient or statement than what arrived."""


class StatementInvalid(BundleError):
    """A statement breaks a rule of its format (docs/spec/statement-v1.md): shape, digests, disclosures."""


class ReceiptInvalid(BundleError):
    """A hub receipt is not of the promised form, or is for another waybill or another hub."""


class ProofInvalid(BundleError):
    """A Merkle path does not lead from what it is for to the root that was signed."""


class CheckpointInvalid(BundleError):
    """A checkpoint of the hub's log is not of the promised form, of another log, or not signed by both its keys."""


class HistoryChanged(BundleError):
    """Two things that the hub signed cannot both be true of one log that only grows: its history was changed.

    ``reason`` is ``shorter``, ``forked``, ``rewritten``, ``unproved`` or ``back-dated`` (bundle/witness.py).
    """

    def __init__(self, reason: str) -> None:
        super().__init__(f"the log's history changed: {reason}")
        self.reason = reason


class DirectoryInvalid(BundleError):
    """A partnership directory is not of the promised form, or not signed as its root demands."""


class DirectoryExpired(BundleError):
    """A partnership directory is genuine but past the date up to which it vouches."""


class DirectoryRollback(BundleError):
    """A partnership directory is older than the one we already trust."""


class InvitationExpired(BundleError):
    """An invitation is genuine but its date has passed."""


class InvitationInvalid(BundleError):
    """An invitation is not of the promised form, or was made for something else."""


class RequestInvalid(BundleError):
    """A request to join is not of the promised form, not signed by the key it shows, or not under our invitation."""
