"""Which statements of a record are about a matter."""

import re
import sqlite3

from sayso.analysis.topic_query import Matter, Term, folded
from sayso.record import Record
from sayso.record.search import sentence_of

_LONGEST = 40  # characters of a content that may only point to the matter: "it", "such a step"
_POINTS = re.compile(
    r"(?:it|this|that|these|those|them|so)$|\b(?:it|them)$|(?:the|this|that|these|those|his|her|its|their|such an?) "
    r"(?:moves?|plans?|proposals?|ideas?|measures?|steps?|decisions?|deals?|requests?|offers?|reports?|claims?|"
    r"allegations?|charges?|accusations?)\b",
    re.I,
)


def statements_about(record: Record, matter: Matter) -> set[int]:
    """The ids of statements whose content or addressee have the words of a matter; and of those that only point to it
    ("opposes it"), in articles with such ones, whose sentence has them."""
    connection = record.connection
    addressees = connection.execute(
        "SELECT x.statement, a.name FROM statement_actors AS x JOIN actors AS a ON a.id = x.actor"
        " WHERE x.role = 'addressee'"
    ).fetchall()
    found = set.intersection(*(_having(connection, t, addressees) for t in matter.terms))
    titled = " AND ".join(f"title : ({t.query})" for t in matter.terms)
    pointing = connection.execute(
        "SELECT id, content FROM statements WHERE length(content) <= ? AND version IN ("
        " SELECT version FROM statements WHERE id IN (SELECT value FROM json_each(?))"
        " OR id IN (SELECT rowid FROM statement_words WHERE statement_words MATCH ?))",
        (_LONGEST, str(sorted(found)), titled),
    )
    points = [s["id"] for s in pointing if _POINTS.match(s["content"].strip("“”\"'‘’ ")) and s["id"] not in found]
    return found | {s for s in points if matter.stands_in(sentence_of(record, s))}


def _having(connection: sqlite3.Connection, term: Term, addressees: list[sqlite3.Row]) -> set[int]:
    said = connection.execute(
        "SELECT rowid FROM statement_words WHERE statement_words MATCH ?", (f"content : ({term.query})",)
    )
    named = (a["statement"] for a in addressees if term.stands_in(folded(a["name"])))
    return {row["rowid"] for row in said} | set(named)
