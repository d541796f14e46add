"""Bytes to articles, whatever they hold: one page, JSON, a table, an archive, a feed."""

import gzip
import io
import json
import re
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from dataclasses import replace
from html import escape
from itertools import chain
from typing import BinaryIO, cast

from sayso.errors import PageError
from sayso.pages import feeds, zips
from sayso.pages.charset import decode
from sayso.pages.csv_rows import is_csv, rows
from sayso.pages.extract import ROW, articles_of
from sayso.pages.fetcher import Fetcher, NotModified
from sayso.pages.hints import Hints, filled
from sayso.pages.jsonl import is_array, is_json_line, json_objects, line_article
from sayso.pages.mail import attached, has_text, is_mail
from sayso.pages.mbox import is_mbox, mbox_mails
from sayso.pages.page import MAX_PAGE, Found, Page
from sayso.pages.parquet import is_parquet, parquet_rows
from sayso.pages.plugged import begun, plugged_rows
from sayso.pages.warc import is_warc, warc_pages
from sayso.pages.zips import Unpacking, is_zip

_JSON_LINES = re.compile(r"\.(jsonl|ndjson)(\.gz)?$", re.I)
_OBJECT = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{\s*[\"}]")  # prose does not begin like that
_HTML_TYPES = ("text/html", "application/xhtml+xml")
_JSON_TYPES = re.compile(r"application/(x-)?(jsonl|ndjson|jsonlines|json-lines)")
_FEED_ONLY = re.compile(r"(application|text)/([\w.-]+\+)?xml|application/(feed\+)?json")
_SNIFFED = 32_768  # bytes; a feed's first element stands in these
_SKIPPED = 8  # times MAX_PAGE: how much of an oversize line is read to find the next one


def unpacked(file: BinaryIO) -> BinaryIO:
    """The file, through gzip where its first bytes say so."""
    stream = file if isinstance(file, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, file))
    return cast(BinaryIO, gzip.open(stream, "rb")) if stream.peek(2).startswith(b"\x1f\x8b") else cast(BinaryIO, stream)


def articles(
    stream: BinaryIO,
    page: Page,
    fetcher: Fetcher | None,
    wanted: Callable[[int], bool] = lambda number: True,
    unpacking: Unpacking | None = None,
) -> Iterator[Found | PageError]:
    """The articles in a stream; `page` tells where it came from. With a fetcher, the entries of a feed or sitemap are
    fetched; without one, it is an error. Of an archive or rows only those are made whose number, from 0, is `wanted`:
    the others are passed over, which costs little. What lies in a ZIP file, a mailbox or a mail is told by what it
    holds, as if it were given by itself; `unpacking` is how deep this stream lies. What a plugin takes for its own
    format, it reads."""
    unpacking = unpacking or Unpacking()
    beginning, stream = begun(stream)
    holds_others = any(holds(beginning.lstrip()) for holds in (is_warc, is_zip, is_mbox))
    if not holds_others and (found := plugged_rows(beginning, stream, page)) is not None:
        yield from _rows(found, page, wanted)
        return
    read: list[bytes] = []
    first = b""
    size = 0
    while not first.strip() and size <= MAX_PAGE and (first := stream.readline(MAX_PAGE + 1)):
        read.append(first)
        size += len(first)
    is_cut = len(first) > MAX_PAGE and bool(_OBJECT.match(first))
    if is_warc(first):
        yield from _made(warc_pages(first, stream, page), wanted)
    elif is_zip(first):
        yield from _unzipped(read, stream, page, wanted, unpacking)
    elif is_mbox(first):
        yield from _mails(mbox_mails(first, stream, page), wanted, unpacking)
    elif is_parquet(first):
        yield from _rows(parquet_rows(stream, page), page, wanted)
    elif is_csv(page, first) and first.strip():
        yield from _table(read, stream, page, wanted)
    elif (_is_json_lines(page) or is_cut or is_json_line(first)) and not feeds.is_json_feed(first):
        yield from _lines(read, stream, page, wanted)
    else:
        data = b"".join(read)
        data += stream.read(max(0, MAX_PAGE + 1 - len(data)))
        yield from _whole(replace(page, data=data), fetcher, unpacking)


def _unzipped(
    read: list[bytes], stream: BinaryIO, page: Page, wanted: Callable[[int], bool], unpacking: Unpacking
) -> Iterator[Found | PageError]:
    """The articles of the files in a ZIP file; its own where it is a document."""
    with zips.whole(read, stream) as file:
        if zips.is_document(file, page.name):
            file.seek(0)
            yield from articles_of(replace(page, data=file.read(MAX_PAGE + 1)))
            return
        pages, number = zips.listed(file), -1
        for number, item in enumerate(zips.packed(file, page, unpacking)):
            if isinstance(item, PageError):
                yield item
            elif wanted(number):
                inner = replace(page, name=item.name, media_type=None, charset=None, url=None)
                for each in _guarded(item.stream, inner, item.unpacking):
                    yield _hinted(each, pages)
        if number < 0:
            raise PageError(page.name, "is a ZIP file without articles: give one with HTML, text or other files")


