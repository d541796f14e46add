"""Pages as a visitor without script gets them."""

import json
import re
from collections.abc import Callable
from xml.etree import ElementTree

import httpx
import pytest
from saved_files import KINDS, TITLE, plain_mail, zipped
from web_visits import csrf, send

SignIn = Callable[[str], httpx.Client]
_ATOM = {"a": "http://www.w3.org/2005/Atom"}


def id_of(client: httpx.Client, words: str) -> str:
    found: str = client.get("/api/v1/statements", params={"q": words}).json()["items"][0]["id"]
    return found


def test_a_search_is_an_address_with_counts_and_ways_to_take_it_along(client: httpx.Client) -> None:
    page = client.get("/", params={"q": "bridge", "act": "assert", "since": "", "min_confidence": ""}).text
    assert "<mark>" in page
    assert re.search(r'value="assert"\s+checked', page)
    assert 'href="/export.csv?q=bridge&amp;act=assert"' in page
    assert "Nothing was found" in client.get("/", params={"q": "zebra"}).text


@pytest.mark.parametrize(
    "query", ["act=sing", "since=soon", "min_confidence=2", "min_credit=sure", "after=x", "q=%00", "q=" + "x" * 501]
)
def test_a_search_that_cannot_be_is_told_on_a_page(client: httpx.Client, query: str) -> None:
    answer = client.get(f"/?{query}")
    assert answer.status_code == 422
    assert "<h1>" in answer.text


def test_text_and_statements_lead_to_each_other(client: httpx.Client) -> None:
    page = client.get("/articles/1").text
    statement = id_of(client, "cracks she")
    assert f'<span class="anchor" id="cue-{statement}"></span><a href="#statement-{statement}" class="cue"' in page
    assert f'<li id="statement-{statement}"' in page
    assert f'href="#cue-{statement}">Mira Dolan' in page
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert client.get(f"/statements/{statement}").headers["location"] == f"/articles/1#statement-{statement}"


def test_statements_inside_of_others_are_told_apart(client: httpx.Client) -> None:
    page = client.get("/articles/1").text
    assert "content inner" in page
    assert "entry depth-1" in page


def test_older_versions_are_there_and_what_changed(client: httpx.Client) -> None:
    page = client.get("/articles/1").text
    assert "2 versions" in page
    assert "<del>three </del>" in client.get("/articles/1/changes").text
    old = client.get("/articles/1/versions/1").text
    assert "This is version 1." in old
    assert "cracks in three pillars" in old
    assert client.get("/articles/1/versions/3").status_code == 404


def test_page_text_is_escaped_everywhere(client: httpx.Client, sign_in: SignIn) -> None:
    statement = id_of(client, "nonsense")
    rune = sign_in("Rune")
    for path in ("/", "/?q=%3Cscript%3E", "/articles/3", f"/statements/{statement}/correct", "/review", "/feed.atom"):
        page = rune.get(path).text
        for hostile in ("<script>alert", "<img src=x", 'href="javascript:', "49 words", "<b>bridge"):
            assert hostile not in page, path
    assert "javascript:alert(3)" in client.get("/articles/3").text


def test_every_page_forbids_script_that_is_not_its_own(client: httpx.Client) -> None:
    for path in ("/", "/articles/1", "/nothing", "/api", "/sign-in", "/static/site.js", "/api/v1/articles"):
        headers = client.get(path).headers
        assert "script-src 'self';" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        page = client.get(path).text if "html" in headers["content-type"] else ""
        tags = " ".join(re.findall(r"<[^>]*>", page))
        assert not re.search(r"<script>|<style|\sstyle=|\son\w+=|https?://(?!www\.w3\.org|post\.example)", tags), path


def test_a_file_that_is_sent_is_read_as_every_other_verb_reads_it(client: httpx.Client) -> None:
    def sent(data: bytes) -> httpx.Response:
        return client.post("/read", data={"csrf": csrf(client, "/read")}, files={"file": ("x", data)})

    for kind in ("newsletter", "MHTML", "JSON Feed"):
        page = sent(KINDS[kind].make())
        assert page.status_code == 200
        assert TITLE in page.text
        assert "We will mend the pier before May" in page.text
    page = sent(zipped(a=plain_mail(), pic=b"\x89PNG", b=b"Storm\n\nMira Dolan said that the pier had broken in two."))
    assert "in 2 articles" in page.text
    assert "the file:pic: is a PNG image" in page.text
    assert 'id="cue-s1"' in page.text
    assert 'id="cue-1-s1"' in page.text
    ids = re.findall(r'\sid="([^"]*)"', page.text)
    assert len(set(ids)) == len(ids)
    failed = sent(b"\x89PNG")
    assert failed.status_code == 422
    assert "the file: is a PNG image" in failed.text
    assert sent(b"x" * (9 << 20)).status_code == 413
    pasted = send(client, "/read", page="/read", given=plain_mail().decode())
    assert TITLE in pasted.text
    assert "Desk of the Coast Daily" not in pasted.text


def test_reading_now_shows_statements_and_keeps_what_was_typed_where_it_fails(client: httpx.Client) -> None:
    made = send(client, "/read", page="/read", given="Storm\n\nMira Dolan said that the pier had broken in two.")
    assert "1 statement read" in made.text
    assert "that the pier had broken in two" in made.text
    failed = send(client, "/read", page="/read", given="http://127.0.0.1/secret")
    assert failed.status_code == 422
    assert "is not on the public internet" in failed.text
    assert "http://127.0.0.1/secret" in failed.text
    german = (
        "Die Bürgermeisterin sagte am Montag, dass die Brücke geschlossen bleibe. Sie wollte nicht sagen, wie lange."
    )
    other = send(client, "/read", page="/read", given=f"{german} {german.replace('Montag', 'Dienstag')}")
    assert other.status_code == 422
    assert "This is in de, not English: no statements are read in it" in other.text


