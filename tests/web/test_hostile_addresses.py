"""Addresses that lead into the server's own network, or are none at all: asked for by people and by programs, and
refused before anything inside is asked."""

import gzip
import re
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
from web_visits import PASSWORD, running, send, visitor

from sayso.record import Record
from sayso.record.accounts import add_token

PUBLIC = "93.184.216.34"  # of a server on the public internet; one on this machine stands for it
PAGE = b"<html><body><article><h1>Rain</h1><p>Mira Dolan said that it rained all day long.</p></article></body></html>"
PRIVATE = "is not on the public internet"


class Secret(BaseHTTPRequestHandler):
    """What must not be asked."""

    asked: list[str] = []  # noqa: RUF012 - one for all requests is the point

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(PAGE)


class Outside(Secret):
    """A public server, that sends on whoever asks for /302/ADDRESS; /bomb is small until it is unpacked."""

    asked: list[str] = []  # noqa: RUF012

    def do_GET(self) -> None:
        status, _, goal = self.path.lstrip("/").partition("/")
        if not status:
            super().do_GET()
            return
        if status in ("large", "bomb"):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            if status == "bomb":
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            self.wfile.write(gzip.compress(b"x" * (5 << 20)) if status == "bomb" else b"x" * (5 << 20))
            return
        self.send_response(int(status))
        self.send_header("Location", goal or self.path)
        self.end_headers()


@contextmanager
def listening(handler: type[BaseHTTPRequestHandler]) -> Iterator[int]:
    """A server; its port."""
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """Where the secret is."""
    with listening(Secret) as found:
        yield found


@pytest.fixture(scope="module")
def outside() -> Iterator[int]:
    """Where the public server is."""
    with listening(Outside) as found:
        yield found


