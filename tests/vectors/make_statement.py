"""The worked example of docs/spec/statement-v1.md and the kept vectors of version 1, made from keys and salts that are all given.

    python -m tests.vectors.make_statement [folder]

writes ``worked-example.json``, ``copies.json`` and ``refused.json`` (by default into tests/vectors/v1/statement) and prints the example.

Rules this module keeps: nothing random, no clock; everybody is invented; once version 1 was released, what it writes never changes.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from bundle.encoding import b64u, canonical_json, unb64u
from bundle.keys import DeviceKeys
from bundle.statement_form import MAX_DISCLOSURES, digest_of, token_of
from bundle.statements import SignedStatement, StatementPayload, issue

FOLDER = Path(__file__).parent / "v1" / "statement"
KEYS = DeviceKeys(bytes(range(32)), bytes(range(32, 64)), bytes(range(64, 96)))
RECORD, CHILD = b64u(bytes(range(16))), b64u(bytes(range(16, 32)))
EPOCH = b64u(bytes(range(32, 48)))
BEFORE = hashlib.sha256(b"the statement before it").hexdigest()
PAYLOAD = StatementPayload(
    kind="concern.recorded",
    about=(RECORD, CHILD),
    fields={
        "happened": {"at": "2026-11-20T09:05"},
        "seen": "Two round marks on the left arm.",
        "words": [{"by": "Kian", "words": "I fell."}, {"by": "Kian", "words": "Don’t tell."}],
    },
    after=(),
    issued_at=1_795_168_800,
    edition="england-2026",
    must=False,
    position=(EPOCH, 7, BEFORE),
)


def salts(count: int) -> bytes:
    """Salt number n is the first 16 bytes of SHA-256 of "salt n", counted from 1."""
    return b"".join(hashlib.sha256(f"salt {number}".encode()).digest()[:16] for number in range(1, count + 1))


def example() -> SignedStatement:
    """The statement of the worked example."""
    return issue(PAYLOAD, KEYS, lambda size: salts(size // 16))


def worked_example() -> dict[str, object]:
    """Every part of the example, as an implementer can follow it."""
    signed = example()
    header, claims, signature = signed.issuer_jwt.split(".")
    return {
        "signing_seed": KEYS.signing_seed.hex(),
        "public_key": KEYS.card().signing.hex(),
        "device": KEYS.id,
        "header": unb64u(header).decode(),
        "claims": unb64u(claims).decode(),
        "signing_input": f"{header}.{claims}",
        "signature": unb64u(signature).hex(),
        "disclosures": [
            {"json": unb64u(text).decode(), "text": text, "digest": digest_of(text), "of": list(place)}
            for text, place in signed.places.items()
        ],
        "id": signed.id,
        "token": signed.token,
        "reads_as": reading(signed),
    }


def copies() -> dict[str, object]:
    """Copies of the example with something left out, and how each reads."""
    whole = example()
    made = {
        "a field left out": whole.without({"seen"}),
        "a list left out": whole.without({"words"}),
        "a row left out": whole.without(rows={"words": [1]}),
        "for an outsider: no position, the child's id alone": whole.without(position=True, about={RECORD}),
        "bare": whole.bare(),
    }
    return {name: {"token": copy.token, "reads_as": reading(copy)} for name, copy in made.items()}


def reading(signed: SignedStatement) -> dict[str, object]:
    """What ``parse`` gives."""
    return {
        "id": signed.id,
        "kind": signed.kind,
        "device": signed.device,
        "issued_at": signed.issued_at,
        "edition": signed.edition,
        "after": list(signed.after),
        "must": signed.must,
        "about": list(signed.about),
        "fields": signed.fields,
        "position": list(signed.position) if signed.position else None,
        "left_out": signed.left_out,
        "about_left_out": signed.about_left_out,
        "rows_left_out": signed.rows_left_out,
    }


def refused() -> dict[str, object]:
    """Texts that are no statement, each with the error by which it is refused. All are signed by the example's key."""
    whole = example()
    disclosures = sorted(whole.places)
    first, last = disclosures[0], disclosures[-1]
    made: dict[str, tuple[str, str]] = {
        "more disclosures than the bound": (whole.issuer_jwt + "~" * (MAX_DISCLOSURES + 2), "TooLarge"),
        "no tilde at the end": (whole.token[:-1], "StatementInvalid"),
        "a key binding JWT at the end": (whole.token + "e30.e30.AA", "StatementInvalid"),
        "disclosures out of order": (_joined(whole.issuer_jwt, [last, *disclosures[:-1]]), "StatementInvalid"),
        "a disclosure twice": (_joined(whole.issuer_jwt, [first, *disclosures]), "StatementInvalid"),
        "a disclosure that nothing refers to": (_stray(whole), "StatementInvalid"),
        "half a position": (_without(whole, b'"seq"'), "StatementInvalid"),
        "a row without its list": (_without(whole, b'"words",['), "StatementInvalid"),
        "base64url with a spare bit set": (
            _joined(whole.issuer_jwt, sorted([*disclosures[1:], _bent(first)])),
            "Malformed",
        ),
        "another type": (_signed(header={"typ": "JWT"}), "StatementInvalid"),
        "a header with another member": (_signed(header={"crit": "x"}), "StatementInvalid"),
        "an unknown signature algorithm": (_signed(header={"alg": "ES256"}), "UnknownAlgorithm"),
        "no signature algorithm": (_signed(header={"alg": "none"}), "UnknownAlgorithm"),
        "an unknown digest algorithm": (_signed(claims={"_sd_alg": "sha-512"}), "UnknownAlgorithm"),
        "version 0": (_signed(claims={"v": 0}), "UnknownVersion"),
        "version 2": (_signed(claims={"v": 2}), "UnknownVersion"),
        "another claim": (_signed(claims={"iss": "x"}), "StatementInvalid"),
        "must that is not true": (_signed(claims={"must": False}), "StatementInvalid"),
        "a member twice": (_signed(text=lambda text: text.replace('"v":1', '"v":1,"v":1')), "Malformed"),
        "a time with a fraction": (_signed(claims={"iat": 1.5}), "StatementInvalid"),
        "an integer beyond 2^53 - 1": (_signed(claims={"iat": 2**53}), "Malformed"),
        "an id in capitals": (_signed(claims={"after": [BEFORE.upper()]}), "StatementInvalid"),
        "claims nested too deep": (_signed(claims={"after": [[[["x"]]]]}), "TooLarge"),
        "a disclosure nested too deep": (_with({"a": {"b": {"c": {}}}}), "TooLarge"),
        "digests inside a value": (_with({"_sd": []}), "StatementInvalid"),
        "a plain element in a list": (_with(["plain"]), "StatementInvalid"),
        "a salt of 15 bytes": (_with("x", salt=b64u(bytes(15))), "StatementInvalid"),
        "a reserved name": (_with("x", name="kind"), "StatementInvalid"),
        "a name with a capital": (_with("x", name="Seen"), "StatementInvalid"),
    }
    return {name: {"token": token, "error": error} for name, (token, error) in made.items()}


