"""``guardbook-hub``: the operator's commands.

Rules this module keeps:

* what is printed holds counts, addresses and file names, never a member's name or anything of a letter;
* a fault is one plain sentence on standard error and exit code 1; a wrong command is exit code 2;
* the folder is a parameter (``--folder``, or ``GUARDBOOK_HUB``), and nothing is kept elsewhere.
"""

from __future__ import annotations

import argparse
import os
import secrets
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from bundle.errors import BundleError
from hub.app import create_app
from hub.clock import SystemClock
from hub.errors import DirectoryRefused, FileUnreadable, HubCertificateUnreadable, HubError
from hub.expiry import expire
from hub.intake import Intake
from hub.limits import Limits
from hub.log import Log
from hub.membership import Membership
from hub.place import Place, make_place, open_place
from hub.server import address_of, listen, make_server, run
from hub.stick import Stick
from hub.store import Store, ledger


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; give the exit code."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.command(options))
    except HubError as fault:
        print(f"guardbook-hub: {fault}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0


def init(options: argparse.Namespace) -> int:
    """Make a hub's folder and say what to do with its card."""
    certificate = _text(options.certificate) if options.certificate else ""
    place = make_place(
        options.folder, name=options.name, address=options.address, certificate=certificate, random=secrets.token_bytes
    )
    print(f"The hub's folder is ready. Give {place.folder / 'hub-card.json'} to the partnership's administrator.")
    print("Keep keys.json to yourself: whoever has it can sign receipts in this hub's name.")
    return 0


def adopt(options: argparse.Namespace) -> int:
    """Take a directory from a file, and write it back signed by the hub."""
    with _opened(options.folder) as (place, store):
        try:
            packed = Path(options.file).read_bytes()
            current = Membership(store, place.keys, SystemClock()).adopt(packed)
        except OSError:
            raise FileUnreadable("the file cannot be read") from None
        except BundleError as fault:
            raise DirectoryRefused(type(fault).__name__) from None
    if options.out is not None:
        options.out.write_bytes(current.packed)
    print(f"Directory version {current.directory.version} is in force, with {len(current.directory.devices)} devices.")
    return 0


def serve(options: argparse.Namespace) -> int:
    """Serve until told to stop."""
    if (options.certificate is None) != (options.key is None):
        raise HubCertificateUnreadable("--certificate and --key go together")
    encrypted = options.certificate is not None
    limits = Limits()
    bound = listen(options.host, options.port, encrypted=encrypted)
    with closing(bound), _opened(options.folder) as (place, store):
        app = create_app(store, place.keys, SystemClock(), limits)
        server = make_server(app, limits, certificate=options.certificate, key=options.key)
        address = address_of(bound, options.host, encrypted=encrypted)
        run(server, bound, lambda: print(f"listening on {address}", flush=True))
    return 0


def status(options: argparse.Namespace) -> int:
    """Counts, and the directory's version and date."""
    with _opened(options.folder) as (place, store):
        totals = store.ask(ledger.totals)
        current = Membership(store, place.keys, SystemClock()).current()
        head = Log(store, place.keys, SystemClock()).check()
    print(f"address: {place.card.address}")
    if current is None:
        print("directory: none yet")
    else:
        directory = current.directory
        print(
            f"directory: version {directory.version}, {len(directory.devices)} devices, until {directory.expires:%Y-%m-%d}"
        )
    print(f"letters: {totals.bundles}, {totals.bytes} bytes kept, {totals.expired} let go after everyone had them")
    print(f"log: {place.keys.origin}")
    print(f"log size: {head.size}, root {head.root.hex()}")
    print(f"requests to join: {totals.requests}")
    return 0


def take_in(options: argparse.Namespace) -> int:
    """Take in a stick and write back receipts."""
    limits, clock = Limits(), SystemClock()
    with _opened(options.folder) as (place, store):
        membership = Membership(store, place.keys, clock)
        log = Log(store, place.keys, clock)
        log.check()
        intake = Intake(store, membership, log, clock, limits)
        result = Stick(options.stick, store, membership, intake, log).take_in(hand_out=options.hand_out)
    print(f"letters: {result.fresh} new, {result.known} here before, {result.handed_out} written out")
    for reason, count in sorted(result.refused.items()):
        print(f"not taken in: {count} ({reason})")
    return 0


def let_go(options: argparse.Namespace) -> int:
    """Let go of what everyone acknowledged long enough ago."""
    with _opened(options.folder) as (_, store):
        gone = expire(store, now=int(SystemClock().now().timestamp()), keep_days=options.keep_days)
    print(f"letters let go: {gone}")
    return 0


@contextmanager
def _opened(folder: Path) -> Iterator[tuple[Place, Store]]:
    place = open_place(folder)
    clock = SystemClock()
    with closing(Store(folder, place.database_key, now=clock.now().timestamp())) as store:
        yield place, store


def _text(path: Path) -> str:
    try:
        return path.read_text("ascii")
    except (OSError, UnicodeDecodeError):
        raise HubCertificateUnreadable("the certificate cannot be read") from None


def _days(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 36_500:
        raise argparse.ArgumentTypeError("a number of days, 1 or more")
    return int(text)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="guardbook-hub", description="Carries sealed letters for a partnership.")
    parser.add_argument(
        "--folder",
        type=Path,
        default=Path(os.environ.get("GUARDBOOK_HUB", "guardbook-hub")),
        help="the hub's folder (default: $GUARDBOOK_HUB, or ./guardbook-hub)",
    )
    commands = parser.add_subparsers(required=True)

    made = commands.add_parser("init", help="make a hub's folder")
    made.add_argument("--name", required=True, help='what people call it, such as "Ashmere MASH"')
    made.add_argument("--address", required=True, help="where it will be reached, such as https://hub.example")
    made.add_argument("--certificate", type=Path, help="its own TLS certificate (PEM), to be pinned by everyone")
    made.set_defaults(command=init)

    adopted = commands.add_parser("adopt", help="take the partnership's directory from a file")
    adopted.add_argument("file", type=Path)
    adopted.add_argument("--out", type=Path, help="write the directory, signed by the hub, to this file")
    adopted.set_defaults(command=adopt)

    served = commands.add_parser("serve", help="listen for calls")
    served.add_argument("--host", default="127.0.0.1")
    served.add_argument("--port", type=int, default=8470, help="0 takes a free one")
    served.add_argument("--certificate", type=Path, help="TLS certificate chain (PEM)")
    served.add_argument("--key", type=Path, help="its private key (PEM)")
    served.set_defaults(command=serve)

    shown = commands.add_parser("status", help="counts, and the directory's version")
    shown.set_defaults(command=status)

    stick = commands.add_parser("take-in", help="take in the letters on a stick and write back receipts")
    stick.add_argument("stick", type=Path)
    stick.add_argument("--hand-out", action="store_true", help="also write the letters that wait for someone")
    stick.set_defaults(command=take_in)

    going = commands.add_parser("let-go", help="let go of letters that everyone acknowledged; their log entries stay")
    going.add_argument("--keep-days", type=_days, required=True, help="keep what is not older than this")
    going.set_defaults(command=let_go)

    # --folder may stand before or after the command
    for command in (made, adopted, served, shown, stick, going):
        command.add_argument("--folder", type=Path, default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    sys.exit(main())