def test_a_person_corrects_confirms_and_comments(client: httpx.Client, sign_in: SignIn) -> None:
    rune = sign_in("Rune")
    statement = id_of(client, "cracks she")
    here = f"/statements/{statement}/correct"
    page = rune.get(here).text
    now = client.get(f"/api/v1/statements/{statement}").json()
    fields = {
        "speakers": "Ada Holm; Mira Dolan", "act": "warn", "stance": "neutral", "source": "she", "cue": "said",
        "event": "speech", "sourcing": "named", "day": now["when_start"],
        "content": "We found cracks in five pillars", "why": "Both did",
    }  # fmt: skip
    assert "“We found cracks in five pillars,”</textarea>" in page
    assert send(rune, here, page=here, **fields).status_code == 303
    now = client.get(f"/api/v1/statements/{statement}").json()
    assert (now["speakers"], now["act"], now["content"]) == ("Ada Holm; Mira Dolan", "warn", fields["content"])
    history = client.get(f"/api/v1/statements/{statement}/corrections").json()["items"]
    assert {x["field"] for x in history} == {"speakers", "act", "content"}
    send(rune, f"/statements/{statement}/notes", page=here, body="Ask <b>the</b> office")
    assert "Ask &lt;b&gt;the&lt;/b&gt; office" in client.get("/articles/1").text
    send(rune, f"/statements/{statement}/judge", page=here, answer="wrong")
    told = client.get(f"/api/v1/statements/{statement}")
    assert (told.status_code, "marked wrong by Rune" in told.json()["error"]["detail"]) == (410, True)
    assert "It was marked as no statement by Rune." in rune.get(here).text
    send(rune, f"/statements/{statement}/judge", page=here, answer="right")
    assert client.get(f"/api/v1/statements/{statement}").status_code == 200
    lessons = [json.loads(line) for line in rune.get("/corrections.jsonl").text.splitlines()]
    assert lessons[0]["attributions"][0]["act"] == "warn"


def test_words_that_are_not_in_the_text_are_told_beside_the_form(client: httpx.Client, sign_in: SignIn) -> None:
    rune = sign_in("Rune")
    statement = id_of(client, "cracks she")
    here = f"/statements/{statement}/correct"
    answer = send(
        rune, here, page=here, source="she", cue="said", content="no such words", act="deny", stance="neutral",
        event="speech", sourcing="named",
    )  # fmt: skip
    assert answer.status_code == 422
    assert "are not in the article&#39;s text" in answer.text
    assert client.get(f"/api/v1/statements/{statement}/corrections").json()["items"] == []


def test_a_statement_that_was_missed_is_added(client: httpx.Client, sign_in: SignIn) -> None:
    rune = sign_in("Rune")
    here = "/articles/2/missed"
    fields = {"cue": "again", "content": "the ferry", "speakers": "Ada Holm", "act": "promise", "stance": "neutral"}
    answer = send(rune, here, page=here, **fields)
    assert answer.status_code == 303
    made = client.get(f"/api/v1/statements/{answer.headers['location'].rpartition('-')[2]}").json()
    assert (made["speakers"], made["content"], made["corrected_by"]) == ("Ada Holm", "the ferry", "Rune")
    assert send(rune, here, page=here, cue="", content="x").status_code == 422


def test_the_queue_begins_where_an_answer_settles_most_and_forgets_what_was_checked(
    client: httpx.Client, sign_in: SignIn
) -> None:
    rune = sign_in("Rune")

    def queue() -> list[str]:
        return re.findall(r'action="/statements/(s\w+)/judge"', rune.get("/review").text)

    first = queue()
    assert len(first) == len(set(first)) > 3
    answer = send(rune, f"/statements/{first[0]}/judge", page="/review", answer="right", next="review")
    assert answer.headers["location"] == "/review"
    assert first[0] not in queue()


def test_a_feed_tells_the_newest_of_a_search(client: httpx.Client) -> None:
    answer = client.get("/feed.atom", params={"q": "bridge"})
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)
    entries = feed.findall("a:entry", _ATOM)
    assert len(entries) == client.get("/api/v1/statements/counts", params={"q": "bridge"}).json()["total"]
    link = entries[0].find("a:link", _ATOM)
    assert link is not None
    assert client.get(link.attrib["href"]).status_code == 303


def test_what_is_taken_along_is_what_was_found(client: httpx.Client) -> None:
    wanted = client.get("/api/v1/statements", params={"q": "bridge", "limit": 100}).json()["items"]
    lines = client.get("/export.jsonl", params={"q": "bridge"}).text.splitlines()
    assert [json.loads(line) for line in lines] == wanted
    table = client.get("/export.csv", params={"q": "bridge"})
    assert table.headers["content-disposition"] == 'attachment; filename="statements.csv"'
    assert len(table.text.splitlines()) == len(wanted) + 1


def test_an_article_page_is_small_and_asks_for_two_files(client: httpx.Client) -> None:
    page = client.get("/articles/1")
    asked = re.findall(r'(?:src|href)="(/static/[^"]+)"', page.text)
    assert len(asked) == 2
    assert len(page.content) + sum(len(client.get(a).content) for a in asked) < 150_000
    assert all("immutable" in client.get(a).headers["cache-control"] for a in asked)
