"""Signing a call to the hub: HTTP Message Signatures (RFC 9421) with the device's Ed25519 key.

Rules this module keeps (the hub asks for exactly these, ``docs/spec/hub-api-v1.md``):

* covered: ``@method``, ``@authority``, ``@path``, ``@query``, and ``content-digest`` (RFC 9530, SHA-256) when there is a body;
* parameters: ``created``, ``keyid`` (the device's id), ``nonce`` (16 random bytes), ``tag``.
"""

from __future__ import annotations

from datetime import datetime

import httpx
from http_message_signatures import HTTPMessageSigner, MappingKeyResolver
from http_message_signatures.algorithms import ED25519

from bundle.keys import DeviceKeys

TAG = "guardbook-hub-v1"
LABEL = "guardbook"
COVERED = ("@method", "@authority", "@path", "@query")


def sign_request(request: httpx.Request, body: bytes, *, keys: DeviceKeys, created: datetime, nonce: str) -> None:
    """Add ``Signature``, ``Signature-Input`` and (with a body) ``Content-Digest`` to ``request``."""
    resolver = MappingKeyResolver(public_keys={}, private_keys={keys.id: keys.http_private_key()})
    HTTPMessageSigner(signature_algorithm=ED25519, key_resolver=resolver).sign(
        request,
        key_id=keys.id,
        created=created,
        nonce=nonce,
        label=LABEL,
        tag=TAG,
        include_alg=False,
        covered_component_ids=COVERED,
        body=body or None,
    )
