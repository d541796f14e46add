"""Whether another processor, or another version of what computes, reads the same; law: in 99.9 % of statements.

    python benchmarks/processors.py [JSON-LINES] [--articles 10] [--cpu MODEL]... [--python COMMAND]... [--tell]

Reads the first articles of JSON lines (default: the invented ones of tests/) with `sayso read` on this machine, and on
every --cpu that `qemu-x86_64` (Debian's qemu-user) emulates: by itself Nehalem, which has no AVX, and Haswell, which
has AVX2. A --python is the command of another Python with sayso in it, also an emulated one. The seconds are a
process's own, from its start. --tell prints each statement that differs.
"""

import argparse
import gzip
import json
import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice, repeat
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from invented_articles import invented_articles
from same_record import PARTS, sameness

CPUS = ("Nehalem", "Haswell")
LAW = 0.999
READ = """
import atexit, platform, time, numpy, onnxruntime
from sayso.cli.main import entry
print(platform.machine(), "onnxruntime", onnxruntime.__version__, "numpy", numpy.__version__, flush=True)
atexit.register(lambda: print(time.process_time()))
entry()
"""


def lines(path: Path | None, count: int) -> list[str]:
    """The first articles, one a line; the invented ones are given a day, so that days can differ."""
    if path:
        opener = gzip.open if path.suffix == ".gz" else open
        with opener(path, "rt", encoding="utf8") as source:
            return list(islice(source, count))
    some = invented_articles()[:count]
    return [json.dumps({"id": a["id"], "text": a["text"], "date": "2026-03-11"}) + "\n" for a in some]


class Run(NamedTuple):
    """What read them, the articles as it did, and the seconds that it took."""

    name: str
    articles: list[dict[str, Any]]
    seconds: float


def read(command: list[str], cpu: str, articles: Path) -> Run:
    """The articles as a command's Python reads them, on the processor that it emulates."""
    # They would choose the kernels of one processor, whatever the processor is.
    kept = {k: v for k, v in os.environ.items() if not k.startswith("OPENBLAS")}
    done = subprocess.run(
        [*command, "-c", READ, "read", "--format", "jsonl", str(articles)], env=kept, capture_output=True, text=True
    )
    if done.returncode:
        sys.exit(f"{shlex.join(command)} ended with {done.returncode}:\n{done.stderr}")
    told, *records, spent = done.stdout.rstrip("\n").split("\n")
    return Run(f"{told} {cpu}", [json.loads(r) for r in records], float(spent))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("path", type=Path, nargs="?")
    parser.add_argument("--articles", type=int, default=10)
    parser.add_argument("--cpu", action="append", default=[])
    parser.add_argument("--python", action="append", default=[])
    parser.add_argument("--tell", action="store_true")
    given = parser.parse_args()
    cpus = given.cpu or ([] if given.python else CPUS)
    emulated = [["qemu-x86_64", "-cpu", cpu, sys.executable] for cpu in cpus]
    commands = [[sys.executable], *emulated, *map(shlex.split, given.python)]
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(os.cpu_count()) as pool:
        articles = Path(folder) / "articles.jsonl"
        articles.write_text("".join(lines(given.path, given.articles)), encoding="utf8")
        kept = table(pool.map(read, commands, ["", *cpus, *("" for _ in given.python)], repeat(articles)), given.tell)
    sys.exit(0 if kept else f"less than {100 * LAW} % are the same")


def table(runs: Iterator[Run], tell: bool) -> bool:
    """Prints a row a processor, as they come, and tells whether the law is kept on each."""
    own = next(runs)
    count = sum(len(a["statements"]) for a in own.articles)
    print(f"{len(own.articles)} articles, {count} statements; the same in ... of 100:")
    print(f"{'':48}{''.join(f'{p:>11}' for p in (*PARTS, 'all'))}  furthest  seconds")
    print(f"{own.name:48}{'':{11 * len(PARTS) + 21}}{own.seconds:9.1f}", flush=True)
    kept = True
    for run in runs:
        if run.articles[0]["engine"] != own.articles[0]["engine"]:
            sys.exit(f"{run.name} has another sayso: {run.articles[0]['engine']}")
        same = sameness(own.articles, run.articles)
        kept &= same.share() >= LAW
        shares = "".join(f"{100 * same.share(p):11.2f}" for p in (*PARTS, "all"))
        print(f"{run.name:48}{shares}{same.furthest:10.2f}{run.seconds:9.1f}", flush=True)
        for line in same.differing if tell else ():
            print(f"  {line}")
    return kept


if __name__ == "__main__":
    main()
