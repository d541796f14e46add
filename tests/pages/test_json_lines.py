"""JSON lines: text untouched, bad lines told by their number, streamed."""

import gzip
import hashlib
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sayso.article import Article, Part
from sayso.pages import MAX_PAGE, MAX_TEXT, PageError, sources

TEXT = "  Bridge shut\r\n\r\n\r\n› Subscribe\n\nShe said\u00a0no. 😀 "


@pytest.fixture
def written(tmp_path: Path) -> Any:
    def write(*lines: Any, name: str = "in.jsonl") -> Path:
        path = tmp_path / name
        data = b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)
        path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
        return path

    return write


def only(found: Iterator[Article | PageError]) -> Article:
    (one,) = found
    assert isinstance(one, Article), one
    return one


def test_text_is_untouched(written: Any) -> None:
    line = {"id": "a1", "text": TEXT, "title": "Bridge shut", "published": "2024-06-21", "url": "https://example.org/1",
            "outlet": "Gazette", "authors": ["Ina Holt"], "other": [1, {"x": None}]}  # fmt: skip
    found = only(sources(str(written(line))))
    assert found.text == TEXT
    assert (found.id, found.title, found.published, found.url) == ("a1", "Bridge shut", "2024-06-21", line["url"])
    assert (found.outlet, found.authors, found.parts) == ("Gazette", ("Ina Holt",), ())
    assert found.page_sha256 == hashlib.sha256(json.dumps(line).encode()).hexdigest()


def test_text_that_begins_with_its_title_has_a_headline(written: Any) -> None:
    found = only(sources(str(written({"text": "Bridge shut\nShe said no.", "title": "Bridge shut"}))))
    assert found.parts == (Part("headline", 0, 11),)


def test_lone_surrogates_survive(written: Any) -> None:
    assert only(sources(str(written(b'{"text": "odd \\ud800 text \\u0000"}')))).text == "odd \ud800 text \0"


def test_other_names_of_keys(written: Any) -> None:
    found = only(
        sources(
            str(written({"text": "x", "date": "June 21, 2024", "publisher": "Gazette", "author": "Ina Holt", "id": 7}))
        )
    )
    assert (found.published, found.outlet, found.authors, found.id) == ("2024-06-21", "Gazette", ("Ina Holt",), "7")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("2024-06-21T10:15:00Z", "2024-06-21T10:15:00Z"),
        ("2024-06-21 10:15:00+02:00", "2024-06-21T10:15:00+02:00"),
        ("Friday, 21 June 2024", "2024-06-21"),
        ("2024-06-31", None),
        ("last Friday", None),
        ("06/07/2024", None),
        ("", None),
    ],
)
def test_published_is_iso_or_nothing(written: Any, given: str, kept: str | None) -> None:
    assert only(sources(str(written({"text": "x", "published": given})))).published == kept


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (b"{nonsense", "not JSON"),
        (b"[1]", "no JSON object"),
        (b'"text"', "no JSON object"),
        (b'{"title": "x"}', '"text" is missing'),
        (b'{"text": "  "}', '"text" is missing or empty'),
        (b'{"text": 3}', '"text" must be a string'),
        (b'{"text": "x", "title": ["y"]}', '"title" must be a string'),
        (b'{"text": "x", "id": true}', '"id" must be a string'),
        (b'{"text": "x", "authors": "y"}', '"authors" must be a list of strings'),
        (b'{"text": "x", "authors": [1]}', '"authors" must be a list of strings'),
        (b'{"text": "caf\xe9"}', "not UTF-8"),
        (b'{"text": ' + b"[" * 100_000, "nested too deeply"),
        (b'{"text": ' + b"9" * 10_000 + b"}", "not JSON"),
        (json.dumps({"text": "x" * (MAX_TEXT + 1)}).encode(), "longer than 1,000,000 characters"),
    ],
)
def test_bad_line_is_told_and_the_others_go_on(written: Any, line: bytes, problem: str) -> None:
    path = written({"text": "one"}, b"", line, {"text": "two"})
    first, bad, last = sources(str(path))
    assert isinstance(bad, PageError)
    assert str(bad).startswith(f"{path}:3: ")
    assert problem in str(bad)
    assert "\n" not in str(bad)
    assert [each.text for each in (first, last) if isinstance(each, Article)] == ["one", "two"]


@pytest.mark.parametrize("name", ["in.jsonl.gz", "in.ndjson.gz", "in.ndjson", "in.gz", "in.dat"])
def test_names_and_content_tell_json_lines(written: Any, name: str) -> None:
    path = written(b"", {"text": "one"}, {"text": "two"}, name=name)
    assert [each.text for each in sources(str(path)) if isinstance(each, Article)] == ["one", "two"]


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_standard_input(monkeypatch: pytest.MonkeyPatch, pack: Any) -> None:
    data = b'\xef\xbb\xbf{"text": "one"}\r\n{"text": 2}\r\n{"text": "three"}'
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(pack(data))))
    one, bad, three = sources("-")
    assert [each.text for each in (one, three) if isinstance(each, Article)] == ["one", "three"]
    assert str(bad).startswith("-:2: ")


def test_lines_are_streamed(monkeypatch: pytest.MonkeyPatch) -> None:
    class Endless(io.RawIOBase):
        given = 0

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            line = b'{"text": "one"}\n'
            Endless.given += 1
            buffer[: len(line)] = line
            return len(line)

    monkeypatch.setattr(sys, "stdin", type("Stdin", (), {"buffer": io.BufferedReader(Endless())}))
    found = sources("-")
    assert [each.text for each in (next(found), next(found)) if isinstance(each, Article)] == ["one", "one"]
    assert Endless.given < 5


def test_oversize_line_is_told_and_the_others_go_on(written: Any) -> None:
    path = written({"text": "one"}, b'{"text": "' + b"x" * (MAX_PAGE + 5) + b'"}', {"text": "two"}, name="in.jsonl.gz")
    first, bad, last = sources(str(path))
    assert isinstance(bad, PageError)
    assert str(bad) == f"{path}:2: the line is longer than 16 MiB"
    assert [each.text for each in (first, last) if isinstance(each, Article)] == ["one", "two"]


def test_bomb_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "bomb.jsonl.gz"
    block = gzip.compress(b"x" * MAX_PAGE)
    path.write_bytes(gzip.compress(b'{"text": "one"}\n') + block * 12)
    first, bad, end = sources(str(path))
    assert isinstance(first, Article)
    assert str(bad).endswith("longer than 16 MiB")
    assert str(end).endswith("what follows is not read")


def test_damaged_gzip_gives_what_came_before(tmp_path: Path) -> None:
    path = tmp_path / "cut.jsonl.gz"
    lines = b"".join(json.dumps({"text": hashlib.sha256(bytes([n])).hexdigest()}).encode() + b"\n" for n in range(200))
    path.write_bytes(gzip.compress(lines)[:-2000])
    *before, bad = sources(str(path))
    assert before
    assert all(isinstance(each, Article) for each in before)
    assert isinstance(bad, PageError)
    assert "damaged gzip" in str(bad)


def test_empty_file_is_told(written: Any) -> None:
    (bad,) = sources(str(written(b"\n\n")))
    assert str(bad).endswith("is empty: nothing to read")
