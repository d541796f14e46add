"""What a site lets programs fetch: its robots.txt."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from urllib.robotparser import RobotFileParser

TOKEN = "sayso"
_LARGEST = 512 * 1024  # bytes; RFC 9309 asks for 500 KiB at least
_DELAY = 30.0  # seconds; who asks for longer pauses gets these


@dataclass(frozen=True, slots=True)
class Robots:
    """One site's rules: all is refused where there is a `refusal`, all is allowed where there are no `rules`."""

    rules: "RobotFileParser | None" = None
    refusal: str | None = None
    delay: float = 0.0

    def problem(self, address: str) -> str | None:
        """Why the address may not be fetched; None where it may."""
        if self.refusal:
            return self.refusal
        try:
            is_allowed = self.rules is None or self.rules.can_fetch(TOKEN, address)
        except ValueError as error:
            return f"is no address that can be looked up in the site's robots.txt ({error})"
        if not is_allowed:
            return "the site's robots.txt asks programs not to fetch it: open it in a browser and save the page"
        return None


def read_robots(data: bytes) -> Robots:
    """The rules that a robots.txt holds for sayso."""
    lines = data[:_LARGEST].decode("utf-8-sig", "replace").splitlines()
    try:
        rules = _parsed(lines)
    except ValueError:
        # The parser trips over odd numbers and addresses; the lines without them hold.
        rules = _parsed([line for line in lines if _is_sound(line)])
    return Robots(rules, None, min(float(rules.crawl_delay(TOKEN) or 0), _DELAY))


def _parsed(lines: list[str]) -> "RobotFileParser":
    # Loaded here: it brings urllib.request in.
    from urllib.robotparser import RobotFileParser

    rules = RobotFileParser()
    rules.parse(lines)
    return rules


def _is_sound(line: str) -> bool:
    try:
        _parsed(["User-agent: *", line])
    except ValueError:
        return False
    return True


def refused_robots(status: int) -> Robots:
    """The rules of a site that answers a request for its robots.txt with an error."""
    if status in (401, 403):
        return Robots(refusal=f"the site refuses programs (its robots.txt is answered {status}): open it in a browser")
    if status == 429 or status >= 500:
        return Robots(refusal=f"the site's robots.txt is not to be had now ({status}): try again later")
    return Robots()
