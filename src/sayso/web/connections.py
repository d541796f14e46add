"""Connections to the record: those for reading, and one for writing, so that reads never wait for a write."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sayso.record import Record, RecordError, counted, folding

_PATIENCE = 10.0  # seconds that one who corrects waits for another


class Busy(Exception):
    """Somebody else writes, for too long to wait."""


class _ReadOnly(Record):
    """A record that nothing can be written to through."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            # It goes from thread to thread, but is used by one at a time.
            self.connection = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None, check_same_thread=False
            )
        except sqlite3.Error as error:
            raise RecordError(path, f"cannot be opened ({error})") from error
        self.connection.row_factory = sqlite3.Row
        counted.teach(self.connection)
        folding.teach(self.connection)


class _Held(threading.local):
    record: Record | None = None


class Connections:
    """The connections of one server. Opening it brings the record to the newest schema.

    Raises RecordError where the file cannot be used.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        Record(path).close()
        self._held = _Held()
        self._idle: list[_ReadOnly] = []  # appending and popping are atomic
        self._turn = threading.Lock()

    @contextmanager
    def reading(self) -> Iterator[Record]:
        """The record as it is at this moment; what others write meanwhile is not seen. Inside of another `reading` of
        the same thread it is the same moment."""
        if self._held.record is not None:
            yield self._held.record
            return
        record = self._idle.pop() if self._idle else _ReadOnly(self.path)
        record.connection.execute("BEGIN")
        self._held.record = record
        try:
            yield record
        finally:
            self._held.record = None
            record.connection.execute("ROLLBACK")
            self._idle.append(record)

    @contextmanager
    def writing(self) -> Iterator[Record]:
        """The record to write to, for one at a time. Raises Busy where others take too long."""
        if not self._turn.acquire(timeout=_PATIENCE):
            raise Busy
        try:
            record = Record(self.path)
            try:
                yield record
            finally:
                record.close()
        finally:
            self._turn.release()

    def close(self) -> None:
        """Let go of the file."""
        while self._idle:
            self._idle.pop().close()
