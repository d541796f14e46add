"""A digest of each table's rows, whatever their order: kept with every row that is written, compared by `verify`.

It is the sum of the rows' hashes (Clarke and others, "Incremental multiset hash functions", ASIACRYPT 2003), so that a
written row costs one hash. It tells damage, not malice: who writes with sayso writes it too.
"""

import hashlib
import sqlite3
from collections.abc import Collection, Iterator

_MODULUS = 1 << 62
# The words for searching have their own check; what SQLite counts by itself, and this, have none.
_NOT_THESE = (
    "name NOT LIKE 'statement_words%' AND name NOT LIKE 'statement_stems%' AND name NOT LIKE 'sqlite_%'"
    " AND name <> 'digests'"
)


def watch(connection: sqlite3.Connection) -> None:
    """Keep the digests with all that this connection writes from now on."""
    connection.create_function("with_row", -1, lambda figure, *row: (figure + _hash(row)) % _MODULUS)
    connection.create_function("without_row", -1, lambda figure, *row: (figure - _hash(row)) % _MODULUS)
    # Else what replaces a row takes it out untold.
    connection.execute("PRAGMA recursive_triggers = ON")
    for table, columns in _tables(connection).items():
        new, old = (", ".join(f'{row}."{column}"' for column in columns) for row in ("new", "old"))
        for event, figure in (
            ("INSERT", f"with_row(figure, {new})"),
            ("DELETE", f"without_row(figure, {old})"),
            ("UPDATE", f"with_row(without_row(figure, {old}), {new})"),
        ):
            connection.execute(
                f"CREATE TEMP TRIGGER digest_{table}_{event} AFTER {event} ON main.{table}"
                f" BEGIN UPDATE digests SET figure = {figure} WHERE name = '{table}'; END"
            )


def keep_all(connection: sqlite3.Connection) -> None:
    """Write the digest of every table as it is."""
    connection.execute("DELETE FROM digests")
    made = [(table, _figure(connection, table)) for table in _tables(connection)]
    connection.executemany("INSERT INTO digests VALUES (?, ?)", made)


def changed(connection: sqlite3.Connection) -> Iterator[str]:
    """The tables that hold something else than was written."""
    kept = {row["name"]: row["figure"] for row in connection.execute("SELECT name, figure FROM digests")}
    for table in _tables(connection):
        if kept.pop(table, None) != _figure(connection, table):
            yield table
    yield from kept


def state(connection: sqlite3.Connection, without: Collection[str] = ()) -> str:
    """What all tables hold, but those: another text as soon as anything in them is another."""
    found = connection.execute("SELECT name, figure FROM digests ORDER BY name")
    return " ".join(f"{row['name']}={row['figure']}" for row in found if row["name"] not in without)


def _tables(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """The columns of each table."""
    names = connection.execute(
        f"SELECT name FROM main.sqlite_master WHERE type = 'table' AND {_NOT_THESE} ORDER BY name"
    ).fetchall()
    return {name: [row[1] for row in connection.execute(f"PRAGMA main.table_info({name})")] for (name,) in names}


def _figure(connection: sqlite3.Connection, table: str) -> int:
    return sum(_hash(tuple(row)) for row in connection.execute(f"SELECT * FROM main.{table}")) % _MODULUS


def _hash(row: tuple[object, ...]) -> int:
    return int.from_bytes(hashlib.blake2b(repr(row).encode("utf-8", "surrogatepass"), digest_size=8).digest())
