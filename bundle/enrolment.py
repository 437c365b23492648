"""Joining a partnership by files alone: invitation, request, and the six words two people compare by telephone.

Rules this module keeps:

* an invitation carries a one-time token of 256 bits; whoever holds the file may ask to join, so it goes by hand;
* a request is signed by both keys of the new device and proves knowledge of the token without showing it: the proof is
  HMAC-SHA256 over everything else the request says, so it cannot be moved to another card;
* the key that opens letters cannot sign, so it is proved afterwards: the administrator seals a random statement to it,
  and the newcomer's answer names that statement (docs/adr/0011); until then no two cards may share such a key;
* neither file admits anybody: an administrator compares six words (key card, partnership, token) with the person by
  telephone and signs the next directory. That a token is used once is kept where requests are kept;
* the first member of a desk proposes the desk's first key, a later one's request has none;
* expiry is judged by the caller's clock.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bundle.directory import DeviceEntry, Directory, RoleHeld
from bundle.encoding import b64u, canonical_json, strict_json, unb64u
from bundle.envelopes import open_envelope, read_unverified, sign
from bundle.errors import (
    InvitationExpired,
    InvitationInvalid,
    Malformed,
    RequestInvalid,
    SignatureInvalid,
    UnknownVersion,
)
from bundle.hub_cards import MAX_TEXT, HubCard, is_fingerprint
from bundle.keys import DeviceKeys, KeyCard
from bundle.recipients import Recipient
from bundle.times import from_seconds, to_seconds, whole_seconds

PAYLOAD_TYPE = "application/vnd.guardbook.enrolment.v1+json"
TOKEN_BYTES = 32
INVITATION_LASTS = timedelta(days=14)
MAX_INVITATION = 128 * 1024
MAX_REQUEST = 64 * 1024
_INVITATION_FORMAT = "guardbook-invitation"
_ID_CONTEXT = b"guardbook-invitation-v1\0"
_PROOF_CONTEXT = b"guardbook-enrolment-proof-v1\0"
_INVITATION_TEXTS = ("partnership", "organisation", "organisation_name", "role", "person")
_REQUEST_TEXTS = ("invitation", "partnership", "person", "role", "role_title", "organisation", "replaces")
_REQUEST_STRINGS = (*_REQUEST_TEXTS, "desk_key")


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation file. ``partnership`` is the fingerprint of the first root, ``organisation`` an id in it.

    ``person`` is whom it was made out to, or ``""``. The token never shows in ``repr``.
    """

    hub: HubCard
    partnership: str
    token: bytes = field(repr=False)
    expires: datetime
    organisation: str
    organisation_name: str
    role: str
    person: str = ""

    def __post_init__(self) -> None:
        if len(self.token) != TOKEN_BYTES or not is_fingerprint(self.partnership):
            raise InvitationInvalid("an invitation has a token of 32 bytes and names its partnership")
        if self.hub.partnership != self.partnership:
            raise InvitationInvalid("an invitation's hub belongs to its partnership")
        if not self.organisation or not self.role or any(len(getattr(self, n)) > MAX_TEXT for n in _INVITATION_TEXTS):
            raise InvitationInvalid("an invitation names an organisation and a role")
        object.__setattr__(self, "expires", whole_seconds(self.expires))

    @property
    def id(self) -> str:
        """What names this invitation to those who must not know its token: 43 characters of base64url."""
        return b64u(hashlib.sha256(_ID_CONTEXT + self.token).digest())

    def check(self, now: datetime) -> None:
        """Raise ``InvitationExpired`` when ``now`` (aware) is at or past its expiry."""
        if now >= self.expires:
            raise InvitationExpired("the invitation has run out")

    def to_bytes(self) -> bytes:
        """Return the invitation file: canonical JSON. It is a secret until it is used."""
        return canonical_json(
            {
                "v": 1,
                "format": _INVITATION_FORMAT,
                "hub": self.hub.to_json(),
                "token": b64u(self.token),
                "expires": to_seconds(self.expires),
                **{name: getattr(self, name) for name in _INVITATION_TEXTS},
            }
        )

    @classmethod
    def from_bytes(cls, raw: bytes) -> Invitation:
        """Return the invitation of a file; raise ``InvitationInvalid``, ``TooLarge`` or ``UnknownVersion``."""
        try:
            return cls._read(raw)
        except Malformed as bad:
            raise InvitationInvalid("the file is not an invitation") from bad

    @classmethod
    def _read(cls, raw: bytes) -> Invitation:
        value = strict_json(raw, max_bytes=MAX_INVITATION, max_depth=2)
        if not isinstance(value, dict) or value.get("format") != _INVITATION_FORMAT:
            raise Malformed("not an invitation")
        if type(value.get("v")) is not int or value["v"] != 1:
            raise UnknownVersion("an invitation of an unknown version")
        texts = (*_INVITATION_TEXTS, "token")
        if set(value) != {"v", "format", "hub", "expires", *texts}:
            raise Malformed("an invitation has exactly its named members")
        if not all(isinstance(value[name], str) for name in texts):
            raise Malformed("an invitation has a member of another type")
        return cls(
            hub=HubCard.from_json(value["hub"]),
            token=unb64u(value["token"]),
            expires=from_seconds(value["expires"]),
            **{name: value[name] for name in _INVITATION_TEXTS},
        )


