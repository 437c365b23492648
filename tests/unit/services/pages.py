"""The decrypted bytes of a record book's database and of its log, page by page, free pages among them.

Rules this module keeps: SQLCipher 4's format as it is documented (pages of 8,192 bytes, AES-256-CBC under the raw key, the IV in the last 80 bytes), read
without SQLCipher, so that nothing is hidden that the file has.
"""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE, RESERVED, SALT = 8192, 80, 16
LOG_HEADER, FRAME_HEADER = 32, 24  # https://sqlite.org/fileformat2.html, section 4


def decrypted(path: Path, key: bytes) -> bytes:
    """Every page of the database and every frame of its log."""
    raw = path.read_bytes()
    pages = [_opened(raw[start : start + PAGE], key, first=start == 0) for start in range(0, len(raw), PAGE)]
    log = path.with_name(path.name + "-wal")
    frames = log.read_bytes() if log.exists() else b""
    for start in range(LOG_HEADER, len(frames), FRAME_HEADER + PAGE):
        number = int.from_bytes(frames[start : start + 4], "big")
        page = frames[start + FRAME_HEADER : start + FRAME_HEADER + PAGE]
        pages.append(_opened(page, key, first=number == 1))
    return b"".join(pages)


def _opened(page: bytes, key: bytes, *, first: bool) -> bytes:
    begins, ends = (SALT if first else 0), PAGE - RESERVED
    decryptor = Cipher(algorithms.AES256(key), modes.CBC(page[ends : ends + 16])).decryptor()
    return decryptor.update(page[begins:ends]) + decryptor.finalize()
