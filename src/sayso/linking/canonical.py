"""Articles of a record with the actors that are the same in every article told beside the names that each uses."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace

from sayso.article import Article
from sayso.record import Record

SCHEME = "sayso"  # among an actor's identifiers: its id in the record


def canonical(record: Record, articles: Iterable[Article]) -> Iterator[Article]:
    """The articles with each actor's id in the record among its identifiers, and those that its actor has elsewhere."""
    for article in articles:
        found = record.connection.execute(
            "SELECT a.local_id, k.permanent, k.identifiers FROM articles AS r JOIN versions AS v ON v.article = r.id"
            " AND v.latest JOIN actors AS a ON a.version = v.id JOIN actor_links AS l ON l.actor = a.id"
            " JOIN known_actors AS k ON k.id = l.known WHERE r.key = ?",
            (article.url or article.id,),
        ).fetchall()
        known = {row["local_id"]: {SCHEME: row["permanent"], **json.loads(row["identifiers"])} for row in found}
        actors = tuple(replace(a, identifiers={**known.get(a.id, {}), **a.identifiers}) for a in article.actors)
        yield replace(article, actors=actors)
