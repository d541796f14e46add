"""Rosters as users bring them (CSV, JSON lines, FollowTheMoney entities): each line an entry, or what is wrong."""

import csv
import json
import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, BinaryIO, get_args

from sayso.article import ActorType
from sayso.errors import RosterError

MAX_LINE = 1 << 20
_COLUMNS = frozenset(("name", "aliases", "type", "titles", "from", "to"))
_TYPES: dict[str, ActorType] = {t: t for t in get_args(ActorType)}
# FollowTheMoney's kinds of actors; a LegalEntity may be a person or a company.
_SCHEMAS: dict[str, ActorType] = {
    "Person": "person",
    "Organization": "organization",
    "Company": "organization",
    "PublicBody": "organization",
    "LegalEntity": "unknown",
}
_OFFICES = ("Position", "Occupancy")
_NAMES = ("name", "alias", "previousName")  # a weakAlias is too weak to match by
_IDENTIFIERS = {"wikidataId": "wikidata", "leiCode": "lei"}
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_NO_TEXT = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Title:
    """What someone is called by office, and the first and last day (ISO 8601) on which they held it."""

    title: str
    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """An actor that a roster knows. Identifiers are pairs of scheme and value."""

    name: str
    aliases: tuple[str, ...]
    type: ActorType
    titles: tuple[Title, ...]
    identifiers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class OtherSchema:
    """A FollowTheMoney entity of a schema that is no actor's."""

    schema: str


Row = RosterEntry | OtherSchema | None


class BadRow(ValueError):
    """What is wrong with a row, with the column where it is one's: the rest of a line that names the row."""

    def __init__(self, problem: str, column: str | None = None) -> None:
        super().__init__(f", column {column}: {problem}" if column else f": {problem}")


def rows(file: BinaryIO, name: str) -> Iterator[tuple[int, Row | BadRow]]:
    """Each row under the number of its line, None for one to pass over. Raises RosterError where the file cannot be
    used; `name` is what it is called there."""
    lines = _lines(file, name)
    number, first = next(lines, (0, ""))
    if isinstance(first, BadRow):
        raise RosterError(name, f"row {number}{first}")
    if first.startswith("["):
        raise RosterError(name, f"is a JSON array: give one object a line (jq -c '.[]' {name} > {name}.lines)")
    if first.startswith("{"):
        yield number, _parsed(_json_row, first)
        yield from ((n, _parsed(_json_row, line)) for n, line in lines)
    elif first:
        columns = _columns(first, name)
        yield from ((n, _parsed(lambda text: _csv_row(text, columns), line)) for n, line in lines)


def _lines(file: BinaryIO, name: str) -> Iterator[tuple[int, str | BadRow]]:
    """The lines that hold something, stripped, each under its number."""
    number = 0
    while line := file.readline(MAX_LINE + 1):
        number += 1
        if number == 1 and line.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise RosterError(name, f"is UTF-16: convert it (iconv -f utf-16 -t utf-8 {name} > {name}.utf8)")
        if b"\0" in line:
            raise RosterError(name, f"row {number} holds NUL bytes: save the roster as CSV in UTF-8")
        if len(line) > MAX_LINE:
            while line and not line.endswith(b"\n"):
                line = file.readline(MAX_LINE)
            yield number, BadRow(f"longer than {MAX_LINE >> 20} MiB")
            continue
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8").strip()
        except UnicodeDecodeError as error:
            hint = f"convert it (iconv -f windows-1252 -t utf-8 {name} > {name}.utf8)"
            raise RosterError(name, f"row {number} is not UTF-8: {hint}") from error
        if text:
            yield number, text


def _parsed(parse: Callable[[str], Row], line: str | BadRow) -> Row | BadRow:
    if isinstance(line, BadRow):
        return line
    try:
        return parse(line)
    except BadRow as bad:
        return bad


def _columns(line: str, name: str) -> list[str]:
    """What the first row of a CSV calls its columns."""
    if "\r" in line:
        raise RosterError(name, f"its lines end in CR alone: convert it (tr '\\r' '\\n' < {name} > {name}.lines)")
    try:
        columns = [c.strip().removeprefix("id:") for c in _cells(line)]
    except BadRow as bad:
        raise RosterError(name, f"row 1{bad}") from bad
    columns = [c.lower() if c.lower() in _COLUMNS else c for c in columns]
    if "name" not in columns:
        raise RosterError(name, "no column is called name: the first row must name the columns, commas between")
    if "" in columns or len(set(columns)) < len(columns):
        raise RosterError(name, "a column has no name, or two have the same: name or remove it in the first row")
    return columns


def _cells(line: str) -> list[str]:
    if '"' not in line:
        return line.split(",")
    # A cell of several lines would make one lost quotation mark swallow the rows below it.
    if line.count('"') % 2:
        raise BadRow("a quotation mark is not closed: a row stands on one line, and a mark inside a cell is doubled")
    try:
        return next(csv.reader([line], strict=True))
    except csv.Error as error:
        raise BadRow(f"is damaged CSV ({error}): a quotation mark inside a cell is doubled") from error


