"""Positions in an archive: the articles about a matter are taken into a record that nobody keeps, and asked there."""

import tempfile
from dataclasses import replace
from pathlib import Path

from sayso.analysis.claim import Asked
from sayso.analysis.position_changes import Side
from sayso.analysis.positions import Position
from sayso.analysis.positions import positions as positions_of
from sayso.analysis.topic_query import Matter, Term
from sayso.batch.archive import Archive
from sayso.record import Record
from sayso.record.connection import keep_no_longer
from sayso.record.versions import ids_in, newest

MOST = 2_000  # articles about a matter that are looked at: the latest

_STANDS = "contains(words, ?) OR len([x FOR x IN addressees IF contains(lower(x.name), ?)]) > 0"


def positions(
    archive: Archive, about: str, since: str | None = None, until: str | None = None, by: str | None = None
) -> tuple[list[Position], int]:
    """Who holds what about a claim or topic, as `sayso.analysis.positions.positions` tells it of a record, but with
    nothing linked: who has one name is one actor, nothing is known of copies, and the statements about a claim are
    those that have the words before its verb; and how many articles are about it, of which the latest `MOST` are looked
    at. A statement's id is that which `search` gives.

    Raises ValueError where `about` has no word.
    """
    where, values = _about(Asked.of(about).matter)
    found = archive.rows(
        "SELECT article FROM articles WHERE article IN"
        f" (SELECT article FROM statements WHERE {where}) ORDER BY published DESC NULLS LAST, key, article",
        values,
    )
    with tempfile.TemporaryDirectory() as folder:
        record = Record(Path(folder) / "about.db", new=True)
        try:
            ids = _taken(archive, record, [a["article"] for a in found[:MOST]])
            return [_named(p, ids) for p in positions_of(record, about, since, until, by)], len(found)
        finally:
            record.close()


def _about(matter: Matter) -> tuple[str, list[str]]:
    """SQL of the statements in whose content, addressees or article's title all terms stand, and its values."""
    where: list[str] = []
    values: list[str] = []
    for term in matter.terms:
        told = _told(term)
        where.append(f"({' OR '.join(_STANDS for _ in told)})")
        values += [value for words in told for value in (words, words.strip())]
    return " AND ".join(where), values


def _told(term: Term) -> list[str]:
    return [f" {' '.join(s)}{'' if term.prefix else ' '}" for s in term.sequences]


def _taken(archive: Archive, record: Record, wanted: list[str]) -> dict[str, str]:
    """Take articles into a record; gives what each statement's id there is in the archive."""
    keep_no_longer(record.connection)
    ids: dict[str, str] = {}
    run = None
    for number, page, article in archive.chosen(wanted):
        assert article.engine is not None
        run = run or record.begin("positions", article.engine)
        record.add(run, page, article)
        for permanent, local in ids_in(record.connection, newest(record.connection)):
            ids[permanent] = f"{number}/{local}"
    return ids


def _named(p: Position, ids: dict[str, str]) -> Position:
    """The position with the ids that its statements have in the archive."""
    return replace(
        p,
        shown=tuple(replace(s, id=ids[s.id], repeats=s.repeats and ids[s.repeats]) for s in p.shown),
        changed=tuple(replace(c, before=_side(c.before, ids), after=_side(c.after, ids)) for c in p.changed),
    )


def _side(side: Side, ids: dict[str, str]) -> Side:
    return replace(side, statement=ids[side.statement])
