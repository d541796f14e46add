"""Known actors as a table that is edited in a spreadsheet, and what was changed there said of them."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, get_args

from sayso.article import ActorType, Gender
from sayso.linking.actor_corrections import actors, begin, id_of, number_of, say
from sayso.record import Record, RecordError
from sayso.record.corrections import saying
from sayso.record.known_actors import resolved
from sayso.record.listed_actors import Listed

COLUMNS = (
    "id", "name", "type", "titles", "affiliation", "gender", "identifiers", "articles", "statements", "same_as",
    "not_same_as",
)  # fmt: skip
_EDITED = ("name", "type", "titles", "affiliation", "gender", "identifiers")
_ALLOWED: Mapping[str, tuple[str, ...]] = {"type": get_args(ActorType), "gender": ("", *get_args(Gender))}


class TableError(RecordError):
    """A table of which nothing was done; `problems` are its lines that cannot be."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("the table", problems[0])
        self.problems = problems


@dataclass(frozen=True, slots=True)
class _Line:
    """What a line says of the actor of this number."""

    number: int
    known: int
    values: dict[str, Any]
    same_as: int | None
    not_same_as: tuple[int, ...]


def row(a: Listed) -> dict[str, Any]:
    """A known actor as a line of the table."""
    told = {**asdict(a), "titles": "; ".join(a.titles), "same_as": "", "not_same_as": ""}
    told["identifiers"] = "; ".join(f"{k} {v}" for k, v in a.identifiers.items())
    return {c: told[c] for c in COLUMNS}


def apply(record: Record, text: str, by: str, why: str | None = None) -> list[str]:
    """Say all that a table says which differs from what is held: other names, types, titles, affiliations, genders and
    identifiers; `same_as` the id of the one that it is, `not_same_as` those of whom it is none. What came of each line.

    Raises TableError where a line cannot be; then nothing was done.
    """
    lines = list(_lines(record, text))
    problems = [x for x in lines if isinstance(x, str)]
    said = [x for x in lines if isinstance(x, _Line)]
    problems += _circles(record, said)
    if problems:
        raise TableError(problems)
    told: list[str] = []
    with saying(record):
        now = begin(record, by, why)
        for line in said:
            done = say(record, line.known, line.values, line.same_as, line.not_same_as, now)
            told += [f"line {line.number}: {what}" for what in done]
    return told


def _lines(record: Record, text: str) -> Iterator[_Line | str]:
    """What each line says, or what is wrong with it."""
    first = text.partition("\n")[0]
    # Spreadsheets write semicolons or tabs where the comma is the decimal mark.
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=max(",;\t", key=first.count))
    try:
        named = set(rows.fieldnames or ())
        if "id" not in named or not named <= set(COLUMNS):
            odd = ", ".join(sorted(named - set(COLUMNS))) or "no id"
            yield f"line 1: the columns are not those of `sayso actors RECORD --csv` ({odd})"
            return
        held = {a.id: a for a in actors(record)}
        for given in rows:
            if any(v is None or isinstance(v, list) for v in given.values()):
                yield f"line {rows.line_num}: has more or fewer cells than the first line"
            elif any(given.values()):
                yield _line(record, held, rows.line_num, given)
    except csv.Error as error:
        yield f"line {rows.line_num}: is no CSV ({error})"


def _line(record: Record, held: Mapping[str, Listed], number: int, given: Mapping[str, str]) -> _Line | str:
    try:
        known = number_of(record, given["id"])
        now = resolved(record.connection, known)
        listed = held.get(id_of(record, now))
        if listed is None:
            return f"line {number}: no article names actor {given['id']} any more"
        same = number_of(record, given["same_as"]) if given.get("same_as", "").strip() else None
        others = tuple(number_of(record, x) for x in given.get("not_same_as", "").split(";") if x.strip())
    except RecordError as error:
        return f"line {number}: {error.problem}"
    values: dict[str, Any] = {}
    before = row(listed)
    for field in _EDITED:
        cell = given.get(field, before[field] or "").strip()
        if cell == (before[field] or ""):
            continue
        if field in _ALLOWED and cell not in _ALLOWED[field]:
            return f"line {number}: {field} {cell[:40]!r} is none of {', '.join(x for x in _ALLOWED[field] if x)}"
        if field == "name" and not cell:
            return f"line {number}: the name is empty"
        values[field] = _value(field, cell)
        if values[field] is False:
            return f"line {number}: identifiers {cell[:40]!r} are not like: wikidata Q42; isni 0000"
    return _Line(number, known, values, same, others)


def _value(field: str, cell: str) -> Any:
    """What a cell says; False for identifiers that are none."""
    some = [x.strip() for x in cell.split(";") if x.strip()]
    if field == "titles":
        return some
    if field == "identifiers":
        pairs = [x.split(None, 1) for x in some]
        return dict(pairs) if all(len(p) == 2 for p in pairs) else False
    return cell or (None if field in ("gender", "affiliation") else cell)


def _circles(record: Record, said: Iterable[_Line]) -> list[str]:
    """The lines that would merge somebody into one who is merged into him, or twice, or into himself."""
    where: dict[int, int] = {}
    problems: list[str] = []
    for line in said:
        if line.same_as is None:
            continue
        own, other = resolved(record.connection, line.known), resolved(record.connection, line.same_as)
        seen = {own}
        at: int | None = other
        while at is not None and at not in seen:
            seen.add(at)
            at = where.get(at)
        if own in where or at is not None:
            told = "is merged twice" if own in where else "is merged in a circle, or into itself"
            problems.append(f"line {line.number}: actor {id_of(record, line.known)} {told}")
        where[own] = other
    return problems
