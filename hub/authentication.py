"""Who makes a call: HTTP Message Signatures (RFC 9421), Ed25519, with the device keys of the directory.

Rules this module keeps (``docs/spec/hub-api-v1.md``):

* exactly one signature, with the tag ``guardbook-hub-v1``, covering exactly ``@method``, ``@authority``, ``@path``,
  ``@query`` and, when there is a body, ``content-digest``; the parameters are exactly ``created``, ``keyid``,
  ``nonce`` and ``tag``;
* the body is the one the digest names (RFC 9530, SHA-256);
* ``created`` is within five minutes of the hub's clock, which is a parameter;
* ``keyid`` is a device id; who that is, and whether the device is admitted, the caller of this module says;
* for a call that changes something the nonce is used up (``hub.store.ledger.use_nonce``) by the caller.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, NoReturn

from http_message_signatures import HTTPMessageVerifier, HTTPSignatureKeyResolver, VerifyResult
from http_message_signatures.algorithms import ED25519
from http_message_signatures.exceptions import HTTPMessageSignaturesException
from http_message_signatures.resolvers import VerificationKey

from hub.errors import ClockRefused, NotSigned, Refusal

TAG = "guardbook-hub-v1"
COVERED = ('"@method"', '"@authority"', '"@path"', '"@query"')
PARAMETERS = {"created", "keyid", "nonce", "tag"}
MAX_NONCE = 64


@dataclass(frozen=True, slots=True)
class Call:
    """What a signature can cover. ``url`` is absolute, ``headers`` are as they came."""

    method: str
    url: str
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Caller:
    """Who made a call, proved."""

    device: str
    nonce: str
    created: int  # seconds since the epoch


class _Keys(HTTPSignatureKeyResolver):
    def __init__(self, key_of: Callable[[str], VerificationKey]) -> None:
        self._key_of = key_of
        self.refusal: Refusal | None = None

    def resolve_public_key(self, key_id: str) -> VerificationKey | None:
        try:
            return self._key_of(key_id)
        except Refusal as refusal:
            self.refusal = refusal
            return None

    def resolve_private_key(self, key_id: str) -> NoReturn:  # noqa: ARG002 - the library's own signature
        raise NotSigned("the hub signs no calls")


class _Verifier(HTTPMessageVerifier):
    """The library's verifier with the hub's clock instead of the machine's."""

    def __init__(self, keys: _Keys, now: int, seconds: int) -> None:
        super().__init__(signature_algorithm=ED25519, key_resolver=keys)
        self._now = now
        self._seconds = seconds

    def validate_created_and_expires(self, sig_input: Any, max_age: timedelta | None = None) -> None:  # noqa: ANN401, ARG002 - the library's own signature
        created = sig_input.params.get("created")
        if type(created) is not int:
            raise NotSigned("no time in the signature")
        if abs(created - self._now) > self._seconds:
            raise ClockRefused("signed too far from the hub's time")


@dataclass(frozen=True, slots=True)
class Proof:
    """A call whose head is proved. Nothing of its body is, until ``check_body``."""

    caller: Caller
    _verifier: _Verifier
    _call: Call
    _result: VerifyResult

    def check_body(self, body: bytes) -> None:
        """Raise NotSigned unless this is the body that was signed."""
        try:
            self._verifier.verify_body(self._call, [self._result], body)
        except HTTPMessageSignaturesException:
            raise NotSigned("the body is not the one that was signed") from None


def authenticate(
    call: Call, body: bytes, *, key_of: Callable[[str], VerificationKey], now: int, seconds: int
) -> Caller:
    """Prove who made a call.

    ``key_of`` gives the Ed25519 key of a device id or raises a Refusal; ``now`` is in seconds since the epoch.
    Raises NotSigned, ClockRefused, NotAdmitted.
    """
    proof = prove(call, has_body=bool(body), key_of=key_of, now=now, seconds=seconds)
    proof.check_body(body)
    return proof.caller


def prove(call: Call, *, has_body: bool, key_of: Callable[[str], VerificationKey], now: int, seconds: int) -> Proof:
    """Prove a call's head, so that a large body need not be read for somebody unknown. Raises as ``authenticate``."""
    headers = {name.lower() for name in call.headers}
    if not {"signature", "signature-input"} <= headers:
        raise NotSigned("no signature")
    keys = _Keys(key_of)
    verifier = _Verifier(keys, now, seconds)
    try:
        results = verifier.verify(call, max_age=None, expect_tag=TAG)
    except Refusal:
        raise
    except HTTPMessageSignaturesException:
        raise (keys.refusal or NotSigned("the signature does not hold")) from None
    except (ValueError, TypeError, KeyError, AttributeError, AssertionError, RecursionError):
        raise NotSigned("the signature cannot be read") from None
    if len(results) != 1:
        raise NotSigned("more than one signature")
    result = results[0]
    expected = [*COVERED, *(['"content-digest"'] if has_body else []), '"@signature-params"']
    if list(result.covered_components) != expected or set(result.parameters) != PARAMETERS:
        raise NotSigned("the signature does not cover what it must")
    device, nonce, created = result.parameters["keyid"], result.parameters["nonce"], result.parameters["created"]
    if not isinstance(device, str) or not isinstance(nonce, str) or type(created) is not int:
        raise NotSigned("a parameter of the signature has another type")
    if not 16 <= len(nonce) <= MAX_NONCE:
        raise NotSigned("the nonce is too short or too long")
    return Proof(Caller(device, nonce, created), verifier, call, result)
