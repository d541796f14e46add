"""What people corrected, as training data in PolNeAR's shape."""

import json
from collections.abc import Iterator
from typing import Any

from sayso.article import Span, Statement
from sayso.record import rows
from sayso.record.record import Record


def lessons(record: Record) -> Iterator[dict[str, Any]]:
    """An object for each article that has corrections: `id`, `text`, and as `attributions` the statements that a person
    changed or found, with the spans of source, cue and content, speakers and act; `wrong` are the cues of those that
    are none."""
    connection = record.connection
    for version in connection.execute(
        "SELECT DISTINCT v.id, v.text, r.key FROM corrected AS c JOIN statements AS s ON s.id = c.statement"
        " JOIN versions AS v ON v.id = s.version AND v.latest JOIN articles AS r ON r.id = v.article ORDER BY v.id"
    ).fetchall():
        article = rows.article(connection, version["id"])
        names = {a.id: a.name for a in article.actors}
        wrong = connection.execute(
            "SELECT c.machine FROM corrected AS c JOIN statements AS s ON s.id = c.statement"
            " WHERE s.version = ? AND c.wrong ORDER BY s.id",
            (version["id"],),
        )
        cues = [Statement.from_dict(json.loads(row["machine"])).cue for row in wrong if row["machine"]]
        yield {
            "id": version["key"],
            "text": version["text"],
            "attributions": [_attribution(s, names) for s in article.statements if s.corrected],
            "wrong": [_offsets(cue) for cue in cues],
        }


def _attribution(s: Statement, names: dict[str, str]) -> dict[str, Any]:
    return {
        "source": _offsets(s.source),
        "cue": _offsets(s.cue),
        "content": _offsets(s.content),
        "entities": [{"names": [names[i]]} for i in s.speakers],
        "sourcing": s.sourcing,
        "act": s.act,
        "negated": s.negated,
        "stance": s.stance,
    }


def _offsets(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[x.start, x.end] for x in spans]
