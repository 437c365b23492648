"""age v1 files (https://c2sp.org/age): sealed to many, streamed in constant memory. See docs/spec/sealing.md.

Rules this module keeps:

* what we seal goes to hybrid recipients alone; a hybrid identity refuses a file that any other type could open;
* the header is bounded in size and stanzas while it is read, before anything in it is parsed;
* ``unseal`` hands on each chunk once that chunk is authenticated: **its sink must not act before it returns**;
* whoever opens learns which of three things is wrong: not for us, header damaged, payload damaged.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Sequence
from typing import BinaryIO

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bundle.encoding import b64, unb64
from bundle.errors import HeaderDamaged, Malformed, NotARecipient, TooLarge, UnknownAlgorithm, UnknownVersion
from bundle.payloads import CHUNK_BYTES, Digest, seal_payload, unseal_payload
from bundle.recipients import FILE_KEY_BYTES, HYBRID, KNOWN, Identity, Recipient, Stanza

__all__ = ["CHUNK_BYTES", "Identity", "Recipient", "open_header", "padme", "seal", "unseal"]

MAX_HEADER_BYTES = 1024 * 1024
MAX_STANZAS = 512
NONCE_BYTES = 16
_MAX_LINE_BYTES = 8192
_COLUMNS = 64
_MAGIC = b"age-encryption.org/"
_VERSION_LINE = b"age-encryption.org/v1\n"
_MAC_MARK = b"---"


def seal(
    source: BinaryIO,
    sink: BinaryIO,
    recipients: Sequence[str],
    random: Callable[[int], bytes],
    *,
    digest: Digest | None = None,
) -> None:
    """Write ``source``, read to its end, to ``sink`` as an age file that each of ``recipients`` can open.

    ``recipients`` are ``age1pq1…`` strings (``Malformed`` otherwise, or when there are none; ``TooLarge`` above
    ``MAX_STANZAS``); naming one twice counts once. ``random`` gives the file key and the nonce, 16 bytes each.
    ``digest`` is counted over everything that is written. What ``sink.write`` is given is good only during the call.
    """
    keys = [Recipient.parse(text) for text in dict.fromkeys(recipients)]
    if not keys:
        raise Malformed("a file is sealed to nobody")
    if len(keys) > MAX_STANZAS:
        raise TooLarge("a file is sealed to too many recipients")
    file_key = random(FILE_KEY_BYTES)
    nonce = random(NONCE_BYTES)
    header = _VERSION_LINE + b"".join(_stanza_lines(key.wrap(file_key)) for key in keys) + _MAC_MARK
    beginning = header + b" " + b64(_mac(file_key, header)).encode("ascii") + b"\n" + nonce
    sink.write(beginning)
    if digest is not None:
        digest.update(beginning)
    seal_payload(source, sink, _payload_cipher(file_key, nonce), digest)


def unseal(source: BinaryIO, sink: BinaryIO, identities: Sequence[Identity], *, digest: Digest | None = None) -> None:
    """Write the content of the age file in ``source``, read to its end, to ``sink``.

    Raises ``NotARecipient``, ``HeaderDamaged``, ``PayloadDamaged``, ``TooLarge`` (header bounds) or
    ``UnknownVersion``. On ``PayloadDamaged`` the sink has already had the chunks before the damage.
    ``digest`` is counted over everything that is read. What ``sink.write`` is given is good only during the call.
    """
    beginning, cipher = open_header(source, identities)
    if digest is not None:
        digest.update(beginning)
    unseal_payload(source, sink, cipher, digest)


def open_header(source: BinaryIO, identities: Sequence[Identity]) -> tuple[bytes, ChaCha20Poly1305]:
    """Return what was read before the first chunk, where ``source`` then stands, and the cipher of the chunks.

    Raises as ``unseal`` does, save ``PayloadDamaged``.
    """
    lines = _Lines(source)
    stanzas, header, mac = _read_header(lines)
    file_key = _file_key(stanzas, identities)
    if not hmac.compare_digest(_mac(file_key, header), mac):
        raise HeaderDamaged("the header's MAC does not fit")
    nonce = _read(source, NONCE_BYTES)
    if len(nonce) != NONCE_BYTES:
        raise HeaderDamaged("the file ends before its nonce")  # with the header, as age's own test kit has it
    return bytes(lines.header) + nonce, _payload_cipher(file_key, nonce)


def padme(size: int) -> int:
    """Return the padded size for ``size`` bytes: at most 12 % more, so that a length says little.

    Padmé, from Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication with PURBs" (2019).
    """
    if size < 2:
        return size
    exponent = size.bit_length() - 1
    mask = (1 << exponent - exponent.bit_length()) - 1
    return size + mask & ~mask


def _read_header(lines: _Lines) -> tuple[list[Stanza], bytes, bytes]:
    """Return the stanzas, the bytes the MAC is over, and the MAC; leave the source at the nonce."""
    first = lines.next()
    if first != _VERSION_LINE:
        if first.startswith(_MAGIC) and first.endswith(b"\n"):
            raise UnknownVersion("an age file of another version")
        raise HeaderDamaged("not an age file")
    stanzas: list[Stanza] = []
    while not (line := lines.next()).startswith(_MAC_MARK):
        if len(stanzas) == MAX_STANZAS:
            raise TooLarge("the header has too many stanzas")
        stanzas.append(_read_stanza(line, lines))
    if not stanzas:
        raise HeaderDamaged("the header has no stanza")
    if not line.startswith(b"--- ") or len(line) != 4 + 43 + 1:
        raise HeaderDamaged("the header's last line is not a MAC")
    return stanzas, bytes(lines.header[: -len(line)]) + _MAC_MARK, _base64(line[4:-1])


def _read_stanza(line: bytes, lines: _Lines) -> Stanza:
    marker, *arguments = line[:-1].split(b" ")
    printable = all(argument and all(0x21 <= byte <= 0x7E for byte in argument) for argument in arguments)
    if marker != b"->" or not arguments or not printable:
        raise HeaderDamaged("a stanza's first line is not of the form")
    body = b""
    while True:
        text = lines.next()[:-1]
        if len(text) > _COLUMNS:
            raise HeaderDamaged("a stanza's line is too long")
        body += text
        if len(text) < _COLUMNS:
            stanza = Stanza(tuple(argument.decode("ascii") for argument in arguments), _base64(body))
            stanza.check()
            return stanza


class _Lines:
    """Reads a header line by line and keeps its bytes, within the bounds."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self.header = bytearray()

    def next(self) -> bytes:
        line = self._source.readline(_MAX_LINE_BYTES + 1)
        self.header += line
        if len(line) > _MAX_LINE_BYTES or len(self.header) > MAX_HEADER_BYTES:
            raise TooLarge("the header is too long")
        if not line.endswith(b"\n"):
            raise HeaderDamaged("the header is cut short")
        return line


