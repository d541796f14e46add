"""The links of a record brought up to date, for the articles that came, changed or went since."""

from collections.abc import Callable

from sayso.linking import copies, entity_linking, passage_index, thread_clustering
from sayso.linking.semantic_search import sentences
from sayso.record import Record
from sayso.record.connection import writing

_AT_ONCE = 200  # articles whose actors are joined at once
_TOGETHER = 5  # articles that one transaction links


def update(record: Record, tell: Callable[[int, int], None] = lambda done, left: None) -> int:
    """Make the links of every article that has none yet, or that was changed, corrected or read again; how many these
    were. `tell` is told after every few how many are done and left.

    Raises RecordError where the record cannot be written.
    """
    done = 0
    _join_actors(record, [])
    while some := _unlinked(record):
        _join_actors(record, some)
        for first in range(0, len(some), _TOGETHER):
            few = some[first : first + _TOGETHER]
            with writing(record.connection, record.path):
                for article in few:
                    copies.link(record.connection, article)
                    passage_index.link(record.connection, article, sentences())
                thread_clustering.link(record.connection, few)
                record.connection.executemany("DELETE FROM unlinked WHERE article = ?", [(a,) for a in few])
            done += len(few)
            tell(done, record.connection.execute("SELECT count(*) FROM unlinked").fetchone()[0])
    if record.connection.execute("SELECT 1 FROM left_links LIMIT 1").fetchone():
        with writing(record.connection, record.path):
            entity_linking.settle(record.connection)
    return done


def _join_actors(record: Record, articles: list[int]) -> None:
    """Join the actors of these articles, and of those that went, to known ones."""
    if articles or record.connection.execute("SELECT 1 FROM open_forms LIMIT 1").fetchone():
        with writing(record.connection, record.path):
            entity_linking.link(record.connection, articles)


def _unlinked(record: Record) -> list[int]:
    found = record.connection.execute("SELECT article FROM unlinked ORDER BY article LIMIT ?", (_AT_ONCE,))
    return [row["article"] for row in found]
