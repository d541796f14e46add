"""Addresses: fetched from a server on this machine, and all that is refused."""

import gzip
import importlib
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest
from patience import PATIENCE

from sayso.article import Article
from sayso.pages import MAX_PAGE, PageError, fetch, is_public, sources

HTML = (
    "<html><head><title>Bridge shut</title></head><body><h1>Bridge shut</h1>"
    "<p>The mayor said “no” on Monday.</p></body></html>"
)
LINES = b'{"text": "one"}\n{"text": 2}\n{"text": "three"}\n'


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    seen: list[dict[str, str]] = []  # noqa: RUF012 - one for all requests is the point
    left = threading.Event()  # by the client that it keeps waiting

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        Handler.seen.append({"path": self.path, **self.headers})
        getattr(self, "get_" + urlsplit(self.path).path.strip("/").replace("-", "_"))()

    def send(self, body: bytes, media_type: str | None, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        if media_type:
            self.send_header("Content-Type", media_type)
        for key, value in headers.items():
            self.send_header(key.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def get_page(self) -> None:
        self.send(HTML.encode("windows-1252"), "text/html; charset=windows-1252")

    def get_untyped(self) -> None:
        self.send(HTML.encode(), None)

    def get_lines(self) -> None:
        self.send(LINES, "application/x-ndjson")

    def get_packed(self) -> None:
        self.send(gzip.compress(HTML.encode()), "text/html", Content_Encoding="gzip")

    def get_bomb(self) -> None:
        self.send(gzip.compress(b"x" * (MAX_PAGE + 1)), "text/html", Content_Encoding="gzip")

    def get_brotli(self) -> None:
        self.send(b"???", "text/html", Content_Encoding="br")

    def get_hop(self) -> None:
        self.send(b"", None, 302, Location="/page")

    def get_loop(self) -> None:
        self.send(b"", None, 301, Location="/loop")

    def get_to_file(self) -> None:
        self.send(b"", None, 302, Location="file:///etc/passwd")

    def get_to_password(self) -> None:
        self.send(b"", None, 302, Location="http://me:secret@localhost/")

    def get_large(self) -> None:
        self.send(b"x" * (MAX_PAGE + 1), "text/html")

    def get_image(self) -> None:
        self.send(b"\x89PNG", "image/png")

    def get_gone(self) -> None:
        self.send(b"<p>gone</p>", "text/html", 404)

    def get_wall(self) -> None:
        self.send(b"<html><head><title>Just a moment...</title></head><body></body></html>", "text/html", 403)

    def get_slow(self) -> None:
        self.send_response(200)
        self.end_headers()
        assert self.left.wait(PATIENCE)

    def get_drip(self) -> None:
        # Each byte comes in time; all of them together do not.
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while not self.left.wait(0.05):
            self.wfile.write(b"x")
            self.wfile.flush()


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            pass  # clients that hang up are what these tests are about

    with Quiet(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{running.server_address[1]}"
        running.shutdown()
        thread.join()


def refusal(address: str, *, allow_private: bool = True) -> str:
    (bad,) = sources(address, allow_private=allow_private)
    assert isinstance(bad, PageError), bad
    assert str(bad).startswith(f"{address}: ")
    assert "\n" not in str(bad)
    return str(bad).removeprefix(f"{address}: ")


def test_page(server: str) -> None:
    (found,) = sources(f"{server}/page", allow_private=True)
    assert isinstance(found, Article)
    assert found.text == "Bridge shut\n\nThe mayor said “no” on Monday."
    assert found.url == f"{server}/page"
    assert found.retrieved is not None
    assert found.retrieved.endswith("Z")


def test_request_is_plain(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9/")
    page = fetch(f"{server}/page?a=b#part", allow_private=True)
    assert (page.media_type, page.charset) == ("text/html", "windows-1252")
    sent = Handler.seen[-1]
    assert sent["path"] == "/page?a=b"
    assert sent["Host"] == urlsplit(server).netloc
    assert sent["User-Agent"] == "sayso/0.1 (+https://example.org/sayso)"


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_no_proxy_of_the_environment_is_asked(server: str, monkeypatch: pytest.MonkeyPatch, scheme: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as proxy:
        proxy.setblocking(False)
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.getsockname()[1]}")
            monkeypatch.setenv(name.lower(), f"http://127.0.0.1:{proxy.getsockname()[1]}")
        (found,) = sources(f"{scheme}{server.removeprefix('http')}/page", allow_private=True)
        # The server speaks no TLS: who asks it by https is told so by itself, not by a proxy.
        assert isinstance(found, Article if scheme == "http" else PageError)
        with pytest.raises(BlockingIOError):
            proxy.accept()


def test_host_keeps_its_name(server: str) -> None:
    address = server.replace("127.0.0.1", "localhost")
    assert fetch(f"{address}/page", allow_private=True).data == HTML.encode("windows-1252")
    assert Handler.seen[-1]["Host"] == urlsplit(address).netloc


@pytest.mark.parametrize("path", ["untyped", "packed", "hop"])
def test_other_ways_to_a_page(server: str, path: str) -> None:
    (found,) = sources(f"{server}/{path}", allow_private=True)
    assert isinstance(found, Article)
    assert found.title == "Bridge shut"


def test_redirect_tells_where_it_came_out(server: str) -> None:
    assert fetch(f"{server}/hop", allow_private=True).url == f"{server}/page"


def test_json_lines(server: str) -> None:
    one, bad, three = sources(f"{server}/lines", allow_private=True)
    assert [each.text for each in (one, three) if isinstance(each, Article)] == ["one", "three"]
    assert str(bad).startswith(f"{server}/lines:2: ")


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("loop", "redirects more than 5 times"),
        ("to-file", "only http and https addresses are fetched, not file"),
        ("to-password", "holds a user name or password"),
        ("large", "is larger than 16 MiB"),
        ("bomb", "is larger than 16 MiB"),
        ("brotli", "comes packed as br"),
        ("image", "is image/png"),
        ("gone", "the server answered 404"),
        ("wall", "the server answered 403"),
        ("nothing-like-it", "could not be fetched"),
    ],
)
def test_refused_answers(server: str, path: str, problem: str) -> None:
    assert problem in refusal(f"{server}/{path}")


@pytest.mark.parametrize("path", ["slow", "drip"])
def test_slow_server_is_left(server: str, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # The package's name "fetch" is the function.
    monkeypatch.setattr(importlib.import_module("sayso.pages.fetch"), "TIMEOUT", 0.4)
    Handler.left.clear()
    try:
        assert refusal(f"{server}/{path}") == "took longer than 0.4 seconds"
    finally:
        Handler.left.set()


def test_private_address_is_refused_without_leave(server: str) -> None:
    before = len(Handler.seen)
    assert "is not on the public internet" in refusal(f"{server}/page", allow_private=False)
    assert "is not on the public internet" in refusal(server.replace("127.0.0.1", "localhost"), allow_private=False)
    assert len(Handler.seen) == before


def test_host_with_one_private_address_is_refused(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    module = importlib.import_module("sayso.pages.fetch")
    monkeypatch.setattr(module, "resolved", lambda host, port: ["93.184.216.34", "127.0.0.1"])
    assert "is not on the public internet" in refusal("http://two-faced.example/", allow_private=False)


def test_connection_goes_to_the_address_that_was_checked(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    module = importlib.import_module("sayso.pages.fetch")
    monkeypatch.setattr(module, "resolved", lambda host, port: ["127.0.0.1"])
    port = urlsplit(server).port
    page = fetch(f"http://no-such-host.invalid:{port}/page", allow_private=True)
    assert page.data == HTML.encode("windows-1252")
    assert Handler.seen[-1]["Host"] == f"no-such-host.invalid:{port}"


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("ftp://example.org/a", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("http://", "is no address"),
        ("http://me:secret@example.org/", "holds a user name or password"),
        ("http://[::1/", "is no address"),
        ("http://127.0.0.1:1/", "could not be fetched"),
        ("http://no-such-host.invalid/", "is not known"),
        ("http://" + "a" * 300 + "/", ""),
    ],
)
def test_bad_addresses(address: str, problem: str) -> None:
    assert problem in refusal(address)


PRIVATE = """
127.0.0.1 127.8.8.8 10.0.0.1 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 100.100.100.200 0.0.0.0 224.0.0.1
239.255.255.255 240.0.0.1 255.255.255.255 192.0.2.1 198.18.0.1 168.63.129.16
::1 :: fe80::1 fe80::1%eth0 fc00::1 fd00:ec2::254 ff02::1 fec0::1 2001:db8::1 2001:0:1:2:3:4:5:6
::ffff:127.0.0.1 ::ffff:10.0.0.1 ::127.0.0.1 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 64:ff9b:1::a00:1 2002:7f00:1::
2002:a9fe:a9fe::1 localhost 127.1 0x7f000001
""".split()
PUBLIC = ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"]


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses(address: str) -> None:
    assert is_public(address)
