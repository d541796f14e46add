"""What pages show first is probable; one click shows all."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from record_articles import page_of
from web_visits import running, visitor

from sayso import Reader, pages
from sayso.record import Record

PIER = "Pier\n\nAda Holm said that the pier would stay shut. Tomas Ruud said that boats were late."


@pytest.fixture
def client(tmp_path: Path, reader: Reader) -> Iterator[httpx.Client]:
    """Who asks for a record of two statements, one of which is likely none."""
    path = tmp_path / "news.db"
    record = Record(path, new=True)
    read = reader.read(replace(pages.read_text(PIER), title="Pier"))
    first, second = read.statements
    doubtful = replace(read, statements=(first, replace(second, confidence=0.4)))
    record.add(record.begin("test", reader.engine), page_of(PIER, "pier.txt"), doubtful)
    record.close()
    with running(path) as address, visitor(address) as made:
        yield made


def test_search_and_api_show_what_is_probable(client: httpx.Client) -> None:
    page = client.get("/").text
    assert "1 statement<" in page
    assert '<a href="/?min_confidence=0">Show all (1 more, less likely)</a>' in page
    whole = client.get("/?min_confidence=0").text
    assert "2 statements<" in whole
    assert '<a href="/">Only what is probable</a>' in whole
    assert len(client.get("/api/v1/statements").json()["items"]) == 1
    assert len(client.get("/api/v1/statements?min_confidence=0").json()["items"]) == 2
    assert client.get("/api/v1/statements/counts").json()["total"] == 1


def test_an_article_shows_what_is_probable_and_a_statement_s_address_leads_to_it(client: httpx.Client) -> None:
    page = client.get("/articles/1").text
    assert page.count('class="entry ') == 1
    assert '<a href="/articles/1?all=1">Show all (1 more, less likely)</a>' in page
    whole = client.get("/articles/1?all=1").text
    assert whole.count('class="entry ') == 2
    assert "Only what is probable" in whole
    sure, doubtful = (
        one["id"] for one in sorted(
            client.get("/api/v1/statements?min_confidence=0").json()["items"], key=lambda one: -one["confidence"]
        )
    )  # fmt: skip
    assert client.get(f"/statements/{sure}").headers["location"] == f"/articles/1#statement-{sure}"
    assert client.get(f"/statements/{doubtful}").headers["location"] == f"/articles/1?all=1#statement-{doubtful}"
