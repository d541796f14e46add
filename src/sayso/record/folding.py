"""Folding, taught to SQL."""

import sqlite3

from sayso.text.folding import folded


def teach(connection: sqlite3.Connection) -> None:
    """Let a connection fold text, too."""
    connection.create_function("folded", 1, lambda text: None if text is None else folded(text), deterministic=True)
