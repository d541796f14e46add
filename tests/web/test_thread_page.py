"""Threads in a browser, through the API and as a feed."""

import re
import shutil
from pathlib import Path
from xml.etree import ElementTree

import httpx
import pytest
from linked_articles import OBSERVER, SAID, add, linked
from playwright.sync_api import Browser, expect

from sayso import Reader
from sayso.linking import update
from sayso.record import Record

WORDS = '"none of them can be mended"'
_ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> Path:
    return linked(tmp_path_factory.mktemp("threads") / "news.db", reader)


@pytest.fixture
def news(tmp_path: Path, made: Path) -> Path:
    return Path(shutil.copy(made, tmp_path / "news.db"))


def number(client: httpx.Client) -> int:
    """The thread of what was said of the pillars."""
    (found,) = client.get("/api/v1/threads", params={"q": WORDS}).json()["items"]
    thread: int = found["id"]
    return thread


def reports(page: str) -> list[str]:
    """The words of each report, those of copies with what they are copies of."""
    found = page[page.index('<ol class="reports">') :].split('<li class="report"')[1:]
    without = (re.sub(r'<span class="unseen">[^<]*</span>', "", report) for report in found)
    return [" ".join(re.sub(r"<(?!/?(?:del|ins)\b)[^>]+>", " ", report).split()) for report in without]


def test_a_thread_tells_who_was_first_and_in_which_words_others_tell_it(client: httpx.Client) -> None:
    page = client.get(f"/threads/{number(client)}").text
    gazette, observer, courier, last = (report for report in reports(page) if "We found" in report)
    assert "printed first the fullest quotation" in gazette
    assert "cracks in <del>five</del> <ins>six</ins> of the old pillars" in observer
    assert "other words" in observer
    assert "Tomas Ruud said the same words" in courier
    assert "<del>" not in gazette + courier + last
    assert "5, 4 independent" in page
    assert "5 outlets" in page
    assert ">13 Mar 2026</time> to <time" in page


def test_copies_stand_under_what_they_repeat(client: httpx.Client) -> None:
    page = client.get(f"/threads/{number(client)}").text
    gazette, *others = (report for report in reports(page) if "We found" in report)
    assert "Also in a copy of this article No lorries on the bridge Herald 13 Mar 2026" in gazette
    assert not any("Herald" in other for other in others)


def test_a_copy_of_what_is_not_in_the_thread_says_so(news: Path, client: httpx.Client, reader: Reader) -> None:
    record = Record(news)
    old = OBSERVER.partition("“")[0]
    for n, text in enumerate((old * 3, old * 3 + f"“{SAID},” Mira Dolan said on Friday.")):
        add(record, reader, f"https://isle.example/{n}", "Isle News", f"2026-03-14T0{n}:00:00Z", text)
    update(record)
    record.close()
    page = client.get(f"/threads/{number(client)}").text
    assert "A copy of Doubts about the bridge , Isle News, in which it was not found" in " ".join(reports(page))


def test_who_is_credited_is_told_where_articles_disagree(client: httpx.Client) -> None:
    page = client.get(f"/threads/{number(client)}").text
    told = page.partition("The articles disagree on who said it:")[2].partition("</ul>")[0]
    told = " ".join(re.sub("<[^>]+>", "", told).split())
    assert told.startswith("Mira Dolan Gazette, Observer,")
    assert told.endswith("Tomas Ruud Courier")


def test_one_utterance_of_two_speakers_is_no_dispute(news: Path, client: httpx.Client, reader: Reader) -> None:
    record = Record(news)
    for outlet in ("Gazette", "Courier"):
        text = "A plea\n\nAda Holm and Tomas Ruud warned that the harbour would silt up within a single winter."
        add(record, reader, f"https://{outlet}.example/silt", outlet, "2026-05-01", f"{text} {outlet} has more.")
    update(record)
    record.close()
    page = client.get("/threads", params={"q": "silt"}).text
    assert "Ada Holm and Tomas Ruud" in page
    assert "disputed" not in page


def test_the_list_is_chosen_by_words_names_and_days(client: httpx.Client) -> None:
    thread = f'<a href="/threads/{number(client)}">'
    for fits in ({"q": "pillars mended"}, {"by": "ruud", "q": "pillars"}, {"since": "2026-03-13", "until": ""}):
        assert thread in client.get("/threads", params=fits).text
    for misses in ({"q": "zebra"}, {"by": "holm"}, {"until": "2026-03-01"}):
        page = client.get("/threads", params=misses).text
        assert "Nothing was found" in page
        assert all(f'value="{value}"' in page for value in misses.values())


def test_the_list_follows_the_record(news: Path, client: httpx.Client) -> None:
    assert client.get("/threads", params={"q": WORDS}).text.count("/threads/") == 1
    record = Record(news)
    for key in ("courier.example/mayor", "observer.example/doubts", "herald.example/lorries"):
        record.remove(f"https://{key}")
    record.remove("javascript:alert(3)")
    update(record)
    record.close()
    assert "Nothing was found" in client.get("/threads", params={"q": WORDS}).text


