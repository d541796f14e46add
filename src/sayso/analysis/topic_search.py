"""Which statements of a record are about a matter."""

import re
import sqlite3

from sayso.analysis.topic_query import Matter, Term, folded
from sayso.record import Record, word_index
from sayso.record.search import sentence_of
from sayso.record.speakers import addressees

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
    told_to = addressees(connection)
    found = set.intersection(*(_having(connection, t, told_to) for t in matter.terms))
    titled = " AND ".join(f"title : ({t.query})" for t in matter.terms)
    pointing = word_index.short_beside(connection, _LONGEST, found, titled)
    points = [s.id for s in pointing if _POINTS.match(s.content.strip("“”\"'‘’ ")) and s.id not in found]
    return found | {s for s in points if matter.stands_in(sentence_of(record, s))}


def _having(connection: sqlite3.Connection, term: Term, addressees: list[tuple[int, str]]) -> set[int]:
    named = (statement for statement, name in addressees if term.stands_in(folded(name)))
    return {*word_index.having(connection, f"({term.query})"), *named}
