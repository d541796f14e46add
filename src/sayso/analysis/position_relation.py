"""Which statements of a record are about what is asked, and how each stands to it by the network and the trees."""

import math
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import onnxruntime

from sayso.analysis.claim import Asked
from sayso.analysis.position_figures import FIGURES, StatementInContext, figures
from sayso.analysis.position_labels import condition, side
from sayso.analysis.topic_query import Matter, folded, forms
from sayso.analysis.topic_search import statements_about
from sayso.attribution import Relation, Reported
from sayso.attribution.decode import Floats
from sayso.attribution.network import WEIGHTS, session
from sayso.attribution.relation import STANDS, Stand
from sayso.linking.semantic_search import nearest
from sayso.record import Record
from sayso.record.evidence import InText, in_text
from sayso.text.sentences import sentence

MOST = 120  # statements that the network reads: the nearest
SURE = 0.6  # chance from which nine of ten are right, on the claims that were chosen on
LEAST = 0.35  # chance under which nothing is shown
NEARNESS = "soft_around"  # the figure that tells best, beside the odds, whether they are right
_BY_ACT, _BY_ACT_LONG = 0.8, 0.55  # about the share of topics' rows right by reading: of short contents, of long ones
_SHORT = 8  # words
_NOTHING = 0.85  # chance that it shows nothing, by the network, above which the trees are not asked
_BEFORE = 300  # characters before the cue that may tell what "it" is
# Of a constant, the odds, and the nearness: `training.position_trees` fits them on the claims chosen on.
_WEIGHTS = (-1.32, 1.01, 1.87)


@dataclass(frozen=True, slots=True)
class Stands:
    """How a statement stands to a claim, how likely that is, and the words of its condition, where it has one."""

    stand: Stand
    chance: float
    condition: str | None


@cache
def _network() -> Relation:
    return Relation()


@cache
def _trees() -> onnxruntime.InferenceSession:
    return session(WEIGHTS / "positions.onnx")


def stands(record: Record, asked: Asked, among: Sequence[int] | None = None) -> Mapping[int, Stands]:
    """How statements stand to what is asked, by their ids: those that are about it, or those `among`; without those
    that show nothing. On a claim the network tells, on a topic the acts: it was measured, and is better so."""
    if not asked.is_claim:
        return _by_acts(record.connection, sorted(statements_about(record, asked.matter)), asked.matter)
    rows = in_text(record.connection, about(record, asked) if among is None else among)
    told = [_told(row) for row in rows]
    network = _network().chances(asked.text, [Reported(t.speaker, t.cue, t.content) for t in told])
    kept = np.flatnonzero(network[:, -1] <= _NOTHING)
    rows, told, network = [rows[n] for n in kept], [told[n] for n in kept], network[kept]
    given = figures(asked.text, told)
    both, near = averaged(network, of_figures(given)), given[:, FIGURES.index(NEARNESS)]
    found = {}
    for row, each, words in zip(rows, both, near, strict=True):
        best = int(np.argmax(each[:-1]))
        stand, chance = STANDS[best], _chance(float(each[best]), float(words))
        if chance >= LEAST:
            found[row.id] = Stands(stand, round(chance, 2), condition(stand, row.content))
    return found


def told_of(record: Record, numbers: Iterable[int]) -> Mapping[int, StatementInContext]:
    """Statements with what stands around them, by their ids."""
    return {row.id: _told(row) for row in in_text(record.connection, sorted(numbers))}


def _told(row: InText) -> StatementInContext:
    text, start = row.text, row.start
    return StatementInContext(
        row.speaker, row.cue, row.content, row.act, row.negated, row.event == "state",
        row.parent is not None, sentence(text, start, row.end), text[max(0, start - _BEFORE) : start],
    )  # fmt: skip


def averaged(network: Floats, trees: Floats) -> Floats:
    """How likely each of STANDS is by both, (n, 6): the mean."""
    out: Floats = np.float32(0.5) * (network + trees)
    return out


def of_figures(rows: Floats) -> Floats:
    """How likely the trees find each of STANDS by the FIGURES, (n, 6)."""
    if not len(rows):
        return np.zeros((0, len(STANDS)), dtype=np.float32)
    scores: Floats = _trees().run(None, {"figures": rows})[0]
    heat: Floats = np.exp(scores - scores.max(axis=1, keepdims=True))
    out: Floats = heat / heat.sum(axis=1, keepdims=True)
    return out


def _by_acts(connection: sqlite3.Connection, numbers: Sequence[int], matter: Matter) -> Mapping[int, Stands]:
    found = {}
    for row in in_text(connection, numbers):
        stand = side(row.act, row.negated, row.cue, row.content, matter)
        if stand != "none":
            chance = _BY_ACT if len(folded(row.content)) <= _SHORT else _BY_ACT_LONG
            found[row.id] = Stands(stand, chance, condition(stand, row.content))
    return found


def _chance(of_both: float, near: float) -> float:
    """How likely it is right: logistic, of the odds, and of how near the words of statement and sentence are."""
    odds = math.log(max(of_both, 1e-6) / max(1 - of_both, 1e-6))
    return 1 / (1 + math.exp(-sum(w * x for w, x in zip(_WEIGHTS, (1.0, odds, near), strict=True))))


def share(content: str, asked: Asked) -> float:
    """The share of the claim's words that carry meaning which stand in a content."""
    said = set(folded(content))
    return sum(bool(said & set(forms(w))) for w in asked.words) / max(1, len(asked.words))


def about(record: Record, asked: Asked) -> Sequence[int]:
    """The ids of the statements nearest to a claim, at most MOST."""
    return list(nearest(record, asked.text, MOST)) or _by_words(record, asked)


def _by_words(record: Record, asked: Asked) -> Sequence[int]:
    """Nothing has a vector that was not linked: of what has the words before the verb, that with most of the others."""
    rows = in_text(record.connection, sorted(statements_about(record, asked.matter)))
    ranked = sorted(rows, key=lambda r: (-share(r.content, asked), r.id))
    return [r.id for r in ranked[:MOST]]
