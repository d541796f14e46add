"""Many shards read by many workers: Ray Data hands them out, and takes a worker that died back into work."""

import json
import logging
import os
import secrets
import socket
import sys
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sayso.batch.archive import Archive, is_archive
from sayso.batch.output import SUPERSEDED, Done, Output
from sayso.batch.reading import ShardReader
from sayso.batch.shards import Shard, reason
from sayso.pages import PageError
from sayso.pages.plugged import page_formats
from sayso.reader import Reader

_PATIENCE = 10.0  # seconds that a cluster has to answer
_STORE = 100 << 20  # bytes that workers share; what goes between them is a line a shard
# What Ray reads when it is loaded: it sends nothing anywhere, and tells only what goes wrong.
_QUIET = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_DATA_LOG_LEVEL": "ERROR"}
# What keeps a Ray that was started here to this machine: who reaches its ports can run programs. Linux has it open to
# the network otherwise, whatever address it is told.
_LOCAL = {"RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0", "RAY_AUTH_MODE": "token"}


def pending(output: Output, shards: Sequence[Shard], made: dict[str, Any]) -> tuple[list[Shard], list[Done]]:
    """Those shards that are not done yet with what they are `made` with, and what came of those that are. What was
    written of the first before, by a run that was killed or of files that are others now, is taken away.

    Raises OSError where the folder cannot be made, PageError where its address cannot be reached.
    """
    try:
        return _pending(output, shards, made)
    except (OSError, PageError):
        raise
    except Exception as error:  # each file system has its own
        raise PageError(output.address, f"cannot be reached ({reason(error)})") from error


def _pending(output: Output, shards: Sequence[Shard], made: dict[str, Any]) -> tuple[list[Shard], list[Done]]:
    done = output.done()
    wanted = {s.name: s for s in shards}
    whole = {name for name, s in wanted.items() if name in done and done[name].made == _made(s, made)}
    of = {f.address: s.name for s in shards for f in s.files}
    for d in done.values():
        # Files that are shared out in another way now would be there twice.
        if d.shard not in whole and any(of.get(f["address"]) for f in d.made["files"]):
            output.forget(d.shard, d.files)
    left = {name: s for name, s in wanted.items() if name not in whole}
    for name, files in output.leftovers(left).items():
        output.forget(name, files)
    if left:
        output.begin()
    return list(left.values()), [done[name] for name in wanted if name in whole]


def settle(output: Output) -> None:
    """Note which articles are older captures of a page, when shards were read or nothing was left to read."""
    if is_archive(output.address):  # no input could be read, otherwise
        output.write(SUPERSEDED, Archive(output.address).superseded(), "superseded")


def _made(shard: Shard, made: dict[str, Any]) -> dict[str, Any]:
    """What a shard's marker says it was made of and with."""
    return {**made, "files": [asdict(f) for f in shard.files]}


def run(
    output: str,
    shards: Sequence[Shard],
    make: Callable[[], Reader],
    made: dict[str, Any],
    jobs: int,
    address: str | None,
) -> Iterator[Done | Shard]:
    """Read shards with so many workers, each a process with one thread, on this machine or on the Ray cluster at an
    address. Gives each shard that was done, in the order in which they are, and at the end those that were not: whose
    workers died again and again. Raises OSError where the output cannot be written, PageError where Ray cannot be
    started, or no cluster joined at the address."""
    page_formats()  # a plugin that cannot be loaded is told here, once; nobody hears the workers
    told = [{"shard": json.dumps({**s.to_dict(), "made": _made(s, made)})} for s in shards]
    waiting = {s.name: s for s in shards}
    with _ray(jobs, address):
        from ray.data import ActorPoolStrategy, from_items

        work = from_items(told, override_num_blocks=len(told)).map(
            _Worker,
            fn_constructor_args=(make, output, uuid.uuid4().hex),
            compute=ActorPoolStrategy(size=min(jobs, len(shards)), max_tasks_in_flight_per_actor=1),
            num_cpus=1,
        )
        for row in work.iter_rows():
            if row["error"]:
                raise OSError(row["error"])
            if row["done"]:
                done = Done(**json.loads(row["done"]))
                del waiting[done.shard]
                yield done
    yield from waiting.values()


@contextmanager
def _ray(jobs: int, address: str | None) -> Iterator[None]:
    """Ray as long as it is needed."""
    with _silence():
        _start(jobs, address)
        import ray

        try:
            yield
        finally:
            ray.shutdown()


def _start(jobs: int, address: str | None) -> None:
    """Join the cluster at an address, or start one of this machine alone."""
    os.environ |= _QUIET
    if not address:
        os.environ |= _LOCAL
        os.environ.setdefault("RAY_AUTH_TOKEN", secrets.token_hex(32))  # Ray asks for it once a process
    try:
        import ray
        from ray.data import DataContext
    except ImportError as error:
        raise PageError("Ray", f"is needed ({error.name} is missing): pip install 'sayso[batch]'") from error

    if address:
        _reach(address)
    quiet = {"log_to_driver": False, "logging_level": logging.ERROR}
    # By itself Ray would join the cluster that RAY_ADDRESS names.
    alone = {"address": "local", "num_cpus": jobs, "include_dashboard": False, "object_store_memory": _STORE}
    try:
        ray.init(**({"address": address} if address else alone), **quiet)
    except (ValueError, RuntimeError, OSError) as error:
        what = "joined" if address else "started"
        raise PageError(address or "Ray", f"cannot be {what} ({reason(error)})") from error
    # What it prints to standard output, or where a worker dies; there is no setting for that.
    ray._private.worker.print_to_stdstream = lambda *_, **__: None
    logging.raiseExceptions = False  # Ray still logs while it ends, to files that are closed by then
    context = DataContext.get_current()
    context.enable_progress_bars = False
    context.max_errored_blocks = -1  # one shard that cannot be read does not end the others


def _reach(address: str) -> None:
    """Raise PageError where nobody answers at host:port, on which Ray would wait for minutes."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if host and port.isdigit():
        try:
            socket.create_connection((host, int(port)), _PATIENCE).close()
        except (OSError, OverflowError) as error:
            raise PageError(address, f"cannot be joined ({error}): check that a Ray cluster is there") from error


@contextmanager
def _silence() -> Iterator[None]:
    """Keep what Ray's own core writes past Python off standard error, which is for what a person must know."""
    before, sys.stderr = sys.stderr, os.fdopen(os.dup(2), "w", encoding=sys.stderr.encoding, errors="backslashreplace")
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(sys.stderr.fileno(), 2)
        sys.stderr.close()
        sys.stderr = before


class _Worker:
    """A process that has the network loaded, for as long as there are shards."""

    def __init__(self, make: Callable[[], Reader], output: str, run: str) -> None:
        self._reader = ShardReader(make, output, run)

    def __call__(self, row: dict[str, Any]) -> dict[str, Any]:
        raw = json.loads(row["shard"])
        try:
            done = self._reader.read(Shard.from_dict(raw), raw["made"])
            return {"done": done and json.dumps(asdict(done)), "error": None}
        except OSError as error:  # what cannot be read of the input is a failure; this is the output
            return {"done": None, "error": error.strerror or str(error)}