def _joined(jwt: str, disclosures: list[str]) -> str:
    return "~".join((jwt, *disclosures, ""))


def _stray(whole: SignedStatement) -> str:
    return token_of(whole.issuer_jwt, [*whole.places, b64u(canonical_json([b64u(bytes(16)), "level", "4"]))])


def _without(whole: SignedStatement, what: bytes) -> str:
    return token_of(whole.issuer_jwt, [text for text in whole.places if what not in unb64u(text)])


def _bent(text: str) -> str:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    assert len(text) % 4, "a text without spare bits"
    return text[:-1] + letters[letters.index(text[-1]) + 1]


def _signed(
    *,
    header: Mapping[str, object] | None = None,
    claims: Mapping[str, object] | None = None,
    text: Callable[[str], str] = str,
    disclosures: Mapping[str, str] | None = None,
) -> str:
    """The example's bare JWT with header or claims changed before signing; ``disclosures`` by digest go into ``_sd``."""
    old_header, old_claims, _ = example().issuer_jwt.split(".")
    head = {**json.loads(unb64u(old_header)), **(header or {})}
    said = {**json.loads(unb64u(old_claims)), **(claims or {})}
    if disclosures:
        said["_sd"] = sorted([*said["_sd"], *disclosures])
    start = f"{b64u(canonical_json(head))}.{b64u(text(canonical_json(said).decode()).encode())}"
    return token_of(f"{start}.{b64u(KEYS.sign(start.encode('ascii')))}", (disclosures or {}).values())


def _with(value: object, *, name: str = "extra", salt: str = "") -> str:
    """The example's bare JWT with one more field."""
    written = b64u(canonical_json([salt or b64u(bytes(16)), name, value]))
    return _signed(disclosures={digest_of(written): written})


def files() -> dict[str, str]:
    """Name and text of every file."""
    made = {"worked-example": worked_example(), "copies": copies(), "refused": refused()}
    return {f"{name}.json": json.dumps(content, ensure_ascii=False, indent=2) + "\n" for name, content in made.items()}


def main(arguments: list[str]) -> None:
    folder = Path(arguments[0]) if arguments else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files().items():
        (folder / name).write_text(text, encoding="utf-8")
    print(files()["worked-example.json"], end="")


if __name__ == "__main__":
    main(sys.argv[1:])
