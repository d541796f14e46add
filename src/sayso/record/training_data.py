"""What people corrected, as training data in PolNeAR's shape."""

import json
from collections.abc import Iterator
from typing import Any

from sayso.article import Span, Statement
from sayso.record import rows
from sayso.record.history import noted_where
from sayso.record.record import Record


def lessons(record: Record) -> Iterator[dict[str, Any]]:
    """An object for each article that has corrections: `id`, `text`, and as `attributions` the statements that a person
    changed or found, with all their fields: spans as offsets, actors by their names, `parent` as the cue of the
    statement that one stands in; `judged` is who said what of them, in their order, and `wrong` the cues of those that
    are none."""
    connection = record.connection
    for version in connection.execute(
        "SELECT DISTINCT v.id, v.text, v.article, r.key FROM corrected AS c JOIN statements AS s ON s.id = c.statement"
        " JOIN versions AS v ON v.id = s.version AND v.latest JOIN articles AS r ON r.id = v.article ORDER BY v.id"
    ).fetchall():
        article = rows.article(connection, version["id"])
        names = {a.id: a.name for a in article.actors}
        cues = {s.id: s.cue for s in article.statements}
        judged: dict[str | None, list[dict[str, Any]]] = {}
        for one in noted_where(connection, "c.withdrawn IS NULL AND n.article = ?", version["article"]):
            judged.setdefault(one.statement, []).append({"by": one.by, "field": one.field, "value": one.value})
        wrong = connection.execute(
            "SELECT c.machine FROM corrected AS c JOIN statements AS s ON s.id = c.statement"
            " WHERE s.version = ? AND c.wrong ORDER BY s.id",
            (version["id"],),
        )
        none = [Statement.from_dict(json.loads(row["machine"])).cue for row in wrong if row["machine"]]
        yield {
            "id": version["key"],
            "text": version["text"],
            "attributions": [
                {**_attribution(s, names, cues), "judged": judged.get(s.id, [])}
                for s in article.statements
                if s.corrected
            ],
            "wrong": [_offsets(cue) for cue in none],
        }


def _attribution(s: Statement, names: dict[str, str], cues: dict[str, tuple[Span, ...]]) -> dict[str, Any]:
    return {
        "source": _offsets(s.source),
        "cue": _offsets(s.cue),
        "content": _offsets(s.content),
        "addressee": _offsets(s.addressee),
        "via": _offsets((s.via.span,)) if s.via else [],
        "parent": _offsets(cues.get(s.parent or "", ())),
        "entities": [{"names": [names[i]]} for i in s.speakers],
        "addressees": [{"names": [names[i]]} for i in s.addressees],
        "kind": s.kind,
        "event": s.event,
        "sourcing": s.sourcing,
        "act": s.act,
        "negated": s.negated,
        "stance": s.stance,
        "when": [s.when.start, s.when.end] if s.when else None,
    }


def _offsets(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[x.start, x.end] for x in spans]
