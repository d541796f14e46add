"""How often what was done by saying something in each month, and who did it to or about whom."""

from dataclasses import dataclass
from typing import Literal

from sayso.record.query import Query
from sayso.record.record import Record
from sayso.record.search import fitting, tuples

Relation = Literal["to", "about"]

_ACT = "iif(f.negated, 'not ' || f.act, f.act)"
# Actors by numbers first, of known ones or (negative) of those of an article: names are longer to compare. Who is
# mentioned in the words of a statement is who it is about.
_RELATIONS = """
WITH found AS MATERIALIZED ({found}),
speakers AS MATERIALIZED (
    SELECT f.number, f.version, f.act, coalesce(l.known, -x.actor) AS who
    FROM found AS f JOIN statement_actors AS x ON x.statement = f.number AND x.role = 'speaker'
    LEFT JOIN actor_links AS l ON l.actor = x.actor
),
pairs AS (
    SELECT s.number, s.act, s.who, coalesce(l.known, -x.actor) AS other, 'to' AS relation
    FROM speakers AS s JOIN statement_actors AS x ON x.statement = s.number AND x.role = 'addressee'
    LEFT JOIN actor_links AS l ON l.actor = x.actor
    UNION
    SELECT s.number, s.act, s.who, coalesce(l.known, -a.id), 'about'
    FROM speakers AS s CROSS JOIN spans AS p ON p.statement = s.number AND p.role = 'content'
    CROSS JOIN actors AS a ON a.version = s.version
    CROSS JOIN mentions AS m ON m.actor = a.id AND m.start >= p.start AND m."end" <= p."end"
    LEFT JOIN actor_links AS l ON l.actor = a.id
),
counted AS (SELECT who, other, relation, act, count(*) AS n FROM pairs WHERE who <> other GROUP BY 1, 2, 3, 4),
names AS (
    SELECT c.who, coalesce(k.permanent, '') AS id, coalesce(k.name, a.name) AS name
    FROM (SELECT who FROM counted UNION SELECT other FROM counted) AS c
    LEFT JOIN known_actors AS k ON k.id = c.who LEFT JOIN actors AS a ON a.id = -c.who
)
SELECT s.id, s.name, o.id, o.name, c.relation, c.act, sum(c.n) AS n
FROM counted AS c JOIN names AS s ON s.who = c.who JOIN names AS o ON o.who = c.other
WHERE s.name <> o.name GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY n DESC, 2, 4, 5, 6
"""


@dataclass(frozen=True, slots=True)
class ActCount:
    """So many statements of a month (2026-03) do this; month is None where the day is not known."""

    month: str | None
    act: str
    count: int


@dataclass(frozen=True, slots=True)
class Relations:
    """So many statements of a speaker do this to another (`relation` "to"), or speak about him. Ids are empty of those
    who are no known actor."""

    speaker_id: str
    speaker: str
    other_id: str
    other: str
    relation: Relation
    act: str
    count: int


def acts_by_month(record: Record, query: Query) -> list[ActCount]:
    """What was done in each month by the statements that fit, the first month first.

    Raises RecordError where it cannot be searched for.
    """
    sql, values = fitting(query, f"substr(f.day, 1, 7), {_ACT}, count(*)")
    return [ActCount(*row) for row in tuples(record, f"{sql} GROUP BY 1, 2 ORDER BY 1, 2", values)]


def relations(record: Record, query: Query) -> list[Relations]:
    """Who says what to whom and about whom in the statements that fit, the most frequent first.

    Raises RecordError where it cannot be searched for.
    """
    sql, values = fitting(query, f"f.number, f.version, {_ACT} AS act")
    return [Relations(*row) for row in tuples(record, _RELATIONS.format(found=sql), values)]
