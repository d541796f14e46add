"""Who may have said it, on pages, in feeds and through the API; and a person who tells."""

import gzip
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import httpx
import pytest
from credited_articles import TEXT, UNKNOWN, credited_article
from record_articles import page_of
from web_visits import PASSWORD, send

from sayso import Reader
from sayso.linking import update
from sayso.record import Record
from sayso.web.accounts import add_account

SignIn = Callable[[str], httpx.Client]
URL = "https://post.example/quay"
EARLIER = Path(__file__).parents[1] / "record" / "earlier" / "before-credit.db.gz"


@pytest.fixture
def news(tmp_path: Path, reader: Reader) -> Path:
    """A record of one article: a statement is sure, one likely, and of one it is not known who said it."""
    made = Record(tmp_path / "quay.db", new=True)
    made.add(made.begin("test", reader.engine), page_of(TEXT, URL), credited_article(URL))
    add_account(made, "Rune", "reviewer", PASSWORD)
    made.close()
    return tmp_path / "quay.db"


def id_of(client: httpx.Client, content: str) -> str:
    found = client.get("/api/v1/statements").json()["items"]
    return next(str(s["id"]) for s in found if s["content"] == content)


@pytest.mark.parametrize("path", ["/", "/articles/1", "/?q=nothing", "/?q=would"])
def test_a_page_tells_who_is_not_sure_and_who_it_may_be(client: httpx.Client, path: str) -> None:
    page = client.get(path).text
    assert (UNKNOWN in page) == ("would" not in path)
    assert ("(.71)" in page) == ("nothing" not in path)
    assert "(.96)" not in page.replace("Ada Holm (.96):", "")


def test_the_page_of_an_article_tells_the_way_to_each_name(client: httpx.Client) -> None:
    page = client.get("/articles/1").text
    ways = re.findall(r"<li>([^<]*→[^<]*)</li>", page)
    assert ways[0] == "Ada Holm (.96): “She” [71:74] → “Ada Holm” [15:23]"
    assert len(ways) == 5
    assert "Read before credit" not in page


def test_the_api_tells_it_and_finds_by_it(client: httpx.Client) -> None:
    found = {s["content"]: s for s in client.get("/api/v1/statements").json()["items"]}
    assert (found["it would not"]["credit"], found["it would not"]["candidates"]) == (0.71, "Ada Holm (.20)")
    unknown = found["nothing was settled"]
    assert (unknown["speakers"], unknown["credit"], unknown["candidates"]) == (
        None,
        None,
        "Ada Holm (.55); Ivo Marsh (.30)",
    )
    sure = client.get("/api/v1/statements", params={"min_credit": 0.9}).json()["items"]
    assert [s["content"] for s in sure] == ["the quay would close"]
    assert client.get("/api/v1/statements/counts", params={"min_credit": 0.7}).json()["total"] == 2
    assert client.get("/api/v1/statements", params={"min_credit": 2}).status_code == 422
    article = client.get("/api/v1/articles/1").json()
    assert article["schema"] == "2"
    assert [len(s["candidates"]) for s in article["statements"]] == [0, 1, 2]


def test_a_feed_tells_who_it_may_be(client: httpx.Client) -> None:
    feed = ElementTree.fromstring(client.get("/feed.atom").content)
    told = {e.findtext("{*}title", ""): e.findtext("{*}summary", "") for e in feed.findall("{*}entry")}
    (unknown,) = (summary for title, summary in told.items() if "settled" in title)
    assert unknown.startswith(UNKNOWN)
    assert any(title.startswith("Ivo Marsh (.71) (") for title in told)


def test_the_queue_begins_with_who_is_not_known_and_one_click_tells(client: httpx.Client, sign_in: SignIn) -> None:
    rune = sign_in("Rune")
    asked = re.findall(r'action="/statements/(s\w+)/judge"', rune.get("/review").text)
    wanted = ["nothing was settled", "it would not", "the quay would close"]
    assert asked == [id_of(client, content) for content in wanted]
    assert re.findall(r'<button[^>]* name="name" value="([^"]*)"', rune.get("/review").text) == [
        "Ada Holm", "Ivo Marsh", "Ada Holm", "",
    ]  # fmt: skip
    answer = send(rune, f"/statements/{asked[0]}/speaker", page="/review", name="Ivo Marsh", next="review")
    assert answer.headers["location"] == "/review"
    told = client.get(f"/api/v1/statements/{asked[0]}").json()
    assert (told["speakers"], told["credit"], told["candidates"], told["corrected_by"]) == (
        "Ivo Marsh", None, None, "Rune",
    )  # fmt: skip
    assert f"/statements/{asked[0]}/judge" not in rune.get("/review").text


def test_the_form_that_corrects_offers_them_too(client: httpx.Client, sign_in: SignIn) -> None:
    rune = sign_in("Rune")
    here = f"/statements/{id_of(client, 'it would not')}"
    assert 'value="Ada Holm" data-key="1">Ada Holm (.20)</button>' in rune.get(f"{here}/correct").text
    answer = send(rune, f"{here}/speaker", page=f"{here}/correct", name="")
    assert answer.headers["location"].startswith("/articles/1#statement-")
    assert client.get(f"/api/v1{here}").json()["speakers"] is None


def test_nobody_tells_who_is_not_signed_in(client: httpx.Client) -> None:
    here = f"/statements/{id_of(client, 'it would not')}"
    assert client.post(f"{here}/speaker", data={"name": "Ada Holm"}).status_code != 200
    assert client.get(f"/api/v1{here}").json()["speakers"] == "Ivo Marsh"


def test_the_queue_goes_on_page_by_page(news: Path, reader: Reader, sign_in: SignIn) -> None:
    record = Record(news)
    for n in range(9):
        record.add(record.begin("test", reader.engine), page_of(TEXT, f"{URL}/{n}"), credited_article(f"{URL}/{n}"))
    record.close()
    rune, address, seen = sign_in("Rune"), "/review", list[str]()
    while address:
        page = rune.get(address).text
        seen += re.findall(r'action="/statements/(s\w+)/judge"', page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        address = following[1] if following else ""
    assert len(seen) == len(set(seen)) == 30


def test_an_actor_says_only_what_is_credited(news: Path, client: httpx.Client) -> None:
    record = Record(news)
    update(record)
    record.close()
    listed = {a["name"]: a["statements"] for a in client.get("/api/v1/actors").json()["items"]}
    assert listed == {"Ada Holm": 1, "Ivo Marsh": 1}


def test_a_page_of_a_record_of_yesterday_says_so(tmp_path: Path, serve: Callable[..., str]) -> None:
    path = tmp_path / "earlier.db"
    path.write_bytes(gzip.decompress(EARLIER.read_bytes()))
    with httpx.Client(base_url=serve(path)) as client:
        page = client.get("/articles/1").text
        assert "Read before credit" in page
        assert "Ada Holm" in page
        assert client.get("/api/v1/statements/1", follow_redirects=True).json()["credit"] is None
