"""Data frames: a row a statement, for pandas, polars and Arrow."""

import itertools
from collections.abc import Iterable, Iterator
from typing import Any, Literal, get_args

from sayso.article import Article
from sayso.interop.rows import COLUMNS, rows
from sayso.text.characters import valid

FrameKind = Literal["pandas", "polars", "arrow"]

_TYPES: dict[str, type] = {
    "negated": bool,
    "confidence": float,
    "credit": float,
    "start": int,
    "end": int,
}  # the others are text
_LIBRARIES = {"pandas": "pandas", "polars": "polars", "arrow": "pyarrow"}
_BATCH = 10_000  # rows


def frame(articles: Article | Iterable[Article], kind: FrameKind = "pandas") -> Any:
    """A data frame with a row a statement and the columns of `sayso read --csv`: a pandas.DataFrame, a
    polars.DataFrame or a pyarrow.Table.

    `negated` is bool, `confidence` and `credit` (0 to 1) float, `start` and `end` (code points) int, all else text
    or missing; so too without a single statement. Raises ImportError, in one line that says what to install, where the
    library of that kind is not there, and ValueError for another kind.
    """
    if kind not in get_args(FrameKind):
        raise ValueError(f"there is no frame of kind {kind!r}: choose {', '.join(get_args(FrameKind))}")
    some = (articles,) if isinstance(articles, Article) else articles
    try:
        return {"pandas": _pandas, "polars": _polars, "arrow": _arrow}[kind](some)
    except ModuleNotFoundError as error:
        library = _LIBRARIES[kind]
        raise ImportError(f"a frame of kind {kind!r} needs {library}: pip install {library}", name=library) from error


def batches(articles: Iterable[Article]) -> Iterator[Any]:
    """The rows as pyarrow.RecordBatch objects of `schema`, so that an archive of any length needs little memory."""
    import pyarrow

    every = _rows(articles)
    while held := list(itertools.islice(every, _BATCH)):
        columns = [pyarrow.array(values, of.type) for values, of in zip(zip(*held, strict=True), schema(), strict=True)]
        yield pyarrow.record_batch(columns, schema=schema())


def schema() -> Any:
    """The columns and their types, as a pyarrow.Schema."""
    import pyarrow

    kinds = {str: pyarrow.string(), bool: pyarrow.bool_(), float: pyarrow.float64(), int: pyarrow.int64()}
    return pyarrow.schema([(column, kinds[_TYPES.get(column, str)]) for column in COLUMNS])


def _arrow(articles: Iterable[Article]) -> Any:
    import pyarrow

    return pyarrow.Table.from_batches(batches(articles), schema())


def _pandas(articles: Iterable[Article]) -> Any:
    import pandas

    columns = _columns(articles)
    kinds = {str: "string", bool: "bool", float: "float64", int: "int64"}
    return pandas.DataFrame(
        {name: pandas.Series(values, dtype=kinds[_TYPES.get(name, str)]) for name, values in columns.items()}
    )


def _polars(articles: Iterable[Article]) -> Any:
    import polars

    kinds = {str: polars.String, bool: polars.Boolean, float: polars.Float64, int: polars.Int64}
    return polars.DataFrame(_columns(articles), schema={c: kinds[_TYPES.get(c, str)] for c in COLUMNS})


def _columns(articles: Iterable[Article]) -> dict[str, list[Any]]:
    held = list(_rows(articles))
    return {name: [row[i] for row in held] for i, name in enumerate(COLUMNS)}


def _rows(articles: Iterable[Article]) -> Iterator[tuple[Any, ...]]:
    for article in articles:
        for row in rows(article):
            yield tuple(valid(x) if isinstance(x, str) else x for x in row)
