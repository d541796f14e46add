"""WARC: the pages that a crawler kept; what is damaged is told, and never passes for a page."""

import gzip
import hashlib
import io
import random
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sayso.pages import MAX_PAGE, Found, PageError, found

SAID = "Harbour master Odile Brandt said the ferry would not sail."


def record(
    url: str,
    body: bytes | str,
    media_type: str = "text/html; charset=utf-8",
    status: str = "200 OK",
    kind: str = "response",
    http: str = "",
    warc: str = "",
) -> bytes:
    data = body.encode() if isinstance(body, str) else body
    answer = f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\n{http}\r\n".encode() + data
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2031-05-02T10:15:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:1>\r\n{warc}Content-Type: application/http; msgtype={kind}\r\n"
        f"Content-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def story(number: int, **more: str) -> bytes:
    return record(f"https://ferry.example/{number}", f"<p>Story {number}: {SAID}</p>", **more)


@pytest.fixture
def told(tmp_path: Path) -> Callable[..., list[str]]:
    """The beginning of each article's text, and the reasons, of an archive of these bytes."""

    def tell(data: bytes, name: str = "in.warc") -> list[str]:
        path = tmp_path / name
        path.write_bytes(data)
        each = list(found(str(path)))
        assert all("\n" not in str(one) for one in each if isinstance(one, PageError))
        return [
            one.article.text.split(":")[0] if isinstance(one, Found) else str(one).removeprefix(f"{path}:")
            for one in each
        ]

    return tell


def test_page_of_a_record(tmp_path: Path) -> None:
    path = tmp_path / "in.warc"
    kept = 'ETag: "x1"\r\nLast-Modified: Fri, 02 May 2031 10:00:00 GMT\r\nSet-Cookie: secret\r\n'
    body = f"<p>“It’s naïve,” {SAID}</p>".encode("windows-1252")
    path.write_bytes(record("https://ferry.example/1", body, "text/html; charset=windows-1252", http=kept))
    (one,) = found(str(path))
    assert isinstance(one, Found)
    assert one.article.text == f"“It’s naïve,” {SAID}"
    assert one.article.url == one.page.url == "https://ferry.example/1"
    assert one.article.retrieved == one.page.retrieved == "2031-05-02T10:15:00Z"
    assert one.page.data == body
    assert one.article.page_sha256 == hashlib.sha256(body).hexdigest()
    assert one.page.name == f"{path}:https://ferry.example/1"
    assert one.page.headers == (
        ("content-type", "text/html; charset=windows-1252"),
        ("etag", '"x1"'),
        ("last-modified", "Fri, 02 May 2031 10:00:00 GMT"),
    )


def test_only_pages_are_taken(told: Callable[..., list[str]]) -> None:
    data = (
        story(1, kind="request")
        + story(2, status="404 Not Found")
        + story(3, media_type="image/png")
        + story(4, kind="revisit")
        + record("https://ferry.example/robots.txt", "User-agent: *", "text/plain")
        + story(5, media_type="text/plain")
        + record("dns:ferry.example", "x", "text/dns").replace(b"application/http", b"text/dns")
        + story(6, status="301 Moved")
        + story(7)
    )
    assert told(data) == ["<p>Story 5", "Story 7"]


def test_packed_answers(told: Callable[..., list[str]]) -> None:
    page = f"<p>Packed: {SAID}</p>".encode()
    gz = record("https://ferry.example/1", gzip.compress(page), http="Content-Encoding: gzip\r\n")
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(page), page)
    te = record("https://ferry.example/2", chunked, http="Transfer-Encoding: chunked\r\n")
    assert told(gz + te + story(3)) == ["Packed", "Packed", "Story 3"]


@pytest.mark.parametrize("name", ["in.warc.gz", "in.warc", "in.dat"])
def test_gzipped_as_a_whole_or_by_record(told: Callable[..., list[str]], name: str) -> None:
    assert told(gzip.compress(story(1)) + gzip.compress(story(2)), name) == ["Story 1", "Story 2"]
    assert told(gzip.compress(story(1) + story(2)), name) == ["Story 1", "Story 2"]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(story(1) + story(2))))
    assert len([one for one in found("-") if isinstance(one, Found)]) == 2


def test_bad_pages_are_told_and_the_others_go_on(told: Callable[..., list[str]]) -> None:
    data = (
        story(1)
        + record("https://ferry.example/a", "<script>1</script>")
        + record("https://ferry.example/b", b"\x1f\x8b\x08not gzip", http="Content-Encoding: gzip\r\n")
        + story(2, warc="WARC-Truncated: length\r\n")
        + record("https://ferry.example/c", gzip.compress(b" " * (MAX_PAGE + 9)), http="Content-Encoding: gzip\r\n")
        + record("https://ferry.example/d", b"x" * (MAX_PAGE + (1 << 20)))
        + story(3)
    )
    first, *bad, last = told(data)
    assert (first, last) == ("Story 1", "Story 3")
    assert bad[0].startswith("https://ferry.example/a: no article text found")
    assert bad[1].startswith("https://ferry.example/b: is damaged in the archive")
    assert bad[2] == "https://ferry.example/2: was cut off when it was archived (length): give the article's own page"
    assert bad[3].startswith("https://ferry.example/c: is ")
    assert bad[4].startswith("https://ferry.example/d: is larger than 16 MiB")


@pytest.mark.parametrize("left", [1, 40, 150, 200, 201, 202, 203, 260, 341])
def test_archive_that_was_cut_off_gives_what_came_before(told: Callable[..., list[str]], left: int) -> None:
    whole, part = story(1), story(2)
    assert left < len(part) - 4  # the last four bytes are only the record's end
    first, bad = told(whole + part[:left])
    assert first == "Story 1"
    assert "is a WARC that is damaged or cut off (" in bad


def test_cut_off_gzip_gives_what_came_before(told: Callable[..., list[str]]) -> None:
    first, second, bad = told(b"".join(map(gzip.compress, map(story, range(1, 4))))[:-30], "in.warc.gz")
    assert (first, second) == ("Story 1", "Story 2")
    assert "is a WARC that is damaged or cut off" in bad


def test_damage_between_records_is_told(told: Callable[..., list[str]]) -> None:
    first, bad = told(story(1) + b"garbage\r\n" * 9 + story(2))
    assert first == "Story 1"
    assert "is a WARC that is damaged or cut off" in bad


def test_archive_without_pages_is_told(told: Callable[..., list[str]]) -> None:
    (bad,) = told(story(1, kind="request"))
    assert "is a WARC without pages" in bad


def test_damaged_archives_end_in_reasons_only(told: Callable[..., list[str]]) -> None:
    rng = random.Random(7)
    base = story(1) + record("u", gzip.compress(SAID.encode()), http="Content-Encoding: gzip\r\n") + story(2)
    for _ in range(100):
        data = bytearray(base)
        for _ in range(rng.randint(1, 6)):
            at = rng.randrange(12, len(data))
            if rng.random() < 0.5:
                data[at] = rng.randrange(256)
            else:
                del data[at : at + rng.randrange(1, 40)]
        assert told(bytes(data))
