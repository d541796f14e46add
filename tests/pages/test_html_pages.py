"""HTML to articles: twenty pages as content management systems make them, and what a careful person would take."""

import json
from pathlib import Path
from typing import Any

import pytest

from sayso.article import Article
from sayso.pages import Page, PageError, article, is_english, sources

FIXTURES = sorted((Path(__file__).parent / "html").glob("*.html"))
PARAGRAPHS = "<p>The mayor said on Monday that the bridge would stay shut.</p><p>She refused to say for how long.</p>"


def read(html: str | bytes, url: str | None = None, charset: str | None = None) -> Article:
    data = html.encode() if isinstance(html, str) else html
    return article(Page(data, url, "text/html", "page.html", None, charset))


def shown(found: Article) -> dict[str, Any]:
    """An article as the fixtures write it: paragraphs, and the parts by their text."""
    return {
        "title": found.title,
        "outlet": found.outlet,
        "authors": list(found.authors),
        "published": found.published,
        "language": found.language,
        "text": found.text.split("\n\n"),
        "parts": [[part.kind, found.text[part.start : part.end]] for part in found.parts],
    }


def test_there_are_twenty_pages() -> None:
    assert len(FIXTURES) == 20
    assert all(path.with_suffix(".json").exists() for path in FIXTURES)


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_page_comes_out_exactly(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text("utf8"))
    assert expected["text"]
    (found,) = sources(str(path))
    assert isinstance(found, Article)
    assert shown(found) == expected


def test_another_language_is_told() -> None:
    german = next(path for path in FIXTURES if "german" in path.name)
    (found,) = sources(str(german))
    assert isinstance(found, Article)
    assert not is_english(found)


def test_headline_repeated_in_the_body_stands_once() -> None:
    found = read(f"<html><body><h1>Bridge shut</h1><article><h2>Bridge shut</h2>{PARAGRAPHS}</article></body></html>")
    assert found.text.count("Bridge shut") == 1
    assert found.text.startswith("Bridge shut\n\nThe mayor")


def test_headline_of_the_metadata_is_put_before_a_body_without_one() -> None:
    page = f'<html><head><meta property="og:title" content="Bridge shut"></head><body>{PARAGRAPHS}</body></html>'
    found = read(page)
    assert found.text.startswith("Bridge shut\n\nThe mayor")
    assert [part.kind for part in found.parts] == ["headline"]


def test_white_space_and_invisible_characters() -> None:
    found = read(
        f"<html><body>{PARAGRAPHS}<p>The  har\u00adbour\u200b\n\tmaster\u00a0<b>said</b><i>:</i> no.</p></body></html>"
    )
    assert found.text.endswith("The harbour master said: no.")


def test_controls_that_a_terminal_would_obey_are_dropped() -> None:
    found = read(f"<html><body><h1>Bridge \x1b[31mshut\x07</h1>{PARAGRAPHS}<p>She\x9b said\x0c no.</p></body></html>")
    assert found.title == "Bridge [31mshut"
    assert found.text.endswith("She said no.")
    said = "She said on Monday that the bridge would stay shut until the spring, and nobody in the hall was told why."
    pasted = article(Page(f"Bridge \x1bshut\n\n{said}\n\n{said}".encode(), None, None, "a.txt", None, None))
    assert pasted.text == f"Bridge shut\n\n{said}\n\n{said}"


@pytest.mark.parametrize(
    ("head", "url", "published"),
    [
        (
            '<meta property="article:published_time" content="2024-05-01T10:00:00+02:00">',
            None,
            "2024-05-01T10:00:00+02:00",
        ),
        ('<meta name="date" content="May 1, 2024">', None, "2024-05-01"),
        ("", "https://example.org/2024/05/01/bridge", "2024-05-01"),
        ('<meta property="article:published_time" content="2024-13-45">', None, None),
        ('<meta name="copyright" content="2024">', "https://example.org/2024/bridge", None),
        ("", None, None),
    ],
)
def test_published(head: str, url: str | None, published: str | None) -> None:
    page = f"<html><head>{head}</head><body>{PARAGRAPHS}<footer>© 2026</footer></body></html>"
    assert read(page, url).published == published


