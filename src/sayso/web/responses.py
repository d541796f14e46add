"""Answers of the API: JSON with an ETag, and cursors to page with; one that did not change is not worked out again."""

import base64
import binascii
import hashlib
from importlib.metadata import version
from typing import Any

from fastapi import HTTPException, Request, Response

from sayso.record import digests
from sayso.shown import as_json
from sayso.web.deps import reading

_CACHED = {"Cache-Control": "private, no-cache"}
_NOT_TOLD = ("sessions", "feeds", "webhooks", "arrivals")  # tables that no answer with an ETag tells of


class Json(Response):
    """JSON of any text, lone surrogates too."""

    media_type = "application/json"

    def __init__(self, data: Any, status_code: int = 200, headers: dict[str, str] | None = None) -> None:
        super().__init__(data, status_code, headers)

    def render(self, content: Any) -> bytes:
        return as_json(content, separators=(",", ":")).encode()


def as_file(text: str, media_type: str, name: str) -> Response:
    """Text as a file of this name, to be kept."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text.encode("utf-8", "replace"), media_type=media_type, headers=headers)


def unchanged(request: Request) -> None:
    """A dependency of every route of the API, before all work: answers 304 where the caller has the answer already
    (If-None-Match), because nothing in the record has changed since. RFC 9110, section 13.1.2."""
    if request.method != "GET":
        return
    with reading(request) as record:
        state = digests.state(record.connection, _NOT_TOLD)
    asked = [version("sayso"), state, request.url.path, request.url.query, request.headers.get("authorization")]
    request.state.etag = _etag(as_json(asked).encode())
    if request.state.etag in _had(request):
        raise HTTPException(304, headers={"ETag": request.state.etag, **_CACHED})


def answered(request: Request, data: Any) -> Response:
    """Data as JSON; with a link to what follows (RFC 8288), where the data has a `next`."""
    headers = {"ETag": request.state.etag, **_CACHED}
    if _had(request) == ["*"]:
        return Response(status_code=304, headers=headers)
    if following := data.get("next"):
        url = request.url.include_query_params(after=following)
        headers["Link"] = f'<{url.path}?{url.query}>; rel="next"'
    return Json(data, headers=headers)


def tagged(request: Request, response: Response) -> Response:
    """An answer with its ETag, a hash of it; or 304 where the caller has it already. RFC 9110, section 13.1.2."""
    etag, had = _etag(bytes(response.body)), _had(request)
    if etag in had or had == ["*"]:
        response = Response(status_code=304)
    response.headers.update({"ETag": etag, **_CACHED})
    return response


def _etag(of: bytes) -> str:
    return f'"{hashlib.sha256(of).hexdigest()[:32]}"'


def _had(request: Request) -> list[str]:
    """The ETags that the caller has."""
    return [tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")]


def cursor(key: str) -> str:
    """A place to go on from, as it stands in an address."""
    return base64.urlsafe_b64encode(key.encode()).decode().rstrip("=")


def place(given: str) -> str:
    """The place that a cursor names. Answers 422 where it is none."""
    try:
        return base64.b64decode(given + "=" * (-len(given) % 4), altchars=b"-_", validate=True).decode()
    except (binascii.Error, ValueError) as error:
        raise HTTPException(422, "after: is no cursor: give the `next` of the answer before.") from error
