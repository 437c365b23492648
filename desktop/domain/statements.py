"""What one person said on one device, as the rest of the application sees it.

Rules this module keeps:

* a statement is never changed; to correct it another statement names it in ``after``;
* the kinds are a closed, versioned list here; a kind from elsewhere that is not on it is kept and carried;
* record ids say which device may begin the record (record_ids.py); statement ids are digests and cannot be chosen;
* event time is a field of the statement, ``written_at`` is the writer's clock, received time belongs to the journal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

Json: TypeAlias = bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"] | None


class Kind(StrEnum):
    """The statement kinds this version writes (formats.md, "Statement v1"); those of ``entry_catalogue`` beside them."""

    DEVICE_STARTED = "device.started"  # a new vault's first statement: name, role, organisation
    DEVICE_RESTORED = "device.restored"  # a new epoch; `last_head` names the last statement it knew
    RECOVERY_CHANGED = "recovery.changed"  # the book was sealed to another recovery of its organisation, or to none
    HUB_DISPUTED = "hub.disputed"  # the hub's log contradicts itself; both of its signed words are kept here
    CLOCK_NOTED = "clock.noted"  # how wrong this device's clock was when the hub was reached; `seconds` 0: right again
    CHILD_REGISTERED = "child.registered"
    CHILD_AMENDED = "child.amended"
    PERSON_REGISTERED = "person.registered"  # an adult, or a professional, around a child
    PERSON_AMENDED = "person.amended"
    RELATIONSHIP_RECORDED = "relationship.recorded"  # from a child to a person or to another child
    RELATIONSHIP_AMENDED = "relationship.amended"
    SAME_SAID = "same.said"  # two records are of one person, or of two
    SAME_WITHDRAWN = "same.withdrawn"
    CONCERN_RECORDED = "concern.recorded"
    CONCERN_AMENDED = "concern.amended"
    INVOLVEMENT_RECORDED = "involvement.recorded"  # that another child had a part in an event; points to its concern
    INVOLVEMENT_AMENDED = "involvement.amended"
    SHARING_DECIDED = "sharing.decided"  # to share, or not to; with its reasons
    SHARING_AMENDED = "sharing.amended"  # what was written about a decision is put right; what left stays what left
    SHARING_REVIEWED = "sharing.reviewed"  # a decision about sharing was looked at again; moves or clears the next day
    COLLEAGUES_TOLD = "telling.made"  # colleagues of the same organisation were given a record, and what follows on it
    TELLING_OPENED = "telling.opened"  # one of them opened it
    ATTACHMENT_ADDED = "attachment.added"  # a file was attached to a record: its id, what opens it, name, type, size
    CALL_LOGGED = "call.logged"  # a telephone call about an urgent record
    RECORD_OPENED = "record.opened"
    RECORD_EXPORTED = "record.exported"
    RECORD_ERASED = "record.erased"  # a tombstone: which fields of which statements are gone for good, and why
    RECORD_WITHDRAWN = (
        "record.withdrawn"  # its organisation does not hold to a record any more; the text stays readable
    )
    RECORD_REINSTATED = "record.reinstated"  # the withdrawals named in `after` stand no more
    RECORD_DISPUTED = "record.disputed"  # somebody disagrees with a record: who, why, and as told by whom
    HOLD_PLACED = "hold.placed"  # nothing of these records may be erased
    HOLD_LIFTED = "hold.lifted"  # a hold named in `after` stands no more
    TEXT_EXTRACTED = "text.extracted"  # a text without some of its words, and why each place is blank
    RECEIPT_KEPT = "receipt.kept"  # the hub's signed receipt for a bundle
    BUNDLE_RECEIVED = "bundle.received"
    REFERRAL_OPENED = "referral.opened"  # a person at the desk opened the referral
    ENQUIRY_OPENED = "enquiry.opened"  # the desk took a referral by telephone
    ENQUIRY_JOINED = "enquiry.joined"  # "same enquiry as": two enquiries are one
    ENQUIRY_DECIDED = "enquiry.decided"  # the desk's answer, with reasons
    QUESTION_ASKED = "question.asked"  # the desk asks the organisation that sent a referral
    QUESTION_ANSWERED = "question.answered"  # that organisation's answer; "we know nothing" is one
    DESK_PROPOSED = "desk.proposed"  # a member made the desk's next key and asks for it to be listed; the public half
    DESK_GRANTED = (
        "desk.granted"  # a member hands the desk's keys to another: never shown, never copied, never exported
    )
    DEVICE_ADMITTED = "device.admitted"  # sealed to a new device: only its age key opens it
    DEVICE_CONFIRMED = "device.confirmed"  # the new device's answer, which names the statement that was sealed to it


@dataclass(frozen=True, slots=True)
class Unsigned:
    """A statement about to be signed.

    ``about`` lists record ids, the record itself first. ``fields`` maps names to JSON values; a list
    is disclosed row by row. ``after`` holds ids of the statements it amends, settles or answers.
    """

    kind: str
    about: tuple[str, ...]
    fields: Mapping[str, Json]
    written_at: datetime  # aware, UTC
    edition: str
    after: tuple[str, ...] = ()
    must: bool = False


@dataclass(frozen=True, slots=True)
class Position:
    """Where a statement stands in its device's chain; not disclosed to outsiders."""

    epoch: str
    seq: int
    prev: str | None


@dataclass(frozen=True, slots=True)
class Statement:
    """A verified statement. ``fields`` has only what was disclosed; ``left_out`` counts the rest."""

    id: str
    kind: str
    device: str  # thumbprint of the device's signing key (RFC 7638)
    about: tuple[str, ...]
    fields: Mapping[str, Json]
    written_at: datetime  # aware, UTC
    edition: str
    after: tuple[str, ...] = ()
    must: bool = False
    position: Position | None = None
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Changes:
    """What an append changed, so that views know what to read again."""

    records: frozenset[str] = field(default_factory=frozenset)
    families: frozenset[str] = field(default_factory=frozenset)  # "child", "concern", "letter", "draft", ...

    def __or__(self, other: Changes) -> Changes:
        return Changes(self.records | other.records, self.families | other.families)
