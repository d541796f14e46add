"""Known actors whose names are nearly a name."""

from rapidfuzz import process

from sayso.record import Record

_MOST = 5
_LEAST = 70.0  # likeness (0 to 100, RapidFuzz's WRatio) under which a name is another


def similar(record: Record, name: str) -> list[tuple[str, str]]:
    """The ids and names of the known actors that are called most nearly so, at most 5, the nearest first."""
    rows = record.connection.execute(
        "SELECT permanent, name FROM known_actors WHERE id IN (SELECT known FROM actor_links) ORDER BY id"
    ).fetchall()
    near = process.extract(name, [row["name"] for row in rows], limit=_MOST, score_cutoff=_LEAST)
    return [(rows[n]["permanent"], rows[n]["name"]) for _, _, n in near]
