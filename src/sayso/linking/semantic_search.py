"""Statements of a meaning, in whatever words: by their sentence vectors."""

from collections.abc import Iterable
from functools import cache

import numpy as np

from sayso.attribution import Sentences
from sayso.record import Found, Query, Record, vectors
from sayso.record.search import numbered

_LEAST = 0.35  # cosine under which two texts have nothing to do with each other


@cache
def sentences() -> Sentences:
    """The sentence encoder, loaded once."""
    return Sentences()


def like(record: Record, text: str, query: Query) -> list[tuple[Found, float]]:
    """The statements that are nearest to a text in meaning, of those that fit a query, and the cosine of each; the
    nearest first, at most `query.limit`. Exact: every vector is looked at. Raises RecordError where there is no looking
    for the query's words."""
    ranked = _ranked(vectors.lots(record, query), text, 4 * query.limit)
    told = ((numbered(record, s), round(cosine, 3)) for s, cosine in ranked)
    return [(f, cosine) for f, cosine in told if f][: query.limit]


def nearest(record: Record, text: str, most: int) -> dict[int, float]:
    """The ids of the statements that are nearest to a text in meaning and the cosine of each, the nearest first, at
    most `most`."""
    return dict(_ranked(vectors.lots(record), text, most)[:most])


def _ranked(lots: Iterable[list[tuple[int, bytes]]], text: str, most: int) -> list[tuple[int, float]]:
    """The statements of rows with vectors by their nearest one, of each lot so many as may come first."""
    wanted = sentences().vector(text)
    best: dict[int, float] = {}
    for some in lots:
        held = np.frombuffer(b"".join(vector for _, vector in some), np.int8).reshape(len(some), -1)
        cosines = held @ wanted / 127
        for n in np.argsort(-cosines)[:most]:
            if cosines[n] >= _LEAST:
                statement = some[n][0]
                best[statement] = max(float(cosines[n]), best.get(statement, -1.0))
    return sorted(best.items(), key=lambda x: (-x[1], x[0]))
