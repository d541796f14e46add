"""For cog: the record's tables and how they point to each other, as a Mermaid diagram."""

import sqlite3
import tempfile
from pathlib import Path

from sayso.record.connection import connect

_SHADOWS = ("statement_words_", "statement_stems_")


def diagram() -> str:
    """An entity diagram of a new record."""
    with tempfile.TemporaryDirectory() as folder:
        record = connect(Path(folder) / "new.db", new=True)
        try:
            return "\n".join(["```mermaid", "erDiagram", *_lines(record), "```", ""])
        finally:
            record.close()


def _lines(record: sqlite3.Connection) -> list[str]:
    named = [row["name"] for row in record.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    tables = [name for name in named if not name.startswith(("sqlite_", *_SHADOWS))]
    out = []
    for table in tables:
        columns = record.execute(f"PRAGMA table_info({table})").fetchall()
        out += [f"    {table} {{", *(f"        {c['type'] or 'TEXT'} {c['name']}" for c in columns), "    }"]
    for table in tables:
        for key in record.execute(f"PRAGMA foreign_key_list({table})").fetchall():
            out.append(f"    {key['table']} ||--o{{ {table} : {key['from']}")
    return out
