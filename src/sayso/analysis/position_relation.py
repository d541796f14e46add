"""Which statements of a record are about what is asked, and how each stands to it by the network."""

import json
import re
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from sayso.analysis.claim import Asked
from sayso.analysis.topic_query import folded
from sayso.analysis.topic_search import points, statements_about
from sayso.linking.semantic_search import nearest
from sayso.reading import Relation, Reported, Stand
from sayso.reading.relation import STANDS
from sayso.record import Record

MOST = 120  # statements that the network reads: the nearest
SURE = 0.8  # chance from which at least nine of ten are right, on the claims that were chosen on
LEAST = 0.35  # chance under which nothing is shown
_CONDITION = re.compile(
    r"\b(?:(?:but |and )?only (?:if|when|after|in|once|for|on)|if|unless|until|provided|providing|as long as|"
    r"so long as|on (?:the )?condition|assuming|except|in return for|in exchange for|subject to|depending on)\b"
    r"[^;.?!”\"]*",
    re.I,
)
_ROWS = """
SELECT v.number AS id, v.cue, v.content, coalesce(v.speakers, v.source, '') AS speaker FROM statement_view AS v
WHERE v.number IN (SELECT value FROM json_each(?))
"""


@dataclass(frozen=True, slots=True)
class Stands:
    """How a statement stands to a claim, how likely that is, and the words of its condition, where it has one."""

    stand: Stand
    chance: float
    condition: str | None


@cache
def _network() -> Relation:
    return Relation()


def stands(record: Record, asked: Asked, among: Sequence[int] | None = None) -> Mapping[int, Stands]:
    """How statements stand to what is asked, by their ids: those that are about it, or those `among`; without those
    that show nothing."""
    rows = _rows(record.connection, about(record, asked) if among is None else among)
    chances = _network().chances(asked.text, [_reported(r, asked) for r in rows])
    found = {}
    for row, each in zip(rows, chances, strict=True):
        best = int(np.argmax(each[:-1]))
        if each[best] >= LEAST:
            stand = STANDS[best]
            found[row["id"]] = Stands(stand, round(float(each[best]), 2), condition(stand, row["content"]))
    return found


def condition(stand: Stand, content: str) -> str | None:
    """The words of the condition that a position hangs on; None where it hangs on none, or they are not told."""
    told = _CONDITION.search(content) if stand == "conditional" else None
    return told[0].strip(" ,") if told else None


def about(record: Record, asked: Asked) -> Sequence[int]:
    """The ids of the statements nearest to what is asked, at most MOST."""
    if not asked.is_claim:
        return nearest(record, asked.text, MOST, statements_about(record, asked.matter))
    return nearest(record, asked.text, MOST) or _by_words(record, asked)


def _by_words(record: Record, asked: Asked) -> Sequence[int]:
    """Nothing has a vector that was not linked: of what has the words before the verb, that with most of the others."""
    words = set(folded(asked.text))
    rows = _rows(record.connection, sorted(statements_about(record, asked.matter)))
    ranked = sorted(rows, key=lambda r: (-len(words & set(folded(r["content"]))), r["id"]))
    return [r["id"] for r in ranked[:MOST]]


def _rows(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[sqlite3.Row]:
    return connection.execute(_ROWS, (json.dumps(list(numbers)),)).fetchall()


def _reported(row: sqlite3.Row, asked: Asked) -> Reported:
    """The statement; what only points to a topic ("opposes it") is read with the topic's words in its place."""
    content = row["content"]
    if not asked.is_claim and points(content) and not asked.matter.stands_in(content):
        content = asked.text
    return Reported(row["speaker"], row["cue"], content)
