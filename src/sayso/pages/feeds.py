"""Feeds and sitemaps: the articles that they list, by address or with their text."""

import io
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from html import escape, unescape
from typing import Any, Literal

from sayso.errors import PageError
from sayso.pages import dates
from sayso.pages.blocks import collapsed
from sayso.pages.hints import Hints
from sayso.pages.page import Page

MAX_ENTRIES = 5_000  # of a feed
MAX_ADDRESSES = 50_000  # of a sitemap, and of all that an index of sitemaps names

Kind = Literal["feed", "sitemap", "sitemap index"]
_DOCTYPE = r"<!doctype[^>\[]{0,300}(?:\[[^\]]{0,9000}\]\s*)?>\s*"
_BEFORE = rf"\ufeff?\s*(?:<\?[^>]{{0,300}}\?>\s*|<!--(?:(?!-->).){{0,2000}}-->\s*|{_DOCTYPE}){{0,9}}"
_PREFIX = r"(?:[\w-]{1,20}:)?"
_FEED = re.compile(rf"{_BEFORE}<(?:rss|rdf:RDF|{_PREFIX}feed)[\s>]", re.I | re.S)
_SITEMAP = re.compile(rf"{_BEFORE}<{_PREFIX}(?P<root>urlset|sitemapindex)[\s>/]", re.I | re.S)
_JSON_FEED = "https://jsonfeed.org/version/"
_TAGS = 400_000  # "<" in a feed; feedparser takes some 20 microseconds for each
_ADDRESS = re.compile(r"https?://\S+", re.I)
_TAG = re.compile(r"<[^<>]{1,300}>")
_TITLE = 500  # code points; more is no title
_LONGEST = 10_000  # characters of what a sitemap tells of a page
_WHOLE = 200  # code points; what is shorter is a teaser
_PARAGRAPH, _SEVERAL = re.compile(r"<p[\s>]", re.I), 3  # paragraphs that no summary has
# "... […]", "... Read more →": the end of a teaser; a quotation that ends so has its mark behind.
_CUT = re.compile(r"(?:…|\.\.\.|\b(?:read|continue|find out|learn) (?:more|on|reading|the rest))[\s\])»→]*$", re.I)


@dataclass(frozen=True, slots=True)
class Entry:
    """An article that is listed: its address ('' where it has none), what is told of it, and its text as HTML where the
    list holds all of it."""

    address: str
    hints: Hints
    html: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """What a feed or sitemap lists, in its order, each address once, and what is wrong with it. `outlet` is whose feed
    it is. The entries of a sitemap index are sitemaps."""

    kind: Kind
    entries: tuple[Entry, ...]
    problems: tuple[PageError, ...]
    outlet: str | None = None


def kind(text: str) -> Kind | None:
    """Whether a text is an XML feed, a sitemap or an index of sitemaps, as its first element says."""
    if _FEED.match(text):
        return "feed"
    if found := _SITEMAP.match(text):
        return "sitemap" if found["root"].lower() == "urlset" else "sitemap index"
    return None


def is_json_feed(data: bytes) -> bool:
    """Whether a JSON document is a JSON Feed."""
    return _JSON_FEED.encode() in data.replace(b"\\/", b"/") and _json_feed(data) is not None


def json_listing(page: Page) -> Listing:
    """What a JSON Feed lists."""
    feed = _json_feed(page.data) or {}
    items = [item for item in feed["items"] if isinstance(item, dict)]
    entries = (
        Entry(
            _first(item, "url", "external_url", "id"),
            Hints(_title(item.get("title")), _day(item.get("date_published")), authors=_authors(item)),
            _whole(item.get("content_html"), is_html=True) or _whole(item.get("content_text"), is_html=False),
        )
        for item in items
    )
    return _listing(page, "feed", entries, MAX_ENTRIES, "", _title(feed.get("title")))


def listing(page: Page, kind: Kind) -> Listing:
    """What an XML feed or sitemap lists. Raises PageError where it can hardly be read."""
    if kind == "feed":
        return _feed(page)
    if b"<!ENTITY" in page.data.replace(b"\0", b""):
        # Left out of an address, what an entity stands for would make it another address.
        raise PageError(page.name, f"the {kind} declares entities, which are not read: give its articles' addresses")
    tag = "url" if kind == "sitemap" else "sitemap"
    entries, damage = _locations(page.data, tag)
    return _listing(page, kind, entries, MAX_ADDRESSES, damage)


def _json_feed(data: bytes) -> dict[str, Any] | None:
    try:
        feed = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
    is_feed = isinstance(feed, dict) and str(feed.get("version")).startswith(_JSON_FEED)
    return feed if is_feed and isinstance(feed.get("items"), list) else None


