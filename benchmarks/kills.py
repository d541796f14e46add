"""Kills of the verbs that write, at random moments: after each the record is whole, and when it was gone on with, it
holds what an undisturbed run makes.

    python benchmarks/kills.py [--kills 100] [--seed 0] [--only VERB]
"""

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from small_site import running_site

from sayso.record import Record, verify

_SAYSO = [sys.executable, "-m", "sayso.cli.main"]
_ARTICLES = 25
_NAMES = ("Mira Dolan", "Tomas Ruud", "Ada Holm", "Kester Vann")
_TOLD = ("export", "threads", "actors")
_LATER = ("retrieved", "added", "updated")  # when it was done, which is another moment in each run


@dataclass(frozen=True, slots=True)
class Verb:
    """A command that writes into `out`, which is a copy of `given` where it begins with something; `told` is what is
    in it then, in words that are the same for the same."""

    name: str
    command: tuple[str, ...]
    given: Path | None
    out: Path
    told: Callable[[Path], str]
    seconds: float = 0.0  # that it takes undisturbed

    def fresh(self) -> None:
        shutil.rmtree(self.out, ignore_errors=True)
        for left in self.out.parent.glob(f"{self.out.name}*"):
            left.unlink()
        if self.given:
            shutil.copy(self.given, self.out)

    def start(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen([*_SAYSO, *self.command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def sayso(*args: str | Path) -> str:
    done = subprocess.run([*_SAYSO, *map(str, args)], capture_output=True, text=True, check=False)
    if "Traceback" in done.stderr:
        raise AssertionError(done.stderr)
    return done.stdout


def texts() -> list[str]:
    return [
        f"Boat {n} sinks\n\n{_NAMES[n % 4]} said on Friday that boat {n} had sunk. She denied that it was old. “It was"
        f" new,” {_NAMES[(n + 1) % 4]} told the harbour master on day {n}."
        for n in range(_ARTICLES)
    ]


def in_record(path: Path) -> str:
    """What the verbs tell of a record that is whole."""
    record = Record(path)
    damage = list(verify(record))
    record.close()
    if damage:
        raise AssertionError(f"{path} is damaged: {damage[0]}")
    told = []
    for verb in _TOLD:
        for line in sayso(verb, path, *(() if verb == "export" else ("--nl",))).splitlines():
            row = _timeless(json.loads(line))
            if verb == "threads":
                del row["id"]  # which says when it was made, and nothing of what it is
            told.append(json.dumps(row))
    return "\n".join(sorted(told))


def in_folder(out: Path) -> str:
    """The rows of the tables of a batch."""
    from pyarrow import parquet

    found = {
        table: [
            row for path in (out / table).rglob("*.parquet") for row in parquet.ParquetFile(path).read().to_pylist()
        ]
        for table in ("articles", "statements", "actors", "failures")
    }
    return json.dumps({t: sorted(json.dumps(_timeless(row), default=str) for row in rows) for t, rows in found.items()})


def _timeless(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key not in _LATER}


def verbs(folder: Path, address: str) -> list[Verb]:
    """The five, with what they begin with."""
    lines, roster = folder / "news.jsonl", folder / "roster.csv"
    lines.write_text(
        "".join(json.dumps({"url": f"https://post.example/{n}", "text": t}) + "\n" for n, t in enumerate(texts()))
    )
    roster.write_text("id,name\nQ1,Mira Dolan\n")
    read, followed = folder / "read.db", folder / "followed.db"
    sayso("add", read, lines)
    sayso("follow", followed, f"{address}/feed.xml")
    one, other = (json.loads(line)["id"] for line in sayso("actors", read, "--nl").splitlines()[:2])
    out = folder / "out.db"
    made = (
        ("add", (str(out), str(lines)), None),
        ("reread", (str(out), "--roster", str(roster)), read),
        ("update", (str(out), "--allow-private", "--pause", "0"), followed),
        ("actors", (str(out), "--merge", str(one), str(other), "--by", "Ada", "--why", "one person"), read),
    )
    batch = folder / "batch"
    return [
        *(Verb(name, (name, *args), given, out, in_record) for name, args, given in made),
        Verb("batch", ("batch", str(lines), "--out", str(batch)), None, batch, in_folder),
    ]


def undisturbed(verb: Verb) -> tuple[Verb, str]:
    verb.fresh()
    began = time.monotonic()
    verb.start().wait()
    return replace(verb, seconds=time.monotonic() - began), verb.told(verb.out)


def kill(verb: Verb, kills: int, rng: random.Random, whole: str) -> tuple[int, int]:
    """How many times it was killed while it ran, and how many of these had written something by then; every second
    time it is gone on with until it ends, else killed again where it is."""
    done = written = 0
    verb.fresh()
    while done < kills:
        process = verb.start()
        time.sleep(rng.uniform(0.2, 1.05) * verb.seconds)
        if is_killed := process.poll() is None:
            process.kill()
        process.wait()
        done += is_killed
        written += is_killed and verb.out.exists()
        if verb.out.is_file() and verb.out.stat().st_size:
            in_record(verb.out)
        if is_killed and done % 2:
            continue
        # What was merged before it was killed is refused the second time, in one line.
        verb.start().wait()
        if (now := verb.told(verb.out)) != whole:
            unlike = next(
                pair for pair in zip(whole.splitlines(), now.splitlines(), strict=False) if len(set(pair)) > 1
            )
            raise AssertionError(f"{verb.name}: what was gone on with differs: {unlike}")
        verb.fresh()
    return done, written


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", default="", metavar="VERB")
    options = parser.parse_args()
    rng = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as name, running_site() as site:
        items = "".join(f"<item><link>{site.story(f'/{n}', text)}</link></item>" for n, text in enumerate(texts()))
        site.put("/feed.xml", f'<rss version="2.0"><channel>{items}</channel></rss>', "application/rss+xml")
        for verb in (v for v in verbs(Path(name), site.address) if options.only in v.name):
            timed, whole = undisturbed(verb)
            done, written = kill(timed, options.kills // 5, rng, whole)
            print(
                f"{verb.name:8}{timed.seconds:6.1f} s  {done} kills, {written} with something written: equal",
                flush=True,
            )


if __name__ == "__main__":
    main()
