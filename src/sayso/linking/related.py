"""Articles on the same matter: of the same days, with the same known actors in them."""

import datetime
import sqlite3

from sayso.record.appearances import elsewhere, of_article

_DAYS = 3  # before and after
_MOST = 15  # articles that are looked at for one
_EVERYWHERE = 400  # appearances in the days around; who has more tells nothing of the matter


def related(connection: sqlite3.Connection, article: int) -> list[int]:
    """The articles that share most known actors with an article, weighed by how rare these are in the days around it;
    of the same days, or of unknown ones where its own is unknown. At most 15, the nearest first."""
    weights: dict[int, float] = {}
    for known, day in of_article(connection, article):
        found = elsewhere(connection, known, around(day, _DAYS), article, _EVERYWHERE)
        if len(found) < _EVERYWHERE:
            for other in found:
                weights[other] = weights.get(other, 0.0) + 1 / len(found)
    return sorted(weights, key=lambda a: (-weights[a], a))[:_MOST]


def around(day: str, days: int) -> tuple[str, str]:
    """The first and last of the days around a day (ISO 8601); of an unknown day, '', only itself."""
    try:
        middle = datetime.date.fromisoformat(day)
        return tuple((middle + datetime.timedelta(n)).isoformat() for n in (-days, days))  # type: ignore[return-value]
    except (ValueError, OverflowError):
        return day, day
