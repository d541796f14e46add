"""The one guarded way to fetch an address: checked hosts, few redirects, bounded in size and time."""

import re
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Literal

from sayso.errors import PageError
from sayso.pages.page import MAX_PAGE, Page
from sayso.pages.public_hosts import is_public, resolved

if TYPE_CHECKING:
    import httpcore
    import httpx

TIMEOUT = 20.0  # seconds for all of a fetch, redirects included
REDIRECTS = 5
Accept = Literal["page", "feed", "any"]
AGENT = "sayso/0.1 (+https://example.org/sayso)"
_PAGES = "text/html,application/xhtml+xml,text/plain,application/x-ndjson,application/jsonl;q=0.9"
_HEADERS: dict[Accept, str] = {
    "page": _PAGES,
    "feed": f"{_PAGES},application/rss+xml;q=0.9,application/atom+xml;q=0.9,application/feed+json;q=0.9,"
    "application/xml;q=0.8,text/xml;q=0.8,application/json;q=0.8,text/csv;q=0.8,*/*;q=0.1",
    "any": "text/plain,*/*;q=0.1",
}
_PAGE_TYPES = frozenset(
    "text/html application/xhtml+xml text/plain text/markdown application/jsonl application/x-jsonl application/ndjson "
    "application/x-ndjson application/jsonlines application/x-jsonlines application/json-lines text/vtt text/srt "
    "application/x-subrip application/pdf application/epub+zip message/rfc822 multipart/related "
    "application/x-mimearchive application/vnd.openxmlformats-officedocument.wordprocessingml.document "
    "application/vnd.ms-word.document.macroenabled.12 application/vnd.oasis.opendocument.text".split()
)
# What servers call a file that they know nothing about: what it is, its content tells.
_UNKNOWN = frozenset(("application/octet-stream", "binary/octet-stream", "application/download"))
_FEED_TYPES = frozenset(
    "application/rss+xml application/atom+xml application/rdf+xml application/feed+json application/xml text/xml "
    "application/json application/gzip application/x-gzip text/csv text/tab-separated-values application/zip "
    "application/x-zip-compressed application/wacz application/warc application/x-warc application/mbox".split()
)
_KEPT = ("content-type", "etag", "last-modified", "date")
_LONGEST = 1_000  # characters of a header that is kept


def kept_headers(headers: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Those of an answer's headers that a Page keeps, in one order, the first of each name."""
    first = {name.lower(): value[:_LONGEST] for name, value in reversed(list(headers))}
    return tuple((name, first[name]) for name in _KEPT if name in first)


class AnswerError(PageError):
    """An answer without a page: its `status`, and the seconds after which to ask again, where the server says so."""

    def __init__(self, name: str, problem: str, status: int = 0, retry_after: float | None = None) -> None:
        super().__init__(name, problem)
        self.status = status
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class _Request:
    hosts: list[str]
    accept: Accept
    headers: dict[str, str]
    deadline: float


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    location: str | None = None
    media_type: str | None = None
    charset: str | None = None
    data: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    retry_after: float | None = None


def fetch(
    address: str,
    *,
    allow_private: bool = False,
    accept: Accept = "page",
    headers: Mapping[str, str] | None = None,
    before: "Callable[[httpx.URL], None] | None" = None,
) -> Page:
    """The page at an http or https address, as bytes. Every host, of redirects too, must have public addresses only,
    and the connection goes to the very address that was checked; `allow_private` leaves that check out.

    `accept` tells which media types are taken: those of articles, those of feeds, sitemaps and tables too, or any.
    `headers` are sent beside or instead of sayso's own. `before` is called with each address that is about to be
    asked, of redirects too, and may raise PageError; the time it takes does not count.

    Raises AnswerError for an answer that is not 2xx, and PageError for all else that can go wrong: the address, the
    host, the answer, its type, size or time.
    """
    import httpx

    deadline = time.monotonic() + TIMEOUT
    sent = {"User-Agent": AGENT, "Accept": _HEADERS[accept], "Accept-Encoding": "identity", **(headers or {})}
    try:
        url = httpx.URL(address)
        for _ in range(REDIRECTS + 1):
            check(address, url)
            # Before anything is waited for: who may not be asked is refused at once.
            hosts = checked(address, url, allow_private)
            if before is not None:
                started = time.monotonic()
                before(url)
                deadline += time.monotonic() - started
            answer = _ask(address, url, _Request(hosts, accept, sent, deadline))
            if not answer.location:
                return _page(address, url, answer)
            url = url.join(answer.location)
    except (httpx.InvalidURL, UnicodeError) as error:
        raise PageError(address, f"is no address ({error})") from error
    raise PageError(address, f"redirects more than {REDIRECTS} times")


def _page(address: str, url: "httpx.URL", answer: _Answer) -> Page:
    if not 200 <= answer.status < 300:
        asks = answer.status in (429, 503)
        advice = "it asks for fewer requests, try again later" if asks else "open it in a browser to see why"
        raise AnswerError(address, f"the server answered {answer.status}: {advice}", answer.status, answer.retry_after)
    now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return Page(answer.data, str(url), answer.media_type, address, now, answer.charset, answer.headers)


def check(address: str, url: "httpx.URL") -> None:
    """Raise PageError where the url is none that may be asked."""
    if url.scheme in ("http", "https") and not url.host:
        raise PageError(address, "is no address (it names no host)")
    if url.scheme not in ("http", "https"):
        raise PageError(address, f"only http and https addresses are fetched, not {url.scheme or 'this'}")
    if url.userinfo:
        raise PageError(address, "holds a user name or password: give the address without them")


def _ask(address: str, url: "httpx.URL", request: _Request) -> _Answer:
    """One request, to an address that was checked."""
    with connected(address, request.hosts, request.deadline, "fetched") as pool:
        return _answer(address, pool, url, request)


@contextmanager
def connected(
    address: str, hosts: list[str], deadline: float, what: Literal["fetched", "sent to"]
) -> "Iterator[httpcore.ConnectionPool]":
    """Connections to the IP addresses of a host that was checked. Raises PageError for what goes wrong with them."""
    import httpcore

    from sayso.pages.pinned_transport import Connections

    try:
        # A pool of its own takes no proxy from the environment and keeps no cookies.
        with httpcore.ConnectionPool(network_backend=Connections(hosts, deadline)) as pool:
            yield pool
    except httpcore.TimeoutException as error:
        raise PageError(address, f"took longer than {TIMEOUT:g} seconds") from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, OSError) as error:
        raise PageError(address, f"could not be {what} ({str(error) or type(error).__name__})") from error


