"""Feeds and sitemaps: the addresses of the articles that they list."""

import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from sayso.errors import PageError
from sayso.pages import dates
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


@dataclass(frozen=True, slots=True)
class Listing:
    """What a feed or sitemap lists: addresses in its order, each once, what is wrong with it, and the days that a feed
    tells of its entries, by address. The addresses of a sitemap index are sitemaps'."""

    kind: Kind
    addresses: tuple[str, ...]
    problems: tuple[PageError, ...]
    days: Mapping[str, str] = field(default_factory=dict)


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
    addresses = [_first(item, "url", "external_url", "id") for item in items]
    days = _days(addresses, [item.get("date_published") for item in items])
    return replace(_listing(page, "feed", addresses, MAX_ENTRIES, ""), days=days)


def listing(page: Page, kind: Kind) -> Listing:
    """What an XML feed or sitemap lists. Raises PageError where it can hardly be read."""
    if kind == "feed":
        return _feed(page)
    if b"<!ENTITY" in page.data.replace(b"\0", b""):
        # Left out of an address, what an entity stands for would make it another address.
        raise PageError(page.name, f"the {kind} declares entities, which are not read: give its articles' addresses")
    tag = "url" if kind == "sitemap" else "sitemap"
    addresses, damage = _locations(page.data, tag)
    return _listing(page, kind, addresses, MAX_ADDRESSES, damage)


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
    addresses = [_first(entry, "link", "id") for entry in feed.entries]
    days = _days(addresses, [entry.get("published") or entry.get("updated") for entry in feed.entries])
    return replace(_listing(page, "feed", addresses, MAX_ENTRIES, damage if is_damaged else ""), days=days)


def _days(addresses: list[str], told: list[Any]) -> dict[str, str]:
    """What a feed tells of its entries' days, in ISO 8601."""
    texts = (each if isinstance(each, str) else "" for each in told)
    found = zip(addresses, (dates.iso(text) or dates.held(text) for text in texts), strict=True)
    return {address.partition("#")[0]: day for address, day in found if day}


def _first(entry: Any, *keys: str) -> str:
    """The first value that is an address; an entry's id often is one."""
    values = [entry.get(key) for key in keys]
    addresses = [value.strip() for value in values if isinstance(value, str) and _ADDRESS.fullmatch(value.strip())]
    return addresses[0] if addresses else ""


def _listing(page: Page, kind: Kind, addresses: list[str], most: int, damage: str) -> Listing:
    problems = [
        PageError(page.name, f"entry {number} of the {kind} has no address: give its article's own page")
        for number, address in enumerate(addresses[:most], 1)
        if not address
    ]
    if len(addresses) > most:
        problems.append(PageError(page.name, f"the {kind} lists more than {most:,} entries: the rest is not read"))
    if damage:
        problems.append(PageError(page.name, f"the {kind} is damaged ({damage}): entries may be missing, get it again"))
    # Two parts of one page are one page.
    each_once = dict.fromkeys(found for address in addresses[:most] if (found := address.partition("#")[0]))
    if not each_once and not problems:
        problems.append(PageError(page.name, f"is a {kind}: give the page of one of its articles"))
    return Listing(kind, tuple(each_once), tuple(problems))


class _Enough(Exception):
    pass


class _Locations:
    """Takes the <loc> of each <url> or <sitemap>, as lxml reads on, so that no tree of a hostile file is built."""

    def __init__(self, tag: str) -> None:
        self._tag = tag
        self._path: list[str] = []
        self._words: list[str] | None = None
        self.found: list[str] = []

    def start(self, tag: str, attributes: Any) -> None:
        self._path.append(tag.rpartition("}")[2])
        # An image's address is an <image:loc> in an <image:image>.
        if self._path[-2:] == [self._tag, "loc"]:
            self._words = []

    def data(self, words: str) -> None:
        if self._words is not None:
            self._words.append(words)

    def end(self, tag: str) -> None:
        if self._words is not None and self._path[-2:] == [self._tag, "loc"]:
            self.found.append(_first({"loc": "".join(self._words)}, "loc"))
            self._words = None
        self._path.pop()
        if len(self.found) > MAX_ADDRESSES:
            raise _Enough

    def close(self) -> None:
        return None


def _locations(data: bytes, tag: str) -> tuple[list[str], str]:
    """The addresses in a sitemap, and what is damaged about it, '' where nothing is."""
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
