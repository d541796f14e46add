"""What outlets changed, in the browser, in feeds and in the API."""

import re
import shutil
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import httpx
import pytest
from playwright.sync_api import Browser, expect
from web_visits import running, visitor
from web_walk import walk

from sayso import Page, Reader, pages
from sayso.linking import update
from sayso.record import Record
from sayso.record.edits import CUT

ATOM = "{http://www.w3.org/2005/Atom}"
BEFORE = """Bridge stays shut

Harbour commissioner Mira Dolan told reporters that the bridge would stay shut. “We found cracks in three pillars of \
the old bridge,” she said.

“Nobody has stolen a single coin from the bridge fund,” Tomas Ruud said on Friday. Tomas Ruud said that he was well.

The gulls of <b>Lisset</b> are loud."""
AFTER = BEFORE.replace("three", "five").replace(
    "“Nobody has stolen a single coin from the bridge fund,” Tomas Ruud said on Friday. ", ""
)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> Path:
    """A record of an article that its outlet changed, and of one that stayed."""
    record = Record(tmp_path_factory.mktemp("changed") / "news.db", new=True)
    for url, text, updated in (
        ("https://post.example/bridge", BEFORE, None),
        ("https://post.example/ferry", "Ferry sails\n\nAda Holm said that the ferry would sail.", None),
        ("https://post.example/bridge", AFTER, "2026-03-14T07:30:00Z"),
    ):
        page = Page(text.encode(), url, "text/plain", url, "2026-03-13T08:00:00Z", "utf-8")
        title = text.partition("\n")[0]
        made = replace(
            pages.read_text(text), url=url, title=title, published="2026-03-13", updated=updated, outlet="Post"
        )
        record.add(record.begin("test", reader.engine), page, reader.read(made))
    update(record)
    record.close()
    return record.path


@pytest.fixture
def news(tmp_path: Path, first: Path) -> Path:
    return Path(shutil.copy(first, tmp_path / "news.db"))


def cut_of(news: Path) -> str:
    """The id of the statement that was cut."""
    record = Record(news)
    (row,) = record.connection.execute("SELECT id FROM statement_ids WHERE why = ?", (CUT,)).fetchall()
    record.close()
    return str(row["id"])


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_old_and_new_stand_side_by_side(browser: Browser, address: str, news: Path, script: bool) -> None:
    with walk(browser, address, script=script) as page:
        page.goto("/articles/1")
        line = "changed by its outlet on Saturday, 14 March 2026: 1 statement cut, 1 altered"
        expect(page.locator("main > .message")).to_contain_text(f"It was {line}.")
        page.get_by_role("link", name="Old and new side by side").click()
        expect(page.locator("h2")).to_have_text(f"Version 2: {line}")
        altered = page.locator(".sides", has_text="Statement altered: words")
        expect(altered.locator(".side").nth(0).locator("del")).to_have_text("three ")
        expect(altered.locator(".side").nth(1).locator("ins")).to_have_text("five ")
        before, after = (altered.locator(".side").nth(n).bounding_box() for n in (0, 1))
        assert before
        assert after
        assert before["y"] == after["y"]
        assert before["x"] + before["width"] <= after["x"]
        page.get_by_text("1 paragraph as before").click()
        expect(page.get_by_text("The gulls of <b>Lisset</b> are loud.")).to_be_visible()
        page.goto(f"/statements/{cut_of(news)}")
        expect(page).to_have_url(re.compile(r"/articles/1/changes#statement-s\w+$"))
        expect(page.locator(".sides:target")).to_contain_text("Nobody has stolen a single coin")
        page.goto("/articles/2")
        expect(page.locator("main > .message")).to_have_count(0)


def test_on_a_phone_one_stands_under_the_other(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto("/articles/1/changes")
    altered = page.locator(".sides", has_text="Statement altered")
    before, after = (altered.locator(".side").nth(n).bounding_box() for n in (0, 1))
    assert before
    assert after
    assert before["y"] + before["height"] <= after["y"]
    expect(altered.locator(".label").first).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    context.close()


def entries(client: httpx.Client, path: str) -> list[ElementTree.Element]:
    return ElementTree.fromstring(client.get(path).content).findall(f"{ATOM}entry")


def of(entry: ElementTree.Element, name: str) -> str:
    return entry.findtext(f"{ATOM}{name}") or ""


def test_a_feed_tells_of_changed_articles(client: httpx.Client) -> None:
    (entry,) = entries(client, "/changes/feed.atom")
    assert of(entry, "title") == "Bridge stays shut: 1 statement cut, 1 altered"
    assert of(entry, "id").endswith("/articles/1/changes#version-2")
    assert "cut: Tomas Ruud said: “Nobody has stolen" in of(entry, "summary")
    (version,) = (v for v in client.get("/api/v1/articles/1/versions").json()["versions"] if v["latest"])
    assert of(entry, "updated") == version["added"]
    assert "Bridge stays shut" in client.get("/changes").text


def test_feeds_of_statements_tell_what_became_of_them(client: httpx.Client, news: Path) -> None:
    record = Record(news)
    record.connection.execute("UPDATE versions SET added = '2026-03-13T09:00:00Z' WHERE number = 1")
    record.close()
    told = {of(e, "title"): of(e, "updated") for e in entries(client, "/feed.atom")}
    altered = next(title for title in told if title.startswith("Altered by its outlet: Mira Dolan"))
    assert next(iter(told)) == altered
    assert told[altered] > "2026-03-13T09:00:00Z"
    assert {updated for title, updated in told.items() if title != altered} == {"2026-03-13T09:00:00Z"}
    ruud = client.get("/api/v1/actors", params={"name": "Ruud"}).json()["items"][0]["id"]
    titles = [of(e, "title") for e in entries(client, f"/actors/{ruud}/feed.atom")]
    assert titles[0] == "Cut by its outlet: Tomas Ruud said: “Nobody has stolen a single coin from the bridge fund,”"
    assert titles[1] == "Tomas Ruud (assert): that he was well"


def test_a_check_leads_to_the_version_that_had_it(client: httpx.Client) -> None:
    page = client.get("/check", params={"quote": "Nobody has stolen a single coin from the bridge fund"}).text
    assert "Verbatim, with a warning" in page
    assert "its outlet took it out on Saturday, 14 March 2026." in page
    assert re.search(r'href="/articles/1/versions/1#statement-s\w+"', page)
    assert 'href="/articles/1/changes"' in page


def test_what_was_cut_from_an_article_that_is_taken_out_is_gone(client: httpx.Client, news: Path) -> None:
    cut = cut_of(news)
    assert client.get(f"/statements/{cut}").headers["location"] == f"/articles/1/changes#statement-{cut}"
    record = Record(news)
    record.remove("https://post.example/bridge")
    record.close()
    assert client.get(f"/statements/{cut}").status_code == 410
    assert entries(client, "/changes/feed.atom") == []


def test_a_record_without_changes_says_so(tmp_path: Path) -> None:
    Record(tmp_path / "new.db", new=True).close()
    with running(tmp_path / "new.db") as address, visitor(address) as client:
        assert "No outlet has changed an article" in client.get("/changes").text
        assert entries(client, "/changes/feed.atom") == []
        assert client.get("/articles/1/changes").status_code == 404
