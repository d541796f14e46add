"""Every parameter of every page and of the API, against what nobody should send: answered, and never by a 5xx."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from fastapi.dependencies.models import Dependant

from sayso.web import api, pages

# As they stand in an address.
HOSTILE = (
    "%00", "a%00b", "%ED%A0%80", "%FF%FE", "%C0%80", "%E2%80%AE", "%1B%5B31m", "%07", "%C2%85", "%0D%0AX-A:1",
    "%22", "%22%22", "%22a", "*", "a*", "**", "a%20AND", "AND", "NOT", "NEAR(", "NEAR(a%20b,2)", "a:b", "content:a",
    "-a", "%2Ba", "^a", "(", ")", "((((", "{a}", "%27", "%27%20OR%201=1--", "%3Cscript%3E", "{{7*7}}",
    "../../etc/passwd", "9" * 400, "-1", "1e999", "nan", "%F0%9F%98%80" * 50, "a" * 2000,
)  # fmt: skip


ENDS = HOSTILE[:3]  # what ends strings is also sent for each parameter alone, so that no other one is refused first
# What pages read from their address; the API's parameters are among them.
NAMES = (
    "about", "act", "after", "by", "event", "kind", "limit", "min_confidence", "min_credit", "name", "next", "outlet",
    "q", "quote", "since", "sourcing", "stance", "text", "to", "until", "url", "when",
)  # fmt: skip


def paths() -> Iterator[str]:
    """All that may be asked for by GET, each with a number that is there, or STATEMENT for the id of one."""
    for package, prefix in ((api, "/api/v1"), (pages, "")):
        for found in pkgutil.iter_modules(package.__path__):
            module = importlib.import_module(f"{package.__name__}.{found.name}")
            for route in module.router.routes if hasattr(module, "router") else ():
                if "GET" in route.methods:
                    assert {field.alias for field in _query(route.dependant)} <= set(NAMES)
                    yield prefix + re.sub(r"\{\w+\}", "1", route.path.replace("{id}", "STATEMENT"))


def _query(dependant: Dependant) -> Iterator[Any]:
    yield from dependant.query_params
    for each in dependant.dependencies:
        yield from _query(each)


@pytest.mark.parametrize("path", list(paths()))
def test_no_parameter_breaks_a_page(client: httpx.Client, path: str) -> None:
    path = path.replace("STATEMENT", client.get("/api/v1/statements").json()["items"][0]["id"])
    broken = []
    for value in HOSTILE:
        given = [f"{name}={value}" for name in NAMES]
        alone = given if value in ENDS else ()
        for asked in ("&".join(given), *(f"text=bridge&quote=bridge&{one}" for one in alone)):
            status = client.get(f"{path}?{asked}").status_code
            broken += [(status, asked[:100])] if status >= 500 else []
    assert broken == []
