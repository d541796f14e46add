"""Hostile requests: paths, hosts, bodies, words to search for, and what is no HTTP. Each is refused or does no harm,
and none changes the record."""

import base64
import gzip
import json
import re
import socket

import httpx
import pytest
from hostile_inputs import error
from patience import PATIENCE

PATHS = {
    "dots": "/static/../../../../etc/passwd",
    "dots in code": "/static/%2e%2e/%2e%2e/app.py",
    "slashes in code": "/static/..%2f..%2fapp.py",
    "backslashes": "/static/..\\..\\app.py",
    "backslashes in code": "/static/..%5c..%5capp.py",
    "code within code": "/static/%252e%252e%252fapp.py",
    "dots in too many bytes": "/static/%c0%ae%c0%ae/app.py",
    "a NUL before another ending": "/static/app.py%00.css",
    "a path in a path": "/static//etc/passwd",
    "two slashes": "//evil.example/static/site.js",
    "two slashes and dots": "//evil.example/..;/review",
    "the record": "/news.db",
    "a file of git": "/.git/config",
    "settings": "/.env",
    "the framework's own pages": "/docs",
    "another document": "/swagger.json",
    "a number of another script": "/articles/%D9%A3",
    "a number that is too large": "/articles/9223372036854775808",
    "a number without end": "/articles/" + "9" * 5_000,
    "a negative number": "/articles/-1",
    "a number with a NUL": "/articles/1%00",
    "a number and SQL": "/articles/1%20OR%201=1",
    "a version that is none": "/articles/1/versions/0",
    "a speaker without end": "/statements/1/speakers/9223372036854775807",
    "a path without end": "/" + "a/" * 10_000,
    "no Unicode": "/%ff%fe",
}


@pytest.mark.parametrize("name", PATHS)
def test_paths_lead_nowhere(client: httpx.Client, name: str) -> None:
    # As it stands: httpx would tidy it up.
    target = PATHS[name].encode()
    answer = client.send(client.build_request("GET", "/", extensions={"target": target}))
    assert answer.status_code in (404, 422)
    assert answer.headers["content-type"].startswith("text/html")
    assert not re.search("root:|import |SQLite format", answer.text)


HOSTS = {
    "another name": "evil.example",
    "a name behind this one": "localhost.evil.example",
    "a name before this one": "evil.localhost",
    "this one as user": "localhost@evil.example",
    "this one as user with a port": "localhost:80@evil.example",
    "this one as user and password": "127.0.0.1:8080:@evil.example",
    "a path": "localhost/evil.example",
    "two": "localhost, evil.example",
    "a port that is a name": "localhost:evil.example",
    "behind brackets": "[::1]evil.example",
    "half a bracket": "[::1",
    "another loopback": "127.0.0.2",
    "decimal": "2130706433",
    "nothing": "",
}


@pytest.mark.parametrize("name", HOSTS)
def test_no_other_host_is_answered(client: httpx.Client, name: str) -> None:
    for path in ("/", "/feed.atom", "/read/", "/static/site.js"):
        answer = client.get(path, headers={"Host": HOSTS[name]})
        assert answer.status_code == 421
        assert "location" not in answer.headers
    assert error(client.get("/api/v1/statements", headers={"Host": HOSTS[name]})) == 421


@pytest.mark.parametrize("header", ["X-Forwarded-Host", "X-Host", "Forwarded", "X-Original-URL", "X-Rewrite-URL"])
def test_headers_of_proxies_lead_nowhere(client: httpx.Client, header: str) -> None:
    given = {header: "host=evil.example" if header == "Forwarded" else "evil.example"}
    for path in ("/feed.atom", "/read/", "/"):
        answer = client.get(path, headers=given)
        assert answer.status_code in (200, 307)
        assert "evil" not in answer.text + answer.headers.get("location", "")


