"""Reading a call's body: bounded, and not for ever.

Rules this module keeps:

* not more than the limit is ever held or handed on;
* a pause longer than ``quiet_seconds`` ends the call, and so does, after the first minute, less than ``slowest`` bytes
  a second: a few slow senders must not hold the hub's connections.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

from starlette.requests import ClientDisconnect, Request

from hub.errors import TooMuch, TooSlow
from hub.limits import Limits

GRACE_SECONDS = 60.0


async def pieces(request: Request, limits: Limits, monotonic: Callable[[], float]) -> AsyncIterator[bytes]:
    """Hand on the body piece by piece. Raises TooSlow, ClientDisconnect."""
    began = monotonic()
    received = 0
    while True:
        try:
            message = await asyncio.wait_for(request.receive(), limits.quiet_seconds)
        except TimeoutError:
            raise TooSlow("the body stopped coming") from None
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        piece: bytes = message.get("body", b"")
        received += len(piece)
        spent = monotonic() - began
        if spent > GRACE_SECONDS and received < limits.slowest * (spent - GRACE_SECONDS):
            raise TooSlow("the body comes too slowly")
        if piece:
            yield piece
        if not message.get("more_body", False):
            return


async def whole(request: Request, most: int, limits: Limits, monotonic: Callable[[], float]) -> bytes:
    """Read a small body. Raises TooMuch beyond ``most`` bytes, TooSlow, ClientDisconnect."""
    announced = request.headers.get("content-length", "0")
    if not announced.isdigit() or len(announced) > 12 or int(announced) > most:
        raise TooMuch("the body is larger than this call takes")
    body = bytearray()
    async for piece in pieces(request, limits, monotonic):
        body += piece
        if len(body) > most:
            raise TooMuch("the body is larger than this call takes")
    return bytes(body)