def _feed(page: Page) -> Listing:
    import feedparser  # type: ignore[import-untyped]

    if page.data.count(b"<") > _TAGS:
        raise PageError(page.name, "the feed has too many elements: give a shorter one, or its articles' addresses")
    about = {"content-type": f"application/xml; charset={page.charset}" if page.charset else "application/xml"}
    if page.url:
        about["content-location"] = page.url  # what its relative addresses are relative to
    # As a file: feedparser would fetch a text that looks like an address, past the guards.
    stream = io.BytesIO(page.data)
    try:
        feed = feedparser.parse(stream, response_headers=about, sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # its rules trip over some damaged feeds
        raise PageError(page.name, f"the feed is damaged ({error}): give its articles' addresses") from error
    damage = str(feed.get("bozo_exception") or "damaged")
    is_damaged = feed.bozo and not isinstance(feed.get("bozo_exception"), feedparser.CharacterEncodingOverride)
    entries = map(_entry, feed.entries)
    outlet = _title(feed.feed.get("title"))
    return _listing(page, "feed", entries, MAX_ENTRIES, damage if is_damaged else "", outlet)


def _entry(given: Any) -> Entry:
    """An entry as feedparser gives it; its summary is no text, unless it is as long as one: many programs write the
    whole of it there."""
    held = next((c for c in given.get("content") or () if c.get("value")), None)
    html = _whole(held["value"], is_html=held.get("type") != "text/plain") if held else None
    summary = given.get("summary") or ""
    if held is None and len(_PARAGRAPH.findall(summary)) >= _SEVERAL:
        html = _whole(summary, is_html=True)
    day = _day(given.get("published") or given.get("updated"))
    author, source = _title(given.get("author")), given.get("source")
    outlet = _title(source.get("title")) if isinstance(source, dict) else None
    hints = Hints(_title(_plain(given.get("title"))), day, outlet, (author,) if author else ())
    return Entry(_first(given, "link", "id"), hints, html)


def _whole(text: Any, *, is_html: bool) -> str | None:
    """The text of an entry as HTML, where it is all of it: no teaser that ends in "... Read more"."""
    if not isinstance(text, str) or len(text) < _WHOLE or _CUT.search(_plain(text[-2 * _TITLE :])):
        return None
    return text if is_html else "".join(f"<p>{escape(part)}</p>" for part in re.split(r"\n\s*\n", text))


def _day(told: Any) -> str | None:
    """What a feed tells of an entry's day, in ISO 8601."""
    return dates.iso(told) or dates.held(told) if isinstance(told, str) else None


def _title(told: Any) -> str | None:
    title = collapsed(told) if isinstance(told, str) else ""
    return title if 0 < len(title) <= _TITLE else None


def _plain(html: Any) -> str:
    """The words of a piece of HTML."""
    return unescape(_TAG.sub("", html)) if isinstance(html, str) else ""


def _authors(item: dict[str, Any]) -> tuple[str, ...]:
    """The authors of an entry of a JSON Feed, of version 1.1 or 1."""
    given = item.get("authors") if isinstance(item.get("authors"), list) else [item.get("author")]
    names = (_title(each.get("name")) for each in given or () if isinstance(each, dict))
    return tuple(name for name in names if name)


def _first(entry: Any, *keys: str) -> str:
    """The first value that is an address; an entry's id often is one."""
    values = [entry.get(key) for key in keys]
    addresses = [value.strip() for value in values if isinstance(value, str) and _ADDRESS.fullmatch(value.strip())]
    return addresses[0] if addresses else ""


def _listing(
    page: Page, kind: Kind, entries: Iterable[Entry], most: int, damage: str, outlet: str | None = None
) -> Listing:
    given = list(entries)
    problems = [
        PageError(page.name, f"entry {number} of the {kind} has no address: give its article's own page")
        for number, entry in enumerate(given[:most], 1)
        if not entry.address and not entry.html
    ]
    if len(given) > most:
        problems.append(PageError(page.name, f"the {kind} lists more than {most:,} entries: the rest is not read"))
    if damage:
        problems.append(PageError(page.name, f"the {kind} is damaged ({damage}): entries may be missing, get it again"))
    each_once: dict[str, Entry] = {}
    for number, entry in enumerate(given[:most]):
        address = entry.address.partition("#")[0]  # two parts of one page are one page
        if address or entry.html:
            each_once.setdefault(address or str(number), replace(entry, address=address))
    if not each_once and not problems:
        problems.append(PageError(page.name, f"is a {kind}: give the page of one of its articles"))
    return Listing(kind, tuple(each_once.values()), tuple(problems), outlet)


class _Enough(Exception):
    pass


class _Locations:
    """Takes the <loc> of each <url> or <sitemap>, and what Google's news sitemaps tell of it, as lxml reads on, so that
    no tree of a hostile file is built."""

    def __init__(self, tag: str) -> None:
        self._tag = tag
        self._path: list[str] = []
        self._words: list[str] | None = None
        self._told: dict[str, str] = {}
        self.found: list[Entry] = []

    def start(self, tag: str, attributes: Any) -> None:
        self._path.append(tag.rpartition("}")[2])
        if self._path[-1] == self._tag:
            self._told = {}
        if self._is_told():
            self._words = []

    def data(self, words: str) -> None:
        if self._words is not None:
            self._words.append(words)

    def end(self, tag: str) -> None:
        if self._words is not None and self._is_told():
            self._told.setdefault(self._path[-1], "".join(self._words)[:_LONGEST])
            if self._path[-1] == "loc":
                self.found.append(Entry(_first(self._told, "loc"), Hints()))
            self._words = None
        if self._path[-1] == self._tag and "loc" in self._told:
            told = self._told.get
            hints = Hints(_title(told("title")), _day(told("publication_date")), _title(told("name")))
            self.found[-1] = replace(self.found[-1], hints=hints)
        self._path.pop()
        if len(self.found) > MAX_ADDRESSES:
            raise _Enough

    def _is_told(self) -> bool:
        # An image's address is an <image:loc> in an <image:image>, and has a title too.
        return self._path[-2:] in (
            [self._tag, "loc"],
            ["news", "title"],
            ["news", "publication_date"],
            ["publication", "name"],
        )

    def close(self) -> None:
        return None


def _locations(data: bytes, tag: str) -> tuple[list[Entry], str]:
    """What is listed in a sitemap, and what is damaged about it, '' where nothing is."""
    from lxml import etree  # type: ignore[import-untyped]

    target = _Locations(tag)
    parser = etree.XMLParser(target=target, resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        etree.parse(io.BytesIO(data), parser)
    except _Enough:
        pass
    except etree.LxmlError as error:
        return target.found, str(error)
    return target.found, ""
