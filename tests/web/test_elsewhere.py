"""Where an article was seen elsewhere, on its page and through the API."""

import re
import shutil
from pathlib import Path

import httpx
import pytest
from linked_articles import GAZETTE, HERALD, add, linked

from sayso import Reader
from sayso.linking import update
from sayso.record import Record


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> Path:
    return linked(tmp_path_factory.mktemp("elsewhere") / "news.db", reader)


@pytest.fixture
def news(tmp_path: Path, made: Path) -> Path:
    return Path(shutil.copy(made, tmp_path / "news.db"))


def section(page: str, name: str) -> str:
    """The words of a section of a page, with its links."""
    found = page.partition(f'aria-labelledby="{name}"')[2].partition("</section>")[0]
    return " ".join(re.sub(r"<(?!a )[^>]+>", " ", found).split())


def test_a_copy_tells_what_it_repeats_and_an_original_who_repeats_it(client: httpx.Client) -> None:
    copy = client.get("/articles/2").text
    assert re.search(
        r'A copy: 8\d % of its words stand in <a href="/articles/1">Bridge stays shut</a>, Gazette, <time [^>]+>13 Mar',
        copy,
    )
    assert "It credits Reuters." in section(copy, "elsewhere")
    page = client.get("/articles/1").text
    assert "A copy:" not in page
    original = section(page, "elsewhere")
    assert "1 article repeats its text" in original
    assert re.search(r'<a href="/articles/2">No lorries on the bridge .*8\d % of its words are from here', original)


def test_statements_that_others_report_lead_to_their_threads(client: httpx.Client) -> None:
    page = client.get("/articles/1").text
    told = section(page, "elsewhere")
    found = re.search(
        r'href="#(statement-s\w+)">Mira Dolan “We found[^<]*<a href="/threads/(\d+)">In 4 other art', told
    )
    assert found
    assert f'<li id="{found[1]}"' in page
    assert "We found cracks" in client.get(f"/threads/{found[2]}").text
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_more_articles_are_on_the_matter_and_no_copies(client: httpx.Client) -> None:
    for number in (1, 2):
        more = section(client.get(f"/articles/{number}").text, "more")
        assert "Doubts about the bridge" in more
        assert "Mayor speaks on pillars" in more
        assert "Bridge stays shut" not in more
        assert "No lorries on the bridge" not in more


def test_many_copies_are_counted(news: Path, client: httpx.Client, reader: Reader) -> None:
    record = Record(news)
    for n in range(22):
        add(record, reader, f"https://n{n:02}.example/", f"Number {n}", "2026-03-16", HERALD)
    update(record)
    record.close()
    told = section(client.get("/articles/1").text, "elsewhere")
    assert "23 articles repeat its text" in told
    assert "and 3 later ones" in told
    seen = client.get("/api/v1/articles/1/elsewhere").json()
    assert (seen["copied"], len(seen["copies"])) == (23, 20)
    assert seen["copies"][0]["article"]["outlet"] == "Herald"


def test_an_article_that_stands_alone_and_an_older_version_tell_nothing(
    news: Path, client: httpx.Client, reader: Reader
) -> None:
    record = Record(news)
    add(record, reader, "https://alone.example/", "Alone", "2020-01-01", "Rain\n\nOlaf Brandt said that it rained.")
    add(record, reader, "https://gazette.example/bridge", "Gazette", "2026-03-13T08:00:00Z", GAZETTE + " It rained.")
    update(record)
    record.close()
    for path in ("/articles/6", "/articles/1/versions/1"):
        page = client.get(path).text
        assert 'id="elsewhere"' not in page
        assert 'id="more"' not in page
    assert 'id="elsewhere"' in client.get("/articles/1").text


def test_links_that_are_not_made_yet_are_not_shown(news: Path, client: httpx.Client, reader: Reader) -> None:
    record = Record(news)
    add(record, reader, "https://late.example/", "Late", "2026-03-15", GAZETTE)
    page = client.get("/articles/6").text
    assert 'id="elsewhere"' not in page
    update(record)
    record.close()
    assert "A copy:" in client.get("/articles/6").text


def test_what_articles_say_is_only_text(client: httpx.Client) -> None:
    for path in ("/articles/1", "/articles/5"):
        page = client.get(path).text
        for hostile in ("<script>alert", "<img src=x", 'href="javascript:', "<b>on"):
            assert hostile not in page, path


def test_the_api_tells_the_same(client: httpx.Client) -> None:
    answer = client.get("/api/v1/articles/2/elsewhere")
    told = answer.json()
    assert told["agency"] == "Reuters"
    assert told["original"]["article"] == {
        "id": 1,
        "title": "Bridge stays shut",
        "outlet": "Gazette",
        "published": "2026-03-13T08:00:00Z",
        "url": "https://gazette.example/bridge",
    }
    assert 0.8 < told["original"]["share"] < 0.9
    assert told["copies"] == []
    assert max(t["others"] for t in told["threads"]) == 4
    again = client.get(answer.url, headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    missing = client.get("/api/v1/articles/99/elsewhere")
    assert (missing.status_code, missing.json()["error"]["detail"]) == (404, "There is no article 99.")
