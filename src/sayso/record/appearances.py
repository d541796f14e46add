"""On which days known actors are in the news, and in which articles."""

import sqlite3


def note(connection: sqlite3.Connection, article: int) -> None:
    """Note on which day the known actors of an article's latest version are in the news, and those alone."""
    connection.execute("DELETE FROM appearances WHERE article = ?", (article,))
    connection.execute(
        "INSERT OR IGNORE INTO appearances SELECT l.known, coalesce(substr(v.published, 1, 10), ''), v.article"
        " FROM actor_links AS l JOIN actors AS a ON a.id = l.actor JOIN versions AS v ON v.id = a.version AND v.latest"
        " WHERE v.article = ?",
        (article,),
    )


def of_article(connection: sqlite3.Connection, article: int) -> list[tuple[int, str]]:
    """The known actors in an article, by their rows, each with its day; '' where that is not known."""
    found = connection.execute("SELECT known, day FROM appearances WHERE article = ? ORDER BY known", (article,))
    return [(row["known"], row["day"]) for row in found]


def elsewhere(connection: sqlite3.Connection, known: int, days: tuple[str, str], article: int, most: int) -> list[int]:
    """The articles but one that a known actor is in between two days, inclusive: the first of them, at most so many."""
    found = connection.execute(
        "SELECT article FROM appearances WHERE known = ? AND day BETWEEN ? AND ? AND article <> ?"
        " ORDER BY day, article LIMIT ?",
        (known, *days, article, most),
    )
    return [row["article"] for row in found]
