"""Search by meaning."""

from pathlib import Path

import httpx

from sayso.linking import update
from sayso.record import Record

MEANT = "the crossing will remain closed"


def test_what_says_the_same_in_other_words_is_found(news: Path, client: httpx.Client) -> None:
    record = Record(news)
    update(record)
    record.close()
    assert 'name="text"' in client.get("/like").text
    page = client.get("/like", params={"text": MEANT}).text
    assert "Mira Dolan" in page
    assert "bridge" in page.partition('<article class="statement">')[2].partition("</article>")[0]
    items = client.get("/api/v1/statements/like", params={"text": MEANT}).json()["items"]
    assert items
    assert "bridge" in items[0]["sentence"]
    assert client.get("/api/v1/statements/like", params={"text": MEANT, "by": "Nobody"}).json()["items"] == []


def test_a_search_that_finds_nothing_leads_there(client: httpx.Client) -> None:
    assert "/like?text=zebra" in client.get("/", params={"q": "zebra"}).text


def test_without_words_there_is_nothing_to_look_for(client: httpx.Client) -> None:
    assert client.get("/api/v1/statements/like", params={"text": ""}).status_code == 422
