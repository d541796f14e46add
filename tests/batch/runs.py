"""`sayso batch` as a person runs it, and what stands in the folder that it makes."""

import json
import os
import socket
import struct
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any
from uuid import uuid4

from patience import PATIENCE, until
from pyarrow import parquet

from sayso import Reader, batch
from sayso.batch.reading import ShardReader

COMMAND = (sys.executable, "-m", "sayso.cli.main")
_LISTENS = "0A"


def sayso(*args: str | Path, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """The command run to its end."""
    command = [*COMMAND, *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, env={**os.environ, **(env or {})})


def started(*args: str | Path) -> subprocess.Popen[str]:
    """The command begun, in a session of its own, as a terminal would."""
    command = [*COMMAND, *map(str, args)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)


def read_here(given: Path, out: Path) -> None:
    """What `sayso batch` makes of a folder, made by this process alone."""
    found, problems = batch.shards([str(given)], str(out))
    assert problems == []
    made = {"engine": Reader().engine.to_dict(), "min_confidence": None, "credit": None}
    left, _ = batch.pending(batch.Output(str(out)), found, made)
    reader = ShardReader(Reader, str(out), uuid4().hex)
    for shard in left:
        assert reader.read(shard, {**made, "files": [asdict(file) for file in shard.files]})
    batch.settle(batch.Output(str(out)))


def rows(out: Path, table: str) -> list[dict[str, Any]]:
    """The rows of a table: articles, statements, actors or failures."""
    found = [parquet.ParquetFile(path).read().to_pylist() for path in sorted((out / table).rglob("*.parquet"))]
    return [row for some in found for row in some]


def files(out: Path) -> dict[str, bytes]:
    """All files of a folder, by their paths in it."""
    return {str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def json_lines(path: Path, lines: Iterable[Mapping[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf8")
    return path


def one_line(text: str) -> str:
    """What was written on standard error, which is one line and no traceback."""
    assert "Traceback" not in text
    (line,) = text.splitlines()
    return line


def family(pid: int) -> list[int]:
    """A process and all that came of it, by their ids; those that are gone are left out."""
    parents: dict[int, int] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(folder.name)] = int((folder / "stat").read_text("utf8").rpartition(")")[2].split()[1])
        except OSError:
            continue
    found = [pid]
    for each in found:
        found += [child for child, parent in parents.items() if parent == each]
    return found


def program(pid: int) -> str:
    """A process' command; empty where it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text("utf8", "replace").replace("\0", " ")
    except OSError:
        return ""


def ended(pids: Sequence[int]) -> None:
    """Wait until processes have ended."""
    until(lambda: not any(program(pid) for pid in pids))


def sockets(pids: Iterable[int]) -> set[str]:
    """The addresses at which processes listen or are connected, by TCP or UDP: both ends."""
    held = {name for pid in pids for name in _held(pid)}
    found: set[str] = set()
    for protocol in ("tcp", "tcp6", "udp", "udp6"):
        for line in Path(f"/proc/net/{protocol}").read_text("ascii").splitlines()[1:]:
            cells = line.split()
            if f"socket:[{cells[9]}]" in held:
                found.add(_address(cells[1]))
                if cells[3] != _LISTENS and not cells[2].endswith(":0000"):
                    found.add(_address(cells[2]))
    return found


def _held(pid: int) -> Iterator[str]:
    try:
        for link in Path(f"/proc/{pid}/fd").iterdir():
            yield str(link.readlink())
    except OSError:
        return


def _address(told: str) -> str:
    """An address as /proc/net has it: words of 32 bits in this machine's order."""
    raw = bytes.fromhex(told.partition(":")[0])
    packed = b"".join(struct.pack(">I", word) for word in struct.unpack(f"={len(raw) // 4}I", raw))
    if len(packed) == 4:
        return socket.inet_ntop(socket.AF_INET, packed)
    return socket.inet_ntop(socket.AF_INET6, packed).removeprefix("::ffff:")
