"""Feeds and sitemaps: the articles that they list, fetched one by one, each once, in their order."""

import gzip
import importlib
import json
import time
from collections.abc import Iterable
from functools import partial
from pathlib import Path

import pytest
from small_site import Site

from sayso.article import Article
from sayso.pages import Fetcher, Found, NotModified, Page, PageError, article, found, sources

SAID = "Harbour master Odile Brandt said the ferry would not sail."


def rss(*links: str) -> str:
    items = "".join(f"<item><title>Ferry</title><link>{link}</link></item>" for link in links)
    return f'<?xml version="1.0"?><!-- a --><rss version="2.0"><channel><title>x</title>{items}</channel></rss>'


def atom(*links: str) -> str:
    items = "".join(f'<entry><id>urn:x</id><link rel="alternate" href="{link}"/></entry>' for link in links)
    return f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">{items}</feed>'


def json_feed(*links: str) -> str:
    items = [{"id": "x", "url": link} for link in links]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "x", "items": items})


def indented_json_feed(*links: str) -> str:
    return json.dumps(json.loads(json_feed(*links)), indent=2)


def sitemap(*links: str) -> str:
    urls = "".join(
        f"<url><loc> {link}\n</loc><n:news><n:title>x</n:title></n:news>"
        f"<i:image><i:loc>{link}.png</i:loc></i:image></url>"
        for link in links
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:n="http://www.google.com/schemas/sitemap-news/0.9" '
        f'xmlns:i="http://www.google.com/schemas/sitemap-image/1.1">{urls}</urlset>'
    )


def bare_sitemap(*links: str) -> str:
    return sitemap(*links).partition("?>\n")[2]


def index(*links: str) -> str:
    inner = "".join(f"<sitemap><loc>{link}</loc></sitemap>" for link in links)
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{inner}</sitemapindex>'


FORMS = [
    (rss, "application/rss+xml"),
    (rss, "text/html"),
    (rss, "text/xml"),
    (atom, "application/atom+xml"),
    (json_feed, "application/feed+json"),
    (json_feed, "application/json"),
    (indented_json_feed, "application/json"),
    (sitemap, "application/xml"),
]


def quick() -> Fetcher:
    return Fetcher(allow_private=True, pause=0)


def told(each: Iterable[Found | PageError]) -> list[str]:
    return [one.page.name if isinstance(one, Found) else str(one) for one in each]


@pytest.mark.parametrize(("form", "media_type"), FORMS)
def test_entries_are_fetched_in_order_each_once(site: Site, form: object, media_type: str) -> None:
    assert callable(form)
    links = [site.story(f"/{name}", f"{name}: {SAID}") for name in ("new", "old")]
    gone = f"{site.address}/gone"
    feed = site.put("/feed", form(links[0], gone, links[1], links[0], f"{links[1]}#comments"), media_type)
    new, bad, old = found(feed, fetcher=quick())
    assert isinstance(new, Found)
    assert isinstance(old, Found)
    assert [new.article.url, old.article.url] == links
    assert new.article.text.endswith(f"new: {SAID}")
    assert isinstance(bad, PageError)
    assert str(bad).startswith(f"{gone}: the server answered 404")
    assert [path for path in site.paths if path in ("/new", "/old")] == ["/new", "/old"]


@pytest.mark.parametrize("form", [rss, atom, json_feed, indented_json_feed, sitemap])
def test_feed_in_a_file(site: Site, tmp_path: Path, form: object) -> None:
    assert callable(form)
    path = tmp_path / "feed"
    path.write_text(form(site.story("/a", SAID)))
    assert told(found(str(path), fetcher=quick())) == [f"{site.address}/a"]
    path.write_bytes(gzip.compress(path.read_bytes()))
    assert told(found(str(path), fetcher=quick())) == [f"{site.address}/a"]


