"""What was typed after ``guardbook``.

Rules this module keeps: arguments name files and nothing else: no passphrase, no name, no content is ever an argument, since
every program on the computer can read them.
"""

from __future__ import annotations

import argparse
import re
import textwrap
from dataclasses import dataclass
from pathlib import Path

DESCRIPTION = "Look at Guardbook's files without a window: for IT staff and auditors."
EXIT_CODES = """
exit codes:
  0    everything that was asked for holds, or was done
  1    something does not hold: damaged, changed, not genuine, or not for this record book
  2    the command line was not understood
  3    it could not be done: file missing, wrong passphrase, in use, or from a newer Guardbook
  130  broken off with Ctrl+C; nothing was changed
"""
_ASKED = "The passphrase is asked for; when input does not come from a keyboard, it is the first line of it."


@dataclass(frozen=True, slots=True)
class Asked:
    """One command. ``path`` is a letter's file or a record book's folder; unused ones are None."""

    command: str
    path: Path
    directory: Path | None = None
    vault: Path | None = None
    to: Path | None = None
    json: bool = False
    partnership: str | None = None  # 64 hexadecimal digits


def read(arguments: list[str]) -> Asked:
    """Read a command line. Ends the program for ``--help`` (0) and for what it does not know (2), as argparse does."""
    given = vars(_parser().parse_args(arguments))
    return Asked(**given)


def _fingerprint(typed: str) -> str:
    digits = "".join(typed.split()).replace(":", "").lower()
    if not re.fullmatch("[0-9a-f]{64}", digits):
        raise argparse.ArgumentTypeError("a fingerprint is 64 hexadecimal digits")
    return digits


def _parser() -> argparse.ArgumentParser:
    shape = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(
        prog="guardbook", description=DESCRIPTION, epilog=EXIT_CODES, formatter_class=shape
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="verify|inspect|open")

    verify = commands.add_parser(
        "verify",
        help="check a letter, a whole record book, or a backup of one",
        description=textwrap.fill(
            "Check that a letter (.guardbundle) is whole and genuine as far as that shows from outside, or check every entry of a "
            "record book (its folder) or of a backup (.guardbook-backup; nothing is restored). A letter needs no key; with --directory its sender, signature and receipt are checked too. "
            f"A record book needs its passphrase, a backup that of its day. {_ASKED}"
        ),
        epilog=EXIT_CODES,
        formatter_class=shape,
    )
    verify.add_argument(
        "path",
        type=Path,
        metavar="LETTER|RECORD_BOOK|BACKUP",
        help="a .guardbundle file, the folder of a record book, or a .guardbook-backup file",
    )
    verify.add_argument(
        "--directory", type=Path, metavar="FILE", help="the partnership's directory file, to judge a letter's sender by"
    )
    verify.add_argument(
        "--partnership",
        type=_fingerprint,
        metavar="FINGERPRINT",
        help="the partnership that the letter and the directory must be of: 64 hexadecimal digits, as an administrator says them",
    )
    inspect = commands.add_parser(
        "inspect",
        help="show what is written on the outside of a letter, or when a backup was made",
        description=textwrap.fill(
            "Show the waybill and the receipt of a letter: who sent it, for which mailboxes, when, how large. Nothing is opened, no "
            "key is needed, and nothing of it is checked but its form and its digest."
        ),
        epilog=EXIT_CODES,
        formatter_class=shape,
    )
    inspect.add_argument("path", type=Path, metavar="LETTER|BACKUP", help="a .guardbundle or .guardbook-backup file")
    opening = commands.add_parser(
        "open",
        help="open a letter with a record book's keys and write out what it says",
        description=textwrap.fill(
            "Open a letter that was sent to this record book, or by it, and write its entries out in readable form. That it was "
            f"written out is recorded in the record book first. {_ASKED}"
        ),
        epilog=EXIT_CODES,
        formatter_class=shape,
    )
    opening.add_argument("path", type=Path, metavar="LETTER", help="a .guardbundle file")
    opening.add_argument(
        "--vault", type=Path, required=True, metavar="RECORD_BOOK", help="the folder of the record book"
    )
    opening.add_argument(
        "--to", type=Path, metavar="FILE", help="a new file to write to, readable by you only; else the screen"
    )
    for one in (verify, inspect, opening):
        one.add_argument("--json", action="store_true", help="write JSON, for other programs")
    return parser