def _guarded(stream: BinaryIO, page: Page, unpacking: Unpacking) -> Iterator[Found | PageError]:
    """The articles of a file that lies in another. What is wrong with it is told, and the others go on."""
    try:
        yield from articles(unpacked(stream), page, None, unpacking=unpacking)
    except PageError as error:
        yield error
    except zips.DAMAGE as error:
        yield PageError(page.name, f"is damaged ({error}): get it again")


def _hinted(item: Found | PageError, pages: Mapping[str, Hints]) -> Found | PageError:
    """What was found, with what a list of pages tells of its address."""
    hints = pages.get(item.article.url or "") if isinstance(item, Found) and pages else None
    return replace(item, article=filled(item.article, hints)) if isinstance(item, Found) and hints else item


def _mails(
    mails: Iterable[Page | PageError], wanted: Callable[[int], bool], unpacking: Unpacking
) -> Iterator[Found | PageError]:
    """The articles of a mailbox."""
    for number, item in enumerate(mails):
        if isinstance(item, PageError):
            yield item
        elif wanted(number):
            yield from _guarded(io.BytesIO(item.data), item, unpacking)


def _mail(page: Page, unpacking: Unpacking) -> Iterator[Found | PageError]:
    """The article of a mail, and those of what is attached to it."""
    try:
        if has_text(page):
            yield from articles_of(page)
    except PageError as error:
        yield error
    for item in attached(page):
        try:
            inside = unpacking.deeper(item.name, 0 if isinstance(item, PageError) else len(item.data))
        except PageError as error:
            yield error
            continue
        yield from [item] if isinstance(item, PageError) else _guarded(io.BytesIO(item.data), item, inside)


def _whole(page: Page, fetcher: Fetcher | None, unpacking: Unpacking) -> Iterator[Found | PageError]:
    """The articles of a page that was read as a whole: its own, those of a mail and what is attached to it, those of a
    JSON document, those that a feed lists."""
    is_small = len(page.data) <= MAX_PAGE
    if is_small and is_mail(page.data):
        yield from _mail(page, unpacking)
        return
    if is_small and (listing := _listing(page)):
        if fetcher is None and not any(entry.html for entry in listing.entries):
            raise PageError(page.name, f"is a {listing.kind}: give it by itself, then its entries are fetched")
        yield from listing.problems
        if listing.kind == "sitemap index" and fetcher:
            yield from _sitemaps(listing, fetcher)
        else:
            yield from _entries(listing, page, fetcher)
    elif is_small and page.media_type not in _HTML_TYPES and (_OBJECT.match(page.data) or is_array(page.data)):
        yield from _document(page)
    elif _FEED_ONLY.fullmatch(page.media_type or "") and page.media_type not in _HTML_TYPES:
        raise PageError(page.name, f"is {page.media_type}, and no feed, sitemap or article: give its HTML page")
    else:
        yield from articles_of(page)


def _listing(page: Page) -> feeds.Listing | None:
    """What a page lists, where it is a feed or sitemap. Raises PageError where that can hardly be read."""
    if kind := feeds.kind(decode(page.data[:_SNIFFED], page.charset)):
        return feeds.listing(page, kind)
    return feeds.json_listing(page) if feeds.is_json_feed(page.data) else None


def _sitemaps(listing: feeds.Listing, fetcher: Fetcher) -> Iterator[Found | PageError]:
    """The articles that the sitemaps of an index list, fetched one by one, each once."""
    seen: set[str] = set()
    for number, address in enumerate(entry.address for entry in listing.entries):
        if len(seen) >= feeds.MAX_ADDRESSES:
            left = len(listing.entries) - number
            yield PageError(address, f"more than {feeds.MAX_ADDRESSES:,} addresses: {left} sitemaps are not read")
            return
        try:
            inner = _sitemap(address, fetcher)
        except PageError as error:
            yield error
            continue
        if inner:
            yield from inner.problems
            yield from _fetched([each for each in inner.entries if each.address not in seen], fetcher)
            seen.update(entry.address for entry in inner.entries)


def _sitemap(address: str, fetcher: Fetcher) -> feeds.Listing | None:
    """What a sitemap of an index lists; None where it has not changed."""
    page = fetcher.get(address, feeds=True)
    if isinstance(page, NotModified):
        return None
    try:
        data = unpacked(io.BytesIO(page.data)).read(MAX_PAGE + 1)
    except (OSError, EOFError, ValueError) as error:
        raise PageError(address, f"is damaged gzip ({error}): get it again") from error
    if len(data) > MAX_PAGE:
        raise PageError(address, f"is larger than {MAX_PAGE >> 20} MiB: give a shorter sitemap")
    found = _listing(replace(page, data=data))
    if found is None or found.kind == "feed":
        raise PageError(address, "is no sitemap, though an index of sitemaps names it")
    if found.kind == "sitemap index":
        raise PageError(address, "is a sitemap index in another: give it by itself")
    return found


def _fetched(entries: Iterable[feeds.Entry], fetcher: Fetcher) -> Iterator[Found | PageError]:
    """The articles at the addresses of entries. The title and the day that their feed tells stand where the page tells
    none."""
    for entry in entries:
        try:
            page = fetcher.get(entry.address)
            if not isinstance(page, NotModified):
                for item in _alone(page):
                    yield replace(item, article=filled(item.article, entry.hints)) if isinstance(item, Found) else item
        except PageError as error:
            yield error