def test_sources_make_a_fetcher_of_their_own(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    # The package's name "sources" is the function.
    monkeypatch.setattr(importlib.import_module("sayso.pages.inputs"), "Fetcher", partial(Fetcher, pause=0))
    feed = site.put("/feed", rss(site.story("/a", SAID)), "application/rss+xml")
    (one,) = sources(feed, allow_private=True)
    assert isinstance(one, Article)
    (bad,) = sources(feed)
    assert "is not on the public internet" in str(bad)


def test_feed_among_many_files_is_told_and_not_fetched(site: Site, tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(rss(site.story("/a", SAID)))
    (tmp_path / "site.json").write_text(json_feed(f"{site.address}/a"))
    for name in (str(tmp_path), f"{tmp_path}/*"):
        assert [bad.endswith("is a feed: give it by itself, then its entries are fetched") for bad in
                told(found(name, fetcher=quick()))] == [True, True]  # fmt: skip
    assert not site.asked


def test_relative_addresses_are_the_feeds_own(site: Site) -> None:
    site.story("/news/a", SAID)
    feed = site.put("/news/feed", rss("a"), "application/rss+xml")
    assert told(found(feed, fetcher=quick())) == [f"{site.address}/news/a"]


def test_feed_may_not_lead_into_the_private_network(site: Site, tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(rss(site.story("/a", SAID), "file:///etc/passwd", "http://169.254.169.254/latest"))
    odd, own, metadata = told(found(str(path), fetcher=Fetcher(pause=0)))
    assert odd.startswith(f"{path}: entry 2 of the feed has no address")
    assert own == f"{site.address}/a: host 127.0.0.1 is not on the public internet: only public addresses are fetched"
    assert metadata.startswith("http://169.254.169.254/latest: host 169.254.169.254 is not on the public internet")
    assert not site.asked


def test_sitemap_index(site: Site) -> None:
    a, b = site.story("/a", SAID), site.story("/b", SAID)
    one = site.put("/one.xml", sitemap(a), "application/xml")
    two = site.put("/two.xml.gz", gzip.compress(sitemap(b, a).encode()), "application/gzip")
    ring = site.put("/ring.xml", index(one), "application/xml")
    page = site.story("/page", SAID)
    top = site.put("/top.xml", index(one, f"{site.address}/none.xml", ring, page, two), "application/xml")
    first, none, nested, no_sitemap, last = told(found(top, fetcher=quick()))
    assert (first, last) == (a, b)
    assert none.startswith(f"{site.address}/none.xml: the server answered 404")
    assert nested == f"{ring}: is a sitemap index in another: give it by itself"
    assert no_sitemap.startswith(f"{page}: is no sitemap")
    assert site.paths.count("/a") == 1


def test_packed_sitemap_at_an_address(site: Site) -> None:
    packed = gzip.compress(sitemap(site.story("/a", SAID)).encode())
    assert told(found(site.put("/s.xml.gz", packed, "application/x-gzip"), fetcher=quick())) == [f"{site.address}/a"]


def test_packed_page_at_an_address(site: Site) -> None:
    packed = gzip.compress(f"<html><body><p>{SAID}</p></body></html>".encode())
    (one,) = found(site.put("/a.html.gz", packed, "application/gzip"), fetcher=quick())
    assert isinstance(one, Found)
    assert one.article.text == SAID


@pytest.mark.parametrize("form", [rss, sitemap])
def test_cut_off_feed_gives_what_came_before(site: Site, form: object) -> None:
    assert callable(form)
    links = [site.story(f"/{n}", SAID) for n in range(3)]
    text = form(*links)
    cut = text[: text.index(links[2]) - 20]
    reasons = told(found(site.put("/feed", cut, "application/xml"), fetcher=quick()))
    assert links[0] in reasons
    assert links[1] in reasons
    assert sum("is damaged" in bad for bad in reasons) == 1


@pytest.mark.parametrize("form", [rss, atom, json_feed, sitemap, index])
def test_feed_without_entries_is_told(tmp_path: Path, form: object) -> None:
    assert callable(form)
    path = tmp_path / "feed"
    path.write_text(form())
    (bad,) = told(found(str(path)))
    assert bad.endswith("give the page of one of its articles")


@pytest.mark.parametrize("form", [rss, atom, sitemap, index])
def test_feed_is_no_article(form: object) -> None:
    assert callable(form)
    with pytest.raises(PageError, match="give the page of one of its articles"):
        article(Page(form("https://ferry.example/a").encode(), None, None, "feed", None, None))


@pytest.mark.parametrize(("form", "most"), [(rss, 5_000), (json_feed, 5_000), (sitemap, 50_000)])
def test_only_so_many_entries(tmp_path: Path, form: object, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    assert callable(form)
    asked: list[str] = []

    def get(self: Fetcher, address: str) -> NotModified:
        asked.append(address)
        return NotModified(address)

    monkeypatch.setattr(Fetcher, "get", get)
    path = tmp_path / "feed"
    links = [f"https://ferry.example/{n}" for n in range(most + 1)]
    path.write_text(form(*links))
    (bad,) = told(found(str(path)))
    assert f"lists more than {most:,} entries: the rest is not read" in bad
    assert asked == links[:most]


XML = '<?xml version="1.0"?>'
HOSTILE = {
    "entities": XML
    + '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>'
    + bare_sitemap("https://ferry.example/&c;"),
    "files": XML + '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + bare_sitemap("https://ferry.example/&a;"),
    "deep sitemap": "<urlset>" + "<a>" * 500_000,
    "deep feed": "<rss><channel>" + "<item>" * 500_000,
    "brackets": "<rss><channel>" + "<" * 500_000,
    "deep json": '{"version": "https://jsonfeed.org/version/1", "items": ' + "[" * 100_000,
    "odd json": '{"version": "https://jsonfeed.org/version/1", "items": [1, null, {"url": 3}, {"id": "x"}]}',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_feeds_end_soon_in_reasons(tmp_path: Path, name: str) -> None:
    path = tmp_path / "feed"
    path.write_text(HOSTILE[name])
    before = time.thread_time()
    each = list(found(str(path), fetcher=Fetcher(pause=0)))
    assert each
    assert all(isinstance(one, PageError) for one in each)
    reasons = told(each)
    assert all(str(path) in bad for bad in reasons), reasons
    assert "root:" not in "".join(reasons)
    assert time.thread_time() - before < 5


def test_json_lines_that_speak_of_json_feed_are_articles(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text('{"text": "She uses https://jsonfeed.org/version/1.1 now.", "version": 2, "items": []}\n')
    (one,) = found(str(path))
    assert isinstance(one, Found)


@pytest.mark.parametrize(("body", "media_type"), [("<x>1</x>", "application/xml"), ("<svg/>", "text/xml")])
def test_other_xml_is_no_article(site: Site, body: str, media_type: str) -> None:
    (bad,) = told(found(site.put("/x", body, media_type), fetcher=quick()))
    assert f"is {media_type}, and no feed, sitemap or article" in bad


def test_json_and_csv_at_an_address(site: Site) -> None:
    rows = site.put("/rows", "text,url\nShe said no.,u\n", "text/csv")
    document = site.put("/doc", '[{"text": "He said yes."}]', "application/json")
    plain = site.put("/plain.csv", "text,url\nThey said nothing.,u\n", "text/plain")
    texts = [one.text for name in (rows, document, plain) for one in sources(name, allow_private=True)
             if isinstance(one, Article)]  # fmt: skip
    assert texts == ["She said no.", "He said yes.", "They said nothing."]


def test_entry_may_be_no_feed_itself(site: Site) -> None:
    inner = site.put("/inner", rss("https://ferry.example/a"), "text/html")
    typed = site.put("/typed", rss("https://ferry.example/a"), "application/rss+xml")
    first, second = told(found(site.put("/feed", rss(inner, typed), "text/xml"), fetcher=quick()))
    assert first == f"{inner}: is a feed: give the page of one of its articles"
    assert second.startswith(f"{typed}: is application/rss+xml: only HTML")


def test_day_of_the_entry_where_the_page_tells_none(site: Site) -> None:
    told, silent = site.story("/a", SAID), site.story("/b", SAID)
    site.put("/c", f"<html><head><meta name=date content=2019-11-02></head><body><p>{SAID}</p></body></html>")
    dated = "".join(
        f"<item><link>{link}</link><pubDate>Mon, 18 Nov 2019 22:10:00 -0500</pubDate></item>"
        for link in (told, f"{site.address}/c")
    )
    site.put(
        "/rss", f"<rss version='2.0'><channel>{dated}<item><link>{silent}</link></item></channel></rss>", "text/xml"
    )
    days = [each.published for each in sources(f"{site.address}/rss", allow_private=True) if isinstance(each, Article)]
    assert days == ["2019-11-18", "2019-11-02", None]


def test_a_summary_that_is_the_whole_text_is_read(tmp_path: Path) -> None:
    said = "<p>Mira Dolan said that the pier of Lisset would be mended before May, whatever it cost.</p>"
    for paragraphs, is_read in ((3, True), (2, False)):
        summary = f"<description><![CDATA[{said * paragraphs}]]></description>"
        item = f"<item><title>Pier</title><link>https://a.example/{paragraphs}</link>{summary}</item>"
        (tmp_path / f"{paragraphs}.xml").write_text(f"<rss version='2.0'><channel>{item}</channel></rss>")
        (found,) = sources(str(tmp_path / f"{paragraphs}.xml"))
        assert (not isinstance(found, PageError)) == is_read
