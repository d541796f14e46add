"""Addresses of statements last: old numbers lead on, and what is gone tells what became of it."""

import gzip
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from sayso.record import Record, keep_reread

EARLIER = Path(__file__).parents[1] / "record" / "earlier" / "before-lasting-ids.db.gz"


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    """A record that was made before ids lasted: 1 moved into a newer version, 3 is gone from it, 7 was marked wrong."""
    path = tmp_path / "earlier.db"
    path.write_bytes(gzip.decompress(EARLIER.read_bytes()))
    return path


@pytest.fixture
def client(earlier: Path, serve: Callable[..., str]) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=serve(earlier)) as made:
        yield made


def test_an_old_number_leads_to_the_address_for_good(client: httpx.Client) -> None:
    answer = client.get("/statements/1")
    assert answer.status_code == 308
    there = answer.headers["location"]
    assert there == "/statements/sdv29bx00s"
    shown = client.get(there)
    assert (shown.status_code, shown.headers["location"]) == (303, "/articles/1#statement-sdv29bx00s")
    page = client.get("/articles/1").text
    assert '<li id="statement-sdv29bx00s"' in page
    assert f'href="{there}"' in page
    assert client.get("/statements/1/speakers/1?x=2").headers["location"] == f"{there}/speakers/1?x=2"
    assert client.get("/statements/SDV29BX00S").headers["location"] == there


def test_the_api_leads_on_too(client: httpx.Client) -> None:
    answer = client.get("/api/v1/statements/1")
    assert (answer.status_code, answer.headers["location"]) == (308, "/api/v1/statements/sdv29bx00s")
    assert client.get("/api/v1/statements/1", follow_redirects=True).json()["id"] == "sdv29bx00s"
    for more in ("corrections", "notes"):
        assert client.get(f"/api/v1/statements/1/{more}", follow_redirects=True).status_code == 200


def test_what_is_gone_tells_what_became_of_it(client: httpx.Client) -> None:
    for path in ("/api/v1/statements/s4sjjfq9aa", "/statements/3/speakers/1"):
        answer = client.get(path)
        assert answer.status_code == 410
        assert "s4sjjfq9aa is gone from https://post.example/bridge: cut by its outlet" in answer.text
        assert "Tomas Ruud denied: that money was missing" in answer.text
    assert client.get("/api/v1/statements/3").json()["error"]["title"] == "Gone"
    assert client.get("/statements/3").headers["location"] == "/articles/1/changes#statement-s4sjjfq9aa"
    assert 'id="statement-s4sjjfq9aa"' in client.get("/statements/3", follow_redirects=True).text
    told = client.get("/api/v1/statements/7").json()["error"]
    assert "marked wrong by ada: no one is named" in told["detail"]
    assert client.get("/statements/99").status_code == 404


def test_feeds_and_parents_have_the_ids(client: httpx.Client) -> None:
    inner = client.get("/api/v1/statements", params={"q": '"all was well"'}).json()["items"]
    parents = {s["id"]: s["parent"] for s in inner}
    assert parents["sxyby5bhqd"] == "sqc2abw2zj"
    base = str(client.base_url).rstrip("/")
    assert f"<id>{base}/statements/sdv29bx00s</id>" in client.get("/feed.atom").text


def test_words_of_what_is_gone_are_only_text(earlier: Path, serve: Callable[..., str]) -> None:
    record = Record(earlier)
    record.connection.execute(
        "UPDATE statement_ids SET content = ?, why = ? WHERE id = 's4sjjfq9aa'",
        ("<script>alert(1)</script> " * 1000, "the article was taken out: <b>\u202e"),
    )
    record.close()
    with httpx.Client(base_url=serve(earlier)) as client:
        page = client.get("/statements/3").text
    assert "<script>alert" not in page
    assert "<b>" not in page
    assert "\u202e" not in page
    assert len(page) < 20_000


def test_a_link_holds_when_the_article_is_read_again(earlier: Path, client: httpx.Client) -> None:
    record = Record(earlier)
    (ferry,) = (a for a in record.articles() if a.url == "https://post.example/ferry")
    (version,) = record.connection.execute(
        "SELECT v.id FROM versions AS v JOIN articles AS a ON a.id = v.article WHERE v.latest AND a.key = ?",
        (ferry.url,),
    ).fetchone()
    first, *_ = (s for s in ferry.statements if s.corrected and s.act == "promise")
    assert ferry.engine is not None
    keep_reread(
        record, record.begin("reread", ferry.engine), version, replace(ferry, statements=(replace(first, id="x"),))
    )
    record.close()
    assert client.get("/statements/6", follow_redirects=True).url.path == "/articles/2"
    assert client.get("/statements/12", follow_redirects=True).status_code == 200  # a person found it
