"""Where a command reads and writes: passed in, so that tests own it.

Rules this module keeps:

* what a letter says goes to the output alone; errors are three sentences and never carry content;
* text for a terminal has no control characters but line ends: a letter must not be able to steer a terminal;
* JSON is one object on one line, in ASCII.
"""

from __future__ import annotations

import getpass
import json
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TextIO

from desktop.ui.messages import say

HELD, DOES_NOT_HOLD, NOT_UNDERSTOOD, COULD_NOT, BROKEN_OFF = 0, 1, 2, 3, 130


@dataclass(frozen=True, slots=True)
class Console:
    """Standard input, output and error."""

    source: TextIO
    out: TextIO
    err: TextIO

    @classmethod
    def of_process(cls) -> Console:
        return cls(sys.stdin, sys.stdout, sys.stderr)

    def ask_passphrase(self) -> str:
        """The passphrase as typed, unseen; or the first line of what is piped in."""
        if self.source.isatty():
            return getpass.getpass("Passphrase: ", self.err)
        return self.source.readline().rstrip("\r\n")

    def tell(self, lines: Sequence[str], said: Mapping[str, object], *, as_json: bool) -> None:
        """Write the result: lines for people, or one JSON object for programs."""
        self.out.write(written(lines, said, as_json=as_json))
        self.out.flush()

    def tell_error(self, error: BaseException) -> None:
        """What happened, what is safe, what to do next; on standard error."""
        self.err.write(f"{say(error)}\n")
        self.err.flush()

    def progress(self, done: int, total: int) -> bool:
        """How far it is, for a person who looks on."""
        if self.err.isatty():
            self.err.write(f"\r{done:,} of {total:,} checked " + ("\n" if done >= total else ""))
            self.err.flush()
        return True


def written(lines: Sequence[str], said: Mapping[str, object], *, as_json: bool) -> str:
    """The result as text that ends with a line end."""
    if as_json:
        return json.dumps(said, sort_keys=True) + "\n"
    return "".join(f"{plain(line)}\n" for line in lines)


def plain(text: str) -> str:
    """The text with every control character but line end and tab shown as U+FFFD."""
    return "".join(
        "\ufffd" if unicodedata.category(letter) in {"Cc", "Cf", "Cs"} and letter not in "\n\t" else letter
        for letter in text
    )