def _csv_row(line: str, columns: list[str]) -> Row:
    cells = _cells(line)
    if len(cells) != len(columns):
        raise BadRow(f"{len(cells)} columns, but {len(columns)} in the first row: quote a cell that holds a comma")
    row = dict(zip(columns, cells, strict=True))
    if not any(map(str.strip, cells)):
        return None
    start, end = row.pop("from", ""), row.pop("to", "")
    return _known(
        row.pop("name"),
        row.pop("aliases", "").split(";"),
        row.pop("type", ""),
        [_title(title, start, end) for title in row.pop("titles", "").split(";")],
        row,
    )


def _json_row(line: str) -> Row:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadRow(f"is no JSON ({error})") from error
    if not isinstance(row, dict):
        raise BadRow('is no JSON object: it must be {"name": ...}')
    if isinstance(row.get("schema"), str):
        return _entity(row)
    identifiers = row.get("identifiers") or {}
    if not isinstance(identifiers, dict):
        raise BadRow("must be an object of strings", "identifiers")
    titles = [_json_title(title) for title in _list(row, "titles")]
    return _known(row.get("name"), _list(row, "aliases"), row.get("type") or "", titles, identifiers)


def _json_title(given: object) -> Title | None:
    row = given if isinstance(given, dict) else {"title": given}
    return _title(_text(row.get("title"), "titles"), *(_text(row.get(key) or "", key) for key in ("from", "to")))


def _entity(row: dict[str, Any]) -> Row:
    """A FollowTheMoney entity; None for an office, which is no actor and also told with who holds it."""
    schema, properties = row["schema"], row.get("properties")
    if schema in _OFFICES:
        return None
    if schema not in _SCHEMAS:
        return OtherSchema(schema)
    if not isinstance(properties, dict):
        raise BadRow("must be an object of lists", "properties")
    names = [n for key in _NAMES for n in _list(properties, key)]
    caption = row.get("caption")
    name = caption if caption in names else next(iter(names), None)
    titles = [_json_title(title) for title in _list(properties, "position")]
    found = {scheme: next(iter(_list(properties, key)), "") for key, scheme in _IDENTIFIERS.items()}
    return _known(name, names, _SCHEMAS[schema], titles, found | {"ftm": row.get("id") or ""})


def _list(row: dict[str, Any], key: str) -> list[Any]:
    value = row.get(key)
    if value is not None and not isinstance(value, list):
        raise BadRow("must be a list", key)
    return value or []


def _known(
    name: object, aliases: list[Any], type: object, titles: list[Title | None], identifiers: dict[str, Any]
) -> RosterEntry:
    """The actor of a row, each value checked."""
    named = _text(name, "name")
    if not named:
        raise BadRow("is missing", "name")
    kind = _text(type, "type").lower() or "unknown"
    if kind not in _TYPES:
        raise BadRow(f"{shown(kind)} is none of {', '.join(_TYPES)}", "type")
    others = dict.fromkeys(a for a in (_text(alias, "aliases") for alias in aliases) if a and a != named)
    schemes = tuple((_text(s, "identifiers"), v) for s, value in identifiers.items() if (v := _text(value, s)))
    return RosterEntry(named, tuple(others), _TYPES[kind], tuple(dict.fromkeys(filter(None, titles))), schemes)


@lru_cache(1 << 16)
def _title(title: str, start: str, end: str) -> Title | None:
    """The title, shared by all who hold it at that time; None where there is none."""
    title = _text(title, "titles")
    first, last = _day(start.strip(), "from"), _day(end.strip(), "to")
    if first and last and first > last:
        raise BadRow(f"{shown(start)} is after {shown(end)}", "from")
    return Title(title, first, last) if title else None


def _day(written: str, column: str) -> str | None:
    """The first day of a date, of a month or of a year; its last for the column `to`."""
    if not written:
        return None
    found = _DATE.fullmatch(written)
    try:
        if not found:
            raise ValueError(written)
        year, month, day = (int(part or 0) for part in found.groups())
        month = month or (12 if column == "to" else 1)
        day = day if found[3] else monthrange(year, month)[1] if column == "to" else 1
        return date(year, month, day).isoformat()
    except ValueError as error:
        raise BadRow(f"{shown(written)} is no date: write 2021-03-04, 2021-03 or 2021", column) from error


def _text(value: object, column: str) -> str:
    if not isinstance(value, str):
        raise BadRow("is missing" if value is None else "must be a string", column)
    text = " ".join(value.split())
    if not text.isprintable() and _NO_TEXT.search(text):
        raise BadRow(f"{shown(text)} holds characters that are no text", column)
    return text


def shown(value: str) -> str:
    """A value as a message shows it: quoted, on one line, not too long."""
    return repr(value if len(value) <= 40 else value[:39] + "…")
