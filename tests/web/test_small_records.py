"""No page is empty without saying why and what to do: with no article, with one, and with twenty."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from small_records import SIZES, small_record
from web_visits import csrf, running, visitor
from web_walk import violations

from sayso import Reader

EMPTY = (
    "/?q=walrus", "/?q=boat&since=2027-01-01", "/?sourcing=media", "/audit?outlet=Lantern", "/audit?since=2027-01-01",
    "/audit?outlet=Post&against=Lantern", "/positions?about=walrus", "/positions?about=boat&since=2027-01-01",
    "/threads", "/threads?q=walrus", "/actors?name=walrus", "/actors?name=Ida%20Holm", "/like?text=walrus+ballet",
)  # fmt: skip


@pytest.fixture(scope="module", params=SIZES, ids=["none", "one", "twenty"])
def served(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, reader: Reader
) -> Iterator[tuple[int, str]]:
    path = small_record(tmp_path_factory.mktemp("small") / "news.db", reader, request.param)
    with running(path) as address:
        yield request.param, address


def told(page: str) -> str:
    """What a page says of having nothing, tags and all."""
    found = re.search(r'<div class="nothing".*?</div>', page, re.S)
    return " ".join(found[0].split()) if found else ""


@pytest.mark.parametrize("address", EMPTY)
def test_an_empty_page_says_why_and_what_to_do(served: tuple[int, str], address: str) -> None:
    size, site = served
    with visitor(site) as client:
        page = client.get(address)
        assert page.status_code == 200
        nothing = told(page.text)
        if not size:
            assert '<a href="/add">Add your first articles</a>' in nothing
            assert 'href="/read"' in nothing
            return
        assert "Nothing was found: " in nothing
        assert f"The record has {size} article" in nothing
        assert "of 2026-03-01" in nothing
        links = [x.replace("&amp;", "&") for x in re.findall('href="([^"]+)"', nothing)]
        assert "/?outlet=%22Post%22" in links
        for link in links:  # all that is near is there
            there = client.get(link).text
            assert not told(there)


@pytest.mark.parametrize("address", ["/?q=", "/audit", "/actors", "/threads"])
def test_a_page_of_an_empty_record_leads_to_adding(served: tuple[int, str], address: str) -> None:
    size, site = served
    with visitor(site) as client:
        page = client.get(address).text
        assert ('<a href="/add">Add your first articles</a>' in page) == (size == 0)
        assert (told(page) == "") == (size > 0 and address != "/threads")


@pytest.mark.parametrize("served", [20], indirect=True)
def test_what_is_near_is_told(served: tuple[int, str]) -> None:
    _, site = served
    with visitor(site) as client:
        days = told(client.get("/?q=boat&since=2027-01-01").text)
        assert 'Without the days: <a href="/?q=boat">20 statements</a>' in days
        held = told(client.get("/positions?about=boat&since=2027-01-01").text)
        assert 'Without the days: <a href="/?about=boat">20 statements</a>' in held
        once = told(client.get("/threads?q=boat").text)
        assert '<a href="/?q=boat">20 statements</a> fit all the same.' in once
        name = client.get("/actors?name=Ida%20Holm7").text
        assert re.search(r'Called nearly so: <a href="/actors/a\w+">Ada Holm7</a>', name)


def test_a_quotation_that_is_not_found_leads_on(served: tuple[int, str]) -> None:
    size, site = served
    with visitor(site) as client:
        quote = "walruses dance at midnight on the ice"
        page = client.post("/check", data={"csrf": csrf(client, "/check"), "quote": quote}).text
        words = " ".join(page.split())
        assert "The record has nothing like it." in words
        if size:
            assert f"There {'are' if size > 1 else 'is'} {size}, of 2026-03-01" in words
            assert f'<a href="/like?text={quote.replace(" ", "+")}">Search by meaning</a>' in words
        else:
            assert "There are none yet: <code>sayso add</code> brings them in." in words


def test_empty_pages_and_the_audit_can_be_read_by_everybody(browser: Browser, served: tuple[int, str]) -> None:
    _, site = served
    context = browser.new_context(base_url=site, bypass_csp=True)
    page = context.new_page()
    for address in (*EMPTY, "/audit", "/audit?outlet=Post&against=Gazette", "/?counted=1&month=2026-03"):
        page.goto(address)
        assert violations(page) == []
        assert page.evaluate(SMALLEST) >= 14, address
    context.close()


# The size of the smallest text of a page, in CSS pixels.
SMALLEST = """
() => Math.min(...[...document.querySelectorAll("main *")]
    .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) && e.getClientRects().length
        && !e.closest(".unseen, svg, code, [type=date]"))
    .map(e => parseFloat(getComputedStyle(e).fontSize)))
"""
