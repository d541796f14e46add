"""How far people agree who judged the same statements: field by field, with Krippendorff's alpha."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations, groupby
from typing import Any

from sayso.article import Statement, written
from sayso.record.history import Noted, article_number, noted_where
from sayso.record.record import Record

NEEDS = "Krippendorff's alpha needs NLTK: pip install 'sayso[agreement]'"
FIELDS = (
    "statement", "speakers", "addressees", "act", "negated", "stance", "event", "sourcing", "day", "source", "cue",
    "content", "addressee", "via", "parent",
)  # fmt: skip

_Values = dict[str, str]


@dataclass(frozen=True, slots=True)
class FieldAgreement:
    """Of one field: how many statements two or more people judged, how often two of them agree, 0 to 1, and
    Krippendorff's alpha (1 is agreement, 0 chance); None where all say the same throughout, or nothing was compared."""

    field: str
    statements: int
    agreement: float | None
    alpha: float | None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A statement of which people say different things in a field, by its id and its article's number."""

    statement: str
    article: int
    key: str
    field: str
    said: dict[str, str]


@dataclass(frozen=True, slots=True)
class Agreement:
    """What people left of the same statements. `people` are those who judged one that another judged too; `has_alpha`
    whether NLTK is there, which works alpha out."""

    people: tuple[str, ...]
    fields: tuple[FieldAgreement, ...]
    disagreements: tuple[Disagreement, ...]
    has_alpha: bool


def agreement(record: Record, key: str | None = None) -> Agreement:
    """How far people agree in all articles, or in that of an address or id.

    Who corrects or confirms a statement lets stand what they do not change: that is what they say of the other fields.
    Who marks it wrong says nothing of them. What was taken back does not count.

    Raises RecordError where there is no such article.
    """
    article = article_number(record, key) if key is not None else None
    judged = {number: said for number, said in _judged(record, article).items() if len(said) > 1}
    alpha = _alpha()
    return Agreement(
        tuple(sorted({by for said in judged.values() for by in said})),
        tuple(_of_field(field, judged.values(), alpha) for field in FIELDS),
        tuple(_disagreements(record, judged)),
        alpha is not None,
    )


def _judged(record: Record, article: int | None) -> dict[int, dict[str, _Values]]:
    """What each person says of each statement of a latest version, by the statement's row."""
    out: dict[int, dict[str, _Values]] = {}
    where = "n.article = ?" if article is not None else "? IS NULL"
    noted = noted_where(record.connection, f"n.statement IS NOT NULL AND c.withdrawn IS NULL AND {where}", article)
    by_statement: dict[str, list[Noted]] = defaultdict(list)
    for one in noted:
        by_statement[one.statement or ""].append(one)
    for id, some in by_statement.items():
        if len({one.by for one in some}) > 1:
            row = _row(record.connection, id)
            out[row["id"]] = _replayed(_read(record.connection, row), some)
    return out


def _row(connection: sqlite3.Connection, id: str) -> sqlite3.Row:
    row: sqlite3.Row = connection.execute(
        "SELECT s.id, s.version, c.machine FROM statements AS s JOIN versions AS v ON v.id = s.version AND v.latest"
        " JOIN corrected AS c ON c.statement = s.id WHERE s.permanent = ?",
        (id,),
    ).fetchone()
    return row


def _replayed(values: _Values, some: list[Noted]) -> dict[str, _Values]:
    """What each person saw and let stand, from what was read on, one correction after the other."""
    now, said = {**values, "statement": "yes"}, {}
    for (_, by), together in groupby(some, key=lambda one: (one.at, one.by)):
        for one in together:
            if one.field == "wrong":
                now["statement"] = "no" if one.value else "yes"
            elif one.field != "missed":
                now[one.field] = _told(one.field, one.value)
        said[by] = {"statement": "no"} if now["statement"] == "no" else dict(now)
    return said


def _read(connection: sqlite3.Connection, row: sqlite3.Row) -> _Values:
    """The fields of a statement as it was read; those that a person found have none but what people say."""
    if row["machine"] is None:
        return {}
    read = Statement.from_dict(json.loads(row["machine"]))
    actors = connection.execute("SELECT local_id, name FROM actors WHERE version = ?", (row["version"],))
    names = {a["local_id"]: a["name"] for a in actors}
    outer = connection.execute(
        "SELECT permanent FROM statements WHERE version = ? AND ? IN (permanent, local_id)",
        (row["version"], read.parent),
    ).fetchone()
    told: dict[str, Any] = {
        "speakers": [names.get(i, i) for i in read.speakers],
        "addressees": [names.get(i, i) for i in read.addressees],
        "day": " to ".join(dict.fromkeys((read.when.start, read.when.end))) if read.when else None,
        "via": [read.via.span.text] if read.via else [],
        "parent": outer["permanent"] if outer else None,
    }
    told |= {f: getattr(read, f) for f in ("act", "negated", "stance", "event", "sourcing")}
    told |= {f: [written(getattr(read, f))] for f in ("source", "cue", "content", "addressee")}
    return {field: _told(field, value) for field, value in told.items()}


def _told(field: str, value: Any) -> str:
    """A value as it is compared: of names their order does not matter."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(sorted(value) if field in ("speakers", "addressees") else [" … ".join(filter(None, value))])
    return value or ""


def _of_field(field: str, judged: Iterable[Mapping[str, _Values]], alpha: Any) -> FieldAgreement:
    items = [{by: values[field].casefold() for by, values in said.items() if field in values} for said in judged]
    items = [said for said in items if len(said) > 1]
    pairs = [one == two for said in items for one, two in combinations(said.values(), 2)]
    several = len({value for said in items for value in said.values()}) > 1
    labels = [(by, n, value) for n, said in enumerate(items) for by, value in said.items()]
    return FieldAgreement(
        field,
        len(items),
        round(sum(pairs) / len(pairs), 4) if pairs else None,
        round(float(alpha(labels).alpha()), 4) if alpha and several else None,
    )


def _alpha() -> Any:
    """What works alpha out; None where NLTK is missing."""
    try:
        from nltk.metrics.agreement import AnnotationTask
    except ImportError:
        return None
    return AnnotationTask


def _disagreements(record: Record, judged: Mapping[int, Mapping[str, _Values]]) -> Iterable[Disagreement]:
    for number, said in sorted(judged.items()):
        row = record.connection.execute(
            "SELECT s.permanent, v.article, r.key FROM statements AS s JOIN versions AS v ON v.id = s.version"
            " JOIN articles AS r ON r.id = v.article WHERE s.id = ?",
            (number,),
        ).fetchone()
        for field in FIELDS:
            values = {by: told[field] for by, told in said.items() if field in told}
            if len({value.casefold() for value in values.values()}) > 1:
                yield Disagreement(row["permanent"], row["article"], row["key"], field, values)