def checked(address: str, url: "httpx.URL", allow_private: bool) -> list[str]:
    """The IP addresses of the url's host. Raises PageError where one of them may not be asked."""
    try:
        hosts = resolved(url.raw_host.decode("ascii"), url.port or (443 if url.scheme == "https" else 80))
    except OSError as error:
        raise PageError(address, f"host {url.host} is not known ({error.strerror or error})") from error
    if not allow_private and not all(map(is_public, hosts)):
        raise PageError(address, f"host {url.host} is not on the public internet: only public addresses are fetched")
    return hosts


def _answer(address: str, pool: "httpcore.ConnectionPool", url: "httpx.URL", request: _Request) -> _Answer:
    import httpcore

    target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
    with pool.stream("GET", target, headers=list(request.headers.items())) as response:
        headers = Message()
        for key, value in response.headers:
            headers[key.decode("latin-1")] = value.decode("latin-1")
        if response.status in (301, 302, 303, 307, 308) and headers["location"]:
            return _Answer(response.status, headers["location"])
        media_type = headers.get_content_type() if headers["content-type"] else None
        media_type = None if media_type in _UNKNOWN else media_type
        if response.status < 300:
            _check_type(address, media_type, request.accept)
        data = _bounded(address, response.iter_stream(), request.deadline)
        if encoding := headers["content-encoding"]:
            data = _unpacked(address, data, encoding)
    kept = kept_headers((key, str(value)) for key, value in headers.items())
    charset, wait = headers.get_content_charset(), _seconds(headers["retry-after"])
    return _Answer(response.status, None, media_type, charset, data, kept, wait)


def _check_type(address: str, media_type: str | None, accept: Accept) -> None:
    if accept == "any" or media_type is None or media_type in _PAGE_TYPES:
        return
    if accept == "page":
        raise PageError(address, f"is {media_type}: only HTML, text, documents and mails are read")
    if media_type not in _FEED_TYPES:
        raise PageError(address, f"is {media_type}: only HTML, text, documents, mails, archives and feeds are read")


def _seconds(retry_after: str | None) -> float | None:
    """The seconds to wait that a Retry-After header tells, as a number or as a date."""
    given = (retry_after or "").strip()
    if re.fullmatch(r"\d{1,9}", given, re.ASCII):
        return float(given)
    try:
        return max(0.0, parsedate_to_datetime(given).timestamp() - time.time())
    except (ValueError, TypeError, IndexError, OverflowError, OSError):
        return None


def _bounded(address: str, chunks: Iterable[bytes], deadline: float) -> bytes:
    data = bytearray()
    for chunk in chunks:
        data += chunk
        if len(data) > MAX_PAGE:
            raise PageError(address, f"is larger than {MAX_PAGE >> 20} MiB: give the article's own page")
        if time.monotonic() > deadline:
            raise PageError(address, f"took longer than {TIMEOUT:g} seconds")
    return bytes(data)


def _unpacked(address: str, data: bytes, encoding: str) -> bytes:
    """The body of a server that packs it though it was asked not to."""
    if encoding.strip().lower() in ("identity", ""):
        return data
    if encoding.strip().lower() not in ("gzip", "x-gzip", "deflate"):
        raise PageError(address, f"comes packed as {encoding}, though that was not asked for")
    try:
        found = zlib.decompressobj(47).decompress(data, MAX_PAGE + 1)
    except zlib.error as error:
        raise PageError(address, f"is damaged gzip ({error})") from error
    if len(found) > MAX_PAGE:
        raise PageError(address, f"is larger than {MAX_PAGE >> 20} MiB: give the article's own page")
    return found
