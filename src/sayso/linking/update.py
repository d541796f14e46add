"""The links of a record brought up to date, for the articles that came, changed or went since."""

from collections.abc import Callable

from sayso.linking import copies, entity_linking, passage_index, thread_clustering
from sayso.linking.semantic_search import sentences
from sayso.record import Record, unlinked
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
    while some := unlinked.first(record.connection, _AT_ONCE):
        _join_actors(record, some)
        for first in range(0, len(some), _TOGETHER):
            few = some[first : first + _TOGETHER]
            with writing(record.connection, record.path):
                for article in few:
                    copies.link(record.connection, article)
                    passage_index.link(record.connection, article, sentences())
                thread_clustering.link(record.connection, few)
                unlinked.linked(record.connection, few)
            done += len(few)
            tell(done, unlinked.waiting(record.connection))
    if unlinked.is_any_left(record.connection):
        with writing(record.connection, record.path):
            entity_linking.settle(record.connection)
    return done


def _join_actors(record: Record, articles: list[int]) -> None:
    """Join the actors of these articles, and of those that went, to known ones."""
    if articles or unlinked.is_any_name_open(record.connection):
        with writing(record.connection, record.path):
            entity_linking.link(record.connection, articles)
