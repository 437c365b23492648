"""Problems for callers, as RFC 9457 says them.

Rules this module keeps:

* a problem has ``type`` (``urn:guardbook:problem:<code>``), ``title``, ``status`` and ``code``, and nothing of the call;
* a fault of ours is a 500 with the code ``fault``, and its text stays here.
"""

from __future__ import annotations

from starlette.responses import Response

from bundle.encoding import canonical_json
from hub.errors import Refusal

MEDIA = "application/problem+json"


def problem(status: int, code: str, title: str, retry_after: int | None = None) -> Response:
    """Make the response of one problem."""
    content = canonical_json({"type": f"urn:guardbook:problem:{code}", "title": title, "status": status, "code": code})
    headers = {"Cache-Control": "no-store"}
    if retry_after is not None:
        headers["Retry-After"] = str(retry_after)
    return Response(content, status_code=status, media_type=MEDIA, headers=headers)


def of_refusal(refusal: Refusal) -> Response:
    """Make the response of a refusal."""
    return problem(refusal.status, refusal.code, refusal.title, refusal.retry_after)


def of_fault() -> Response:
    """Make the response of a fault of ours."""
    return problem(500, "fault", "Something went wrong at the hub", 60)
