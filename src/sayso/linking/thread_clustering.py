"""Statements in different articles that report the same utterance, tied together to threads."""

import datetime
import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from typing import Literal, NamedTuple

import numpy as np

from sayso.actors.names import folded
from sayso.linking import passage_index, related
from sayso.linking.known_actors import rows_of
from sayso.linking.utterance_similarity import (
    SURE,
    Likeness,
    Said,
    likeness,
    possible,
    speaker,
    sure_by_meaning,
    sure_by_words,
)
from sayso.reading.decode import Floats
from sayso.reading.words import Ints

_NEAREST = 3  # statements of another article, the nearest in meaning to one, that are looked at
_BY_SHINGLES = 8  # statements of another article, those that share most words with one, that are looked at
_WHOLE = 0.8  # share of an article's words in another from which on it has nothing of its own to say
_BY_WORDS = 20  # articles with the same words that are looked at
_OPEN = ("unnamed", "none", "media")  # sourcings behind which a named speaker can stand

Sharing = dict[int, Counter[int]]  # passages that share sequences of words with each statement
Pair = tuple[int, int, float, Literal["words", "meaning"]]  # two statements, the lower id first, how sure, and by what


def link(connection: sqlite3.Connection, articles: list[int]) -> None:
    """Tie the statements of these articles, and those of threads that lost one, to all that report the same."""
    for article in articles:
        related.link(connection, article)
    seen: dict[int, list[Said]] = {}
    touched: set[int] = set()
    for article in articles:
        of = "SELECT s.id FROM statements AS s JOIN versions AS v ON v.id = s.version WHERE v.article = ?"
        for table, column in (
            ("same_utterances", "statement"),
            ("same_utterances", "other"),
            ("thread_statements", "statement"),
        ):
            connection.execute(f"DELETE FROM {table} WHERE {column} IN ({of})", (article,))
        own = _said(connection, article, seen)
        touched |= {s.id for s in own}
        sharing = {s.id: passage_index.sharing(connection, s.content) for s in own}
        # Within an article only a headline is told again.
        found = _pairs([s for s in own if s.headline], [s for s in own if not s.headline], sharing, copied=False)
        for other, copied in _others(connection, article, sharing).items():
            found += _pairs(own, _said(connection, other, seen), sharing, copied)
        connection.executemany("INSERT OR REPLACE INTO same_utterances VALUES (?, ?, ?, ?)", found)
    touched |= {
        row["statement"]
        for row in connection.execute(
            "SELECT statement FROM thread_statements WHERE thread IN (SELECT thread FROM torn_threads)"
        )
    }
    _tie(connection, touched)


def _others(connection: sqlite3.Connection, article: int, sharing: Sharing) -> dict[int, bool]:
    """The other articles that can hold the same utterances, and whether the one is nothing but a copy of the other."""
    shared: Counter[int] = Counter()
    for found in sharing.values():
        shared.update(found)
    counts: Counter[int] = Counter()
    for row in connection.execute(
        "SELECT s.id, v.article FROM statements AS s JOIN versions AS v ON v.id = s.version AND v.latest"
        " WHERE s.id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(shared)),),
    ):
        counts[row["article"]] += shared[row["id"]]
    by_words = sorted(counts, key=lambda a: (-counts[a], a))[:_BY_WORDS]
    near = dict.fromkeys(a for a in (*by_words, *related.related(connection, article)) if a != article)
    repeats = {a: _repeated(connection, a) for a in near}
    own = _repeated(connection, article)
    # What only repeats another article is tied to that one's statements.
    originals = [original for original in (own, *repeats.values()) if original not in (None, article)]
    apart = [a for a in near if repeats[a] in (None, article)]
    return {a: a == own or repeats.get(a) == article for a in dict.fromkeys([*originals, *apart]) if a is not None}


def _repeated(connection: sqlite3.Connection, article: int) -> int | None:
    """The article of which this one is nothing but a copy."""
    row = connection.execute(
        "SELECT original FROM copies WHERE article = ? AND share >= ?", (article, _WHOLE)
    ).fetchone()
    return row["original"] if row else None


def _said(connection: sqlite3.Connection, article: int, seen: dict[int, list[Said]]) -> list[Said]:
    """The statements of an article's latest version as they are compared."""
    if article not in seen:
        seen[article] = list(_load(connection, article))
    return seen[article]


