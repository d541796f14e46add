"""The folder that Parquet is written to: its files, and which shards are done.

    OUT/articles/day=2026-03-12/SHARD-000.parquet     and so statements, actors
    OUT/failures/SHARD.parquet                        pages that could not be read, and why
    OUT/_done/SHARD.json                              that a shard is whole, and of what it was made
    OUT/superseded.parquet                            articles of older captures of a page

A file is there whole or not at all, and no marker is there before its shard's files: a run that was killed is gone on
with by the same command.
"""

import json
import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import pyarrow as pa
from fsspec.implementations.local import LocalFileSystem
from fsspec.implementations.memory import MemoryFileSystem
from pyarrow import parquet

from sayso.batch.shards import Shard, system
from sayso.batch.tables import SCHEMAS, Row
from sayso.pages import PageError

DONE, SUPERSEDED = "_done", "superseded.parquet"
TABLES = ("articles", "statements", "actors")
_FILE = re.compile(r"\w+(/day=[\w-]+)?/[\w.-]+")  # what a marker may name: it is taken away by that name


@dataclass(frozen=True, slots=True)
class Done:
    """A shard that was read: how many articles and statements it gave, and how many pages could not be read. `made`
    tells of what and with what it was made, and `files` are those it was written to."""

    shard: str
    made: dict[str, Any]
    articles: int
    statements: int
    failures: int
    files: tuple[str, ...]


class Output:
    """The folder at an address, which need not be there yet. Raises PageError where no such address can be opened, or
    nothing lasts there."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._system, self._root = system(address)
        self._is_local = isinstance(self._system, LocalFileSystem)
        if isinstance(self._system, MemoryFileSystem):
            raise PageError(address, "is gone when its process ends: give a folder, or an address that lasts")

    def begin(self) -> None:
        """Make the folder. Raises OSError where it cannot be made."""
        self._system.makedirs(self.path(DONE), exist_ok=True)

    def write(self, name: str, rows: Sequence[Row], table: str) -> None:
        """Write rows to a file of a table, in the order they have."""
        made = pa.Table.from_pylist(list(rows), schema=SCHEMAS[table])
        with _Whole(self, name) as file:
            parquet.write_table(made, file, compression="zstd")

    def finish(self, done: Done) -> None:
        """Mark a shard as whole."""
        with _Whole(self, f"{DONE}/{done.shard}.json") as file:
            file.write(json.dumps(asdict(done), sort_keys=True).encode())

    def done(self) -> dict[str, Done]:
        """The shards that are whole, by name. A marker that is none is as if it were not there."""
        folder = self.path(DONE)
        self._system.invalidate_cache()
        if not self._system.isdir(folder):
            return {}
        paths = [path for path in self._system.find(folder) if path.endswith(".json")]
        # Not cat(), to which a path with brackets in it is a pattern.
        each = self._system.cat_ranges(paths, None, None, on_error="raise")
        return {done.shard: done for data in each if (done := _marker(data))}

    def forget(self, shard: str, files: Sequence[str]) -> None:
        """Take away what was written of a shard: its marker first."""
        for name in (f"{DONE}/{shard}.json", *files):
            if self._system.exists(self.path(name)):
                self._system.rm_file(self.path(name))

    def leftovers(self, shards: Mapping[str, Shard]) -> dict[str, list[str]]:
        """The files that there are of shards, by shard."""
        found: dict[str, list[str]] = {}
        for table in (*TABLES, "failures"):
            folder = self.path(table)
            for path in self._system.find(folder) if self._system.isdir(folder) else ():
                shard = posixpath.basename(path).removesuffix(".part").removesuffix(".parquet")
                shard = shard if shard in shards else shard.rpartition("-")[0]
                if shard in shards:
                    found.setdefault(shard, []).append(path[len(self._root) :].lstrip("/"))
        return found

    def path(self, name: str) -> str:
        """The full path of a file of the folder."""
        return f"{self._root.rstrip('/')}/{name}"


class _Whole:
    """A file that is written whole, or is not there."""

    def __init__(self, output: Output, name: str) -> None:
        self._system, self._path = output._system, output.path(name)
        # An object store shows nothing before it is closed; a disk does.
        self._written = self._path + ".part" if output._is_local else self._path

    def __enter__(self) -> Any:
        self._system.makedirs(posixpath.dirname(self._path), exist_ok=True)
        self._file = self._system.open(self._written, "wb")
        return self._file

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None and self._written == self._path:
            self._file.discard()
            return
        self._file.close()
        if kind is None and self._written != self._path:
            self._system.mv(self._written, self._path)


def _marker(data: bytes) -> Done | None:
    try:
        raw = json.loads(data)
        done = Done(**{**raw, "files": tuple(raw["files"])})
        is_ours = all(_FILE.fullmatch(name) for name in (f"{DONE}/{done.shard}", *done.files))
        return done if is_ours and all(f["address"] for f in done.made["files"]) else None
    except (ValueError, TypeError, KeyError):
        return None
