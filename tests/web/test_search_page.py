"""The search page: counts that lead on, what the box offers, searches that are saved and named."""

import csv
import io
import json
import re
import shutil
import sqlite3
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import httpx
import pytest
from click.testing import CliRunner, Result
from playwright.sync_api import Browser, expect
from searched_articles import searched
from web_visits import PASSWORD, send

from sayso import Reader
from sayso.cli.main import main
from sayso.record import Record
from sayso.record.accounts import add_token
from sayso.web.accounts import add_account

QUERY = "ferry -bridge by:holm since:2024"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> Path:
    path = searched(tmp_path_factory.mktemp("searched") / "news.db", reader)
    record = Record(path)
    add_account(record, "Rune", "reviewer", PASSWORD)
    record.close()
    return path


@pytest.fixture
def news(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made, tmp_path / "news.db"))


def run(*args: str) -> Result:
    return CliRunner().invoke(main, [*args], catch_exceptions=False)


def ids(page: httpx.Response) -> list[str]:
    return re.findall(r'<a href="/statements/(\w+)" title', page.text)


def counted(page: str, part: str) -> dict[str, tuple[str, int]]:
    """What a list of counts tells: where each leads, and how many there are."""
    (found,) = re.findall(rf'<ul id="{part}".*?</ul>', page, re.S)
    rows = re.findall(r'<a href="([^"]+)">([^<]+)</a> <span class="count">([\d,]+)', found)
    return {name: (address.replace("&amp;", "&"), int(count)) for address, name, count in rows}


@pytest.mark.parametrize("part", ["in-people", "in-days", "in-outlets"])
def test_each_count_leads_to_so_many_and_keeps_the_rest_of_the_query(client: httpx.Client, part: str) -> None:
    for query in ("?q=ferry+OR+school", "?act=warn&act=deny", "?q=since:2025"):
        found = counted(client.get(f"/{query}").text, part)
        assert found
        for address, count in found.values():
            assert query.partition("=")[2].split("&")[0] in address.replace("%3A", ":")
            assert len(ids(client.get(address))) == count


def test_days_are_told_closer_the_closer_one_looks(client: httpx.Client) -> None:
    assert set(counted(client.get("/?q=by:holm+since:2025").text, "in-days")) == {
        "2025-02", "2025-09", "2025-10", "2025-11",
    }  # fmt: skip
    assert set(counted(client.get("/?since=2025-02-01&until=2025-02-28").text, "in-days")) == {
        "2025-02-10",
        "2025-02-11",
    }


def test_a_search_is_saved_and_named_on_the_page_and_found_again_everywhere(news: Path, client: httpx.Client) -> None:
    assert "Sign in to save this search" in client.get(f"/?q={quote(QUERY)}").text
    send(client, "/sign-in", page="/sign-in", name="Rune", password=PASSWORD)
    answer = send(client, "/searches", page=f"/?q={quote(QUERY)}", name="Ferry", words=QUERY)
    assert answer.status_code == 303
    page = client.get("/").text
    assert 'title="ferry -bridge by:holm since:2024">Ferry</a>' in page
    by_page = ids(client.get(answer.headers["location"]))
    told = run("search", str(news), "--saved", "ferry", "--nl").stdout.splitlines()
    assert [json.loads(line)["id"] for line in told] == by_page != []
    (one,) = client.get("/api/v1/searches").json()["items"]
    assert (one["name"], one["words"], one["who"]) == ("Ferry", QUERY, "Rune")
    send(client, "/searches/forget", page="/", name="Ferry")
    assert client.get("/api/v1/searches").json() == {"items": [], "next": None}


def test_options_are_saved_with_the_words(news: Path) -> None:
    done = run(
        "search", str(news), "--by", '"Ada Holm"', "--act", "deny", "--act", "promise", "--until", "2024", "--nl",
        "--about", 'ferry', "--save", "Ada", "--", "-school",
    )  # fmt: skip
    assert done.exit_code == 0
    (one,) = json.loads(run("search", str(news), "--list-saved", "--format", "json").stdout)
    assert one["words"] == '-school by:="Ada Holm" act:deny act:promise until:2024-12-31 about:ferry'
    again = run("search", str(news), "--saved", "Ada", "--nl")
    assert again.stdout == done.stdout != ""
    assert json.loads(run("search", str(news), "--forget", "ADA", "--format", "json").stdout) == []


