"""CSV: one article a row, its columns found by their names."""

import csv
import json
import re
from collections.abc import Iterator
from typing import BinaryIO

from sayso.errors import PageError
from sayso.pages.page import MAX_PAGE, Page

_NAME = re.compile(r"\.(csv|tsv|tab)(\.gz)?$", re.I)
_TYPES = ("text/csv", "text/tab-separated-values")
COLUMNS = {
    "text": ("text", "body", "content"),
    "url": ("url", "link"),
    "title": ("title", "headline"),
    "published": ("published", "date"),
    "outlet": ("outlet", "publisher", "source"),
    "authors": ("authors", "author", "author(s)"),
    "id": ("id",),
}
_KNOWN = frozenset(name for names in COLUMNS.values() for name in names)
_SURROGATE = re.compile(r"[\udc80-\udcff]")
_AGAIN = 4 * MAX_PAGE  # bytes that are read again after quotation marks that are not closed
_LINE = 100  # bytes; what a line costs beside its own
_SKIPPED = 8  # times MAX_PAGE: how much of an oversize line is read to find the next one
_SHOWN = 20  # columns that are named where none is the text


def is_csv(page: Page, first: bytes) -> bool:
    """Whether rows follow: the name or media type says so, or, where there is neither, the first line is a header."""
    if page.media_type not in (None, "text/plain"):
        return page.media_type in _TYPES
    if page.name != "-":
        return bool(_NAME.search(page.name))
    names = _names(first.decode("utf-8-sig", "surrogateescape"))
    return len(_KNOWN.intersection(names)) > 1 and any(name in names for name in COLUMNS["text"])


def rows(read: list[bytes], stream: BinaryIO, page: Page) -> Iterator[tuple[str, bytes] | PageError]:
    """Each row after the header as a JSON line, and where it stands ("FILE:12"). The lines `read` already end with
    the header. A bad row is told, and the others go on. Raises PageError where there is no header with a text."""
    first = read[-1]
    if len(first) > MAX_PAGE:
        raise PageError(page.name, f"its first line is longer than {MAX_PAGE >> 20} MiB: it must name the columns")
    lines = _Lines(first, stream, len(read))
    # The module's own limit is for a cell, 128 KiB by itself and the same for the whole process.
    csv.field_size_limit(max(csv.field_size_limit(), MAX_PAGE))
    table = csv.reader(lines, delimiter=_delimiter(first.decode("utf-8-sig", "surrogateescape")), strict=True)
    header = _header(table, page.name)
    while True:
        where = f"{page.name}:{lines.begin_row()}"
        try:
            cells = next(table)
        except StopIteration:
            return
        except _TooLong:
            yield PageError(where, f"the row is longer than {MAX_PAGE >> 20} MiB: a quotation mark may not be closed")
            lines.skip_line(where)
            continue
        except csv.Error as error:
            yield PageError(where, f"is no row of CSV ({error}): put values with quotation marks in quotation marks")
            lines.read_again(where)
            continue
        if any(cells):
            yield _row(header, cells, where)


def _delimiter(line: str) -> str:
    """What parts the columns: the mark that makes the most known names of a header, else the most names."""
    return max(",;\t", key=lambda mark: (len(_KNOWN.intersection(_split(line, mark))), line.count(mark)))


def _names(line: str) -> list[str]:
    return _split(line, _delimiter(line))


def _split(line: str, mark: str) -> list[str]:
    return [cell.strip().strip('"').strip().casefold() for cell in line.split(mark)]


def _header(table: Iterator[list[str]], name: str) -> list[str]:
    """The columns that a table's first line names."""
    try:
        given = [cell.strip() for cell in next(table)]
    except (csv.Error, _TooLong) as error:
        raise PageError(name, f"its first line is no CSV ({error}): it must name the columns") from error
    if any(map(_SURROGATE.search, given)):
        raise PageError(name, "is not UTF-8: save it as CSV in UTF-8")
    return known_columns(given, name)


def known_columns(given: list[str], name: str) -> list[str]:
    """The columns of a table, those that are known by sayso's own names. Raises PageError where none is the text."""
    names = [cell.casefold() for cell in given]
    header = list(given)
    for column, known in COLUMNS.items():
        if chosen := next((each for each in known if each in names), None):
            header[names.index(chosen)] = column
    if "text" not in header:
        shown = ", ".join(given[:_SHOWN]) + (" ..." if len(given) > _SHOWN else "")
        raise PageError(name, f'has no column "text", "body" or "content"; its columns are {shown}: rename one')
    return header


def _row(header: list[str], cells: list[str], where: str) -> tuple[str, bytes] | PageError:
    if any(map(_SURROGATE.search, cells)):
        return PageError(where, "is not UTF-8: save the file as CSV in UTF-8")
    if any(cells[len(header) :]):
        # Or a text with a comma in it would lose its end.
        return PageError(
            where, f"has {len(cells)} values for {len(header)} columns: put text with the delimiter in quotation marks"
        )
    row: dict[str, str | list[str]] = {}
    for name, cell in zip(header, cells, strict=False):
        if cell and name not in row:
            row[name] = [author for each in cell.split(";") if (author := each.strip())] if name == "authors" else cell
    if not str(row.get("text", "")).strip():
        return PageError(where, "the row has no text: its article must stand in it")
    return where, json.dumps(row, ensure_ascii=False).encode()


class _TooLong(Exception):
    def __str__(self) -> str:
        return f"longer than {MAX_PAGE >> 20} MiB"


class _Lines(Iterator[str]):
    """The lines of a stream as text, which knows the lines of the row that is being read."""

    def __init__(self, first: bytes, stream: BinaryIO, number: int) -> None:
        self._waiting = [first]
        self._stream = stream
        self._row: list[bytes] = []
        self._size = 0
        self._number = number - 1
        self._is_first = True
        self._again = 0

    def begin_row(self) -> int:
        """The number of the line at which the next row begins."""
        self._row, self._size = [], 0
        return self._number + 1

    def __next__(self) -> str:
        line = self._waiting.pop() if self._waiting else self._stream.readline(MAX_PAGE + 1)
        if not line:
            raise StopIteration
        self._number += 1
        self._row.append(line)
        self._size += len(line)
        if self._size > MAX_PAGE:
            raise _TooLong
        encoding, self._is_first = "utf-8-sig" if self._is_first else "utf-8", False
        return line.decode(encoding, "surrogateescape")

    def read_again(self, where: str) -> None:
        """Give the row's lines after its first once more: a quotation mark that is not closed swallows good rows.
        Raises PageError where that was done too much."""
        self._again += self._size + _LINE * len(self._row)
        if len(self._row) > 1 and self._again > _AGAIN:
            raise PageError(where, "quotation marks are not closed: what follows is not read")
        self._waiting.extend(reversed(self._row[1:]))
        self._number -= max(0, len(self._row) - 1)

    def skip_line(self, where: str) -> None:
        """Read on to the end of a line of which only the beginning was read."""
        line = self._row[-1]
        for _ in range(_SKIPPED):
            if line.endswith(b"\n") or not line:
                return
            line = self._stream.readline(MAX_PAGE)
        raise PageError(where, "the line does not end: what follows is not read")