def _load(connection: sqlite3.Connection, article: int) -> Iterator[Said]:
    version = connection.execute("SELECT * FROM versions WHERE article = ? AND latest", (article,)).fetchone()
    if version is None:
        return
    speakers, vectors = _speakers(connection, version["id"]), _vectors(connection, version["id"])
    parts = json.loads(version["parts"])
    headline = max((p["end"] for p in parts if p["kind"] == "headline"), default=0)
    found = connection.execute(
        "SELECT s.*, x.start AS cue_start FROM statements AS s JOIN spans AS x ON x.statement = s.id AND x.role = 'cue'"
        " AND x.position = 0 WHERE s.version = ? ORDER BY s.id",
        (version["id"],),
    ).fetchall()
    parents = {s["id"]: s["parent"] for s in found}
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
            id=s["id"], root=_root(parents, s["id"]), article=article, headline=s["cue_start"] < headline,
            content=s["content"], act=s["act"], negated=bool(s["negated"]), direct=s["kind"] == "direct",
            open=s["sourcing"] in _OPEN, speakers=who,
            names=frozenset(folded(x["name"]) for x in credited),
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


def _root(parents: dict[int, int | None], statement: int) -> int:
    while (parent := parents.get(statement)) is not None:
        statement = parent
    return statement


def _ordinal(day: str | None) -> int | None:
    try:
        return datetime.date.fromisoformat(day[:10]).toordinal() if day else None
    except ValueError:
        return None


def _pairs(own: list[Said], others: list[Said], sharing: Sharing, copied: bool) -> list[Pair]:
    """The pairs of two articles, or within one, that report the same utterance; of a copy and its original whatever
    their days."""
    candidates = _candidates(own, others, sharing, copied)
    by_side: dict[int, list[_Candidate]] = {}
    for c in candidates:
        for side in (c.a.id, c.b.id):
            by_side.setdefault(side, []).append(c)
    out: list[Pair] = []
    for c in candidates:
        by_words = c.by_words
        if not by_words and not c.possible:
            continue
        rivals = [d for side in (c.a.id, c.b.id) for d in by_side[side] if d is not c]
        # Of X said that Y had warned Z, and Y warned Z, only the inner statement is the other one's; but one quotation
        # can be told in two pieces, and what shares more words in a row is no other one's outer statement.
        if any(d.by_words > by_words and d.family == c.family and d.likeness.run >= c.likeness.run for d in rivals):
            by_words = 0.0
        strangers = (d.cosine for d in rivals if d.possible and d.family != c.family)
        by_meaning = sure_by_meaning(c.likeness, c.cosine, max(strangers, default=None))
        score = max(by_words, by_meaning)
        if score >= SURE:
            low, high = min(c.a.id, c.b.id), max(c.a.id, c.b.id)
            out.append((low, high, round(min(score, 1.0), 3), "words" if by_words >= by_meaning else "meaning"))
    return out


class _Candidate(NamedTuple):
    a: Said
    b: Said
    likeness: Likeness
    cosine: float
    by_words: float
    possible: bool

    @property
    def family(self) -> tuple[int, int]:
        """The statements that both stand in."""
        return self.a.root, self.b.root


def _candidates(own: list[Said], others: list[Said], sharing: Sharing, copied: bool) -> list[_Candidate]:
    """The pairs that are looked at: those nearest in meaning to one of them, and those that share most words."""
    if not own or not others:
        return []
    cosines = _cosines(own, others)
    ranks = np.minimum(_ranks(cosines), _ranks(cosines.T).T)
    near = {(i, j) for i, j in np.argwhere(ranks < _NEAREST).tolist() if speaker(own[i], others[j]) != "other"}
    places = {s.id: j for j, s in enumerate(others)}
    for i, a in enumerate(own):
        shared = sorted((-n, places[s]) for s, n in sharing[a.id].items() if s in places)
        near |= {(i, j) for _, j in shared[:_BY_SHINGLES]}
    out = []
    for i, j in sorted(near):
        x = likeness(own[i], others[j], copied)
        out.append(_Candidate(own[i], others[j], x, float(cosines[i, j]), sure_by_words(x), possible(x)))
    return out