def test_what_cannot_be_saved_is_told_in_one_line(news: Path) -> None:
    for args, told in (
        (("--save", "A"), "keeps no empty search"),
        (("ferry", "--save", " "), "keeps no search under this name"),
        (("--saved", "none"), "holds no saved search 'none'"),
        (("--forget", "none"), "holds no saved search 'none'"),
    ):
        done = run("search", str(news), *args)
        assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
        assert told in done.stderr


def test_a_record_that_may_not_be_written_to_keeps_no_search(news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Record(news).close()
    real = sqlite3.connect

    def read_only(path: object, **options: object) -> sqlite3.Connection:
        # As on a disk that may only be read, whoever asks.
        return real(f"file:{path}?mode=ro&immutable=1" if path == news else path, **{**options, "uri": True})  # type: ignore[call-overload,no-any-return]

    monkeypatch.setattr(sqlite3, "connect", read_only)
    done = run("search", str(news), "ferry", "--save", "A")
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "may not be written to" in done.stderr


def test_a_program_saves_and_forgets_searches(news: Path, client: httpx.Client) -> None:
    assert client.post("/api/v1/searches", json={"name": "A", "q": "ferry"}).status_code == 401
    record = Record(news)
    client.headers["Authorization"] = f"Bearer {add_token(record, 'Rune', 'correct')}"
    record.close()
    assert client.post("/api/v1/searches", json={"name": "A", "q": "byy:x"}).status_code == 422
    for name in ("C", "A", "B"):
        made = client.post("/api/v1/searches", json={"name": name, "q": "ferry"})
        assert (made.status_code, made.json()["name"], made.json()["words"]) == (201, name, "ferry")
    first = client.get("/api/v1/searches?limit=2").json()
    rest = client.get(f"/api/v1/searches?limit=2&after={first['next']}").json()
    assert [[one["name"] for one in answer["items"]] for answer in (first, rest)] == [["A", "B"], ["C"]]
    assert rest["next"] is None
    assert [client.delete(f"/api/v1/searches/{name}").status_code for name in "abca"] == [204, 204, 204, 404]


def test_each_query_has_a_feed_and_a_csv(client: httpx.Client) -> None:
    query = f"?q={quote(QUERY)}"
    page = client.get(f"/{query}")
    feed = ElementTree.fromstring(client.get(f"/feed.atom{query}").content)
    entries = feed.findall("{http://www.w3.org/2005/Atom}entry")
    rows = list(csv.DictReader(io.StringIO(client.get(f"/export.csv{query}").text)))
    assert [r["id"] for r in rows] == ids(page) != []
    assert {e.findtext("{http://www.w3.org/2005/Atom}id", "").rpartition("/")[2] for e in entries} == set(ids(page))
    for place in ("feed.atom", "export.csv"):
        assert f'href="/{place}?q=ferry+-bridge+by%3Aholm+since%3A2024"' in page.text


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("by:ho", 'by:"Ada Holm"'), ("ferry ada ho", 'ferry by:"Ada Holm"'), ('-by:"gunes', '-by:"Lena Güneş"'),
        ("to:mar", 'to:"Ivo Marsh"'), ("outlet:tar", 'outlet:"Tarn Courier"'), ("act:wa", "act:warn"),
    ],
)  # fmt: skip
def test_what_is_typed_may_go_on(client: httpx.Client, typed: str, first: str) -> None:
    offered = re.findall(r'data-text="([^"]+)"', client.get(f"/suggestions?q={quote(typed)}").text)
    assert offered[0].replace("&#34;", '"') == first


@pytest.mark.parametrize("typed", ["", "f", "zzz", "%00", "by:%00", "since:2", '"' * 40])
def test_where_nothing_goes_on_nothing_is_offered(client: httpx.Client, typed: str) -> None:
    answer = client.get(f"/suggestions?q={typed}")
    assert (answer.status_code, "data-text" in answer.text) == (200, False)


def test_names_are_chosen_by_keys(browser: Browser, address: str) -> None:
    page = browser.new_context().new_page()
    page.goto(address)
    page.keyboard.press("Tab")
    box = page.get_by_role("combobox", name="Words")
    box.press_sequentially("ferry by:ho")
    expect(page.get_by_role("option")).to_have_text(["Ada Holm"])
    box.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "suggestion-1")
    box.press("Enter")
    expect(box).to_have_value('ferry by:"Ada Holm" ')
    expect(page.locator("#count")).to_have_text("1 statement")
    box.press_sequentially("since:t")
    expect(box).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#problem")).to_be_empty()
    box.press("Enter")
    expect(page.locator("#problem")).to_contain_text("write since:2024")
