"""The statements of a record as they are compared with those of other articles."""

import datetime
import sqlite3
from collections.abc import Iterator

import numpy as np

from sayso.actors.names import folded
from sayso.attribution.decode import Floats
from sayso.linking.utterance_similarity import Said
from sayso.record import compared
from sayso.record.compared import Credited
from sayso.record.headlines import in_headlines
from sayso.record.known_actors import known_actors
from sayso.record.vectors import vectors_in
from sayso.record.versions import latest_text

_OPEN = ("unnamed", "none", "media")  # sourcings behind which a named speaker can stand


def load(connection: sqlite3.Connection, article: int) -> Iterator[Said]:
    """The statements of an article's latest version, but those that a person marked wrong."""
    version = latest_text(connection, article)
    if version is None:
        return
    speakers, vectors = _speakers(connection, version.id), _vectors(connection, version.id)
    headline = max((end for _, end in in_headlines(version.parts)), default=0)
    now = known_actors(connection, (x.known for credited in speakers.values() for x in credited))
    days: dict[frozenset[int], tuple[int, int]] = {}  # on which each speaker was last told to have spoken
    for s in compared.statements(connection, version.id):
        if s.id not in vectors:  # a person marked it wrong
            continue
        credited = speakers.get(s.id, [])
        who = frozenset(now[x.known].id for x in credited)
        first, last = _ordinal(s.when_start), _ordinal(s.when_end)
        if first and last:
            days[who] = first, last
        yield Said(
            id=s.id, article=article, headline=s.cue_start < headline, source=s.source, cue=s.cue,
            content=s.content, text=version.text,
            cue_at=(s.cue_start, s.cue_end), kind=s.kind,
            act=s.act, negated=s.negated, nested=s.parent is not None, open=s.sourcing in _OPEN,
            speakers=who, names=frozenset(folded(x.name) for x in credited),
            bodies=frozenset(folded(x.affiliation) for x in credited if x.affiliation), vectors=vectors[s.id],
            said=days.get(who) if who or first else None, published=_ordinal(version.published),
        )  # fmt: skip


def _speakers(connection: sqlite3.Connection, version: int) -> dict[int, list[Credited]]:
    """The known actors that each statement of a version is credited to, with their names and affiliations there."""
    out: dict[int, list[Credited]] = {}
    for one in compared.credited(connection, version):
        out.setdefault(one.statement, []).append(one)
    return out


def _vectors(connection: sqlite3.Connection, version: int) -> dict[int, Floats]:
    """The sentence vectors of each statement of a version."""
    return {
        s: np.divide(np.frombuffer(b"".join(v), np.int8).reshape(len(v), -1), 127, dtype=np.float32)
        for s, v in vectors_in(connection, version).items()
    }


def _ordinal(day: str | None) -> int | None:
    try:
        return datetime.date.fromisoformat(day[:10]).toordinal() if day else None
    except ValueError:
        return None
