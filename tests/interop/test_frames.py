"""Frames of pandas, polars and Arrow hold what CSV holds, in types of their own."""

import csv
import io
import sys
from typing import Any

import pandas
import polars
import pyarrow
import pytest

import sayso
from sayso import Article
from sayso.interop.rows import COLUMNS, rows
from sayso.shown import csv_row


def test_a_frame_of_pandas_has_a_row_a_statement_and_its_types(article: Article) -> None:
    frame = sayso.frame(article)
    assert isinstance(frame, pandas.DataFrame)
    assert len(frame) == len(article.statements) > 10
    denied = frame[frame.source == "Media reports"].iloc[0]
    assert (denied.stance, denied.url) == ("distancing", article.url)
    assert article.text[denied.start : denied.end] == denied.content
    assert frame.negated.dtype == bool
    assert (frame.confidence.dtype, frame.start.dtype, frame.end.dtype) == ("float64", "int64", "int64")
    assert frame.parent.isna().any()
    others = ("negated", "confidence", "credit", "start", "end")
    assert all(frame[c].dtype == "string" for c in COLUMNS if c not in others)


def test_a_frame_of_polars_counts_by_speaker(article: Article) -> None:
    frame = sayso.frame([article, article], "polars")
    assert isinstance(frame, polars.DataFrame)
    said = frame.filter(polars.col("speakers") == "Mira Dolan").group_by("act").len()
    ours = [s for s in article.statements if [a.name for a in article.actors if a.id in s.speakers] == ["Mira Dolan"]]
    assert said["len"].sum() == 2 * len(ours) > 0
    kinds = {
        "negated": polars.Boolean(),
        "confidence": polars.Float64(),
        "start": polars.Int64(),
        "url": polars.String(),
    }
    assert {column: frame.schema[column] for column in kinds} == kinds


def test_all_kinds_and_csv_hold_the_same(article: Article, odd: Article) -> None:
    some = [article, odd]
    table = sayso.frame(iter(some), "arrow")
    assert isinstance(table, pyarrow.Table)
    assert table.to_pylist() == sayso.frame(some, "polars").to_dicts()
    ours = [dict(zip(COLUMNS, row, strict=True)) for row in rows(article)]
    assert table.to_pylist()[: len(ours)] == ours
    read = list(csv.reader(io.StringIO("".join(map(csv_row, rows(article))), newline="")))
    words = sayso.frame(article)[["statement", "content"]]
    assert [[r[5], r[10]] for r in read] == words.to_numpy().tolist()
    assert "\ufffd" not in table.to_pylist()[-1]["content"]


@pytest.mark.parametrize("kind", ["pandas", "polars", "arrow"])
def test_no_article_makes_an_empty_frame_with_columns_and_types(kind: Any, article: Article) -> None:
    empty, full = sayso.frame([], kind), sayso.frame(article, kind)
    assert len(empty) == 0
    if kind == "pandas":
        assert list(empty.dtypes.items()) == list(full.dtypes.items())
    else:
        assert empty.schema == full.schema


@pytest.mark.parametrize(("kind", "library"), [("pandas", "pandas"), ("polars", "polars"), ("arrow", "pyarrow")])
def test_a_missing_library_is_told_in_one_line(
    kind: Any, library: str, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(ImportError, match=f"^a frame of kind '{kind}' needs {library}: pip install {library}$"):
        sayso.frame(article, kind)


def test_another_kind_is_refused() -> None:
    kind: Any = "excel"
    with pytest.raises(ValueError, match=r"no frame of kind 'excel': choose pandas, polars, arrow"):
        sayso.frame([], kind)
