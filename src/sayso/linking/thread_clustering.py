"""Statements in different articles that report the same utterance, tied together to threads."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import product

from sayso.linking import compared_statements, passage_index, related
from sayso.linking.utterance_pairs import Sharing, candidates, chances
from sayso.linking.utterance_similarity import Said
from sayso.record import appearances, threads
from sayso.record.copies import copy
from sayso.record.threads import Pair

SURE = 0.7  # chance of a pair from which on it ties two statements
LOOSE = 0.3  # from which on a reader may want to look at it
_WHOLE = 0.8  # share of an article's words in another from which on it has nothing of its own to say
_BY_WORDS = 20  # articles with the same words that are looked at


def link(connection: sqlite3.Connection, articles: list[int]) -> None:
    """Tie the statements of these articles, and those of threads that lost one, to all that report the same."""
    for article in articles:
        appearances.note(connection, article)
    seen: dict[int, list[Said]] = {}
    touched: set[int] = set()
    for article in articles:
        threads.take_apart(connection, article)
        own = _said(connection, article, seen)
        touched |= {s.id for s in own}
        threads.keep_pairs(connection, _pairs(connection, article, seen))
    touched |= threads.torn(connection)
    _tie(connection, touched)


def _pairs(connection: sqlite3.Connection, article: int, seen: dict[int, list[Said]]) -> list[Pair]:
    """The pairs of an article's statements with those of others, and of its headline with its body, that may report one
    utterance."""
    own = _said(connection, article, seen)
    sharing = {s.id: passage_index.sharing(connection, s.content) for s in own}
    ids: list[tuple[int, int]] = []
    rows: list[list[float]] = []
    compared = [
        (own, _said(connection, other, seen), copied) for other, copied in _others(connection, article, sharing).items()
    ]
    # Within an article only a headline is told again.
    compared.append(([s for s in own if s.headline], [s for s in own if not s.headline], False))
    for some, others, copied in compared:
        places, figures = candidates(some, others, sharing, copied=copied)
        ids += [(some[i].id, others[j].id) for i, j in places]
        rows += figures
    found = zip(ids, chances(rows).tolist(), strict=True)
    return [Pair(min(pair), max(pair), round(score, 3)) for pair, score in found if score >= LOOSE]


def _others(connection: sqlite3.Connection, article: int, sharing: Sharing) -> dict[int, bool]:
    """The other articles that can hold the same utterances, and whether the one is nothing but a copy of the other."""
    shared: Counter[int] = Counter()
    for found in sharing.values():
        shared.update(found)
    counts: Counter[int] = Counter()
    for statement, where in threads.latest_articles(connection, shared).items():
        counts[where] += shared[statement]
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
    found = copy(connection, article)
    return found.original if found and found.share >= _WHOLE else None


def _said(connection: sqlite3.Connection, article: int, seen: dict[int, list[Said]]) -> list[Said]:
    """The statements of an article's latest version as they are compared."""
    if article not in seen:
        seen[article] = list(compared_statements.load(connection, article))
    return seen[article]


def _tie(connection: sqlite3.Connection, touched: set[int]) -> None:
    """Make the threads of these statements, and of all that hang together with them, again."""
    left = set(touched)
    while left:
        group, pairs = component(connection, min(left), SURE)
        left -= group
        _write(connection, group, clusters(pairs, articles_of(connection, group), SURE))
    threads.mended(connection)


def component(connection: sqlite3.Connection, statement: int, least: float) -> tuple[set[int], list[Pair]]:
    """The statements that hang together with one by pairs of at least this chance, and all pairs of these, the surest
    first."""
    group, edge, pairs = {statement}, [statement], set()
    while edge:
        for pair in threads.pairs_of(connection, edge.pop()):
            pairs.add(pair)
            if pair.score >= least:
                fresh = {pair.statement, pair.other} - group
                group |= fresh
                edge += sorted(fresh)
    kept = [p for p in pairs if p.statement in group and p.other in group]
    return group, sorted(kept, key=lambda p: (-p.score, p.statement, p.other))


def clusters(pairs: Sequence[Pair], article: Mapping[int, int], least: float) -> list[set[int]]:
    """The threads that pairs make, given the surest first, with the article of each statement: two grow together where
    their articles, each with each, have a pair that is at least this likely in the mean. So no chain becomes a topic.

    Average linkage (Sokal and Michener 1958) of articles; a pair that is not given counts as none.
    """
    chance = {(p.statement, p.other): p.score for p in pairs}
    cluster = {s: {s} for p in pairs for s in p[:2]}
    for p in pairs:
        one, other = cluster[p.statement], cluster[p.other]
        if one is other or p.score < least:
            continue
        best: dict[tuple[int, int], float] = {}
        for x, y in product(one, other):
            if article[x] != article[y]:
                found = chance.get((min(x, y), max(x, y)), 0.0)
                best[article[x], article[y]] = max(best.get((article[x], article[y]), 0.0), found)
        if sum(best.values()) >= least * len(best):
            one |= other
            cluster |= dict.fromkeys(other, one)
    return [c for c in {id(c): c for c in cluster.values()}.values() if len(c) > 1]


def articles_of(connection: sqlite3.Connection, statements: Iterable[int]) -> dict[int, int]:
    """The article of each statement; of one that is nothing but a copy the original."""
    return threads.articles_of(connection, statements, _WHOLE)


def _write(connection: sqlite3.Connection, group: set[int], clusters: list[set[int]]) -> None:
    """Write the threads of a group: each keeps the number that most of its statements have, as far as it is free."""
    had = {s: thread for s in sorted(group) if (thread := threads.thread_of(connection, s)) is not None}
    threads.take_from_threads(connection, had)
    taken: set[int] = set()
    for c in sorted(clusters, key=lambda c: (-len(c), min(c))):
        wanted = Counter(had[s] for s in sorted(c) if s in had and had[s] not in taken)
        thread = wanted.most_common(1)[0][0] if wanted else threads.new_thread(connection)
        taken.add(thread)
        threads.put(connection, sorted(c), thread)
