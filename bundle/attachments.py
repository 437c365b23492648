"""Attachments: a photograph, a scan or a recording, sealed once, and named by the SHA-256 of what came out.

Rules this module keeps:

* an attachment is an age file to a throw-away hybrid identity of its own; it is never sealed again for somebody else:
  whoever is to read it is handed its identity, in one disclosed field of the statement that attaches it;
* its id is the digest of its ciphertext, so whoever stores or carries it can check it and cannot read it;
* the statement also says name, media type, size and digest of the content, so that a sealed file put in its place by
  somebody who was handed the identity does not pass;
* nothing is given out before the ciphertext has the digest that is its id; a range is given out chunk by chunk, each
  authenticated; a name is for people and is never a path.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol, cast

from bundle.encoding import b64u, unb64u
from bundle.errors import DigestMismatch, Malformed, TooLarge
from bundle.hub_cards import is_fingerprint
from bundle.payloads import CHUNK_BYTES, TAG_BYTES, read_range
from bundle.sealing import Identity, open_header, seal, unseal
from bundle.waybills import MAX_ATTACHMENT, AttachmentRow

MAX_CONTENT = MAX_ATTACHMENT - 8 * 1024 * 1024  # leaves room for the header and a tag on each chunk
MAX_NAME = 255
_MEMBERS = ("id", "key", "name", "type", "size", "sha256")
_TYPE = re.compile(r"[a-z0-9][a-z0-9.+-]{0,63}/[a-z0-9][a-z0-9.+-]{0,63}\Z")
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\u202a-\u202e\u2066-\u2069]')
_PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Attachment:
    """What the statement says of an attachment; the row of its field ``attachments``.

    ``id`` and ``sha256`` are hex (of the ciphertext and of the content), ``size`` the content's bytes, ``key`` the seed
    of the identity that opens it (a secret), ``type`` a media type. A row that does not hold raises ``Malformed``.
    """

    id: str
    key: bytes = field(repr=False)
    name: str = field(repr=False)
    type: str
    size: int
    sha256: str

    def __post_init__(self) -> None:
        if not is_fingerprint(self.id) or not is_fingerprint(self.sha256) or len(self.key) != 32:
            raise Malformed("an attachment names its digests and the identity that opens it")
        if not isinstance(self.name, str) or not 0 < len(self.name) <= MAX_NAME or _FORBIDDEN.search(self.name):
            raise Malformed("an attachment's name is a plain file name")
        if self.name.strip(". ") != self.name or not isinstance(self.type, str) or not _TYPE.match(self.type):
            raise Malformed("an attachment has a plain name and a media type")
        if type(self.size) is not int or not 0 <= self.size <= MAX_CONTENT:
            raise Malformed("an attachment is within its bounds")

    def to_json(self) -> dict[str, str | int]:
        """Return the row as it is disclosed."""
        return {
            "id": self.id,
            "key": b64u(self.key),
            "name": self.name,
            "type": self.type,
            "size": self.size,
            "sha256": self.sha256,
        }

    @classmethod
    def from_json(cls, value: object) -> Attachment:
        """Return the attachment of a disclosed row; raise ``Malformed``."""
        if not isinstance(value, dict) or set(value) != set(_MEMBERS) or not isinstance(value["key"], str):
            raise Malformed("not an attachment")
        return cls(**{**value, "key": unb64u(value["key"])})

    @property
    def identity(self) -> Identity:
        return Identity(self.key)


class Written(Protocol):
    """Where the sealed file goes."""

    def write(self, piece: bytes | memoryview, /) -> int: ...


def seal_attachment(
    source: BinaryIO, sink: Written, *, name: str, media_type: str, random: Callable[[int], bytes]
) -> tuple[Attachment, AttachmentRow]:
    """Seal ``source``, read to its end, into ``sink``; return what the statement says and what waybills say.

    Raises ``TooLarge`` beyond ``MAX_CONTENT`` bytes, ``Malformed`` for a name or type that cannot be. The sink must not
    be used before this returns.
    """
    identity = Identity.generate(random)
    reading, writing = _Counted(source), _Sized(sink)
    digest = hashlib.sha256()
    seal(cast("BinaryIO", reading), cast("BinaryIO", writing), [identity.recipient], random, digest=digest)
    made = Attachment(digest.hexdigest(), identity.seed, name, media_type, reading.size, reading.digest.hexdigest())
    return made, AttachmentRow(made.id, writing.size)


def open_attachment(source: BinaryIO, sink: BinaryIO, attachment: Attachment) -> None:
    """Write the content of the sealed file ``source``, read to its end, to ``sink``, **which must not act before this
    returns**. Raises ``DigestMismatch`` when ciphertext or content is not the one named, and the errors of ``unseal``.
    """
    sealed, plain = hashlib.sha256(), _Digesting(sink)
    unseal(source, cast("BinaryIO", plain), [attachment.identity], digest=sealed)
    if sealed.hexdigest() != attachment.id:
        raise DigestMismatch("the sealed file is not the one the statement names")
    if plain.size != attachment.size or plain.digest.hexdigest() != attachment.sha256:
        raise DigestMismatch("the content is not the one the statement names")


class AttachmentReader:
    """Reads ranges of an attachment into memory, once its sealed file was found to be the one that is named."""

    def __init__(self, source: BinaryIO, attachment: Attachment) -> None:
        """Check the whole sealed file in ``source``, which can be sought in and stays open while ranges are read.

        Raises ``DigestMismatch`` and the errors of ``unseal`` but ``PayloadDamaged``.
        """
        source.seek(0)
        if digest_of(source) != attachment.id:
            raise DigestMismatch("the sealed file is not the one the statement names")
        whole = source.seek(0, os.SEEK_END)
        source.seek(0)
        beginning, self._cipher = open_header(source, [attachment.identity])
        self._source, self._begins = source, len(beginning)
        self.attachment, self.size = attachment, attachment.size
        chunks = max(1, -(-attachment.size // CHUNK_BYTES))
        if whole - self._begins != attachment.size + chunks * TAG_BYTES:
            raise DigestMismatch("the content is not of the size the statement names")

    def read(self, start: int, length: int) -> bytes:
        """Return ``length`` bytes from ``start``, fewer at the end, each authenticated; raise ``PayloadDamaged``."""
        if start < 0 or length < 0:
            raise ValueError("a range begins at 0 or later and has a length")
        return read_range(self._source, self._cipher, self._begins, start, length, size=self.size)


def digest_of(source: BinaryIO) -> str:
    """Return the SHA-256, hex, of ``source``, read to its end in constant memory."""
    digest = hashlib.sha256()
    while piece := source.read(_PIECE):
        digest.update(piece)
    return digest.hexdigest()


class _Counted:
    """A source whose bytes are counted and bounded as they are read."""

    def __init__(self, source: BinaryIO) -> None:
        self._source, self.size, self.digest = source, 0, hashlib.sha256()

    def read(self, size: int) -> bytes:
        piece = self._source.read(size)
        self.size += len(piece)
        if self.size > MAX_CONTENT:
            raise TooLarge("an attachment is too long to send")
        self.digest.update(piece)
        return piece


class _Sized:
    """A sink whose bytes are counted."""

    def __init__(self, sink: Written) -> None:
        self._sink, self.size = sink, 0

    def write(self, piece: memoryview) -> int:
        self.size += len(piece)
        return self._sink.write(piece)


class _Digesting(_Sized):
    """A sink whose bytes are digested too."""

    def __init__(self, sink: Written) -> None:
        super().__init__(sink)
        self.digest = hashlib.sha256()

    def write(self, piece: memoryview) -> int:
        self.digest.update(piece)
        return super().write(piece)
