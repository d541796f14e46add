"""The record's file: opened so that nothing is lost, and brought to the newest shape."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from sayso.errors import RecordError
from sayso.record import counted, digests, folding, permanent_ids

# What brings a file from each version of the schema to the next; the last one is the version that is written.
MIGRATIONS = (
    ("schema.sql", "the record as it began"),
    ("links.sql", "what joins articles, and primary sources"),
    ("web.sql", "accounts, API tokens and notes"),
    ("credit.sql", "how likely each speaker is, and who else it may be"),
    ("events.sql", "whether something was said or thought"),
    ("permanent.sql", "ids of statements that last"),
    ("identity.sql", "who is who, whatever the order of articles"),
    ("digests.sql", "what each table holds, in one figure; when an article was changed"),
    ("edits.sql", "whether an outlet changed an article"),
    ("webhooks.sql", "who is told what is new"),
    ("stems.sql", "words in all their forms, and searches that have a name"),
    ("correcting.sql", "all fields corrected, and what was said taken back"),
)
APPLICATION = 0x5A150  # marks a file as a record of sayso
_BUSY = 60.0  # seconds that one who writes waits for another


def connect(path: Path, *, new: bool = False) -> sqlite3.Connection:
    """The record in a file, made or brought to the newest schema where it must be. Without `new` it must be there.

    Raises RecordError where there is no such file, it is no record, it is of a newer version, or it cannot be opened.
    """
    try:
        if not new and not path.exists():
            raise RecordError(path, f"no such record: `sayso add {path} PAGE` makes one")
        if not new and path.stat().st_size == 0:
            raise RecordError(path, f"is empty, no record: restore a copy, or `sayso add {path} PAGE` begins a new one")
        connection = sqlite3.connect(path, timeout=_BUSY, isolation_level=None)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        _migrate(connection, path)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        counted.teach(connection)
        folding.teach(connection)
        digests.watch(connection)
    except UnicodeDecodeError as error:  # not even what is wrong with it can be read
        raise RecordError(path, "cannot be used (it is damaged): restore a copy") from error
    except sqlite3.Error as error:
        if not new and (read_only := _read_only(path)):
            return read_only
        raise RecordError(path, f"{_problem(error)}") from error
    except OSError as error:
        raise RecordError(path, f"cannot be opened ({error.strerror or error}): choose another name") from error
    return connection


def connect_to_read(path: Path) -> sqlite3.Connection:
    """The record in a file, that nothing can be written to through; it may go from thread to thread.

    Raises RecordError where it cannot be opened.
    """
    try:
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None, check_same_thread=False
        )
    except sqlite3.Error as error:
        raise RecordError(path, f"cannot be opened ({error})") from error
    connection.row_factory = sqlite3.Row
    counted.teach(connection)
    folding.teach(connection)
    return connection


@contextmanager
def at_this_moment(connection: sqlite3.Connection) -> Iterator[None]:
    """The record as it is now: what others write meanwhile is not seen."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")


def keep_no_longer(connection: sqlite3.Connection) -> None:
    """Write to a record that is gone when its process ends: faster, as nothing need outlast a power cut."""
    connection.execute("PRAGMA synchronous = OFF")


def schema_version(connection: sqlite3.Connection) -> int:
    """The version of the schema of a record."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def _read_only(path: Path) -> sqlite3.Connection | None:
    """The record in a file that may not be written to, as on an archive’s disk; None where it cannot be read either, or
    is of an older schema."""
    try:
        # Nobody else can write to it either, and no log can lie beside it that is not in it yet.
        address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        connection = sqlite3.connect(address, uri=True, isolation_level=None)
        connection.row_factory = sqlite3.Row
        counted.teach(connection)
        folding.teach(connection)
        mark = connection.execute("PRAGMA application_id").fetchone()[0]
        have = connection.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.Error:
        return None
    log = path.with_name(path.name + "-wal")
    is_whole = not log.exists() or log.stat().st_size == 0
    return connection if mark == APPLICATION and have == len(MIGRATIONS) and is_whole else None


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    have = connection.execute("PRAGMA user_version").fetchone()[0]
    mark = connection.execute("PRAGMA application_id").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if tables and mark != APPLICATION:
        raise RecordError(path, "is a database, but no record of sayso: choose another name")
    if have > len(MIGRATIONS):
        raise RecordError(path, f"was written by a newer sayso (schema {have}): update sayso")
    if have == len(MIGRATIONS):
        return
    with writing(connection, path):
        # Another process may have done it while this one waited.
        have = connection.execute("PRAGMA user_version").fetchone()[0]
        for name, _ in MIGRATIONS[have:]:
            for command in _commands((files("sayso.record") / name).read_text("utf8")):
                connection.execute(command)
            if name == "permanent.sql":
                permanent_ids.keep_all(connection)
        digests.keep_all(connection)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


def shape() -> dict[str, str]:
    """What makes each table, index and trigger of the newest schema, by its name."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    for name, _ in MIGRATIONS:
        for command in _commands((files("sayso.record") / name).read_text("utf8")):
            connection.execute(command)
    made = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))
    connection.close()
    return made


def _commands(script: str) -> Iterator[str]:
    """The commands of a script one by one: executescript would end the transaction that they belong in."""
    held = ""
    for line in script.splitlines(keepends=True):
        held += line
        if sqlite3.complete_statement(held):
            yield held
            held = ""


@contextmanager
def writing(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """One transaction, for which one waits at its beginning; all of it is kept, or nothing.

    Raises RecordError where the file cannot be written.
    """
    try:
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:  # a full disk ends it by itself
                connection.execute("ROLLBACK")
            raise
    except sqlite3.Error as error:
        raise RecordError(path, f"{_problem(error)}") from error


def _problem(error: sqlite3.Error) -> str:
    # Extended codes hold the plain one in their lowest byte.
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:
        case sqlite3.SQLITE_NOTADB:
            return "is no record (it is not an SQLite file): choose another name"
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return f"is in use by another process for more than {_BUSY:g} seconds: try again when it is done"
        case sqlite3.SQLITE_FULL:
            return "cannot be written, the disk is full: free some space and run the same command again"
        case sqlite3.SQLITE_READONLY:
            return "may not be written to: copy it to where you may, and work on the copy"
        case sqlite3.SQLITE_CANTOPEN:
            return "cannot be opened: check that its folder is there and may be written"
    return f"cannot be used ({error}): choose another file"
