"""Hostile words in titles, authors, outlets, quotations, names and addresses: harmless on every page, in every feed and
file, whether an article brought them or somebody typed them."""

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from hostile_inputs import WORDS, Place, hostile_record
from lxml import etree, html  # type: ignore[import-untyped]
from web_visits import PASSWORD, running, send, visitor

# What no page of this site has, but for the script and the icon that are its own.
_NEVER = {
    "style", "base", "iframe", "frame", "object", "embed", "applet", "img", "video", "audio", "math", "foreignobject",
    "evil",
}  # fmt: skip
_GOALS = ("href", "src", "action", "formaction", "data", "poster", "background", "cite", "ping", "hx-get", "hx-post")
_UNSEEN = re.compile("[^\x21-\x7e\xa1-\u2029\u202f-\u2065\u206a-\ud7ff\ue000-\ufffc]")
_TURNS_LINE = re.compile("[\u202a-\u202e\u2066-\u2069\x00]")


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Place]:
    return hostile_record(tmp_path_factory.getbasetemp() / "hostile.db")


@pytest.fixture(scope="module")
def rune(places: dict[str, Place], tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A reviewer, who sees all that others see, and more; all tests have one server."""
    path: Path = tmp_path_factory.getbasetemp() / "hostile.db"
    with running(path) as address, visitor(address) as client:
        assert send(client, "/sign-in", page="/sign-in", name="Rune", password=PASSWORD).status_code == 303
        yield client


every = pytest.mark.parametrize("name", WORDS)


def asked(name: str) -> str:
    """The words as somebody can ask for them: at most 500 characters, and none behind a NUL."""
    return WORDS[name].partition("\0")[0].strip()[:400]


def bare(text: str) -> str:
    """A text without spaces and what nobody sees: what is left must be on the page as it is."""
    return _UNSEEN.sub("", text)


def harmless(answer: httpx.Response) -> str:
    """What a page says in text and attributes; fails where anything in it is not of this site."""
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "evil" not in answer.headers.get("set-cookie", "")
    assert not _TURNS_LINE.search(answer.text)
    tree = html.fromstring(answer.content)
    elements = list(tree.iter())
    for element in elements:
        assert isinstance(element.tag, str), f"a comment or an instruction: {element}"
        fits(element)
    assert len(tree.findall(".//script")) == 1
    return bare("".join([*tree.itertext(), *(value for element in elements for value in element.attrib.values())]))


def fits(element: html.HtmlElement) -> None:
    """Fail where an element could do anything but what this site's elements do."""
    assert element.tag not in _NEVER, html.tostring(element)
    for name, value in element.attrib.items():
        assert not re.match(r"on|style$|srcdoc$|srcset$|evil|hx-on|data-hx|hx-vals|hx-vars|xlink", name), (name, value)
        if name in _GOALS:
            icon = element.tag == "link" and element.attrib["rel"] == "icon"
            assert icon or re.match(r"/(?![/\\])|#|\?|https?://", value), (name, value)
    if element.tag == "script":
        assert re.fullmatch(r"/static/site\.js\?v=[0-9a-f]+", element.attrib["src"])
        assert not element.text
    if element.tag == "form":
        assert re.match(r"/(?!/)", element.attrib["action"])
    if element.tag == "meta":
        assert "http-equiv" not in element.attrib
    if element.tag == "a" and element.attrib.get("href", "").startswith("http"):
        assert element.attrib["rel"] == "noopener noreferrer nofollow"


@every
def test_pages_show_it_as_words(rune: httpx.Client, places: dict[str, Place], name: str) -> None:
    at, named = places[name], asked(name)
    for path, given in (
        (f"/articles/{at.article}", {}),
        (f"/articles/{at.article + 1}", {}),
        (f"/articles/{at.article}/versions/1", {}),
        (f"/articles/{at.article}/missed", {}),
        (f"/statements/{at.statement}/correct", {}),
        (f"/actors/{at.actor}", {}),
        (f"/actors/{at.actor + 1}", {}),
        (f"/threads/{at.thread}", {}),
        ("/actors", {"name": named}),
        ("/", {"by": named}),
        ("/", {"outlet": named, "to": named}),
        ("/positions", {"about": "toll", "by": named}),
        ("/audit", {"outlet": named}),
        ("/check", {"quote": f"cracks in six of the pillars and {named} will not mend", "by": named}),
    ):
        answer = rune.get(path, params=given, follow_redirects=True)
        assert answer.status_code == 200, path
        assert bare(named) in harmless(answer), path


@pytest.mark.parametrize("path", ["/", "/actors", "/threads", "/audit", "/positions?about=toll", "/review"])
def test_lists_show_all_of_it_as_words(rune: httpx.Client, path: str) -> None:
    while path:
        answer = rune.get(path)
        assert answer.status_code == 200
        assert "Evil" in harmless(answer)
        on = html.fromstring(answer.content).find(".//a[@rel='next']")
        path = "" if on is None else on.attrib["href"]


def test_charts_hold_nothing_but_their_lines_and_words(rune: httpx.Client) -> None:
    for path in ("/audit", "/positions?about=toll", "/actors/1"):
        charts = html.fromstring(rune.get(path, follow_redirects=True).content).findall(".//svg")
        assert charts
        for chart in charts:
            tags = {str(element.tag) for element in chart.iter()}
            assert tags <= {"svg", "g", "path", "rect", "line", "polyline", "text", "title", "a", "desc"}, tags


@every
def test_feeds_are_sound(rune: httpx.Client, places: dict[str, Place], name: str) -> None:
    at, named = places[name], asked(name)
    for path, given, there in (
        (f"/actors/{at.actor}/feed.atom", {}, named),
        ("/feed.atom", {"outlet": named, "by": named}, named),
        (f"/threads/{at.thread}/feed.atom", {}, "Evil"),
    ):
        answer = rune.get(path, params=given, follow_redirects=True)
        assert answer.headers["content-type"] == "application/atom+xml"
        feed = etree.fromstring(answer.content, etree.XMLParser(resolve_entities=False, no_network=True))
        assert bare(there[:90]) in bare("".join(feed.itertext()))
        assert feed.getroottree().docinfo.doctype == ""
        tags = {etree.QName(element).localname for element in feed.iter()}
        assert tags == {"feed", "title", "id", "link", "updated", "entry", "author", "name", "summary"}
        links = [link.attrib["href"] for link in feed.iter("{*}link")]
        assert all(link.startswith(f"{rune.base_url}".rstrip("/") + "/") for link in links)


@every
def test_files_and_answers_hold_it_as_it_is(rune: httpx.Client, places: dict[str, Place], name: str) -> None:
    at, words = places[name], WORDS[name]
    one = rune.get(f"/api/v1/statements/{at.statement}").json()
    assert (one["title"], one["outlet"], one["speakers"], one["url"]) == (words, words, words, words)
    assert rune.get(f"/api/v1/articles/{at.article}").json()["authors"] == [words, "Ada Holm"]
    assert rune.get(f"/api/v1/actors/{at.actor}", follow_redirects=True).json()["name"] == words
    by = {"by": asked(name)}
    lines = rune.get("/export.jsonl", params=by).text.split("\n")
    assert words in [json.loads(line)["speakers"] for line in lines if line]
    answer = rune.get("/export.csv", params=by)
    assert answer.headers["content-disposition"] == 'attachment; filename="statements.csv"'
    table = list(csv.DictReader(io.StringIO(answer.text, newline="")))
    # In a spreadsheet or a terminal a control would be obeyed.
    tamed = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", "�", words)
    assert tamed in [row["speakers"].removeprefix("'") for row in table]
    risky = [cell for row in table for cell in row.values() if re.match(r"[=+\-@\t\r]", cell)]
    assert risky == []


@every
def test_pages_tell_what_was_typed_as_words(rune: httpx.Client, name: str) -> None:
    typed = WORDS[name].replace("\0", "")[:400]
    for path, fields in (
        ("/", "q about by to outlet"),
        ("/", "since act min_confidence min_credit after"),
        ("/threads", "q by outlet"),
        ("/audit", "outlet"),
        ("/positions", "about by"),
        ("/actors", "name"),
        ("/check", "quote by"),
        ("/check", "quote when"),
    ):
        answer = rune.get(path, params=dict.fromkeys(fields.split(), typed))
        assert answer.status_code in (200, 422), path
        harmless(answer)
    assert 'name="next" value="/"' in rune.get("/sign-in", params={"next": typed}).text
    for path in (f"/nothing/{quote(typed, safe='')}", f"/static/{quote(typed, safe='')}"):
        answer = rune.get(path)
        assert answer.status_code == 404
        assert "Evil" in harmless(answer)


@every
def test_what_is_pasted_and_what_reviewers_write_is_shown_as_words(
    rune: httpx.Client, places: dict[str, Place], name: str
) -> None:
    at, words = places[name], WORDS[name][:400]
    here = f"/statements/{at.statement}/correct"
    assert send(rune, f"/statements/{at.statement}/notes", page=here, body=words).status_code == 303
    refused = send(rune, here, page=here, source="x", cue=words, content=words, act=words, stance=words, why=words)
    assert refused.status_code == 422
    assert bare(words) in harmless(refused)
    assert bare(words) in harmless(rune.get(f"/articles/{at.article}")).partition("Rune")[2]
    pasted = send(rune, "/read", page="/read", given=f"{words}\n\nMira Dolan said that {words} was no word.")
    assert pasted.status_code in (200, 422)
    assert "MiraDolansaidthat" in harmless(pasted)  # without its elements, where it was taken for HTML
    checked = send(rune, "/check", page="/check", quote=f"we found {words}", by=words, when=words)
    assert checked.status_code == 422
    harmless(checked)
