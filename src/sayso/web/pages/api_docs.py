"""What the API can do, as a page made from its OpenAPI document."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request, Response

from sayso.web.render import page

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter, or a field of a body."""

    name: str
    where: str
    type: str
    required: bool
    description: str


@dataclass(frozen=True, slots=True)
class Operation:
    """A route: what it takes and answers, and an example of its body."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    fields: tuple[Field, ...]
    answers: tuple[tuple[str, str, str], ...]
    example: str


@router.get("/api")
def docs(request: Request) -> Response:
    """All operations of the API, with what they take and answer."""
    document = request.app.openapi()
    return page(
        request,
        "api_docs.html",
        about=document["info"]["description"].split("\n\n"),
        operations=list(_operations(document)),
        schemas=[
            (name, schema.get("description", ""), list(_fields(document, schema))) for name, schema in _used(document)
        ],
    )


def _operations(document: dict[str, Any]) -> Iterator[Operation]:
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            body = told.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
            schema = _resolved(document, body)
            fields = [
                Field(p["name"], p["in"], _type(p["schema"]), p["required"], p.get("description", ""))
                for p in told.get("parameters", ())
            ]
            examples = schema.get("examples", [])
            yield Operation(
                told["operationId"], method.upper(), path, told["summary"], told.get("description", ""),
                (*fields, *(_fields(document, schema) if schema else ())),
                tuple((status, a["description"], _answer(a)) for status, a in told["responses"].items()),
                json.dumps(examples[0]) if examples else "",
            )  # fmt: skip


def _used(document: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return sorted(document["components"]["schemas"].items())


def _fields(document: dict[str, Any], schema: dict[str, Any]) -> Iterator[Field]:
    required = schema.get("required", ())
    for name, told in schema.get("properties", {}).items():
        yield Field(name, "body", _type(told), name in required, told.get("description", ""))


def _resolved(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    name = schema.get("$ref", "").rpartition("/")[2]
    found: dict[str, Any] = document["components"]["schemas"][name] if name else schema
    return found


def _answer(told: dict[str, Any]) -> str:
    schema = told.get("content", {}).get("application/json", {}).get("schema", {})
    return _type(schema) if schema else ""


def _type(schema: dict[str, Any]) -> str:
    """A type in words."""
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if "anyOf" in schema:
        return " or ".join(_type(s) for s in schema["anyOf"])
    if "enum" in schema:
        return ", ".join(map(str, schema["enum"]))
    if "const" in schema:
        return json.dumps(schema["const"])
    if schema.get("type") == "array":
        return f"list of {_type(schema.get('items', {}))}"
    return str(schema.get("format") or schema.get("type") or "anything")
