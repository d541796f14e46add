"""Which statements count: what an article tells as said by a source of its own, once."""

import json
import sqlite3
from collections.abc import Sequence

from sayso.record.headlines import Utterance, in_headlines, repeated

# Those of statement_view (f) that may count; the numbers of those that only say again what their article says are left
# out by AGAIN, in which {where} chooses among the articles.
MAY_COUNT = (
    "f.parent IS NULL AND f.event = 'speech'"
    " AND f.version IN (SELECT id FROM versions WHERE latest AND primary_source IS NULL)"
)
AGAIN = f"""
SELECT n.value FROM (
    SELECT said_again(v.parts, json_group_array(json_array(f.number, f.content, x.start, t.thread))) AS numbers
    FROM statement_view AS f JOIN versions AS v ON v.id = f.version
    JOIN spans AS x ON x.statement = f.number AND x.role = 'cue' AND x.position = 0
    LEFT JOIN thread_statements AS t ON t.statement = f.number
    WHERE {MAY_COUNT} {{where}} GROUP BY f.version
) AS again, json_each(again.numbers) AS n
"""


def said_again(statements: Sequence[Utterance]) -> set[int]:
    """Those of an article, in their order, that do not count: of its headlines those that the body says again, and of
    each thread all but the first of the others."""
    again = set(repeated(statements))
    threads: set[int] = set()
    for s in statements:
        if s.thread is not None and s.id not in again:
            again |= {s.id} if s.thread in threads else set()
            threads.add(s.thread)
    return again


def teach(connection: sqlite3.Connection) -> None:
    """Let a connection be asked for AGAIN."""
    connection.create_function("said_again", 2, _said_again, deterministic=True)


def _said_again(parts: str, statements: str) -> str:
    headlines = in_headlines(parts)
    told = [
        Utterance(number, content, any(a <= start < b for a, b in headlines), thread)
        for number, content, start, thread in sorted(json.loads(statements))
    ]
    return json.dumps(list(said_again(told)))
