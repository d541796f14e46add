"""Positions in a browser and through the API."""

import re
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, expect
from web_visits import add

from sayso import Reader
from sayso.record import Record

TOLL = {
    "2026-01-12": "Harbour news\n\nMira Dolan said she supports the bridge toll. An official said it was late.",
    "2026-02-03": "A row\n\nTomas Ruud said that Ilka Brandt had authorized the bridge toll. Ada Holm opposed it.",
    "2026-03-02": "A <b>turn</b>\n\nMira Dolan opposes the bridge toll. “I was wrong,” she said.",
}


@pytest.fixture
def news(tmp_path: Path, reader: Reader) -> Path:
    """A record of three articles on a toll."""
    record = Record(tmp_path / "toll.db", new=True)
    for day, text in TOLL.items():
        add(record, reader, f"https://post.example/{day}", text, day)
    record.close()
    return record.path


def rows(page: str) -> list[list[str]]:
    """The cells of a page's table, as words."""
    found = re.findall(r"<tr>(.*?)</tr>", page, re.S)
    cells = [re.findall(r"<(?:td|th scope=\"rowgroup\")[^>]*>(.*?)</t[dh]>", row, re.S) for row in found]
    return [[" ".join(re.sub("<[^>]+>", "", cell).split()) for cell in row] for row in cells if row]


def test_the_page_tells_who_holds_what_since_when_and_what_changed(client: httpx.Client) -> None:
    page = client.get("/positions", params={"about": "toll"}).text
    told = rows(page)
    dolan = next(row for row in told if row[:2] == ["Mira Dolan", "for"])
    assert dolan[2:6] == ["12 Jan 2026", "12 Jan 2026", "1", "1"]
    assert float(dolan[6]) > 0.5
    turned = next(row for row in told if row[0] == "against" and row[1] == "2 Mar 2026")
    assert "for, 12 Jan 2026" in turned[-1]
    assert "opposes the bridge toll" in turned[-1]
    assert any(row[:4] == ["Ilka Brandt", "for", "3 Feb 2026", "3 Feb 2026"] for row in told)
    assert "as told by Tomas Ruud" in page
    assert 'Mira Dolan said she supports <span class="said">the bridge toll</span>.' in page


def test_statements_lead_to_their_place_and_marks_to_their_statements(client: httpx.Client) -> None:
    page = client.get("/positions", params={"about": "toll"}).text
    number = re.search(r'href="/statements/(s\w+)">A &lt;b&gt;turn&lt;/b&gt;', page)
    assert number
    assert client.get(f"/statements/{number[1]}").headers["location"] == f"/articles/3#statement-{number[1]}"
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    marks = set(re.findall(r'<a href="#([^"]+)"><g', page))
    assert len(marks) == 3
    assert marks <= set(ids)


def test_the_form_keeps_what_was_asked_and_chooses_by_name_and_day(client: httpx.Client) -> None:
    asked = {"about": "toll", "by": "dolan", "since": "2026-02-01", "until": ""}
    page = client.get("/positions", params=asked).text
    assert [row[:2] for row in rows(page)] == [["Mira Dolan", "against"]]
    for name, value in asked.items():
        assert re.search(rf'name="{name}"[^>]* value="{value}"', page)
    assert 'href="/api/v1/positions?about=toll&amp;by=dolan&amp;since=2026-02-01"' in page


def test_a_page_goes_on_where_the_one_before_ended(client: httpx.Client) -> None:
    first = client.get("/api/v1/positions", params={"about": "toll", "limit": 2}).json()
    page = client.get("/positions", params={"about": "toll", "after": first["next"]}).text
    all_of_them = client.get("/api/v1/positions", params={"about": "toll"}).json()["items"]
    assert [row[-7] for row in rows(page)] == [p["holding"] for p in all_of_them[2:]]
    assert '<a href="/positions?about=toll">From the beginning</a>' in page


@pytest.mark.parametrize(
    ("about", "status", "told"),
    [
        ("", 200, "Each position comes"),
        ("zebra", 200, "Nothing was found"),
        ("!!!", 422, "there is no word to look for"),
        ("\0", 422, "there is no word to look for"),
        ("x" * 501, 422, "too long"),
    ],
)
def test_what_finds_nothing_is_told_plainly(client: httpx.Client, about: str, status: int, told: str) -> None:
    answer = client.get("/positions", params={"about": about})
    assert answer.status_code == status
    assert told in answer.text


@pytest.mark.parametrize("wrong", [{"since": "soon"}, {"until": "2026-02-31"}, {"after": "eA"}, {"after": "LTE"}])
def test_a_wrong_day_or_place_is_told_on_the_page(client: httpx.Client, wrong: dict[str, str]) -> None:
    answer = client.get("/positions", params={"about": "toll", **wrong})
    assert answer.status_code == 422
    assert next(iter(wrong)) in answer.text
    assert "<h1>" in answer.text


def test_what_is_asked_and_what_articles_say_is_only_text(client: httpx.Client) -> None:
    page = client.get("/positions", params={"about": '"><script>alert(1)</script> toll', "by": "<i>"}).text
    assert "<script>alert" not in page
    assert "<b>turn" not in client.get("/positions", params={"about": "toll"}).text


def test_the_api_tells_positions_with_their_statements_in_pages(client: httpx.Client) -> None:
    answer = client.get("/api/v1/positions", params={"about": "toll"})
    found = answer.json()["items"]
    dolan = next(p for p in found if (p["actor"], p["holding"]) == ("Mira Dolan", "for"))
    assert (dolan["actor"], dolan["first"], dolan["statements"], dolan["articles"]) == (
        "Mira Dolan",
        "2026-01-12",
        1,
        1,
    )
    assert [(c["before"]["holding"], c["after"]["holding"]) for c in dolan["changed"]] == [("for", "against")]
    assert (dolan["sure"], dolan["condition"]) == (True, None)
    assert dolan["reason"].endswith(f"for {dolan['probability']:.2f}")
    assert dolan["shown"][0]["sentence"] == "Mira Dolan said she supports the bridge toll."
    again = client.get(answer.url, headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    paged, after = [], None
    while True:
        part = client.get(
            "/api/v1/positions", params={"about": "toll", "limit": 2, **({"after": after} if after else {})}
        )
        paged += part.json()["items"]
        if (after := part.json()["next"]) is None:
            break
    assert paged == found


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("", "about"),
        ("about=", "about"),
        ("about=!!!", "about: there is no word"),
        ("about=toll&since=2026-02-31", "since"),
        ("about=toll&limit=0", "limit"),
        ("about=toll&after=!!!", "after"),
        ("about=toll&after=eA", "after"),
    ],
)
def test_the_api_refuses_what_cannot_be_asked(client: httpx.Client, query: str, told: str) -> None:
    answer = client.get(f"/api/v1/positions?{query}")
    assert answer.status_code == 422
    assert told in answer.json()["error"]["detail"]


def test_many_words_are_no_error_of_the_server(client: httpx.Client) -> None:
    for about in ("a b " * 125, "toll* " * 80, '"' * 500, "(" * 500):
        for path in ("/positions", "/api/v1/positions"):
            assert client.get(path, params={"about": about}).status_code in (200, 422)


@pytest.mark.parametrize("script", [True, False])
def test_a_mark_shows_its_statement_in_a_browser(browser: Browser, address: str, script: bool) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=script)
    page = context.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.goto("/positions")
    page.get_by_label("About").fill("toll")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name=re.compile("Mira Dolan opposes the bridge toll")).click()
    expect(page.locator("li:target")).to_contain_text("Mira Dolan opposes the bridge toll.")
    context.close()
    assert not told
