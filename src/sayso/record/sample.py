"""A random sample of statements for people to judge, and what their judgements tell: how many are right."""

import csv
import io
import json
import math
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sayso.errors import RecordError
from sayso.record.record import Record
from sayso.record.search import sentence_of

_Z = 1.959964  # of a 95 % interval
_FEWEST = 10  # judgements from which on a part is worth a figure of its own
_ANSWERS = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


@dataclass(frozen=True, slots=True)
class Judged:
    """A statement that a person judged. `act` and `sourcing` are None where the row does not tell."""

    id: str
    right: bool
    act: str | None
    sourcing: str | None


@dataclass(frozen=True, slots=True)
class Precision:
    """How many of the judged statements are right, with the 95 % interval of Wilson's score; of all, or of those whose
    act or sourcing is `value`."""

    of: str
    value: str
    right: int
    judged: int
    precision: float
    low: float
    high: float


def sample(record: Record, size: int, seed: int) -> list[dict[str, Any]]:
    """At most `size` statements of the latest versions, drawn at random, the same for the same seed: rows of
    statement_view with the sentence around the cue."""
    ids = [row["number"] for row in record.connection.execute("SELECT number FROM statement_view ORDER BY id")]
    drawn = random.Random(seed).sample(ids, min(size, len(ids)))
    return [_drawn(record, number) for number in drawn]


def _drawn(record: Record, number: int) -> dict[str, Any]:
    row = record.connection.execute("SELECT * FROM statement_view WHERE number = ?", (number,)).fetchone()
    return {**dict(row), "sentence": sentence_of(record, number)}


def read_judged(data: bytes, name: str) -> tuple[list[Judged], list[str]]:
    """The judgements in a file of sampled rows (CSV, JSON lines or a JSON array), and a line for each row that is bad.
    Rows whose `right` is empty are left out. `name` is what the file is called in messages.

    Raises RecordError where it is no such file.
    """
    judged: dict[str, Judged] = {}
    bad: list[str] = []
    for number, row in _rows(data, name):
        try:
            one = _judged(row)
            if one and judged.setdefault(one.id, one) is not one:
                raise ValueError(f"statement {one.id} stands twice")
        except ValueError as error:
            bad.append(f"{name}: row {number}: {error}")
    return list(judged.values()), bad


def precision(judged: Iterable[Judged]) -> list[Precision]:
    """Of all, then by act and by sourcing where enough were judged. Nothing where nothing was."""
    parts: dict[tuple[str, str], list[bool]] = {}
    for one in judged:
        for of, value in (("all", "all"), ("act", one.act), ("sourcing", one.sourcing)):
            if value:
                parts.setdefault((of, value), []).append(one.right)
    return [
        _precision(of, value, sum(answers), len(answers))
        for (of, value), answers in sorted(parts.items(), key=lambda p: (p[0][0] != "all", p[0]))
        if of == "all" or len(answers) >= _FEWEST
    ]


def _precision(of: str, value: str, right: int, judged: int) -> Precision:
    share, square = right / judged, _Z * _Z
    middle = (share + square / (2 * judged)) / (1 + square / judged)
    half = _Z * math.sqrt(share * (1 - share) / judged + square / (4 * judged * judged)) / (1 + square / judged)
    low, high = max(0.0, middle - half), min(1.0, middle + half)
    return Precision(of, value, right, judged, round(share, 4), round(low, 4), round(high, 4))


def _judged(row: Any) -> Judged | None:
    """The judgement of a row; None where there is none yet. Raises ValueError for a bad row."""
    if isinstance(row, ValueError):
        raise row
    if not isinstance(row, dict):
        raise ValueError("is no object with id and right")
    answer = _cell(row, "right").lower()
    if not answer:
        return None
    if answer not in _ANSWERS:
        raise ValueError(f"right is {answer!r}: write yes or no, or leave it empty")
    number = _cell(row, "id")
    if not number:
        raise ValueError("has no id")
    return Judged(number, _ANSWERS[answer], _cell(row, "act") or None, _cell(row, "sourcing") or None)


def _cell(row: dict[str, Any], column: str) -> str:
    value = row.get(column)
    return "" if value is None else str(value).strip()


def _rows(data: bytes, name: str) -> Iterator[tuple[int, Any]]:
    """The rows under the numbers that a spreadsheet or an editor shows; a ValueError for one that is no JSON."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RecordError(name, "is not UTF-8: save it as CSV in UTF-8") from error
    begin = text.lstrip()[:1]
    if begin == "[":
        try:
            yield from enumerate(json.loads(text), 1)
        except (ValueError, RecursionError) as error:
            raise RecordError(name, "is no JSON: give what `sayso sample` wrote, with right filled in") from error
    elif begin == "{":
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip():
                yield number, _json(line)
    else:
        yield from _csv_rows(text, name)


def _json(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return ValueError("is no JSON object of one line")


def _csv_rows(text: str, name: str) -> Iterator[tuple[int, Any]]:
    first = text.partition("\n")[0]
    # Spreadsheets write semicolons or tabs where the comma is the decimal mark.
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    try:
        if not {"id", "right"} <= set(rows.fieldnames or ()):
            raise RecordError(name, "has no columns id and right: give what `sayso sample` wrote")
        yield from enumerate(rows, 2)
    except csv.Error as error:
        raise RecordError(name, f"is no CSV ({error}): give what `sayso sample` wrote") from error
