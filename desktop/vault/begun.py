"""A first run that was begun and not finished: what was typed, and the recovery kit, until the record book is made.

Rules this module keeps:

* one file, whole or not there: what was typed about the keeper and whom to ring (nothing about a child, no passphrase);
* the kit that was shown lies in it sealed under the passphrase that was chosen, never in the clear, so that a paper that
  was printed before the computer stopped stays right;
* the folder of the book to come is chosen once: a book that is there makes what was begun finished, whatever the file says;
* a damaged file costs what was typed, never an error.
"""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bundle.encoding import b64u, canonical_json, strict_json, unb64u
from bundle.errors import BundleError
from desktop.vault import files
from desktop.vault.errors import KeysUnwritable, WrongPassphrase
from desktop.vault.keys_file import KEYS_NAME, NONCE_BYTES, SALT_BYTES
from desktop.vault.kit import new_kit
from desktop.vault.passphrases import KdfCost, calibrate, check_new, derive

NAME = "first-run.json"
FORMAT = "guardbook-first-run"
LARGEST = 64 * 1024
LONGEST = 4000  # characters of one answer

Typed: TypeAlias = Mapping[str, "str | bool"]


@dataclass(frozen=True, slots=True)
class Begun:
    """Where it stands. ``kit_held``: a kit was shown and waits, sealed, to be typed back."""

    page: str
    typed: Typed
    kit_held: bool


class FirstRunFile:
    """The file below ``home``; record books lie in ``books``. ``kdf`` None is calibrated for this computer."""

    def __init__(self, home: Path, books: Path, random: Callable[[int], bytes], kdf: KdfCost | None = None) -> None:
        self._home, self._books, self._random, self._kdf = home, books, random, kdf

    @property
    def path(self) -> Path:
        return self._home / NAME

    def read(self) -> Begun | None:
        """What was begun; None when there is nothing, when it is damaged, or when its book is made."""
        kept = self._read()
        if not kept:
            return None
        if (self._books / kept["folder"] / KEYS_NAME).exists():
            self.forget()
            return None
        return Begun(kept["page"], kept["typed"], kit_held="kit" in kept)

    def keep(self, page: str, typed: Typed) -> None:
        """Keep what was typed so far. A kit that was shown stays while the page is "kit". Raises ``KeysUnwritable``."""
        before = self._read()
        kit = {"kit": before["kit"]} if page == "kit" and "kit" in before else {}
        self._write({**self._content(before, page, typed), **kit})

    def hold_kit(self, typed: Typed, passphrase: str, kit: str = "") -> str:
        """Seal ``kit``, or a new one, under the passphrase; it is on the disk before anybody can print it.

        Returns the kit in printed groups. Raises ``PassphraseTooShort``, ``NotEnoughMemory``, ``KeysUnwritable``.
        """
        check_new(passphrase)
        kit = kit or new_kit(self._random)
        cost = self._kdf or calibrate()
        salt, nonce = self._random(SALT_BYTES), self._random(NONCE_BYTES)
        content = self._content(self._read(), "kit", typed)
        box = {
            "lanes": cost.lanes, "iterations": cost.iterations, "memory_kib": cost.memory_kib, "salt": b64u(salt),
            "nonce": b64u(nonce),
        }  # fmt: skip
        sealed = AESGCM(derive(passphrase, salt, cost)).encrypt(nonce, kit.encode(), _bound(content["folder"], box))
        self._write({**content, "kit": {**box, "sealed": b64u(sealed)}})
        return kit

    def held_kit(self, passphrase: str) -> str:
        """The kit that was shown before. Raises ``WrongPassphrase``, also when there is none or it is damaged."""
        kept = self._read()
        try:
            box = dict(kept["kit"])
            sealed, cost = unb64u(box.pop("sealed")), KdfCost(box["memory_kib"], box["iterations"], box["lanes"])
            if not cost.bounded:
                raise WrongPassphrase("the kept kit names a cost out of bounds")
            key = derive(passphrase, unb64u(box["salt"]), cost)
            return AESGCM(key).decrypt(unb64u(box["nonce"]), sealed, _bound(kept["folder"], box)).decode()
        except (KeyError, TypeError, ValueError, AttributeError, BundleError, InvalidTag) as bad:
            raise WrongPassphrase("this passphrase opens no kit that was kept") from bad

    def folder(self) -> Path:
        """Where the book is to be made: the same place after every start."""
        return self._books / str(self._read().get("folder") or secrets.token_hex(8))

    def forget(self) -> None:
        """The book is made, or the person gave it up. Quiet when there is nothing."""
        with contextlib.suppress(OSError):
            self.path.unlink(missing_ok=True)

    def _content(self, before: Mapping[str, Any], page: str, typed: Typed) -> dict[str, Any]:
        folder = before.get("folder") or secrets.token_hex(8)
        return {"format": FORMAT, "version": 1, "page": page, "folder": folder, "typed": dict(typed)}

    def _write(self, content: Mapping[str, Any]) -> None:
        try:
            self._home.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as fault:
            raise KeysUnwritable("the folder for record books could not be made") from fault
        files.replace(self.path, canonical_json(dict(content)))

    def _read(self) -> dict[str, Any]:
        """The file's content when it has the right form, else an empty one."""
        raw = files.read_bounded(self.path, LARGEST)
        try:
            content = strict_json(raw, max_bytes=LARGEST, max_depth=4) if raw else None
        except BundleError:
            return {}
        if not isinstance(content, dict) or content.get("format") != FORMAT or content.get("version") != 1:
            return {}
        page, folder, typed = content.get("page"), content.get("folder"), content.get("typed")
        if not isinstance(page, str) or not _plain(folder) or not isinstance(typed, dict):
            return {}
        if not all(
            isinstance(text, bool) or (isinstance(text, str) and len(text) <= LONGEST) for text in typed.values()
        ):
            return {}
        return content


def _plain(folder: object) -> bool:
    """Whether this is a folder's name that we chose."""
    return isinstance(folder, str) and len(folder) == 16 and all(c in "0123456789abcdef" for c in folder)


def _bound(folder: str, box: Mapping[str, Any]) -> bytes:
    """The associated data: how to open it, and which book it belongs to."""
    return canonical_json({"box": dict(box), "folder": folder, "format": FORMAT, "version": 1})