@pytest.mark.parametrize(
    "path", ["/static/%0d%0aSet-Cookie:%20evil=1/", "/read/?x=%0d%0aSet-Cookie:%20evil=1", "/review?%0d%0aX-Evil:%201"]
)
def test_no_header_comes_from_an_address(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (303, 307)
    assert answer.headers["location"].startswith((str(client.base_url), "/"))
    assert "evil" not in answer.headers.get("set-cookie", "")
    assert "x-evil" not in answer.headers


def _json(text: str) -> bytes:
    return f'{{"text": {text}}}'.encode()


# The body of a POST of JSON, and the status that it is answered with.
BODIES = {
    "lists in lists": (b"[" * 100_000, 422),
    "objects in objects": (b'{"text":' * 50_000, 422),
    "lists in a field": (_json("[" * 50_000 + "]" * 50_000), 422),
    "nothing": (b"", 422),
    "null": (b"null", 422),
    "a list": (b"[]", 422),
    "half of it": (b'{"text": "Mira', 422),
    "no Unicode": (b'{"text": "\xff\xfe"}', 422),
    "half of a pair": (_json('"\\ud800"'), 422),
    "digits without end": (_json("9" * 5_000), 422),
    "a number without end": (_json("1e999"), 422),
    "no number": (_json("NaN"), 422),
    "more fields": (b'{"text": "a", "__proto__": {"role": "admin"}}', 422),
    "very many fields": (json.dumps(dict.fromkeys(map(str, range(10_000)), 0)).encode(), 422),
    "two ways at once": (b'{"text": "a", "html": "b"}', 422),
    "a text that is too long": (_json('"' + "x" * 100_001 + '"'), 422),
    "more than one MiB": (_json('"' + "x" * (1 << 20) + '"'), 413),
    "packed": (gzip.compress(_json('"' + "x" * 10_000_000 + '"')), 422),
    "XML": (b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>', 422),
    "a pickle": (b"\x80\x04\x95\x1f\x00\x00\x00\x8c\x05posix\x8c\x06system\x93.", 422),
    "YAML": (b"!!python/object/apply:os.system [id]", 422),
}


@pytest.mark.parametrize("name", BODIES)
def test_bodies_are_refused(client: httpx.Client, token: str, name: str) -> None:
    body, status = BODIES[name]
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
    if name == "packed":
        headers["Content-Encoding"] = "gzip"
    for path in ("/api/v1/read", "/api/v1/check/draft", "/api/v1/actors/1/merge", "/api/v1/statements/1/corrections"):
        answer = client.post(path, content=body, headers=headers)
        assert error(answer) == status, path
        assert len(answer.content) < 2_000


@pytest.mark.parametrize("name", ["", " ", "\t\n", "\u2028", "\u3000", "\ud800", "x" * 201])
def test_who_has_no_name_is_no_speaker(client: httpx.Client, token: str, name: str) -> None:
    sent = json.dumps({"speakers": [name]})
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
    assert error(client.post("/api/v1/statements/8/corrections", content=sent, headers=headers)) == 422


@pytest.mark.parametrize("size", [1 << 10, 1 << 16, 1 << 21])
def test_a_body_that_hides_its_length_is_cut_off(client: httpx.Client, token: str, size: int) -> None:
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
    body = b'{"text": "' + b"x" * (1 << 20)
    chunks = (body[n : n + size] for n in range(0, len(body), size))
    assert error(client.post("/api/v1/read", content=chunks, headers=headers)) == 413


FORMS = {
    "very many fields": {"data": {f"a{n}": "b" for n in range(50_000)}},
    "very many files": {"files": [(f"a{n}", ("x", b"")) for n in range(2_000)]},
    "a file for a text": {"files": {"csrf": ("../../evil", b"x")}},
    "no border": {"content": b"x", "headers": {"Content-Type": "multipart/form-data"}},
    "another border": {"content": b"x", "headers": {"Content-Type": "multipart/form-data; boundary=a"}},
    "a border without end": {
        "content": b"x",
        "headers": {"Content-Type": "multipart/form-data; boundary=" + "a" * 9_000},
    },
    "another alphabet": {
        "content": b"csrf=+AGE-",
        "headers": {"Content-Type": "application/x-www-form-urlencoded; charset=utf-7"},
    },
    "more than one MiB": {"data": {"given": "x" * (1 << 20)}},
}


@pytest.mark.parametrize("name", FORMS)
def test_forms_are_refused(client: httpx.Client, name: str) -> None:
    for path in ("/sign-in", "/read", "/check"):
        answer = client.post(path, **FORMS[name])  # type: ignore[arg-type]
        assert answer.status_code in (403, 413, 422)
        assert answer.headers["content-type"].startswith("text/html")


WORDS = {
    "a quotation mark": '"',
    "quotation marks": '"' * 499,
    "a star": "*",
    "stars": "a*" * 240,
    "AND": "AND",
    "OR": "a OR OR",
    "NOT": "NOT NOT a",
    "NEAR": "NEAR(a b, 5)",
    "a column": "content : x",
    "columns": "{content source} : x",
    "no column": "- {content} : x",
    "the first": "^ a",
    "brackets": "((((a",
    "plus": '"a" + "b"',
    "SQL": "'; DROP TABLE articles; --",
    "SQL in quotation marks": "' UNION SELECT password FROM accounts --",
    "any letter": "_" * 500,
    "any letters": "%" * 500,
    "letters that free others": "\\" * 499,
    "a NUL": "a\0b",
    "very many words": " ".join("a" * 250),
    "the longest": "x" * 500,
    "longer": "x" * 501,
    "letters from right to left": "\u202ea",
    "letters beside the first plane": "\U0001f600" * 250,
    "no letters": "\u200b\ufeff\u2028",
}


# What no search can be made of is told so: without a word, a mark that is open, too much.
_NO_SEARCH = (
    "a quotation mark", "quotation marks", "a star", "AND", "any letter", "any letters", "letters that free others",
    "very many words", "letters beside the first plane", "no letters",
)  # fmt: skip
# What may be typed, for each page and route.
_TYPED = {
    "/": "q about by to outlet", "/feed.atom": "q by", "/threads": "q by", "/positions": "about by", "/audit": "outlet",
    "/actors": "name", "/api/v1/statements": "q about by to outlet", "/api/v1/statements/counts": "q by",
    "/api/v1/threads": "q by", "/api/v1/positions": "about by", "/api/v1/audit": "outlet", "/api/v1/actors": "name",
    "/api/v1/articles": "url",
}  # fmt: skip


@pytest.mark.parametrize("name", WORDS)
def test_words_to_search_for_do_no_harm(client: httpx.Client, name: str) -> None:
    refused = name in (*_NO_SEARCH, "a NUL", "longer")
    for path, fields in _TYPED.items():
        for field in fields.split():
            answer = client.get(path, params={field: WORDS[name]})
            assert answer.status_code in ((422 if refused else 200,) if field == "q" else (200, 422)), (path, field)
            assert "argon2" not in answer.text
            if answer.status_code == 422 and path.startswith("/api/"):
                error(answer)


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("q", '"cracks OR ferry"'),
        ("q", '"ferry NOT zebra"'),
        ("q", "content : cracks"),
        ("q", "NEAR(cracks pillars)"),
        ("about", '"cracks OR pillars"'),
        ("by", "%"),
        ("by", "_ira Dolan"),
        ("to", "%"),
        ("outlet", "H%"),
        ("by", "' OR 1=1 --"),
    ],
)
def test_what_is_typed_is_no_operator(client: httpx.Client, field: str, words: str) -> None:
    assert client.get("/api/v1/statements", params={field: words}).json()["items"] == []