@pytest.mark.parametrize(
    ("author", "authors"),
    [
        ("By Ina Holt and Tom Reyes", ("Ina Holt", "Tom Reyes")),
        ("INA HOLT, Political Correspondent", ("Ina Holt",)),
        ("Juan de la Vega; Anne-Marie O’Dea", ("Juan de la Vega", "Anne-Marie O’Dea")),
        ("https://facebook.com/gazette", ()),
        ("admin", ()),
        ("Ina Holt, Wednesday, 20 November", ("Ina Holt",)),
        ("Wednesday Holt", ("Wednesday Holt",)),
    ],
)
def test_authors(author: str, authors: tuple[str, ...]) -> None:
    page = f'<html><head><meta name="author" content="{author}"></head><body>{PARAGRAPHS}</body></html>'
    assert read(page).authors == authors


@pytest.mark.parametrize(
    ("encoding", "declared", "meta"),
    [
        ("utf-8", None, ""),
        ("utf-8", "iso-8859-1", ""),
        ("utf-8-sig", "windows-1252", ""),
        ("windows-1252", "iso-8859-1", ""),
        ("windows-1252", "utf-8", ""),
        ("windows-1252", None, ""),
        ("utf-16", None, ""),
        ("iso-8859-15", None, '<meta charset="iso-8859-15">'),
        ("windows-1252", "idna", ""),
        ("windows-1252", "no-such-charset", ""),
    ],
)
def test_charsets(encoding: str, declared: str | None, meta: str) -> None:
    said = "Café owner Zoë said: no, 40 € is naïve." if "15" in encoding else "“It’s naïve – 40 €,” Zoë said."
    page = f"<html><head>{meta}</head><body>{PARAGRAPHS}<p>{said}</p></body></html>"
    assert said in read(page.encode(encoding), charset=declared).text


def test_one_damaged_byte_does_not_spoil_a_page_of_utf8() -> None:
    page = f"<html><body>{PARAGRAPHS}<p>“Naïve,” said Zoë.</p><p>Café\xff</p></body></html>".encode()
    assert "“Naïve,” said Zoë." in read(page.replace("ÿ".encode(), b"\xff")).text


def test_all_of_a_page_without_any_marks_of_its_own_is_kept() -> None:
    said = [f"Witness number {n} told the court that nobody had opened door {n}." for n in range(40)]
    found = read("<html><body>" + "".join(f"<div><div>{s}</div></div>" for s in said) + "</body></html>")
    assert found.text.split("\n\n") == said


def test_id_and_hash() -> None:
    page = f"<html><body>{PARAGRAPHS}</body></html>"
    one, other = read(page, "https://example.org/1"), read(page, "https://example.org/2")
    assert one.text == other.text
    assert one.id != other.id
    assert len(one.id) == 16
    assert one.page_sha256 == other.page_sha256
    assert one.page_sha256 is not None
    assert len(one.page_sha256) == 64


def linked(**told: str) -> str:
    """The head of a page whose JSON-LD tells of an article."""
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **told})}</script>'


@pytest.mark.parametrize(
    ("declared", "shown", "published"),
    [
        ("2019-11-20T05:57:50Z", "<p class=date-line>Published 9:57 pm PST, November 19, 2019</p>", "2019-11-19"),
        ("2019-11-19T02:24:00", "<time>Nov 18, 2019 at 9:24 pm ET</time>", "2019-11-18"),
        ("2019-11-19T02:24:00Z", "<time>19 November 2019</time>", "2019-11-19T02:24:00Z"),
        ("2019-11-19T23:24:00-05:00", "<time>20 November 2019</time>", "2019-11-19T23:24:00-05:00"),
        ("2019-11-19T02:24:00Z", "<time>12 November 2019</time>", "2019-11-19T02:24:00Z"),
        ("2019-11-19T02:24:00Z", "<p class=byline>Updated November 18, 2019</p>", "2019-11-19T02:24:00Z"),
        ("0001-01-01T00:00:00Z", "<time>Nov. 19, 2019</time>", "2019-11-19"),
        ("", "<p class=byline>By Ina Holt, Harbour Post 0339 GMT November 19, 2019</p>", "2019-11-19"),
        ("", "<div>09/28/2021</div>", "2021-09-28"),
        ("", "<div>09/08/2021</div>", None),
    ],
)  # fmt: skip
def test_day_is_the_outlets_own(declared: str, shown: str, published: str | None) -> None:
    head = linked(datePublished=declared, headline="Bridge shut")
    page = f"<html><head>{head}</head><body><article><h1>Bridge shut</h1>{shown}{PARAGRAPHS}</article></body></html>"
    assert read(page).published == published


