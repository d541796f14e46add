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
import resource
import shlex
import subprocess
import sys
import tempfile
from itertools import islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from invented_articles import invented_articles
from same_record import PARTS, sameness

CPUS = ("Nehalem", "Haswell")
LAW = 0.999
READ = (
    "import platform, numpy, onnxruntime; from sayso.cli.main import entry;"
    "print(platform.machine(), 'onnxruntime', onnxruntime.__version__, 'numpy', numpy.__version__, flush=True); entry()"
)


def lines(path: Path | None, count: int) -> list[str]:
    """The first articles, one a line; the invented ones are given a day, so that days can differ."""
    if path:
        opener = gzip.open if path.suffix == ".gz" else open
        with opener(path, "rt", encoding="utf8") as source:
            return list(islice(source, count))
    some = invented_articles()[:count]
    return [json.dumps({"id": a["id"], "text": a["text"], "date": "2026-03-11"}) + "\n" for a in some]


def read(command: list[str], articles: Path) -> tuple[str, list[dict[str, Any]], float]:
    """What a command's Python says that it is, the articles as it reads them, and the seconds that it took."""
    # They would choose the kernels of one processor, whatever the processor is.
    kept = {k: v for k, v in os.environ.items() if not k.startswith("OPENBLAS")}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [*command, "-c", READ, "read", "--format", "jsonl", str(articles)], env=kept, capture_output=True, text=True
    )
    if done.returncode:
        sys.exit(f"{shlex.join(command)} ended with {done.returncode}:\n{done.stderr}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    told, *records = done.stdout.splitlines()
    return told, [json.loads(r) for r in records], after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("path", type=Path, nargs="?")
    parser.add_argument("--articles", type=int, default=10)
    parser.add_argument("--cpu", action="append", default=[])
    parser.add_argument("--python", action="append", default=[])
    parser.add_argument("--tell", action="store_true")
    given = parser.parse_args()
    others = [("", shlex.split(p)) for p in given.python]
    cpus = given.cpu or ([] if others else CPUS)
    emulated = [(cpu, ["qemu-x86_64", "-cpu", cpu, sys.executable]) for cpu in cpus]
    with tempfile.TemporaryDirectory() as folder:
        articles = Path(folder) / "articles.jsonl"
        articles.write_text("".join(lines(given.path, given.articles)), encoding="utf8")
        told, own, spent = read([sys.executable], articles)
        count = sum(len(a["statements"]) for a in own)
        print(f"{len(own)} articles, {count} statements; the same in ... of 100:")
        print(f"{'':48}{''.join(f'{p:>11}' for p in (*PARTS, 'all'))}  furthest  seconds")
        print(f"{told:48}{'':66}{'':10}{spent:9.1f}")
        kept = True
        for cpu, command in [*emulated, *others]:
            told, found, spent = read(command, articles)
            if found[0]["engine"] != own[0]["engine"]:
                sys.exit(f"{shlex.join(command)} has another sayso: {found[0]['engine']}")
            same = sameness(own, found)
            kept &= same.share() >= LAW
            shares = "".join(f"{100 * same.share(p):11.2f}" for p in (*PARTS, "all"))
            print(f"{f'{told} {cpu}':48}{shares}{same.furthest:10.2f}{spent:9.1f}", flush=True)
            for line in same.differing if given.tell else ():
                print(f"  {line}")
    sys.exit(0 if kept else f"less than {100 * LAW} % are the same")


if __name__ == "__main__":
    main()
