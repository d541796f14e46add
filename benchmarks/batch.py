"""Pages a second with one and two workers of `sayso batch` against the plain loop, and the memory of a worker.

    python benchmarks/batch.py POLNEAR/train.jsonl.gz [--articles 600]

The articles are laid out as shards of 20. The plain loop reads and writes the same shards in this process, without Ray.
Time begins when the first shard is done, for what comes before (Ray starts, the network is loaded) happens once for
millions of pages; it is told beside. Memory is the largest that a worker held of its own (USS), in MB.
"""

import argparse
import gzip
import hashlib
import json
import re
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sayso import Reader
from sayso.batch import Output, Shard, pending, run, shards
from sayso.batch.reading import ShardReader

_SHARD = 20  # articles
_PRIVATE = re.compile(r"^Private_(?:Clean|Dirty): +(\d+) kB", re.M)


def laid_out(source: Path, folder: Path, count: int) -> list[Shard]:
    """The articles as shards, each a file of rows that is large enough to be one."""
    with gzip.open(source, "rt", encoding="utf8") as lines:
        articles = [json.loads(line) for _, line in zip(range(count), lines, strict=False)]
    for n in range(0, len(articles), _SHARD):
        rows = [{k: a[k] for k in ("id", "text", "title", "publisher", "date")} for a in articles[n : n + _SHARD]]
        padding = {"padding": "x" * (300_000 // len(rows))}  # a column that nobody asks for
        text = "".join(json.dumps({**row, **padding}) + "\n" for row in rows)
        (folder / f"part{n // _SHARD:03}.jsonl").write_text(text, "utf8")
    made, problems = shards([str(folder)], str(folder.parent / "out"))
    assert not problems
    return made


def plain(out: Path, some: list[Shard]) -> Iterator[int]:
    """How many articles each shard gives, read in this process."""
    reader = ShardReader(Reader, str(out), "plain")
    for shard in some:
        done = reader.read(shard, {})
        assert done is not None
        yield done.articles


def on_ray(out: Path, some: list[Shard], jobs: int) -> Iterator[int]:
    """How many articles each shard gives, read by so many workers."""
    left, _ = pending(Output(str(out)), some, {})
    for done in run(str(out), left, Reader, {}, jobs, None):
        assert not isinstance(done, Shard)
        yield done.articles


@contextmanager
def watched() -> Iterator[list[float]]:
    """The largest memory of a worker process, in MB, while it is entered."""
    largest, ended = [0.0], threading.Event()

    def watch() -> None:
        while not ended.wait(0.5):
            for process in Path("/proc").glob("[0-9]*"):
                with suppress(OSError):
                    if "MapWorker" in (process / "cmdline").read_text("utf8", "replace"):
                        own = _PRIVATE.findall((process / "smaps_rollup").read_text("utf8"))
                        largest[0] = max(largest[0], sum(map(int, own)) / 1e3)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield largest
    finally:
        ended.set()
        thread.join()


def rate(done: Iterator[int], workers: int) -> tuple[float, float]:
    """Articles a second, after each worker's first shard; and the seconds until then."""
    began = time.perf_counter()
    for _ in range(workers):
        next(done)
    ready = time.perf_counter()
    count = sum(done)
    return count / (time.perf_counter() - ready), ready - began


def digest(folder: Path) -> str:
    """A hash of all Parquet in a folder."""
    told = hashlib.sha256()
    for path in sorted(folder.rglob("*.parquet")):
        told.update(str(path.relative_to(folder)).encode() + path.read_bytes())
    return told.hexdigest()[:16]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path, help="PolNeAR's articles")
    parser.add_argument("--articles", type=int, default=480)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "in"
        folder.mkdir()
        some = laid_out(args.source, folder, args.articles)
        print(f"{args.articles} articles in {len(some)} shards")
        alone, _ = rate(plain(Path(temporary) / "plain", some), 1)
        print(f"{'plain loop':12}{alone:6.2f} articles a second   {digest(Path(temporary) / 'plain')}")
        for jobs in (1, 2):
            out = Path(temporary) / f"ray{jobs}"
            with watched() as memory:
                speed, before = rate(on_ray(out, some, jobs), jobs)
            print(f"{jobs} on Ray    {speed:6.2f} articles a second   {digest(out)}   ", end="")
            print(
                f"efficiency {100 * speed / jobs / alone:3.0f} %, {memory[0]:.0f} MB a worker, {before:.1f} s to begin"
            )


if __name__ == "__main__":
    main()
