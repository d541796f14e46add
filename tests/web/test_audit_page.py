"""The audit in a browser and through the API, and how its answers are kept."""

import csv
import html
import io
import json
import queue
import re
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from fastapi import HTTPException
from patience import PATIENCE
from playwright.sync_api import Browser, expect

from sayso import Page, Reader, pages
from sayso.analysis.audit import COLUMNS
from sayso.record import Record
from sayso.web.cache import Kept

VOICES = "Voices\n\nMira Dolan said it was late. Officials said it was not. “It will rain,” Ada Holm said."


def put(record: Record, reader: Reader, number: int, outlet: str | None, day: str | None = "2026-03-02") -> None:
    """Add the article to a record, from another place."""
    url = f"https://news.example/{number}"
    text = f"{VOICES} It was day {number}."
    made = replace(pages.read_text(text), url=url, title="Voices", published=day, outlet=outlet)
    page = Page(text.encode(), url, "text/plain", url, "2026-03-13T08:00:00Z", "utf-8")
    record.add(record.begin("test", reader.engine), page, reader.read(made))


@pytest.fixture
def news(tmp_path: Path, reader: Reader) -> Path:
    """A record of three outlets, one of them unknown and one a formula."""
    record = Record(tmp_path / "voices.db", new=True)
    for number in range(5):
        put(record, reader, number, "Post", f"2026-0{number % 2 + 1}-02")
    put(record, reader, 5, "=Star <b>")
    put(record, reader, 6, None, None)
    record.close()
    return record.path


def rows(page: str, caption: str) -> list[list[str]]:
    """The cells of the first table under a caption, as words."""
    table = page.partition(f"<caption>{caption}</caption>")[2].partition("</table>")[0]
    found = re.findall(r"<tr>(.*?)</tr>", table.partition("<tbody>")[2], re.S)
    return [
        [" ".join(re.sub("<[^>]+>", "", cell).split()) for cell in re.findall(r"<t[hd].*?>(.*?)</t[hd]>", row, re.S)]
        for row in found
    ]


def words_of(page: str) -> str:
    return " ".join(re.sub("<[^>]+>", "", page).split())


def test_outlets_stand_beside_each_other_with_intervals(client: httpx.Client) -> None:
    page = client.get("/audit").text
    assert "3 outlets: 7 articles, 21 statements, 2026-01 to 2026-03" in words_of(page)
    words = f"{1000 / len(f'{VOICES} It was day 5.'.split()):.2f}"
    assert rows(page, "Direct quotations, of all statements") == [
        ["=Star &lt;b&gt;", "", "33 %", "", "of 3", "1.00", words],
        ["Post", "", "33 %", "33 % to 33 %", "of 15", "1.00", words],
        ["(unknown)", "", "33 %", "", "of 3", "1.00", words],
    ]
    most = rows(page, "Quoted most, by share of all statements")
    assert ["Mira Dolan", "", "33 %", "33 % to 33 %", "of 21", "1.00", words] in most
    assert "How it is counted" in page
    assert "<code>sayso sample</code>" in page
    assert page.count('<svg class="chart" ') == 3


def test_an_outlet_and_days_can_be_chosen(client: httpx.Client) -> None:
    page = client.get("/audit", params={"outlet": "post", "since": "2026-02-01", "until": ""}).text
    assert "Post: 2 articles, 6 statements, 2026-02" in words_of(page)
    assert "Outlets beside each other" not in page
    assert 'href="/audit.csv?outlet=post&amp;since=2026-02-01"' in page
    assert "Nothing was found" in client.get("/audit", params={"outlet": "zebra"}).text
    assert client.get("/audit", params={"since": "soon"}).status_code == 422


def test_a_name_in_a_table_leads_to_the_outlet(client: httpx.Client) -> None:
    page = client.get("/audit?since=2026-01-01").text
    assert '<a href="/audit?outlet=%22Post%22&amp;since=2026-01-01">Post</a>' in page
    assert "<b>" not in page


