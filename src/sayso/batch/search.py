"""Statements of an archive by their words and by what is known of them, as `sayso.record.search` finds them in a
record; but the latest day comes first, for there is no index that could tell how well one fits."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sayso.analysis.topic_query import folded
from sayso.batch.archive import Archive
from sayso.batch.tables import UNKNOWN as UNKNOWN_DAY
from sayso.pages import PageError
from sayso.record import Query
from sayso.record.conditions import Conditions, Sql, conditions, marks
from sayso.record.query_syntax import Node, Phrase, Word
from sayso.record.search import Found
from sayso.text import folding

_ROW = """
SELECT article || '/' || statement AS id, said AS day, outlet,
    nullif(array_to_string([x.name FOR x IN speakers], '; '), '') AS speakers, source, cue, content,
    nullif(array_to_string([x.name FOR x IN addressees], '; '), '') AS addressees, act, negated::TINYINT AS negated,
    stance, sourcing, kind, event, when_start, when_end, confidence, NULL AS corrected_by, credit, candidates, parent,
    title, url, published, article, statement, sentence
FROM statements AS f {where} ORDER BY coalesce(said, '') DESC, coalesce(url, ''), article, statement LIMIT ?
"""
# Articles whose whole text an earlier one has.
_COPIES = """
SELECT article FROM articles
QUALIFY row_number() OVER (PARTITION BY text_sha256 ORDER BY published NULLS LAST, article) > 1
"""


class _DuckDb:
    """The dialect of an archive. There are no stems here: a word is looked for as it is written. Nor is anything known
    of who is who across articles, or of threads."""

    said = "f.said"
    published = f"nullif(f.day, '{UNKNOWN_DAY}')"
    month = f"left(nullif(f.day, '{UNKNOWN_DAY}'), 7)"
    outlets = "SELECT DISTINCT outlet FROM articles"
    copied = f"f.article IN ({_COPIES})"
    likely = "f.confidence >= ?"
    credited = "f.credit >= ?"

    def words(self, node: Word | Phrase) -> Sql:
        begins = " ".join(["", *folded(node.text)])
        words = "split_part(f.words, chr(10), 1)" if node.said else "f.words"
        return f"contains({words}, ?)", [begins if isinstance(node, Word) and node.prefix else f"{begins} "]

    def is_indexed(self, node: Node) -> bool:
        return False

    def named(self, role: str, name: str) -> Sql:
        return f"list_contains([x.name FOR x IN f.{role}s], ?)", [name]

    def called(self, role: str, part: str) -> Sql:
        # Each name is folded once, not for each who has it.
        names = f"SELECT DISTINCT unnest({role}s).name AS name FROM statements"
        some = f"SELECT list(name) FROM ({names}) WHERE instr(folded(name), ?) > 0"
        return f"list_has_any([x.name FOR x IN f.{role}s], ({some}))", [folding.folded(part)]

    def of_gender(self, some: Sequence[str]) -> Sql:
        persons = f"x.type = 'person' AND coalesce(x.gender, 'unknown') IN ({marks(some)})"
        return f"len([x FOR x IN f.speakers IF {persons}]) > 0", list(some)

    def counted(self, articles: Conditions) -> Conditions:
        return ["f.parent IS NULL AND f.event = 'speech' AND NOT f.repeats"], []


DUCKDB = _DuckDb()


def search(archive: Archive, query: Query) -> list[Found]:
    """Statements that fit, the latest day first; each has a row like that of a record.

    Raises QueryError where the words cannot be read, PageError where `after` is no key.
    """
    where, values = conditions(query, DUCKDB)
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
    where, values = conditions(replace(query, min_confidence=0.0), DUCKDB)
    told = " AND ".join([*where, "confidence < ?"])
    (row,) = archive.rows(f"SELECT count(*) AS count FROM statements AS f WHERE {told}", [*values, query.least])
    return int(row["count"])


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