def _entries(listing: feeds.Listing, page: Page, fetcher: Fetcher | None) -> Iterator[Found | PageError]:
    """The articles of a feed or sitemap. Of a file the text that stands in it is taken: nobody need be asked for it; of
    a feed at an address the page of each entry."""
    for number, entry in enumerate(listing.entries, 1):
        where = f"{page.name}:{number}"
        if entry.html and (page.url is None or not entry.address):
            yield _entry(entry, listing.outlet, where, page)
        elif fetcher is None:
            yield PageError(where, "has no text in the feed: give the feed by itself, then it is fetched")
        else:
            yield from _fetched([entry], fetcher)


def _entry(entry: feeds.Entry, outlet: str | None, where: str, page: Page) -> Found | PageError:
    """The article of an entry's own text, as a row."""
    from sayso.pages.html import html_article

    title = f"<h1>{escape(entry.hints.title)}</h1>" if entry.hints.title else ""
    try:
        made, _ = html_article(f"<article>{title}{entry.html}</article>", entry.address or None)
        if not made.text:
            return PageError(where, "no article text found: give the page of one article")
    except ValueError as error:
        return PageError(where, str(error))
    made = filled(made, replace(entry.hints, outlet=entry.hints.outlet or outlet))
    keys = ("id", "text", "title", "published", "url", "outlet", "authors")
    told = {key: value for key in keys if (value := getattr(made, key))}
    return _row(json.dumps(told).encode(), where, page)


def _made(pages: Iterable[Page | PageError], wanted: Callable[[int], bool]) -> Iterator[Found | PageError]:
    """The articles of an archive's pages."""
    for page in (page for number, page in enumerate(pages) if wanted(number)):
        try:
            yield from [page] if isinstance(page, PageError) else _alone(page)
        except PageError as error:
            yield error


def _alone(page: Page) -> Iterator[Found | PageError]:
    """The articles of a page out of an archive or feed."""
    found = plugged_rows(page.data, io.BytesIO(page.data), page)
    yield from articles_of(page) if found is None else _rows(found, page, lambda number: True)


def _table(
    read: list[bytes], stream: BinaryIO, page: Page, wanted: Callable[[int], bool]
) -> Iterator[Found | PageError]:
    """The article of each row of a table, whose header is the last of the lines `read`."""
    made = _rows(rows(read, stream, page), page, wanted)
    if (yield from made) == 0:
        raise PageError(page.name, "has no rows after its header: nothing to read")


def _rows(
    found: Iterable[tuple[str, bytes] | PageError], page: Page, wanted: Callable[[int], bool]
) -> Generator[Found | PageError, None, int]:
    """The articles of rows, each with where it stands; returns how many rows there were."""
    number = -1
    for number, row in enumerate(found):
        if wanted(number):
            yield row if isinstance(row, PageError) else _row(row[1], row[0], page)
    return number + 1


def _document(page: Page) -> Iterator[Found | PageError]:
    """The articles of a file that begins as JSON does: one of an object, many of an array or of lines."""
    try:
        found = json_objects(page.data)
    except ValueError as error:
        if any(map(is_json_line, page.data.splitlines())):
            yield from _lines([], io.BytesIO(page.data), page, lambda number: True)
            return
        raise PageError(page.name, str(error)) from error
    for number, each in enumerate(found, 1):
        yield _row(each, f"{page.name}:{number}" if len(found) > 1 else page.name, page)


def _is_json_lines(page: Page) -> bool:
    return bool(_JSON_TYPES.fullmatch(page.media_type) if page.media_type else _JSON_LINES.search(page.name))


def _lines(
    read: list[bytes], stream: BinaryIO, page: Page, wanted: Callable[[int], bool]
) -> Iterator[Found | PageError]:
    """The article of each line: of those `read` already, then of the rest of the stream."""
    count = 0
    for number, line in enumerate(chain(read, iter(lambda: stream.readline(MAX_PAGE + 1), b"")), 1):
        if not line.strip():
            continue
        if wanted(count):
            yield _row(line, f"{page.name}:{number}", page)
        count += 1
        if len(line) > MAX_PAGE and not line.endswith(b"\n"):
            _skip_line(stream, f"{page.name}:{number}")
    if not count:
        raise PageError(page.name, "is empty: nothing to read")


def _row(line: bytes, where: str, page: Page) -> Found | PageError:
    """The article of one JSON object, whose bytes are the page that it is made from."""
    try:
        made = replace(line_article(line, where), retrieved=page.retrieved)
    except PageError as error:
        return error
    return Found(made, replace(page, data=line, name=where, media_type=ROW, charset=None))


def _skip_line(stream: BinaryIO, where: str) -> None:
    """Read on to the next line."""
    for _ in range(_SKIPPED):
        if (rest := stream.readline(MAX_PAGE)).endswith(b"\n") or not rest:
            return
    raise PageError(where, "the line does not end: what follows is not read")
