"""The statements of a record as they are compared with those of other articles."""

import datetime
import json
import sqlite3
from collections.abc import Iterator

import numpy as np

from sayso.actors.names import folded
from sayso.attribution.decode import Floats
from sayso.linking.known_actors import rows_of
from sayso.linking.utterance_similarity import Said

_OPEN = ("unnamed", "none", "media")  # sourcings behind which a named speaker can stand


def load(connection: sqlite3.Connection, article: int) -> Iterator[Said]:
    """The statements of an article's latest version, but those that a person marked wrong."""
    version = connection.execute("SELECT * FROM versions WHERE article = ? AND latest", (article,)).fetchone()
    if version is None:
        return
    speakers, vectors = _speakers(connection, version["id"]), _vectors(connection, version["id"])
    parts = json.loads(version["parts"])
    headline = max((p["end"] for p in parts if p["kind"] == "headline"), default=0)
    found = connection.execute(
        'SELECT s.*, x.start AS cue_start, x."end" AS cue_end FROM statements AS s JOIN spans AS x'
        " ON x.statement = s.id AND x.role = 'cue' AND x.position = 0 WHERE s.version = ? ORDER BY s.id",
        (version["id"],),
    ).fetchall()
    now = rows_of(connection, (x["known"] for credited in speakers.values() for x in credited))
    days: dict[frozenset[int], tuple[int, int]] = {}  # on which each speaker was last told to have spoken
    for s in found:
        if s["id"] not in vectors:  # a person marked it wrong
            continue
        credited = speakers.get(s["id"], [])
        who = frozenset(now[x["known"]]["id"] for x in credited)
        first, last = _ordinal(s["when_start"]), _ordinal(s["when_end"])
        if first and last:
            days[who] = first, last
        yield Said(
            id=s["id"], article=article, headline=s["cue_start"] < headline, source=s["source"], cue=s["cue"],
            content=s["content"], text=version["text"],
            cue_at=(s["cue_start"], s["cue_end"]), kind=s["kind"],
            act=s["act"], negated=bool(s["negated"]), nested=s["parent"] is not None, open=s["sourcing"] in _OPEN,
            speakers=who, names=frozenset(folded(x["name"]) for x in credited),
            bodies=frozenset(folded(x["affiliation"]) for x in credited if x["affiliation"]), vectors=vectors[s["id"]],
            said=days.get(who) if who or first else None, published=_ordinal(version["published"]),
        )  # fmt: skip


def _speakers(connection: sqlite3.Connection, version: int) -> dict[int, list[sqlite3.Row]]:
    """The known actors that each statement of a version is credited to, with their names and affiliations there."""
    out: dict[int, list[sqlite3.Row]] = {}
    for row in connection.execute(
        "SELECT x.statement, l.known, a.name, a.affiliation FROM statement_actors AS x"
        " JOIN actor_links AS l ON l.actor = x.actor JOIN actors AS a ON a.id = x.actor"
        " WHERE a.version = ? AND x.role = 'speaker'",
        (version,),
    ).fetchall():
        out.setdefault(row["statement"], []).append(row)
    return out


def _vectors(connection: sqlite3.Connection, version: int) -> dict[int, Floats]:
    """The sentence vectors of each statement of a version."""
    out: dict[int, list[bytes]] = {}
    for row in connection.execute(
        "SELECT x.* FROM vectors AS x JOIN statements AS s ON s.id = x.statement WHERE s.version = ?"
        " ORDER BY x.statement, x.position",
        (version,),
    ):
        out.setdefault(row["statement"], []).append(row["vector"])
    return {
        s: np.divide(np.frombuffer(b"".join(v), np.int8).reshape(len(v), -1), 127, dtype=np.float32)
        for s, v in out.items()
    }


def _ordinal(day: str | None) -> int | None:
    try:
        return datetime.date.fromisoformat(day[:10]).toordinal() if day else None
    except ValueError:
        return None
