"""Parquet: one article a row, its columns found by their names; what is no article is told with its row."""

import gzip
import io
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from sayso.pages import Found, PageError, found

SAID = "Harbour master Odile Brandt said the ferry would not sail."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "in.parquet"


def each(path: Path, table: Any, **how: Any) -> list[Found | PageError]:
    parquet.write_table(table, path, **how)
    return list(found(str(path)))


def one(path: Path, table: Any, **how: Any) -> Found:
    (only,) = each(path, table, **how)
    assert isinstance(only, Found), only
    return only


def reasons(path: Path) -> list[str]:
    told = [str(x).removeprefix(f"{path}") for x in found(str(path)) if isinstance(x, PageError)]
    assert not any("\n" in x for x in told)
    return told


def test_columns_are_known_by_their_names(path: Path) -> None:
    table = pa.table(
        {
            "Body": [SAID], "LINK": ["https://a.example/1"], "headline": ["Ferry"], "date": ["2031-05-02"],
            "publisher": ["Post"], "authors": [["Ida Moe", "Per Ås"]], "ID": [7], "views": [12],
        }
    )  # fmt: skip
    made = one(path, table).article
    assert (made.text, made.url, made.title, made.published) == (SAID, "https://a.example/1", "Ferry", "2031-05-02")
    assert (made.outlet, made.authors, made.id) == ("Post", ("Ida Moe", "Per Ås"), "7")


def test_each_row_is_named_and_is_its_page(path: Path) -> None:
    rows = each(path, pa.table({"text": [f"{n} {SAID}" for n in range(600)]}), row_group_size=100)
    assert [x.page.name for x in rows if isinstance(x, Found)] == [f"{path}:{n}" for n in range(1, 601)]
    assert [x.article.text[:3] for x in rows if isinstance(x, Found)][::200] == ["0 H", "200", "400"]


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2031, 5, 2), "2031-05-02"),
        (datetime(2031, 5, 2, 10, 15), "2031-05-02T10:15:00"),
        (datetime(2031, 5, 2, 10, 15, tzinfo=UTC), "2031-05-02T10:15:00+00:00"),
        (None, None),
    ],
)
def test_days_and_times(path: Path, day: object, told: str | None) -> None:
    assert one(path, pa.table({"text": [SAID], "published": [day]})).article.published == told


@pytest.mark.parametrize(
    "kind", [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string()), pa.binary()]
)
def test_text_of_any_kind_of_column(path: Path, kind: Any) -> None:
    """Older programs write text without telling that it is text."""
    text = f"«Ce n’est pas sûr» 👩‍🚒 {SAID}"
    assert one(path, pa.table({"text": pa.array([text]).cast(kind)})).article.text == text


def test_text_stays_as_it_is(path: Path) -> None:
    text = f"  {SAID}\r\n\r\n\0 “Zoe\u0301” \u202eשלום\u202c  "
    assert one(path, pa.table({"text": [text]})).article.text == text


@pytest.mark.parametrize("compression", ["NONE", "SNAPPY", "GZIP", "ZSTD"])
def test_every_compression(path: Path, compression: str) -> None:
    assert one(path, pa.table({"text": [SAID]}), compression=compression).article.text == SAID


def test_rows_without_a_text_are_told_and_the_others_go_on(path: Path) -> None:
    rows = each(path, pa.table({"text": [SAID, None, "", SAID]}))
    assert [isinstance(x, Found) for x in rows] == [True, False, False, True]
    assert reasons(path) == [f':{n}: "text" is missing or empty' for n in (2, 3)]


def test_text_that_is_not_utf8_is_told_and_the_others_go_on(path: Path) -> None:
    bad = pa.array([SAID.encode(), b"Zo\xeb said it.", SAID.encode()])
    rows = each(path, pa.table({"text": bad}))
    assert [isinstance(x, Found) for x in rows] == [True, False, True]
    assert "not UTF-8" in reasons(path)[0]


@pytest.mark.parametrize("value", [{"title": [5]}, {"url": [1.5]}, {"authors": [{"a": 1}]}, {"text": [[SAID]]}])
def test_a_value_of_another_type_is_told(path: Path, value: dict[str, Any]) -> None:
    assert not any(isinstance(x, Found) for x in each(path, pa.table({"text": [SAID], **value})))
    assert len(reasons(path)) == 1


def test_without_a_column_of_text_the_columns_are_named(path: Path) -> None:
    each(path, pa.table({"words": [SAID], "n": [1]}))
    assert reasons(path) == [': has no column "text", "body" or "content"; its columns are words, n: rename one']


def test_a_table_without_rows_is_told(path: Path) -> None:
    each(path, pa.table({"text": pa.array([], pa.string())}))
    assert reasons(path) == [": has no rows: nothing to read"]


def test_damaged_parquet_is_told(path: Path) -> None:
    parquet.write_table(pa.table({"text": [f"{n} {SAID}" for n in range(2000)]}), path)
    whole = path.read_bytes()
    for bad in (
        whole[:-30],
        whole[: len(whole) // 2],
        b"PAR1",
        b"PAR1" + b"\0" * 99 + b"PAR1",
        whole[:40] + whole[90:],
    ):
        path.write_bytes(bad)
        assert "is damaged Parquet" in reasons(path)[-1]


def test_packed_parquet_is_read(tmp_path: Path, path: Path) -> None:
    parquet.write_table(pa.table({"text": [SAID]}), path)
    packed = tmp_path / "in.parquet.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    (made,) = found(str(packed))
    assert isinstance(made, Found)
    assert made.article.text == SAID


class Pipe(io.BytesIO):
    """Standard input that is no file."""

    def seekable(self) -> bool:
        return False


def test_parquet_in_a_pipe_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parquet.write_table(pa.table({"text": [SAID]}), path)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(Pipe(path.read_bytes())))
    (bad,) = found("-")
    assert str(bad) == "-: is Parquet in a stream: save it as a file, not packed, and give that"


def test_a_day_that_no_calendar_has_is_told_with_its_row_and_the_others_are_read(path: Path) -> None:
    days = pa.array([1, 2**62, None], pa.timestamp("us"))
    first, second, third = each(path, pa.table({"text": [SAID] * 3, "published": days}))
    assert isinstance(first, Found)
    assert first.article.published == "1970-01-01T00:00:00.000001"
    assert isinstance(second, PageError)
    assert str(second).startswith(f"{path}:2: holds a day that no calendar has")
    assert isinstance(third, Found)
