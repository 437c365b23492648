"""The worked example of docs/spec/directory-v1.md and the kept vectors of version 1, made from keys that are all given.

    python -m tests.vectors.make_directory [folder]

writes two directories (founded, then with a desk's key, a new member and a withdrawal), an invitation and a request (by
default into tests/vectors/v1/directory), and prints the example.

Rules this module keeps: nothing random but the ML-DSA signature of the request, which may differ and is kept once made; no
clock; everybody is invented; once version 1 was released, what it writes never changes.
"""

from __future__ import annotations

import hashlib
import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import resources
from bundle.directory import (
    Contacts,
    Desk,
    DeviceEntry,
    DirectoryContents,
    Organisation,
    found_directory,
    hub_sign,
    pack_directory,
    partnership_of,
    read_contents,
    sign_next,
    verify_directory,
)
from bundle.encoding import b64u
from bundle.enrolment import Invitation, check_request, make_invitation, make_request, read_request, six_words
from bundle.errors import BundleError
from bundle.hub_cards import HubKeys
from bundle.keys import DeviceKeys
from bundle.recipients import Identity

FOLDER = Path(__file__).parent / "v1" / "directory"
NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
DESK = b64u(bytes(range(16)))
TOKEN = bytes(range(64, 96))


def keys(name: str) -> DeviceKeys:
    """Seed number n of a device is SHA-256 of "<name> n": 1 signing, 2 cover, 3 age."""
    return DeviceKeys(*(hashlib.sha256(f"{name} {number}".encode()).digest() for number in (1, 2, 3)))


LEWIS, ODETTE, AMIR = keys("Lewis Aske"), keys("Odette Farrow"), keys("Amir Haddon")
DESK_KEY = Identity(hashlib.sha256(b"desk key 1").digest())
HUB = HubKeys.generate(lambda size: hashlib.shake_256(b"hub").digest(size))


def founded() -> dict[str, bytes]:
    """Version 1: a desk and a school, one administrator, countersigned by the hub."""
    contents = DirectoryContents(
        name="Ashmere",
        organisations=(
            Organisation("larkmere", "Larkmere Primary", "school"),
            Organisation("mash", "Ashmere MASH", "hub", Contacts("Ashmere MASH", "01632 960101")),
        ),
        devices=(
            DeviceEntry(LEWIS.card(), "Lewis Aske", "desk", "Social worker", "mash", NOW),
            DeviceEntry(ODETTE.card(), "Odette Farrow", "lead", "Designated lead", "larkmere", NOW),
        ),
        hub=HUB.card("Ashmere MASH", "https://hub.ashmere.example:8443"),
        desks=(Desk(DESK, "Ashmere MASH", "mash", "09:00 to 17:00"),),
    )
    return hub_sign(found_directory([LEWIS], contents, now=NOW), HUB, now=NOW, previous=None)


def followed(files: dict[str, bytes]) -> dict[str, bytes]:
    """The next version: Amir Haddon is in, Odette Farrow's device withdrawn at index 7 and its key not safe, the desk has a key."""
    at = NOW + timedelta(days=1)
    contents = read_contents(files)
    contents = contents.admit(read_request(request()).entry(at, 7)).revoke(ODETTE.id, at=at, index=7)
    contents = contents.revoke(ODETTE.id, at=at, index=7, compromised=True)
    contents = contents.begin_epoch(DESK, DESK_KEY.recipient, at=at)
    return hub_sign(sign_next(files, contents, LEWIS, now=at), HUB, now=at, previous=files)


def invitation() -> Invitation:
    """For Amir Haddon, to lead at Larkmere Primary."""
    files = founded()
    directory = verify_directory(files, trusted=partnership_of(files), now=NOW)
    return make_invitation(
        directory, organisation="larkmere", role="lead", now=NOW, random=lambda _size: TOKEN, person="Amir Haddon"
    )


def request(folder: Path = FOLDER) -> bytes:
    """The kept request if it still answers the invitation, else a new one."""
    try:
        kept = (folder / "request.dsse").read_bytes()
        check_request(kept, invitation(), now=NOW)
    except (OSError, BundleError):
        return make_request(invitation(), AMIR, person="Amir Haddon", role_title="Deputy lead", now=NOW)
    return kept


def example() -> dict[str, object]:
    """Every part of the example, as an implementer can follow it."""
    first = founded()
    second = followed(first)
    asked = read_request(request())
    return {
        "seeds": {
            name: {"signing": one.signing_seed.hex(), "cover": one.cover_seed.hex(), "age": one.age_seed.hex()}
            for name, one in (("Lewis Aske", LEWIS), ("Odette Farrow", ODETTE), ("Amir Haddon", AMIR))
        },
        "hub_seed": HUB.seed.hex(),
        "desk_key_seed": DESK_KEY.seed.hex(),
        "desk": DESK,
        "devices": {"Lewis Aske": LEWIS.id, "Odette Farrow": ODETTE.id, "Amir Haddon": AMIR.id},
        "partnership": partnership_of(first),
        "now": int(NOW.timestamp()),
        "first": {name: hashlib.sha256(raw).hexdigest() for name, raw in sorted(first.items())},
        "second": {name: hashlib.sha256(raw).hexdigest() for name, raw in sorted(second.items())},
        "token": TOKEN.hex(),
        "invitation_id": invitation().id,
        "proof": asked.proof.hex(),
        "six_words": six_words(AMIR.card(), partnership_of(first), TOKEN, resources.words()),
    }


def main(arguments: list[str]) -> None:
    """Write the vectors and print the example."""
    folder = Path(arguments[0]) if arguments else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    first = founded()
    (folder / "first.guarddirectory").write_bytes(pack_directory(first))
    (folder / "second.guarddirectory").write_bytes(pack_directory(followed(first)))
    (folder / "invitation.json").write_bytes(invitation().to_bytes())
    (folder / "request.dsse").write_bytes(request())
    text = json.dumps(example(), indent=1, ensure_ascii=False) + "\n"
    (folder / "example.json").write_text(text, encoding="utf-8")
    sys.stdout.write(text)


if __name__ == "__main__":
    main(sys.argv[1:])