@pytest.mark.parametrize("query", ["since=soon", "after=eA", "after=LTE", "q=%00", "q=" + "x" * 501])
def test_a_list_that_cannot_be_is_told_on_a_page(client: httpx.Client, query: str) -> None:
    answer = client.get(f"/threads?{query}")
    assert answer.status_code == 422
    assert "<h1>" in answer.text


def test_there_is_no_thread_of_another_number(client: httpx.Client) -> None:
    for path in ("/threads/99999", "/threads/99999/feed.atom", "/api/v1/threads/99999"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert "There is no thread 99999." in answer.text


def test_a_feed_tells_each_report(client: httpx.Client) -> None:
    thread = number(client)
    page = client.get(f"/threads/{thread}").text
    address = f"/threads/{thread}/feed.atom"
    assert page.count(f'href="{address}"') == 2  # for readers of feeds, and for people
    answer = client.get(address)
    assert answer.headers["content-type"] == "application/atom+xml"
    entries = ElementTree.fromstring(answer.content).findall("a:entry", _ATOM)
    assert len(entries) == len(client.get(f"/api/v1/threads/{thread}").json()["reports"])
    titles = [e.findtext("a:title", "", _ATOM) for e in entries]
    assert sum(title.startswith("Tomas Ruud said: “We found cracks") for title in titles) == 1
    for entry in entries:
        link = entry.find("a:link", _ATOM)
        assert link is not None
        assert client.get(link.attrib["href"]).headers["location"].startswith("/articles/")
    again = client.get(address, headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


def test_what_articles_say_is_only_text(client: httpx.Client) -> None:
    for path in (f"/threads/{number(client)}", "/threads", '/threads?q="><script>alert(5)</script>'):
        page = client.get(path).text
        for hostile in ("<script>alert", "<img src=x", 'href="javascript:'):
            assert hostile not in page, path


def test_the_api_tells_threads_in_pages(client: httpx.Client) -> None:
    every = client.get("/api/v1/threads").json()["items"]
    assert [t["articles"] for t in every] == sorted((t["articles"] for t in every), reverse=True)
    seen: list[int] = []
    after = None
    while True:
        params = {"limit": 1, **({"after": after} if after else {})}
        answer = client.get("/api/v1/threads", params=params).json()
        seen += [t["id"] for t in answer["items"]]
        if (after := answer["next"]) is None:
            break
    assert seen == [t["id"] for t in every]
    for wrong in ({"limit": 0}, {"limit": 101}, {"after": "!"}, {"after": "LTE"}, {"since": "2026-02-31"}):
        assert client.get("/api/v1/threads", params=wrong).status_code == 422


def test_the_api_tells_one_thread(client: httpx.Client) -> None:
    answer = client.get(f"/api/v1/threads/{number(client)}")
    told = answer.json()
    assert (told["articles"], told["independent"], told["disputed"]) == (5, 4, True)
    by_outlet = {r["outlet"]: r for r in told["reports"]}
    assert by_outlet["Observer"]["changes"] == [{"from": "five", "to": "six", "what": "number"}]
    assert by_outlet["Gazette"]["changes"] == []
    assert by_outlet["Herald"]["repeats"] == "https://gazette.example/bridge"
    again = client.get(answer.url, headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_looking_never_links_and_waits_for_nobody_who_writes(news: Path, client: httpx.Client, reader: Reader) -> None:
    record = Record(news)
    add(record, reader, "https://late.example/", "Late", "2026-03-15", OBSERVER)
    before = record.connection.execute("SELECT count(*) FROM unlinked").fetchone()[0]
    assert before
    record.connection.execute("BEGIN IMMEDIATE")
    thread = number(client)
    for path in ("/threads", f"/threads/{thread}", f"/threads/{thread}/feed.atom", "/articles/1", "/articles/6"):
        assert client.get(path).status_code == 200
    record.connection.execute("ROLLBACK")
    assert record.connection.execute("SELECT count(*) FROM unlinked").fetchone()[0] == before
    record.close()


@pytest.mark.parametrize("script", [True, False])
def test_one_goes_from_the_list_to_a_report_in_its_article(browser: Browser, address: str, script: bool) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=script)
    page = context.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.goto("/")
    page.get_by_role("link", name="Threads").click()
    page.get_by_label("Words").fill(WORDS)
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name=re.compile("We found cracks")).click()
    expect(page.locator(".report del")).to_have_css("text-decoration-line", "line-through")
    page.get_by_role("link", name="Doubts about the bridge").click()
    expect(page.locator(".entry:target")).to_contain_text("six of the old pillars")
    context.close()
    assert not told
