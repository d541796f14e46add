"""Searches as people type them find the same from the command line, through the API and on the page."""

import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from html import unescape
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from click.testing import CliRunner, Result
from searched_articles import QUERIES, STATEMENTS, UNREADABLE, searched
from web_visits import running, visitor

from sayso import Reader
from sayso.cli.main import main
from sayso.record import Query, Record, search


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> Path:
    return searched(tmp_path_factory.mktemp("searched") / "news.db", reader)


@pytest.fixture(scope="module")
def client(news: Path) -> Iterator[httpx.Client]:
    with running(news) as address, visitor(address) as made:
        yield made


@pytest.fixture(scope="module")
def ids(news: Path) -> dict[str, str]:
    """The id of each statement by its short name."""
    record = Record(news)
    rows = [f.row for f in search(record, Query(event=(), limit=100))]
    record.close()
    found = {name: [r["id"] for r in rows if words in r["content"]] for name, words in STATEMENTS.items()}
    found["thanked"] = [r["id"] for r in rows if r["act"] == "praise"]
    found["knows"] = [r["id"] for r in rows if r["event"] == "state"]
    assert {name for name, some in found.items() if len(some) != 1} == set()
    return {name: some[0] for name, some in found.items()}


def run(*args: str) -> Result:
    return CliRunner().invoke(main, [*args], catch_exceptions=False)


def of_page(page: httpx.Response) -> list[str]:
    return re.findall(r'<a href="/statements/(\w+)" title', page.text)


@pytest.mark.parametrize(("typed", "names"), QUERIES, ids=[q for q, _ in QUERIES])
def test_each_way_of_searching_finds_the_same(
    news: Path, client: httpx.Client, ids: dict[str, str], typed: str, names: str
) -> None:
    told = run("search", str(news), "--nl", "--limit", "100", "--", typed)
    by_command = [json.loads(line)["id"] for line in told.stdout.splitlines()]
    by_api = [s["id"] for s in client.get(f"/api/v1/statements?limit=100&q={quote(typed)}").json()["items"]]
    by_page = of_page(client.get(f"/?q={quote(typed)}"))
    assert set(by_command) == {ids[name] for name in names.split(", ") if name}
    assert (by_api, by_page) == (by_command, by_command)


@pytest.mark.parametrize(("typed", "told"), UNREADABLE, ids=[q[:30] for q, _ in UNREADABLE])
def test_what_cannot_be_read_is_told_in_one_line(news: Path, client: httpx.Client, typed: str, told: str) -> None:
    said = run("search", str(news), "--", typed)
    assert (said.exit_code, said.stdout, said.stderr.count("\n")) == (2, "", 1)
    assert told in said.stderr
    for address in ("/api/v1/statements?q=", "/?q=", "/export.csv?q=", "/feed.atom?q=", "/api/v1/statements/counts?q="):
        answer = client.get(address + quote(typed))
        assert (answer.status_code, told in unescape(answer.text).replace('\\"', '"')) == (422, True)


@pytest.mark.parametrize(
    "typed",
    ["re: the ferry", "https://news.example/ferry-1", "- ferry", "ferry)", "10:30 OR", '5"', "min-confidence:0"],
)
def test_what_is_plainly_meant_as_words_is_read_as_words(client: httpx.Client, typed: str) -> None:
    assert client.get(f"/?q={quote(typed)}").status_code == 200


def test_the_whole_quotation_is_shown_and_what_was_looked_for_is_marked(news: Path, client: httpx.Client) -> None:
    whole = (
        "“We have waited long enough,” Mr. Ivo Marsh said. “Dr. Brecht knows it. The dredgers must come before winter.”"
    )
    found = client.get("/api/v1/statements?q=dredgers+waiting+by:marsh").json()["items"]
    assert [s["sentence"] for s in found] == [whole]
    page = client.get("/?q=dredger+waiting+by:marsh").text
    assert ("<mark>waited</mark>" in page, "<mark>dredgers</mark>" in page) == (True, True)
    assert "<mark>Ferry</mark> hits pier</a>" in client.get("/?q=ferry+rotten").text


def test_a_terminal_shows_what_was_looked_for_in_bold_and_a_pipe_does_not(news: Path) -> None:
    command = [sys.executable, "-m", "sayso.cli.main", "search", str(news), "dredger waiting", "--format", "table"]
    piped = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "\033" not in piped
    master, slave = pty.openpty()
    environment = {k: v for k, v in os.environ.items() if k != "NO_COLOR"} | {"TERM": "xterm"}
    with subprocess.Popen(command, stdout=slave, stderr=subprocess.DEVNULL, env=environment) as process:
        os.close(slave)
        with os.fdopen(master, "rb") as terminal:
            told = b""
            with suppress(OSError):  # that is how a terminal ends
                while some := terminal.read1():
                    told += some
        process.wait()
    assert "\033[1mwaited\033[22m" in told.decode()