def _file_key(stanzas: Sequence[Stanza], identities: Sequence[Identity]) -> bytes:
    kinds = {stanza.arguments[0] for stanza in stanzas}
    if "scrypt" in kinds and len(stanzas) > 1:
        raise HeaderDamaged("a passphrase stanza stands beside others")
    for identity in identities:
        for stanza in stanzas:
            file_key = identity.unwrap(stanza)
            if file_key is None:
                continue
            if identity.hybrid and kinds != {HYBRID}:
                raise HeaderDamaged("a file for a hybrid identity is also sealed to another type")
            return file_key
    if all(identity.hybrid for identity in identities) and kinds.isdisjoint(KNOWN):
        raise UnknownAlgorithm("the file is sealed in no way that this program knows")
    raise NotARecipient("the file is not sealed to this identity")


def _stanza_lines(stanza: Stanza) -> bytes:
    body = b64(stanza.body)
    rows = [body[place : place + _COLUMNS] for place in range(0, len(body) + 1, _COLUMNS)]
    return "\n".join((" ".join(("->", *stanza.arguments)), *rows, "")).encode("ascii")


def _base64(text: bytes) -> bytes:
    try:
        return unb64(text.decode("ascii"))
    except (UnicodeDecodeError, Malformed) as bad:
        raise HeaderDamaged("the header has text that is not canonical base64") from bad


def _mac(file_key: bytes, header: bytes) -> bytes:
    return hmac.digest(_derive(file_key, b"", b"header"), header, hashlib.sha256)


def _payload_cipher(file_key: bytes, nonce: bytes) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(_derive(file_key, nonce, b"payload"))


def _derive(file_key: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt, info).derive(file_key)


def _read(source: BinaryIO, size: int) -> bytes:
    """Read exactly ``size`` bytes unless the source ends before; a short read is not an end."""
    parts: list[bytes] = []
    missing = size
    while missing and (part := source.read(missing)):
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)
