"""Every error in one shape: for programs {"error": {"status", "title", "detail"}}, for people a page that says it."""

from http import HTTPStatus
from typing import Any, cast

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.routing import compile_path

from sayso.errors import QueryError
from sayso.record import RecordError
from sayso.web.parameters import unknown
from sayso.web.render import error_page, fragment
from sayso.web.responses import Json


class Error(BaseModel):
    status: int = Field(description="The HTTP status.", examples=[404])
    title: str = Field(description="What the status is called.", examples=["Not Found"])
    detail: str = Field(description="What happened and what to do.", examples=["There is no statement 12."])


class ErrorAnswer(BaseModel):
    """What every error is told as."""

    error: Error


_MEANINGS = {
    304: "It has not changed since the answer that had this ETag.",
    308: "It is known by another id now: follow `Location`.",
    401: "The API token is missing or not known.",
    403: "The API token may not do this.",
    404: "There is nothing of this name.",
    409: "It cannot be done as things are; `detail` says why.",
    410: "It is gone; `detail` tells what became of it, when and why.",
    413: "The request is larger than 1 MiB.",
    422: "The request is not as it must be; `detail` says what is wrong.",
    429: "Too many requests from this address; `Retry-After` says for how many seconds to wait.",
    503: "The server has too much to do; try again later.",
}

_TOLD = 5  # of what is wrong with a request


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The error answers of a route of the API, as its `responses` take them."""
    return {s: {"description": _MEANINGS[s]} | ({"model": ErrorAnswer} if s >= 400 else {}) for s in (*statuses, 422)}


def error_answer(request: Request, status: int, detail: str, headers: dict[str, str] | None = None) -> Response:
    """The answer that tells an error: JSON under /api/, a part of a page to htmx, else a page."""
    title = HTTPStatus(status).phrase
    if request.url.path.startswith("/api/") or request.url.path.startswith("/-/"):
        return Json({"error": {"status": status, "title": title, "detail": detail}}, status, headers)
    if "hx-request" in request.headers:
        return fragment(request, "parts/problem.html", status_code=status, detail=detail, headers=headers)
    return error_page(request, status, title, detail, headers)


def tell_errors(app: FastAPI) -> None:
    """Have an app tell all its errors in this shape."""
    # Starlette's handlers take any exception; each of these is called for its own only.
    app.add_exception_handler(HTTPException, cast(Any, _http))
    app.add_exception_handler(RequestValidationError, cast(Any, _invalid))
    app.add_exception_handler(RecordError, cast(Any, _record))
    app.add_exception_handler(QueryError, cast(Any, _query))


def _http(request: Request, error: HTTPException) -> Response:
    headers = dict(error.headers or {})
    if error.status_code == 304:
        return Response(status_code=304, headers=headers)
    if error.status_code in (303, 308):
        if "hx-request" in request.headers:
            del headers["Location"]
            return Response(status_code=200, headers=headers)
        return Response(status_code=error.status_code, headers=headers)
    detail = error.detail
    # What frameworks answer 400 to is a body that cannot be read; to us it is as wrong as any other.
    status = 422 if error.status_code == 400 else error.status_code
    if error.status_code == 404 and detail == "Not Found":
        detail = f"There is nothing at {request.url.path}."
    elif error.status_code == 405 and detail == "Method Not Allowed":
        detail = f"{request.method} is not possible here."
        headers["Allow"] = _allowed(request) or headers.get("Allow", "")
    return error_answer(request, status, detail, headers)


def _allowed(request: Request) -> str:
    """The methods of all routes of the API at this address: each route by itself tells only its own."""
    paths = request.app.openapi()["paths"].items()
    found = {m.upper() for path, methods in paths if compile_path(path)[0].match(request.url.path) for m in methods}
    return ", ".join(sorted(found))


def _invalid(request: Request, error: RequestValidationError) -> Response:
    # What was sent is not told again, but for the beginnings of names: it is hostile, and may be no valid Unicode.
    fields = _fields(request)
    told = (
        unknown(str(e["loc"][-1]), fields, "field")
        if e["type"] == "extra_forbidden" and len(e["loc"]) == 2
        else f"{'.'.join(str(x) for x in e['loc'][1:])[:100] or 'body'}: {e['msg']}"
        for e in error.errors()[:_TOLD]
    )
    return error_answer(request, 422, "; ".join(told))


def _fields(request: Request) -> list[str]:
    """The fields that the body of a request to the API has."""
    models = (field.field_info.annotation for field in request.scope["route"].dependant.body_params)
    return [
        name
        for model in models
        if isinstance(model, type) and issubclass(model, BaseModel)
        for name in model.model_fields
    ]


def _record(request: Request, error: RecordError) -> Response:
    return error_answer(request, 503, f"The record cannot be used: {error}")


def _query(request: Request, error: QueryError) -> Response:
    return error_answer(request, 422, str(error))
