"""Seconds and peak memory of loading a roster of half a million invented rows.

python benchmarks/roster.py [ROWS]
"""

import random
import subprocess
import sys
import tempfile
from pathlib import Path

SYLLABLES = "ka mi lo ver dan tes ro lin ha sku bel or zan pe tri vos mar el du nek ül ør".split()
OFFICES = "Minister of Coasts;Mayor;Member of Parliament;spokeswoman;Harbour Commissioner;Judge".split(";")
LOAD = """
import resource, sys, time
from pathlib import Path
from sayso.actors.roster import load
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
began = time.perf_counter()
roster = load(Path(sys.argv[1]))
spent = time.perf_counter() - began
began = time.perf_counter()
for known in roster.entries[::100]:
    roster.find([known.name], "person", [t.title for t in known.titles], "2026-03-12")
found = (time.perf_counter() - began) / len(roster.entries[::100])
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(f"{len(roster.entries):,} entries, {len(roster.problems)} problems")
print(f"load {spent:9.2f} s")
print(f"find {found * 1e6:9.1f} µs each")
print(f"peak {peak / 1024:9.0f} MB ({(peak - before) / 1024:.0f} MB of it for the roster)")
"""


def row(rng: random.Random, number: int) -> str:
    """A person: two names of two or three syllables, up to two aliases, an office with dates, an identifier."""
    given, middle, surname = ("".join(rng.choices(SYLLABLES, k=rng.randint(2, 3))).title() for _ in range(3))
    aliases = [f"{given} {middle} {surname}", f"{given[0]}. {surname}"][: rng.randint(0, 2)]
    start = f"{rng.randint(1990, 2025)}-{rng.randint(1, 12):02}"
    return f"{given} {surname},{';'.join(aliases)},person,{rng.choice(OFFICES)},{start},,R-{number:07}"


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500_000
    rng = random.Random(0)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "people.csv"
        with path.open("w", encoding="utf8") as file:
            print("name,aliases,type,titles,from,to,registry", file=file)
            for number in range(count):
                print(row(rng, number), file=file)
        print(f"{count:,} rows, {path.stat().st_size / 1e6:.0f} MB of CSV")
        subprocess.run([sys.executable, "-c", LOAD, str(path)], check=True)


if __name__ == "__main__":
    main()