def _cosines(own: list[Said], others: list[Said]) -> Floats:
    """How near each statement of the one article is to each of the other, (own, others), in what it says beside their
    common matter: half of the mean of all their vectors is taken from each first."""
    stacked = [np.concatenate([s.vectors for s in some]) for some in (own, others)]
    common = np.concatenate(stacked).mean(axis=0) / 2
    bare = [x - common for x in stacked]
    unit = [x / np.maximum(np.linalg.norm(x, axis=1, keepdims=True), 1e-6) for x in bare]
    between = unit[0] @ unit[1].T
    starts = [np.cumsum([0, *(len(s.vectors) for s in some[:-1])]) for some in (own, others)]
    out: Floats = np.maximum.reduceat(np.maximum.reduceat(between, starts[0], axis=0), starts[1], axis=1)
    return out


def _ranks(cosines: Floats) -> Ints:
    """The place of each in its row, the nearest being 0."""
    out: Ints = np.argsort(np.argsort(-cosines, axis=1, kind="stable"), axis=1, kind="stable")
    return out


def _tie(connection: sqlite3.Connection, touched: set[int]) -> None:
    """Make the threads of these statements, and of all that hang together with them, again."""
    left = set(touched)
    while left:
        group, pairs = _component(connection, min(left))
        left -= group
        _write(connection, group, _clusters(connection, group, pairs))
    connection.execute(
        "DELETE FROM threads WHERE id IN (SELECT thread FROM torn_threads)"
        " AND NOT EXISTS (SELECT 1 FROM thread_statements WHERE thread = threads.id)"
    )
    connection.execute("DELETE FROM torn_threads")


def _component(connection: sqlite3.Connection, statement: int) -> tuple[set[int], list[Pair]]:
    """The statements that hang together with one by pairs, and these pairs, the surest first."""
    group, edge, pairs = {statement}, [statement], set()
    while edge:
        at = edge.pop()
        for row in connection.execute(
            "SELECT * FROM same_utterances WHERE statement = ? UNION ALL SELECT * FROM same_utterances WHERE other = ?",
            (at, at),
        ).fetchall():
            pairs.add(tuple(row))
            fresh = {row["statement"], row["other"]} - group
            group |= fresh
            edge += sorted(fresh)
    return group, sorted(pairs, key=lambda p: (-p[2], p[0], p[1]))


def _clusters(connection: sqlite3.Connection, group: set[int], pairs: list[Pair]) -> list[set[int]]:
    """The threads in what hangs together: joined by the surest pairs first, but no two statements of one article that
    are no pair themselves come together, for by itself an article tells an utterance once."""
    article = {
        s: connection.execute(
            "SELECT v.article FROM versions AS v JOIN statements AS s ON s.version = v.id WHERE s.id = ?", (s,)
        ).fetchone()["article"]
        for s in group
    }
    linked = {(a, b) for a, b, _, _ in pairs}
    cluster = {s: {article[s]: [s]} for s in group}
    for a, b, _, why in pairs:
        one, other = sorted((cluster[a], cluster[b]), key=len, reverse=True)
        if one is other:
            continue
        clash = any((min(x, y), max(x, y)) not in linked for k in other if k in one for x in one[k] for y in other[k])
        if clash and why == "meaning":
            continue
        for k, some in other.items():
            one.setdefault(k, []).extend(some)
            cluster |= dict.fromkeys(some, one)
    threads = {id(c): {s for some in c.values() for s in some} for c in cluster.values()}
    return [c for c in threads.values() if len(c) > 1]


def _write(connection: sqlite3.Connection, group: set[int], clusters: list[set[int]]) -> None:
    """Write the threads of a group: each keeps the number that most of its statements have, as far as it is free."""
    had: dict[int, int] = {}
    for s in sorted(group):
        row = connection.execute("SELECT thread FROM thread_statements WHERE statement = ?", (s,)).fetchone()
        if row:
            had[s] = row["thread"]
    connection.executemany("DELETE FROM thread_statements WHERE statement = ?", [(s,) for s in had])
    taken: set[int] = set()
    for c in sorted(clusters, key=lambda c: (-len(c), min(c))):
        wanted = Counter(had[s] for s in sorted(c) if s in had and had[s] not in taken)
        thread = wanted.most_common(1)[0][0] if wanted else _new(connection)
        taken.add(thread)
        connection.executemany("INSERT INTO thread_statements VALUES (?, ?)", [(s, thread) for s in sorted(c)])


def _new(connection: sqlite3.Connection) -> int:
    return connection.execute("INSERT INTO threads DEFAULT VALUES").lastrowid or 0
