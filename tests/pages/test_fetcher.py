"""Many addresses fetched politely: robots.txt, pauses, unchanged pages, patience; and the guards all the while."""

import email.utils
import importlib
import time
from urllib.parse import urlsplit

import pytest
from small_site import Site, running_site

from sayso.pages import Fetcher, Found, NotModified, Page, PageError, fetch, found

SAID = "Harbour master Odile Brandt said the ferry would not sail."


class Clock:
    """Time that passes only where it is waited for, and waits that are only written down."""

    def __init__(self, begin: float) -> None:
        self.now = begin
        self.waits: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.waits.append(round(seconds, 1))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock(time.monotonic())
    monkeypatch.setattr(time, "monotonic", lambda: made.now)
    return made


def quick() -> Fetcher:
    return Fetcher(allow_private=True, pause=0)


def refusal(fetcher: Fetcher, address: str) -> str:
    with pytest.raises(PageError) as raised:
        fetcher.get(address)
    assert "\n" not in str(raised.value)
    return str(raised.value).removeprefix(f"{address}: ")


def page(fetcher: Fetcher, address: str) -> Page:
    got = fetcher.get(address)
    assert isinstance(got, Page)
    return got


def test_robots_are_asked_once_and_obeyed(site: Site) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /all\n\nUser-agent: Sayso\nDisallow: /own\n", "text/plain")
    open_, own = site.story("/all/a", SAID), site.story("/own/a", SAID)
    fetcher = quick()
    assert page(fetcher, open_).url == open_
    assert "robots.txt asks programs not to fetch it" in refusal(fetcher, own)
    assert site.paths == ["/robots.txt", "/all/a"]


def test_robots_for_all_hold_for_sayso(site: Site) -> None:
    site.put("/robots.txt", b"\xef\xbb\xbfUser-agent: *\r\nDisallow: /no\r\n", "text/plain")
    assert "robots.txt asks" in refusal(quick(), site.story("/no/a", SAID))


@pytest.mark.parametrize(
    ("status", "problem"),
    [
        (404, None),
        (410, None),
        (401, "the site refuses programs (its robots.txt is answered 401)"),
        (403, "the site refuses programs (its robots.txt is answered 403)"),
        (429, "robots.txt is not to be had now (429): try again later"),
        (500, "robots.txt is not to be had now (500): try again later"),
        (503, "robots.txt is not to be had now (503): try again later"),
    ],
)
def test_robots_that_are_not_there(site: Site, status: int, problem: str | None) -> None:
    site.put("/robots.txt", "", "text/html", status)
    address = site.story("/a", SAID)
    if problem is None:
        assert page(quick(), address).url == address
    else:
        assert problem in refusal(quick(), address)
        assert site.paths == ["/robots.txt"]


