"""A search in charts: on a page, with the table behind each, and to take along."""

import csv
import io
from xml.etree import ElementTree

import httpx
from playwright.sync_api import Browser, expect
from web_walk import OTHER_COLOURS, SIGHTS, violations, walk


def test_charts_stand_with_their_tables_and_lead_to_the_statements(address: str, browser: Browser) -> None:
    with walk(browser, address, bypass_csp=True) as page:
        page.goto("/?by=dolan")
        page.get_by_role("link", name="In charts").click()
        expect(page.get_by_role("heading", level=2)).to_have_text(
            ["Statements over time", "What was done, by month", "Who speaks to and about whom"]
        )
        section = page.locator("#acts")
        section.get_by_text("These figures as a table").click()
        expect(section.get_by_role("table")).to_contain_text("2026-03")
        for size, scheme in SIGHTS + OTHER_COLOURS:
            page.set_viewport_size(size)
            page.emulate_media(color_scheme=scheme)
            assert violations(page, colours=(size, scheme) in OTHER_COLOURS) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        page.get_by_role("link", name="The statements behind these charts").click()
        expect(page.locator("article.statement .who").first).to_have_text("Mira Dolan")


def test_a_chart_is_taken_along(address: str) -> None:
    for kind in ("timeline", "acts", "network"):
        svg = httpx.get(f"{address}/charts/{kind}.svg")
        assert svg.headers["content-disposition"] == f'attachment; filename="{kind}.svg"'
        ElementTree.fromstring(svg.text)
        assert httpx.get(f"{address}/charts/{kind}.png").content.startswith(b"\x89PNG")
    rows = list(csv.DictReader(io.StringIO(httpx.get(f"{address}/charts/acts.csv?by=dolan").text)))
    assert {r["month"] for r in rows} == {"2026-03"}
    assert all(int(r["statements"]) > 0 for r in rows)


def test_what_cannot_be_drawn_is_told(address: str) -> None:
    assert "Nothing found." in httpx.get(f"{address}/charts?q=walrus").text
    assert httpx.get(f"{address}/charts/acts.png?q=walrus").status_code == 404
    assert httpx.get(f"{address}/charts/cake.svg").status_code in (404, 422)
    assert httpx.get(f"{address}/charts", params={"q": '"'}).status_code == 422
