"""What machines that watch over a server ask for."""

import sqlite3
from importlib.metadata import version

from fastapi import APIRouter, Request, Response

from sayso.record.articles import is_empty
from sayso.record.connection import schema_version
from sayso.web.deps import reading
from sayso.web.errors import error_answer
from sayso.web.responses import Json

router = APIRouter()


@router.get("/-/health")
def health(request: Request) -> Response:
    """Whether the record can be read."""
    with reading(request) as record:
        try:
            is_empty(record)
        except sqlite3.Error as error:
            return error_answer(request, 503, f"The record cannot be read: {error}")
    return Json({"ok": True})


@router.get("/-/versions.json")
def versions(request: Request) -> Response:
    """The versions of what answers."""
    with reading(request) as record:
        schema = schema_version(record.connection)
    return Json(
        {"sayso": version("sayso"), "record": {"schema": schema}, "sqlite": {"version": sqlite3.sqlite_version}}
    )
