"""Connections to the record: those for reading, and one for writing, so that reads never wait for a write."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sayso.record import Record
from sayso.record.connection import at_this_moment, connect_to_read

_PATIENCE = 10.0  # seconds that one who corrects waits for another


class Busy(Exception):
    """Somebody else writes, for too long to wait."""


class _ReadOnly(Record):
    """A record that nothing can be written to through."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.connection = connect_to_read(path)  # used by one thread at a time


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
        with at_this_moment(record.connection):
            self._held.record = record
            try:
                yield record
            finally:
                self._held.record = None
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
