"""Statements of an archive by their words and by what is known of them, as `sayso.record.search` finds them in a
record; but the latest day comes first, for there is no index that could tell how well one fits."""

import json
from dataclasses import replace
from typing import Any

from sayso.analysis.topic_query import folded
from sayso.batch.archive import Archive
from sayso.batch.tables import UNKNOWN as UNKNOWN_DAY
from sayso.pages import PageError
from sayso.record import Query
from sayso.record.query_syntax import UNKNOWN, Filter, Phrase, Word, asks, condition
from sayso.record.search import Found, asked_for, whole

_ROW = """
SELECT article || '/' || statement AS id, said AS day, outlet,
    nullif(array_to_string([x.name FOR x IN speakers], '; '), '') AS speakers, source, cue, content,
    nullif(array_to_string([x.name FOR x IN addressees], '; '), '') AS addressees, act, negated::TINYINT AS negated,
    stance, sourcing, kind, event, when_start, when_end, confidence, NULL AS corrected_by, credit, candidates, parent,
    title, url, published, article, statement, sentence
FROM statements {where} ORDER BY coalesce(said, '') DESC, coalesce(url, ''), article, statement LIMIT ?
"""
# Articles whose whole text an earlier one has.
_COPIES = """
SELECT article FROM articles
QUALIFY row_number() OVER (PARTITION BY text_sha256 ORDER BY published NULLS LAST, article) > 1
"""


def search(archive: Archive, query: Query) -> list[Found]:
    """Statements that fit, the latest day first; each has a row like that of a record.

    Raises QueryError where the words cannot be read, PageError where `after` is no key.
    """
    where, values = _where(query)
    if query.after:
        day, url, article, statement = _key(archive, query.after)
        where.append(
            "(coalesce(said, '') < ? OR (coalesce(said, '') = ? AND "
            "(coalesce(url, ''), article, statement) > (?, ?, ?)))"
        )
        values += [day, day, url, article, statement]
    sql = _ROW.format(where=f"WHERE {' AND '.join(where)}" if where else "")
    return [_found(row) for row in archive.rows(sql, [*values, query.limit])]


def less_likely(archive: Archive, query: Query) -> int:
    """How many more would fit if the confidence did not count: what is probably no statement."""
    if not query.least:
        return 0
    where, values = _where(replace(query, min_confidence=0.0))
    told = " AND ".join([*where, "confidence < ?"])
    (row,) = archive.rows(f"SELECT count(*) AS count FROM statements WHERE {told}", [*values, query.least])
    return int(row["count"])


def _where(query: Query) -> tuple[list[str], list[Any]]:
    where: list[str] = []
    values: list[Any] = []
    asked = asked_for(query)
    if asked.of:
        sql, values = condition(asked, _leaf)
        where.append(sql)
    if asks(asked, "event"):
        query = replace(query, event=())
    for told, given in (_of_actors(query), of_articles(query)):
        where += told
        values += given
    for column in ("act", "stance", "kind", "event", "sourcing"):
        if some := getattr(query, column):
            where.append(f"{column} IN ({', '.join('?' * len(some))})")
            values += some
    if query.counted:
        where.append("parent IS NULL AND event = 'speech' AND NOT repeats")
    if query.copied:
        where.append(f"article IN ({_COPIES})")
    for limit, compared in (
        (query.since, "said >="), (query.until, "said <="), (query.least, "confidence >="),
        (query.min_credit, "credit >="),
    ):  # fmt: skip
        if limit:
            where.append(f"{compared} ?")
            values.append(limit)
    return where, values


def _of_actors(query: Query) -> tuple[list[str], list[Any]]:
    """SQL of who speaks, to whom, and its values."""
    where: list[str] = []
    values: list[Any] = []
    for who, name in (("speakers", query.by), ("addressees", query.to)):
        if name:
            exact = whole(name)
            named = "x.name = ?" if exact else "contains(lower(x.name), lower(?))"
            where.append(f"len([x FOR x IN {who} IF {named}]) > 0")
            values.append(exact or name)
    if query.gender:
        marks = ", ".join("?" * len(query.gender))
        persons = f"x.type = 'person' AND coalesce(x.gender, 'unknown') IN ({marks})"
        where.append(f"len([x FOR x IN speakers IF {persons}]) > 0")
        values += query.gender
    return where, values


def of_articles(query: Query) -> tuple[list[str], list[Any]]:
    """SQL of what is asked of articles, by their outlet and `day`, and its values."""
    where: list[str] = []
    values: list[Any] = []
    name = query.outlet
    if name == UNKNOWN:
        where.append("coalesce(outlet, '') = ''")
    elif name:
        exact = whole(name)
        where.append("outlet = ?" if exact else "contains(lower(outlet), lower(?))")
        values.append(exact or name)
    month = UNKNOWN_DAY if query.month == UNKNOWN else query.month
    for limit, compared in (
        (query.published_since, f"day <> '{UNKNOWN_DAY}' AND day >="), (query.published_until, "day <="),
        (month, "left(day, 7) ="),
    ):  # fmt: skip
        if limit:
            where.append(f"{compared} ?")
            values.append(limit)
    return where, values


def _leaf(node: Word | Phrase | Filter) -> tuple[str, list[Any]]:
    """SQL of what one word, phrase or filter asks for, and its values. There are no stems here: a word is looked for as
    it is written."""
    if isinstance(node, Filter):
        where, values = _where(replace(Query(event=()), **{node.field: node.value}))
        return f"({' AND '.join(where) or 'true'})", values
    begins = " ".join(["", *folded(node.text)])
    words = "split_part(words, chr(10), 1)" if node.said else "words"
    return f"contains({words}, ?)", [begins if isinstance(node, Word) and node.prefix else f"{begins} "]


def _key(archive: Archive, after: str) -> tuple[str, str, str, str]:
    try:
        day, url, article, statement = json.loads(after)
        return str(day), str(url), str(article), str(statement)
    except (ValueError, TypeError, RecursionError) as error:
        reason = f"{after!r} is no place to go on from: give the key that the last page told"
        raise PageError(archive.address, reason) from error


def _found(row: dict[str, Any]) -> Found:
    sentence, statement = row.pop("sentence"), row.pop("statement")
    # Who is who across articles only a record knows.
    row |= dict.fromkeys(("actor_ids", "actors", "actor_types", "actor_identifiers"))
    return Found(row, sentence, json.dumps([row["day"] or "", row["url"] or "", row["article"], statement]))
