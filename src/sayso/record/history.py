"""The corrections that people made: of a statement, of an article, and those that hold nowhere any more."""

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from sayso.errors import RecordError
from sayso.record import permanent_ids, versions
from sayso.record.anchors import Anchor
from sayso.record.apply_corrections import SPAN_FIELDS, standing_at
from sayso.record.record import Record


@dataclass(frozen=True, slots=True)
class Noted:
    """A correction as the record keeps it. `quote` is the cue that it stands at; `statement` is None, and `attached`
    false, where the latest version has no such statement. `withdrawn` is when its author took it back."""

    id: int
    key: str
    statement: str | None
    quote: str
    field: str
    value: Any
    by: str
    at: str
    why: str | None
    attached: bool
    withdrawn: str | None


def corrections(record: Record, *, statement: str | None = None, key: str | None = None) -> list[Noted]:
    """The corrections of a statement, by its id, or of all of an article, by its address or id; oldest first.

    Raises RecordError where there is no such statement or article.
    """
    if key is not None:
        return noted_where(record.connection, "n.article = ?", article_number(record, key))
    return noted_where(record.connection, "n.statement = ?", current(record, statement or "").number)


def unattached(record: Record) -> list[Noted]:
    """The corrections that hold nowhere in the latest versions and wait for a person or for another version."""
    last = "SELECT max(id) FROM corrections WHERE anchor = c.anchor AND field = c.field AND withdrawn IS NULL"
    return noted_where(record.connection, f"c.attached = ? AND c.id = ({last})", 0)


def of_set(record: Record, number: int) -> list[Noted]:
    """The corrections that a person made in one go."""
    return noted_where(record.connection, "c.correction_set = ?", number)


def current(record: Record, statement: str) -> permanent_ids.Current:
    """What the id of a statement leads to, marked wrong or not.

    Raises RecordError where it leads to nothing, with the reason.
    """
    found = permanent_ids.find(record.connection, statement)
    if found is None:
        raise RecordError(record.path, f"holds no statement {statement}: `sayso search` shows their ids")
    if isinstance(found, permanent_ids.Gone):
        raise RecordError(record.path, f"{found}")
    return found


def article_number(record: Record, key: str) -> int:
    """The number of the article of an address or id.

    Raises RecordError where there is none.
    """
    number = versions.number_of(record.connection, key)
    if number is None:
        raise RecordError(record.path, f"holds no article {key!r}: `sayso search` shows addresses")
    return number


def noted_where(connection: sqlite3.Connection, where: str, value: int | None) -> list[Noted]:
    """The corrections (c, at their anchors n) that fit a condition, oldest first."""
    found = connection.execute(
        "SELECT c.*, r.key, s.permanent, n.exact, n.article FROM corrections AS c JOIN anchors AS n ON n.id = c.anchor"
        " JOIN articles AS r ON r.id = n.article LEFT JOIN statements AS s ON s.id = n.statement"
        f" WHERE {where} ORDER BY c.id",
        (value,),
    ).fetchall()
    return [
        Noted(
            c["id"], c["key"], c["permanent"], c["exact"], c["field"], _shown(connection, c), c["who"], c["at"],
            c["why"], bool(c["attached"]), json.loads(c["withdrawn"])[1] if c["withdrawn"] else None,
        )
        for c in found
    ]  # fmt: skip


def _shown(connection: sqlite3.Connection, correction: sqlite3.Row) -> Any:
    """The value of a correction: of words only these, of a statement its id, of days how people tell them."""
    value = json.loads(correction["value"])
    if correction["field"] == "parent":
        return _id_at(connection, correction, value)
    if correction["field"] == "day":
        return " to ".join(dict.fromkeys(value)) if value else None
    return [x["exact"] for x in value] if correction["field"] in SPAN_FIELDS else value


def _id_at(connection: sqlite3.Connection, correction: sqlite3.Row, cue: list[dict[str, Any]]) -> str | None:
    """The id of the statement that another one stands in; its cue where that is not there any more."""
    if not cue:
        return None
    version = versions.latest_of(connection, correction["article"])
    assert version is not None
    where = json.loads(correction["found"] or "null") or cue
    found = standing_at(connection, version, Anchor.from_dict(where[0]))
    return str(found["permanent"] if found else cue[0]["exact"])
