"""Articles of a record with the actors that are the same in every article told beside the names that each uses."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sayso.article import Article
from sayso.record import Record
from sayso.record.known_actors import known_in
from sayso.record.versions import latest_at

SCHEME = "sayso"  # among an actor's identifiers: its id in the record


def canonical(record: Record, articles: Iterable[Article]) -> Iterator[Article]:
    """The articles with each actor's id in the record among its identifiers, and those that its actor has elsewhere."""
    for article in articles:
        version = latest_at(record.connection, article.url or article.id)
        found = known_in(record.connection, version) if version is not None else {}
        known = {local: {SCHEME: k.permanent, **k.identifiers} for local, k in found.items()}
        actors = tuple(replace(a, identifiers={**known.get(a.id, {}), **a.identifiers}) for a in article.actors)
        yield replace(article, actors=actors)