def test_wildcards_of_robots_hold(site: Site) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /*/print$\nAllow: /open/print$\n", "text/plain")
    fetcher = quick()
    assert "robots.txt asks" in refusal(fetcher, site.story("/story/print", SAID))
    assert page(fetcher, site.story("/story/printed", SAID)).data
    assert page(fetcher, site.story("/open/print", SAID)).data


def test_odd_robots_allow(site: Site) -> None:
    site.put("/robots.txt", b"\xff\xfe\0<html>Disallow: /</html>" * 99, "application/octet-stream")
    assert page(quick(), site.story("/a", SAID)).data


def test_lines_of_robots_that_make_no_sense_do_not_undo_the_others(site: Site) -> None:
    odd = f"Crawl-delay: ²\nCrawl-delay: {'9' * 5000}\nDisallow: http://[x\nRequest-rate: ²/²\n"
    site.put("/robots.txt", f"User-agent: *\n{odd}Disallow: /no\n", "text/plain")
    fetcher = quick()
    assert "robots.txt asks" in refusal(fetcher, site.story("/no/a", SAID))
    assert page(fetcher, site.story("/a//[x", SAID)).data


def test_robots_may_not_lead_into_the_private_network(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A public host, as far as the guard is told, that sends sayso on to this machine."""
    with running_site() as private:
        target = private.story("/robots.txt", SAID)
        site.put("/robots.txt", "", None, 302, Location=target)
        site.put("/a", "", None, 302, Location=target)
        module = importlib.import_module("sayso.pages.fetch")
        public = urlsplit(site.address).port
        monkeypatch.setattr(module, "resolved", lambda host, port: ["127.0.0.1"] if port == public else ["127.0.0.2"])
        monkeypatch.setattr(module, "is_public", lambda host: host == "127.0.0.1")
        problem = refusal(Fetcher(pause=0), f"{site.address}/a")
        assert "is not on the public internet" in problem
        assert site.paths == ["/robots.txt", "/a"]
        assert not private.asked


def test_redirects_ask_the_other_sites_robots(site: Site) -> None:
    with running_site() as other:
        other.put("/robots.txt", "User-agent: *\nDisallow: /b", "text/plain")
        site.put("/a", "", None, 302, Location=other.story("/b", SAID))
        assert "robots.txt asks programs not to fetch it" in refusal(quick(), f"{site.address}/a")
        assert other.paths == ["/robots.txt"]


def test_pause_between_requests_to_one_host(site: Site, clock: Clock) -> None:
    fetcher = Fetcher(allow_private=True, pause=7.0, sleep=clock.sleep)
    a, b = site.story("/a", SAID), site.story("/b", SAID)
    page(fetcher, a)
    assert clock.waits == [7.0]  # after robots.txt
    page(fetcher, b)
    assert clock.waits == [7.0, 7.0]


def test_other_hosts_are_not_waited_for(site: Site, clock: Clock) -> None:
    fetcher = Fetcher(allow_private=True, pause=7.0, sleep=clock.sleep)
    page(fetcher, site.story("/a", SAID))
    page(fetcher, site.address.replace("127.0.0.1", "localhost") + "/a")
    assert clock.waits == [7.0, 7.0]  # each after its robots.txt
    page(fetcher, f"{site.address}/a")
    assert clock.waits == [7.0, 7.0]  # as long as the second pause was
    page(fetcher, f"{site.address}/a")
    assert clock.waits == [7.0, 7.0, 7.0]


def test_pause_passes_while_something_else_is_done(site: Site, clock: Clock) -> None:
    fetcher = Fetcher(allow_private=True, pause=7.0, sleep=clock.sleep)
    page(fetcher, site.story("/a", SAID))
    assert clock.waits == [7.0]  # after robots.txt
    clock.now += 5.0
    page(fetcher, f"{site.address}/a")
    assert clock.waits == [7.0, 2.0]
    clock.now += 8.0
    page(fetcher, f"{site.address}/a")
    assert clock.waits == [7.0, 2.0]


@pytest.mark.parametrize(("asked", "kept"), [("12", 12.0), ("90", 30.0), ("3", 5.0), ("soon", 5.0)])
def test_crawl_delay(site: Site, clock: Clock, asked: str, kept: float) -> None:
    site.put("/robots.txt", f"User-agent: *\nCrawl-delay: {asked}\nDisallow: /x\n", "text/plain")
    page(Fetcher(allow_private=True, pause=5.0, sleep=clock.sleep), site.story("/a", SAID))
    assert clock.waits == [kept]


def test_waits_do_not_count_as_the_servers_time(site: Site, clock: Clock) -> None:
    fetcher = Fetcher(allow_private=True, pause=10_000.0, sleep=clock.sleep)
    assert page(fetcher, site.story("/a", SAID)).data
    assert clock.waits == [10_000.0]


def test_unchanged_page_is_told(site: Site) -> None:
    address = site.put("/a", "", None, 304)
    known = {address: ('"x1"', "Fri, 02 May 2031 10:00:00 GMT")}
    fetcher = Fetcher(allow_private=True, pause=0, seen=lambda name: known.get(name, (None, None)))
    assert fetcher.get(address) == NotModified(address)
    sent = site.asked[-1][1]
    assert (sent["if-none-match"], sent["if-modified-since"]) == known[address]
    assert list(found(address, fetcher=fetcher)) == []
    other = site.story("/b", SAID)
    assert isinstance(fetcher.get(other), Page)
    assert not {"if-none-match", "if-modified-since"} & set(site.asked[-1][1])
    assert "if-none-match" not in site.asked[0][1]  # robots.txt


def test_unchanged_entries_give_nothing(site: Site) -> None:
    new, old = site.story("/new", SAID), site.put("/old", "", None, 304)
    links = "".join(f"<item><link>{link}</link></item>" for link in (new, old))
    feed = site.put("/feed", f"<rss version='2.0'><channel>{links}</channel></rss>", "application/rss+xml")
    fetcher = Fetcher(allow_private=True, pause=0, seen=lambda name: ('"x"', None))
    (one,) = found(feed, fetcher=fetcher)
    assert isinstance(one, Found)
    assert one.page.url == new


def test_not_modified_that_was_not_asked_for_is_told(site: Site) -> None:
    assert "the server answered 304" in refusal(quick(), site.put("/a", "", None, 304))


def test_validators_that_fit_no_header_are_not_sent(site: Site) -> None:
    fetcher = Fetcher(allow_private=True, pause=0, seen=lambda name: ('"a\r\nCookie: x"', "émile"))
    page(fetcher, site.story("/a", SAID))
    assert not {"if-none-match", "if-modified-since", "cookie"} & set(site.asked[-1][1])


@pytest.mark.parametrize("status", [429, 500, 503])
def test_patience(site: Site, clock: Clock, status: int) -> None:
    site.put("/a", "", None, status)
    site.put("/a", "", None, status)
    address = site.story("/a", SAID)
    assert page(Fetcher(allow_private=True, pause=0, sleep=clock.sleep), address).url == address
    assert clock.waits == [1.0, 4.0]


def test_patience_ends(site: Site, clock: Clock) -> None:
    address = site.put("/a", "", None, 503)
    problem = refusal(Fetcher(allow_private=True, pause=0, sleep=clock.sleep), address)
    assert problem == "the server answered 503: it asks for fewer requests, try again later"
    assert site.paths.count("/a") == 3
    assert clock.waits == [1.0, 4.0]


@pytest.mark.parametrize(
    ("retry_after", "waits"),
    [
        ("17", [17.0]),
        ("0", [0.0]),
        ("60", [60.0]),
        ("61", []),
        ("soon", [1.0]),
        ("9" * 5000, [1.0]),
        ("Fri, 02 May 2003 10:00:00 GMT", [0.0]),
        ("Fri, 99 May 2031 10:00:00 GMT", [1.0]),
    ],
)
def test_retry_after(site: Site, clock: Clock, retry_after: str, waits: list[float]) -> None:
    site.put("/a", "", None, 429, Retry_After=retry_after)
    address = site.story("/a", SAID)
    fetcher = Fetcher(allow_private=True, pause=0, sleep=clock.sleep)
    if waits:
        assert page(fetcher, address).url == address
    else:
        assert "the server answered 429" in refusal(fetcher, address)
    assert clock.waits == waits


def test_retry_after_a_date(site: Site, clock: Clock) -> None:
    site.put("/a", "", None, 429, Retry_After=email.utils.formatdate(time.time() + 60, usegmt=True))
    page(Fetcher(allow_private=True, pause=0, sleep=clock.sleep), site.story("/a", SAID))
    assert 0 < clock.waits[0] <= 60


@pytest.mark.parametrize("status", [400, 403, 404, 410])
def test_other_answers_are_not_asked_for_again(site: Site, status: int) -> None:
    address = site.put("/a", "", None, status)
    assert f"the server answered {status}" in refusal(quick(), address)
    assert site.paths.count("/a") == 1


def test_contact(site: Site) -> None:
    page(Fetcher(allow_private=True, pause=0, contact="desk@ferry.example"), site.story("/a", SAID))
    assert [sent["user-agent"] for _, sent in site.asked] == ["sayso/0.1 (+desk@ferry.example)"] * 2


@pytest.mark.parametrize("contact", ["", "a\r\nCookie: x", "é"])
def test_contact_that_fits_no_header(contact: str) -> None:
    with pytest.raises(ValueError, match="printable ASCII"):
        Fetcher(contact=contact)


def test_headers_of_the_answer_are_kept(site: Site) -> None:
    address = site.put("/a", SAID, "text/plain", 200, ETag='"x"', Last_Modified="Fri, 02 May 2031 10:00:00 GMT",
                       Set_Cookie="secret", X_Other="y")  # fmt: skip
    for got in (page(quick(), address), fetch(address, allow_private=True)):
        kept = dict(got.headers)
        assert kept.pop("date").endswith("GMT")
        assert kept == {
            "content-type": "text/plain", "etag": '"x"', "last-modified": "Fri, 02 May 2031 10:00:00 GMT",
        }  # fmt: skip


def test_feeds_are_taken_only_where_they_may_be(site: Site) -> None:
    address = site.put("/feed", "<rss/>", "application/rss+xml")
    assert "is application/rss+xml: only HTML" in refusal(quick(), address)
    assert isinstance(quick().get(address, feeds=True), Page)


@pytest.mark.parametrize("address", ["ftp://ferry.example/a", "http://", "http://me:pw@ferry.example/", "http://[::1/"])
def test_bad_addresses_are_reasons(address: str) -> None:
    assert refusal(Fetcher(pause=0), address)


def test_private_hosts_are_refused_without_leave(site: Site) -> None:
    assert "is not on the public internet" in refusal(Fetcher(pause=0), site.story("/a", SAID))
    assert not site.asked


def test_address_typed_without_a_fetcher_is_fetched_as_it_stands(site: Site) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /", "text/plain")
    address = site.story("/a", SAID)
    (one,) = found(address, allow_private=True)
    assert isinstance(one, Found)
    assert site.paths == ["/a"]
    (bad,) = found(address, fetcher=quick())
    assert "robots.txt" in str(bad)
