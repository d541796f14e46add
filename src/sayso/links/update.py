"""The links of a record brought up to date, for the articles that came, changed or went since."""

from collections.abc import Callable

from sayso.links import copies, known, passages, tie
from sayso.links.meaning import sentences
from sayso.record import Record
from sayso.record.file import writing

_TOGETHER = 5  # articles that one transaction links


def update(record: Record, tell: Callable[[int, int], None] = lambda done, left: None) -> int:
    """Make the links of every article that has none yet, or that was changed, corrected or read again; how many these
    were. `tell` is told after every few how many are done and left.

    Raises RecordError where the record cannot be written.
    """
    done = 0
    while some := _unlinked(record):
        with writing(record.connection, record.path):
            for article in some:
                copies.link(record.connection, article)
                known.link(record.connection, article)
                passages.link(record.connection, article, sentences())
            tie.link(record.connection, some)
            record.connection.executemany("DELETE FROM unlinked WHERE article = ?", [(a,) for a in some])
        done += len(some)
        tell(done, record.connection.execute("SELECT count(*) FROM unlinked").fetchone()[0])
    if record.connection.execute("SELECT 1 FROM left_links LIMIT 1").fetchone():
        with writing(record.connection, record.path):
            known.settle(record.connection)
    return done


def _unlinked(record: Record) -> list[int]:
    found = record.connection.execute("SELECT article FROM unlinked ORDER BY article LIMIT ?", (_TOGETHER,))
    return [row["article"] for row in found]
