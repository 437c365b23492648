"""The hub's calls for attachments, in the shape of tus 1.0: begun, asked after, added to by offset, fetched by range.

Rules this module keeps:

* every call is signed by a device of the directory; a piece is covered by the signature's content digest;
* an attachment is finished only when its digest is its id, and may be fetched only by recipients of a waybill that is in
  the log and names it; for anybody else it is "not here";
* pieces and ranges are bounded, so that no call holds much memory; what a device sends and fetches is counted.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Protocol

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from bundle.errors import DigestMismatch
from hub.authentication import Caller
from hub.errors import LetterRefused, MalformedCall, NotHere, TooMuch
from hub.limits import Allowance, Limits
from hub.store import Store, ledger
from hub.store.attachments import Progress

TUS = "1.0.0"
PIECE = "application/offset+octet-stream"
ATTACHMENT = "application/vnd.guardbook.attachment"
_ID = re.compile(r"[0-9a-f]{64}\Z")
_NUMBER = re.compile(r"[0-9]{1,12}\Z")
_RANGE = re.compile(r"bytes=([0-9]{1,12})-([0-9]{1,12})?\Z")


class Asking(Protocol):
    """Says who calls, proved."""

    def __call__(self, request: Request, body: bytes = b"", *, changes: bool = False) -> Awaitable[Caller]: ...


class AttachmentCalls:
    def __init__(
        self,
        store: Store,
        limits: Limits,
        caller: Asking,
        body: Callable[[Request, int], Awaitable[bytes]],
        allowance: Allowance,
        boxes: Callable[[str], tuple[str, ...]],
    ) -> None:
        """``boxes`` gives the mailboxes that a device may open."""
        self._store, self._limits, self._caller, self._body = store, limits, caller, body
        self._bytes, self._boxes = allowance, boxes

    async def begin(self, request: Request) -> Response:
        """``POST`` with ``Upload-Length``: 201 when begun, 200 when it was begun or is here; answers ``Upload-Offset``."""
        caller = await self._caller(request, await self._body(request, 0), changes=True)
        attachment, length = _attachment(request), _number(request, "upload-length")
        if not 1 <= length <= self._limits.attachment:
            raise TooMuch("the attachment is larger than this hub takes")
        store, most = self._store.attachments, self._limits.unfinished_uploads
        progress = await run_in_threadpool(store.begin, caller.device, attachment, length, most=most)
        return _told(progress, 200 if progress.offset else 201)

    async def ask(self, request: Request) -> Response:
        """``HEAD``: how far this device has come."""
        caller = await self._caller(request)
        return _told(
            await run_in_threadpool(self._store.attachments.progress, caller.device, _attachment(request)), 200
        )

    async def add(self, request: Request) -> Response:
        """``PATCH`` with ``Upload-Offset`` and a piece: 204. 409 when the upload does not go on there."""
        piece = await self._body(request, self._limits.attachment_piece)
        caller = await self._caller(request, piece, changes=True)
        attachment, offset = _attachment(request), _number(request, "upload-offset")
        if request.headers.get("content-type") != PIECE or not piece:
            raise MalformedCall("not a piece of an upload")
        self._bytes.take(caller.device, float(len(piece)))
        try:
            progress = await run_in_threadpool(self._store.attachments.add, caller.device, attachment, offset, piece)
        except DigestMismatch:
            raise LetterRefused(DigestMismatch.__name__) from None
        return _told(progress, 204)

    async def fetch(self, request: Request) -> Response:
        """``GET`` with ``Range: bytes=a-b``: 206 with the range or its beginning, for recipients."""
        caller = await self._caller(request)
        attachment = _attachment(request)
        boxes = await run_in_threadpool(self._boxes, caller.device)
        allowed = await run_in_threadpool(self._store.ask, lambda c: ledger.carries(c, attachment, boxes))
        size = await run_in_threadpool(self._store.attachments.size, attachment) if allowed else None
        if size is None:
            raise NotHere("no such attachment for this device")
        match = _RANGE.match(request.headers.get("range", "bytes=0-"))
        if match is None or int(match[1]) >= size:
            raise MalformedCall("not a range of the attachment")
        start = int(match[1])
        stop = min(size, start + self._limits.attachment_piece, int(match[2] or size) + 1)
        if stop <= start:
            raise MalformedCall("not a range of the attachment")
        self._bytes.take(caller.device, float(stop - start))
        content = await run_in_threadpool(self._store.attachments.read, attachment, start, stop - start)
        headers = {"Content-Range": f"bytes {start}-{stop - 1}/{size}", "Cache-Control": "no-store"}
        return Response(content, 206, headers, ATTACHMENT)


def _told(progress: Progress, status: int) -> Response:
    headers = {
        "Tus-Resumable": TUS,
        "Upload-Offset": str(progress.offset),
        "Upload-Length": str(progress.length),
        "Cache-Control": "no-store",
    }
    return Response(b"", status, headers)


def _attachment(request: Request) -> str:
    attachment = str(request.path_params["attachment"])
    if not _ID.match(attachment):
        raise NotHere("not an attachment's id")
    return attachment


def _number(request: Request, header: str) -> int:
    text = request.headers.get(header, "")
    if not _NUMBER.match(text):
        raise MalformedCall("a header of the upload is missing")
    return int(text)