@pytest.mark.parametrize(
    ("head", "shown", "updated"),
    [
        (linked(datePublished="2019-11-19T08:00:00Z", dateModified="2019-11-21T09:30:00Z"), "", "2019-11-21T09:30:00Z"),
        ('<meta property="article:modified_time" content="2019-11-21">', "<time>19 November 2019</time>", "2019-11-21"),
        ("", "<time>19 November 2019</time><p class=byline>Updated November 20, 2019</p>", "2019-11-20"),
        (linked(datePublished="2019-11-19T08:00:00Z", dateModified="2019-11-19T08:00:00Z"), "", None),
        (linked(datePublished="2019-11-19T08:00:00Z", dateModified="2019-10-01T08:00:00Z"), "", None),
        ('<meta property="article:modified_time" content="soon">', "<time>19 November 2019</time>", None),
    ],
)  # fmt: skip
def test_a_later_change_is_told_apart_from_the_day_of_publication(head: str, shown: str, updated: str | None) -> None:
    page = f"<html><head>{head}</head><body><article><h1>Bridge shut</h1>{shown}{PARAGRAPHS}</article></body></html>"
    article = read(page)
    assert (article.published or "")[:10] == "2019-11-19"
    assert article.updated == updated


def test_day_of_the_address_where_the_clock_is_in_utc() -> None:
    page = f"<html><head>{linked(datePublished='2019-11-20T01:53:14Z')}</head><body>{PARAGRAPHS}</body></html>"
    assert read(page, "https://www.harbourpost.example/2019/nov/19/bridge").published == "2019-11-19"
    assert read(page, "https://www.harbourpost.example/2019/11/21/bridge").published == "2019-11-20T01:53:14Z"


@pytest.mark.parametrize(
    ("head", "outlet"),
    [
        ('<meta property="og:site_name" content="World"><title>Shut - The Harbour Post</title>', "The Harbour Post"),
        (
            f'<meta property="og:site_name" content="harbourpost">{linked(publisher="The Harbour Post")}',
            "The Harbour Post",
        ),
        ('<meta property="og:site_name" content="https://a.example"><title>A - Harbour Post</title>', "Harbour Post"),
        ('<meta name="twitter:site" content="@harbourpost">', "harbourpost"),
        ('<meta property="og:site_name" content="Tidewrack">', "Tidewrack"),
    ],
)  # fmt: skip
def test_outlet_is_what_the_address_spells(head: str, outlet: str) -> None:
    page = f"<html><head>{head}</head><body><h1>Bridge shut</h1>{PARAGRAPHS}</body></html>"
    assert read(page, "https://www.harbourpost.example/2019/11/19/bridge").outlet == outlet


ADDRESS = "https://www.harbourpost.example/2024/05/19/bridge"


@pytest.mark.parametrize(
    ("page", "url"),
    [
        (f'<head><link rel="canonical" href="{ADDRESS}"></head>', ADDRESS),
        (f'<head><meta property="og:url" content="{ADDRESS}"></head>', ADDRESS),
        (f"<!-- saved from url=(0048){ADDRESS} --><html>", ADDRESS),
        ('<head><link rel="canonical" href="https://www.harbourpost.example/"></head>', None),
        ('<head><link rel="canonical" href="/2024/05/19/bridge"></head>', None),
        ('<head><link rel="canonical" href="javascript:alert(1)"></head>', None),
        ('<head><link rel="canonical" href="http://[x/y"></head>', None),
    ],
)
def test_page_tells_its_own_address(page: str, url: str | None) -> None:
    made = read(f"<!DOCTYPE html>{page}<body><h1>Bridge shut</h1>{PARAGRAPHS}</body>")
    assert made.url == url
    assert made.published == ("2024-05-19" if url else None)


def test_address_that_was_asked_is_kept() -> None:
    page = f'<head><link rel="canonical" href="{ADDRESS}"></head><body>{PARAGRAPHS}</body>'
    assert read(page, "https://m.harbourpost.example/b/1").url == "https://m.harbourpost.example/b/1"


