"""Which statements of a record are about what is asked, and how each stands to it by the network."""

import json
import math
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from sayso.analysis.claim import Asked
from sayso.analysis.position_labels import condition, side
from sayso.analysis.topic_query import Matter, folded, forms
from sayso.analysis.topic_search import statements_about
from sayso.linking.semantic_search import nearest
from sayso.reading import Relation, Reported
from sayso.reading.relation import STANDS, Stand
from sayso.record import Record

MOST = 120  # statements that the network reads: the nearest
SURE = 0.62  # chance from which nine of ten are right, on the claims that were chosen on
LEAST = 0.4  # chance under which nothing is shown
_NEAR = 0.6  # cosine that counts for what has no vector
_STRETCHES = 40  # vectors that a statement may have
_BY_ACT, _BY_ACT_LONG = 0.8, 0.55  # about the share of topics' rows right by reading: of short contents, of long ones
_SHORT = 8  # words
# Of a constant, the network's odds, the cosine and the share of words: fitted on the claims that were chosen on.
_WEIGHTS = (-2.57, 0.43, 2.86, 0.32)
_ROWS = """
SELECT v.number AS id, v.cue, v.content, v.act, v.negated, coalesce(v.speakers, v.source, '') AS speaker
FROM statement_view AS v WHERE v.number IN (SELECT value FROM json_each(?))
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
    that show nothing. On a claim the network tells, on a topic the acts: it was measured, and is better so."""
    if not asked.is_claim:
        return _by_acts(record.connection, sorted(statements_about(record, asked.matter)), asked.matter)
    near = about(record, asked) if among is None else nearest(record, asked.text, _STRETCHES * len(among), among)
    rows = _rows(record.connection, sorted(near))
    chances = _network().chances(asked.text, [Reported(r["speaker"], r["cue"], r["content"]) for r in rows])
    found = {}
    for row, each in zip(rows, chances, strict=True):
        best = int(np.argmax(each[:-1]))
        chance = _chance(float(each[best]), near[row["id"]], share(row["content"], asked))
        if chance >= LEAST:
            stand = STANDS[best]
            found[row["id"]] = Stands(stand, round(chance, 2), condition(stand, row["content"]))
    return found


def _by_acts(connection: sqlite3.Connection, numbers: Sequence[int], matter: Matter) -> Mapping[int, Stands]:
    found = {}
    for row in _rows(connection, numbers):
        stand = side(row["act"], bool(row["negated"]), row["cue"], row["content"], matter)
        if stand != "none":
            chance = _BY_ACT if len(folded(row["content"])) <= _SHORT else _BY_ACT_LONG
            found[row["id"]] = Stands(stand, chance, condition(stand, row["content"]))
    return found


def _chance(by_network: float, cosine: float, share: float) -> float:
    """How likely it is right: logistic, of what the network says, the cosine, and the share of the claim's words."""
    odds = math.log(max(by_network, 1e-6) / max(1 - by_network, 1e-6))
    return 1 / (1 + math.exp(-sum(w * x for w, x in zip(_WEIGHTS, (1.0, odds, cosine, share), strict=True))))


def share(content: str, asked: Asked) -> float:
    """The share of the claim's words that carry meaning which stand in a content."""
    said = set(folded(content))
    return sum(bool(said & set(forms(w))) for w in asked.words) / max(1, len(asked.words))


def about(record: Record, asked: Asked) -> Mapping[int, float]:
    """The ids of the statements nearest to a claim, at most MOST, and how near they are (cosine)."""
    return nearest(record, asked.text, MOST) or dict.fromkeys(_by_words(record, asked), _NEAR)


def _by_words(record: Record, asked: Asked) -> Sequence[int]:
    """Nothing has a vector that was not linked: of what has the words before the verb, that with most of the others."""
    rows = _rows(record.connection, sorted(statements_about(record, asked.matter)))
    ranked = sorted(rows, key=lambda r: (-share(r["content"], asked), r["id"]))
    return [r["id"] for r in ranked[:MOST]]


def _rows(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[sqlite3.Row]:
    return connection.execute(_ROWS, (json.dumps(list(numbers)),)).fetchall()
