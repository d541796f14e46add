"""Every parameter of every page and of the API, and every field of what is sent to them, against what nobody should
send: answered, and never by a 5xx."""

import importlib
import pkgutil
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import httpx
import pytest
from fastapi.dependencies.models import Dependant
from pydantic import BaseModel
from web_visits import csrf

from sayso.linking import update
from sayso.record import Record
from sayso.web import api, pages

# As they stand in an address.
HOSTILE = (
    "%00", "a%00b", "%ED%A0%80", "%FF%FE", "%C0%80", "%E2%80%AE", "%1B%5B31m", "%07", "%C2%85", "%0D%0AX-A:1",
    "%22", "%22%22", "%22a", "*", "a*", "**", "a%20AND", "AND", "NOT", "NEAR(", "NEAR(a%20b,2)", "a:b", "content:a",
    "-a", "%2Ba", "^a", "(", ")", "((((", "{a}", "%27", "%27%20OR%201=1--", "%3Cscript%3E", "{{7*7}}",
    "../../etc/passwd", "9" * 400, "-1", "1e999", "nan", "%F0%9F%98%80" * 50, "a" * 1700,
)  # fmt: skip


ENDS = HOSTILE[:3]  # what ends strings is also sent for each parameter alone, so that no other one is refused first
# What pages read from their address; the API's parameters are among them.
NAMES = (
    "about", "act", "after", "against", "against_since", "against_until", "all", "article", "by", "copied", "counted",
    "done", "event", "gender", "kind", "limit", "min_confidence", "min_credit", "month", "name", "next", "outlet",
    "page", "published_since", "published_until", "q", "quote", "second", "since", "sort", "sourcing", "stance", "text",
    "to", "undone", "until", "url", "when",
)  # fmt: skip


@pytest.fixture(scope="module")
def linked(first: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of the other tests, whose actors are known."""
    path = Path(shutil.copy(first, tmp_path_factory.mktemp("linked") / "news.db"))
    record = Record(path)
    update(record)
    record.close()
    return path


@pytest.fixture
def news(linked: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(linked, tmp_path / "news.db"))


def routes(method: str) -> Iterator[tuple[str, Dependant]]:
    """All that may be asked for in a way, each with a number that is there, or STATEMENT or ACTOR for the id of one."""
    for package, prefix in ((api, "/api/v1"), (pages, "")):
        for found in pkgutil.iter_modules(package.__path__):
            module = importlib.import_module(f"{package.__name__}.{found.name}")
            for route in module.router.routes if hasattr(module, "router") else ():
                if method in route.methods:
                    of = "ACTOR" if "/actors/" in route.path else "STATEMENT"
                    yield prefix + re.sub(r"\{\w+\}", "1", route.path.replace("{id}", of)), route.dependant


def paths() -> Iterator[tuple[str, tuple[str, ...]]]:
    """The addresses, with the names that are asked by: a page reads what it likes of all of them, the API refuses those
    that it does not know."""
    for path, dependant in routes("GET"):
        own = {field.alias for field in _query(dependant)}
        assert own <= set(NAMES)
        yield path, tuple(sorted(own)) if path.startswith("/api/") else NAMES


def forms() -> Iterator[tuple[str, list[str]]]:
    """The forms, with the names of their fields; who signs out comes back no more."""
    for path, dependant in routes("POST"):
        if not path.startswith("/api/") and path != "/sign-out":
            yield path, sorted({field.alias for field in _body(dependant)} - {"csrf"})


def bodies() -> Iterator[tuple[str, list[str]]]:
    """What the API takes as JSON, with the names of its fields."""
    for path, dependant in routes("POST"):
        if path.startswith("/api/") and dependant.body_params:
            (model,) = (field.field_info.annotation for field in dependant.body_params)
            assert isinstance(model, type)
            assert issubclass(model, BaseModel)
            yield path, list(model.model_fields)


def _query(dependant: Dependant) -> Iterator[Any]:
    yield from dependant.query_params
    for each in dependant.dependencies:
        yield from _query(each)


def _body(dependant: Dependant) -> Iterator[Any]:
    yield from dependant.body_params
    for each in dependant.dependencies:
        yield from _body(each)


def of_one(client: httpx.Client, path: str) -> str:
    """A path with the ids of a statement and an actor that are there."""
    for name, of in (("STATEMENT", "statements"), ("ACTOR", "actors")):
        if name in path:
            path = path.replace(name, client.get(f"/api/v1/{of}").json()["items"][0]["id"])
    return path


@pytest.mark.parametrize(("path", "names"), list(paths()))
def test_no_parameter_breaks_a_page(client: httpx.Client, path: str, names: tuple[str, ...]) -> None:
    path = of_one(client, path)
    broken = []
    must = "&".join(f"{name}=bridge" for name in ("text", "quote", "about") if name in names)
    for value in HOSTILE:
        given = [f"{name}={value}" for name in names]
        alone = given if value in ENDS else ()
        for asked in ("&".join(given), f"{value}=1", *(f"{must}&{one}" for one in alone)):
            status = client.get(f"{path}?{asked}").status_code
            broken += [(status, asked[:100])] if status >= 500 else []
    assert broken == []


@pytest.mark.parametrize(("path", "fields"), list(forms()))
def test_no_field_breaks_a_form(sign_in: Callable[[str], httpx.Client], path: str, fields: list[str]) -> None:
    asta = sign_in("Asta")
    token = csrf(asta, "/read")
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    broken, statuses = [], set()
    for value in HOSTILE:
        sent = "&".join((f"csrf={token}", *(f"{name}={value}" for name in fields)))
        answer = asta.post(of_one(asta, path), content=sent, headers=headers)
        statuses.add(answer.status_code)
        broken += [value] if answer.status_code >= 500 else []
    assert broken == []
    assert statuses - {403, 429}  # some of it came as far as what reads it


@pytest.mark.parametrize(("path", "fields"), list(bodies()))
def test_no_value_breaks_what_the_api_takes(corrector: httpx.Client, path: str, fields: list[str]) -> None:
    broken, statuses = [], set()
    there = of_one(corrector, path)
    for value in map(unquote, HOSTILE):
        for name in fields:
            for sent in ({name: value}, {name: [value]}, {name: {value: value}}, dict.fromkeys(fields, value)):
                answer = corrector.post(there, json=sent)
                statuses.add(answer.status_code)
                broken += [(name, value)] if answer.status_code >= 500 else []
    assert broken == []
    assert statuses - {403, 429}  # some of it came as far as what reads it