@pytest.fixture(scope="module")
def rune(first: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A reviewer with a token too: nobody may ask for more."""
    path = Path(shutil.copy(first, tmp_path_factory.mktemp("addresses") / "news.db"))
    record = Record(path)
    token = add_token(record, "Rune", "correct")
    record.close()
    with running(path) as address, visitor(address) as client:
        send(client, "/sign-in", page="/sign-in", name="Rune", password=PASSWORD)
        client.headers["Authorization"] = f"Bearer {token}"
        yield client


@pytest.fixture(autouse=True)
def internet(outside: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The answers of name servers, none of which is real, and a way to the public server, whatever the port."""
    look, connect = socket.getaddrinfo, socket.create_connection
    turns = {"rebinding.example": iter([PUBLIC, *["127.0.0.1"] * 9])}
    known = {
        "public.example": [PUBLIC], "private.example": ["127.0.0.1"], "two-faced.example": [PUBLIC, "127.0.0.1"],
        "mapped.example": ["::ffff:127.0.0.1"], "localhost": ["127.0.0.1"],
    }  # fmt: skip

    def found(host: Any, port: Any, *args: Any, **more: Any) -> Any:
        name = (host.decode() if isinstance(host, bytes) else str(host)).rstrip(".").lower()
        addresses = [next(turns[name])] if name in turns else known.get(name, [name])
        # What inet_aton takes for a number is one here too.
        numeric = socket.AI_NUMERICHOST
        return [one for a in addresses for one in look(a, port, type=socket.SOCK_STREAM, flags=numeric)]

    def connected(address: tuple[str, int], *args: Any, **more: Any) -> socket.socket:
        return connect(("127.0.0.1", outside) if address[0] == PUBLIC else address, *args, **more)

    monkeypatch.setattr(socket, "getaddrinfo", found)
    monkeypatch.setattr(socket, "create_connection", connected)
    Secret.asked.clear()
    Outside.asked.clear()


# The address, and what is told. PORT is where the secret is.
ADDRESSES = {
    "loopback": ("http://127.0.0.1:PORT/", PRIVATE),
    "loopback by name": ("http://localhost:PORT/", PRIVATE),
    "loopback by name in capitals and with a dot": ("http://LOCALHOST.:PORT/", PRIVATE),
    "another address of loopback": ("http://127.8.8.8:PORT/", PRIVATE),
    "decimal": ("http://2130706433:PORT/", PRIVATE),
    "octal": ("http://0177.0.0.1:PORT/", "is no address"),
    "octal with more zeros": ("http://00000177.0.0.1:PORT/", "is no address"),
    "octal in one": ("http://017700000001:PORT/", PRIVATE),
    "hexadecimal": ("http://0x7f000001:PORT/", PRIVATE),
    "hexadecimal in parts": ("http://0x7f.0x0.0x0.0x1:PORT/", PRIVATE),
    "short": ("http://127.1:PORT/", PRIVATE),
    "zero": ("http://0:PORT/", PRIVATE),
    "all zeros": ("http://0.0.0.0:PORT/", PRIVATE),
    "a dot behind the number": ("http://127.0.0.1.:PORT/", PRIVATE),
    "digits in circles": ("http://①②⑦.⓪.⓪.①:PORT/", "is no address"),
    "full stops of other scripts": ("http://127。0。0。1:PORT/", PRIVATE),
    "full-width digits": ("http://１２７.０.０.１:PORT/", "is no address"),
    "a soft hyphen in the name": ("http://local\u00adhost:PORT/", "is no address"),
    "IPv6 loopback": ("http://[::1]:PORT/", PRIVATE),
    "IPv6 written out": ("http://[0000:0000:0000:0000:0000:0000:0000:0001]:PORT/", PRIVATE),
    "IPv6 of any": ("http://[::]:PORT/", PRIVATE),
    "IPv4 in IPv6": ("http://[::ffff:127.0.0.1]:PORT/", PRIVATE),
    "IPv4 in IPv6 in hexadecimal": ("http://[::ffff:7f00:1]:PORT/", PRIVATE),
    "IPv4 in old IPv6": ("http://[::127.0.0.1]:PORT/", PRIVATE),
    "6to4": ("http://[2002:7f00:1::]:PORT/", PRIVATE),
    "NAT64": ("http://[64:ff9b::7f00:1]:PORT/", PRIVATE),
    "IPv6 of the link": ("http://[fe80::1]:PORT/", PRIVATE),
    "IPv6 of the link with its zone": ("http://[fe80::1%25lo]:PORT/", "is not known"),
    "IPv6 of a private network": ("http://[fd00::1]:PORT/", PRIVATE),
    "a private network": ("http://10.0.0.1:PORT/", PRIVATE),
    "a home network": ("http://192.168.1.1:PORT/", PRIVATE),
    "a carrier's network": ("http://100.64.0.1/", PRIVATE),
    "a cloud's metadata": ("http://169.254.169.254/latest/meta-data/", PRIVATE),
    "a cloud's metadata in decimal": ("http://2852039166/latest/meta-data/", PRIVATE),
    "a cloud's metadata in IPv6": ("http://[fd00:ec2::254]/latest/meta-data/", PRIVATE),
    "another cloud's metadata": ("http://168.63.129.16/machine?comp=goalstate", PRIVATE),
    "broadcast": ("http://255.255.255.255:PORT/", PRIVATE),
    "multicast": ("http://224.0.0.1:PORT/", PRIVATE),
    "a name for loopback": ("http://private.example:PORT/", PRIVATE),
    "a name with a public and a private address": ("http://two-faced.example:PORT/", PRIVATE),
    "a name for IPv4 in IPv6": ("http://mapped.example:PORT/", PRIVATE),
    "a public name as user": ("http://public.example@127.0.0.1:PORT/", "user name"),
    "a public name as user and password": ("http://public.example:80@127.0.0.1:PORT/", "user name"),
    "a user behind a backslash": ("http://public.example\\@127.0.0.1:PORT/", "user name"),
    "a fragment before the user": ("http://127.0.0.1:PORT#@public.example/", PRIVATE),
    "a redirect to loopback": ("http://public.example/302/http://127.0.0.1:PORT/", PRIVATE),
    "a lasting redirect to loopback": ("http://public.example/308/http://127.0.0.1:PORT/", PRIVATE),
    "a redirect to a name for loopback": ("http://public.example/307/http://private.example:PORT/", PRIVATE),
    "a redirect to decimal": ("http://public.example/301/http://2130706433:PORT/", PRIVATE),
    "a redirect to IPv6": ("http://public.example/303/http://[::1]:PORT/", PRIVATE),
    "a redirect without a scheme": ("http://public.example/302///127.0.0.1:PORT/", PRIVATE),
    "a redirect to a cloud's metadata": ("http://public.example/302/http://169.254.169.254/latest/", PRIVATE),
    "a redirect to a file": ("http://public.example/302/file:///etc/passwd", "only http and https"),
    "a redirect to gopher": ("http://public.example/302/gopher://127.0.0.1:PORT/_GET", "only http and https"),
    "a redirect with a password": ("http://public.example/302/http://a:b@127.0.0.1:PORT/", "user name"),
    "a redirect to itself without end": ("http://public.example/302/", "redirects more than 5 times"),
    "a name that is another at the second look": (
        "http://rebinding.example/302/http://rebinding.example/", PRIVATE,
    ),
    "a page that is too large": ("http://public.example/large", "is larger than 4 MiB"),
    "a page that is too large unpacked": ("http://public.example/bomb", "is larger than 4 MiB"),
    "no host": ("http:///etc/passwd", "names no host"),
    "half a bracket": ("http://[::1:PORT/", "is no address"),
    "a port that is a word": ("http://public.example:port/", "is no address"),
    "a name that is too long": (f"http://{'a' * 1_900}.example/", "is no address"),
}  # fmt: skip
OTHER_SCHEMES = {
    "a file": "file:///etc/passwd",
    "a file of a host": "file://127.0.0.1/etc/passwd",
    "a path": "/etc/passwd",
    "gopher": "gopher://127.0.0.1:PORT/_GET%20/",
    "FTP": "ftp://127.0.0.1:PORT/",
    "dict": "dict://127.0.0.1:PORT/info",
    "LDAP": "ldap://127.0.0.1:PORT/",
    "a packed file": "jar:http://127.0.0.1:PORT/!/",
    "a script": "javascript:fetch('http://127.0.0.1:PORT/')",
    "the data themselves": "data:text/html,<p>Rain</p>",
    "a line break before the host": "http:\n//127.0.0.1:PORT/",
    "a header in the address": "http://127.0.0.1:PORT/ HTTP/1.1\r\nX-Evil: 1\r\n\r\n",
    "nothing": "",
    "a NUL": "http://127.0.0.1:PORT/\0",
    "longer than any address": "http://127.0.0.1:PORT/" + "a" * 2_000,
}


def refused(answer: httpx.Response) -> str:
    """What the API says in its one shape of errors."""
    assert answer.status_code == 422
    assert set(answer.json()) == {"error"}
    assert answer.json()["error"]["status"] == 422
    told: str = answer.json()["error"]["detail"]
    assert PAGE.decode()[40:60] not in told
    return told


def test_a_public_page_is_read(rune: httpx.Client) -> None:
    # Without this none of the others would say anything.
    answer = rune.post("/api/v1/read", json={"url": "http://public.example/302/http://public.example/"})
    assert [s["cue"][0]["text"] for s in answer.json()["statements"]] == ["said"]
    page = send(rune, "/read", page="/read", given="http://public.example/")
    assert "that it rained all day long" in re.sub("<[^>]+>", "", page.text)
    assert Outside.asked == ["/", "/"]


@pytest.mark.parametrize("name", ADDRESSES)
def test_programs_and_people_are_refused(rune: httpx.Client, port: int, name: str) -> None:
    address, told = ADDRESSES[name]
    address = address.replace("PORT", str(port))
    assert told in refused(rune.post("/api/v1/read", json={"url": address}))
    page = send(rune, "/read", page="/read", given=address)
    assert page.status_code == 422
    assert 'role="alert"' in page.text
    assert Secret.asked == []


@pytest.mark.parametrize("name", OTHER_SCHEMES)
def test_what_is_no_address_of_a_page_is_refused(rune: httpx.Client, port: int, name: str) -> None:
    address = OTHER_SCHEMES[name].replace("PORT", str(port))
    refused(rune.post("/api/v1/read", json={"url": address}))
    # A page takes it for words that were pasted.
    page = send(rune, "/read", page="/read", given=address)
    assert page.status_code in (200, 422)
    assert "root:" not in page.text
    assert Secret.asked == []


def test_a_name_leads_where_it_was_checked(rune: httpx.Client, port: int) -> None:
    # DNS rebinding: whoever looked twice would ask inside.
    answer = rune.post("/api/v1/read", json={"url": f"http://rebinding.example:{port}/"})
    assert answer.status_code == 200
    assert (Outside.asked, Secret.asked) == (["/"], [])


def test_the_servers_own_address_is_refused(rune: httpx.Client) -> None:
    assert PRIVATE in refused(rune.post("/api/v1/read", json={"url": str(rune.base_url.join("/review"))}))
