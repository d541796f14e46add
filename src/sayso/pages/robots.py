"""What a site lets programs fetch: its robots.txt (RFC 9309), as Protego reads it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from protego import Protego

TOKEN = "sayso"
_LARGEST = 512 * 1024  # bytes; RFC 9309 asks for 500 KiB at least
_DELAY = 30.0  # seconds; who asks for longer pauses gets these


@dataclass(frozen=True, slots=True)
class Robots:
    """One site's rules: all is refused where there is a `refusal`, all is allowed where there are no `rules`."""

    rules: "Protego | None" = None
    refusal: str | None = None
    delay: float = 0.0

    def problem(self, address: str) -> str | None:
        """Why the address may not be fetched; None where it may."""
        if self.refusal:
            return self.refusal
        if self.rules is None or self.rules.can_fetch(address, TOKEN):
            return None
        return "the site's robots.txt asks programs not to fetch it: open it in a browser and save the page"


def read_robots(data: bytes) -> Robots:
    """The rules that a robots.txt holds for sayso."""
    from protego import Protego  # loaded here: whoever reads a file needs no robots.txt

    rules = Protego.parse(data[:_LARGEST].decode("utf-8-sig", "replace"))
    return Robots(rules, None, min(float(rules.crawl_delay(TOKEN) or 0), _DELAY))


def refused_robots(status: int) -> Robots:
    """The rules of a site that answers a request for its robots.txt with an error."""
    if status in (401, 403):
        return Robots(refusal=f"the site refuses programs (its robots.txt is answered {status}): open it in a browser")
    if status == 429 or status >= 500:
        return Robots(refusal=f"the site's robots.txt is not to be had now ({status}): try again later")
    return Robots()