CURSORS = {
    "infinity": '[0, "", Infinity]',
    "a number without end": '[0, "", 1e999]',
    "no number": '[NaN, "", NaN]',
    "a number that is too large": '[0, "", 99999999999999999999999]',
    "infinity in two": "[0.5, 1e999]",
    "a number that is too large in two": "[0.5, 99999999999999999999]",
    "a list for a number": "[[], [], []]",
    "half of a pair": '[0, "\\ud800", 1]',
    "a NUL": '[0, "\\u0000", 1]',
    "an object": '{"a": 1, "b": 2, "c": 3}',
    "lists in lists": "[" * 300,
    "digits without end": "9" * 300,
    "a number that is too large alone": "99999999999999999999",
    "a negative number": "-1",
    "a number of another script": "٣",
    "SQL": "1 OR 1=1",
    "nothing": " ",
}


@pytest.mark.parametrize("name", CURSORS)
def test_cursors_that_are_none_are_refused(rune: httpx.Client, name: str) -> None:
    after = base64.urlsafe_b64encode(CURSORS[name].encode()).decode().rstrip("=")
    for path in (
        "/", "/review", "/actors", "/threads", "/positions?about=toll", "/actors/1", "/api/v1/statements",
        "/api/v1/articles", "/api/v1/actors", "/api/v1/threads", "/api/v1/positions?about=toll", "/api/v1/audit",
        "/api/v1/actors/1/statements", "/api/v1/actors/1/articles",
    ):  # fmt: skip
        answer = rune.get(path, params={"after": after})
        assert answer.status_code in (200, 404, 422), path
        if path.startswith("/api/") and answer.status_code != 200:
            error(answer)
    for no_base64 in ("!", "a", "====", "\xff", "%", "AA\0"):
        assert error(rune.get("/api/v1/statements", params={"after": no_base64})) == 422


