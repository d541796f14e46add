"""CSV: columns by their names, rows by their lines, nothing altered or lost."""

import gzip
import hashlib
import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from sayso.article import Article
from sayso.pages import MAX_PAGE, Found, PageError, found, sources


@pytest.fixture
def written(tmp_path: Path) -> Any:
    def write(data: str | bytes, name: str = "in.csv") -> str:
        path = tmp_path / name
        raw = data.encode() if isinstance(data, str) else data
        path.write_bytes(gzip.compress(raw) if name.endswith(".gz") else raw)
        return str(path)

    return write


def told(name: str) -> list[str]:
    """The text of each article, the reason of each row that has none, without the file's name."""
    return [each.text if isinstance(each, Article) else str(each).removeprefix(name) for each in sources(name)]


def test_all_columns(written: Any) -> None:
    name = written(
        "id,headline,body,link,date,publisher,author,note\n"
        '7,"Ferry, again","He said ""no"", twice.\r\n\nThen he left.",https://ferry.example/7,2031-05-02,Gazette,'
        "Odile Brandt; Tom Reyes,x\n"
    )
    (each,) = found(name)
    assert isinstance(each, Found)
    made = each.article
    assert made.text == 'He said "no", twice.\r\n\nThen he left.'
    assert (made.id, made.title, made.url) == ("7", "Ferry, again", "https://ferry.example/7")
    assert (made.published, made.outlet, made.authors) == ("2031-05-02", "Gazette", ("Odile Brandt", "Tom Reyes"))
    assert json.loads(each.page.data)["note"] == "x"
    assert each.page.name == f"{name}:2"
    assert made.page_sha256 == hashlib.sha256(each.page.data).hexdigest()


def test_page_of_a_row_can_be_read_again(written: Any, tmp_path: Path) -> None:
    name = written("Text;Title;Authors\nHe said no.;Ferry;Odile Brandt\n")
    (each,) = found(name)
    assert isinstance(each, Found)
    (tmp_path / "again.jsonl").write_bytes(each.page.data)
    assert list(sources(str(tmp_path / "again.jsonl"))) == [each.article]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_delimiters_and_byte_order_marks(written: Any, mark: str, bom: bytes) -> None:
    data = mark.join(['"text"', "Title", " URL "]) + "\n" + mark.join(["Zoë said: no.", "Ferry", "u"]) + "\n"
    (made,) = sources(written(bom + data.encode()))
    assert isinstance(made, Article)
    assert (made.text, made.title, made.url) == ("Zoë said: no.", "Ferry", "u")


@pytest.mark.parametrize("name", ["in.csv", "in.CSV", "in.tsv", "in.csv.gz"])
def test_names_tell_csv(written: Any, name: str) -> None:
    assert told(written("text\none\ntwo\n", name)) == ["one", "two"]


def test_standard_input_with_a_header(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"title;text\nFerry;She said no.\n")))
    assert told("-") == ["She said no."]


def test_prose_on_standard_input_is_no_csv(monkeypatch: pytest.MonkeyPatch) -> None:
    prose = b"The text, the title and the date were wrong, she said.\n\nHe agreed, and said so.\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(prose)))
    assert told("-") == [prose.decode().strip()]


def test_bad_rows_are_told_and_the_others_go_on(written: Any) -> None:
    rows = 'text,url\none,u\n,u\n\n"two\nlines",u\nHe said no, twice,u\n"x"y,u\ncaf\xe9,u\nlast,u\n'
    first, *rest = told(written(rows.encode("latin-1")))
    assert first == "one"
    assert rest[0] == ":3: the row has no text: its article must stand in it"
    assert rest[1] == "two\nlines"
    assert rest[2].startswith(":7: has 3 values for 2 columns")
    assert rest[3].startswith(":8: is no row of CSV")
    assert rest[4].startswith(":9: is not UTF-8")
    assert rest[5:] == ["last"]


def test_quotation_mark_that_is_never_closed_loses_no_rows(written: Any) -> None:
    one, bad, *rest = told(written('text,url\none,1\n"two,2\nthree,3\nfour,4\n'))
    assert (one, rest) == ("one", ["three", "four"])
    assert bad.startswith(":3: is no row of CSV (unexpected end of data)")


def test_quotation_mark_that_is_closed_too_late_loses_no_rows(written: Any) -> None:
    one, bad, three, four, five = told(written('text,url\none,1\n"two,2\nthree,3\nfour,"4"\nfive,5\n'))
    assert (one, three, four, five) == ("one", "three", "four", "five")
    assert bad.startswith(":3: is no row of CSV")


def test_many_quotation_marks_that_are_never_closed_end_soon(written: Any) -> None:
    *_, end = told(written("text,url\n" + 'x","\n' * 1501))
    assert end.endswith("quotation marks are not closed: what follows is not read")


def test_rows_may_be_short(written: Any) -> None:
    assert told(written("text,url\none\n")) == ["one"]


def test_no_column_of_text_names_the_columns(written: Any) -> None:
    (bad,) = told(written("titel;inhalt\nFähre;x\n"))
    assert bad == ': has no column "text", "body" or "content"; its columns are titel, inhalt: rename one'


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ("", "is empty"),
        ("text,url\n", "has no rows"),
        (b"text,caf\xe9\nx,y\n", "is not UTF-8"),
        ('text,"url\n', "its first line is no CSV"),
        (b"x" * (MAX_PAGE + 1), "its first line is longer than 16 MiB"),
    ],
)
def test_files_without_rows(written: Any, data: str | bytes, problem: str) -> None:
    (bad,) = told(written(data))
    assert problem in bad


def test_oversize_row_is_told_and_the_others_go_on(written: Any) -> None:
    one, bad, two = told(written(b"text,url\none,1\n" + b"x" * (MAX_PAGE + 5) + b",2\ntwo,3\n"))
    assert (one, two) == ("one", "two")
    assert bad.startswith(":3: the row is longer than 16 MiB")


def test_rows_are_streamed(monkeypatch: pytest.MonkeyPatch) -> None:
    class Endless(io.RawIOBase):
        given = 0

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            line = b"text,url,\n"
            Endless.given += 1
            buffer[: len(line)] = line
            return len(line)

    monkeypatch.setattr(sys, "stdin", type("Stdin", (), {"buffer": io.BufferedReader(Endless())}))
    rows = sources("-")
    assert not isinstance(next(rows), PageError)
    assert Endless.given < 5
