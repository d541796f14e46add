"""Many shards read by many workers: Ray Data hands them out, and takes a worker that died back into work."""

import json
import logging
import os
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from sayso.batch.archive import Archive
from sayso.batch.output import SUPERSEDED, Done, Output
from sayso.batch.reading import ShardReader
from sayso.batch.shards import Shard
from sayso.reader import Reader

_STORE = 100 << 20  # bytes that workers share; what goes between them is a line a shard
# What Ray reads when it is loaded: it sends nothing anywhere, and tells only what goes wrong.
_QUIET = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_DATA_LOG_LEVEL": "ERROR"}


def pending(output: Output, shards: Sequence[Shard], made: dict[str, Any]) -> list[Shard]:
    """Those shards that are not done yet with what they are `made` with. What was written of them before, by a run that
    was killed or of files that are others now, is taken away."""
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
    return list(left.values())


def settle(output: Output) -> None:
    """Note which articles are older captures of a page, when shards were read or nothing was left to read."""
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
    workers died again and again."""
    _start(jobs, address)
    import ray
    from ray.data import ActorPoolStrategy, from_items

    try:
        told = [{"shard": json.dumps({**s.to_dict(), "made": _made(s, made)})} for s in shards]
        waiting = {s.name: s for s in shards}
        work = from_items(told, override_num_blocks=len(told)).map(
            _Worker,
            fn_constructor_args=(make, output, uuid.uuid4().hex),
            compute=ActorPoolStrategy(size=min(jobs, len(shards)), max_tasks_in_flight_per_actor=1),
            num_cpus=1,
        )
        for row in work.iter_rows():
            done = Done(**json.loads(row["done"]))
            del waiting[done.shard]
            yield done
        yield from waiting.values()
    finally:
        ray.shutdown()


def _start(jobs: int, address: str | None) -> None:
    """Join the cluster at an address, or start one of this machine alone."""
    os.environ |= _QUIET
    import ray
    from ray.data import DataContext

    quiet = {"log_to_driver": False, "logging_level": logging.ERROR}
    if address:
        ray.init(address=address, **quiet)
    else:
        ray.init(num_cpus=jobs, include_dashboard=False, object_store_memory=_STORE, **quiet)
    context = DataContext.get_current()
    context.enable_progress_bars = False
    context.max_errored_blocks = -1  # one shard that cannot be read does not end the others


class _Worker:
    """A process that has the network loaded, for as long as there are shards."""

    def __init__(self, make: Callable[[], Reader], output: str, run: str) -> None:
        self._reader = ShardReader(make, output, run)

    def __call__(self, row: dict[str, Any]) -> dict[str, Any]:
        raw = json.loads(row["shard"])
        return {"done": json.dumps(asdict(self._reader.read(Shard.from_dict(raw), raw["made"])))}