def _raw(address: str, sent: bytes) -> bytes:
    """What comes back for bytes that no client would send."""
    with socket.create_connection(("127.0.0.1", httpx.URL(address).port or 0), PATIENCE) as connection:
        connection.sendall(sent)
        return b"".join(iter(lambda: connection.recv(65_536), b""))


_HERE = b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
REQUESTS = {
    "no host": (b"GET / HTTP/1.1\r\n\r\n", b"400"),
    "no host of old": (b"GET / HTTP/1.0\r\n\r\n", b"421"),
    "two hosts": (b"GET /" + _HERE + b"Host: evil.example\r\n\r\n", b"400"),
    "a host and an address": (b"GET http://evil.example/read/" + _HERE + b"\r\n", b"404"),
    "a path without its slash": (b"GET etc/passwd" + _HERE + b"\r\n", b"404"),
    "dots": (b"GET /../../../etc/passwd" + _HERE + b"\r\n", b"404"),
    "two lengths": (b"POST /read" + _HERE + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", b"400"),
    "a negative length": (b"POST /read" + _HERE + b"Content-Length: -1\r\n\r\n", b"400"),
    "a length without end": (b"POST /read" + _HERE + b"Content-Length: " + b"9" * 30 + b"\r\n\r\n", b"400"),
    "a length that is too large": (b"POST /read" + _HERE + b"Content-Length: 99999999999\r\n\r\n", b"413"),
    "a body that was announced": (
        b"POST /read" + _HERE + b"Expect: 100-continue\r\nContent-Length: 9000000\r\n\r\n", b"413",
    ),
    "a chunk that is none": (b"POST /read" + _HERE + b"Transfer-Encoding: chunked\r\n\r\nZ\r\n", b"400"),
    "a packed transfer": (b"POST /read" + _HERE + b"Transfer-Encoding: gzip\r\n\r\n", b"400"),
    "a NUL in a header": (b"GET /" + _HERE + b"X: a\0b\r\n\r\n", b"400"),
    "a space behind a header": (b"GET /" + _HERE + b"X : a\r\n\r\n", b"400"),
    "TLS": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"400"),
    "no HTTP": (b"USER root\r\n\r\n", b"400"),
    "HTTP of the beginnings": (b"GET /\r\n\r\n", b"400"),
    "a proxy's request": (b"CONNECT evil.example:443" + _HERE + b"\r\n", b"404"),
    "a request that is to be sent back": (b"TRACE /" + _HERE + b"X-Evil: 1\r\n\r\n", b"405"),
}  # fmt: skip


@pytest.mark.parametrize("name", REQUESTS)
def test_what_is_no_sound_request_is_refused(address: str, name: str) -> None:
    sent, status = REQUESTS[name]
    answer = _raw(address, sent)
    assert answer.startswith(b"HTTP/1.1 " + status), answer[:200]
    assert b"X-Evil" not in answer
    assert b"\r\nlocation" not in answer


def test_a_second_request_does_not_hide_in_the_first(address: str) -> None:
    hidden = b"GET /api/v1/evil" + _HERE + b"\r\n"
    lengths = f"Content-Length: {len(hidden) + 5}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n".encode()
    answer = _raw(address, b"POST /sign-in" + _HERE + lengths + hidden)
    assert answer.startswith(b"HTTP/1.1 403")


def test_others_are_served_while_many_requests_come_slowly(client: httpx.Client, address: str) -> None:
    slow = [socket.create_connection(("127.0.0.1", httpx.URL(address).port or 0)) for _ in range(100)]
    for n, connection in enumerate(slow):
        connection.sendall(b"GET / HTTP/1.1\r\nHo" if n % 2 else b"POST /read" + _HERE + b"Content-Length: 9\r\n\r\ng")
    assert client.get("/").status_code == 200
    assert error(client.get("/api/v1/articles/999")) == 404
    for connection in slow:
        connection.close()
    assert client.get("/-/health").json() == {"ok": True}
