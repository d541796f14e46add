"""The one guarded way to fetch an address: checked hosts, few redirects, bounded in size and time."""

import time
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from typing import TYPE_CHECKING

from sayso.pages.addresses import is_public, resolved
from sayso.pages.errors import PageError
from sayso.pages.page import MAX_PAGE, Page

if TYPE_CHECKING:
    import httpcore
    import httpx

TIMEOUT = 20.0  # seconds for all of a fetch, redirects included
REDIRECTS = 5
_HEADERS = {
    "User-Agent": "sayso/0.1 (+https://example.org/sayso)",
    "Accept": "text/html,application/xhtml+xml,text/plain,application/x-ndjson,application/jsonl;q=0.9",
    "Accept-Encoding": "identity",
}
_ACCEPTED = frozenset(
    "text/html application/xhtml+xml text/plain text/markdown application/jsonl application/x-jsonl application/ndjson "
    "application/x-ndjson application/jsonlines application/x-jsonlines application/json-lines".split()
)


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    location: str | None
    media_type: str | None
    charset: str | None
    data: bytes


def fetch(address: str, *, allow_private: bool = False) -> Page:
    """The page at an http or https address, as bytes. Every host, of redirects too, must have public addresses only,
    and the connection goes to the very address that was checked; `allow_private` leaves that check out.

    Raises PageError for all that can go wrong: the address, the host, the answer, its type, size or time.
    """
    import httpx

    deadline = time.monotonic() + TIMEOUT
    try:
        url = httpx.URL(address)
        for _ in range(REDIRECTS + 1):
            answer = _ask(address, url, allow_private, deadline)
            if not answer.location:
                return _page(address, url, answer)
            url = url.join(answer.location)
    except (httpx.InvalidURL, UnicodeError) as error:
        raise PageError(address, f"is no address ({error})") from error
    raise PageError(address, f"redirects more than {REDIRECTS} times")


def _page(address: str, url: "httpx.URL", answer: _Answer) -> Page:
    if not 200 <= answer.status < 300:
        raise PageError(address, f"the server answered {answer.status}: open it in a browser to see why")
    now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return Page(answer.data, str(url), answer.media_type, address, now, answer.charset)


def _ask(address: str, url: "httpx.URL", allow_private: bool, deadline: float) -> _Answer:
    """One request, to an address that was checked."""
    import httpcore

    from sayso.pages.connection import Connections

    if url.scheme in ("http", "https") and not url.host:
        raise PageError(address, "is no address (it names no host)")
    if url.scheme not in ("http", "https"):
        raise PageError(address, f"only http and https addresses are fetched, not {url.scheme or 'this'}")
    if url.userinfo:
        raise PageError(address, "holds a user name or password: give the address without them")
    hosts = _checked(address, url, allow_private)
    try:
        # A pool of its own takes no proxy from the environment and keeps no cookies.
        with httpcore.ConnectionPool(network_backend=Connections(hosts, deadline)) as pool:
            return _answer(address, pool, url, deadline)
    except httpcore.TimeoutException as error:
        raise PageError(address, f"took longer than {TIMEOUT:g} seconds") from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, OSError) as error:
        raise PageError(address, f"could not be fetched ({str(error) or type(error).__name__})") from error


def _checked(address: str, url: "httpx.URL", allow_private: bool) -> list[str]:
    """The IP addresses of the url's host. Raises PageError where one of them may not be asked."""
    try:
        hosts = resolved(url.raw_host.decode("ascii"), url.port or (443 if url.scheme == "https" else 80))
    except OSError as error:
        raise PageError(address, f"host {url.host} is not known ({error.strerror or error})") from error
    if not allow_private and not all(map(is_public, hosts)):
        raise PageError(address, f"host {url.host} is not on the public internet: only public addresses are fetched")
    return hosts


def _answer(address: str, pool: "httpcore.ConnectionPool", url: "httpx.URL", deadline: float) -> _Answer:
    import httpcore

    target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
    with pool.stream("GET", target, headers=list(_HEADERS.items())) as response:
        headers = Message()
        for key, value in response.headers:
            headers[key.decode("latin-1")] = value.decode("latin-1")
        if response.status in (301, 302, 303, 307, 308) and headers["location"]:
            return _Answer(response.status, headers["location"], None, None, b"")
        media_type = headers.get_content_type() if headers["content-type"] else None
        if response.status < 300 and media_type and media_type not in _ACCEPTED:
            raise PageError(address, f"is {media_type}: only HTML, plain text and JSON lines are read")
        data = _bounded(address, response.iter_stream(), deadline)
        if encoding := headers["content-encoding"]:
            data = _unpacked(address, data, encoding)
    return _Answer(response.status, None, media_type, headers.get_content_charset(), data)


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
