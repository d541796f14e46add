"""The raw page, the article made from it, and the limits that every page is held to."""

from dataclasses import dataclass

from sayso.article import Article

MAX_PAGE = 16 * 1024 * 1024  # bytes of a page, or of one JSON line, after decompression
MAX_TEXT = 1_000_000  # code points of an article: a book of 400 pages


@dataclass(frozen=True, slots=True)
class Page:
    """A page's bytes as they came, unaltered and decompressed, and what is known about them.

    `name` is what the user typed: a path, an address, or '-'; a row of a file has its line after it, a page of an
    archive its address. `media_type` (lower case, without parameters) and `charset` are the HTTP header's, `retrieved`
    is ISO 8601; all three are None where the page came from no address. A row is JSON bytes, application/x-ndjson.
    `headers` are those of the answer that are worth keeping, by lower-case name: content-type, etag, last-modified,
    date.
    """

    data: bytes
    url: str | None
    media_type: str | None
    name: str
    retrieved: str | None
    charset: str | None
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """An article and the page whose bytes it was made from; their SHA-256 is the article's `page_sha256`."""

    article: Article
    page: Page