@dataclass(frozen=True, slots=True)
class EnrolmentRequest:
    """A request to join, as far as it was checked (see ``read_request`` and ``check_request``).

    ``invitation`` is the id of the invitation it answers; ``proof`` is 32 bytes. ``replaces`` is the id of the device
    whose record book was restored on this one, or ``""``; ``desk_key`` is the age recipient that the device proposes for
    the desks of its organisation, or ``""``.
    """

    card: KeyCard
    invitation: str
    partnership: str
    person: str
    role: str
    role_title: str
    organisation: str
    written_at: datetime
    proof: bytes
    replaces: str = ""
    desk_key: str = ""

    def claims(self) -> bytes:
        """Return everything the request says but the proof, in its one encoding."""
        return canonical_json(self._members())

    def payload(self) -> bytes:
        """Return the bytes that are signed."""
        return canonical_json({**self._members(), "proof": b64u(self.proof)})

    def entry(self, valid_from: datetime, index: int = 0) -> DeviceEntry:
        """Return the directory entry that admits this device from ``valid_from`` (aware) and log ``index``."""
        since = whole_seconds(valid_from)
        return DeviceEntry(
            card=self.card,
            person=self.person,
            role=self.role,
            role_title=self.role_title,
            organisation=self.organisation,
            valid_from=since,
            roles=(RoleHeld(self.role, self.role_title, since, index),),
            replaces=self.replaces,
        )

    def _members(self) -> dict[str, object]:
        texts = {name: getattr(self, name) for name in _REQUEST_STRINGS}
        return {"v": 1, "card": self.card.to_json(), "written_at": to_seconds(self.written_at), **texts}


def make_invitation(
    directory: Directory,
    *,
    organisation: str,
    role: str,
    now: datetime,
    random: Callable[[int], bytes],
    person: str = "",
    lasts: timedelta = INVITATION_LASTS,
) -> Invitation:
    """Return an invitation for one person of a listed organisation id (``InvitationInvalid`` otherwise)."""
    listed = directory.organisations.get(organisation)
    if listed is None:
        raise InvitationInvalid("the organisation is not in the directory")
    return Invitation(
        hub=directory.hub,
        partnership=directory.partnership,
        token=random(TOKEN_BYTES),
        expires=now + lasts,
        organisation=listed.id,
        organisation_name=listed.name,
        role=role,
        person=person,
    )