@pytest.mark.parametrize(
    ("linked_author", "meta", "shown", "authors"),
    [
        ("Kim Rebo", "By Ina Holt", "By Ina Holt", ("Ina Holt",)),  # the first is who entered it
        ("Ina Holt", "", "By Ina Holt and Tom Reyes", ("Ina Holt", "Tom Reyes")),
        ("Ina Holt", "", "By Tom Reyes", ("Ina Holt",)),
        ("Harbour Post", "", "", ()),
        ("Coast News", "", "", ("Coast News",)),
        ("Ina Holt, Harbour Post Staff", "", "", ("Ina Holt",)),
        ("", "", "Written by<br>Ina Holt", ("Ina Holt",)),
        ("", "", "May 3, 2022 7:14 PM ET | by Ina Holt, staff writer", ("Ina Holt",)),
    ],
)
def test_authors_one_by_one(linked_author: str, meta: str, shown: str, authors: tuple[str, ...]) -> None:
    head = linked(author=linked_author, publisher="Harbour Post") + f'<meta name="author" content="{meta}">'
    body = f'<h1>Bridge shut</h1><div class="byline">{shown}</div>{PARAGRAPHS}'
    assert read(f"<html><head>{head}</head><body>{body}</body></html>").authors == authors


def test_body_goes_on_in_the_next_column() -> None:
    column = '<div class="grid"><div class="column">{}</div></div>'
    more = "<p>“We were never asked,” said Bo Carr, who lives on the quay.</p><p>The council will meet on Friday.</p>"
    long = "".join(f"<p>On day {n} the mayor told the council that the bridge was safe to cross.</p>" for n in range(9))
    made = read(
        f"<body><article><h1>Bridge shut</h1>{column.format(long)}<i></i>{column.format(more)}</article></body>"
    )
    assert "said Bo Carr" in made.text


def test_day_above_the_text_moves_one_in_utc() -> None:
    shown = "<div class=x7>28 March 2019</div><div class=x9>Updated 29 March 2019</div>"
    head = linked(datePublished="2019-03-27T23:30:00Z", headline="Bridge shut")
    page = f"<html><head>{head}</head><body><h1>Bridge shut</h1>{shown}{PARAGRAPHS}</body></html>"
    assert read(page).published == "2019-03-28"


def test_page_of_links_is_no_article() -> None:
    teaser = (
        '<div><h2><a href="/{n}">Ferry {n} is late</a></h2><p>The crew of ferry {n} said it was the tide.</p></div>'
    )
    with pytest.raises(PageError, match="a page of links to articles"):
        read("<html><body>" + "".join(teaser.format(n=n) for n in range(9)) + "</body></html>")
    assert read("<html><body>" + teaser.format(n=1) + PARAGRAPHS * 3 + "</body></html>").text


def test_charset_is_found_where_nothing_tells_it() -> None:
    said = "Мэр сказал в понедельник, что мост останется закрытым. Жители против."
    made = read(f"<html><body><p>{said}</p><p>{said}</p></body></html>".encode("koi8-r"))
    assert said in made.text
    assert not is_english(made)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('pier.<sup><a href="#n1">1</a></sup> He', "pier. He"),
        ('pier.<a class="footnote-ref" href="notes.html#n1">[2]</a> He', "pier. He"),
        ('pier <a href="#n1">5</a> of 9. He', "pier 5 of 9. He"),
        ("pier of 300 m<sup>2</sup>. He", "pier of 300 m2. He"),
    ],
)
def test_numbers_of_notes_are_no_words(html: str, text: str) -> None:
    said = "Mira Dolan, the harbour master, said that nobody had seen the old "
    assert f"{said}{text} agreed." in read(f"<h1>Pier shut</h1><p>{said}{html} agreed.</p><p>{said}pier.</p>").text


def test_title_is_the_articles_where_the_largest_type_is_the_outlets_name() -> None:
    said = "<p>Mira Dolan, the harbour master, said that the pier was shut for good.</p>" * 3
    head = "<title>Lisset Post: Pier shut for good after the storm</title>"
    made = read(f"{head}<font size=6>Lisset Post</font><h2>Pier shut for good after the storm</h2>{said}")
    assert (made.title, made.outlet) == ("Pier shut for good after the storm", "Lisset Post")
    made = read(
        f"{head.replace('Lisset Post: ', '')}<h1>Pier shut for good after the storm</h1><h2>What now</h2>{said}"
    )
    assert made.title == "Pier shut for good after the storm"


def test_page_that_a_script_fills_is_no_article() -> None:
    with pytest.raises(PageError, match="no article text found"):
        read("<title>Pier shut</title><h1>Pier shut</h1><p>City | Sport | Tides | Letters</p><div id=story></div>")
    assert "City | Sport" not in read("<h1>Pier shut</h1><p>Mira Dolan said no.</p>").text
