"""Signed envelopes: DSSE v1 (Dead Simple Signing Envelope) with exactly the named signatures.

Rules this module keeps:

* the library that does the work is securesystemslib; its exceptions on hostile input end here;
* an envelope is opened only if its bytes are the ones we would write ourselves (compact sorted JSON, padded canonical
  base64, signatures in order): so nothing can be added to, reordered in or re-encoded in an envelope on its way;
* it holds exactly the demanded signatures, by the keys of one card, and all of them fit: Ed25519, and with
  ``post_quantum`` ML-DSA-65 beside it;
* which signatures those are is a *suite*, by name; what is signed says the name, and another name is refused by it;
* key ids are recomputed from the card (RFC 7638 thumbprints), never believed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from securesystemslib.dsse import Envelope
from securesystemslib.exceptions import Error as LibraryError
from securesystemslib.signer import CryptoSigner, Key, SSlibKey  # type: ignore[attr-defined]  # re-exported unmarked

from bundle.encoding import b64u, canonical_json, strict_json
from bundle.errors import Malformed, SignatureInvalid, UnknownAlgorithm
from bundle.keys import DeviceKeys, KeyCard

MAX_ENVELOPE_BYTES = 4 * 1024 * 1024
_DEPTH = 3  # object, list of signatures, signature


@dataclass(frozen=True, slots=True)
class Suite:
    """A named set of signatures, all of them demanded: the keys that verify, and what signs, in the envelope's order."""

    name: str
    verifying: Callable[[KeyCard], list[Key]]
    signing: Callable[[DeviceKeys], list[CryptoSigner]]


def suite_of(name: object, known: Mapping[str, Suite]) -> Suite:
    """Return the suite of that name; raise ``UnknownAlgorithm``."""
    suite = known.get(name) if isinstance(name, str) else None
    if suite is None:
        raise UnknownAlgorithm("signed in a way this program does not know")
    return suite


def sign(payload: bytes, payload_type: str, keys: DeviceKeys, *, post_quantum: bool) -> bytes:
    """Return the envelope's bytes: ``payload`` signed by Ed25519, with ``post_quantum`` by ML-DSA-65 too.

    ``payload_type`` is a media type; it is signed with the payload, so that one thing cannot pass for another.
    """
    return sign_by(payload, payload_type, keys, ED25519_ML_DSA_65 if post_quantum else ED25519)


def sign_by(payload: bytes, payload_type: str, keys: DeviceKeys, suite: Suite) -> bytes:
    """Return the envelope's bytes, with the signatures of ``suite``."""
    envelope = Envelope(payload, payload_type, {})
    for signer in suite.signing(keys):
        envelope.sign(signer)
    return canonical_json(envelope.to_dict())


def read_unverified(raw: bytes, payload_type: str, *, max_bytes: int = MAX_ENVELOPE_BYTES) -> bytes:
    """Return the payload **without checking any signature**: only to learn whose card to open the envelope with.

    Raises ``TooLarge`` or ``Malformed`` where the bytes are not an envelope of this type as we would write it.
    """
    return _read(raw, payload_type, max_bytes).payload


def open_envelope(
    raw: bytes, payload_type: str, card: KeyCard, *, post_quantum: bool, max_bytes: int = MAX_ENVELOPE_BYTES
) -> bytes:
    """Return the payload of an envelope that carries exactly the demanded signatures of ``card``.

    Raises ``TooLarge`` or ``Malformed`` (form, type) before, and ``SignatureInvalid`` (other, missing, surplus or
    unfitting signatures) after the form is known.
    """
    suite = ED25519_ML_DSA_65 if post_quantum else ED25519
    return open_by(raw, payload_type, card, suite, max_bytes=max_bytes)


def open_by(
    raw: bytes, payload_type: str, card: KeyCard, suite: Suite, *, max_bytes: int = MAX_ENVELOPE_BYTES
) -> bytes:
    """Return the payload of an envelope that carries exactly the signatures of ``suite``; raise as ``open_envelope``."""
    envelope = _read(raw, payload_type, max_bytes)
    keys = suite.verifying(card)
    if list(envelope.signatures) != [key.keyid for key in keys]:
        raise SignatureInvalid("an envelope does not carry exactly the demanded signatures")
    try:
        envelope.verify(keys, threshold=len(keys))
    except (LibraryError, ValueError, TypeError, KeyError, AttributeError) as bad:
        raise SignatureInvalid("a signature of an envelope does not fit") from bad
    return envelope.payload


def cover_key_id(card: KeyCard) -> str:
    """The key id of the card's ML-DSA-65 key: RFC 7638 thumbprint of the key as an AKP JWK."""
    return _akp_id(card.cover)


def _akp_id(public: bytes) -> str:
    jwk = canonical_json({"alg": "ML-DSA-65", "kty": "AKP", "pub": b64u(public)})
    return b64u(hashlib.sha256(jwk).digest())


def _read(raw: bytes, payload_type: str, max_bytes: int) -> Envelope:
    value = strict_json(raw, max_bytes=max_bytes, max_depth=_DEPTH)
    if not isinstance(value, dict) or set(value) != {"payload", "payloadType", "signatures"}:
        raise Malformed("not an envelope")
    if value["payloadType"] != payload_type:
        raise Malformed("an envelope of another payload type")
    try:
        envelope = Envelope.from_dict(value)
        rewritten = canonical_json(envelope.to_dict())
    except (LibraryError, ValueError, TypeError, KeyError, AttributeError) as bad:
        raise Malformed("not an envelope") from bad
    if rewritten != raw:
        raise Malformed("an envelope is not written in its one form")
    if any(set(signature.to_dict()) != {"keyid", "sig"} for signature in envelope.signatures.values()):
        raise Malformed("an envelope's signature has more members than the format")
    return envelope


def _signing_key(card: KeyCard) -> SSlibKey:
    return SSlibKey.from_crypto(card.http_public_key(), keyid=card.id)


def _cover_key(card: KeyCard) -> SSlibKey:
    return SSlibKey.from_crypto(card.cover_public_key(), keyid=cover_key_id(card))


def _signer(keys: DeviceKeys) -> CryptoSigner:
    private = keys.http_private_key()
    return CryptoSigner(private, SSlibKey.from_crypto(private.public_key(), keyid=keys.id))


def _cover_signer(keys: DeviceKeys) -> CryptoSigner:
    private = keys.cover_private_key()
    public = private.public_key()
    return CryptoSigner(private, SSlibKey.from_crypto(public, keyid=_akp_id(public.public_bytes_raw())))


ED25519 = Suite("Ed25519", lambda card: [_signing_key(card)], lambda keys: [_signer(keys)])
ED25519_ML_DSA_65 = Suite(
    "Ed25519+ML-DSA-65",
    lambda card: [_signing_key(card), _cover_key(card)],
    lambda keys: [_signer(keys), _cover_signer(keys)],
)
