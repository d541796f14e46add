"""Threads as people see them: who reported an utterance, who first, in which words, and who is said to have said it."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sayso.linking import copies
from sayso.linking.quote_alignment import Compared, WordChange, compare
from sayso.linking.quote_tokens import of_quote, of_speech
from sayso.linking.thread_clustering import LOOSE, articles_of, clusters, component
from sayso.linking.utterance_similarity import quoted_part
from sayso.linking.words import words
from sayso.record import Query, Record
from sayso.record import threads as kept
from sayso.record.history import current
from sayso.record.search import actors_of
from sayso.record.threads import Reported


@dataclass(frozen=True, slots=True)
class Report:
    """How one statement reports an utterance. `article` is the article's key, `repeats` that of the article whose text
    it stands in already, where it is a copy; `changes` are the words that differ from those of the fullest quotation,
    None where this one is no quotation or nobody quotes; `cut` are words of that one which this one, as far as it
    quotes, leaves out. `stance` is the writer's. `chance` is how likely it is that this is the same utterance: of its
    surest pair with another article of the thread. `credit` is how likely its least likely speaker is,
    `candidates` are others who may have said it."""

    statement: str
    article: str
    url: str | None
    outlet: str | None
    title: str | None
    published: str | None
    day: str | None
    speakers: str
    source: str
    cue: str
    content: str
    kind: str
    act: str
    stance: str
    primary: bool
    repeats: str | None
    changes: tuple[WordChange, ...] | None
    cut: tuple[str, ...]
    chance: float | None
    credit: float | None
    candidates: str | None
    actor_ids: str | None
    actors: str | None
    actor_types: str | None
    actor_identifiers: str | None


@dataclass(frozen=True, slots=True)
class Thread:
    """Statements that report one utterance: primary sources, then what repeats no other article, the first printed
    first. `articles` counts them all, `independent` those of one text or one agency's dispatch once; `speakers` are all
    who are said to have said it; `disputed` where two reports credit it to altogether different ones. `fullest` is the
    statement that quotes most, a primary source before others; None where nobody quotes. A `loose` one may have more
    in it than one utterance; it has a number where a thread that is sure has some of its statements."""

    id: int | None
    loose: bool
    reports: tuple[Report, ...]
    fullest: str | None
    articles: int
    independent: int
    speakers: tuple[str, ...]
    disputed: bool

    @property
    def stances(self) -> bool:
        """Whether writers stand to it in different ways: one says "claimed", another "said"."""
        return len({r.stance for r in self.reports}) > 1


def thread(record: Record, number: int) -> Thread | None:
    """The thread of this number; None where there is none."""
    found = kept.statements_of(record.connection, number)
    return _thread(record.connection, found, number) if found else None


def thread_of(record: Record, statement: str, *, loose: bool = False) -> Thread | None:
    """The thread that a statement is in, by its id; None where no other reports the same.

    Raises RecordError where there is no such statement.
    """
    number = current(record, statement).number
    if loose:
        return next(iter(_loose(record.connection, [number])), None)
    of = kept.thread_of(record.connection, number)
    return None if of is None else thread(record, of)


def threads(record: Record, query: Query, *, loose: bool = False) -> list[Thread]:
    """The threads of statements that fit a query, those in most articles first, at most `query.limit`; only such as
    stand in more than one article, and not by what stands inside statements of other threads alone. Where they are
    `loose`, a chance of LOOSE is enough for a pair, in place of SURE."""
    # Whose statement is doubtful may still report what a sure one does.
    query = replace(query, min_confidence=query.min_confidence or 0.0)
    if loose:
        some = sorted(
            _loose(record.connection, kept.fitting_pairs(record.connection, query)), key=lambda t: -t.articles
        )
        return [t for t in some if t.articles > 1][: query.limit]
    return [t for number in kept.fitting_threads(record.connection, query) if (t := thread(record, number))]


def _loose(connection: sqlite3.Connection, statements: Iterable[int]) -> Iterator[Thread]:
    """The loose threads that these statements are in."""
    left = set(statements)
    while left:
        group, pairs = component(connection, min(left), LOOSE)
        for some in clusters(pairs, articles_of(connection, group), LOOSE):
            if not left.isdisjoint(some):
                yield _thread(connection, some, kept.usual_thread(connection, some), loose=True)
        left -= group


def _thread(connection: sqlite3.Connection, statements: set[int], number: int | None, *, loose: bool = False) -> Thread:
    rows = kept.reports(connection, statements)
    quoting = [row for row in rows if row.kind == "direct"]
    fullest = max(quoting, key=lambda r: (r.is_primary, len(words(r.content))), default=None)
    articles = {row.number: row.article for row in rows}
    credited = _speakers(connection, statements)
    chances = {s: _chance(connection, s, articles) for s in articles}
    return Thread(
        number,
        loose,
        tuple(_report(connection, row, fullest, chances[row.number]) for row in rows),
        fullest.id if fullest else None,
        len(set(articles.values())),
        copies.independent(connection, dict.fromkeys(articles.values())),
        tuple(dict.fromkeys(name for who in credited.values() for name in who.values())),
        any(one.keys().isdisjoint(other) for one in credited.values() for other in credited.values()),
    )


def _report(connection: sqlite3.Connection, row: Reported, fullest: Reported | None, chance: float | None) -> Report:
    changes: tuple[WordChange, ...] | None = None
    cut: tuple[str, ...] = ()
    quote = row.content if row.kind == "direct" else quoted_part(row.content)
    if fullest is not None and quote:
        compared = compare(of_quote(quote), of_speech(fullest.content, [(0, len(fullest.content))]))
        cut = _cut(fullest.content, compared) if compared and row.id != fullest.id else ()
        changes = (compared.changes if compared else ()) if row.kind == "direct" else None
    return Report(
        row.id, row.key, row.url, row.outlet, row.title, row.published, row.day,
        row.speakers or "", row.source, row.cue, row.content, row.kind, row.act, row.stance,
        row.is_primary, row.repeats, changes, cut, chance,
        row.credit, row.candidates, **actors_of(connection, row.number),
    )  # fmt: skip


def _cut(text: str, compared: Compared) -> tuple[str, ...]:
    """The stretches of a quotation's text that one which was compared with it has nothing of, but for words that it
    changed."""
    changed = {c.before for c in compared.changes if c.after}
    out: list[tuple[int, int]] = []
    open_ = False
    for w in words(text):
        missing = not any(start < w.end and w.start < end for start, end in compared.same)
        if missing and open_:
            out[-1] = out[-1][0], w.end
        elif missing:
            out.append((w.start, w.end))
        open_ = missing
    return tuple(text[start:end] for start, end in out if text[start:end] not in changed)


def _chance(connection: sqlite3.Connection, statement: int, articles: dict[int, int]) -> float | None:
    """How likely the surest pair of a statement with one of another article of its thread is."""
    pairs = [p for p in kept.pairs_of(connection, statement) if p.statement in articles and p.other in articles]
    return max((p.score for p in pairs if articles[p.statement] != articles[p.other]), default=None)


def _speakers(connection: sqlite3.Connection, statements: set[int]) -> dict[int, dict[int, str]]:
    """The known actors that each of some statements is credited to, and their names."""
    out: dict[int, dict[int, str]] = {}
    for one in kept.credited(connection, statements):
        out.setdefault(one.statement, {})[one.known] = one.name
    return out
