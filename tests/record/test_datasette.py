"""A record opens in Datasette: a real one, over HTTP."""

import json
import os
import socket
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Iterator

import pytest
from patience import PATIENCE, until

from sayso.record import Record


@pytest.fixture
def address(record: Record) -> Iterator[str]:
    record.close()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-W", "ignore", "-m", "datasette", "serve", str(record.path), "--port", str(port)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    server = subprocess.Popen(command, env={**os.environ, "PYTHONWARNINGS": "ignore"}, **quiet)  # type: ignore[call-overload]
    try:
        until(lambda: answers(port), server)
        yield f"http://127.0.0.1:{port}/news"
    finally:
        server.terminate()
        server.wait()


def get(address: str) -> dict[str, object]:
    with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
        found: dict[str, object] = json.load(answer)
        return found


def answers(port: int) -> bool:
    with socket.socket() as asked:
        return asked.connect_ex(("127.0.0.1", port)) == 0


def test_the_view_is_read_over_http_with_facets(address: str) -> None:
    found = get(f"{address}/statement_view.json?_shape=objects&_facet=act&_facet=sourcing")
    rows = found["rows"]
    assert isinstance(rows, list)
    assert next(r["speakers"] for r in rows if r["act"] == "deny") == "Tomas Ruud"
    facets = found["facet_results"]
    assert isinstance(facets, dict)
    assert {r["value"]: r["count"] for r in facets["act"]["results"]}["deny"] == 1


def test_words_are_searched_by_sql(address: str) -> None:
    sql = "select rowid from statement_words where statement_words match 'cracks'"
    found = get(f"{address}.json?{urllib.parse.urlencode({'sql': sql, '_shape': 'array'})}")
    assert len(found) == 1
