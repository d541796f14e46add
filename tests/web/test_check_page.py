"""Quotations and drafts checked in a browser and through the API."""

import io
import re
import shutil
from html import unescape
from pathlib import Path

import httpx
import pytest
from docx import Document
from linked_articles import ALTERED, SAID, add, linked
from playwright.sync_api import Browser, expect
from web_visits import send

from sayso import Reader
from sayso.linking import update
from sayso.record import Record
from sayso.web.accounts import add_account

DRAFT = f"""What became of the bridge

“{SAID},” Mira Dolan said.

“{SAID.replace("five", "nine")},” Mira Dolan said.

“Walruses sing beautifully under a yellow moon,” Ada Holm said."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> Path:
    return linked(tmp_path_factory.mktemp("check") / "news.db", reader)


@pytest.fixture
def news(tmp_path: Path, made: Path) -> Path:
    return Path(shutil.copy(made, tmp_path / "news.db"))


def verdict(page: str) -> str:
    found = re.search(r'<h1 class="verdict [a-z-]+">([^<]+)</h1>', page)
    assert found, page
    return found[1]


@pytest.mark.parametrize(
    ("quote", "by", "when", "told"),
    [
        (SAID, "", "", "Verbatim"),
        (SAID, "Dolan", "2026-03-13", "Verbatim"),
        ("We found cracks in five of the … pillars", "", "", "Shortened"),
        (SAID.replace("cracks", "holes"), "", "", "Altered"),
        (SAID, "Ada Holm", "", "Misattributed"),
        ("the bridge was far too weak for heavy lorries", "", "", "Paraphrase only"),
        ("walruses sing beautifully under a yellow moon", "", "", "Not found"),
    ],
)
def test_an_address_tells_the_verdict(client: httpx.Client, quote: str, by: str, when: str, told: str) -> None:
    answer = client.get("/check", params={"quote": quote, "by": by, "when": when})
    assert answer.status_code == 200
    assert verdict(answer.text) == told


def test_words_that_differ_are_told_beside_each_other_and_by_what_they_are(client: httpx.Client) -> None:
    page = re.sub(r'<span class="unseen">[^<]*</span>', "", client.get("/check", params={"quote": ALTERED}).text)
    assert verdict(page) == "Verbatim"  # the Observer has it so
    page = client.get("/check", params={"quote": SAID.replace("five", "nine")}).text
    page = re.sub(r'<span class="unseen">[^<]*</span>', "", page)
    assert "cracks in <del>five</del> <ins>nine</ins> of the old pillars" in page
    assert "A number differs: <del>five</del> → <ins>nine</ins>" in page
    page = client.get("/check", params={"quote": SAID.replace("none of them can", "they can")}).text
    assert re.search(r"A negation differs: <del>[^<]*none[^<]*</del>", page)


def test_a_match_leads_to_the_place_of_its_statement(client: httpx.Client) -> None:
    page = client.get("/check", params={"quote": SAID}).text
    found = re.search(r'href="(/articles/1)#(statement-s\w+)">Bridge stays shut</a>', page)
    assert found
    entry = re.search(rf'<li id="{found[2]}".*?</li>', client.get(found[1]).text, re.S)
    assert entry
    assert SAID in entry[0]


def test_primary_sources_come_first(news: Path, client: httpx.Client, reader: Reader) -> None:
    record = Record(news)
    text = f"Statement of the harbour office\n\nThe bridge stays shut this year. “{SAID},” Mira Dolan said on Friday."
    add(record, reader, "https://office.example/statement", "Harbour office", "2026-03-13", text, "release")
    update(record)
    record.close()
    page = client.get("/check", params={"quote": SAID}).text
    first = page[page.index('<ol class="found-at">') :].partition("</li>")[0]
    assert "primary source" in first
    assert "Harbour office" in first
    assert "primary source" not in page[page.index(">Gazette<") :]


def test_a_form_gives_the_same_and_its_address(client: httpx.Client) -> None:
    sent = send(client, "/check", page="/check", quote=SAID, by="Ada Holm & sons", when="2026-03-13")
    assert verdict(sent.text) == "Misattributed"
    assert "The record has them from <b>Mira Dolan or Tomas Ruud</b>." in sent.text
    address = re.search(r'<a href="(/check\?[^"]+)">Address of this check', sent.text)
    assert address
    again = client.get(unescape(address[1]))
    assert verdict(again.text) == "Misattributed"
    assert "Ada Holm &amp; sons" in again.text


def test_a_form_of_another_site_is_refused(client: httpx.Client) -> None:
    assert client.post("/check", data={"quote": SAID}).status_code == 403


def test_a_draft_is_told_with_the_doubtful_ones_first(client: httpx.Client) -> None:
    before = client.get("/api/v1/articles").json()
    page = send(client, "/check", page="/check", draft=DRAFT).text
    assert re.findall(r'<h2 class="verdict [a-z-]+">([^<]+)</h2>', page) == ["Altered", "Not found", "Verbatim"]
    assert "1 altered, 1 not found, 1 verbatim." in page
    assert client.get("/api/v1/articles").json() == before
    nothing = send(client, "/check", page="/check", draft="The bridge of Lisset was shut on Friday, as all could see.")
    assert "Nobody is quoted with four words or more." in nothing.text


@pytest.mark.parametrize(
    ("fields", "status", "told"),
    [
        ({"quote": ""}, 422, "The quotation is empty"),
        ({"quote": "…"}, 422, "The quotation is empty"),
        ({"quote": "bridge " * 2_001}, 422, "check parts of at most 2,000"),
        ({"quote": "b" * 20_001}, 422, "at most 20,000 characters"),
        ({"quote": SAID, "by": "b" * 501}, 422, "a name 500"),
        ({"quote": SAID, "when": "soon"}, 422, "is no day"),
        ({"draft": "bridge " * 20_000}, 413, "longer than 100,000 characters"),
        ({"draft": "“We found five old cracks,” Mira Dolan said.\n\n" * 301}, 413, "more than 300 quotations"),
        ({"draft": "%PDF-1.7"}, 422, "is a damaged PDF"),
    ],
)
def test_what_cannot_be_checked_is_told_in_one_line(
    client: httpx.Client, fields: dict[str, str], status: int, told: str
) -> None:
    answer = send(client, "/check", page="/check", **fields)
    assert answer.status_code == status
    (line,) = re.findall(r'<p class="message bad" role="alert">([^\n]*)</p>', answer.text)
    assert told in line
    assert len(line) < 200


def test_a_draft_may_be_a_word_document(client: httpx.Client) -> None:
    document, out = Document(), io.BytesIO()
    for text in DRAFT.split("\n\n"):
        document.add_paragraph(text)
    document.save(out)
    csrf = re.search(r'name="csrf" value="([^"]+)"', client.get("/check").text)
    assert csrf
    for data, status, told in (
        (out.getvalue(), 200, "1 altered, 1 not found, 1 verbatim."),
        (out.getvalue()[:5_000], 422, "is a damaged Word document"),
    ):
        sent = client.post("/check", data={"csrf": csrf[1]}, files={"file": ("draft.txt", data, "text/plain")})
        assert sent.status_code == status
        assert told in sent.text


def test_a_warning_is_shown_with_the_words_that_tell_it(news: Path, client: httpx.Client, reader: Reader) -> None:
    record = Record(news)
    text = (
        "Tolls of the bridge\n\n“If the council pays for the pumps, we will open the old tunnel in May,” Ada Holm said."
    )
    add(record, reader, "https://gazette.example/tunnel", "Gazette", "2026-03-14", text)
    update(record)
    record.close()
    page = client.get("/check", params={"quote": "we will open the old tunnel in May", "by": "Ada Holm"}).text
    assert verdict(page) == "Verbatim, with a warning"
    assert "<b>A condition is left out.</b> <q>If the council pays for the pumps</q>" in unescape(page)
    whole = client.get(
        "/check", params={"quote": "If the council pays for the pumps, we will open the old tunnel"}
    ).text
    assert verdict(whole) == "Verbatim"


def test_what_is_given_is_not_lost_where_it_cannot_be_checked(client: httpx.Client) -> None:
    page = client.get("/check", params={"quote": SAID, "by": "Dolan", "when": "soon"}).text
    assert f">{SAID}</textarea>" in page
    assert 'name="by" value="Dolan"' in page


def test_what_is_given_and_what_articles_say_is_only_text(client: httpx.Client) -> None:
    for quote in ("<script>alert(5)</script>", "<img src=x onerror=alert(2)> stands on every sign of the bridge"):
        page = client.get("/check", params={"quote": quote, "by": '"><i>', "when": ""}).text
        for hostile in ("<script>alert", "<img src=x", 'href="javascript:', "<i>"):
            assert hostile not in page
    for odd in ("\0 \0", "“" * 500, "NEAR(a b) OR * : ^", "[" * 5_000, "a\u202eb c d", "ǅ" * 1_000, "1 " * 1_000):
        assert client.get("/check", params={"quote": odd, "by": odd[:100]}).status_code in (200, 422)


@pytest.mark.usefixtures("still")
def test_who_asks_too_often_waits(client: httpx.Client, news: Path) -> None:
    record = Record(news)
    add_account(record, "Rune", "reviewer", "a long password")  # who asks is not the record's owner any more
    record.close()
    answers = [client.get("/check", params={"quote": "…"}) for _ in range(25)]
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["retry-after"]) > 0
    assert client.get("/check").status_code == 200


def test_the_api_tells_what_the_command_tells(client: httpx.Client) -> None:
    told = client.post("/api/v1/check", json={"quote": SAID.replace("five", "nine"), "by": "Dolan"}).json()
    assert list(told) == ["quote", "by", "verdict", "changes", "matches"]
    assert (told["verdict"], told["by"]) == ("altered", "Dolan")
    assert told["changes"] == [{"from": "five", "to": "nine", "what": "number"}]
    nearest = told["matches"][0]
    assert (nearest["article"], nearest["speaker"]) == ("https://gazette.example/bridge", "Mira Dolan")
    assert set(nearest) == {
        "speaker", "text", "statement", "article", "url", "outlet", "published", "primary", "similarity",
        "actor_ids", "warnings", "before", "after", "version",
    }  # fmt: skip
    other = client.post("/api/v1/check", json={"quote": SAID, "when": "2025-01-01"}).json()
    assert other["verdict"] == "not found"
    assert [w["kind"] for w in other["matches"][0]["warnings"]] == ["other day"]


def test_the_api_checks_drafts(client: httpx.Client) -> None:
    told = client.post("/api/v1/check/draft", json={"text": DRAFT}).json()
    assert [c["verdict"] for c in told["items"]] == ["altered", "not found", "verbatim"]
    assert told["problems"] == []
    long = f"“{'bridge ' * 2_001}” Mira Dolan said. “{SAID},” she said."
    told = client.post("/api/v1/check/draft", json={"text": long}).json()
    assert [c["verdict"] for c in told["items"]] == ["verbatim"]
    assert "2,001 words" in told["problems"][0]


@pytest.mark.parametrize(
    ("path", "sent", "status"),
    [
        ("check", {}, 422),
        ("check", {"quote": ""}, 422),
        ("check", {"quote": 5}, 422),
        ("check", {"quote": SAID, "other": "x"}, 422),
        ("check", {"quote": SAID, "when": "2026-02-31"}, 422),
        ("check", {"quote": SAID, "when": "20260213"}, 422),
        ("check", {"quote": "x" * 20_001}, 422),
        ("check/draft", {"text": ""}, 422),
        ("check/draft", {"text": "x" * 100_001}, 422),
        ("check/draft", {"text": "“We found five old cracks,” Mira Dolan said.\n\n" * 301}, 413),
    ],
)
def test_the_api_refuses_what_cannot_be_checked(
    client: httpx.Client, path: str, sent: dict[str, object], status: int
) -> None:
    answer = client.post(f"/api/v1/{path}", json=sent)
    assert answer.status_code == status
    assert answer.json()["error"]["detail"]


def test_checking_waits_for_nobody_who_writes(news: Path, client: httpx.Client) -> None:
    record = Record(news)
    record.connection.execute("BEGIN IMMEDIATE")
    assert verdict(client.get("/check", params={"quote": SAID}).text) == "Verbatim"
    record.connection.execute("ROLLBACK")
    record.close()


def test_a_quotation_is_checked_in_a_browser_without_script(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.get_by_role("link", name="Check").click()
    page.get_by_label("The quotation").fill(SAID.replace("five", "nine"))
    page.get_by_label("Said by").fill("Dolan")
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.get_by_role("heading", name="Altered")).to_be_visible()
    quote = page.locator(".quote")
    expect(quote.locator("del")).to_have_css("text-decoration-line", "line-through")
    expect(quote.locator("ins")).to_have_css("border-bottom-style", "solid")
    page.get_by_role("link", name="Bridge stays shut").click()
    expect(page.locator(".entry:target")).to_contain_text(SAID)
    context.close()
