"""Known actors whose names are nearly a name."""

from rapidfuzz import process

from sayso.record import Record
from sayso.record.known_actors import linked_names

_MOST = 5
_LEAST = 70.0  # likeness (0 to 100, RapidFuzz's WRatio) under which a name is another


def similar(record: Record, name: str) -> list[tuple[str, str]]:
    """The ids and names of the known actors that are called most nearly so, at most 5, the nearest first."""
    known = linked_names(record.connection)
    near = process.extract(name, [called for _, called in known], limit=_MOST, score_cutoff=_LEAST)
    return [known[n] for _, _, n in near]
