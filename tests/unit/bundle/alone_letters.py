"""A second reader of bundles: container, waybill, sealed part, cover (docs/spec/bundle-v1.md, sealing.md).

Rules this module keeps (and the modules beside it, ``alone_*`` and ``test_specs_alone``): it is written from the pages of docs/spec
alone and imports nothing of Guardbook: only the standard library, ``cryptography`` (primitives alone: no HPKE, no age) and
``zstandard``; each step names its place on the page. When it and ``bundle/`` disagree, the page is unclear or one of the two is wrong.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import math
import re
import struct
import zlib
from itertools import pairwise
from typing import Any

import zstandard
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA65PublicKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from tests.unit.bundle.alone_statements import (
    HEX,
    KIB,
    LAST_SECOND,
    MIB,
    b64u,
    demand,
    ed25519,
    is_integer,
    matches,
    one_form,
    read_json,
    refuse,
    standard,
    thumbprint,
)

# bundle-v1: envelopes


def open_dsse(raw: bytes, kind: str, bound: int) -> tuple[bytes, list[tuple[str, bytes]]]:
    """Rule 1: the bytes are the ones we would write. The payload, and (keyid, signature) in order."""
    demand(len(raw) <= bound, "TooLarge")
    value = read_json(raw, 3)
    demand(isinstance(value, dict) and set(value) == {"payload", "payloadType", "signatures"}, "Malformed")
    demand(value["payloadType"] == kind and one_form(value) == raw, "Malformed")
    signatures = []
    for row in value["signatures"]:
        demand(set(row) == {"keyid", "sig"}, "Malformed")
        signatures.append((row["keyid"], standard(row["sig"], "Malformed")))
    return standard(value["payload"], "Malformed"), signatures


def signed_text(kind: str, payload: bytes) -> bytes:
    return b"DSSEv1 %d %b %d %b" % (len(kind), kind.encode(), len(payload), payload)


def read_payload(payload: bytes, members: set[str], alg: str) -> dict[str, Any]:
    """JSON, then the version, the members, the suite, the one form."""
    value = read_json(payload, 3)
    demand(isinstance(value, dict) and type(value.get("v")) is int, "Malformed")
    demand(value["v"] == 1, "UnknownVersion")
    demand(set(value) == members, "Malformed")
    demand(value["alg"] == alg, "UnknownAlgorithm")
    demand(one_form(value) == payload, "Malformed")
    found: dict[str, Any] = value
    return found


WAYBILL = "application/vnd.guardbook.waybill.v1+json"
COVER = "application/vnd.guardbook.cover.v1+json"
DEVICE, SHORT = r"[A-Za-z0-9_-]{43}", r"[A-Za-z0-9_-]{22}"


def read_waybill(raw: bytes, card: dict[str, bytes]) -> tuple[dict[str, Any], str]:
    """Steps 1 and 3: the waybill and its digest, which is over the payload."""
    payload, signatures = open_dsse(raw, WAYBILL, 64 * KIB)
    waybill = read_payload(
        payload,
        {"v", "alg", "partnership", "bundle", "sender", "mailboxes", "sealed_digest", "sealed_size", "attachments", "written_at"},
        "Ed25519",
    )  # fmt: skip
    boxes, files = waybill["mailboxes"], waybill["attachments"]
    demand(matches(HEX, waybill["partnership"]) and matches(HEX, waybill["sealed_digest"]), "Malformed")
    demand(matches(SHORT, waybill["bundle"]) and matches(DEVICE, waybill["sender"]), "Malformed")
    demand(1 <= len(boxes) <= 500 and all(matches(f"{DEVICE}|{SHORT}", box) for box in boxes), "Malformed")
    demand(all(one < other for one, other in pairwise(boxes)), "Malformed")
    demand(is_integer(waybill["sealed_size"], 1, 64 * MIB), "Malformed")
    demand(len(files) <= 64 and all(set(row) == {"id", "size"} for row in files), "Malformed")
    demand(all(matches(HEX, row["id"]) and is_integer(row["size"], 1, 2048 * MIB) for row in files), "Malformed")
    demand(all(one["id"] < other["id"] for one, other in pairwise(files)), "Malformed")
    demand(is_integer(waybill["written_at"], 0, LAST_SECOND), "Malformed")
    demand([one for one, _ in signatures] == [thumbprint(card["ed25519"])], "SignatureInvalid")
    ed25519(card["ed25519"], signatures[0][1], signed_text(WAYBILL, payload), "SignatureInvalid")
    return waybill, hashlib.sha256(payload).hexdigest()


def read_cover(raw: bytes, card: dict[str, bytes]) -> dict[str, Any]:
    """Step 6, the cover alone: its form, then both signatures."""
    payload, signatures = open_dsse(raw, COVER, 4 * MIB)
    cover = read_payload(
        payload,
        {"v", "alg", "bundle", "partnership", "sender", "recipients", "purpose", "basis", "share", "share_group",
         "audience", "numbers", "statements", "head", "checkpoint"},
        "Ed25519+ML-DSA-65",
    )  # fmt: skip
    demand(set(cover["numbers"]) == set(cover["recipients"]), "Malformed")
    for number, before in cover["numbers"].values():
        demand(is_integer(number, 1) and (before == "" if number == 1 else matches(HEX, before)), "Malformed")
    demand(1 <= len(cover["statements"]) <= 2000, "Malformed")
    demand(all(matches(HEX, one) for one in cover["statements"]), "Malformed")
    demand(matches(r"[a-z][a-z-]{0,31}", cover["audience"]), "Malformed")
    jwk = {"alg": "ML-DSA-65", "kty": "AKP", "pub": b64u(card["ml-dsa-65"])}
    ids = [thumbprint(card["ed25519"]), b64u(hashlib.sha256(one_form(jwk)).digest())]
    demand([one for one, _ in signatures] == ids, "SignatureInvalid")
    message = signed_text(COVER, payload)
    ed25519(card["ed25519"], signatures[0][1], message, "SignatureInvalid")
    try:
        second = b"tuf\x01" + hashlib.sha512(message).digest()
        MLDSA65PublicKey.from_public_bytes(card["ml-dsa-65"]).verify(signatures[1][1], second)
    except InvalidSignature:
        refuse("SignatureInvalid")
    return cover


# bundle-v1: the container


def local_header(name: bytes, crc: int, size: int, *, first: bool) -> bytes:
    shown = size if first else 0xFFFFFFFF
    extra = b"" if first else struct.pack("<HHQQ", 1, 16, size, size)
    fixed = struct.pack("<HHHHHLLLHH", 45, 0x0800, 0, 0, 0x0021, crc, shown, shown, len(name), len(extra))
    return b"PK\x03\x04" + fixed + name + extra


def take_apart(raw: bytes) -> dict[str, bytes]:
    """Container: walk the local headers, rebuild each and the directory, and compare."""
    bounds = {"mimetype": 39, "waybill.dsse": 64 * KIB, "sealed.age": 64 * MIB, "receipt": 16 * KIB}
    found: dict[str, bytes] = {}
    central, place = b"", 0
    while raw[place : place + 4] == b"PK\x03\x04":
        demand(len(found) < 4 + 64, "TooLarge")
        demand(len(raw) >= place + 30, "Malformed")
        crc, _, size, length, extra = struct.unpack_from("<LLLHH", raw, place + 14)
        name = raw[place + 30 : place + 30 + length]
        demand(extra == (20 if found else 0) and len(raw) >= place + 30 + length + extra, "Malformed")
        if found:
            size = struct.unpack_from("<Q", raw, place + 30 + length + 4)[0]
        header = local_header(name, crc, size, first=not found)
        demand(raw.startswith(header, place) and name.isascii(), "Malformed")
        text = name.decode()
        demand(text not in found, "Malformed")
        demand(text in bounds or re.fullmatch(f"attachments/{HEX}", text), "Malformed")
        demand(size <= bounds.get(text, 2048 * MIB), "TooLarge")
        start = place + len(header)
        found[text] = raw[start : start + size]
        demand(len(found[text]) == size and zlib.crc32(found[text]) == crc, "Malformed")
        central += b"PK\x01\x02" + struct.pack(
            "<HHHHHHLLLHHHHHLL",
            45, 45, 0x0800, 0, 0, 0x0021, crc, 0xFFFFFFFF, 0xFFFFFFFF, length, 28, 0, 0, 0, 0, 0xFFFFFFFF,
        ) + name + struct.pack("<HHQQQ", 1, 24, size, size, place)  # fmt: skip
        place = start + size
    count, end = len(found), place + len(central)
    ending = b"PK\x06\x06" + struct.pack("<QHHLLQQQQ", 44, 45, 45, 0, 0, count, count, len(central), place)
    ending += b"PK\x06\x07" + struct.pack("<LQL", 0, end, 1)
    ending += b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    demand(raw[place:] == central + ending, "Malformed")
    names = [name for name in found if not name.startswith("attachments/")]
    ids = [name for name in found if name.startswith("attachments/")]
    demand(names in (list(bounds), list(bounds)[:3]) and list(found) == names + sorted(ids), "Malformed")
    demand(found["mimetype"] == b"application/vnd.guardbook.bundle+zip", "Malformed")
    return found


# sealing: an age v1 file, by hand


def hkdf(key: bytes, salt: bytes, info: bytes, length: int = 32) -> bytes:
    """RFC 5869 with SHA-256."""
    return hkdf_expand(hmac.digest(salt or bytes(32), key, "sha256"), info, length)


def hkdf_expand(secret: bytes, info: bytes, length: int) -> bytes:
    made = block = b""
    for number in range(1, -(-length // 32) + 1):
        block = hmac.digest(secret, block + info + bytes([number]), "sha256")
        made += block
    return made[:length]


def unwrap(seed: bytes, enc: bytes, body: bytes) -> bytes | None:
    """HPKE (RFC 9180) base mode, one message: the file key of a stanza, or None where it is for somebody else."""
    stretched = hashlib.shake_256(seed).digest(96)
    kem, curve = MLKEM768PrivateKey.from_seed_bytes(stretched[:64]), X25519PrivateKey.from_private_bytes(stretched[64:])
    public = curve.public_key().public_bytes_raw()
    inner = kem.decapsulate(enc[:1088]), curve.exchange(X25519PublicKey.from_public_bytes(enc[1088:]))
    shared = hashlib.sha3_256(b"".join(inner) + enc[1088:] + public + b"\\.//^\\").digest()
    suite = b"HPKE" + bytes.fromhex("647a 0001 0003")

    def extract(salt: bytes, label: bytes, key: bytes) -> bytes:
        return hmac.digest(salt or bytes(32), b"HPKE-v1" + suite + label + key, "sha256")

    info = b"age-encryption.org/mlkem768x25519"
    context = b"\x00" + extract(b"", b"psk_id_hash", b"") + extract(b"", b"info_hash", info)
    secret = extract(shared, b"secret", b"")

    def expand(label: bytes, length: int) -> bytes:
        return hkdf_expand(secret, length.to_bytes(2, "big") + b"HPKE-v1" + suite + label + context, length)

    try:
        return ChaCha20Poly1305(expand(b"key", 32)).decrypt(expand(b"base_nonce", 12), body, None)
    except InvalidTag:
        return None


def unb64(text: bytes) -> bytes:
    """Standard base64 without padding and with no stray bits."""
    try:
        raw = base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except ValueError:
        refuse("HeaderDamaged")
    demand(base64.b64encode(raw).rstrip(b"=") == text, "HeaderDamaged")
    return raw


def unseal(raw: bytes, seed: bytes) -> bytes:
    head, _, rest = raw.partition(b"\n--- ")
    mac, _, payload = rest.partition(b"\n")
    lines = head.split(b"\n")
    version = lines.pop(0)
    demand(version.startswith(b"age-encryption.org/"), "HeaderDamaged")
    demand(version == b"age-encryption.org/v1", "UnknownVersion")
    keys = []
    while lines:
        marker, *arguments = lines.pop(0).split(b" ")
        demand(marker == b"->" and len(arguments) == 2 and arguments[0] == b"mlkem768x25519", "HeaderDamaged")
        share, body = arguments[1], b""
        while lines and len(line := lines.pop(0)) == 64:
            body += line
        demand(len(line) < 64, "HeaderDamaged")
        enc, wrapped = unb64(share), unb64(body + line)
        demand(len(enc) == 1120 and len(wrapped) == 32, "HeaderDamaged")
        keys.append(unwrap(seed, enc, wrapped))
    file_key = next((key for key in keys if key is not None), None) or refuse("NotARecipient")
    sum_of = hmac.digest(hkdf(file_key, b"", b"header"), head + b"\n---", "sha256")
    demand(hmac.compare_digest(sum_of, unb64(mac)), "HeaderDamaged")
    cipher = ChaCha20Poly1305(hkdf(file_key, payload[:16], b"payload"))
    chunks = [payload[start : start + 65552] for start in range(16, len(payload), 65552)]
    opened = b""
    for number, chunk in enumerate(chunks):
        last = number == len(chunks) - 1
        try:
            opened += cipher.decrypt(number.to_bytes(11, "big") + bytes([last]), chunk, None)
        except InvalidTag:
            refuse("PayloadDamaged")
    demand(chunks, "PayloadDamaged")
    return opened


def bech32(text: str) -> bytes:
    """BIP 173 without the length limit; the checksum is looked at too."""
    prefix, _, letters = text.lower().rpartition("1")
    digits = ["qpzry9x8gf2tvdw0s3jn54khce6mua7l".index(letter) for letter in letters]
    checksum = 1
    for value in [*(ord(one) >> 5 for one in prefix), 0, *(ord(one) & 31 for one in prefix), *digits]:
        top, checksum = checksum >> 25, (checksum & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            checksum ^= generator if top >> bit & 1 else 0
    demand(checksum == 1, "Malformed")
    bits = "".join(f"{digit:05b}" for digit in digits[:-6])
    return int(bits[: len(bits) // 8 * 8], 2).to_bytes(len(bits) // 8, "big")


def unfold(sheet: bytes) -> list[bytes]:
    """Sealed part: the padding, the frame, the lines."""
    magic, padding = struct.unpack_from("<LL", sheet)
    frame = sheet[8 + padding :]
    demand(magic == 0x184D2A50 and frame and not any(sheet[8 : 8 + padding]), "Malformed")
    length = 8 + len(frame)
    exponent = length.bit_length() - 1
    step = 1 << exponent - (math.floor(math.log2(exponent)) + 1)
    demand(len(sheet) == max(32 * KIB, -(-length // step) * step), "Malformed")
    try:
        about = zstandard.get_frame_parameters(frame)
    except zstandard.ZstdError:
        refuse("Malformed")
    demand(1 <= about.content_size <= 64 * MIB and about.window_size <= 8 * MIB, "TooLarge")
    demand(about.has_checksum and not about.dict_id, "Malformed")
    try:
        lines = zstandard.ZstdDecompressor().decompress(frame, allow_extra_data=False)
    except zstandard.ZstdError:
        refuse("Malformed")
    demand(lines.endswith(b"\n"), "Malformed")
    demand(lines.count(b"\n") <= 2001, "TooLarge")
    return lines[:-1].split(b"\n")


def token_of(line: bytes) -> str:
    demand(len(line) <= 256 * KIB + 64, "TooLarge")
    value = read_json(line, 1)
    demand(set(value) == {"statement"} and value["statement"].isascii() and one_form(value) == line, "Malformed")
    return str(value["statement"])