def test_every_figure_leads_to_exactly_the_statements_that_were_counted(client: httpx.Client) -> None:
    figures = client.get("/api/v1/audit", params={"limit": 5000}).json()["items"]
    assert len({f["address"] for f in figures}) > 50
    told = {f["address"]: f["statements"] for f in figures}
    for address, statements in told.items():
        counted = client.get(f"/api/v1/statements/counts{address.removeprefix('/')}").json()["total"]
        assert (address, counted) == (address, statements)
    page = client.get("/audit").text
    links = {html.unescape(x) for x in re.findall('<a class="figure" href="([^"]+)"', page)}
    assert len(links) > 50
    assert links <= set(told)
    some = next(x for x in sorted(links) if "month=2026-01" in x and "kind=direct" in x)
    assert f'role="status">{told[some]} statement' in client.get(some).text


def test_two_outlets_stand_beside_each_other(client: httpx.Client) -> None:
    asked = {"outlet": "post", "against": "star"}
    page = client.get("/audit", params=asked).text
    assert rows(page, "In quotation marks, or not")[0] == ["direct", "33 %", "33 %", "0 points"]
    assert "No interval can be told: star has 1 article, and it takes 5." in page
    assert "Outlets beside each other" not in page
    told = client.get("/api/v1/audit/differences", params=asked).json()["items"]
    direct = next(d for d in told if (d["of"], d["unit"]) == ("direct", "per article"))
    assert [direct[x] for x in ("value", "against", "difference", "low")] == [1.0, 1.0, 0.0, None]
    assert direct["address_against"] == "/?kind=direct&outlet=star&counted=1"
    assert [json.loads(x) for x in client.get("/audit.jsonl", params=asked).text.splitlines()] == told
    table = list(csv.DictReader(io.StringIO(client.get("/audit.csv", params=asked).text)))
    assert [d["unit"] for d in table] == [d["unit"] for d in told]
    assert client.get("/api/v1/audit/differences", params={"outlet": "post"}).status_code == 422


def test_one_outlet_in_two_months(client: httpx.Client) -> None:
    asked = {"outlet": "post", "since": "2026-01-01", "until": "2026-01-31", "against_since": "2026-02-01"}
    page = client.get("/audit", params={**asked, "against_until": "2026-02-28"}).text
    assert "A post, 2026-01-01 to 2026-01-31: 3 articles B post, 2026-02-01 to 2026-02-28: 2 articles" in words_of(page)
    nobody = client.get("/audit", params={**asked, "against_since": "2027-01-01", "against_until": "2027-02-01"}).text
    assert "no article of an outlet is what was asked for (post, 2027-01-01 to 2027-02-01)" in nobody
    assert 'Without the days: <a href="/audit?outlet=post">15 statements</a>' in nobody


def test_all_figures_can_be_taken_along(client: httpx.Client) -> None:
    told = client.get("/api/v1/audit", params={"limit": 5000}).json()
    assert told["next"] is None
    lines = client.get("/audit.jsonl")
    assert [json.loads(x) for x in lines.text.splitlines()] == told["items"]
    table = list(csv.DictReader(io.StringIO(client.get("/audit.csv").text)))
    assert len(table) == len(told["items"])
    assert {row["outlet"] for row in table} == {"(all)", "(unknown)", "Post", "'=Star <b>"}
    assert client.get("/audit.csv?outlet=zebra").text == f"{','.join(COLUMNS)}\r\n"


def test_the_api_tells_figures_in_pages(client: httpx.Client) -> None:
    answer = client.get("/api/v1/audit", params={"outlet": "post", "limit": 5000})
    found = answer.json()["items"]
    direct = next(r for r in found if (r["month"], r["measure"], r["of"]) == ("(all)", "kind", "direct"))
    rate = pytest.approx(1000 / len(f"{VOICES} It was day 0.".split()))
    assert direct == {
        "outlet": "Post", "month": "(all)", "measure": "kind", "of": "direct", "value": pytest.approx(1 / 3),
        "low": pytest.approx(1 / 3), "high": pytest.approx(1 / 3), "n": 15, "per_article": 1.0, "per_article_low": 1.0,
        "per_article_high": 1.0, "per_1000_words": rate, "per_1000_words_low": rate, "per_1000_words_high": rate,
        "statements": 5, "query": "sayso search RECORD --kind direct --outlet '\"Post\"' --counted",
        "address": "/?kind=direct&outlet=%22Post%22&counted=1",
    }  # fmt: skip
    assert client.get(answer.url, headers={"If-None-Match": answer.headers["etag"]}).status_code == 304
    first = client.get("/api/v1/audit", params={"outlet": "post", "limit": 10}).json()
    second = client.get("/api/v1/audit", params={"outlet": "post", "limit": 10, "after": first["next"]}).json()
    assert first["items"] + second["items"] == found[:20]


