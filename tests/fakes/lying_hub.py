"""A hostile hub with the real keys: whatever it is told to lie about, it signs again, and everything fits but the truth.

It speaks HTTP on a real socket. ``view`` is what it shows to everybody, ``forked`` what it shows to some devices instead.
Each lie is a method; nothing of it is judged here.
"""

from __future__ import annotations

import base64
import copy
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bundle.container import Parts, pack
from bundle.directory import Directory
from bundle.hub_cards import HubKeys
from bundle.receipts import Leaf
from bundle.waybills import Waybill, parse_waybill
from hub.limits import Limits
from hub.server import listen, make_server, run
from tests.fakes.logs import FakeLog

KIND = "application/vnd.guardbook."
KEY_ID = re.compile(r'keyid="([A-Za-z0-9_-]{43})"')


@dataclass
class View:
    """One story: the letters in the order of the log, and the log itself."""

    log: FakeLog
    letters: list[tuple[Waybill, bytes, bytes]] = field(default_factory=list)
    withheld: set[str] = field(default_factory=set)  # bundle ids that it keeps from their recipients
    shown: int | None = None  # it shows a log of this size, and no more
    slow: timedelta = timedelta(0)  # its clock goes back by so much for letters that come in


class LyingHub:
    """Honest until told otherwise."""

    def __init__(self, keys: HubKeys, directory: Directory, packed: bytes) -> None:
        self.view = View(FakeLog(keys))
        self.forked: dict[str, View] = {}
        self._directory, self._packed = directory, packed
        self.posted = 0

    def take_over(self, waybill: Waybill, envelope: bytes, sealed: bytes, received_at: int) -> None:
        """Begin with a letter that the honest hub had logged."""
        self.view.letters.append((waybill, envelope, sealed))
        at = datetime.fromtimestamp(received_at, UTC)
        self.view.log.leaves.append(Leaf(self.view.log.keys.origin, waybill.digest, at))

    # lies

    def drop(self, index: int) -> None:
        """Take a letter out of the log, as if it had never come."""
        del self.view.log.leaves[index]
        del self.view.letters[index]

    def reorder(self, one: int, other: int) -> None:
        leaves, letters = self.view.log.leaves, self.view.letters
        leaves[one], leaves[other] = leaves[other], leaves[one]
        letters[one], letters[other] = letters[other], letters[one]

    def rewrite(self, index: int, *, earlier: timedelta) -> None:
        """Say that a letter came at another time than it said before."""
        leaf = self.view.log.leaves[index]
        self.view.log.leaves[index] = Leaf(leaf.origin, leaf.waybill, leaf.received_at - earlier)

    def fork(self, device: str) -> View:
        """From now on show this device a log of its own, in which a letter stands that nobody else is shown."""
        log = FakeLog(self.view.log.keys)
        log.leaves = list(self.view.log.leaves)
        self.forked[device] = View(log, list(self.view.letters))
        self.log_nothing(self.forked[device])
        return self.forked[device]

    def fork_nothing(self, device: str) -> View:
        """From now on show this device the same letters, and of the log what ``shown`` says."""
        self.forked[device] = replace(self.view, withheld=set())
        return self.forked[device]

    def log_nothing(self, view: View) -> None:
        """Log a letter that never was, so that the story goes on differently."""
        log = view.log
        log.append(f"{len(log.leaves):064x}", self.now())
        view.letters.append(copy.copy(view.letters[0]))

    # the calls

    def now(self) -> datetime:
        return datetime.now(UTC).replace(microsecond=0)

    def _seen_by(self, request: Request) -> tuple[str, View]:
        found = KEY_ID.search(request.headers.get("signature-input", ""))
        device = found[1] if found else ""
        return device, self.forked.get(device, self.view)

    async def checkpoint(self, request: Request) -> Response:
        _, view = self._seen_by(request)
        return _answer(view.log.checkpoint(self.now(), view.shown), "checkpoint")

    async def consistency(self, request: Request) -> Response:
        _, view = self._seen_by(request)
        old, new = (int(request.query_params[name]) for name in ("from", "to"))
        if new > len(view.log.leaves):
            return JSONResponse({"code": "not-here"}, 404, media_type="application/problem+json")
        path = view.log.consistency(old, new)
        return JSONResponse({"from": old, "to": new, "path": [base64.b64encode(one).decode() for one in path]})

    async def post_bundle(self, request: Request) -> Response:
        body = await request.body()
        length = int.from_bytes(body[:4], "big")
        envelope, sealed = body[4 : 4 + length], body[4 + length :]
        waybill = parse_waybill(envelope)
        self.posted += 1
        for view in {id(one): one for one in (self.view, *self.forked.values())}.values():
            if all(known.digest != waybill.digest for known, _, _ in view.letters):
                view.letters.append((waybill, envelope, sealed))
                view.log.leaves.append(Leaf(view.log.keys.origin, waybill.digest, self.now() - view.slow))
        view = self.forked.get(waybill.sender, self.view)
        index = next(place for place, leaf in enumerate(view.log.leaves) if leaf.waybill == waybill.digest)
        return _answer(view.log.receipt_at(index, self.now()), "receipt", 201)

    async def mailbox(self, request: Request) -> Response:
        device, view = self._seen_by(request)
        after, boxes = int(request.query_params["after"]), self._boxes(device)
        rows = [
            {"position": place, "bundle": waybill.bundle, "size": len(sealed)}
            for place, (waybill, _, sealed) in enumerate(view.letters, 1)
            if place > after and boxes & set(waybill.mailboxes) and waybill.bundle not in view.withheld
        ]
        return JSONResponse({"entries": rows, "more": False, "last": max(len(view.letters), after)})

    async def bundle(self, request: Request) -> Response:
        _, view = self._seen_by(request)
        for index, (waybill, envelope, sealed) in enumerate(view.letters):
            if waybill.bundle == request.path_params["bundle"]:
                return _answer(pack(Parts(envelope, sealed), view.log.receipt_at(index, self.now())), "bundle")
        return JSONResponse({"code": "not-here"}, 404, media_type="application/problem+json")

    async def acknowledge(self, request: Request) -> Response:
        return Response(await request.body(), media_type="application/json")

    async def directory(self, _: Request) -> Response:
        return _answer(self._packed, "directory")

    def _boxes(self, device: str) -> set[str]:
        return {device, *self._directory.mailboxes_of(device, self.now())}

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/v1/log/checkpoint", self.checkpoint),
                Route("/v1/log/consistency", self.consistency),
                Route("/v1/bundles", self.post_bundle, methods=["POST"]),
                Route("/v1/bundles/{bundle}", self.bundle),
                Route("/v1/mailbox", self.mailbox),
                Route("/v1/mailbox/acknowledgements", self.acknowledge, methods=["POST"]),
                Route("/v1/directory", self.directory, methods=["GET", "PUT"]),
            ]
        )


def _answer(content: bytes, kind: str, status: int = 200) -> Response:
    return Response(content, status, media_type=KIND + kind)


@contextmanager
def serving(hub: LyingHub, port: int) -> Iterator[None]:
    """Answer on a port of this computer until the block ends."""
    bound = listen("127.0.0.1", port, encrypted=False)
    server = make_server(hub.app(), Limits())
    thread = threading.Thread(target=run, args=(server, bound), daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(30)
        bound.close()
