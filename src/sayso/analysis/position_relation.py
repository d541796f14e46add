"""Which statements of a record are about what is asked, and how each stands to it by the network."""

import json
import math
import re
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from sayso.analysis.claim import Asked
from sayso.analysis.topic_query import folded, forms
from sayso.analysis.topic_search import points, statements_about
from sayso.linking.semantic_search import nearest
from sayso.reading import Relation, Reported, Stand
from sayso.reading.relation import STANDS
from sayso.record import Record

MOST = 120  # statements that the network reads: the nearest
SURE = 0.8  # chance from which at least nine of ten are right, on the claims that were chosen on
LEAST = 0.35  # chance under which nothing is shown
_NEAR = 0.6  # cosine of what has a topic's words, or has no vector
# Of a constant, the network's odds, the cosine and the share of words: fitted on the claims that were chosen on.
_WEIGHTS = (-3.0, 1.0, 4.0, 1.5)
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
    near = about(record, asked) if among is None else nearest(record, asked.text, len(among), among)
    rows = _rows(record.connection, sorted(near))
    chances = _network().chances(asked.text, [_reported(r, asked) for r in rows])
    found = {}
    for row, each in zip(rows, chances, strict=True):
        best = int(np.argmax(each[:-1]))
        chance = _chance(float(each[best]), near[row["id"]], share(row["content"], asked))
        if chance >= LEAST:
            stand = STANDS[best]
            found[row["id"]] = Stands(stand, round(chance, 2), condition(stand, row["content"]))
    return found


def _chance(by_network: float, cosine: float, share: float) -> float:
    """How likely it is right: logistic, of what the network says, the cosine, and the share of the claim's words."""
    odds = math.log(max(by_network, 1e-6) / max(1 - by_network, 1e-6))
    return 1 / (1 + math.exp(-sum(w * x for w, x in zip(_WEIGHTS, (1.0, odds, cosine, share), strict=True))))


def share(content: str, asked: Asked) -> float:
    """The share of the claim's words that carry meaning which stand in a content; a topic's all do."""
    if not asked.is_claim:
        return 1.0
    said = set(folded(content))
    return sum(bool(said & set(forms(w))) for w in asked.words) / max(1, len(asked.words))


def condition(stand: Stand, content: str) -> str | None:
    """The words of the condition that a position hangs on; None where it hangs on none, or they are not told."""
    told = _CONDITION.search(content) if stand == "conditional" else None
    return told[0].strip(" ,") if told else None


def about(record: Record, asked: Asked) -> Mapping[int, float]:
    """The ids of the statements nearest to what is asked, at most MOST, and how near they are (cosine)."""
    if asked.is_claim:
        return nearest(record, asked.text, MOST) or dict.fromkeys(_by_words(record, asked), _NEAR)
    having = statements_about(record, asked.matter)
    kept = sorted(having) if len(having) <= MOST else nearest(record, asked.text, MOST, having)
    return dict.fromkeys(kept, _NEAR)


def _by_words(record: Record, asked: Asked) -> Sequence[int]:
    """Nothing has a vector that was not linked: of what has the words before the verb, that with most of the others."""
    rows = _rows(record.connection, sorted(statements_about(record, asked.matter)))
    ranked = sorted(rows, key=lambda r: (-share(r["content"], asked), r["id"]))
    return [r["id"] for r in ranked[:MOST]]


def _rows(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[sqlite3.Row]:
    return connection.execute(_ROWS, (json.dumps(list(numbers)),)).fetchall()


def _reported(row: sqlite3.Row, asked: Asked) -> Reported:
    """The statement; what only points to a topic ("opposes it") is read with the topic's words in its place."""
    content = row["content"]
    if not asked.is_claim and points(content) and not asked.matter.stands_in(content):
        content = asked.text
    return Reported(row["speaker"], row["cue"], content)
