"""Something sent to an address, by the one guarded way: only to public addresses, to no other where one leads on."""

import time
from collections.abc import Mapping

from sayso.errors import PageError
from sayso.pages.fetch import AGENT, TIMEOUT, check, checked, connected


def post(address: str, body: bytes, headers: Mapping[str, str], *, allow_private: bool = False) -> int:
    """Send a body to an http or https address; the status of the answer, of which nothing else is read. The address is
    checked as that of a page is; `allow_private` leaves that out. Redirects are not followed.

    Raises PageError where it cannot be sent or takes too long.
    """
    import httpcore
    import httpx

    deadline = time.monotonic() + TIMEOUT
    hosts = check_address(address, allow_private=allow_private)
    url = httpx.URL(address)
    target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
    sent = {"Host": url.netloc.decode("ascii"), "User-Agent": AGENT, "Content-Length": str(len(body)), **headers}
    with (
        connected(address, hosts, deadline, "sent to") as pool,
        pool.stream("POST", target, headers=list(sent.items()), content=body) as response,
    ):
        return int(response.status)


def check_address(address: str, *, allow_private: bool = False) -> list[str]:
    """The IP addresses of an address that may be sent to.

    Raises PageError where it is none that may be.
    """
    import httpx

    try:
        url = httpx.URL(address)
        check(address, url)
        return checked(address, url, allow_private)
    except (httpx.InvalidURL, UnicodeError) as error:
        raise PageError(address, f"is no address ({error})") from error
