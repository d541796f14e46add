"""Answers of the API: JSON with an ETag, and cursors to page with."""

import base64
import binascii
import hashlib
from typing import Any

from fastapi import HTTPException, Request, Response

from sayso.shown import as_json


class Json(Response):
    """JSON of any text, lone surrogates too."""

    media_type = "application/json"

    def __init__(self, data: Any, status_code: int = 200, headers: dict[str, str] | None = None) -> None:
        super().__init__(data, status_code, headers)

    def render(self, content: Any) -> bytes:
        return as_json(content, separators=(",", ":")).encode()


def answered(request: Request, data: Any) -> Response:
    """Data as JSON; 304 without it where the caller has it already (If-None-Match)."""
    return tagged(request, Json(data))


def tagged(request: Request, response: Response) -> Response:
    """An answer with its ETag, a hash of it; or 304 where the caller has it already. RFC 9110, section 13.1.2."""
    etag = f'"{hashlib.sha256(bytes(response.body)).hexdigest()[:32]}"'
    given = [tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")]
    if etag in given or given == ["*"]:
        response = Response(status_code=304)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def cursor(key: str) -> str:
    """A place to go on from, as it stands in an address."""
    return base64.urlsafe_b64encode(key.encode()).decode().rstrip("=")


def place(given: str) -> str:
    """The place that a cursor names. Answers 422 where it is none."""
    try:
        return base64.b64decode(given + "=" * (-len(given) % 4), altchars=b"-_", validate=True).decode()
    except (binascii.Error, ValueError) as error:
        raise HTTPException(422, "after: is no cursor: give the `next` of the answer before.") from error
