"""Text without case and diacritics, as searches compare it: "gunes" finds "Güneş"."""

import sqlite3
import unicodedata


def folded(text: str) -> str:
    """The text without case and diacritics."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


def teach(connection: sqlite3.Connection) -> None:
    """Let a connection fold text, too."""
    connection.create_function("folded", 1, lambda text: None if text is None else folded(text), deterministic=True)
