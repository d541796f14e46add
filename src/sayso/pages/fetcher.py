"""Many addresses fetched politely: robots.txt obeyed, hosts given pauses, pages that have not changed left alone."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.errors import PageError
from sayso.pages.fetch import AnswerError, fetch
from sayso.pages.page import Page
from sayso.pages.robots import Robots, read_robots, refused_robots

if TYPE_CHECKING:
    import httpx

_BACK_OFF = (1.0, 4.0)  # seconds before each further try
_LONGEST_WAIT = 60.0  # seconds; who asks for more is not asked again
_SITES = 1_000  # whose robots.txt is kept; a hostile sitemap may name more
_PLAIN = re.compile(r"[ -~]{1,1000}")  # what a header may hold


@dataclass(frozen=True, slots=True)
class NotModified:
    """The answer for an address whose page is still the one that was seen."""

    address: str


class Fetcher:
    """Fetches many addresses, one after the other, for one run. Hosts are checked as `fetch` does it.

    `pause` is the seconds between two requests to one host, more where its robots.txt asks for more. `contact` (an
    address or e-mail address) tells sites whom to write to. `seen` gives the ETag and Last-Modified that an address
    was last answered with, so that an unchanged page is not sent again. `sleep` is what waits.

    Raises ValueError where the contact holds other than printable ASCII.
    """

    def __init__(
        self,
        *,
        allow_private: bool = False,
        pause: float = 1.0,
        contact: str | None = None,
        seen: Callable[[str], tuple[str | None, str | None]] | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        if contact is not None and not _PLAIN.fullmatch(contact):
            raise ValueError("contact must be an address or e-mail address in printable ASCII")
        self._allow_private = allow_private
        self._pause = pause
        self._agent = {"User-Agent": f"sayso/0.1 (+{contact})"} if contact else {}
        self._seen = seen
        self._sleep = sleep
        self._robots: dict[str, Robots] = {}
        self._asked: dict[str, float] = {}

    def get(self, address: str, *, feeds: bool = False) -> Page | NotModified:
        """The page at an address, or NotModified. `feeds` takes feeds, sitemaps and tables too. Where the server asks
        for patience or fails (429, 5xx), it is asked again at most twice.

        Raises PageError where robots.txt refuses, and for all that `fetch` raises it for.
        """
        known = self._known(address)
        for back_off in (*_BACK_OFF, None):
            try:
                return fetch(
                    address,
                    allow_private=self._allow_private,
                    accept="feed" if feeds else "page",
                    headers={**self._agent, **known},
                    before=lambda url: self._enter(address, url),
                )
            except AnswerError as error:
                if error.status == 304 and known:
                    return NotModified(address)
                if back_off is None or not (error.status == 429 or error.status >= 500):
                    raise
                wait = back_off if error.retry_after is None else error.retry_after
                if wait > _LONGEST_WAIT:
                    raise
            self._sleep(wait)
        raise AssertionError  # the last try returns or raises

    def _known(self, address: str) -> dict[str, str]:
        """The headers that ask for the page only where it has changed."""
        etag, modified = self._seen(address) if self._seen else (None, None)
        known = {"If-None-Match": etag, "If-Modified-Since": modified}
        return {name: value for name, value in known.items() if value and _PLAIN.fullmatch(value)}

    def _enter(self, address: str, url: "httpx.URL") -> None:
        """Wait until the url may be asked. Raises PageError where its site's robots.txt refuses it."""
        robots = self._robots_of(url)
        if problem := robots.problem(str(url)):
            raise PageError(address, problem)
        self._wait(url.host, robots.delay)

    def _robots_of(self, url: "httpx.URL") -> Robots:
        site = str(url.join("/robots.txt"))
        if site not in self._robots:
            self._wait(url.host, 0)
            if len(self._robots) >= _SITES:
                del self._robots[next(iter(self._robots))]
            self._robots[site] = self._asked_robots(site)
        return self._robots[site]

    def _asked_robots(self, address: str) -> Robots:
        try:
            page = fetch(address, allow_private=self._allow_private, accept="any", headers=self._agent)
        except AnswerError as error:
            return refused_robots(error.status)
        except PageError:
            return Robots()  # it cannot be reached; nor can the page, most likely, and then that is told
        return read_robots(page.data)

    def _wait(self, host: str, delay: float) -> None:
        """Let the pause pass since the host was last asked, and count it as asked now."""
        now = time.monotonic()
        if (asked := self._asked.get(host)) is not None and (left := asked + max(self._pause, delay) - now) > 0:
            self._sleep(left)
        self._asked[host] = time.monotonic()
