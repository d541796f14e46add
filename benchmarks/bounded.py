"""What reading costs where a text, page or file is made to be dear: CPU seconds at one, two and four times the size.

    python benchmarks/bounded.py [--before SRC] [--only WORDS] [--times N]

Four times the size may cost 4.4 times as much; the last column tells where it costs more. What costs too little to be
measured is told without a factor. SRC is the `src` folder of an older sayso, which is measured first. --only measures
those whose names hold WORDS; --times makes all of them so many times larger.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from growing_inputs import INPUTS, Growing

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before numpy is loaded: threads that wait cost time, too
MOST = 4.4  # times the cost for four times the size
_NOISE = 0.03  # seconds; what costs less tells nothing, unless it is ten times as dear at four times the size
_SIZES = (1, 2, 4)
Costs = tuple[float, ...]


class Nowhere:
    """A fetcher that fetches nothing: what a feed costs is what reading its list costs."""

    def get(self, address: str, **_: object) -> NoReturn:
        from sayso.pages import PageError

        raise PageError(address, "is not fetched here")


def reading(folder: Path) -> Callable[[bytes, Growing], None]:
    """Reads what is given, and adds it to a record where that is to be measured; loaded once."""
    from sayso import Reader
    from sayso.pages import PageError, found
    from sayso.record import Record

    try:
        from sayso.linking import update
    except ImportError:  # before 0.2.0
        from sayso.links import update  # type: ignore[import-not-found,no-redef]

    reader = Reader()

    def read(data: bytes, growing: Growing) -> None:
        path = folder / f"input{growing.suffix}"
        path.write_bytes(data)
        record = Record(folder / "record.db", new=True) if growing.is_added else None
        run = record.begin("benchmark", reader.engine) if record else None
        for each in found(str(path), fetcher=Nowhere()):  # type: ignore[arg-type]
            if isinstance(each, PageError) or not growing.is_read:
                continue
            # As English: what stands in no language is refused, and prose around it would let it be read.
            article = reader.read(replace(each.article, language="en"))
            if record and run:
                record.add(run, each.page, article)
        if record:
            update(record)
            record.close()
            for left in folder.glob("record.db*"):
                left.unlink()

    return read


def costs(growing: Growing, times: int, read: Callable[[bytes, Growing], None]) -> Costs:
    """CPU seconds of each size, the least of some runs: of more where they are short, or tell of growth, which noise
    does too."""
    inputs = [growing.made(growing.size * size * times) for size in _SIZES]
    least = [float("inf") for _ in _SIZES]
    for runs in ((2, 1, 1), (2, 0, 1), (2, 0, 1)):
        for number, again in enumerate(runs):
            for _ in range(again):
                began = time.process_time()
                read(inputs[number], growing)
                least[number] = min(least[number], time.process_time() - began)
        if (factor(tuple(least)) or 0) < 0.97 * MOST:
            break
    return tuple(least)


def measured(only: str, times: int) -> Iterator[tuple[str, Costs]]:
    with tempfile.TemporaryDirectory() as name:
        read = reading(Path(name))
        read(b"Mira Dolan said on Monday that the bridge would stay shut.", Growing(".txt", 1, lambda n: b""))
        for growing in (each for each in INPUTS if only in each):
            yield growing, costs(INPUTS[growing], times, read)


def before(src: str, only: str, times: int) -> dict[str, Costs]:
    """What an older sayso costs, measured by this file in a process of its own."""
    command = [sys.executable, __file__, "--only", only, "--times", str(times), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": src})
    return {name: tuple(each) for name, each in json.loads(done.stdout).items()}


def factor(each: Costs) -> float | None:
    return each[-1] / each[0] if each[0] >= _NOISE or each[-1] >= 10 * _NOISE else None


def row(each: Costs) -> str:
    times = factor(each)
    return "".join(f"{seconds:8.2f}" for seconds in each) + (f"  x{times:5.1f}" if times else f"{'':8}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--before", metavar="SRC")
    parser.add_argument("--only", default="", metavar="WORDS")
    parser.add_argument("--times", type=int, default=1, metavar="N")
    parser.add_argument("--json", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.json:
        print(json.dumps(dict(measured(options.only, options.times))))
        return
    older = before(options.before, options.only, options.times) if options.before else {}
    above = 0
    for name, now in measured(options.only, options.times):
        is_above = (factor(now) or 0) > MOST
        above += is_above
        was = f"{row(older[name])}   now" if name in older else ""
        print(f"{name:44}{was}{row(now)}{'  above' if is_above else ''}", flush=True)
    print(f"{above} above {MOST}")
    sys.exit(above > 0)


if __name__ == "__main__":
    main()
