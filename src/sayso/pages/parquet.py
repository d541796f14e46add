"""Parquet: one article a row, its columns found by their names, as in CSV."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO

from sayso.errors import PageError
from sayso.pages.csv_rows import COLUMNS, known_columns
from sayso.pages.page import Page

_ROWS = 256  # that are in memory together


def is_parquet(first: bytes) -> bool:
    """Whether a file begins as Parquet does."""
    return first.startswith(b"PAR1")


def parquet_rows(stream: BinaryIO, page: Page) -> Iterator[tuple[str, bytes] | PageError]:
    """Each row as a JSON line, and where it stands ("FILE:12", from 1). Raises PageError where the stream is no file
    that one can go back in, is damaged, or has no column with a text."""
    try:
        from pyarrow import ArrowException, parquet
    except ImportError as error:
        raise PageError(page.name, "is Parquet, which needs pyarrow: pip install 'sayso[batch]'") from error
    if not stream.seekable():
        raise PageError(page.name, "is Parquet in a stream: save it as a file, not packed, and give that")
    try:
        file = parquet.ParquetFile(stream)
        given = file.schema_arrow.names
        taken = {g: k for g, k in zip(given, known_columns(given, page.name), strict=True) if k in COLUMNS}
        number = 0
        for batch in file.iter_batches(_ROWS, columns=list(taken)):
            for row in _rows(batch):
                number += 1
                where = f"{page.name}:{number}"
                if isinstance(row, str):
                    yield PageError(where, row)
                else:
                    yield _line({known: row[name] for name, known in taken.items()}, where)
    except (ArrowException, OSError) as error:
        raise PageError(page.name, f"is damaged Parquet ({error}): get it again") from error
    if not number:
        raise PageError(page.name, "has no rows: nothing to read")


def _rows(batch: Any) -> Iterator[dict[str, Any] | str]:
    """The rows of a batch; for one that holds what Python cannot, what is wrong with it."""
    try:
        yield from batch.to_pylist()
        return
    except (OverflowError, ValueError):
        pass  # which row it is shows one by one
    for n in range(batch.num_rows):
        try:
            yield batch.slice(n, 1).to_pylist()[0]
        except UnicodeDecodeError:
            yield "is not UTF-8: write its text as UTF-8"
        except (OverflowError, ValueError) as error:
            yield f"holds a day that no calendar has ({error}): mend it"


def _line(row: dict[str, Any], where: str) -> tuple[str, bytes] | PageError:
    """A row as a line of JSON Lines; days and times are ISO 8601."""
    try:
        told = {k: _value(v) for k, v in row.items() if v is not None}
    except UnicodeDecodeError:
        return PageError(where, "is not UTF-8: write its text as UTF-8")
    return where, json.dumps(told, ensure_ascii=False, default=str).encode("utf-8", "surrogatepass")


def _value(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    # Older programs write text without telling that it is text.
    return value.decode() if isinstance(value, bytes) else value
