"""Articles on the same matter: of the same days, with the same known actors in them."""

import datetime
import sqlite3

_DAYS = 3  # before and after
_MOST = 15  # articles that are looked at for one
_EVERYWHERE = 400  # appearances in the days around; who has more tells nothing of the matter


def link(connection: sqlite3.Connection, article: int) -> None:
    """Note on which day the known actors of an article's latest version are in the news."""
    connection.execute("DELETE FROM appearances WHERE article = ?", (article,))
    connection.execute(
        "INSERT OR IGNORE INTO appearances SELECT l.known, coalesce(substr(v.published, 1, 10), ''), v.article"
        " FROM actor_links AS l JOIN actors AS a ON a.id = l.actor JOIN versions AS v ON v.id = a.version AND v.latest"
        " WHERE v.article = ?",
        (article,),
    )


def related(connection: sqlite3.Connection, article: int) -> list[int]:
    """The articles that share most known actors with an article, weighed by how rare these are in the days around it;
    of the same days, or of unknown ones where its own is unknown. At most 15, the nearest first."""
    weights: dict[int, float] = {}
    for row in connection.execute("SELECT known, day FROM appearances WHERE article = ? ORDER BY known", (article,)):
        first, last = around(row["day"], _DAYS)
        found = connection.execute(
            "SELECT article FROM appearances WHERE known = ? AND day BETWEEN ? AND ? AND article <> ?"
            " ORDER BY day, article LIMIT ?",
            (row["known"], first, last, article, _EVERYWHERE),
        ).fetchall()
        if len(found) < _EVERYWHERE:
            for other in found:
                weights[other["article"]] = weights.get(other["article"], 0.0) + 1 / len(found)
    return sorted(weights, key=lambda a: (-weights[a], a))[:_MOST]


def around(day: str, days: int) -> tuple[str, str]:
    """The first and last of the days around a day (ISO 8601); of an unknown day, '', only itself."""
    try:
        middle = datetime.date.fromisoformat(day)
        return tuple((middle + datetime.timedelta(n)).isoformat() for n in (-days, days))  # type: ignore[return-value]
    except (ValueError, OverflowError):
        return day, day