@pytest.mark.parametrize("query", ["since=2026-02-31", "until=soon", "limit=0", "limit=5001", "after=eA", "after=!"])
def test_the_api_refuses_what_cannot_be_asked(client: httpx.Client, query: str) -> None:
    answer = client.get(f"/api/v1/audit?{query}")
    assert answer.status_code == 422
    assert query.partition("=")[0] in answer.json()["error"]["detail"]


def test_what_is_added_is_in_the_next_answer(news: Path, reader: Reader, client: httpx.Client) -> None:
    assert "7 articles" in client.get("/audit").text
    record = Record(news)
    put(record, reader, 7, "Post")
    record.close()
    assert "8 articles" in client.get("/audit").text


def test_an_answer_is_worked_out_once_until_the_record_changes(news: Path, reader: Reader) -> None:
    record = Record(news)
    kept: Kept[str] = Kept(len, 10)
    asked: list[str] = []

    def answer(question: str) -> str:
        def make() -> str:
            asked.append(question)
            return question

        return kept.answer(record, question, make)

    assert [answer("one"), answer("one"), answer("three"), answer("one")] == ["one", "one", "three", "one"]
    assert asked == ["one", "three"]
    # Together they are too large, and what nobody has asked for longest goes.
    answer("seven")
    answer("one")
    answer("three")
    assert asked == ["one", "three", "seven", "three"]
    put(record, reader, 7, "Post")
    answer("one")
    assert asked[4:] == ["one"]
    record.close()


def test_who_asks_while_too_many_wait_is_told_so(news: Path) -> None:
    kept: Kept[str] = Kept(len, 10)
    go_on = threading.Event()
    outcomes: queue.Queue[str | int] = queue.Queue()

    def ask(question: int) -> None:
        with closing(Record(news)) as record:
            try:
                outcomes.put(kept.answer(record, question, lambda: str(go_on.wait(PATIENCE))))
            except HTTPException as error:
                outcomes.put(error.status_code)

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    first = outcomes.get(timeout=PATIENCE)
    go_on.set()
    for thread in threads:
        thread.join()
    assert first == 503
    assert [outcomes.get(timeout=PATIENCE) for _ in range(5)] == ["True"] * 5


def test_many_who_ask_the_same_wait_for_one_answer(news: Path) -> None:
    kept: Kept[str] = Kept(len, 10)
    answers: queue.Queue[str | int] = queue.Queue()
    asked: list[str] = []
    begun, go_on = threading.Event(), threading.Event()

    def make() -> str:
        asked.append("it")
        begun.set()
        return str(go_on.wait(PATIENCE))

    def ask() -> None:
        with closing(Record(news)) as record:
            try:
                answers.put(kept.answer(record, "the same", make))
            except HTTPException as error:
                answers.put(error.status_code)

    threads = [threading.Thread(target=ask) for _ in range(15)]
    for thread in threads:
        thread.start()
        assert begun.wait(PATIENCE)
    go_on.set()
    for thread in threads:
        thread.join()
    assert [answers.get(timeout=PATIENCE) for _ in range(15)] == ["True"] * 15
    assert asked == ["it"]


@pytest.mark.parametrize("script", [True, False])
def test_charts_have_their_figures_in_tables(browser: Browser, address: str, script: bool) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=script)
    page = context.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.goto("/audit")
    page.get_by_text("These figures as a table").first.click()
    expect(page.get_by_role("group", name="Unnamed sources, of all statements, by month")).to_contain_text("2026-02")
    page.get_by_label("Outlet", exact=True).fill("post")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", name="Post")).to_be_visible()
    context.close()
    assert not told