def make_request(
    invitation: Invitation,
    keys: DeviceKeys,
    *,
    person: str,
    role_title: str,
    now: datetime,
    replaces: str = "",
    desk_key: str = "",
) -> bytes:
    """Return the request of a new device under ``invitation``, signed by both its keys.

    ``replaces`` and ``desk_key`` are as in ``EnrolmentRequest``. Raises ``InvitationExpired``, and ``RequestInvalid`` when a name is missing or too long.
    """
    invitation.check(now)
    request = EnrolmentRequest(
        card=keys.card(),
        invitation=invitation.id,
        partnership=invitation.partnership,
        person=person,
        role=invitation.role,
        role_title=role_title,
        organisation=invitation.organisation,
        written_at=whole_seconds(now),
        proof=b"",
        replaces=replaces,
        desk_key=desk_key,
    )
    proved = replace(request, proof=_proof(request, invitation.token))
    _check_texts(proved)
    return sign(proved.payload(), PAYLOAD_TYPE, keys, post_quantum=True)


def read_request(raw: bytes) -> EnrolmentRequest:
    """Return a request that is of the promised form and signed by the card it shows; the proof is not judged here.

    Raises ``RequestInvalid``, ``TooLarge`` or ``UnknownVersion``.
    """
    try:
        claimed = _read(read_unverified(raw, PAYLOAD_TYPE, max_bytes=MAX_REQUEST))
        payload = open_envelope(raw, PAYLOAD_TYPE, claimed.card, post_quantum=True, max_bytes=MAX_REQUEST)
        return _read(payload)
    except (Malformed, SignatureInvalid) as bad:
        raise RequestInvalid("the request is not whole, or not signed by the card it shows") from bad


def check_request(raw: bytes, invitation: Invitation, *, now: datetime) -> EnrolmentRequest:
    """Return a request that also proves ``invitation``'s token and asks for what it offers, before it runs out.

    Raises what ``read_request`` raises, ``RequestInvalid`` or ``InvitationExpired``. What is left to the administrator
    is to compare ``six_words`` by telephone.
    """
    request = read_request(raw)
    if not hmac.compare_digest(request.proof, _proof(request, invitation.token)):
        raise RequestInvalid("the request does not prove the invitation's token")
    asked = (request.invitation, request.partnership, request.organisation, request.role)
    if asked != (invitation.id, invitation.partnership, invitation.organisation, invitation.role):
        raise RequestInvalid("the request asks for something else than the invitation offers")
    invitation.check(now)
    return request


def six_words(card: KeyCard, partnership: str, token: bytes, words: Sequence[str]) -> str:
    """Return the six words that both sides read out: over key card, partnership fingerprint and token."""
    return card.six_words(words, partnership.encode("ascii"), token)


def _proof(request: EnrolmentRequest, token: bytes) -> bytes:
    return hmac.new(token, _PROOF_CONTEXT + request.claims(), hashlib.sha256).digest()


def _read(payload: bytes) -> EnrolmentRequest:
    value = strict_json(payload, max_bytes=MAX_REQUEST, max_depth=2)
    if not isinstance(value, dict) or type(value.get("v")) is not int:
        raise Malformed("not a request")
    if value["v"] != 1:
        raise UnknownVersion("a request of an unknown version")
    if set(value) != {"v", "card", "written_at", "proof", *_REQUEST_STRINGS}:
        raise Malformed("a request has exactly its named members")
    if not all(isinstance(value[name], str) for name in (*_REQUEST_STRINGS, "proof")):
        raise Malformed("a request has a member of another type")
    request = EnrolmentRequest(
        card=KeyCard.from_json(value["card"]),
        written_at=from_seconds(value["written_at"]),
        proof=unb64u(value["proof"]),
        **{name: value[name] for name in _REQUEST_STRINGS},
    )
    if request.payload() != payload:
        raise Malformed("a request is written in exactly one form")
    _check_texts(request)
    return request


def _check_texts(request: EnrolmentRequest) -> None:
    if any(len(getattr(request, name)) > MAX_TEXT for name in _REQUEST_TEXTS):
        raise RequestInvalid("a request has a text that is too long")
    if not request.person.strip() or not request.organisation or not request.role:
        raise RequestInvalid("a request names a person, an organisation and a role")
    request.card.check_age()
    if request.desk_key:
        Recipient.parse(request.desk_key)
